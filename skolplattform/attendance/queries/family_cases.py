"""What a guardian and a student see of the school's work with absence: that it goes on, its meetings, measures and
decisions; never what the school writes for itself."""

# pyright: reportArgumentType=false, reportCallIssue=false

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col, select

from skolplattform.attendance.permissions import VIEW_OWN_CASES, in_family
from skolplattform.attendance.queries.cases import EntryRow, entry_row
from skolplattform.attendance.rules.cases import SHARED
from skolplattform.attendance.tables import AbsenceCase, CaseEntry
from skolplattform.core import clock
from skolplattform.core.actor import Actor
from skolplattform.core.permissions import require
from skolplattform.i18n import NO_TEXT, Text
from skolplattform.i18n.format import day_text
from skolplattform.registry.queries import names

MOST = 20


@dataclass(frozen=True, slots=True)
class FamilyCase:
    """A case as the family sees it."""

    id: str
    name: str
    stage: str
    began: Text
    started: Text
    reported: Text
    decided: Text
    decision: str
    municipality: Text
    responsible: str
    written: tuple[EntryRow, ...]


def family_cases(session: Session, actor: Actor) -> list[FamilyCase]:
    """The cases of the actor's children, or the actor's own, the newest first. Three statements.

    Raises:
        Denied: neither guardian nor student.
    """
    require(actor, VIEW_OWN_CASES)
    cases = session.exec(
        select(AbsenceCase)
        .where(col(AbsenceCase.student_id).in_(in_family(actor, clock.today())))
        .order_by(col(AbsenceCase.trigger_on).desc(), col(AbsenceCase.id))
        .limit(MOST)
    ).all()
    entries = session.exec(
        select(CaseEntry)
        .where(col(CaseEntry.case_id).in_([case.id for case in cases]), col(CaseEntry.kind).in_(sorted(SHARED)))
        .order_by(col(CaseEntry.on_day).desc(), col(CaseEntry.written_at).desc())
        .limit(MOST * 10)
    ).all()
    persons = {i for case in cases for i in (case.student_id, case.responsible_id)} | {e.author_id for e in entries}
    shown = names(session, actor, persons)
    of_case: dict[UUID, list[EntryRow]] = {}
    for entry in entries:
        of_case.setdefault(entry.case_id, []).append(entry_row(entry, shown))
    return [
        FamilyCase(
            id=str(case.id),
            name=shown[case.student_id].name,
            stage=case.stage,
            began=day_text(case.trigger_on),
            started=day_text(case.started_on) if case.started_on else NO_TEXT,
            reported=day_text(case.reported_on) if case.reported_on else NO_TEXT,
            decided=day_text(case.decided_on) if case.decided_on else NO_TEXT,
            decision=case.decision,
            municipality=day_text(case.municipality_on) if case.municipality_on else NO_TEXT,
            responsible=shown[case.responsible_id].name if case.responsible_id in shown else "",
            written=tuple(of_case.get(case.id, ())),
        )
        for case in cases
    ]
