"""The pages of förskola through the real gate and handlers; the evacuation list where nothing can be written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError
from sqlmodel import select

from skolplattform.accounts import sessions
from skolplattform.attendance.pages.care import CareState
from skolplattform.attendance.pages.care_child import CareChildState
from skolplattform.attendance.pages.evacuation import EvacuationState
from skolplattform.attendance.pages.here import HereState
from skolplattform.attendance.pages.holiday_needs import NeedsState
from skolplattform.attendance.pages.staffing import StaffingState
from skolplattform.attendance.pages.tablets import TabletsState
from skolplattform.attendance.service import presence
from skolplattform.attendance.tables import CareChange, CareSchedule, HolidayAnswer, Passage, Pickup, Tablet
from skolplattform.core import db
from skolplattform.core.actor import Workspace
from skolplattform.core.tables import AuditEntry
from skolplattform.ui.shell_state import ShellState
from tests.attendance.care_world import Care, build_care
from tests.support.events import InProcessTab, Pages
from tests.support.school import School
from tests.support.sign_in import cookie

Tab = Callable[..., InProcessTab]


@pytest.fixture
def here(school: School) -> Care:
    sessions.forget()
    return build_care(school)


@pytest.fixture
def tab(here: Care, pages: Pages) -> Tab:
    """`tab("rut", Workspace.GUARDIAN, "/vistelsetid")`: that page on a new tab of that person."""

    def open_page(name: str, workspace: Workspace, path: str, **query: str) -> InProcessTab:
        person = here.school.people.get(name) or here.child(name)
        opened = pages.tab(cookie(person, workspace))
        opened.open(path, **query)
        return opened

    return open_page


def stored(table: Any) -> list[Any]:
    with db.reading() as session:
        return list(session.exec(select(table)).all())


def said(tab: InProcessTab) -> str:
    return tab.variable(ShellState, "message").said.sv


def door(tab: Tab) -> InProcessTab:
    return tab("hilda", Workspace.TEACHER, "/har-nu")


def tap(opened: InProcessTab, child: object, way: str = "in") -> None:
    opened.call(HereState.note, child_id=str(child), way=way, stamp=opened.variable(HereState, "stamp"))


def test_one_tap_notes_a_child_in_and_the_undo_takes_it_back(tab: Tab, here: Care):
    opened = door(tab)
    tap(opened, here.child("nils"))
    assert said(opened) == "Noterad in"
    assert [card.way for card in opened.variable(HereState, "door").here] == ["out"]
    opened.call(HereState.undo)
    assert opened.variable(HereState, "door").total_here == 0


def test_a_tap_for_a_child_of_another_unit_is_refused_as_missing(tab: Tab, here: Care):
    opened = tab("gun", Workspace.TEACHER, "/har-nu")
    assert opened.variable(HereState, "missing")
    opened.call(HereState.note, child_id=str(here.child("nils")), way="in", stamp=uuid4().hex)
    assert said(opened) == "Det finns inte, eller är inte till för dig."
    assert stored(Passage) == []


def test_what_is_no_tap_never_reaches_the_service(tab: Tab, here: Care):
    opened = door(tab)
    for wrong in ({"way": "up"}, {"child_id": "x"}, {"stamp": ""}, {"extra": 1}):
        opened.call(HereState.note, **{"child_id": str(here.child("nils")), "way": "in", "stamp": uuid4().hex} | wrong)
    assert stored(Passage) == []


def test_tomorrows_pick_up_is_one_tap_on_the_page_and_can_be_undone(tab: Tab, here: Care):
    opened = tab("rut", Workspace.GUARDIAN, "/vistelsetid")
    nils = next(c for c in opened.variable(CareState, "children") if c.id == str(here.child("nils")))
    opened.call(CareState.pick, child_id=nils.id, day=nils.day, person_id=None)
    assert said(opened) == "Hämtningen är sparad"
    assert [(row.day.isoformat(), row.person_id) for row in stored(Pickup)] == [(nils.day, None)]
    opened.call(CareState.undo)
    assert stored(Pickup) == []


def weeks(here: Care, **more: str) -> dict[str, str]:
    form = {"valid_from": here.school.day.isoformat(), "valid_until": "", "ground": "work"}
    for place in range(7):
        form[f"kind-0-{place}"] = "hours" if place < 5 else "none"
        form |= {f"start-0-{place}": "07:30", f"end-0-{place}": "16:00"} if place < 5 else {}
    return form | more


def child(tab: Tab, here: Care, who: str = "rut", name: str = "nils") -> InProcessTab:
    return tab(who, Workspace.GUARDIAN, "/vistelsetid/[child_id]", child_id=str(here.child(name)))


def test_a_home_writes_its_weeks_and_copies_them_to_a_sibling(tab: Tab, here: Care):
    opened = child(tab, here)
    opened.call(CareChildState.save_weeks, form_data=weeks(here, **{f"child-{here.child('moa')}": "on"}))
    assert said(opened) == "Tiderna är sparade"
    assert {row.child_id for row in stored(CareSchedule)} == {here.child("nils"), here.child("moa")}
    assert opened.variable(CareChildState, "shown").version == 1
    other = child(tab, here, "sten")
    assert other.variable(CareChildState, "shown").rows[0].said[0].sv == "Rut Ask"
    assert other.variable(CareChildState, "shown").version == 0


@pytest.mark.parametrize(
    "wrong", [{"ground": "x"}, {"start-0-1": "8"}, {"end-0-2": ""}, {"valid_from": "i dag"}, {"child-x": "on"}]
)
def test_a_form_that_cannot_be_is_said_and_not_saved(tab: Tab, here: Care, wrong: dict[str, str]):
    opened = child(tab, here)
    opened.call(CareChildState.save_weeks, form_data=weeks(here, **wrong))
    assert opened.variable(CareChildState, "errors")
    assert stored(CareSchedule) == []


def test_more_weeks_begin_as_the_first(tab: Tab, here: Care):
    opened = child(tab, here)
    opened.call(CareChildState.roll, n=3)
    shown = opened.variable(CareChildState, "shown").weeks
    assert [week.number for week in shown] == [1, 2, 3]
    assert shown[2].days[0].place == "2-0"
    opened.call(CareChildState.roll, n=13)
    assert len(opened.variable(CareChildState, "shown").weeks) == 3


def test_a_day_is_changed_and_a_person_named_and_withdrawn(tab: Tab, here: Care):
    opened = child(tab, here)
    day = (here.school.day + timedelta(days=2)).isoformat()
    opened.call(CareChildState.change, form_data={"day": day, "kind-day": "home"})
    assert [row.spans for row in stored(CareChange)] == [[]]
    form = {"name": "Mormor Inga", "first_day": here.school.day.isoformat(), "last_day": ""}
    opened.call(CareChildState.name_person, form_data=form)
    inga = opened.variable(CareChildState, "shown").people[1]
    assert inga.name == "Mormor Inga"
    opened.call(CareChildState.withdraw, person_id=inga.id, version=inga.version)
    assert len(opened.variable(CareChildState, "shown").people) == 1


def test_somebody_elses_child_looks_like_none(tab: Tab, here: Care):
    opened = child(tab, here, "sten", "moa")
    assert opened.variable(CareChildState, "shown").id == ""
    assert "Kvist" not in str(opened.state())


def test_a_question_is_asked_answered_and_followed_on_the_pages(tab: Tab, here: Care):
    opened = tab("hilda", Workspace.TEACHER, "/lovbehov")
    days = {name: (here.school.day + timedelta(days=n)).isoformat() for name, n in DAYS.items()}
    opened.call(NeedsState.ask, form_data={"name": "Jullovet", **days})
    need = opened.variable(NeedsState, "found")[0].need
    guardian = child(tab, here)
    guardian.call(CareChildState.open_need, need_id=need.id, version=0)
    first = guardian.variable(CareChildState, "need_days")[0].day
    guardian.call(CareChildState.answer, form_data={f"start-{first}": "08:00", f"end-{first}": "15:00"})
    assert said(guardian) == "Svaret är skickat"
    assert [row.days for row in stored(HolidayAnswer)] == [{first: ["08:00", "15:00"]}]
    opened.call(NeedsState.refresh)
    assert opened.variable(NeedsState, "found")[0].need.answered == 1


DAYS = {"deadline": 10, "first_day": 40, "last_day": 44}


def test_the_forecast_follows_the_homes(tab: Tab, here: Care):
    child(tab, here).call(CareChildState.save_weeks, form_data=weeks(here))
    opened = tab("hilda", Workspace.TEACHER, "/bemanning")
    assert opened.variable(StaffingState, "chart").finding.sv == "Flest barn 07.30: 1, för 1 vuxna"
    opened.call(StaffingState.choose, day="2026-11-21")
    assert opened.variable(StaffingState, "chart").finding.sv == "Inga barn väntas den dagen"


def test_a_tablet_is_registered_and_shut_out_on_the_page(tab: Tab, here: Care):
    opened = tab("administrator", Workspace.ADMINISTRATOR, "/surfplattor")
    opened.call(TabletsState.register, form_data={"unit": str(here.school.unit), "name": "Hallen"})
    assert len(opened.variable(TabletsState, "code")) == 11
    one = opened.variable(TabletsState, "found")[0]
    opened.call(TabletsState.revoke, tablet_id=one.id, version=one.version)
    assert stored(Tablet)[0].revoked_at is not None
    opened.open("/surfplattor")
    assert opened.variable(TabletsState, "code") == ""


@pytest.fixture
def read_only(here: Care) -> Iterator[Callable[[], None]]:
    """Call it, and nothing can be written any more."""

    def refuse(connection: Any, *_: Any) -> None:
        sqlite = connection.dialect.name == "sqlite"
        connection.exec_driver_sql("PRAGMA query_only=ON" if sqlite else "SET TRANSACTION READ ONLY")

    engine = db.engine()
    yield lambda: event.listen(engine, "begin", refuse)
    if event.contains(engine, "begin", refuse):
        event.remove(engine, "begin", refuse)


def test_the_evacuation_list_works_when_nothing_can_be_written_own_24(tab: Tab, here: Care, read_only):
    with db.unit() as session:
        presence.note(session, here.staff(), here.child("nils"), way=presence.Way.IN, key="before-the-fire")
    opened = tab("hilda", Workspace.TEACHER, "/har-nu")
    audited = len(stored(AuditEntry))
    read_only()
    with pytest.raises(DBAPIError), db.unit() as session:
        presence.note(session, here.staff(), here.child("moa"), way=presence.Way.IN, key="while-it-burns")
    sessions.forget()
    opened.open("/utrymning")
    shown = opened.variable(EvacuationState, "shown")
    assert [row.name for row in shown.here] == ["Nils Kvist"]
    opened.call(EvacuationState.again)
    assert opened.variable(ShellState, "message").kind != "stop"
    assert len(stored(AuditEntry)) == audited


def test_where_it_can_be_written_the_audit_chain_says_who_saw_the_list(tab: Tab, here: Care):
    tab("hilda", Workspace.TEACHER, "/utrymning")
    seen = [row.actor_id for row in stored(AuditEntry) if row.verb == "attendance.evacuation_shown"]
    assert seen == [here.staff().person_id]
