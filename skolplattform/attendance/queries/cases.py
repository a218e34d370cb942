"""Cases of absence as those who work with them see them: the list, and one case with its clock (R-A03, OWN-11)."""

# pyright: reportArgumentType=false, reportCallIssue=false

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_
from sqlmodel import Session, col, select

from skolplattform.attendance.permissions import VIEW_CASES, works_with
from skolplattform.attendance.queries.limits import limit_text
from skolplattform.attendance.queries.opening import class_on
from skolplattform.attendance.rules import cases as rules
from skolplattform.attendance.rules.cases import Stage, Standing
from skolplattform.attendance.tables import AbsenceCase, CaseEntry, LimitPassed
from skolplattform.core import clock, readings
from skolplattform.core.actor import Actor
from skolplattform.core.errors import NotFound
from skolplattform.core.permissions import require
from skolplattform.i18n import NO_TEXT, Text
from skolplattform.i18n.format import day_text
from skolplattform.registry.queries import names
from skolplattform.registry.tables import Group
from skolplattform.registry.views import ShownPerson

PAGE = 25
ENTRIES = 100
FILTERS = ("open", *Stage, "mine")


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case in the list. `late`: something should have been done by now."""

    id: str
    name: str
    class_name: str
    stage: str
    kind: str
    days: int
    late: bool
    follow_up: Text
    responsible: str


@dataclass(frozen=True, slots=True)
class EntryRow:
    """Something written in a case. `present` are text keys of roles."""

    id: str
    kind: str
    day: Text
    words: str
    author: str
    present: tuple[str, ...]
    is_shared: bool


@dataclass(frozen=True, slots=True)
class CaseView:
    """One case. Days are texts, `steps` what can be done now, `limits` what gave cause."""

    id: str = ""
    student_id: str = ""
    name: str = ""
    class_name: str = ""
    stage: str = ""
    kind: str = ""
    version: int = 0
    trigger: Text = NO_TEXT
    started: Text = NO_TEXT
    reported: Text = NO_TEXT
    decided: Text = NO_TEXT
    closed: Text = NO_TEXT
    decision: str = ""
    municipality: Text = NO_TEXT
    since_trigger: int = 0
    since_start: int = -1
    late: bool = False
    follow_up_on: str = ""
    analysis: str = ""
    edited_by: str = ""
    responsible: str = ""
    limits: tuple[Text, ...] = ()
    steps: tuple[str, ...] = ()
    written: tuple[EntryRow, ...] = ()


def case_list(session: Session, actor: Actor, *, chosen: str, page: int) -> tuple[list[CaseRow], int]:
    """A page of the actor's cases by the day they began, and how many pages there are.

    `chosen`: open, one stage, or mine.

    Raises:
        Denied: the actor follows up nobody's absence.
    """
    require(actor, VIEW_CASES)
    today = clock.today()
    wanted = _chosen(actor, chosen)
    reach = _reached(actor, today)
    total = session.exec(select(func.count(col(AbsenceCase.id))).where(reach, wanted)).one()
    rows = session.execute(
        select(AbsenceCase, class_on(col(AbsenceCase.student_id), today, shown=Group.display_name))
        .where(reach, wanted)
        .order_by(col(AbsenceCase.trigger_on), col(AbsenceCase.id))
        .limit(PAGE)
        .offset((page - 1) * PAGE)
    ).all()
    students = [row.student_id for row, _ in rows]
    readings.opened(session, actor, VIEW_CASES.name, "absence_cases", actor.person_id, persons=students)
    shown = names(session, actor, {*students, *(row.responsible_id for row, _ in rows)})
    return [_case_row(row, group or "", shown, today) for row, group in rows], max(1, -(-total // PAGE))


def _reached(actor: Actor, today: date) -> ColumnElement[bool]:
    return works_with(actor, today, col(AbsenceCase.student_id), col(AbsenceCase.unit_id))


def _chosen(actor: Actor, chosen: str) -> ColumnElement[bool]:
    if chosen in set(Stage):
        return col(AbsenceCase.stage) == chosen
    still_open = col(AbsenceCase.stage) != Stage.CLOSED.value
    return still_open & (col(AbsenceCase.responsible_id) == actor.person_id) if chosen == "mine" else still_open


def standing_of(case: AbsenceCase) -> Standing:
    """The row's dates and stage, for the rules."""
    dates = (case.trigger_on, case.started_on, case.reported_on, case.decided_on)
    return Standing(Stage(case.stage), *dates, case.decision, case.closed_on, case.municipality_on)


