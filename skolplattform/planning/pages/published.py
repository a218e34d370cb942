"""One published plan, for students, guardians, colleagues and principals alike."""

from uuid import UUID

import reflex as rx
from sqlmodel import Session

from skolplattform.core.actor import Actor, Workspace
from skolplattform.core.db import in_read
from skolplattform.core.errors import NotFound
from skolplattform.core.gate import guarded
from skolplattform.i18n.client import day, t
from skolplattform.planning import queries
from skolplattform.planning.components import plan_body
from skolplattform.planning.discussion.queries import of_unit
from skolplattform.planning.discussion.views import DiscussionLine
from skolplattform.planning.pages.discussion_parts import discussion_lines
from skolplattform.planning.permissions import READ
from skolplattform.planning.views import Published
from skolplattform.ui import live
from skolplattform.ui.address import asked_id
from skolplattform.ui.components.layout import crumbs, empty, head, loaded, section
from skolplattform.ui.page import page
from skolplattform.ui.shell_state import ShellState

READERS = (Workspace.STUDENT, Workspace.GUARDIAN, Workspace.TEACHER, Workspace.PRINCIPAL)


def _plan_and_talks(session: Session, actor: Actor, plan_id: UUID) -> tuple[Published, tuple[DiscussionLine, ...]]:
    return queries.published_plan(session, actor, plan_id), of_unit(session, actor, plan_id)


class PublishedState(rx.State):
    """The plan of the address."""

    plan: Published = Published()
    talks: tuple[DiscussionLine, ...] = ()
    missing: bool = False
    ready: bool = False

    @rx.event
    @guarded(READ)
    async def load(self) -> None:
        """As it was published last."""
        self.ready = False
        await self._read()
        self.ready = True
        live.watch(self, PublishedState.refresh, f"plan:{self.plan.id}")

    @rx.event
    @guarded(READ, keeps_awake=False)
    async def refresh(self) -> None:
        """Its teachers have published newer words, or taken it back."""
        await self._read()

    async def _read(self) -> None:
        try:
            plan_id = asked_id(self, "plan_id")
            self.plan, self.talks = await in_read(_plan_and_talks, plan_id)
            self.missing = False
        except NotFound:
            self.plan, self.talks, self.missing = Published(), (), True


def _talks() -> rx.Component:
    """What is asked about the unit, for who takes part."""
    lines = section(t("discussion.title"), discussion_lines(PublishedState.talks), id="talks", kind="")
    return rx.cond(PublishedState.talks.length() > 0, lines)


@page(
    "/planeringar/[plan_id]",
    title="planning.plan.title",
    right=READ,
    workspace=READERS,
    nav="/planeringar",
    on_load=PublishedState.load,
)
def view() -> rx.Component:
    """What a group is to learn."""
    plan = PublishedState.plan
    line = rx.fragment(
        t("planning.plan.line", groups=plan.groups, subject=plan.subject, weeks=plan.weeks_shown),
        ". ",
        t("planning.plan.published", day=day(plan.published_on, "date")),
    )
    work = rx.el.div(
        rx.cond(
            ShellState.who.workspace == Workspace.STUDENT.value,
            crumbs((t("planning.reader.title"), "/planeringar"), here=plan.title),
        ),
        head(rx.el.span(plan.title, lang="sv"), line=line),
        _talks(),
        plan_body(plan, name="plan"),
        class_name="reading",
    )
    gone = rx.fragment(
        head(t("planning.plan.title")), empty(t("planning.plan.missing.title"), t("planning.plan.missing.why"))
    )
    return loaded(PublishedState.ready, rx.cond(PublishedState.missing, gone, work), lines=8)
