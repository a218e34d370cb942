"""How the rows of `matrix.txt` about warnings are asked."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from sqlmodel import Session

from skolplattform.assessment.risk import queries, service
from skolplattform.assessment.risk.tables import RiskWarning
from skolplattform.core import clock
from skolplattform.core.actor import Actor
from tests.support.school import School
from tests.support.school_rows import TERM_ENDS, named_id

YES = "+"


def _sent(session: Session, school: School, about: str) -> UUID:
    """A warning that 7A's teacher has sent, or 7B's about Dag."""
    activity = named_id("activity 7b") if about == "dag" else school.activity
    warning = RiskWarning(
        student_id=school.people[about],
        activity_id=activity,
        syllabus_id=school.syllabus,
        unit_id=school.unit,
        term_ends=TERM_ENDS,
        grade="E",
        criteria=[],
        against=[],
        author_id=school.people["teacher"],
        changed_at=clock.now(),
        sent_at=clock.now(),
    )
    session.add(warning)
    session.flush()
    return warning.id


def begin(session: Session, actor: Actor, school: School, about: str) -> object:
    activity = {"7a": school.activity, "7b": named_id("activity 7b")}[about]
    student = {"7a": school.people["alva"], "7b": school.people["dag"]}[about]
    return service.begin_warning(session, actor, activity, student_id=student, key="matrix-0007")


def see(session: Session, actor: Actor, school: School, about: str) -> object:
    return queries.warning_view(session, actor, _sent(session, school, about))


def see_draft(session: Session, actor: Actor, school: School, about: str) -> object:
    made = begin(session, school.teacher, school, about)
    assert isinstance(made, UUID)
    return queries.warning_view(session, actor, made)


def end(session: Session, actor: Actor, school: School, about: str) -> object:
    warning = _sent(session, school, about)
    said = {"ending": "caught_up", "why": "Klart.", "version": 1, "key": "matrix-0008"}
    service.end_warning(session, actor, warning, **said)  # type: ignore[arg-type]
    return YES


def confirm(session: Session, actor: Actor, school: School, about: str) -> object:
    service.confirm(session, actor, _sent(session, school, about))
    return YES


def see_school(session: Session, actor: Actor, school: School, about: str) -> object:
    unit = {"unit": school.unit, "other": school.other_unit}[about]
    return queries.warnings_of_school(session, actor, unit).unit_id == str(unit)


def decide(session: Session, actor: Actor, school: School, about: str) -> object:
    unit = {"unit": school.unit, "other": school.other_unit}[about]
    wanted = {"remind_after": 4, "valid_from": clock.today(), "version": 0, "key": "matrix-0009"}
    service.decide_reminder(session, actor, unit, **wanted)  # type: ignore[arg-type]
    return YES


PROBES: dict[str, Callable[..., object]] = {
    "assessment.warn": begin,
    "assessment.warning": see,
    "assessment.warning_draft": see_draft,
    "assessment.end_warning": end,
    "assessment.confirm_warning": confirm,
    "assessment.warnings_of_school": see_school,
    "assessment.decide_reminder": decide,
}
