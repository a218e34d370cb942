"""Warnings in lists, with how many of those who are to read have confirmed."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from skolplattform.assessment.risk import rules
from skolplattform.assessment.risk.notices import addressees_of
from skolplattform.assessment.risk.permissions import FOLLOW, followed
from skolplattform.assessment.risk.tables import RiskReceipt, RiskWarning
from skolplattform.assessment.risk.views import WarningRow
from skolplattform.core import clock, readings
from skolplattform.core.actor import Actor
from skolplattform.core.permissions import require
from skolplattform.i18n import Text
from skolplattform.i18n.format import day_text
from skolplattform.registry.queries import class_of, names
from skolplattform.schedule.tables import Syllabus

MOST = 500


def followed_warnings(session: Session, actor: Actor) -> tuple[WarningRow, ...]:
    """What the actor, as staff, follows: drafts first, then those sent, newest first, then those that hold no more.

    Raises:
        Denied: no staff that follows warnings.
    """
    require(actor, FOLLOW)
    order = list(rules.State)
    rows = rows_where(session, actor, followed(actor, clock.today()))
    return tuple(sorted(rows, key=lambda row: order.index(rules.State(row.state))))


def rows_where(session: Session, actor: Actor, condition: ColumnElement[bool]) -> list[WarningRow]:
    """The warnings that meet the condition, newest first, in at most six statements; the reading is audited."""
    today = clock.today()
    found = session.exec(
        select(RiskWarning, Syllabus.subject_name)
        .join(Syllabus, col(Syllabus.id) == col(RiskWarning.syllabus_id))
        .where(condition)
        .order_by(col(RiskWarning.sent_at).desc(), col(RiskWarning.id))
        .limit(MOST)
    ).all()
    students = {warning.student_id for warning, _ in found}
    readings.opened(session, actor, "assessment.read_warnings", "risk_warning", "list", persons=students)
    shown, classes = names(session, actor, students), class_of(session, students)
    expected, read = addressees_of(session, students, today), readers_of(session, [w.id for w, _ in found])
    return [
        WarningRow(
            id=str(warning.id),
            student=shown[warning.student_id].name,
            class_name=classes[warning.student_id].name if warning.student_id in classes else "",
            subject=subject,
            state=state(warning, today).value,
            when=_when(warning),
            confirmed=len(expected[warning.student_id] & read[warning.id]),
            expected=len(expected[warning.student_id]),
        )
        for warning, subject in found
    ]


def readers_of(session: Session, warnings: Collection[UUID]) -> defaultdict[UUID, set[UUID]]:
    """Who has confirmed each."""
    found: defaultdict[UUID, set[UUID]] = defaultdict(set)
    if warnings:
        rows = select(RiskReceipt.warning_id, RiskReceipt.person_id).where(col(RiskReceipt.warning_id).in_(warnings))
        for warning, person in session.exec(rows).all():
            found[warning].add(person)
    return found


def state(warning: RiskWarning, today: date) -> rules.State:
    """How far the warning has come."""
    is_sent, has_ended = warning.sent_at is not None, warning.ended_on is not None
    return rules.state_of(is_sent=is_sent, has_ended=has_ended, term_ends=warning.term_ends, today=today)


def _when(warning: RiskWarning) -> Text:
    """The day it ended, was sent, or was written last."""
    day = warning.ended_on or clock.local(warning.sent_at or warning.changed_at).date()
    return day_text(day, style="short")
