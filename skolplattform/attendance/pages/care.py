"""/vistelsetid: a guardian's children in förskola and fritidshem; tomorrow's pick-up with one more tap."""

from datetime import date
from uuid import UUID

import reflex as rx

from skolplattform.attendance.care_forms import PickupSaid
from skolplattform.attendance.care_views import CareChild, Picker
from skolplattform.attendance.permissions import OWN_CARE
from skolplattform.attendance.queries import care as care_queries
from skolplattform.attendance.service import pickup
from skolplattform.core.actor import Workspace
from skolplattform.core.db import in_read, in_unit
from skolplattform.core.gate import guarded
from skolplattform.core.ids import new_id
from skolplattform.i18n.client import t
from skolplattform.ui import live
from skolplattform.ui.components.layout import avatar, button_link, chip, empty, go, head, loaded
from skolplattform.ui.icon import icon
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems
from skolplattform.ui.shell_state import say


class CareState(rx.State):
    """The children with a place."""

    ready: bool = False
    children: tuple[CareChild, ...] = ()
    _undo: tuple[str, str, bool, str] = ("", "", False, "")

    @rx.event
    @guarded(OWN_CARE)
    async def load(self) -> None:
        """Opened."""
        self.reset()
        async with problems(self):
            await self._show()
            live.watch(self, CareState.refresh, *(f"care:{child.id}" for child in self.children))
        self.ready = True

    @rx.event
    @guarded(OWN_CARE, keeps_awake=False)
    async def refresh(self) -> None:
        """The other home has said something."""
        async with problems(self):
            await self._show()

    @rx.event
    @guarded(OWN_CARE, PickupSaid)
    async def pick(self, child_id: UUID, day: date, person_id: UUID | None) -> None:
        """Say who picks the child up."""
        async with problems(self):
            said = {"day": day, "person_id": person_id, "key": str(new_id())}
            before = await in_unit(pickup.say_pickup, child_id, **said)
            self._undo = (str(child_id), day.isoformat(), before["was"], before["person"])
            await self._show()
            await say(self, "care.pickup.said", undo=True)

    @rx.event
    @guarded(OWN_CARE)
    async def undo(self) -> None:
        """As it was before."""
        async with problems(self):
            await self._take_back()
            await self._show()
            await say(self, "care.pickup.undone")

    async def _take_back(self) -> None:
        child, day, was, person = self._undo
        if not child:
            return
        when = date.fromisoformat(day)
        if was:
            former = {"person_id": UUID(person) if person else None, "key": str(new_id())}
            await in_unit(pickup.say_pickup, UUID(child), day=when, **former)
        else:
            await in_unit(pickup.unsay_pickup, UUID(child), day=when)
        self._undo = ("", "", False, "")

    async def _show(self) -> None:
        self.children = tuple(await in_read(care_queries.care_children))


def _picker(child: rx.Var[CareChild], one: rx.Var[Picker]) -> rx.Component:
    return rx.el.button(
        rx.cond(one.chosen, icon("check")),
        rx.cond(one.id == "", t("care.pickup.me"), one.name),
        type="button",
        on_click=CareState.pick(child.id, child.day, rx.cond(one.id == "", None, one.id)),
        aria_pressed=rx.cond(one.chosen, "true", "false"),
        key=one.id,
    )


def _pickup(child: rx.Var[CareChild], heading: rx.Var[str]) -> rx.Component:
    return rx.el.div(
        rx.el.p(t("care.pickup.who", day=child.day_name), class_name="small soft", id=heading + "-who"),
        rx.el.div(
            rx.foreach(child.pickers, lambda one: _picker(child, one)),
            class_name="btns",
            role="group",
            aria_labelledby=heading + "-who",
        ),
        class_name="stack",
        style={"--gap": "8px"},
    )


def _child(child: rx.Var[CareChild]) -> rx.Component:
    heading = "care-" + child.id
    where = "/vistelsetid/" + child.id
    flag = rx.match(
        child.agreement,
        ("gap", chip(t("care.agreement.gap"), needs_you=True)),
        ("clash", chip(t("care.agreement.clash"), needs_you=True)),
        rx.fragment(),
    )
    return rx.el.article(
        rx.el.header(
            avatar(child.initials, tone=child.tone, large=True),
            rx.el.div(
                rx.el.h2(go(child.given, to=where), id=heading),
                rx.el.p(child.unit, class_name="small soft"),
            ),
            class_name="who",
        ),
        rx.el.p(rx.el.b(t(child.day_name), class_name="first-letter"), " ", t(child.hours), " ", flag),
        _pickup(child, heading),
        rx.cond(
            child.needs > 0,
            rx.el.p(go(t("care.need.waits", n=child.needs), to=where), class_name="banner need"),
        ),
        rx.el.div(
            button_link(t("care.open"), rx.el.span(" ", child.given, class_name="sr"), to=where, kind="quiet"),
            class_name="btns",
        ),
        class_name="card stack",
        aria_labelledby=heading,
        key=child.id,
    )


@page(
    "/vistelsetid",
    title="care.title",
    right=OWN_CARE,
    workspace=Workspace.GUARDIAN,
    on_load=CareState.load,
    undo=CareState.undo,
)
def view() -> rx.Component:
    """The children with a place."""
    cards = rx.el.div(rx.foreach(CareState.children, _child), class_name="cols")
    nobody = empty(t("care.empty"), t("care.empty_why"), level=2)
    return rx.fragment(
        head(t("care.title"), line=t("care.line")),
        loaded(CareState.ready, rx.cond(CareState.children.length() > 0, cards, nobody)),
    )
