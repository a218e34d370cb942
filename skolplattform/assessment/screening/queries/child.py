"""One child from F to year 3: what was seen, when and by whom, and what is done about it."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from skolplattform.assessment.screening.materials import SUBJECTS, Material, material_of
from skolplattform.assessment.screening.permissions import RECORD, check_followed
from skolplattform.assessment.screening.queries.board import said_of
from skolplattform.assessment.screening.queries.care import Standing, cares_of
from skolplattform.assessment.screening.queries.term import members_of
from skolplattform.assessment.screening.rules import academic_year, is_done
from skolplattform.assessment.screening.tables import ScreeningResult, ScreeningTold
from skolplattform.assessment.screening.views import CareShown, ChildScreening, MaterialSeen, Seen
from skolplattform.core import clock, readings
from skolplattform.core.actor import Actor
from skolplattform.core.errors import NotFound
from skolplattform.i18n import NO_TEXT, Text
from skolplattform.i18n.format import day_text
from skolplattform.registry.queries import names, unit_of

RESULTS_LIMIT, TOLD_LIMIT = 400, 60


def child_screening(session: Session, actor: Actor, student_id: UUID) -> ChildScreening:
    """All that has been seen of a child in reading and mathematics, newest first, and the clock of each subject.

    Raises:
        NotFound: not the actor's, or not in F to 3.
    """
    check_followed(session, actor, student_id)
    member = next(iter(members_of(session, students=[student_id])), None)
    if member is None:
        raise NotFound
    readings.opened(
        session, actor, "assessment.read_screening", "person", student_id,
        persons=[student_id], unit=unit_of(session, student_id),
    )  # fmt: skip
    rows = session.exec(
        select(ScreeningResult)
        .where(ScreeningResult.student_id == student_id)
        .order_by(col(ScreeningResult.year).desc(), col(ScreeningResult.seen_on).desc(), col(ScreeningResult.id))
        .limit(RESULTS_LIMIT)
    ).all()
    cares = {care.subject: care for care in cares_of(session, actor, [member])}
    told = newest_told(session, student_id, academic_year(clock.today()))
    people = {row.author_id for row in rows} | {care.row.author_id for care in cares.values() if care.row}
    shown = {id_: person.name for id_, person in names(session, actor, {student_id, *people}).items()}
    return ChildScreening(
        student_id=str(student_id),
        name=shown[student_id],
        class_name=member.class_name,
        can_write=RECORD.held_by(actor),
        subjects=tuple(_care(subject, cares.get(subject), told.get(subject), shown) for subject in SUBJECTS),
        seen=_seen(rows, shown),
    )


def newest_told(session: Session, student_id: UUID, year: int) -> dict[str, ScreeningTold]:
    """What home was told last that school year, by subject."""
    rows = session.exec(
        select(ScreeningTold)
        .where(ScreeningTold.student_id == student_id, ScreeningTold.year == year)
        .order_by(col(ScreeningTold.at), col(ScreeningTold.id))
        .limit(TOLD_LIMIT)
    ).all()
    return {row.subject: row for row in rows}


def _seen(rows: Sequence[ScreeningResult], shown: Mapping[UUID, str]) -> tuple[MaterialSeen, ...]:
    by_material: defaultdict[tuple[int, str], list[ScreeningResult]] = defaultdict(list)
    for row in rows:
        by_material[row.year, row.material].append(row)
    found = ((material_of(code), held) for (_, code), held in by_material.items())
    return tuple(_material(material, held, shown) for material, held in found if material is not None)


def _material(material: Material, held: Sequence[ScreeningResult], shown: Mapping[UUID, str]) -> MaterialSeen:
    of_part = {row.part: row for row in held}
    last = max(held, key=lambda row: row.seen_on)
    return MaterialSeen(
        school_year=material.school_year,
        name=material.name,
        subject=material.subject,
        when=day_text(last.seen_on, style="date"),
        by=", ".join(dict.fromkeys(shown.get(row.author_id, "") for row in held)),
        parts=tuple(
            Seen(
                part.name,
                said_of(of_part[part.code].value, part),
                of_part[part.code].comment,
                of_part[part.code].signal,
                is_done(of_part[part.code].value),
            )
            for part in material.parts
            if part.code in of_part
        ),
    )


def _care(
    subject: str, care: Standing | None, told: ScreeningTold | None, shown: Mapping[UUID, str]
) -> CareShown:  # fmt: skip
    home = {}
    if told is not None:
        told_on = day_text(clock.local(told.at).date(), style="date")
        home = {"seen": told.seen, "next_step": told.next_step, "told_on": told_on}
    if care is None:
        return CareShown(subject, **home)
    written = {}
    if care.row is not None:
        row = care.row
        kept = ("version", "assessment", "need", "consulted", "measures", "follow_up")
        written = {name: getattr(row, name) for name in kept} | {"author": shown.get(row.author_id, "")}
        written |= {name: _day(getattr(row, name)) for name in ("assessed_on", "planned_on", "followed_up_on")}
    due = {"step": care.due.step.value, "by": _day(care.due.by), "is_late": care.due.is_late}
    return CareShown(subject, has_signal=True, signals=care.signals, **due, **written, **home)


def _day(day: date | None) -> Text:
    return day_text(day, style="date") if day else NO_TEXT
