"""A group's year as its teachers plan it together, and as its principal reads it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID, uuid4

import pytest

from skolplattform.core import db
from skolplattform.core.actor import Actor, Workspace
from skolplattform.core.errors import Conflict, Invalid, NotFound
from skolplattform.planning.pages.timeline import TimelineState
from skolplattform.planning.service import Edit, Saved
from skolplattform.planning.timeline.queries import timeline
from skolplattform.planning.timeline.rules import Days
from skolplattform.planning.timeline.service import move_plan
from skolplattform.planning.timeline.views import LineUnit, Timeline
from skolplattform.planning.views import AssessmentRow
from skolplattform.schedule.tables import ActivityTeacher, ClosedDay
from skolplattform.ui.shell_state import ShellState
from tests.planning.conftest import run
from tests.planning.plans import TITLE, begin, draft, filled, publish, save
from tests.support.events import InProcessTab, Pages
from tests.support.school import School
from tests.support.sign_in import cookie

Open = Callable[[str], InProcessTab]
WAS = Days(date(2026, 11, 16), date(2026, 12, 11))
LATER = Days(date(2026, 11, 23), date(2026, 12, 18))
LONGER = Days(date(2026, 11, 16), date(2026, 12, 18))


@pytest.fixture
def team(planned: School) -> School:
    """Karl teaches 7A mathematics together with Lena."""
    with db.unit() as session:
        session.add(ActivityTeacher(activity_id=planned.activity, duty_id=planned.duties["colleague"]))
    return planned


def line(school: School, actor: Actor, period: str = "") -> Timeline:
    with db.reading() as session:
        return timeline(session, actor, school.class_7a, school.syllabus, period)


def move(actor: Actor, plan: UUID, was: Days, to: Days, version: int) -> Saved:
    return run(move_plan, actor, plan, was=was, to=to, version=version)


def test_the_line_has_the_weeks_their_closed_days_and_what_is_empty_or_double(planned: School) -> None:
    with db.unit() as session:
        session.add_all(
            ClosedDay(organisation_id=planned.organiser, day=date(2026, 11, day), kind="lov", name="Vinterpaus")
            for day in range(16, 21)
        )
    begin(planned)
    begin(planned)
    shown = line(planned, planned.teacher)
    by_number = {week.number: week for week in shown.weeks}
    assert (by_number["47"].kind, by_number["47"].closed.sv) == ("closed", "Vinterpaus")
    assert [(unit.weeks, unit.lane) for unit in shown.units] == [("47–50", 0), ("51–1", 0)]
    assert (shown.double.sv, shown.closed.sv) == ("", "47 Vinterpaus")
    assert [choice.name.sv for choice in shown.periods] == ["Läsåret 2026/27", "Hösten 2026"]


def test_two_units_in_a_week_are_told_and_not_forbidden(planned: School) -> None:
    first, second = begin(planned), begin(planned)
    version = draft(planned, second).version
    stands = draft(planned, second)
    was = Days(date.fromisoformat(stands.start), date.fromisoformat(stands.end))
    move(planned.teacher, second, was, WAS, version)
    shown = line(planned, planned.teacher)
    assert (shown.lanes, shown.double.sv) == (2, "47–50")
    assert {unit.id for unit in shown.units} == {str(first), str(second)}


def test_what_is_done_in_the_weeks_moves_along_with_the_whole_unit(planned: School) -> None:
    plan = filled(planned)
    save(
        planned,
        plan,
        Edit(assessments=(AssessmentRow("a1", "Prov", "2026-12-10", ""),)),
        version=draft(planned, plan).version,
    )
    move(planned.teacher, plan, WAS, LATER, draft(planned, plan).version)
    now = draft(planned, plan)
    assert (now.start, now.end) == ("2026-11-23", "2026-12-18")
    assert [(week.monday, week.text) for week in now.weeks if week.text] == [("2026-11-23", "Likhetstecknet")]
    assert now.assessments[0].day == "2026-12-17"


def test_a_longer_unit_keeps_its_weeks(planned: School) -> None:
    plan = filled(planned)
    move(planned.teacher, plan, WAS, LONGER, draft(planned, plan).version)
    now = draft(planned, plan)
    assert [week.number for week in now.weeks] == ["47", "48", "49", "50", "51"]
    assert now.weeks[0].text == "Likhetstecknet"


def test_of_two_colleagues_the_second_is_shown_where_the_first_put_it(team: School) -> None:
    plan = filled(team)
    version = draft(team, plan).version
    move(team.colleague, plan, WAS, LATER, version)
    with pytest.raises(Conflict) as met:
        move(team.teacher, plan, WAS, LONGER, version)
    assert (met.value.current.days, met.value.current.by) == (LATER, "Karl Kastanj")
    assert line(team, team.teacher).team == "Karl Kastanj, Lena Lönn"


def test_the_same_move_twice_is_one_and_a_backward_period_none(planned: School) -> None:
    plan = filled(planned)
    version = draft(planned, plan).version
    once = move(planned.teacher, plan, WAS, LATER, version)
    assert move(planned.teacher, plan, WAS, LATER, version).version == once.version
    with pytest.raises(Invalid):
        move(planned.teacher, plan, LATER, Days(LATER.end, LATER.start), once.version)


def test_a_principal_reads_what_is_published_as_it_was_published_and_no_draft(planned: School) -> None:
    plan = filled(planned)
    begin(planned)
    assert line(planned, planned.principal).units == ()
    publish(planned, plan)
    move(planned.teacher, plan, WAS, LATER, draft(planned, plan).version)
    shown = line(planned, planned.principal)
    assert [(unit.title, unit.weeks, unit.status) for unit in shown.units] == [(TITLE, "47–50", "published")]
    assert not shown.can_plan
    with pytest.raises(NotFound):
        line(planned, planned.other_principal)
    with pytest.raises(NotFound):
        move(planned.principal, plan, LATER, WAS, 9)


@pytest.fixture
def tab(team: School, pages: Pages) -> Open:
    def opened(name: str) -> InProcessTab:
        page = pages.tab(cookie(team.people[name], Workspace.TEACHER))
        page.open("/tidslinje/[group_id]/[syllabus_id]", group_id=str(team.class_7a), syllabus_id=str(team.syllabus))
        return page

    return opened


def drag(page: InProcessTab, plan: UUID, was: Days, to: Days, version: int) -> None:
    days = {"was_start": was.start, "was_end": was.end, "start": to.start, "end": to.end}
    given = {name: day.isoformat() for name, day in days.items()}
    page.call(TimelineState.move, plan_id=str(plan), version=version, **given)


def said(page: InProcessTab) -> str:
    return page.variable(ShellState, "message").said.sv


def unit(page: InProcessTab) -> LineUnit:
    return page.variable(TimelineState, "shown").units[0]


def test_a_bar_is_moved_told_and_moved_back(team: School, tab: Open) -> None:
    plan = filled(team)
    page = tab("teacher")
    drag(page, plan, WAS, LATER, unit(page).version)
    assert (said(page), unit(page).weeks) == ("Ekvationer ligger nu v. 48–51", "48–51")
    assert page.variable(TimelineState, "answered") == 1
    page.call(TimelineState.undo)
    assert (said(page), unit(page).weeks) == ("Ekvationer är tillbaka på v. 47–50", "47–50")


def test_two_who_move_the_same_unit_see_both_places_and_choose(team: School, tab: Open) -> None:
    plan = filled(team)
    mine, theirs = tab("teacher"), tab("colleague")
    version = unit(mine).version
    drag(theirs, plan, WAS, LATER, version)
    drag(mine, plan, WAS, LONGER, version)
    clash = mine.variable(TimelineState, "clash")
    assert (clash.mine, clash.theirs, clash.by) == ("47–51", "48–51", "Karl Kastanj")
    mine.call(TimelineState.keep_mine)
    theirs.call(TimelineState.refresh)
    assert unit(theirs).weeks == "47–51"


def test_days_are_typed_in_the_list_and_a_wrong_one_is_said_at_its_field(team: School, tab: Open) -> None:
    plan = filled(team)
    page = tab("teacher")
    page.call(TimelineState.place, form_data={"unit": str(plan), "start": "", "end": "2026-12-18"})
    assert list(page.variable(TimelineState, "errors")) == ["start"]
    page.call(TimelineState.place, form_data={"unit": str(plan), "start": "2026-11-16", "end": "2026-12-18"})
    assert unit(page).weeks == "47–51"
    page.call(TimelineState.place, form_data={"unit": str(uuid4()), "start": "2026-11-16", "end": "2026-12-18"})
    assert unit(page).weeks == "47–51"


def test_a_unit_is_begun_from_the_line_and_other_periods_are_chosen(team: School, tab: Open) -> None:
    page = tab("teacher")
    page.call(TimelineState.begin, key=page.variable(TimelineState, "key"))
    assert any("redirect" in name for name in page.events())
    page.call(TimelineState.choose, period="2026-07-01/2026-12-31")
    assert page.variable(TimelineState, "shown").weeks[-1].number == "51"


def test_a_group_of_others_is_as_if_it_did_not_exist(planned: School, pages: Pages) -> None:
    page = pages.tab(cookie(planned.people["colleague"], Workspace.TEACHER))
    page.open("/tidslinje/[group_id]/[syllabus_id]", group_id=str(planned.class_7a), syllabus_id=str(planned.syllabus))
    assert page.variable(TimelineState, "missing")
