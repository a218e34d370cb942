"""Who may see which figures: a principal their own units down to the lesson, the city sums only (R-X09)."""

from uuid import UUID

from skolplattform.core.actor import Actor, Role
from skolplattform.core.errors import NotFound
from skolplattform.core.permissions import require, right

VIEW_SCHOOL = right("insights.view_school", Role.PRINCIPAL)
EXPORT_SCHOOL = right("insights.export_school", Role.PRINCIPAL)
VIEW_CITY = right("insights.view_city", Role.CENTRAL)
VIEW_CHILD = right("insights.view_child", Role.GUARDIAN)

LARGE_EXPORT = 200
"""An export about more persons than this needs a written reason (security rule 12)."""


def require_unit(actor: Actor, unit_id: UUID) -> None:
    """May the actor see this unit's figures down to the student?

    Raises:
        NotFound: not a unit of theirs; the same as missing.
    """
    require(actor, VIEW_SCHOOL)
    if not actor.is_system and unit_id not in actor.units:
        raise NotFound
