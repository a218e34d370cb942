"""The schools of a head, for the pages that show one of them at a time."""

# pyright: reportArgumentType=false, reportCallIssue=false

from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from skolplattform.core.actor import Actor
from skolplattform.core.errors import NotFound
from skolplattform.registry.codes import OrganisationType
from skolplattform.registry.tables import Organisation

Schools = tuple[tuple[str, str], ...]
"""Id and name of each, by name."""
MOST = 200


def schools_led(session: Session, actor: Actor) -> Schools:
    """The school units that the actor leads."""
    rows = session.execute(
        select(col(Organisation.id), col(Organisation.display_name))
        .where(
            col(Organisation.id).in_(actor.units),
            col(Organisation.organisation_type) == OrganisationType.SCHOOL_UNIT.value,
        )
        .order_by(col(Organisation.display_name), col(Organisation.id))
        .limit(MOST)
    )
    return tuple((str(id_), name) for id_, name in rows)


def school_shown(schools: Schools, asked: UUID | None) -> UUID:
    """The school that was asked for, or the first.

    Raises:
        NotFound: another's, or there is none.
    """
    chosen = str(asked) if asked else next((id_ for id_, _ in schools), "")
    if chosen not in dict(schools):
        raise NotFound
    return UUID(chosen)