def _case_row(case: AbsenceCase, group: str, shown: dict[UUID, ShownPerson], today: date) -> CaseRow:
    clock_ = rules.clock_of(standing_of(case), today)
    overdue = case.follow_up_on is not None and case.follow_up_on < today and case.stage != Stage.CLOSED.value
    responsible = shown.get(case.responsible_id)
    return CaseRow(
        id=str(case.id),
        name=shown[case.student_id].name,
        class_name=group,
        stage=case.stage,
        kind=case.absence_kind,
        days=clock_.since_trigger,
        late=clock_.is_late or overdue,
        follow_up=_day(case.follow_up_on),
        responsible=responsible.name if responsible else "",
    )


def found_case(session: Session, actor: Actor, case_id: UUID, *, lock: bool = False) -> AbsenceCase:
    """The case, if the actor works with it.

    Raises:
        NotFound: missing, or somebody else's.
    """
    require(actor, VIEW_CASES)
    question = select(AbsenceCase).where(AbsenceCase.id == case_id, _reached(actor, clock.today()))
    case = session.exec(question.with_for_update() if lock else question).one_or_none()
    if case is None:
        raise NotFound
    return case


def case_view(session: Session, actor: Actor, case_id: UUID) -> CaseView:
    """The whole case. Secret: the look is in the log, so that the family can see who has read (security rule 6).

    Raises:
        NotFound: missing, or somebody else's.
    """
    case, today = found_case(session, actor, case_id), clock.today()
    given = {"persons": [case.student_id], "unit": case.unit_id}
    readings.opened(session, actor, VIEW_CASES.name, "absence_case", case.id, **given)
    entries = session.exec(
        select(CaseEntry)
        .where(CaseEntry.case_id == case.id)
        .order_by(col(CaseEntry.on_day).desc(), col(CaseEntry.written_at).desc())
        .limit(ENTRIES)
    ).all()
    persons = {case.student_id, case.responsible_id, case.edited_by, *(entry.author_id for entry in entries)}
    shown = names(session, actor, persons)
    group = session.execute(select(class_on(case.student_id, today, shown=Group.display_name))).scalar()
    standing = standing_of(case)
    return CaseView(
        id=str(case.id),
        student_id=str(case.student_id),
        name=shown[case.student_id].name,
        class_name=group or "",
        stage=case.stage,
        kind=case.absence_kind,
        version=case.version,
        decision=case.decision,
        follow_up_on=case.follow_up_on.isoformat() if case.follow_up_on else "",
        analysis=case.analysis,
        edited_by=_name(shown, case.edited_by),
        responsible=_name(shown, case.responsible_id),
        limits=_limits(session, case),
        steps=tuple(rules.steps_of(standing)),
        written=tuple(entry_row(entry, shown) for entry in entries),
        **_dates(standing, today),
    )


def _dates(case: Standing, today: date) -> dict[str, Any]:
    told = rules.clock_of(case, today)
    return {
        "trigger": _day(case.trigger_on),
        "started": _day(case.started_on),
        "reported": _day(case.reported_on),
        "decided": _day(case.decided_on),
        "municipality": _day(case.municipality_on),
        "closed": _day(case.closed_on),
        "since_trigger": told.since_trigger,
        "since_start": -1 if told.since_start is None else told.since_start,
        "late": told.is_late,
    }


def entry_row(entry: CaseEntry, shown: dict[UUID, ShownPerson]) -> EntryRow:
    """An entry as it is shown."""
    return EntryRow(
        id=str(entry.id),
        kind=entry.kind,
        day=_day(entry.on_day),
        words=entry.words,
        author=_name(shown, entry.author_id),
        present=tuple(f"cases.present.{role}" for role in entry.present),
        is_shared=entry.kind in rules.SHARED,
    )


def _limits(session: Session, case: AbsenceCase) -> tuple[Text, ...]:
    """The limits that the student passed when the case was opened or passes now."""
    rows = session.exec(
        select(LimitPassed)
        .where(
            LimitPassed.student_id == case.student_id,
            LimitPassed.unit_id == case.unit_id,
            or_(col(LimitPassed.ended_on).is_(None), col(LimitPassed.ended_on) >= case.trigger_on),
        )
        .order_by(col(LimitPassed.seen_on), col(LimitPassed.limit_kind))
        .limit(6)
    ).all()
    return tuple(limit_text(row) for row in rows)


def _name(shown: dict[UUID, ShownPerson], person: UUID) -> str:
    return shown[person].name if person in shown else ""


def _day(day: date | None) -> Text:
    return day_text(day, style="short") if day else NO_TEXT
