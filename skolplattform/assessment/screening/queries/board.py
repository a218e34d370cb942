"""A class against the parts of a material, as its teachers work in it, and the history of a cell."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col, select

from skolplattform.assessment.screening.materials import Level, Material, Part, in_use, levels
from skolplattform.assessment.screening.permissions import screened_class
from skolplattform.assessment.screening.queries.term import Now, members_of, now_at
from skolplattform.assessment.screening.rules import is_done
from skolplattform.assessment.screening.tables import ScreeningResult, ScreeningTold, ScreeningVersion
from skolplattform.assessment.screening.views import PartColumn, ScreenBoard, ScreenLevel
from skolplattform.assessment.views import Cell, HistoryEntry, MatrixRow, Wording
from skolplattform.core import clock, readings
from skolplattform.core.actor import Actor
from skolplattform.core.errors import NotFound
from skolplattform.i18n import Text, both
from skolplattform.i18n.format import day_text, name_order
from skolplattform.registry.queries import names
from skolplattform.registry.tables import Group

SEEN, HISTORY_LIMIT = "seen", 30


@dataclass(frozen=True, slots=True)
class Opened:
    """A class and a material that holds in it this term, and the children it is for."""

    group: Group
    material: Material
    now: Now
    students: tuple[UUID, ...]
    choices: tuple[Material, ...]


def open_material(session: Session, actor: Actor, group_id: UUID, code: str, *, lock: bool = False) -> Opened:
    """The class and the material, opened for its teacher.

    Raises:
        NotFound: not the actor's class, or a material that is not used in it this term.
    """
    group = screened_class(session, actor, group_id, lock=lock)
    now, members = now_at(session, group.unit_id), members_of(session, groups=[group.id])
    choices = in_use(clock.today(), now.semester, {member.school_year for member in members})
    material = next((one for one in choices if one.code == code), None)
    if material is None:
        raise NotFound
    students = tuple(one.student_id for one in members if one.school_year == material.school_year)
    return Opened(group, material, now, students, choices)


def board(session: Session, actor: Actor, group_id: UUID, code: str) -> ScreenBoard:
    """The grid of a class and a material.

    Raises:
        NotFound: as `open_material`.
    """
    opened = open_material(session, actor, group_id, code)
    group, material = opened.group, opened.material
    note_seen(session, actor, group, opened.students)
    held = {(row.student_id, row.part): row for row in results(session, opened)}
    people = sorted(
        names(session, actor, opened.students).values(), key=lambda one: (one.masked, name_order(one.name))
    )  # fmt: skip
    return ScreenBoard(
        id=f"{group.id}.{material.code}",
        group_id=str(group.id),
        class_name=group.display_name,
        material=material.code,
        name=material.name,
        subject=material.subject,
        source=material.source,
        mandatory=material.mandatory,
        until=day_text(opened.now.term_ends, style="date"),
        told_together=len(told_together(session, opened, held)),
        choices=tuple((one.code, one.name) for one in opened.choices),
        levels=tuple(ScreenLevel(one.code, one.code, one.name, one.signal) for one in levels()),
        columns=tuple(_column(part, levels()) for part in material.parts),
        rows=tuple(
            MatrixRow(
                person.id, person.name, tuple(cell_of(held.get((UUID(person.id), one.code))) for one in material.parts)
            )
            for person in people
        ),
    )


def note_seen(session: Session, actor: Actor, group: Group, children: Collection[UUID]) -> None:
    """Say that the actor reads what was seen of these children (security rule 6)."""
    verb, unit = "assessment.read_screening", group.unit_id
    readings.opened(session, actor, verb, "group", group.id, persons=children, unit=unit)


def results(session: Session, opened: Opened) -> Sequence[ScreeningResult]:
    """What is written in the grid, as it stands now."""
    return session.exec(
        select(ScreeningResult)
        .where(
            col(ScreeningResult.student_id).in_(opened.students),
            ScreeningResult.year == opened.now.year,
            ScreeningResult.material == opened.material.code,
        )
        .order_by(col(ScreeningResult.id))
        .execution_options(populate_existing=True)
    ).all()


def told_together(session: Session, opened: Opened, held: Mapping[tuple[UUID, str], ScreeningResult]) -> list[UUID]:
    """The children who are done, have nothing to look closer at and whose home has not been told this school year."""
    told = set(
        session.exec(
            select(ScreeningTold.student_id).where(
                col(ScreeningTold.student_id).in_(opened.students),
                ScreeningTold.year == opened.now.year,
                ScreeningTold.subject == opened.material.subject,
            )
        ).all()
    )
    return [student for student in opened.students if student not in told and _is_as_expected(student, opened, held)]


def _is_as_expected(student: UUID, opened: Opened, held: Mapping[tuple[UUID, str], ScreeningResult]) -> bool:
    rows = [held.get((student, part.code)) for part in opened.material.parts]
    return all(row is not None and is_done(row.value) and not row.signal for row in rows)


def _column(part: Part, steps: Sequence[Level]) -> PartColumn:
    words = () if part.most else tuple(Wording(one.code, one.name) for one in steps)
    return PartColumn(part.code, part.name, part.most, part.limit, words)


def cell_of(result: ScreeningResult | None) -> Cell:
    """A result as its teacher sees it."""
    if result is None:
        return Cell()
    at = clock.local(result.changed_at).strftime("%Y-%m-%dT%H:%M")
    state = SEEN if result.value or result.comment else ""
    return Cell(code=result.value, state=state, version=result.version, comment=result.comment, at=at)


def said_of(value: str, part: Part) -> Text:
    """A result in words, with what it is out of."""
    if value == "-":
        return both("screening.not_done")
    if part.most:
        return both("screening.points", n=value, most=part.most)
    name = next((one.name for one in levels() if one.code == value), "")
    return Text(name, name)


def cell_history(
    session: Session, actor: Actor, group_id: UUID, code: str, *, student_id: UUID, part: str
) -> tuple[HistoryEntry, ...]:
    """What a cell has said, newest first, by whom.

    Raises:
        NotFound: as `open_material`, or the child is not in it.
    """
    opened = open_material(session, actor, group_id, code)
    if student_id not in opened.students:
        raise NotFound
    note_seen(session, actor, opened.group, [student_id])
    rows = session.exec(
        select(ScreeningVersion)
        .join(ScreeningResult, col(ScreeningResult.id) == col(ScreeningVersion.result_id))
        .where(
            ScreeningResult.student_id == student_id,
            ScreeningResult.year == opened.now.year,
            ScreeningResult.material == code,
            ScreeningResult.part == part,
        )
        .order_by(col(ScreeningVersion.version).desc())
        .limit(HISTORY_LIMIT)
    ).all()
    authors = names(session, actor, {row.author_id for row in rows})
    return tuple(
        HistoryEntry(row.version, row.value, row.comment, authors[row.author_id].name, row.at, shown=False)
        for row in rows
    )
