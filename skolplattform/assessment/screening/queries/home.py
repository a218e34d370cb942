"""What home reads: which materials were done, and what the teacher has told of them. Never a result or a signal."""

# pyright: reportArgumentType=false, reportCallIssue=false

from uuid import UUID

from sqlmodel import Session, col, select

from skolplattform.assessment.screening.materials import material_of
from skolplattform.assessment.screening.permissions import READ_CHILD
from skolplattform.assessment.screening.queries.term import members_of
from skolplattform.assessment.screening.tables import ScreeningResult, ScreeningTold
from skolplattform.assessment.screening.views import HomeScreening
from skolplattform.core import clock, readings
from skolplattform.core.actor import Actor
from skolplattform.core.errors import NotFound
from skolplattform.core.permissions import require
from skolplattform.i18n import both
from skolplattform.i18n.format import day_text
from skolplattform.registry.permissions import is_guardian_of
from skolplattform.registry.queries import names, unit_of

TOLD_LIMIT = 60


def home_screening(session: Session, actor: Actor, child_id: UUID) -> tuple[HomeScreening, ...]:
    """What the teachers have told of one of the guardian's children, by school year and subject, newest first.

    Raises:
        NotFound: not the guardian's child.
    """
    require(actor, READ_CHILD)
    if not is_guardian_of(session, actor, child_id, clock.today()):
        raise NotFound
    unit = unit_of(session, child_id)
    readings.opened(session, actor, "assessment.read_screening", "person", child_id, persons=[child_id], unit=unit)
    rows = session.exec(
        select(ScreeningTold)
        .where(ScreeningTold.student_id == child_id)
        .order_by(col(ScreeningTold.at).desc(), col(ScreeningTold.id).desc())
        .limit(TOLD_LIMIT)
    ).all()
    newest = {(row.year, row.subject): row for row in reversed(rows)}
    done, shown = _done(session, child_id), names(session, actor, {row.author_id for row in rows})
    return tuple(
        HomeScreening(
            subject=row.subject,
            school_year=both("screening.home.year", first=str(row.year), last=str(row.year + 1)),
            done=", ".join(done.get((row.year, row.subject), ())),
            seen=row.seen,
            next_step=row.next_step,
            by=shown[row.author_id].name if not shown[row.author_id].masked else "",
            when=day_text(clock.local(row.at).date(), style="date"),
        )
        for row in sorted(newest.values(), key=lambda row: (row.year, row.at), reverse=True)
    )


def is_screened(session: Session, child_id: UUID) -> bool:
    """Is the child in F to 3, or has home been told of it before?"""
    told = select(ScreeningTold.id).where(ScreeningTold.student_id == child_id).limit(1)
    return bool(members_of(session, students=[child_id])) or session.exec(told).first() is not None


def _done(session: Session, child_id: UUID) -> dict[tuple[int, str], list[str]]:
    """The names of the materials that were used, by school year and subject."""
    rows = session.exec(
        select(ScreeningResult.year, ScreeningResult.material)
        .where(ScreeningResult.student_id == child_id, col(ScreeningResult.value) != "")
        .distinct()
        .order_by(col(ScreeningResult.year), col(ScreeningResult.material))
        .limit(TOLD_LIMIT)
    ).all()
    found: dict[tuple[int, str], list[str]] = {}
    for year, code in rows:
        material = material_of(code)
        if material is not None:
            found.setdefault((year, material.subject), []).append(material.name)
    return found
