"""What planning asks teachers to write. No law asks for a written plan: it asks that teaching follows the syllabus."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Text, cast, exists, select
from sqlmodel import Session, col

from skolplattform.core.asked import AskedField, AskedForm, Basis, Filled, counts, in_term, says
from skolplattform.planning.hand_in.tables import HandIn, HandInComment, HandInFeedback, OwnTerms
from skolplattform.planning.journal.tables import JournalChild, JournalEntry, JournalEntryGoal, JournalPicture
from skolplattform.planning.learning_log.tables import LogEntry, LogPicture
from skolplattform.planning.lesson_plans.tables import LessonPlan, LessonPlanContent
from skolplattform.planning.set_work.tables import SetWork
from skolplattform.planning.tables import UnitPlan, UnitPlanContent, UnitPlanCriterion, UnitPlanGroup
from skolplattform.registry.tables import Group

EMPTY = ("", "{}", "[]", "null")


def _holds(column: Any) -> ColumnElement[bool]:
    """A list or mapping that is not empty."""
    return cast(col(column), Text).not_in(EMPTY)


def _has(link: Any) -> ColumnElement[bool]:
    return exists().where(col(link.plan_id) == col(UnitPlan.id))


def _plans(session: Session, units: Collection[UUID], first: date, last: date) -> Filled:
    said = {
        "title": says(UnitPlan.title),
        "purpose": says(UnitPlan.purpose),
        "groups": _has(UnitPlanGroup),
        "contents": _has(UnitPlanContent),
        "weeks": _holds(UnitPlan.weeks),
        "show": _holds(UnitPlan.assessments),
        "aspects": _has(UnitPlanCriterion),
    }
    of_units = col(UnitPlan.unit_id).in_(units)
    of_term = col(UnitPlan.start_date).between(first, last)
    return counts(session, said, of_units, of_term, col(UnitPlan.archived).is_(False))


def _work(session: Session, units: Collection[UUID], first: date, last: date) -> Filled:
    takes = col(SetWork.due_time).is_not(None)
    said = {"note": says(SetWork.note), "takes": takes, "plan": col(SetWork.plan_id).is_not(None)}
    of_term = col(SetWork.day).between(first, last)
    return counts(session, said, col(SetWork.unit_id).in_(units), of_term, col(SetWork.taken_away).is_(False))


def _lessons(session: Session, units: Collection[UUID], first: date, last: date) -> Filled:
    said = {name: says(getattr(LessonPlan, name)) for name in ("title", "steps", "homework", "bring", "material")}
    said["unit"] = col(LessonPlan.plan_id).is_not(None)
    said["points"] = exists().where(col(LessonPlanContent.lesson_plan_id) == col(LessonPlan.id))
    return counts(session, said, col(LessonPlan.unit_id).in_(units), in_term(LessonPlan.stands_at, first, last))


def _feedback(session: Session, units: Collection[UUID], first: date, last: date) -> Filled:
    commented = exists().where(
        col(HandInComment.hand_in_id) == col(HandInFeedback.hand_in_id),
        col(HandInComment.number) == col(HandInFeedback.number),
    )
    said = {"feedback": says(HandInFeedback.text), "comments": commented}
    of_units = col(HandInFeedback.hand_in_id).in_(
        select(col(HandIn.id)).join(SetWork, col(SetWork.id) == col(HandIn.work_id)).where(_set_in(units))
    )
    return counts(session, said, of_units, in_term(HandInFeedback.sent_at, first, last))


def _own_terms(session: Session, units: Collection[UUID], first: date, last: date) -> Filled:
    said = {"due": col(OwnTerms.due_at).is_not(None), "note": says(OwnTerms.note)}
    of_units = col(OwnTerms.work_id).in_(select(col(SetWork.id)).where(_set_in(units)))
    return counts(session, said, of_units, in_term(OwnTerms.decided_at, first, last))


def _set_in(units: Collection[UUID]) -> ColumnElement[bool]:
    return col(SetWork.unit_id).in_(units) & col(SetWork.taken_away).is_(False)


def _log(session: Session, units: Collection[UUID], first: date, last: date) -> Filled:
    """What is shown in the logs of the school's groups; a student's draft is the student's alone."""
    said = {name: says(getattr(LogEntry, name)) for name in ("title", "text", "learnt", "next_step")}
    said["pictures"] = exists().where(col(LogPicture.entry_id) == col(LogEntry.id))
    of_units = col(LogEntry.group_id).in_(select(col(Group.id)).where(col(Group.unit_id).in_(units)))
    return counts(session, said, of_units, in_term(LogEntry.shown_at, first, last))


