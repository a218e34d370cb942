"""The bell, the list and the choices, through the real gate and handlers."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest
from sqlmodel import col, select

from skolplattform.attendance.tables import AttendancePolicy
from skolplattform.core import clock, db, outbox
from skolplattform.core.actor import Workspace
from skolplattform.core.outbox import Notice
from skolplattform.core.tables import OutboxMessage
from skolplattform.notices.pages.choices import ChoicesState
from skolplattform.notices.pages.notices import NoticesState
from skolplattform.notices.tables import NoticeChoice, WritingChoice
from skolplattform.registry.tables import Responsibility
from skolplattform.ui import live
from skolplattform.ui.shell_state import ShellState
from tests.support.events import InProcessTab, Pages
from tests.support.school import School
from tests.support.sign_in import cookie

UNEXCUSED, REPEATS = "attendance.unexcused", "registry.break_glass"
Tab = Callable[[str, Workspace], InProcessTab]


@pytest.fixture
def tab(school: School, pages: Pages) -> Tab:
    return lambda name, workspace: pages.tab(cookie(school.people[name], workspace))


def queue(school: School, who: str, about: str, kind: str = UNEXCUSED) -> int:
    payload = {"student": str(school.people[about]), "day": clock.today().isoformat()}
    with db.unit() as session:
        outbox.queue(session, [Notice(kind, school.people[who], uuid4().hex, payload)])
        return session.exec(select(OutboxMessage.id).order_by(col(OutboxMessage.id).desc())).first() or 0


def rows(tab: InProcessTab) -> list:
    return list(tab.variable(NoticesState, "found").rows)


def test_the_bell_counts_and_the_list_says_what_whom_and_where(tab: Tab, school: School):
    queue(school, "rut", "alva")
    queue(school, "rut", "elsa")
    opened = tab("rut", Workspace.GUARDIAN)
    opened.open("/aviseringar")
    assert opened.variable(ShellState, "unread") == 2
    newest, first = rows(opened)
    assert (newest.name, first.name) == ("Elsa Ask", "Alva Ask")
    assert first.title.sv == "Frånvaro utan giltigt skäl onsdag 18 november, v.\u00a047"
    assert first.title.en == "Absence without a valid reason, Wednesday 18 November, week\u00a047"
    assert first.href == f"/barn/{school.people['alva']}/narvaro"
    assert not first.is_read


def test_reading_one_and_then_all(tab: Tab, school: School):
    number = queue(school, "rut", "alva")
    queue(school, "rut", "elsa")
    opened = tab("rut", Workspace.GUARDIAN)
    opened.open("/aviseringar")
    opened.call(NoticesState.read, number=number)
    assert [row.is_read for row in rows(opened)] == [False, True]
    opened.call(ShellState.ring)
    assert opened.variable(ShellState, "unread") == 1
    opened.call(NoticesState.read_all)
    assert opened.variable(ShellState, "message").said.sv == "En avisering är läst."
    assert all(row.is_read for row in rows(opened))


def test_somebody_elses_notice_cannot_be_read_or_ticked(tab: Tab, school: School):
    number = queue(school, "ulf", "dag")
    opened = tab("rut", Workspace.GUARDIAN)
    opened.open("/aviseringar")
    assert rows(opened) == []
    opened.call(NoticesState.read, number=number)
    assert opened.variable(ShellState, "message").kind == "stop"
    with db.reading() as session:
        assert session.get_one(OutboxMessage, number).read_at is None


def test_a_notice_goes_with_the_guardians_access(tab: Tab, school: School):
    queue(school, "rut", "alva")
    with db.unit() as session:
        for relation in session.exec(select(Responsibility).where(Responsibility.adult_id == school.people["rut"])):
            relation.withheld = relation.child_id == school.people["alva"]
            session.add(relation)
    opened = tab("rut", Workspace.GUARDIAN)
    opened.open("/aviseringar")
    assert rows(opened) == []
    assert opened.variable(ShellState, "unread") == 0


def test_a_protected_student_has_no_name_in_a_notice_to_staff(tab: Tab, school: School):
    queue(school, "principal", "cleo", REPEATS)
    opened = tab("principal", Workspace.PRINCIPAL)
    opened.open("/aviseringar")
    (row,) = rows(opened)
    assert "Cleo" not in str(row)
    assert "Cypress" not in str(row)


def test_every_page_watches_the_bell_beside_what_it_shows(tab: Tab, school: School):
    opened = tab("rut", Workspace.GUARDIAN)
    opened.open("/hem")
    watched = live._watches.tabs[opened.token]
    topics = frozenset().union(*watched.values())
    assert len(watched) == 2
    assert {outbox.topic(school.people["rut"]), f"student:{school.people['alva']}"} <= topics


def test_a_tick_is_saved_for_that_child_only_and_a_stale_one_is_refused(tab: Tab, school: School):
    opened = tab("rut", Workspace.GUARDIAN)
    opened.open("/aviseringar/val")
    (unexcused,) = (kind for kind in opened.variable(ChoicesState, "found").rows if kind.kind == UNEXCUSED)
    shown = {row.name: row for row in unexcused.chosen}
    assert set(shown) == {"Alva Ask", "Elsa Ask"}
    tick = {"kind": UNEXCUSED, "about": shown["Alva Ask"].about, "channel": "sms", "is_wanted": True, "version": 0}
    opened.call(ChoicesState.choose, **tick)
    opened.call(ChoicesState.choose, **tick | {"is_wanted": False})
    assert opened.variable(ShellState, "message").kind == "stop"
    with db.reading() as session:
        (choice,) = session.exec(select(NoticeChoice)).all()
    assert (choice.about_id, choice.channels, choice.version) == (school.people["alva"], ["email", "sms"], 1)


@pytest.mark.parametrize("about", ["bo", "rut"])
def test_nobody_chooses_for_somebody_elses_child(tab: Tab, school: School, about: str):
    opened = tab("rut", Workspace.GUARDIAN)
    opened.open("/aviseringar/val")
    tick = {"kind": UNEXCUSED, "about": str(school.people[about]), "channel": "sms", "is_wanted": True, "version": 0}
    opened.call(ChoicesState.choose, **tick)
    with db.reading() as session:
        assert session.exec(select(NoticeChoice)).all() == []


def test_the_quiet_hours_shown_are_those_of_the_childs_school(tab: Tab, school: School):
    with db.unit() as session:
        decided = {"quiet_from": "21:30", "quiet_until": "06:15"}
        who = {"decided_by": school.people["administrator"], "decided_at": clock.now()}
        row = AttendancePolicy(organisation_id=school.unit, valid_from=clock.today(), settings=decided, **who)
        session.add(row)
    opened = tab("sten", Workspace.GUARDIAN)
    opened.open("/aviseringar/val")
    quiet = opened.variable(ChoicesState, "found").quiet
    assert quiet.sv.startswith("Tyst mellan 21.30 och 06.15")


def test_a_person_chooses_language_and_one_mail_a_day(tab: Tab, school: School):
    opened = tab("rut", Workspace.GUARDIAN)
    opened.open("/aviseringar/val")
    opened.call(ChoicesState.write_so, language="en", daily=True, version=0)
    shown = opened.variable(ChoicesState, "found")
    assert (shown.language, shown.daily, shown.version) == ("en", True, 1)
    opened.call(ChoicesState.write_so, language="sv", daily=False, version=0)
    assert opened.variable(ShellState, "message").kind == "stop"
    opened.call(ChoicesState.write_so, language="fi", daily=False, version=1)
    with db.reading() as session:
        (row,) = session.exec(select(WritingChoice)).all()
    assert (row.person_id, row.language, row.daily) == (school.people["rut"], "en", True)
