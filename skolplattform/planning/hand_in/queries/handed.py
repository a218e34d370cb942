"""What was handed in and what was answered: the versions of one hand-in, as its student or its teacher reads them."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from skolplattform.core import clock
from skolplattform.core.actor import Actor
from skolplattform.core.tables import StoredFile
from skolplattform.i18n.format import number
from skolplattform.planning.hand_in import rules
from skolplattform.planning.hand_in.tables import HandIn, HandInComment, HandInFeedback, HandInFile, HandInVersion
from skolplattform.planning.hand_in.views import Answer, CommentLine, FileLine, Handed, Part
from skolplattform.registry.queries import names

MOST_VERSIONS, MOST_ROWS = 50, 2_000
KILOBYTE = 1024


def shown_at(moment: datetime) -> str:
    """A moment on the school's clock, as the pages take it."""
    return f"{clock.local(moment):%Y-%m-%dT%H:%M}"


def size_in_words(size: int) -> str:
    """1,4 MB, 312 kB."""
    megabytes = size / KILOBYTE / KILOBYTE
    return f"{number(megabytes, decimals=1)} MB" if megabytes >= 1 else f"{max(1, round(size / KILOBYTE))} kB"


def handed_of(session: Session, actor: Actor, row: HandIn, *, unsent: Collection[int] = ()) -> tuple[Handed, ...]:
    """The versions that were not taken back, newest first, with the answers that were sent.

    `unsent` are versions whose comments are shown although nothing is sent: to the teachers who write them.
    """
    versions = session.scalars(
        select(HandInVersion)
        .where(col(HandInVersion.hand_in_id) == row.id, col(HandInVersion.withdrawn_at).is_(None))
        .order_by(col(HandInVersion.number).desc())
        .limit(MOST_VERSIONS)
    ).all()
    answers = answers_of(session, actor, [row.id])
    comments, files = comments_of(session, [row.id]), files_of(session, row.id)
    handed = []
    for one in versions:
        place = (row.id, one.number)
        is_shown = place in answers or one.number in unsent
        about = comments[place] if is_shown else []
        handed.append(_handed(one, about, files[one.number], answers.get(place, Answer())))
    return tuple(handed)


def _handed(one: HandInVersion, about: list[HandInComment], files: list[FileLine], answer: Answer) -> Handed:
    passages = [rules.Passage(comment.first, comment.after) for comment in about]
    parts = (Part(cut.text, ", ".join(map(str, cut.comments))) for cut in rules.stretches(one.text, passages))
    return Handed(
        number=one.number,
        at=shown_at(one.handed_in_at),
        is_late=one.is_late,
        parts=tuple(parts),
        link=one.link,
        files=tuple(files),
        comments=comment_lines(about, one.text),
        answer=answer,
    )


def comment_lines(about: list[HandInComment], text: str) -> tuple[CommentLine, ...]:
    """The comments by their numbers, with the words that each is about."""
    return tuple(
        CommentLine(str(comment.id), place, text[comment.first : comment.after], comment.text)
        for place, comment in enumerate(about, 1)
    )


def answers_of(session: Session, actor: Actor, hand_ins: Collection[UUID]) -> dict[tuple[UUID, int], Answer]:
    """The answers that were sent, by hand-in and version."""
    rows = session.scalars(
        select(HandInFeedback)
        .where(col(HandInFeedback.hand_in_id).in_(hand_ins), col(HandInFeedback.sent_at).is_not(None))
        .order_by(col(HandInFeedback.sent_at).desc())
        .limit(MOST_ROWS)
    ).all()
    who = names(session, actor, {row.edited_by for row in rows})
    return {
        (row.hand_in_id, row.number): Answer(
            row.outcome, row.text, who[row.edited_by].name if row.edited_by in who else "", shown_at(row.edited_at)
        )
        for row in rows
    }


def comments_of(session: Session, hand_ins: Collection[UUID]) -> defaultdict[tuple[UUID, int], list[HandInComment]]:
    """The comments by hand-in and version, in the order of the text, sent or not."""
    rows = session.scalars(
        select(HandInComment)
        .where(col(HandInComment.hand_in_id).in_(hand_ins))
        .order_by(col(HandInComment.first), col(HandInComment.after), col(HandInComment.id))
        .limit(MOST_ROWS)
    )
    found: defaultdict[tuple[UUID, int], list[HandInComment]] = defaultdict(list)
    for row in rows:
        found[row.hand_in_id, row.number].append(row)
    return found


def files_of(session: Session, hand_in_id: UUID) -> defaultdict[int, list[FileLine]]:
    """The files by version; 0 is the draft."""
    rows = session.execute(
        select(col(HandInFile.number), StoredFile)
        .join(StoredFile, col(StoredFile.id) == col(HandInFile.file_id))
        .where(col(HandInFile.hand_in_id) == hand_in_id)
        .order_by(col(HandInFile.number), col(StoredFile.id))
        .limit(MOST_ROWS)
    )
    found: defaultdict[int, list[FileLine]] = defaultdict(list)
    for of, file in rows:
        found[of].append(FileLine(str(file.id), file.name, size_in_words(file.size)))
    return found
