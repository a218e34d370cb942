"""What assessment asks teachers to write. The matrix is evidence that a school chooses to keep, not a grade (R-G19)."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections.abc import Collection
from datetime import date, time
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import Session, col

from skolplattform.assessment.marks.tables import Mark, MarkedTest
from skolplattform.assessment.risk.tables import RiskWarning
from skolplattform.assessment.screening.tables import ScreeningCare, ScreeningTold
from skolplattform.assessment.tables import Judgement
from skolplattform.core import clock
from skolplattform.core.asked import AskedField, AskedForm, Basis, Filled
from skolplattform.schedule.tables import Activity


def _judgements(session: Session, units: Collection[UUID], first: date, last: date) -> Filled:
    commented = func.count().filter(col(Judgement.comment) != "")
    levelled = func.count().filter((col(Judgement.level) != "") | col(Judgement.no_evidence))
    activities = select(col(Activity.id)).where(col(Activity.unit_id).in_(units))
    in_term = col(Judgement.changed_at).between(clock.at(first, time.min), clock.at(last, time.max))
    question = select(func.count(), levelled, commented).where(col(Judgement.activity_id).in_(activities), in_term)
    cells, levels, comments = session.execute(question).one()
    return Filled(cells, {"level": levels, "comment": comments})


def _warnings(session: Session, units: Collection[UUID], first: date, last: date) -> Filled:
    names = ("missing", "support", "next_step")
    sums = [func.count().filter(func.trim(getattr(RiskWarning, name)) != "") for name in names]
    in_term = col(RiskWarning.term_ends).between(first, last)
    question = select(func.count(), *sums).where(col(RiskWarning.unit_id).in_(units), in_term)
    forms, *said = session.execute(question).one()
    return Filled(forms, dict(zip(names, said, strict=True)))


def _screenings(session: Session, units: Collection[UUID], first: date, last: date) -> Filled:
    names = ("assessment", "need", "measures", "follow_up")
    sums = [func.count().filter(func.trim(getattr(ScreeningCare, name)) != "") for name in names]
    in_term = col(ScreeningCare.changed_at).between(clock.at(first, time.min), clock.at(last, time.max))
    question = select(func.count(), *sums).where(col(ScreeningCare.unit_id).in_(units), in_term)
    forms, *said = session.execute(question).one()
    return Filled(forms, dict(zip(names, said, strict=True)))


def _told_home(session: Session, units: Collection[UUID], first: date, last: date) -> Filled:
    """Neither field can be left empty."""
    in_term = col(ScreeningTold.at).between(clock.at(first, time.min), clock.at(last, time.max))
    question = select(func.count()).where(col(ScreeningTold.unit_id).in_(units), in_term)
    return Filled(session.execute(question).scalar_one(), {})


def _marks(session: Session, units: Collection[UUID], first: date, last: date) -> Filled:
    written = func.count().filter(col(Mark.code) != "")
    commented = func.count().filter(col(Mark.comment) != "")
    tests = (
        select(col(MarkedTest.id))
        .join(Activity, col(Activity.id) == col(MarkedTest.activity_id))
        .where(col(Activity.unit_id).in_(units), col(MarkedTest.day).between(first, last))
    )
    question = select(func.count(), written, commented).where(col(Mark.test_id).in_(tests))
    cells, results, comments = session.execute(question).one()
    return Filled(cells, {"result": results, "comment": comments})


MATRIX = AskedForm(
    "matrix",
    "assessment.matrix.title",
    (
        AskedField("level", "plans.asked.level", Basis.LOCAL),
        AskedField("comment", "plans.asked.comment", Basis.OPTIONAL),
    ),
    _judgements,
)
RISK = AskedForm(
    "risk",
    "plans.asked.risk",
    (
        AskedField("missing", "risk.field.missing", Basis.LOCAL),
        AskedField("support", "risk.field.support", Basis.LAW, "SL 3:5"),
        AskedField("next_step", "risk.field.next_step", Basis.LOCAL),
    ),
    _warnings,
)
SCREENING = AskedForm(
    "screening",
    "screening.asked",
    (
        AskedField("assessment", "screening.field.assessment", Basis.LAW, "SL 3:4"),
        AskedField("need", "screening.field.need", Basis.LAW, "SL 3:4"),
        AskedField("measures", "screening.field.measures", Basis.LAW, "SL 3:4 a"),
        AskedField("follow_up", "screening.field.follow_up", Basis.LAW, "SL 3:4 b"),
    ),
    _screenings,
)
SCREENING_HOME = AskedForm(
    "screening_home",
    "screening.home.title",
    (
        AskedField("seen", "screening.field.seen", Basis.LOCAL),
        AskedField("next_step", "screening.field.next_step", Basis.LOCAL),
    ),
    _told_home,
)
MARKS = AskedForm(
    "marks",
    "marks.title",
    (
        AskedField("result", "plans.asked.result", Basis.LOCAL),
        AskedField("comment", "plans.asked.comment", Basis.OPTIONAL),
    ),
    _marks,
)
