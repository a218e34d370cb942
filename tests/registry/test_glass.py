"""Breaking the glass from a page: the reason is asked for, the name shows for the day, the principal hears (R-X04)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlmodel import select

from skolplattform.attendance.pages.lesson import LessonState
from skolplattform.core import db
from skolplattform.core.actor import Workspace
from skolplattform.core.config import settings
from skolplattform.core.tables import AuditEntry, OutboxMessage
from skolplattform.insights.pages.attendance_state import OverviewState
from skolplattform.notices.sender import send_notices
from skolplattform.registry.pages.glass import GlassState
from skolplattform.registry.pages.protected import ProtectedState
from skolplattform.registry.tables import ProtectedGrant
from tests.support.events import InProcessTab, Pages
from tests.support.school import School
from tests.support.sign_in import cookie

WHY = "Fallit på rasten, ambulans"


@pytest.fixture
def lesson(school: School, pages: Pages) -> InProcessTab:
    """7A's lesson, with Cleo in it, on its teacher's screen."""
    opened = pages.tab(cookie(school.people["teacher"], Workspace.TEACHER))
    opened.open("/narvaro/[lesson_id]", lesson_id=str(school.lesson))
    return opened


def shown(tab: InProcessTab) -> set[str]:
    return {pupil.name for pupil in tab.variable(LessonState, "roster").pupils}


def break_it(tab: InProcessTab, student: object, **form: str) -> None:
    tab.call(GlassState.choose, student_id=str(student))
    tab.call(GlassState.open_person, student_id=str(student), form_data=form)
    tab.call(LessonState.refresh)


def test_the_name_shows_after_the_reason_and_the_line_is_gone(lesson: InProcessTab, school: School) -> None:
    cleo = str(school.people["cleo"])
    assert lesson.variable(LessonState, "roster").masked == (cleo,)
    assert not any("Cypress" in name for name in shown(lesson))
    break_it(lesson, cleo, kind="ill", reason=WHY)
    assert lesson.variable(GlassState, "is_open")
    assert any("Cypress" in name for name in shown(lesson))
    assert lesson.variable(LessonState, "roster").masked == ()
    with db.reading() as session:
        grant = session.exec(select(ProtectedGrant)).one()
        entry = session.exec(select(AuditEntry).where(AuditEntry.verb == "registry.break_glass")).one()
    assert (grant.reason, grant.break_glass) == (f"ill: {WHY}", True)
    assert (entry.subject_id, entry.detail["kind"]) == (school.people["cleo"], "ill")
    assert WHY not in str(entry.detail)


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"reason": WHY}, "kind"),
        ({"kind": "curious", "reason": WHY}, "kind"),
        ({"kind": "ill", "reason": "oj"}, "reason"),
    ],
)
def test_without_a_reason_nothing_opens(lesson: InProcessTab, school: School, form: dict[str, str], field: str) -> None:
    break_it(lesson, school.people["cleo"], **form)
    assert set(lesson.variable(GlassState, "errors")) == {field}
    assert not lesson.variable(GlassState, "is_open")
    with db.reading() as session:
        assert session.exec(select(ProtectedGrant)).all() == []


@pytest.mark.parametrize("who", ["alva", "dag", "vera"])
def test_only_a_protected_student_of_the_list_can_be_opened(lesson: InProcessTab, school: School, who: str) -> None:
    break_it(lesson, school.people[who], kind="ill", reason=WHY)
    with db.reading() as session:
        assert session.exec(select(ProtectedGrant)).all() == []


def test_the_principal_is_told_without_a_name_and_once(
    lesson: InProcessTab, school: School, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SKOLPLATTFORM_DATA_DIR", str(tmp_path))
    settings.cache_clear()
    break_it(lesson, school.people["cleo"], kind="danger", reason=WHY)
    send_notices()
    send_notices()
    (line,) = (tmp_path / "notices.jsonl").read_text(encoding="utf-8").splitlines()
    assert "/register/skydd" in json.loads(line)["body"]
    assert not any(word in line for word in ("Cypress", "Cleo", "Lönn", WHY))
    with db.reading() as session:
        assert session.exec(select(OutboxMessage)).one().sent_at is not None


def test_the_principal_reads_who_and_why_and_ends_it(lesson: InProcessTab, school: School, pages: Pages) -> None:
    break_it(lesson, school.people["cleo"], kind="journey", reason=WHY)
    office = pages.tab(cookie(school.people["principal"], Workspace.PRINCIPAL))
    office.open("/register/skydd")
    (row,) = office.variable(ProtectedState, "rows")
    assert (row.grantee, row.kind, row.reason, row.holds) == ("Lena Lönn", "journey", WHY, True)
    assert "Cypress" not in row.subject
    office.call(ProtectedState.end, grant_id=row.id)
    assert not office.variable(ProtectedState, "rows")[0].holds
    lesson.call(LessonState.refresh)
    assert not any("Cypress" in name for name in shown(lesson))


def test_another_principal_sees_and_ends_nothing(lesson: InProcessTab, school: School, pages: Pages) -> None:
    break_it(lesson, school.people["cleo"], kind="ill", reason=WHY)
    with db.reading() as session:
        grant = session.exec(select(ProtectedGrant)).one().id
    office = pages.tab(cookie(school.people["other_principal"], Workspace.PRINCIPAL))
    office.open("/register/skydd")
    assert office.variable(ProtectedState, "rows") == ()
    office.call(ProtectedState.end, grant_id=str(grant))
    lesson.call(LessonState.refresh)
    assert any("Cypress" in name for name in shown(lesson))


def test_the_principals_class_offers_the_same(school: School, pages: Pages) -> None:
    office = pages.tab(cookie(school.people["principal"], Workspace.PRINCIPAL))
    office.open("/narvaro-oversikt", klass=str(school.class_7a))
    assert office.variable(OverviewState, "masked") == (str(school.people["cleo"]),)
    office.call(GlassState.open_person, student_id=str(school.people["cleo"]), form_data={"kind": "ill", "reason": WHY})
    office.call(OverviewState.refresh)
    assert office.variable(OverviewState, "masked") == ()
