"""What assessment asks teachers to write. The matrix is evidence that a school chooses to keep, not a grade (R-G19)."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from skolplattform.assessment.marks.tables import Mark, MarkedTest
from skolplattform.assessment.risk.tables import RiskWarning
from skolplattform.assessment.screening.tables import ScreeningCare, ScreeningTold
from skolplattform.assessment.tables import Judgement
from skolplattform.core.asked import AskedField, AskedForm, Basis, Filled, counts, in_term, says
from skolplattform.schedule.tables import Activity


def _judgements(session: Session, units: Collection[UUID], first: date, last: date) -> Filled:
    said = {"level": (col(Judgement.level) != "") | col(Judgement.no_evidence), "comment": col(Judgement.comment) != ""}
    of_units = col(Judgement.activity_id).in_(select(col(Activity.id)).where(col(Activity.unit_id).in_(units)))
    return counts(session, said, of_units, in_term(Judgement.changed_at, first, last))


def _warnings(session: Session, units: Collection[UUID], first: date, last: date) -> Filled:
    said = {name: says(getattr(RiskWarning, name)) for name in ("missing", "support", "next_step")}
    of_term = col(RiskWarning.term_ends).between(first, last)
    return counts(session, said, col(RiskWarning.unit_id).in_(units), of_term)


def _screenings(session: Session, units: Collection[UUID], first: date, last: date) -> Filled:
    said = {name: says(getattr(ScreeningCare, name)) for name in ("assessment", "need", "measures", "follow_up")}
    of_units = col(ScreeningCare.unit_id).in_(units)
    return counts(session, said, of_units, in_term(ScreeningCare.changed_at, first, last))


def _told_home(session: Session, units: Collection[UUID], first: date, last: date) -> Filled:
    """Neither field can be left empty."""
    return counts(session, {}, col(ScreeningTold.unit_id).in_(units), in_term(ScreeningTold.at, first, last))


def _marks(session: Session, units: Collection[UUID], first: date, last: date) -> Filled:
    said = {"result": col(Mark.code) != "", "comment": col(Mark.comment) != ""}
    tests = (
        select(col(MarkedTest.id))
        .join(Activity, col(Activity.id) == col(MarkedTest.activity_id))
        .where(col(Activity.unit_id).in_(units), col(MarkedTest.day).between(first, last))
    )
    return counts(session, said, col(Mark.test_id).in_(tests))


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
