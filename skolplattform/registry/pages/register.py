"""Register: persons, guardians, groups, duties, enrolments and lessons, with search, order and pages."""

import reflex as rx
from reflex.vars import Var

from skolplattform.core.actor import Workspace
from skolplattform.core.db import in_read
from skolplattform.core.gate import Name, Number, Payload, Text, guarded
from skolplattform.i18n.client import t
from skolplattform.registry.lists import KINDS, RegisterPage, RegisterRow, page_of
from skolplattform.registry.permissions import VIEW_REGISTER
from skolplattform.ui.components.forms import search_field
from skolplattform.ui.components.layout import button_link, empty, go, head, loaded, stack, tabs
from skolplattform.ui.components.tables import Column, pager, table
from skolplattform.ui.icon import icon
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems
from skolplattform.ui.shell_state import ShellState

FIRST = "personer"
# Columns after the name: heading, is it a number, sort key.
COLUMNS: dict[str, tuple[tuple[str, bool, str], ...]] = {
    "personer": (("class", False, ""), ("birth", False, "birth"), ("status", False, "")),
    "vardnadshavare": (("children", True, ""), ("status", False, "")),
    "grupper": (
        ("kind", False, "kind"), ("members", True, ""), ("unit", False, ""), ("start", False, ""), ("end", False, ""),
    ),
    "tjanster": (
        ("role", False, "role"), ("signature", False, ""), ("unit", False, ""), ("start", False, "start"),
        ("end", False, ""),
    ),
    "inskrivningar": (
        ("form", False, ""), ("year", True, "year"), ("unit", False, ""), ("start", False, "start"), ("end", False, ""),
    ),
    "lektioner": (("day", False, "time"), ("time", False, ""), ("room", False, ""), ("cancelled", False, "")),
}  # fmt: skip


class Look(Payload):
    """What to look for."""

    search: Text(80)


class Order(Payload):
    """The column to sort by; the same again turns it round."""

    order: Name


class Turn(Payload):
    """A page of the list."""

    number: Number(1, 100_000)


class RegisterState(rx.State):
    """The list that is open, and how it is looked at."""

    shown: RegisterPage = RegisterPage()
    search: str = ""
    order: str = ""
    descending: bool = False

    @rx.event
    @guarded(VIEW_REGISTER)
    async def load(self) -> None:
        """A list is opened, from its beginning."""
        self.search, self.order, self.descending = "", "", False
        await self._read(1)

    @rx.event
    @guarded(VIEW_REGISTER, Look)
    async def look_for(self, search: str) -> None:
        """Names that hold these words."""
        self.search = search
        await self._read(1)

    @rx.event
    @guarded(VIEW_REGISTER, Order)
    async def sort(self, order: str) -> None:
        """By another column, or the other way round."""
        self.descending = order == self.order and not self.descending
        self.order = order
        await self._read(1)

    @rx.event
    @guarded(VIEW_REGISTER, Turn)
    async def turn(self, number: int) -> None:
        """Another page."""
        await self._read(number)

    async def _read(self, number: int) -> None:
        asked = self.router.url.path.rstrip("/").rpartition("/")[2]
        kind = asked if asked in KINDS else FIRST
        async with problems(self):
            self.shown = await in_read(
                page_of, kind, search=self.search, order=self.order, descending=self.descending, page=number
            )


def _cells(row: Var[RegisterRow], columns: int) -> list:
    name = rx.cond(row.href != "", go(row.name, to=row.href), rx.el.span(row.name))
    return [name, *(rx.el.span(row.cells[place]) for place in range(columns))]


def _list(kind: str) -> rx.Component:
    sort = "" if kind in ("vardnadshavare",) else "name"
    columns = [
        Column(t("registry.list.name"), sort=sort or "name"),
        *(Column(t(f"registry.list.{key}"), numeric=numeric, sort=by) for key, numeric, by in COLUMNS[kind]),
    ]
    return table(
        columns,
        RegisterState.shown.rows,
        lambda row: _cells(row, len(columns) - 1),
        caption=t(f"registry.tab.{kind}"),
        sorted_by=rx.cond(RegisterState.order == "", "name" if kind != "lektioner" else "time", RegisterState.order),
        descending=RegisterState.descending,
        on_sort=RegisterState.sort,
    )


def _view(kind: str) -> rx.Component:
    shown = RegisterState.shown
    listed = rx.cond(
        shown.count > 0,
        rx.fragment(_list(kind), pager(shown.number, shown.last, RegisterState.turn, label=t("registry.pages"))),
        empty(t("registry.empty"), t("registry.empty_why")),
    )
    search = search_field(
        t("registry.search"),
        default_value=RegisterState.search,
        on_change=RegisterState.look_for.debounce(300),
        id="search",
        max_length=80,
    )
    protected = rx.cond(
        ShellState.who.workspace == Workspace.PRINCIPAL.value,
        button_link(icon("shield"), t("registry.protected.link"), to="/register/skydd", kind="quiet"),
    )
    return rx.fragment(
        head(t("registry.title"), line=t("registry.line"), actions=[protected]),
        tabs(t("registry.lists"), *((t(f"registry.tab.{key}"), _route(key), key == kind) for key in KINDS)),
        stack(
            rx.el.div(search, rx.el.span(t("registry.count", n=shown.count), role="status"), class_name="between"),
            loaded(shown.is_ready & (shown.kind == kind), listed),
        ),
    )


def _route(kind: str) -> str:
    return "/register" if kind == FIRST else f"/register/{kind}"


def _declare(kind: str) -> None:
    page(
        _route(kind),
        title=f"registry.tab.{kind}",
        right=VIEW_REGISTER,
        workspace=(Workspace.ADMINISTRATOR, Workspace.PRINCIPAL),
        on_load=RegisterState.load,
        nav="/register",
    )(lambda: _view(kind))


for _kind in KINDS:
    _declare(_kind)
