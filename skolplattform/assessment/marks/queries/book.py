"""The teacher's side: a group's markbook, and the history of a result."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from uuid import UUID

from sqlmodel import Session, col, select

from skolplattform.assessment.grid import Place
from skolplattform.assessment.marks.queries.held import open_test, tests_of, words_of
from skolplattform.assessment.marks.rules import HALF, Form, spread
from skolplattform.assessment.marks.tables import Mark, MarkedTest, MarkVersion
from skolplattform.assessment.marks.views import Markbook, MarkColumn, MarkEntry, MarkLine
from skolplattform.assessment.marks.words import line_of, scale_of, sign_of, spread_text
from skolplattform.assessment.queries.activity import students_of, taught_activity
from skolplattform.assessment.views import DRAFT, EMPTY, PUBLISHED, Cell, MatrixRow, Wording
from skolplattform.core import clock, readings
from skolplattform.core.actor import Actor
from skolplattform.core.errors import NotFound
from skolplattform.i18n.format import day_text
from skolplattform.registry.queries import names
from skolplattform.schedule.tables import Activity, Syllabus

HISTORY_LIMIT, MARKS_LIMIT = 30, 12_000


def markbook(session: Session, actor: Actor, activity_id: UUID) -> Markbook:
    """The results of a group as its teachers work with them: students against tests, drafts included.

    Raises:
        NotFound: missing, or the actor does not teach it.
    """
    activity = taught_activity(session, actor, activity_id)
    students = students_of(session, actor, activity)
    note_marks(session, actor, activity, [UUID(person.id) for person in students])
    tests = tests_of(session, activity_id)
    marks = _marks(session, tests)
    syllabus = session.get(Syllabus, activity.syllabus_id) if activity.syllabus_id else None
    by_test: defaultdict[UUID, list[Mark]] = defaultdict(list)
    for mark in marks.values():
        by_test[mark.test_id].append(mark)
    return Markbook(
        id=str(activity_id),
        activity=activity.display_name,
        subject=syllabus.subject_name if syllabus else "",
        drafts=sum(mark.is_draft for mark in marks.values()),
        columns=tuple(_column(test) for test in tests),
        rows=tuple(
            MatrixRow(person.id, person.name, tuple(cell_of(marks.get((UUID(person.id), test.id))) for test in tests))
            for person in students
        ),
        tests=tuple(_line(test, by_test[test.id]) for test in tests),
    )


def note_marks(session: Session, actor: Actor, activity: Activity, students: Collection[UUID]) -> None:
    """Say that the actor reads what these students' results are (security rule 6)."""
    verb, unit = "assessment.read_marks", activity.unit_id
    readings.opened(session, actor, verb, "activity", activity.id, persons=students, unit=unit)


def _marks(session: Session, tests: Sequence[MarkedTest]) -> Mapping[Place, Mark]:
    rows = session.exec(
        select(Mark).where(col(Mark.test_id).in_([test.id for test in tests])).order_by(col(Mark.id)).limit(MARKS_LIMIT)
    ).all()
    return {(mark.student_id, mark.test_id): mark for mark in rows}


def _column(held: MarkedTest) -> MarkColumn:
    test = words_of(held)
    scale = scale_of(test)
    wordings = tuple(Wording(step.code, step.name.sv) for step in scale[: len(test.levels)])
    return MarkColumn(str(held.id), held.title, line_of(test), held.most, float(HALF), scale, wordings)


def _line(held: MarkedTest, marks: Iterable[Mark]) -> MarkLine:
    test, kept = words_of(held), list(marks)
    found = spread(test, ((mark.code, mark.comment) for mark in kept))
    return MarkLine(
        id=str(held.id),
        title=held.title,
        when=day_text(held.day, style="short"),
        done=found.done,
        away=found.away,
        unwritten=found.unwritten,
        excused=found.excused,
        spread=spread_text(test, found),
        drafts=sum(mark.is_draft for mark in kept),
        is_published=held.published_at is not None,
    )


def cell_of(mark: Mark | None) -> Cell:
    """A result as its teacher sees it."""
    if mark is None:
        return Cell()
    state = DRAFT if mark.is_draft else PUBLISHED
    if not mark.code and not mark.comment and not mark.is_draft:
        state = EMPTY
    at = clock.local(mark.changed_at).strftime("%Y-%m-%dT%H:%M")
    return Cell(mark.code, state, mark.version, mark.comment, mark.published_code, at)


def history(session: Session, actor: Actor, test_id: UUID, *, student_id: UUID) -> tuple[MarkEntry, ...]:
    """What a student's result has said, newest first, by whom.

    Raises:
        NotFound: the actor does not teach the activity, or the student is not in it.
    """
    held, activity = open_test(session, actor, test_id)
    if all(person.id != str(student_id) for person in students_of(session, actor, activity)):
        raise NotFound
    note_marks(session, actor, activity, [student_id])
    versions = session.exec(
        select(MarkVersion)
        .join(Mark, col(Mark.id) == col(MarkVersion.mark_id))
        .where(Mark.test_id == test_id, Mark.student_id == student_id)
        .order_by(col(MarkVersion.version).desc())
        .limit(HISTORY_LIMIT)
    ).all()
    authors = names(session, actor, {version.author_id for version in versions})
    by_level = {step.code: step.name for step in scale_of(words_of(held))} if held.form == Form.LEVELS.value else {}
    return tuple(
        MarkEntry(
            sign=by_level.get(version.code, sign_of(version.code)),
            comment=version.comment,
            author=authors[version.author_id].name,
            at=version.at,
            shown=version.shown_at is not None,
        )
        for version in versions
    )
