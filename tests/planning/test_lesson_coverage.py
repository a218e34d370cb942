"""Core content that lesson plans take up counts beside the units: planned in a plan, taught when ticked off."""

from __future__ import annotations

from datetime import date
from random import Random
from uuid import UUID

import pytest
from sqlmodel import select

from skolplattform.core import clock, db
from skolplattform.core.actor import Actor, Workspace
from skolplattform.core.errors import NotFound
from skolplattform.core.ids import new_id
from skolplattform.core.tables import Change
from skolplattform.planning.coverage.queries import group_map, school_map
from skolplattform.planning.coverage.views import PointRow
from skolplattform.planning.curriculum.tables import CoreContent
from skolplattform.planning.lesson_plans import service
from skolplattform.planning.lesson_plans.tables import LessonPlan, LessonPlanContent
from skolplattform.planning.pages.coverage import CoverageState
from skolplattform.planning.pages.follow import FollowState
from skolplattform.planning.queries.coverage import met_points
from skolplattform.planning.service import Edit
from skolplattform.registry.codes import DutyRole
from skolplattform.registry.tables import Duty
from skolplattform.schedule.tables import CalendarEvent
from tests.planning.conftest import run
from tests.planning.lesson_world import MATHS, add_lessons, ahead, begin
from tests.planning.plans import begin as begin_unit
from tests.planning.plans import draft, publish, save
from tests.support.events import Pages
from tests.support.school import School
from tests.support.school_rows import TODAY
from tests.support.sign_in import cookie


def points_of(school: School, plan: UUID) -> list[UUID]:
    return [UUID(point.id) for area in draft(school, plan).areas for point in area.points]


def unit_with(school: School, contents: set[UUID]) -> UUID:
    """A draft of Lena's for 7A that takes these points up."""
    plan = begin_unit(school)
    now = draft(school, plan)
    words = Edit(title="Bråk", purpose="Du lär dig.", contents=frozenset(contents), start=TODAY, end=TODAY)
    save(school, plan, words, version=now.version)
    return plan


def rows_of(school: School, actor: Actor) -> list[PointRow]:
    with db.reading() as session:
        return [
            row for area in group_map(session, actor, school.class_7a, school.syllabus).areas for row in area.points
        ]


def lesson_plan(school: School, number: int, contents: set[UUID], *, taught: bool, shown: bool) -> LessonPlan:
    when = clock.now()
    plan = LessonPlan(
        id=new_id(), unit_id=school.unit, activity_id=MATHS, lesson_id=ahead(number), stands_at=when,
        title=f"Lektion {number}", taught_at=when if taught else None, shown=shown,
        edited_by=school.people["teacher"], edited_at=when,
    )  # fmt: skip
    with db.unit() as session:
        session.add(plan)
        session.flush()
        session.add_all(LessonPlanContent(lesson_plan_id=plan.id, content_id=point) for point in contents)
    return plan


def test_a_lesson_that_takes_up_a_point_plans_it_and_teaches_it_when_ticked_off(planned: School) -> None:
    add_lessons(planned)
    unit = begin_unit(planned)
    first = points_of(planned, unit)[0]
    save(planned, unit, Edit(title="Bråk", contents=frozenset([first])), version=draft(planned, unit).version)
    plan = begin(planned, ahead(0), title="Hälften och en fjärdedel", plan_id=unit, contents=frozenset([first]))
    mine, head = rows_of(planned, planned.teacher)[0], rows_of(planned, planned.principal)[0]
    assert (mine.state, head.state) == ("planned", "gap")
    assert [(one.title, one.is_draft) for one in mine.units if one.is_lesson] == [("Hälften och en fjärdedel", True)]
    with db.unit() as session:
        row = session.get_one(LessonPlan, UUID(plan.id))
        row.taught_at, row.stands_at = clock.now(), clock.now()
        session.add(row)
    head = rows_of(planned, planned.principal)[0]
    assert (head.state, head.students) == ("taught", 3)
    assert [(one.title, one.page) for one in head.units] == [("", "")], "an unpublished title stays its teacher's"
    with db.reading() as session:
        pair = (planned.class_7a, planned.syllabus)
        assert met_points(session, [pair])[pair] == (1, 20)
        gap = school_map(session, planned.principal).gaps[0]
    assert (gap.met, gap.planned) == (1, 0)


