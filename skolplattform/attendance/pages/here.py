"""/har-nu: the door of a förskola or fritidshem on a shared tablet. One tap notes a child in or out."""

from uuid import UUID

import reflex as rx

from skolplattform.attendance.care_forms import Form, PartAsked, Tap, UnitAsked
from skolplattform.attendance.care_views import Card, Door, Part
from skolplattform.attendance.pages.care_tabs import care_tabs
from skolplattform.attendance.permissions import NOTE, OWN_PIN
from skolplattform.attendance.queries import door as doors
from skolplattform.attendance.rules.presence import Way
from skolplattform.attendance.service import presence, tablets
from skolplattform.core.actor import Workspace
from skolplattform.core.db import in_read, in_unit
from skolplattform.core.errors import NotFound
from skolplattform.core.gate import guarded
from skolplattform.core.ids import new_id
from skolplattform.i18n import Text as Said
from skolplattform.i18n.client import t
from skolplattform.ui import live
from skolplattform.ui.address import shown_id
from skolplattform.ui.components.forms import text_field
from skolplattform.ui.components.layout import avatar, empty, head, loaded, section
from skolplattform.ui.components.overlays import details
from skolplattform.ui.icon import icon
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems
from skolplattform.ui.shell_state import ShellState, say

SAID_STATES = ("late", "expected", "overdue")


class HereState(rx.State):
    """The door as it stands. Each answer brings a new stamp, so that a double tap is one tap."""

    ready: bool = False
    missing: bool = False
    door: Door = Door()
    stamp: str = ""
    errors: dict[str, Said] = {}
    _last: tuple[str, str] = ("", "")

    @rx.event
    @guarded(NOTE)
    async def load(self) -> None:
        """Opened."""
        self.reset()
        self.missing = True
        async with problems(self):
            await self._show(None, None)
            self._follow()
        self.ready = True

    @rx.event
    @guarded(NOTE, keeps_awake=False)
    async def refresh(self) -> None:
        """Another tablet, or a home, has said something."""
        async with problems(self):
            await self._show(_id(self.door.unit_id), _id(self.door.part_id))

    @rx.event
    @guarded(NOTE, UnitAsked)
    async def choose_unit(self, unit_id: UUID) -> None:
        """Another unit where one works."""
        async with problems(self):
            await self._show(unit_id, None)
            self._follow()

    @rx.event
    @guarded(NOTE, PartAsked)
    async def choose_part(self, part_id: UUID | None) -> None:
        """One part of the unit, or all of it."""
        async with problems(self):
            await self._show(_id(self.door.unit_id), part_id)

    @rx.event
    @guarded(NOTE, Tap)
    async def note(self, child_id: UUID, way: Way, stamp: str) -> None:
        """The child came, or went."""
        async with problems(self):
            key = f"{stamp[:36]}-{way}-{child_id.hex[-12:]}"
            noted = await in_unit(presence.note, child_id, way=way, key=key)
            self._last = (str(child_id), key) if noted else ("", "")
            await self._show(_id(self.door.unit_id), _id(self.door.part_id))
            await say(self, f"care.here.noted_{way}" if noted else "care.here.stood_so", undo=noted)

    @rx.event
    @guarded(NOTE)
    async def undo(self) -> None:
        """Take back what was noted last."""
        async with problems(self):
            child, key = self._last
            await in_unit(presence.take_back, shown_id(child), key=key)
            await self._show(_id(self.door.unit_id), _id(self.door.part_id))
            await say(self, "care.here.undone")

    @rx.event
    @guarded(OWN_PIN, Form)
    async def choose_pin(self, form_data: dict[str, str]) -> None:
        """The PIN that opens the unit's tablets."""
        async with problems(self):
            await in_unit(tablets.set_pin, pin=form_data.get("pin", ""))
            self.stamp = str(new_id())
            await say(self, "care.tablet.pin_set")

    async def _show(self, unit: UUID | None, part: UUID | None) -> None:
        try:
            self.door = await in_read(doors.door, unit, part)
        except NotFound:
            if self.ready:
                raise
            return
        self.stamp, self.missing = str(new_id()), False
        live.wake(self, HereState.refresh, self.door.turns_at)

    def _follow(self) -> None:
        if self.door.unit_id:
            live.watch(self, HereState.refresh, f"here:{self.door.unit_id}")


def _id(text: str) -> UUID | None:
    return UUID(text) if text else None


