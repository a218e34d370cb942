"""Minutes are approved and frozen, or opened for a correction; the class and its homes are told."""

from uuid import UUID

from sqlmodel import Session

from skolplattform.core import clock, idempotency, outbox
from skolplattform.core.actor import Actor, Workspace
from skolplattform.core.errors import Conflict, Invalid
from skolplattform.core.modules import NoticeKind
from skolplattform.core.permissions import require
from skolplattform.planning.group_notices import tell_students, untell_students
from skolplattform.planning.influence.permissions import LEAD_COUNCIL, members_of
from skolplattform.planning.influence.queries.councils import written
from skolplattform.planning.influence.service.held import held, saved, unapproved
from skolplattform.planning.influence.tables import Council, CouncilEdition
from skolplattform.registry.around import custodians_of_each

MOST_STUDENTS = 400
MINUTES = NoticeKind(
    name="planning.minutes",
    label="council.notice.label",
    title="council.notice",
    route="/klassrad/{about}",
    workspaces=(Workspace.STUDENT,),
    channels=(),
    repeats=True,
)
MINUTES_AT_HOME = NoticeKind(
    name="planning.minutes_at_home",
    label="council.notice.home.label",
    title="council.notice.home",
    route="/barn/{student}/klassrad",
    workspaces=(Workspace.GUARDIAN,),
    channels=(),
    per_child=True,
)


def approve(session: Session, actor: Actor, council_id: UUID, *, version: int, key: str) -> None:
    """Freeze the minutes as they stand: class, home and head read this edition.

    Raises:
        NotFound: not a council that they lead.
        Conflict: something was written meanwhile: one approves what one has read.
        Invalid: they are approved, or there is nothing in them.
    """
    require(actor, LEAD_COUNCIL)

    def freeze() -> dict[str, str]:
        row = unapproved(session, actor, council_id)
        if row.version != version:
            raise Conflict(row.version, "council.error.changed")
        body = written(session, row)
        if not body["points"] and not body["decisions"]:
            raise Invalid("state", "council.error.empty")
        row.edition, row.is_open = row.edition + 1, False
        kept = CouncilEdition(council_id=row.id, number=row.edition, body=body, approved_by=actor.person_id)
        kept.approved_at = clock.now()
        session.add(kept)
        saved(session, actor, LEAD_COUNCIL, row, did="approve", edition=row.edition)
        tell_students(session, MINUTES, row.group_id, row.id, clock.today())
        _tell_homes(session, row)
        return {}

    idempotency.once(session, actor, key, f"planning.approve_minutes:{council_id}", freeze)


def correct(session: Session, actor: Actor, council_id: UUID, *, key: str) -> None:
    """Open approved minutes for a correction. Home and head read the edition that stands until the next is approved.

    Raises:
        NotFound: not a council that they lead.
    """
    require(actor, LEAD_COUNCIL)

    def reopen() -> dict[str, str]:
        row = held(session, actor, council_id)
        row.is_open = True
        saved(session, actor, LEAD_COUNCIL, row, did="correct")
        untell_students(session, MINUTES, row.group_id, row.id)
        return {}

    idempotency.once(session, actor, key, f"planning.correct_minutes:{council_id}", reopen)


def _tell_homes(session: Session, row: Council) -> None:
    """Each custodian of each student hears once of an edition; a correction is one of its own."""
    students = session.scalars(members_of(row.group_id, clock.today()).distinct().limit(MOST_STUDENTS)).all()
    homes = custodians_of_each(session, students, clock.today())
    outbox.queue(
        session,
        (
            outbox.Notice(
                MINUTES_AT_HOME.name,
                adult,
                f"{MINUTES_AT_HOME.name}:{row.id}:{row.edition}:{adult}",
                {"student": str(child)},
            )
            for child, adults in sorted(homes.items())
            for adult in sorted(adults)
        ),
    )
