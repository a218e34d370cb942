"""/aviseringar: what waits for the person, newest first; each line leads to what it is about."""

import reflex as rx

from skolplattform.core import outbox
from skolplattform.core.actor import Workspace, current_actor
from skolplattform.core.db import in_read, in_unit
from skolplattform.core.gate import Payload, Row, guarded
from skolplattform.i18n.client import t
from skolplattform.notices import queries, service
from skolplattform.notices.permissions import OWN
from skolplattform.notices.views import NoticeList, ShownNotice
from skolplattform.ui import live
from skolplattform.ui.components.forms import button
from skolplattform.ui.components.layout import button_link, empty, go, head, loaded
from skolplattform.ui.icon import icon
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems
from skolplattform.ui.shell_state import say

EVERYBODY = tuple(w for w in Workspace if w not in (Workspace.SYSTEM, Workspace.TABLET))
MOST_PAGES = 8


class OneNotice(Payload):
    """A notice of the list."""

    number: Row


class NoticesState(rx.State):
    """The person's own notices."""

    found: NoticeList = NoticeList()
    ready: bool = False
    _pages: int = 1

    @rx.event
    @guarded(OWN)
    async def load(self) -> None:
        """Opened."""
        self._pages = 1
        await self._show()
        live.watch(self, NoticesState.refresh, outbox.topic(current_actor().person_id))

    @rx.event
    @guarded(OWN, keeps_awake=False)
    async def refresh(self) -> None:
        """A notice has come, or is not true any more."""
        await self._show()

    @rx.event
    @guarded(OWN)
    async def older(self) -> None:
        """Show more."""
        self._pages = min(self._pages + 1, MOST_PAGES)
        await self._show()

    @rx.event
    @guarded(OWN, OneNotice)
    async def read(self, number: int) -> None:
        """One has been read, by its link or its button."""
        async with problems(self):
            await in_unit(service.mark_read, [number])
            await self._show()

    @rx.event
    @guarded(OWN)
    async def read_all(self) -> None:
        """All have been read."""
        async with problems(self):
            marked = await in_unit(service.mark_all_read)
            await self._show()
            await say(self, "notices.marked", n=marked)

    async def _show(self) -> None:
        async with problems(self):
            self.found = await in_read(queries.notice_list, self._pages)
        self.ready = True


def _row(notice: rx.Var[ShownNotice]) -> rx.Component:
    title = rx.fragment(rx.cond(notice.name != "", rx.fragment(notice.name, ": ")), t(notice.title))
    unread = rx.fragment(
        rx.el.span(class_name="dot", aria_hidden="true"), rx.el.span(t("notices.unread"), ". ", class_name="sr")
    )
    tick = rx.el.button(
        icon("check"),
        type="button",
        class_name="icon",
        aria_label=t("notices.read"),
        title=t("notices.read"),
        on_click=NoticesState.read(notice.id),
    )
    return rx.el.li(
        rx.cond(notice.is_urgent, icon("alert"), icon("info")),
        rx.el.span(
            go(
                title,
                to=notice.href,
                class_name=rx.cond(notice.is_read, "cover", "cover name"),
                on_click=NoticesState.read(notice.id),
            ),
            rx.el.br(),
            rx.el.span(rx.cond(notice.is_read, rx.fragment(), unread), t(notice.when), class_name="small soft with"),
            class_name="grow",
        ),
        rx.cond(notice.is_read, icon("right"), tick),
        key=notice.id.to_string(),
    )


def _list() -> rx.Component:
    found = NoticesState.found
    return rx.fragment(
        rx.el.ul(rx.foreach(found.rows, _row), class_name="list card"),
        rx.cond(
            found.more,
            rx.el.div(button(t("notices.more"), on_click=NoticesState.older), class_name="btns"),
        ),
    )


@page("/aviseringar", title="notices.title", right=OWN, workspace=EVERYBODY, on_load=NoticesState.load)
def view() -> rx.Component:
    """What waits."""
    found = NoticesState.found
    read_all = rx.cond(found.unread > 0, button(t("notices.read_all"), on_click=NoticesState.read_all))
    choose = button_link(icon("settings"), t("notices.choose"), to="/aviseringar/val", kind="quiet")
    return rx.fragment(
        head(t("notices.title"), line=t("notices.line"), actions=(read_all, choose)),
        loaded(
            NoticesState.ready,
            rx.cond(
                found.rows.length() > 0,
                rx.el.div(_list(), class_name="stack", style={"maxWidth": "46rem"}),
                empty(t("notices.empty.title"), t("notices.empty.why"), level=2),
            ),
        ),
    )
