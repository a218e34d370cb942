"""The teacher's side: a group's matrix, and the history of a cell."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from skolplattform.assessment.queries.activity import catalogue_of, students_of
from skolplattform.assessment.queries.board import Board, assessed_on, open_board, own_matrices, own_words
from skolplattform.assessment.rules import Standing
from skolplattform.assessment.tables import Judgement, JudgementVersion, PublishedVersion
from skolplattform.assessment.views import (
    DRAFT,
    EMPTY,
    PUBLISHED,
    BoardChoice,
    Cell,
    Column,
    CurriculumChoice,
    HistoryEntry,
    Level,
    Matrix,
    MatrixRow,
    Wording,
)
from skolplattform.core import clock, readings
from skolplattform.core.actor import Actor
from skolplattform.core.errors import NotFound
from skolplattform.i18n import NO_TEXT, Text
from skolplattform.planning.contract import CriterionShown, SubjectCriteria, other_form
from skolplattform.registry.queries import names
from skolplattform.schedule.tables import Activity, Syllabus

HISTORY_LIMIT = 30


def matrix(session: Session, actor: Actor, board_id: UUID, curriculum: str = "") -> Matrix:
    """A grid as its teachers work in it, the subject's or an own matrix's: students against criteria, drafts included.

    Where students follow different curricula it is the matrix of those who follow `curriculum`, of the most when it
    is none of theirs (R-Y01).

    Raises:
        NotFound: missing, or the actor does not teach it.
    """
    board = open_board(session, actor, board_id)
    activity = board.activity
    syllabus = session.get(Syllabus, activity.syllabus_id) if activity.syllabus_id else None
    everybody = students_of(session, actor, activity)
    assessed = assessed_on(session, board, everybody)
    choices = Counter(subject.curriculum for subject in assessed.values()).most_common()
    subject = _chosen(assessed, choices, curriculum) or _without_students(session, board)
    students = [person for person in everybody if assessed.get(person.id, subject) == subject]
    note_matrix(session, actor, activity, [UUID(person.id) for person in students])
    judged = {
        (item.student_id, item.criterion_id): item
        for item in session.exec(select(Judgement).where(board.judged_here)).all()
    }
    criteria = subject.criteria if subject else ()
    forms = _other_forms(syllabus, assessed) if syllabus else {}
    return Matrix(
        id=str(board_id),
        activity_id=str(activity.id),
        name=board.matrix.title if board.matrix else activity.display_name,
        activity=activity.display_name,
        is_own=board.matrix is not None,
        boards=_boards(session, board),
        subject=syllabus.subject_name if syllabus else "",
        curriculum=subject.curriculum if subject else "",
        years=subject.years if subject else NO_TEXT,
        curricula=_choices(choices, forms) if len(choices) > 1 else (),
        other_form=forms.get(subject.curriculum, NO_TEXT) if subject else NO_TEXT,
        drafts=sum(1 for item in judged.values() if item.is_draft),
        levels=tuple(
            Level(step.code, step.key, step.name, step.passes) for step in (subject.levels if subject else ())
        ),
        columns=tuple(column_of(criterion) for criterion in criteria),
        rows=tuple(
            MatrixRow(
                person.id, person.name, tuple(cell_of(judged.get((UUID(person.id), item.id))) for item in criteria)
            )
            for person in students
        ),
    )


def note_matrix(session: Session, actor: Actor, activity: Activity, students: Collection[UUID]) -> None:
    """Say that the actor reads what is written of these students (security rule 6)."""
    verb, unit = "assessment.read_matrix", activity.unit_id
    readings.opened(session, actor, verb, "activity", activity.id, persons=students, unit=unit)


def _other_forms(syllabus: Syllabus, assessed: Mapping[str, SubjectCriteria]) -> dict[str, Text]:
    """What is said of each curriculum that the students follow."""
    return {one.curriculum: other_form(one.school_type, syllabus.school_type) for one in assessed.values()}


def _choices(choices: Sequence[tuple[str, int]], forms: Mapping[str, Text]) -> tuple[CurriculumChoice, ...]:
    return tuple(CurriculumChoice(code, students, forms.get(code, NO_TEXT)) for code, students in choices)


def _chosen(
    assessed: Mapping[str, SubjectCriteria], choices: Sequence[tuple[str, int]], wanted: str
) -> SubjectCriteria | None:
    """The criteria of those who follow the wanted curriculum, of the most when it is none of theirs."""
    chosen = wanted if wanted in dict(choices) else next((code for code, _ in choices), "")
    return next((subject for subject in assessed.values() if subject.curriculum == chosen), None)


def _boards(session: Session, board: Board) -> tuple[BoardChoice, ...]:
    """The subject's grid and those of the teachers' own, with what waits in each; none where there is only one."""
    if not board.own:
        return ()
    own = board.own if board.matrix is None else own_matrices(session, board.activity.id)
    waiting = dict(
        session.exec(
            select(Judgement.matrix_id, func.count())
            .where(
                Judgement.activity_id == board.activity.id,
                col(Judgement.version) != col(Judgement.published_version),
            )
            .group_by(col(Judgement.matrix_id))
        ).all()
    )
    subject = BoardChoice(str(board.activity.id), "", waiting.get(None, 0))
    return (subject, *(BoardChoice(str(one.id), one.title, waiting.get(one.id, 0)) for one in own))


def _without_students(session: Session, board: Board) -> SubjectCriteria | None:
    """What a grid without any student would judge against."""
    if board.matrix is not None:
        return own_words(session, board.matrix)
    syllabus = board.activity.syllabus_id
    return catalogue_of(session, [syllabus], day=board.activity.start_date).get(syllabus) if syllabus else None


def column_of(criterion: CriterionShown) -> Column:
    """A criterion as shown."""
    return Column(str(criterion.id), criterion.name, tuple(Wording(*wording) for wording in criterion.wordings))


def cell_of(judgement: Judgement | None) -> Cell:
    """A judgement as its teacher sees it."""
    if judgement is None:
        return Cell()
    held = Standing(judgement.level, judgement.no_evidence)
    published = Standing(judgement.published_level, judgement.published_no_evidence)
    state = DRAFT if judgement.is_draft else PUBLISHED
    if held.is_empty and not judgement.comment and not judgement.is_draft:
        state = EMPTY
    return Cell(
        code=held.code,
        state=state,
        version=judgement.version,
        comment=judgement.comment,
        published=published.code,
        at=clock.local(judgement.changed_at).strftime("%Y-%m-%dT%H:%M"),
    )


def history(
    session: Session, actor: Actor, board_id: UUID, *, student_id: UUID, criterion_id: UUID
) -> tuple[HistoryEntry, ...]:
    """What a cell has said, newest first, by whom.

    Raises:
        NotFound: the actor does not teach the activity, or the student is not in it.
    """
    board = open_board(session, actor, board_id)
    if all(person.id != str(student_id) for person in students_of(session, actor, board.activity)):
        raise NotFound
    note_matrix(session, actor, board.activity, [student_id])
    rows = session.exec(
        select(JudgementVersion, PublishedVersion.publication_id)
        .join(Judgement, col(Judgement.id) == col(JudgementVersion.judgement_id))
        .join(
            PublishedVersion,
            (col(PublishedVersion.judgement_id) == col(JudgementVersion.judgement_id))
            & (col(PublishedVersion.version) == col(JudgementVersion.version)),
            isouter=True,
        )
        .where(
            board.judged_here,
            Judgement.student_id == student_id,
            Judgement.criterion_id == criterion_id,
        )
        .order_by(col(JudgementVersion.version).desc())
        .limit(HISTORY_LIMIT)
    ).all()
    authors = names(session, actor, {item.author_id for item, _ in rows})
    found: dict[int, HistoryEntry] = {}
    for item, publication in rows:
        code = Standing(item.level, item.no_evidence).code
        author = authors[item.author_id].name if item.author_id in authors else ""
        shown = publication is not None
        found.setdefault(item.version, HistoryEntry(item.version, code, item.comment, author, item.at, shown))
    return tuple(found.values())
