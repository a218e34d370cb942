"""/surfplatta: where a shared tablet rests between its short sessions: choose your name, type your PIN."""

import reflex as rx

from skolplattform.attendance.queries.tablets import StaffAtDoor, staff_of, tablet_of, unit_name
from skolplattform.core import db
from skolplattform.core.gate import guarded
from skolplattform.core.permissions import SIGNED_IN
from skolplattform.i18n.client import t, t_among
from skolplattform.ui.components.layout import avatar, go
from skolplattform.ui.components.plain_form import plain_form
from skolplattform.ui.cookies import tablet_cookie
from skolplattform.ui.gate import SIGN_IN, TABLET_DOOR
from skolplattform.ui.icon import brand_mark
from skolplattform.ui.page import page

FAULTS = ("pin", "code", "many")


def _at_rest(secret: str) -> tuple[str, list[StaffAtDoor]]:
    """The unit and its staff, when the cookie is that of a tablet."""
    with db.reading() as session:
        tablet = tablet_of(session, secret)
        return (unit_name(session, tablet.unit_id), staff_of(session, tablet)) if tablet else ("", [])


class TabletState(rx.State):
    """What the tablet shows before anybody has signed in: no child, and only staff who chose a PIN."""

    ready: bool = False
    fault: str = ""
    unit: str = ""
    staff: list[StaffAtDoor] = []

    @rx.event
    @guarded(SIGNED_IN, open_to_anonymous=True)
    async def load(self) -> None:
        """Opened, or sent back with a reason."""
        asked = self.router.url.query_parameters.get("fel", "")
        self.fault = asked if asked in FAULTS else ""
        self.unit, self.staff = await db.off_loop(_at_rest, tablet_cookie(str(self.router.headers.cookie)))
        self.ready = True


def _fault() -> rx.Component:
    keys = [f"care.tablet.fault.{fault}" for fault in FAULTS]
    return rx.cond(
        TabletState.fault != "",
        rx.el.p(t_among("care.tablet.fault." + TabletState.fault, keys), role="alert", class_name="banner stop"),
    )


def _person(one: rx.Var[StaffAtDoor]) -> rx.Component:
    return rx.el.label(
        rx.el.input(type="radio", name="person_id", value=one.id, required=True),
        avatar(one.initials, tone=one.tone),
        one.name,
        class_name="pick",
        key=one.id,
    )


def _open() -> rx.Component:
    who = rx.el.fieldset(
        rx.el.legend(t("care.tablet.who")),
        rx.el.div(rx.foreach(TabletState.staff, _person), class_name="cols", style={"--min": "14rem", "gap": "8px"}),
        class_name="stack",
        style={"--gap": "8px"},
    )
    pin = rx.el.div(
        rx.el.label(t("care.tablet.pin"), html_for="pin"),
        rx.el.input(
            id="pin",
            name="pin",
            type="password",
            required=True,
            max_length=12,
            auto_complete="off",
            custom_attrs={"inputmode": "numeric"},
        ),
        class_name="field",
        style={"maxWidth": "14rem"},
    )
    form = plain_form(
        who,
        pin,
        rx.el.div(rx.el.button(t("care.tablet.open"), type="submit", class_name="primary"), class_name="btns"),
        to="/tablet/open",
        class_name="stack",
        style={"--gap": "24px"},
    )
    return rx.cond(TabletState.staff.length() > 0, form, rx.el.p(t("care.tablet.nobody")))


def _pair() -> rx.Component:
    return plain_form(
        rx.el.p(t("care.tablet.pair_line")),
        rx.el.div(
            rx.el.label(t("care.tablet.code"), html_for="code"),
            rx.el.input(
                id="code", name="code", required=True, max_length=40, auto_complete="off", auto_capitalize="characters"
            ),
            class_name="field",
            style={"maxWidth": "16rem"},
        ),
        rx.el.div(rx.el.button(t("care.tablet.pair"), type="submit", class_name="primary"), class_name="btns"),
        to="/tablet/pair",
        class_name="stack",
    )


@page(TABLET_DOOR, title="care.tablet.title", right=None, on_load=TabletState.load, framed=False)
def view() -> rx.Component:
    """The tablet at rest."""
    title = rx.cond(TabletState.unit != "", TabletState.unit, t("care.tablet.title"))
    return rx.el.div(
        rx.el.p(brand_mark(), rx.el.span("Skolplattform"), class_name="brand"),
        rx.el.h1(title, tab_index=-1),
        _fault(),
        rx.cond(TabletState.ready, rx.cond(TabletState.unit != "", _open(), _pair())),
        rx.el.p(go(t("care.tablet.own"), to=SIGN_IN), class_name="small soft"),
        class_name="stack door lone",
        style={"--gap": "24px", "maxWidth": "46rem"},
    )
