"""What the pages ask: the right sums for the right people, in few statements."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import event
from sqlmodel import Session

from skolplattform.attendance.tables import AbsenceReport, Deviation, LessonRegister
from skolplattform.core import clock
from skolplattform.core.actor import WORKSPACE_ROLES, Actor, Workspace
from skolplattform.core.errors import NotFound
from skolplattform.insights import service
from skolplattform.insights.queries import city, family, now, school, students
from skolplattform.insights.queries.class_days import Scope
from skolplattform.insights.queries.periods import Window, terms, units_of, window
from skolplattform.insights.rules.calendar import monday_of
from skolplattform.insights.rules.counts import Counts, total
from skolplattform.registry.tables import GroupMembership, Person
from skolplattform.registry.views import PROTECTED_NAME
from tests.insights.world import FIRST, LAST, World, invent
from tests.support.school import SCHOOL_DAY, School

WINDOW = Window(FIRST, LAST)
AFTER = LAST + timedelta(days=3)
MOST_STATEMENTS = 8


@contextmanager
def statements(session: Session) -> Iterator[list[str]]:
    """Every statement the session sends inside the block."""
    sent: list[str] = []

    def note(_connection, _cursor, statement, *_rest) -> None:
        if not statement.startswith("BEGIN"):
            sent.append(statement)

    engine = session.get_bind()
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)


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
    held = [lesson for lesson in world.lessons if not lesson.cancelled]
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


# The small school of the shared fixtures: families, a protected student, lessons of one day.


def report(session: Session, school_: School, lesson: UUID, activity: UUID, *away: Deviation) -> None:
    session.add(
        LessonRegister(
            calendar_event_id=lesson,
            activity_id=activity,
            unit_id=school_.unit,
            day=school_.day,
            minutes=60,
            reporter_id=school_.people["teacher"],
            reported_at=SCHOOL_DAY,
        )
    )
    session.flush()
    session.add_all(away)
    session.flush()


def away(school_: School, lesson: UUID, name: str, **minutes: int) -> Deviation:
    return Deviation(calendar_event_id=lesson, student_id=school_.people[name], day=school_.day, minutes=60, **minutes)


def test_this_hour_each_student_counts_once_and_told_absence_is_known(session: Session, school: School) -> None:
    report(session, school, school.lesson, school.activity, away(school, school.lesson, "alva", invalid_minutes=60))
    session.add(
        AbsenceReport(
            student_id=school.people["dag"],
            unit_id=school.unit,
            absence_type="Anmäld frånvaro",
            starts_at=clock.day_bounds(school.day)[0],
            ends_at=clock.day_bounds(school.day)[1],
            registered_by=school.people["ulf"],
            registered_at=SCHOOL_DAY,
        )
    )
    session.flush()
    with statements(session) as sent:
        found = now.school_now(session, school.principal, school.unit, moment=SCHOOL_DAY)
    assert len(sent) <= MOST_STATEMENTS - 1, "the page also asks for the units"
    assert found.years == {7: {"invalid": 1, "present": 2, "told": 1}}
    assert [row.name for row in found.unreported] == ["Matematik 7B"]
    assert found.unreported[0].teacher is not None
    assert found.unreported[0].teacher.name == "Karl Kastanj"


def test_lessons_that_have_not_begun_do_not_count(session: Session, school: School) -> None:
    early = datetime(2026, 11, 18, 8, 50, tzinfo=UTC)
    found = now.school_now(session, school.principal, school.unit, moment=early)
    assert sum(sum(states.values()) for states in found.years.values()) == 3, "only 8.20 to 9.20 of 7A"
    assert now.school_now(session, school.principal, school.unit, moment=early - timedelta(hours=4)).years == {}


def test_a_protected_student_has_no_name_without_a_grant(session: Session, school: School) -> None:
    report(session, school, school.lesson, school.activity, away(school, school.lesson, "cleo", valid_minutes=60))
    days = Window(school.day, school.day)
    figures = students.students_of_class(
        session, school.principal, school.unit, school.class_7a, days, today=school.day
    )
    shown = {one.person.id: one.person.name for one in figures}
    assert shown[str(school.people["cleo"])] == PROTECTED_NAME
    marks = students.marks_of_lesson(session, school.principal, school.unit, school.lesson, today=school.day)
    assert [mark.person.name for mark in marks] == [PROTECTED_NAME]


def test_a_class_page_takes_few_statements(session: Session, school: School) -> None:
    from skolplattform.insights.queries import school as schools

    with statements(session) as sent:
        units_of(session, school.principal)
        days = window("term", terms(session, school.day), school.day)
        scope = Scope(class_id=school.class_7a)
        schools.overview(session, school.principal, school.unit, days, scope=scope, today=school.day)
        students.students_of_class(session, school.principal, school.unit, school.class_7a, days, today=school.day)
    small = len(sent)
    assert small <= MOST_STATEMENTS, sent
    _grow(session, school)
    with statements(session) as sent:
        units_of(session, school.principal)
        days = window("term", terms(session, school.day), school.day)
        schools.overview(session, school.principal, school.unit, days, scope=scope, today=school.day)
        students.students_of_class(session, school.principal, school.unit, school.class_7a, days, today=school.day)
    assert len(sent) == small


def _grow(session: Session, school_: School, students_: int = 25) -> None:
    for index in range(students_):
        person = Person(given_name=f"Elev{index}", family_name="Ny")
        session.add(person)
        session.flush()
        session.add(GroupMembership(group_id=school_.class_7a, person_id=person.id, start_date=date(2026, 8, 1)))
    session.flush()


def test_a_guardian_sees_each_own_childs_day_and_nobody_elses(session: Session, school: School) -> None:
    report(session, school, school.lesson, school.activity, away(school, school.lesson, "alva", invalid_minutes=60))
    with statements(session) as sent:
        found = family.children_today(session, school.guardian, today=school.day)
    assert len(sent) <= MOST_STATEMENTS
    assert [one.child.given_name for one in found] == ["Alva", "Elsa"]
    alva = found[0]
    assert (alva.child.class_name, alva.child.school_year, alva.child.unit_name) == ("7A", 7, "Ekbackens skola")
    assert [lesson.name for lesson in alva.lessons] == ["Matematik", "Matematik"]
    assert [lesson.counts.invalid for lesson in alva.week if lesson.counts.invalid] == [60]
    assert [
        one.child.given_name for one in family.children_today(session, school.other_guardian, today=school.day)
    ] == ["Alva"]


def test_a_childs_term_is_for_its_guardians_only(session: Session, school: School) -> None:
    with statements(session) as sent:
        found = family.child_term(session, school.guardian, school.people["alva"], today=school.day)
    assert len(sent) <= MOST_STATEMENTS
    assert monday_of(found.window.first) == monday_of(date(2026, 8, 18))
    assert [lesson.lesson_id for lesson in found.coming] == [school.lesson]
    for actor in (school.foreign_guardian, school.teacher, school.principal, school.student):
        with pytest.raises(NotFound):
            family.child_term(session, actor, school.people["alva"], today=school.day)


def test_guardians_see_nothing_of_each_other(session: Session, school: School) -> None:
    """What Rut is shown of Alva holds no trace of Sten (R-C05)."""
    shown = repr(family.child_term(session, school.guardian, school.people["alva"], today=school.day))
    shown += repr(family.children_today(session, school.guardian, today=school.day))
    assert "Sten" not in shown
    assert "Granit" not in shown
    assert str(school.people["sten"]) not in shown


def test_of_age_the_child_is_gone_from_the_guardians_pages(session: Session, school: School) -> None:
    of_age = date(2031, 3, 14)
    assert "Alva" not in [one.child.given_name for one in family.children_today(session, school.guardian, today=of_age)]
    with pytest.raises(NotFound):
        family.child_term(session, school.guardian, school.people["alva"], today=of_age)


def test_a_small_year_gives_no_band(session: Session, school: School) -> None:
    service.rebuild(session, school.unit, school.day, school.day)
    assert family.child_term(session, school.guardian, school.people["alva"], today=school.day).band is None
