"""What a grid judges against: the subject's criteria in an activity, or the aspects of a matrix of one's own."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import Session, col, select

from skolplattform.assessment.own_matrix.rules import code_of
from skolplattform.assessment.own_matrix.tables import OwnAspect, OwnMatrix
from skolplattform.assessment.queries.activity import criteria_of_students, taught_activity
from skolplattform.assessment.tables import Judgement
from skolplattform.core.actor import Actor
from skolplattform.i18n import NO_TEXT
from skolplattform.planning.contract import CriterionShown, LevelOfScale, SubjectCriteria
from skolplattform.registry.views import ShownPerson
from skolplattform.schedule.tables import Activity

MATRICES_LIMIT = 30


@dataclass(frozen=True, slots=True)
class Board:
    """An activity and, when it is not the subject's criteria that are judged, the matrix of its teachers' own.

    `own` are all the activity's own matrices, or the one that was opened.
    """

    activity: Activity
    matrix: OwnMatrix | None
    own: tuple[OwnMatrix, ...]

    @property
    def matrix_id(self) -> UUID | None:
        """None for the subject's criteria."""
        return self.matrix.id if self.matrix else None

    @property
    def judged_here(self) -> ColumnElement[bool]:
        """The condition on `Judgement` that it was made in this grid."""
        of_matrix = col(Judgement.matrix_id)
        here = of_matrix == self.matrix.id if self.matrix else of_matrix.is_(None)
        return and_(col(Judgement.activity_id) == self.activity.id, here)


def open_board(session: Session, actor: Actor, board_id: UUID, *, lock: bool = False) -> Board:
    """The grid of this id, an activity's or an own matrix's, opened for its teacher.

    `lock` makes other writers of the activity's grids wait for this transaction.

    Raises:
        NotFound: missing, put away, or the actor does not teach it.
    """
    held = own_matrices(session, board_id)
    matrix = next((one for one in held if one.id == board_id), None)
    activity = taught_activity(session, actor, matrix.activity_id if matrix else board_id, lock=lock)
    return Board(activity, matrix, held)


def own_matrices(session: Session, board_id: UUID) -> tuple[OwnMatrix, ...]:
    """The matrix of this id, or those of the activity of this id, that are not put away."""
    named = or_(col(OwnMatrix.id) == board_id, col(OwnMatrix.activity_id) == board_id)
    question = select(OwnMatrix).where(named, col(OwnMatrix.archived).is_(False))
    return tuple(session.exec(question.order_by(col(OwnMatrix.title), col(OwnMatrix.id)).limit(MATRICES_LIMIT)).all())


def assessed_on(session: Session, board: Board, students: Sequence[ShownPerson]) -> dict[str, SubjectCriteria]:
    """What each student is judged against in this grid: by their own curriculum (R-Y01), or the matrix's own words."""
    if board.matrix is None:
        return criteria_of_students(session, board.activity, students)
    return dict.fromkeys((person.id for person in students), own_words(session, board.matrix))


def own_words(session: Session, matrix: OwnMatrix) -> SubjectCriteria:
    """A matrix of one's own in the form of a subject's criteria. No level passes: it says nothing of a grade."""
    question = select(OwnAspect).where(OwnAspect.matrix_id == matrix.id)
    aspects = session.exec(question.order_by(col(OwnAspect.position), col(OwnAspect.id)).limit(100)).all()
    return words_of(matrix, aspects)


def words_of(matrix: OwnMatrix, aspects: Sequence[OwnAspect]) -> SubjectCriteria:
    """The matrix and its aspects, in order, as a grid shows them."""
    levels = tuple(
        LevelOfScale(code=code_of(place), key=code_of(place), name=name, passes=False)
        for place, name in enumerate(matrix.levels)
    )
    criteria = tuple(
        CriterionShown(
            id=aspect.id,
            name=aspect.name,
            wordings=tuple((level.code, words) for level, words in zip(levels, aspect.wordings, strict=False)),
        )
        for aspect in aspects
    )
    return SubjectCriteria(matrix.activity_id, matrix.title, NO_TEXT, levels, criteria)
