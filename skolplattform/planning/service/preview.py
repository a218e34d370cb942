"""See a plan with a reader's eyes before it is published: read only, and written in the log that one did."""

from typing import Literal
from uuid import UUID

from sqlmodel import Session

from skolplattform.core import audit
from skolplattform.core.actor import Actor
from skolplattform.planning.permissions import writable_plan
from skolplattform.planning.queries.editor import plan_draft
from skolplattform.planning.queries.published import preview
from skolplattform.planning.views import Published

Reader = Literal["student", "guardian"]


def preview_plan(session: Session, actor: Actor, plan_id: UUID, *, reader: Reader) -> Published:
    """The draft as a student of its groups, or a guardian, would read it if it were published now.

    Raises:
        NotFound: not a plan the actor writes in.
    """
    plan = writable_plan(session, actor, plan_id)
    shown = preview(plan_draft(session, actor, plan_id))
    audit.record(session, actor, "planning.preview", "unit_plan", plan_id, unit=plan.unit_id, detail={"as": reader})
    return shown
