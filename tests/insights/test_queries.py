"""What the pages ask: the right sums for the right people, in few statements."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlmodel import Session

from skolplattform.core.actor import WORKSPACE_ROLES, Actor, Workspace
from skolplattform.core.errors import NotFound
from skolplattform.insights import service
from skolplattform.insights.queries import city, now, school, students
from skolplattform.insights.queries.class_days import Scope
from skolplattform.insights.queries.periods import Window, units_of
from skolplattform.insights.rules.counts import Counts, total
from tests.insights.statements import MOST_STATEMENTS, statements
from tests.insights.world import FIRST, LAST, World, invent
from tests.support.school import SCHOOL_DAY

WINDOW = Window(FIRST, LAST)
AFTER = LAST + timedelta(days=3)


def leader(*units: UUID, workspace: Workspace = Workspace.PRINCIPAL) -> Actor:
    return Actor(
        person_id=uuid4(), workspace=workspace, roles=WORKSPACE_ROLES[workspace], units=frozenset(units), loa=3
    )


@pytest.fixture(params=range(4))
def world(request: pytest.FixtureRequest, session: Session) -> World:
    """An invented unit, counted."""
    found = invent(request.param, students=12)
    found.save(session)
    service.rebuild(session, found.unit, FIRST, LAST)
    return found


def of_student(world: World, student: UUID) -> Counts:
    held = [lesson for lesson in world.lessons if world.is_held(lesson)]
    return total(world.student_lesson(lesson, student) for lesson in held if student in world.participants(lesson))


def test_the_whole_school_and_each_class_and_year_add_up(session: Session, world: World) -> None:
    found, classes = school.overview(session, leader(world.unit), world.unit, WINDOW, scope=Scope(), today=AFTER)
    reference = world.by_class_day()
    assert found.total == total(reference.values())
    assert total(found.weeks.values()) == found.total == total(found.days.values())
    for part in found.years:
        assert part.counts == total(c for (_, year, _), c in reference.items() if year == part.scope.school_year)
    for class_id in classes:
        own, _ = school.overview(
            session, leader(world.unit), world.unit, WINDOW, scope=Scope(class_id=class_id), today=AFTER
        )
        assert own.total == total(c for (found_class, _, _), c in reference.items() if found_class == class_id)


def test_weekdays_are_sifted(session: Session, world: World) -> None:
    mondays = Window(FIRST, LAST, frozenset({0}))
    found, _ = school.overview(session, leader(world.unit), world.unit, mondays, scope=Scope(), today=AFTER)
    assert found.total == total(c for (*_, day), c in world.by_class_day().items() if day.weekday() == 0)
    assert set(found.weekdays) <= {0}


def test_a_class_counts_each_student_as_one_by_one(session: Session, world: World) -> None:
    for group in [g for g in world.groups.values() if g.group_type == "Klass"]:
        figures = students.students_of_class(session, leader(world.unit), world.unit, group.id, WINDOW, today=AFTER)
        for one in figures:
            assert one.counts == of_student(world, UUID(one.person.id))
            assert total(one.weeks.values()) == one.counts
        absences = [one.counts.absence or 0 for one in figures]
        assert absences == sorted(absences, reverse=True)


def test_today_counts_only_what_has_been_reported(session: Session, world: World) -> None:
    """The rest of today may still be reported: it is not unreported yet."""
    today = max(lesson.day for lesson in world.lessons)
    found, _ = school.overview(session, leader(world.unit), world.unit, WINDOW, scope=Scope(), today=today)
    before = total(c for (*_, day), c in world.by_class_day().items() if day < today)
    now_ = total(c for (*_, day), c in world.by_class_day().items() if day == today)
    assert found.total.offered == before.offered + now_.reported
    assert found.total.reported == before.reported + now_.reported


def test_another_units_leader_finds_nothing(session: Session, world: World) -> None:
    other = leader(uuid4())
    group = next(g for g in world.groups.values() if g.group_type == "Klass")
    for ask in (
        lambda: school.overview(session, other, world.unit, WINDOW, scope=Scope(), today=AFTER),
        lambda: students.students_of_class(session, other, world.unit, group.id, WINDOW, today=AFTER),
        lambda: students.marks_of_lesson(session, other, world.unit, world.lessons[0].id, today=AFTER),
        lambda: now.school_now(session, other, world.unit, moment=SCHOOL_DAY),
    ):
        with pytest.raises(NotFound):
            ask()


def test_a_class_or_student_of_another_unit_is_not_found_through_the_own(session: Session, world: World) -> None:
    other = invent(99)
    other.save(session)
    mine = leader(world.unit)
    group = next(g for g in other.groups.values() if g.group_type == "Klass")
    with pytest.raises(NotFound):
        school.overview(session, mine, world.unit, WINDOW, scope=Scope(class_id=group.id), today=AFTER)
    with pytest.raises(NotFound):
        students.marks_of_lesson(session, mine, world.unit, other.lessons[0].id, today=AFTER)
    assert students.students_of_class(session, mine, world.unit, group.id, WINDOW, today=AFTER) == []


@pytest.mark.parametrize("workspace", [w for w in Workspace if w is not Workspace.PRINCIPAL])
def test_other_roles_see_no_school(session: Session, workspace: Workspace) -> None:
    world = invent(0, students=2)
    actor = leader(world.unit, workspace=workspace)
    with pytest.raises(NotFound):
        school.overview(session, actor, world.unit, WINDOW, scope=Scope(), today=AFTER)
    assert units_of(session, actor) == []


def test_the_city_sums_its_units_and_hides_the_small_ones(session: Session) -> None:
    large, small, foreign = invent(1, students=14), invent(2, students=3), invent(3, students=9)
    for one in (large, small, foreign):
        one.save(session)
        service.rebuild(session, one.unit, FIRST, LAST)
    actor = leader(large.unit, small.unit, workspace=Workspace.CENTRAL)
    with statements(session) as sent:
        found = city.city_overview(session, actor, WINDOW, today=FIRST)
    assert len(sent) <= MOST_STATEMENTS
    shown = {row.unit_id: row for row in found.schools}
    assert shown.keys() == {large.unit, small.unit}
    assert shown[small.unit].hidden
    assert shown[small.unit].counts == Counts()
    assert shown[large.unit].counts.reported == total(large.by_class_day().values()).reported
    with pytest.raises(NotFound):
        city.city_overview(session, leader(large.unit), WINDOW, today=FIRST)


def test_the_citys_sums_do_not_give_away_a_hidden_school(session: Session) -> None:
    """With one school hidden, its figures must not be the rest of the city's minus the others'."""
    large, small = invent(1, students=14), invent(2, students=3)
    for one in (large, small):
        one.save(session)
        service.rebuild(session, one.unit, FIRST, LAST)
    actor = leader(large.unit, small.unit, workspace=Workspace.CENTRAL)
    found = city.city_overview(session, actor, WINDOW, today=FIRST)
    shown = total(row.counts for row in found.schools)
    assert found.total == shown
