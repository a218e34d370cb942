"""/inlamningar: the tasks with hand-in of a teacher's groups, those where most waits first."""

import reflex as rx
from reflex.vars import Var

from skolplattform.core.actor import Workspace
from skolplattform.core.db import in_read
from skolplattform.core.gate import guarded
from skolplattform.i18n.client import t
from skolplattform.planning.hand_in.permissions import ANSWER
from skolplattform.planning.hand_in.queries import piles
from skolplattform.planning.hand_in.views import PileWork
from skolplattform.planning.pages.handin_parts import due_words
from skolplattform.ui import live
from skolplattform.ui.components.layout import chip, crumbs, empty, go, head, loaded
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems


class PilesState(rx.State):
    """The teacher's tasks with hand-in."""

    ready: bool = False
    works: tuple[PileWork, ...] = ()

    @rx.event
    @guarded(ANSWER)
    async def load(self) -> None:
        """The tasks of the last months and ahead."""
        async with problems(self):
            self.works = await in_read(piles)
            live.watch(self, PilesState.refresh, *(f"hand_in:{work.id}" for work in self.works))
        self.ready = True

    @rx.event
    @guarded(ANSWER, keeps_awake=False)
    async def refresh(self) -> None:
        """A student has handed in, a colleague has answered."""
        async with problems(self):
            self.works = await in_read(piles)


def _row(work: Var[PileWork]) -> rx.Component:
    about = rx.el.span(
        go(work.title, to="/inlamningar/" + work.id.to(str), class_name="cover", lang="sv"),
        rx.el.br(),
        rx.el.span(
            rx.el.span(work.subject, ", ", work.groups, ". ", lang="sv"), due_words(work.due), class_name="small soft"
        ),
        class_name="grow",
    )
    handed = rx.el.span(t("handin.pile.handed_in", n=work.handed_in, of=work.students), class_name="small soft num")
    return rx.el.li(about, handed, rx.cond(work.waiting > 0, chip(t("handin.waiting", n=work.waiting), needs_you=True)))


@page(
    "/inlamningar",
    title="handin.title",
    right=ANSWER,
    workspace=Workspace.TEACHER,
    nav="/planering",
    on_load=PilesState.load,
)
def view() -> rx.Component:
    """The tasks."""
    listed = rx.el.ul(rx.foreach(PilesState.works, _row), class_name="list card")
    nothing = empty(t("handin.pile.none"), t("handin.pile.none.why"), level=2)
    return rx.fragment(
        crumbs((t("planning.list.title"), "/planering"), here=t("handin.title")),
        head(t("handin.title"), line=t("handin.pile.line")),
        loaded(PilesState.ready, rx.cond(PilesState.works.length() > 0, listed, nothing)),
    )
