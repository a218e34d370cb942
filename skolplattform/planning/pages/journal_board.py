"""/dagboksoversikt: how many entries each department of a head's förskolor has published by month."""

import reflex as rx
from reflex.vars import Var

from skolplattform.core.actor import Workspace
from skolplattform.core.db import in_read
from skolplattform.core.gate import guarded
from skolplattform.i18n.client import number, t
from skolplattform.planning.journal import queries
from skolplattform.planning.journal.permissions import FOLLOW_JOURNAL
from skolplattform.planning.journal.views import Board, BoardRow
from skolplattform.ui.components.layout import crumbs, empty, head, loaded
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems


class JournalBoardState(rx.State):
    """The head's departments."""

    shown: Board = Board()
    ready: bool = False

    @rx.event
    @guarded(FOLLOW_JOURNAL)
    async def load(self) -> None:
        """Opened."""
        async with problems(self):
            self.shown = await in_read(queries.board)
        self.ready = True


def _row(row: Var[BoardRow]) -> rx.Component:
    months = JournalBoardState.shown.months
    cell = lambda count, at: rx.el.td(  # noqa: E731
        number(count), class_name="num", custom_attrs={"data-th": t(months[at])}
    )
    return rx.el.tr(
        rx.el.th(row.department, scope="row"),
        rx.el.td(row.unit, custom_attrs={"data-th": t("journal.board.unit")}),
        rx.foreach(row.months, cell),
        rx.el.td(number(row.total), class_name="num", custom_attrs={"data-th": t("journal.board.total")}),
    )


def _table() -> rx.Component:
    shown, caption = JournalBoardState.shown, t("journal.board.caption")
    heads = rx.foreach(shown.months, lambda month: rx.el.th(t(month), scope="col", class_name="num"))
    first = (rx.el.th(t("journal.board.department"), scope="col"), rx.el.th(t("journal.board.unit"), scope="col"))
    total = rx.el.th(t("journal.board.total"), scope="col", class_name="num")
    return rx.el.div(
        rx.el.table(
            rx.el.caption(caption, class_name="sr"),
            rx.el.thead(rx.el.tr(*first, heads, total)),
            rx.el.tbody(rx.foreach(shown.rows, lambda row: _row(row.to(BoardRow)))),
            class_name="cards",
        ),
        class_name="scroll card",
        role="region",
        tab_index=0,
        aria_label=t("ui.table", caption=caption),
    )


@page(
    "/dagboksoversikt",
    title="journal.board.title",
    right=FOLLOW_JOURNAL,
    workspace=Workspace.PRINCIPAL,
    nav="/planering-i-skolan",
    on_load=JournalBoardState.load,
)
def view() -> rx.Component:
    """Departments and months."""
    state, title = JournalBoardState, t("journal.board.title")
    nothing = empty(t("journal.board.empty.title"), t("journal.board.empty.why"), level=2)
    return rx.fragment(
        crumbs((t("planning.follow.title"), "/planering-i-skolan"), here=title),
        head(title, line=t("journal.board.line")),
        loaded(state.ready, rx.cond(state.shown.rows.length() > 0, _table(), nothing)),
    )