def _child(card: rx.Var[Card]) -> rx.Component:
    going = card.way == Way.OUT.value
    sign = rx.match(
        card.state,
        ("late", icon("clock")),
        ("overdue", icon("clock")),
        ("away", icon("minus")),
        ("here", icon("check")),
        rx.fragment(),
    )
    words = rx.match(card.state, *((state, t(f"care.here.state.{state}")) for state in SAID_STATES), "")
    return rx.el.li(
        rx.el.button(
            avatar(card.initials, tone=card.tone, large=True),
            rx.el.span(
                rx.el.b(card.name),
                rx.el.span(sign, " ", words, " ", t(card.line), class_name="small soft line"),
                rx.cond(card.agreement == "clash", rx.el.span(t("care.here.clash"), class_name="small line")),
                rx.cond(card.picked_up.sv != "", rx.el.span(t(card.picked_up), class_name="small line")),
                class_name="grow",
            ),
            rx.el.span(rx.cond(going, t("care.here.out"), t("care.here.in")), class_name="way"),
            type="button",
            class_name="pick",
            custom_attrs={"data-state": card.state},
            on_click=HereState.note(card.id, card.way, HereState.stamp),
        ),
        key=card.id,
    )


def _cards(title: str, cards: rx.Var[tuple[Card, ...]], nobody: str, id: str) -> rx.Component:
    shown = rx.el.ul(rx.foreach(cards, _child), class_name="at-door")
    return section(
        t(title, n=cards.length()),
        rx.cond(cards.length() > 0, shown, rx.el.p(t(nobody), class_name="soft")),
        id=id,
    )


def _part(part: rx.Var[Part]) -> rx.Component:
    return rx.el.button(
        part.name,
        rx.el.span(t("care.here.of", here=part.here, of=part.of), class_name="small soft"),
        type="button",
        on_click=HereState.choose_part(part.id),
        aria_pressed=rx.cond(HereState.door.part_id == part.id, "true", "false"),
        key=part.id,
    )


def _parts() -> rx.Component:
    everybody = rx.el.button(
        t("care.here.all"),
        type="button",
        on_click=HereState.choose_part(None),
        aria_pressed=rx.cond(HereState.door.part_id == "", "true", "false"),
    )
    return rx.cond(
        HereState.door.parts.length() > 0,
        rx.el.div(
            everybody,
            rx.foreach(HereState.door.parts, _part),
            class_name="btns",
            role="group",
            aria_label=t("care.here.parts"),
        ),
    )


def _units() -> rx.Component:
    return rx.cond(
        HereState.door.units.length() > 1,
        rx.el.label(
            rx.el.span(t("care.here.unit"), class_name="sr"),
            rx.el.select(
                rx.foreach(HereState.door.units, lambda pair: rx.el.option(pair[1], value=pair[0])),
                value=HereState.door.unit_id,
                on_change=lambda unit: HereState.choose_unit(unit),
            ),
        ),
    )


def _pin() -> rx.Component:
    form = rx.el.form(
        text_field(
            "pin",
            t("care.tablet.pin"),
            errors=HereState.errors,
            hint=t("care.tablet.pin.hint"),
            kind="password",
            max_length=6,
            auto_complete="off",
            input_mode="numeric",
        ),
        rx.el.div(rx.el.button(t("care.tablet.pin.save"), type="submit"), class_name="btns"),
        on_submit=HereState.choose_pin,
        no_validate=True,
        class_name="stack",
        style={"--gap": "12px", "maxWidth": "20rem"},
    )
    return details(t("care.tablet.pin.title"), form)


def _body() -> rx.Component:
    door = HereState.door
    return rx.el.div(
        _parts(),
        _cards("care.here.coming", door.coming, "care.here.nobody_coming", "coming"),
        _cards("care.here.inside", door.here, "care.here.nobody_here", "inside"),
        _cards("care.here.rest", door.rest, "care.here.nobody_else", "rest"),
        rx.cond(ShellState.who.workspace == Workspace.TEACHER.value, _pin()),
        class_name="stack",
        style={"--gap": "24px"},
    )


@page(
    "/har-nu",
    title="care.here.title",
    right=NOTE,
    workspace=(Workspace.TEACHER, Workspace.PRINCIPAL, Workspace.TABLET),
    on_load=HereState.load,
    undo=HereState.undo,
)
def view() -> rx.Component:
    """The door."""
    nothing = empty(t("care.here.empty"), t("care.here.empty_why"), level=2)
    line = rx.cond(
        HereState.door.unit_id != "", t("care.here.line", unit=HereState.door.name, n=HereState.door.total_here), ""
    )
    return rx.fragment(
        head(t("care.here.title"), line=line, actions=(_units(),)),
        care_tabs("here"),
        loaded(HereState.ready, rx.cond(HereState.missing, nothing, _body())),
    )
