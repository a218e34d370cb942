"""/handledare: a supervisor outside the school confirms a student's days at the workplace. Made for a phone.

No sign-in: the cookie of a link that the school handed out opens one student's days, by given name, and nothing else.
"""

from typing import Any

import reflex as rx

from skolplattform.accounts.rules import hash_secret
from skolplattform.attendance.forms_adult import DayForm, day_told
from skolplattform.attendance.pages.training_parts import day_row
from skolplattform.attendance.queries.training_link import LinkView, link_view
from skolplattform.attendance.service.training_link import confirm_day
from skolplattform.core import db
from skolplattform.core.errors import Invalid
from skolplattform.core.gate import guarded
from skolplattform.core.permissions import SIGNED_IN
from skolplattform.i18n.client import t, t_among
from skolplattform.ui.address import asked
from skolplattform.ui.components.layout import empty, loaded, section
from skolplattform.ui.components.overlays import details
from skolplattform.ui.components.plain_form import plain_form
from skolplattform.ui.cookies import link_cookie
from skolplattform.ui.icon import brand_mark
from skolplattform.ui.limits import Allowance, Buckets
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems
from skolplattform.ui.shell import language_switch
from skolplattform.ui.shell_state import say

FAULTS = ("link", "many", "done")
TELLS = Buckets(Allowance(40, 0.5))


def _read(secret: str) -> LinkView | None:
    with db.reading(again=True) as session:
        return link_view(session, secret)


def _confirm(secret: str, told: dict[str, Any]) -> None:
    """One day of the link's own student; a link that is used again and again has to wait."""
    if not TELLS.take(hash_secret(secret).hex()):
        raise Invalid("day", "adult.link.fault.many")
    with db.unit() as session:
        confirm_day(session, secret, **told)


class SupervisorState(rx.State):
    """What one link shows. Nothing is kept of who holds it."""

    ready: bool = False
    fault: str = ""
    shown: LinkView = LinkView()

    @rx.event
    @guarded(SIGNED_IN, open_to_anonymous=True)
    async def load(self) -> None:
        """Opened, or sent on from the link."""
        said = asked(self, "fel")
        self.fault = said if said in FAULTS else ""
        await self._show()
        self.ready = True

    @rx.event
    @guarded(SIGNED_IN, DayForm, open_to_anonymous=True)
    async def confirm(self, form_data: dict[str, str | None]) -> None:
        """A day is confirmed, or changed."""
        async with problems(self):
            try:
                await db.off_loop(_confirm, self._secret(), day_told(form_data))
                await say(self, "adult.link.saved")
            finally:
                await self._show()

    async def _show(self) -> None:
        found = await db.off_loop(_read, self._secret())
        self.shown = found or LinkView()
        if found is None and not self.fault:
            self.fault = "link"

    def _secret(self) -> str:
        return link_cookie(str(self.router.headers.cookie))


def _closed() -> rx.Component:
    """Nothing to show: why, and what to do."""
    keys = [f"adult.link.fault.{fault}" for fault in FAULTS]
    return empty(t("adult.link.nothing"), t_among("adult.link.fault." + SupervisorState.fault, keys), level=2)


def _days() -> rx.Component:
    shown, state = SupervisorState.shown, SupervisorState
    rows = rx.el.ul(rx.foreach(shown.rows, lambda row: day_row(row, state.confirm)), class_name="list card")
    others = rx.el.ul(rx.foreach(shown.others, lambda row: day_row(row, state.confirm)), class_name="list")
    return rx.fragment(
        section(
            rx.cond(shown.waits > 0, t("adult.link.waits", n=shown.waits), t("adult.link.all")),
            rx.cond(shown.rows.length() > 0, rx.fragment(rows), rx.el.p(t("adult.link.not_begun"), class_name="soft")),
            id="days",
            kind="",
        ),
        rx.cond(shown.others.length() > 0, details(t("adult.link.others"), others)),
        rx.el.p(t("adult.link.note", day=shown.until), class_name="small soft"),
        plain_form(rx.el.button(t("adult.link.shut"), type="submit", class_name="quiet"), to="/handledarlank/stang"),
    )


def _body() -> rx.Component:
    shown = SupervisorState.shown
    return rx.el.div(
        rx.el.p(
            t("adult.link.line", school=shown.school, workplace=shown.workplace, days=shown.days, a_day=shown.a_day),
            class_name="soft",
        ),
        _days(),
        class_name="stack",
        style={"--gap": "20px"},
    )


@page("/handledare", title="adult.link.title", right=None, on_load=SupervisorState.load, framed=False)
def view() -> rx.Component:
    """The supervisor's page."""
    shown = SupervisorState.shown
    return rx.el.div(
        rx.el.div(
            rx.el.p(brand_mark(), rx.el.span("Skolplattform"), class_name="brand"),
            language_switch(),
            class_name="between",
        ),
        rx.el.h1(
            rx.cond(shown.given != "", t("adult.link.heading", name=shown.given), t("adult.link.title")), tab_index=-1
        ),
        loaded(SupervisorState.ready, rx.cond(shown.given != "", _body(), _closed()), lines=6),
        class_name="stack lone at-work",
        style={"--gap": "16px"},
    )
