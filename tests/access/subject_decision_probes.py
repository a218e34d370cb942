"""How the rows of `matrix.txt` about a head's decisions on students' syllabuses are asked."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from uuid import UUID

from sqlmodel import Session

from skolplattform.core import clock
from skolplattform.core.actor import Actor
from skolplattform.core.errors import Invalid
from skolplattform.planning.curriculum.tables import SubjectDecision
from skolplattform.planning.subject_decisions.queries import pupil_to_decide, school_decisions
from skolplattform.planning.subject_decisions.rules import Days
from skolplattform.planning.subject_decisions.service import Wanted, decide_subject, end_decision
from skolplattform.registry.views import PROTECTED_NAME
from tests.support.school import School

YES, MASKED = "+", "m"
SUBJECT, FORM = "GRGRMAT01", "GRS"


def _decided(session: Session, school: School, about: str) -> UUID:
    row = SubjectDecision(
        person_id=school.people[about],
        subject_code=SUBJECT,
        school_type=FORM,
        start_date=date(2026, 8, 17),
        decided_by=school.people["principal"],
    )
    session.add(row)
    session.flush()
    return row.id


def decide(session: Session, actor: Actor, school: School, about: str) -> object:
    """That no subject can be decided for this student is told only to who may decide."""
    wanted = Wanted(SUBJECT, FORM, Days(clock.today()))
    with suppress(Invalid):
        decide_subject(session, actor, school.people[about], wanted=wanted, version=0, key="matrix-0021")
    return YES


def end(session: Session, actor: Actor, school: School, about: str) -> object:
    decision = _decided(session, school, about)
    end_decision(session, actor, decision, last=clock.today(), version=1, key="matrix-0022")
    return YES


def see_school(session: Session, actor: Actor, school: School, about: str) -> object:
    unit = {"unit": school.unit, "other": school.other_unit}[about]
    return school_decisions(session, actor, unit).unit_id == str(unit)


def see_whose(session: Session, actor: Actor, school: School, about: str) -> object:
    _decided(session, school, about)
    rows = school_decisions(session, actor).standing
    return (MASKED if rows[0].name == PROTECTED_NAME else YES) if rows else "."


def see_choice(session: Session, actor: Actor, school: School, about: str) -> object:
    return pupil_to_decide(session, actor, school.people[about]).id


PROBES: dict[str, Callable[..., object]] = {
    "planning.decide_subject": decide,
    "planning.end_subject": end,
    "planning.decisions_on": see_school,
    "planning.decision_of": see_whose,
    "planning.decision_choice": see_choice,
}
