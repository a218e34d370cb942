"""/surfplattor: an administrator registers a unit's shared tablets and shuts one out that is lost."""

from uuid import UUID

import reflex as rx

from skolplattform.attendance.care_forms import Form, OneTablet
from skolplattform.attendance.permissions import TABLETS
from skolplattform.attendance.queries.tablets import TabletShown, unit_tablets
from skolplattform.attendance.service import tablets
from skolplattform.core.actor import Workspace
from skolplattform.core.db import in_read, in_unit
from skolplattform.core.errors import Invalid
from skolplattform.core.gate import guarded
from skolplattform.core.ids import new_id
from skolplattform.i18n import Text as Said
from skolplattform.i18n.client import t
from skolplattform.ui import live
from skolplattform.ui.components.forms import select_field, text_field
from skolplattform.ui.components.layout import banner, chip, empty, go, head, loaded, section
from skolplattform.ui.gate import TABLET_DOOR
from skolplattform.ui.icon import icon
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems
from skolplattform.ui.shell_state import say


class TabletsState(rx.State):
    """The tablets of the administrator's units. A code stands here once, until the page is left."""

    ready: bool = False
    units: tuple[tuple[str, str], ...] = ()
    found: tuple[TabletShown, ...] = ()
    code: str = ""
    stamp: str = ""
    errors: dict[str, Said] = {}

    @rx.event
    @guarded(TABLETS)
    async def load(self) -> None:
        """Opened."""
        self.reset()
        async with problems(self):
            await self._show()
            live.watch(self, TabletsState.refresh, *(f"tablets:{unit}" for unit, _ in self.units))
        self.ready = True

    @rx.event
    @guarded(TABLETS, keeps_awake=False)
    async def refresh(self) -> None:
        """A tablet has been paired."""
        async with problems(self):
            await self._show()

    @rx.event
    @guarded(TABLETS, Form)
    async def register(self, form_data: dict[str, str]) -> None:
        """A new tablet."""
        async with problems(self):
            name, unit = form_data.get("name", ""), _unit(form_data.get("unit", ""))
            made = await in_unit(tablets.register_tablet, unit, name=name, key=self.stamp)
            await self._show()
            self.code, self.stamp = f"{made.code[:5]}-{made.code[5:]}", str(new_id())

    @rx.event
    @guarded(TABLETS, OneTablet)
    async def revoke(self, tablet_id: UUID, version: int) -> None:
        """Shut one out."""
        async with problems(self):
            await in_unit(tablets.revoke_tablet, tablet_id, version=version)
            await self._show()
            await say(self, "care.tablet.revoked")

    async def _show(self) -> None:
        units, found = await in_read(unit_tablets)
        self.units, self.found = tuple(units), tuple(found)
        self.stamp = self.stamp or str(new_id())


def _unit(written: str) -> UUID:
    try:
        return UUID(written)
    except ValueError as error:
        raise Invalid("unit", "error.invalid") from error


def _tablet(one: rx.Var[TabletShown]) -> rx.Component:
    act = rx.el.button(
        t("care.tablet.revoke"),
        rx.el.span(" ", one.name, class_name="sr"),
        type="button",
        class_name="danger",
        on_click=TabletsState.revoke(one.id, one.version),
    )
    return rx.el.li(
        icon("monitor"),
        rx.el.span(
            rx.el.b(one.name), rx.el.span(one.unit, ". ", t(one.since), class_name="small soft line"), class_name="grow"
        ),
        rx.match(
            one.state,
            ("waits", chip(t("care.tablet.state.waits"), needs_you=True)),
            ("works", chip(t("care.tablet.state.works"))),
            chip(t("care.tablet.state.out")),
        ),
        rx.cond(one.state != "out", act),
        key=one.id,
    )


def _register() -> rx.Component:
    errors = TabletsState.errors
    return rx.el.form(
        select_field("unit", t("care.here.unit"), TabletsState.units, errors=errors),
        text_field("name", t("care.tablet.name"), errors=errors, hint=t("care.tablet.name.hint"), max_length=60),
        rx.el.div(rx.el.button(t("care.tablet.register"), type="submit", class_name="primary"), class_name="btns"),
        on_submit=TabletsState.register,
        no_validate=True,
        key=TabletsState.stamp,
        class_name="stack",
        style={"--gap": "12px", "maxWidth": "30rem"},
    )


def _code() -> rx.Component:
    words = rx.el.p(t("care.tablet.code_line"), rx.el.b(TabletsState.code, class_name="code"))
    return rx.cond(TabletsState.code != "", rx.el.div(banner(words, kind="need"), role="status"))


def _body() -> rx.Component:
    some = rx.el.ul(rx.foreach(TabletsState.found, _tablet), class_name="list card")
    none = empty(t("care.tablet.none"), t("care.tablet.none_why"), level=2)
    return rx.el.div(
        _code(),
        rx.cond(TabletsState.found.length() > 0, some, none),
        section(
            t("care.tablet.new"),
            _register(),
            rx.el.p(t("care.tablet.where"), " ", go(TABLET_DOOR, to=TABLET_DOOR), class_name="small soft"),
            id="new",
        ),
        class_name="stack",
        style={"--gap": "32px"},
    )


@page(
    "/surfplattor",
    title="care.tablets.title",
    right=TABLETS,
    workspace=Workspace.ADMINISTRATOR,
    on_load=TabletsState.load,
)
def view() -> rx.Component:
    """The tablets."""
    return rx.fragment(head(t("care.tablets.title"), line=t("care.tablets.line")), loaded(TabletsState.ready, _body()))