@pytest.mark.parametrize("seed", range(5))
def test_both_maps_say_what_one_finds_by_looking_at_every_plan(planned: School, seed: int) -> None:
    random = Random(seed)
    add_lessons(planned)
    unit = begin_unit(planned)
    points = points_of(planned, unit)
    of_units = {point for point in points if random.random() < 0.3}
    published = unit_with(planned, of_units)
    if random.random() < 0.6 and of_units:
        publish(planned, published)
        units, drafts = of_units, set()
    else:
        units, drafts = set(), of_units
    lessons = []
    for number in range(4):
        contents = {point for point in points if random.random() < 0.25}
        taught, shown = random.random() < 0.5, random.random() < 0.5
        lesson_plan(planned, number, contents, taught=taught, shown=shown)
        lessons.append((contents, taught, shown))

    def slowly(point: UUID, *, teaches: bool) -> str:
        if point in units or any(taught and point in contents for contents, taught, _ in lessons):
            return "taught"
        read = any(point in contents and (shown or teaches) for contents, _, shown in lessons)
        return "planned" if read or (teaches and point in drafts) else "gap"

    with db.reading() as session:
        texts = {point: session.get_one(CoreContent, point).text for point in points}
        pair = (planned.class_7a, planned.syllabus)
        met, total = met_points(session, [pair])[pair]
        gaps = {gap.text: (gap.met, gap.planned) for gap in school_map(session, planned.principal).gaps}
    for actor, teaches in ((planned.teacher, True), (planned.principal, False)):
        seen = {row.text: row.state for row in rows_of(planned, actor)}
        assert seen == {texts[point]: slowly(point, teaches=teaches) for point in points}
    by_head = [slowly(point, teaches=False) for point in points]
    assert (met, total) == (by_head.count("taught"), len(points))
    numbers = {"taught": (1, 0), "planned": (0, 1), "gap": (0, 0)}
    assert gaps == {texts[point]: numbers[slowly(point, teaches=False)] for point in points}


def test_the_open_map_follows_when_a_lesson_is_ticked_off(planned: School, pages: Pages) -> None:
    with db.unit() as session:
        content = session.exec(select(CoreContent.id).limit(1)).one()
    add_lessons(planned)
    plan = lesson_plan(planned, 0, {content}, taught=False, shown=False)
    with db.unit() as session:
        lesson = session.get_one(CalendarEvent, ahead(0))
        lesson.day = TODAY
        session.add(lesson)
    tab = pages.tab(cookie(planned.people["teacher"], Workspace.TEACHER))
    tab.open("/tackning/[group_id]/[syllabus_id]", group_id=str(planned.class_7a), syllabus_id=str(planned.syllabus))
    assert not tab.variable(CoverageState, "missing")
    run(service.tick, planned.teacher, ahead(0), step="", done=True)
    with db.reading() as session:
        topics = {row.topic for row in session.exec(select(Change)).all()}
        assert session.get_one(LessonPlan, plan.id).taught_at
    assert f"plans:{planned.class_7a}" in topics


def test_a_head_of_two_schools_chooses_which(planned: School, pages: Pages) -> None:
    publish(planned, unit_with(planned, set(points_of(planned, begin_unit(planned))[:2])))
    with db.unit() as session:
        session.add(
            Duty(
                id=new_id(), person_id=planned.people["principal"], unit_id=planned.other_unit,
                duty_role=DutyRole.PRINCIPAL.value, start_date=date(2026, 1, 1),
            )
        )  # fmt: skip
    head = pages.tab(cookie(planned.people["principal"], Workspace.PRINCIPAL))
    head.open("/planering-i-skolan")
    assert len(head.variable(FollowState, "shown").units) == 2
    seen = set()
    for unit in (planned.unit, planned.other_unit):
        head.call(FollowState.choose_school, unit_id=str(unit))
        shown = head.variable(FollowState, "shown")
        seen.add((shown.unit_id, tuple(row.subject for row in shown.rows)))
    assert (str(planned.unit), ("Matematik",)) in seen
    assert len(seen) == 2
    with db.reading() as session, pytest.raises(NotFound):
        school_map(session, planned.principal, planned.other_unit)
