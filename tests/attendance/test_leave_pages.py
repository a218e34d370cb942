"""The pages of leave, through the real gate and handlers."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlmodel import select

from skolplattform.attendance.pages.leave_decision import LeaveCaseState
from skolplattform.attendance.pages.leave_decisions import LeaveQueueState
from skolplattform.attendance.pages.leave_state import LeaveState
from skolplattform.attendance.tables import AbsenceReport, LeaveApplication
from skolplattform.attendance.typed import CHILD
from skolplattform.core import db
from skolplattform.core.actor import Workspace
from tests.attendance.test_policy import _plain
from tests.support.events import InProcessTab, Pages
from tests.support.school import School
from tests.support.sign_in import cookie


@pytest.fixture
def tab(school: School, pages: Pages):
    """`tab("rut", Workspace.GUARDIAN)`: a new tab of that person."""
    return lambda name, workspace: pages.tab(cookie(school.people[name], workspace))


def form(school: School, *names: str, **more: str) -> dict[str, str | None]:
    first = school.day + timedelta(days=7)
    fields = {"first": first.isoformat(), "last": (first + timedelta(2)).isoformat(), "reason": "travel", "note": None}
    return fields | {CHILD + str(school.people[name]): "on" for name in names} | more


def applications(tab: InProcessTab) -> list[dict[str, Any]]:
    return [_plain(one) for one in _plain(tab.variable(LeaveState, "shown"))["applications"]]


def stored() -> list[LeaveApplication]:
    with db.reading() as session:
        return list(session.exec(select(LeaveApplication)).all())


def test_a_guardian_applies_the_other_agrees_and_the_head_decides(school: School, tab):
    rut, sten = tab("rut", Workspace.GUARDIAN), tab("sten", Workspace.GUARDIAN)
    rut.open("/ledighet")
    rut.call(LeaveState.send, form_data=form(school, "alva", "elsa"))
    assert sorted(one["state"] for one in applications(rut)) == ["asked", "waits"]
    sten.open("/ledighet")
    waiting = applications(sten)[0]
    assert waiting["may_answer"]
    assert not waiting["may_withdraw"]
    sten.call(LeaveState.answer, application_id=waiting["id"], version=1, said="approved")
    assert applications(sten)[0]["state"] == "asked"
    head = tab("principal", Workspace.PRINCIPAL)
    head.open("/ledighetsbeslut")
    queue = _plain(head.variable(LeaveQueueState, "shown"))
    assert [_plain(one)["id"] for one in queue["waiting"]] == [waiting["id"]]
    head.open("/ledighetsbeslut/[application_id]", application_id=waiting["id"])
    head.call(LeaveCaseState.decide, form_data={"outcome": "granted", "text": ""})
    assert _plain(head.variable(LeaveCaseState, "shown"))["state"] == "granted"
    with db.reading() as session:
        assert session.exec(select(AbsenceReport)).one().absence_type == "Beviljad ledighet"


def test_what_is_wrong_stands_at_its_field_and_nothing_is_kept(school: School, tab):
    rut = tab("rut", Workspace.GUARDIAN)
    rut.open("/ledighet")
    for wrong, field in (
        ({"reason": ""}, "reason"),
        ({"first": "i morgon"}, "first"),
        ({"last": "2026-11-01"}, "last"),
    ):
        rut.call(LeaveState.send, form_data=form(school, "alva", **wrong))
        assert list(rut.variable(LeaveState, "errors")) == [field]
    rut.call(LeaveState.send, form_data=form(school))
    assert list(rut.variable(LeaveState, "errors")) == ["students"]
    assert stored() == []


def test_days_are_changed_and_an_application_is_taken_back(school: School, tab):
    rut = tab("rut", Workspace.GUARDIAN)
    rut.open("/ledighet")
    rut.call(LeaveState.send, form_data=form(school, "elsa"))
    own = applications(rut)[0]
    rut.call(LeaveState.change, application_id=own["id"])
    assert rut.variable(LeaveState, "changing") == own["id"]
    other = (school.day + timedelta(20)).isoformat()
    rut.call(LeaveState.save_change, form_data={"first": other, "last": other})
    assert (applications(rut)[0]["first"], applications(rut)[0]["version"]) == (other, 2)
    rut.call(LeaveState.withdraw, application_id=own["id"], version=2)
    assert applications(rut)[0]["state"] == "withdrawn"


def test_a_foreign_guardian_sees_none_of_it_and_can_answer_none(school: School, tab):
    rut, ulf = tab("rut", Workspace.GUARDIAN), tab("ulf", Workspace.GUARDIAN)
    rut.open("/ledighet")
    rut.call(LeaveState.send, form_data=form(school, "alva"))
    ulf.open("/ledighet")
    assert applications(ulf) == []
    ident = str(stored()[0].id)
    ulf.call(LeaveState.answer, application_id=ident, version=1, said="approved")
    ulf.call(LeaveState.withdraw, application_id=ident, version=1)
    assert stored()[0].version == 1


def test_the_head_of_another_school_meets_a_page_that_is_not_there(school: School, tab):
    rut, head = tab("rut", Workspace.GUARDIAN), tab("other_principal", Workspace.PRINCIPAL)
    rut.open("/ledighet")
    rut.call(LeaveState.send, form_data=form(school, "alva"))
    for ident in (str(stored()[0].id), str(uuid4()), "nonsense"):
        head.open("/ledighetsbeslut/[application_id]", application_id=ident)
        assert head.variable(LeaveCaseState, "missing") is True
