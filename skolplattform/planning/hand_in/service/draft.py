"""A student writes, and adds files: nobody else sees any of it before it is handed in."""

from typing import Literal
from uuid import UUID

from sqlmodel import Session

from skolplattform.core import files, idempotency
from skolplattform.core.actor import Actor
from skolplattform.core.errors import Conflict, Invalid, NotFound
from skolplattform.core.permissions import require
from skolplattform.planning.hand_in import rules
from skolplattform.planning.hand_in.permissions import HAND_IN, own_work
from skolplattform.planning.hand_in.service.held import DRAFT, begun, files_of, held, put_files, saved
from skolplattform.planning.written import Saved, saved_now

Field = Literal["text", "link"]
LONGEST = {"text": rules.TEXT_LENGTH, "link": rules.LINK_LENGTH}


def write_draft(
    session: Session, actor: Actor, work_id: UUID, *, field: Field, was: str, text: str, version: int
) -> Saved:
    """Keep what the student wrote. `was` is what the field said when they began, in `version` of the draft.

    Raises:
        NotFound: not a task of theirs.
        Conflict: the same field was changed elsewhere, as on their phone; `current` is what stands there.
        Invalid: it is handed in, or too long.
    """
    require(actor, HAND_IN)
    work = own_work(session, actor, work_id)
    row = begun(session, work, actor.person_id)
    rules.require_writable(rules.State(row.state))
    if len(text) > LONGEST[field]:
        raise Invalid(field, f"handin.error.{field}", most=LONGEST[field])
    stands = getattr(row, field)
    if row.version != version and stands not in (was, text):
        raise Conflict(stands, "handin.error.conflict")
    if stands != text:
        setattr(row, field, text)
        saved(session, actor, HAND_IN, work, row, {"did": "write", "fields": [field]})
    return saved_now(row.version)


def add_file(session: Session, actor: Actor, work_id: UUID, *, file: files.Judged, key: str) -> UUID:
    """Put a file with the draft.

    Raises:
        NotFound: not a task of theirs, or one without files.
        Invalid: it is handed in, or has as many files as it may.
    """
    require(actor, HAND_IN)

    def add() -> dict[str, str]:
        work = own_work(session, actor, work_id)
        if not work.takes_files:
            raise NotFound
        row = begun(session, work, actor.person_id)
        rules.require_writable(rules.State(row.state))
        there = files_of(session, row, DRAFT)
        if len(there) >= rules.MOST_FILES:
            raise Invalid("file", "handin.error.files", most=rules.MOST_FILES)
        file_id = files.keep(session, actor, file)
        put_files(session, row, DRAFT, [*there, file_id])
        saved(session, actor, HAND_IN, work, row, {"did": "add_file", "file": str(file_id)})
        return {"file_id": str(file_id)}

    return UUID(idempotency.once(session, actor, key, f"planning.add_file:{work_id}", add)["file_id"])


def remove_file(session: Session, actor: Actor, work_id: UUID, *, file_id: UUID) -> None:
    """Take a file out of the draft; versions that were handed in keep it.

    Raises:
        NotFound: not in the draft of a task of theirs.
        Invalid: it is handed in.
    """
    require(actor, HAND_IN)
    work = own_work(session, actor, work_id)
    row = held(session, work_id, actor.person_id)
    rules.require_writable(rules.State(row.state))
    there = files_of(session, row, DRAFT)
    if file_id not in there:
        raise NotFound
    put_files(session, row, DRAFT, [one for one in there if one != file_id])
    saved(session, actor, HAND_IN, work, row, {"did": "remove_file", "file": str(file_id)})
