"""/lovbehov: the question before a holiday: ask it, follow the answers, remind those who are silent (FRN-10)."""

from uuid import UUID

import reflex as rx

from skolplattform.attendance.care_forms import Form, OneNeed, day_typed
from skolplattform.attendance.care_views import NeedRow
from skolplattform.attendance.pages.care_tabs import care_tabs
from skolplattform.attendance.permissions import PLAN_CARE
from skolplattform.attendance.queries import needs
from skolplattform.attendance.queries.needs import Followed
from skolplattform.attendance.service import holiday
from skolplattform.core.actor import Workspace
from skolplattform.core.db import in_read, in_unit
from skolplattform.core.errors import NotFound
from skolplattform.core.gate import guarded
from skolplattform.core.ids import new_id
from skolplattform.i18n import Text as Said
from skolplattform.i18n.client import t
from skolplattform.ui import live
from skolplattform.ui.address import shown_id
from skolplattform.ui.components.forms import date_field, error_summary, text_field
from skolplattform.ui.components.layout import empty, head, loaded, section
from skolplattform.ui.components.overlays import details
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems
from skolplattform.ui.shell_state import say


class NeedsState(rx.State):
    """The unit's questions."""

    ready: bool = False
    missing: bool = False
    unit_id: str = ""
    stamp: str = ""
    found: tuple[Followed, ...] = ()
    errors: dict[str, Said] = {}

    @rx.event
    @guarded(PLAN_CARE)
    async def load(self) -> None:
        """Opened."""
        self.reset()
        async with problems(self):
            await self._show()
            live.watch(self, NeedsState.refresh, f"needs:{self.unit_id}")
        self.ready = True

    @rx.event
    @guarded(PLAN_CARE, keeps_awake=False)
    async def refresh(self) -> None:
        """A home has answered."""
        async with problems(self):
            self.found = tuple((await in_read(needs.unit_needs, shown_id(self.unit_id)))[1])

    @rx.event
    @guarded(PLAN_CARE, Form)
    async def ask(self, form_data: dict[str, str]) -> None:
        """Ask every home."""
        async with problems(self):
            days = {name: day_typed(form_data, name) for name in ("first_day", "last_day", "deadline")}
            name = form_data.get("name", "")
            await in_unit(holiday.ask_need, shown_id(self.unit_id), name=name, **days, key=self.stamp)
            await self._show()
            await say(self, "care.need.asked")

    @rx.event
    @guarded(PLAN_CARE, OneNeed)
    async def remind(self, need_id: UUID, version: int) -> None:
        """Remind the homes that have not answered."""
        async with problems(self):
            told = await in_unit(holiday.remind_need, need_id, version=version)
            await self._show()
            await say(self, "care.need.has_reminded", n=told)

    async def _show(self) -> None:
        try:
            unit, found = await in_read(needs.unit_needs, UUID(self.unit_id) if self.unit_id else None)
        except NotFound:
            self.missing = True
            return
        self.unit_id, self.found, self.stamp = str(unit), tuple(found), str(new_id())


def _form() -> rx.Component:
    errors = NeedsState.errors
    return rx.el.form(
        text_field("name", t("care.need.name"), errors=errors, max_length=60, hint=t("care.need.name.hint")),
        rx.el.div(
            date_field("first_day", t("care.need.first"), errors=errors),
            date_field("last_day", t("care.need.last"), errors=errors),
            date_field("deadline", t("care.need.deadline"), errors=errors),
            class_name="cols",
            style={"--min": "10rem", "--gx": "12px"},
        ),
        rx.el.div(rx.el.button(t("care.need.ask"), type="submit", class_name="primary"), class_name="btns"),
        on_submit=NeedsState.ask,
        no_validate=True,
        key=NeedsState.stamp,
        class_name="stack",
        style={"--gap": "12px", "maxWidth": "40rem"},
    )


def _days(one: rx.Var[Followed]) -> rx.Component:
    return rx.el.table(
        rx.el.caption(t("care.need.days"), class_name="sr"),
        rx.el.thead(
            rx.el.tr(
                rx.el.th(t("care.column.day"), scope="col"),
                rx.el.th(t("care.staffing.children"), scope="col", class_name="num"),
            )
        ),
        rx.el.tbody(
            rx.foreach(
                one.days, lambda day: rx.el.tr(rx.el.th(t(day[0]), scope="row"), rx.el.td(day[1], class_name="num"))
            )
        ),
        class_name="plain",
    )


def _one(one: rx.Var[Followed]) -> rx.Component:
    need: rx.Var[NeedRow] = one.need
    remind = rx.el.button(
        t("care.need.remind"),
        rx.el.span(" ", need.name, class_name="sr"),
        type="button",
        on_click=NeedsState.remind(need.id, need.version),
    )
    silent = rx.el.ul(rx.foreach(one.silent, lambda name: rx.el.li(name)), class_name="list")
    return rx.el.article(
        rx.el.div(
            rx.el.div(
                rx.el.h2(need.name),
                rx.el.p(t(need.period), ". ", t(need.deadline), ". ", t(need.reminded), class_name="small soft"),
            ),
            rx.cond((need.state == "open") & (one.silent.length() > 0), remind),
            class_name="between",
        ),
        rx.el.div(
            rx.el.progress(value=need.answered, max=need.of, aria_label=t("care.need.progress")),
            rx.el.span(t("care.need.answers", n=need.answered, of=need.of), class_name="num small"),
            class_name="progress",
        ),
        rx.el.div(
            details(t("care.need.days"), _days(one)),
            rx.cond(one.silent.length() > 0, details(t("care.need.silent", n=one.silent.length()), silent)),
            class_name="cols",
        ),
        class_name="card stack",
        key=need.id,
    )


def _body() -> rx.Component:
    none = empty(t("care.need.none"), t("care.need.none_why"), level=2)
    return rx.el.div(
        rx.cond(
            NeedsState.found.length() > 0,
            rx.el.div(rx.foreach(NeedsState.found, _one), class_name="stack"),
            none,
        ),
        section(t("care.need.new"), error_summary(NeedsState.errors), _form(), id="new"),
        class_name="stack",
        style={"--gap": "32px"},
    )


@page(
    "/lovbehov",
    title="care.need.page",
    right=PLAN_CARE,
    workspace=(Workspace.TEACHER, Workspace.PRINCIPAL),
    nav="/har-nu",
    on_load=NeedsState.load,
)
def view() -> rx.Component:
    """The unit's questions."""
    nothing = empty(t("care.here.empty"), t("care.here.empty_why"), level=2)
    return rx.fragment(
        head(t("care.need.page"), line=t("care.need.line")),
        care_tabs("needs"),
        loaded(NeedsState.ready, rx.cond(NeedsState.missing, nothing, _body())),
    )