def _journal(session: Session, units: Collection[UUID], first: date, last: date) -> Filled:
    """What homes read; a draft is the department's. Whose it is always stands there."""
    said = {"title": says(JournalEntry.title), "text": says(JournalEntry.text)}
    links = {"goals": JournalEntryGoal, "pictures": JournalPicture, "children": JournalChild}
    for name, link in links.items():
        said[name] = exists().where(col(link.entry_id) == col(JournalEntry.id))
    of_units = col(JournalEntry.group_id).in_(select(col(Group.id)).where(col(Group.unit_id).in_(units)))
    return counts(session, said, of_units, in_term(JournalEntry.published_at, first, last))


PLAN = AskedForm(
    "plan",
    "planning.plan.title",
    (
        AskedField("title", "planning.editor.field.title", Basis.LOCAL),
        AskedField("groups", "planning.editor.field.groups", Basis.LOCAL),
        AskedField("start", "planning.editor.field.start", Basis.LOCAL),
        AskedField("end", "planning.editor.field.end", Basis.LOCAL),
        AskedField("purpose", "planning.editor.field.purpose", Basis.LOCAL),
        AskedField("contents", "planning.editor.syllabus", Basis.OPTIONAL),
        AskedField("weeks", "planning.editor.weeks", Basis.OPTIONAL),
        AskedField("show", "planning.editor.show", Basis.OPTIONAL),
        AskedField("aspects", "planning.editor.aspects", Basis.OPTIONAL),
    ),
    _plans,
)
WORK = AskedForm(
    "set_work",
    "work.one",
    (
        AskedField("kind", "work.field.kind", Basis.LOCAL),
        AskedField("title", "work.field.title", Basis.LOCAL),
        AskedField("groups", "work.field.groups", Basis.LOCAL),
        AskedField("day", "work.field.day", Basis.LOCAL),
        AskedField("note", "work.field.note", Basis.OPTIONAL),
        AskedField("takes", "handin.terms", Basis.OPTIONAL),
        AskedField("plan", "work.field.plan", Basis.OPTIONAL),
    ),
    _work,
)
LESSON = AskedForm(
    "lesson_plan",
    "plans.asked.lesson",
    (
        AskedField("title", "lesson.field.title", Basis.OPTIONAL),
        AskedField("steps", "lesson.field.steps", Basis.OPTIONAL),
        AskedField("homework", "lesson.field.homework", Basis.OPTIONAL),
        AskedField("bring", "lesson.field.bring", Basis.OPTIONAL),
        AskedField("material", "lesson.field.material", Basis.OPTIONAL),
        AskedField("unit", "work.field.plan", Basis.OPTIONAL),
        AskedField("points", "lesson.field.points", Basis.OPTIONAL),
    ),
    _lessons,
)
FEEDBACK = AskedForm(
    "feedback",
    "handin.feedback",
    (
        AskedField("feedback", "handin.field.feedback", Basis.LOCAL),
        AskedField("comments", "handin.comments", Basis.OPTIONAL),
    ),
    _feedback,
)
OWN_TERMS = AskedForm(
    "own_terms",
    "plans.asked.own_terms",
    (
        AskedField("due", "handin.own.day", Basis.OPTIONAL),
        AskedField("note", "handin.own.note", Basis.OPTIONAL),
    ),
    _own_terms,
)
LOG = AskedForm(
    "log_entry",
    "log.entry",
    (
        AskedField("title", "log.field.title", Basis.LOCAL),
        AskedField("text", "log.field.text", Basis.LOCAL),
        AskedField("learnt", "log.field.learnt", Basis.OPTIONAL),
        AskedField("next_step", "log.field.next_step", Basis.OPTIONAL),
        AskedField("pictures", "pictures.title", Basis.OPTIONAL),
    ),
    _log,
)
JOURNAL = AskedForm(
    "journal_entry",
    "journal.entry",
    (
        AskedField("title", "journal.field.title", Basis.LOCAL),
        AskedField("text", "journal.field.text", Basis.LOCAL),
        AskedField("whose", "journal.field.whose", Basis.LOCAL),
        AskedField("pictures", "pictures.title", Basis.OPTIONAL),
        AskedField("goals", "journal.goals.title", Basis.OPTIONAL),
        AskedField("children", "journal.children.title", Basis.OPTIONAL),
    ),
    _journal,
)
