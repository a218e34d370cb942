"""Planeringar: a student's published units, and one of them."""

import reflex as rx

from skolplattform.core.actor import Workspace
from skolplattform.core.db import in_read
from skolplattform.core.gate import guarded
from skolplattform.i18n.client import t
from skolplattform.planning import queries
from skolplattform.planning.components import reader_sections
from skolplattform.planning.permissions import READ_OWN
from skolplattform.planning.views import ReaderList
from skolplattform.ui import live
from skolplattform.ui.components.layout import button_link, head, loaded
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems


def _own(session, actor) -> tuple[str, ReaderList]:
    return f"student:{actor.person_id}", queries.reader_list(session, actor, actor.person_id)


class PlansState(rx.State):
    """The student's own units."""

    units: ReaderList = ReaderList()
    ready: bool = False

    @rx.event
    @guarded(READ_OWN)
    async def load(self) -> None:
        """This school year."""
        async with problems(self):
            topic, self.units = await in_read(_own)
            self.ready = True
            live.watch(self, PlansState.refresh, topic)

    @rx.event
    @guarded(READ_OWN, keeps_awake=False)
    async def refresh(self) -> None:
        """A teacher has published something, or taken it back."""
        _, self.units = await in_read(_own)


@page(
    "/planeringar",
    title="planning.reader.title",
    right=READ_OWN,
    workspace=Workspace.STUDENT,
    on_load=PlansState.load,
)
def view() -> rx.Component:
    """What a student works with."""
    address = lambda line: "/planeringar/" + line.id  # noqa: E731
    return rx.fragment(
        head(
            t("planning.reader.title"),
            line=t("planning.reader.line"),
            actions=[
                button_link(t("influence.title"), to="/inflytande"),
                button_link(t("discussion.title"), to="/diskussioner"),
                button_link(t("log.title"), to="/loggen"),
            ],
        ),
        loaded(PlansState.ready, reader_sections(PlansState.units, address)),
    )
