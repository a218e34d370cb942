"""Which points of the core content a group is taught, is to be taught, and misses; and a school's groups together."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skolplattform.core import db
from skolplattform.core.actor import Actor, Workspace
from skolplattform.core.errors import NotFound
from skolplattform.planning.coverage import rules
from skolplattform.planning.coverage.queries import group_map, school_map
from skolplattform.planning.coverage.rules import Member, PointState, TakenUp
from skolplattform.planning.coverage.views import GroupMap
from skolplattform.planning.pages.coverage import CoverageState
from skolplattform.planning.pages.follow import FollowState
from skolplattform.planning.service import Edit
from skolplattform.planning.tables import EditionGroup, UnitPlanEdition
from skolplattform.registry.tables import Group, GroupMembership
from tests.planning.plans import draft, filled, publish, save
from tests.support.events import Pages
from tests.support.school import School
from tests.support.school_rows import named_id
from tests.support.sign_in import cookie

TODAY = date(2026, 11, 18)
POINT, GROUP = named_id("point"), named_id("group")
persons = st.integers(0, 3).map(lambda n: named_id(f"person {n}"))
days = st.dates(date(2025, 8, 1), date(2027, 6, 1))


def unit(days_ahead: int, *, stands: bool = True) -> TakenUp:
    start = TODAY + timedelta(days=days_ahead)
    return TakenUp(POINT, uuid4(), GROUP, "Bråk", start, start + timedelta(weeks=3), stands)


@pytest.mark.parametrize(
    ("units", "state"),
    [
        ([], PointState.GAP),
        ([unit(0)], PointState.TAUGHT),
        ([unit(1)], PointState.PLANNED),
        ([unit(-30, stands=False)], PointState.PLANNED),
        ([unit(1), unit(-30)], PointState.TAUGHT),
    ],
)
def test_a_point_is_taught_when_a_published_unit_has_begun(units: list[TakenUp], state: PointState) -> None:
    assert rules.state(units, TODAY) == state


def test_not_everything_is_never_a_hundred_per_cent() -> None:
    assert (rules.percent(199, 200), rules.percent(200, 200), rules.percent(0, 0)) == (99, 100, 0)


@given(st.lists(st.tuples(persons, days, st.integers(0, 300)), max_size=8), st.lists(days, max_size=5))
def test_each_student_is_counted_once_and_only_who_was_there(
    memberships: list[tuple[UUID, date, int]], starts: list[date]
) -> None:
    members = [Member(person, GROUP, start, start + timedelta(days=n)) for person, start, n in memberships]
    units = [TakenUp(POINT, uuid4(), GROUP, "", start, start + timedelta(weeks=3)) for start in starts]
    begun = [unit for unit in units if unit.start <= TODAY]
    there = {member.person_id for member in members for unit in begun if member.was_there(unit)}
    assert rules.met_by(units, members, TODAY).get(POINT, 0) == len(there)


def shown(school: School, actor: Actor) -> GroupMap:
    with db.reading() as session:
        return group_map(session, actor, school.class_7a, school.syllabus)


def test_drafts_are_planned_for_the_team_and_unknown_to_the_principal(planned: School) -> None:
    plan = filled(planned)
    mine, head = shown(planned, planned.teacher), shown(planned, planned.principal)
    assert (mine.taught, mine.planned, head.planned, mine.total) == (0, 2, 0, 20)
    assert mine.areas[0].points[0].units[0].is_draft
    publish(planned, plan)
    for actor in (planned.teacher, planned.principal):
        now = shown(planned, actor)
        assert (now.taught, now.planned, now.gaps, now.students) == (2, 0, 18, 3)
    with pytest.raises(NotFound):
        shown(planned, planned.colleague)


def test_what_a_student_met_in_an_earlier_group_counts_for_that_student(planned: School) -> None:
    """Bo was in 6A, where Lena taught two points the year before."""
    plan = filled(planned)
    with db.unit() as session:
        start, end, bo = date(2025, 7, 1), date(2026, 6, 30), planned.people["bo"]
        earlier = Group(id=GROUP, display_name="6A", unit_id=planned.unit, group_type="Klass", start_date=start)
        session.add(earlier)
        session.flush()
        session.add(GroupMembership(id=named_id("6A"), group_id=GROUP, person_id=bo, start_date=start, end_date=end))
    publish(planned, plan)
    with db.unit() as session:
        edition = session.get_one(UnitPlanEdition, (plan, 1))
        edition.start_date, edition.end_date = date(2026, 2, 2), date(2026, 3, 6)
        session.add(edition)
        session.delete(session.get_one(EditionGroup, (plan, 1, planned.class_7a)))
        session.flush()
        session.add(EditionGroup(plan_id=plan, number=1, group_id=GROUP))
    point = shown(planned, planned.teacher).areas[0].points[0]
    assert (point.state, point.students, point.units[0].group) == ("taught", 1, "6A")


def test_a_principal_sees_each_subject_by_stage_and_what_not_all_groups_have_met(planned: School) -> None:
    publish(planned, filled(planned))
    with db.reading() as session:
        seen = school_map(session, planned.principal)
    assert [(row.subject, [(cell.groups, cell.percent) for cell in row.cells]) for row in seen.rows] == [
        ("Matematik", [(2, 5)])
    ]
    assert [(group.group, group.met) for group in seen.groups] == [("7A", 2), ("7B", 0)]
    assert (len(seen.gaps), seen.gaps[0].met, seen.gaps[2].met, seen.met_by_all) == (20, 1, 0, 0)


def test_a_unit_to_come_is_planned_for_the_school(planned: School) -> None:
    plan = filled(planned)
    later = Edit(start=date(2026, 12, 7), end=date(2026, 12, 18))
    save(planned, plan, later, version=draft(planned, plan).version)
    publish(planned, plan)
    with db.reading() as session:
        gap = school_map(session, planned.principal).gaps[0]
    assert (gap.met, gap.planned) == (0, 1)


def test_the_pages_follow_what_is_published(planned: School, pages: Pages) -> None:
    teacher = pages.tab(cookie(planned.people["teacher"], Workspace.TEACHER))
    ids = {"group_id": str(planned.class_7a), "syllabus_id": str(planned.syllabus)}
    teacher.open("/tackning/[group_id]/[syllabus_id]", **ids)
    publish(planned, filled(planned))
    teacher.call(CoverageState.refresh)
    assert teacher.variable(CoverageState, "shown").taught == 2
    teacher.open("/tackning/[group_id]/[syllabus_id]", **ids | {"group_id": str(planned.class_4a)})
    assert teacher.variable(CoverageState, "missing")
    head = pages.tab(cookie(planned.people["principal"], Workspace.PRINCIPAL))
    head.open("/planering-i-skolan")
    seen = head.variable(FollowState, "shown")
    head.call(FollowState.choose, subject=seen.subject, stage_id=seen.stage_id)
    assert head.variable(FollowState, "shown").groups[0].met == 2
