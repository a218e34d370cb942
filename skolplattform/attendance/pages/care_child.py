"""/vistelsetid/[child_id]: a child's hours in both homes, one day changed, the home's weeks, pick-up, the holidays."""

from dataclasses import replace
from uuid import UUID

import reflex as rx

from skolplattform.attendance.care_forms import (
    Form,
    OneNeed,
    OnePicker,
    Weeks,
    answers_written,
    hours_written,
    weeks_written,
)
from skolplattform.attendance.care_views import CarePage, NeedDay
from skolplattform.attendance.pages import care_child_parts as parts
from skolplattform.attendance.permissions import OWN_CARE
from skolplattform.attendance.queries import care as care_queries
from skolplattform.attendance.queries import needs
from skolplattform.attendance.rules.entitlement import Ground
from skolplattform.attendance.service import care, holiday, pickup
from skolplattform.attendance.typed import children_ticked
from skolplattform.core.actor import Workspace
from skolplattform.core.db import in_read, in_unit
from skolplattform.core.errors import Invalid
from skolplattform.core.gate import guarded
from skolplattform.core.ids import new_id
from skolplattform.core.typed import day_if_typed, day_typed
from skolplattform.i18n import Text as Said
from skolplattform.i18n.client import t
from skolplattform.ui import live
from skolplattform.ui.address import asked_id, shown_id
from skolplattform.ui.components.forms import error_summary
from skolplattform.ui.components.layout import banner, crumbs, empty, head, loaded
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems
from skolplattform.ui.shell_state import say


class CareChildState(rx.State):
    """One child's hours."""

    ready: bool = False
    shown: CarePage = CarePage()
    stamp: str = ""
    errors: dict[str, Said] = {}
    need_id: str = ""
    need_version: int = 0
    need_days: tuple[NeedDay, ...] = ()

    @rx.event
    @guarded(OWN_CARE)
    async def load(self) -> None:
        """Opened."""
        self.reset()
        async with problems(self):
            await self._show(asked_id(self, "child_id"))
            live.watch(self, CareChildState.refresh, f"care:{self.shown.id}")
        self.ready = True

    @rx.event
    @guarded(OWN_CARE, keeps_awake=False)
    async def refresh(self) -> None:
        """The other home has said something: only what is read changes, never a form that is being written."""
        async with problems(self):
            found = await in_read(care_queries.care_page, shown_id(self.shown.id))
            self.shown = replace(self.shown, rows=found.rows, later=found.later, gaps=found.gaps, clashes=found.clashes)

    @rx.event
    @guarded(OWN_CARE, Weeks)
    def roll(self, n: int) -> None:
        """The schedule rolls over so many weeks; new ones begin as the first."""
        now = self.shown.weeks
        more = tuple(parts.copied(now[0], number) for number in range(len(now), n)) if now else ()
        self.shown = replace(self.shown, weeks=(*now[:n], *more))

    @rx.event
    @guarded(OWN_CARE, Form)
    async def save_weeks(self, form_data: dict[str, str]) -> None:
        """Save the home's weeks."""
        async with problems(self):
            await self._save_weeks(form_data)
            await self._show(shown_id(self.shown.id))
            await say(self, "care.saved")

    @rx.event
    @guarded(OWN_CARE, Form)
    async def change(self, form_data: dict[str, str]) -> None:
        """One day differs."""
        async with problems(self):
            await self._change(form_data)
            await self._show(shown_id(self.shown.id))
            await say(self, "care.changed")

    @rx.event
    @guarded(OWN_CARE, Form)
    async def name_person(self, form_data: dict[str, str]) -> None:
        """Somebody more may pick the child up."""
        async with problems(self):
            await self._name_person(form_data)
            await self._show(shown_id(self.shown.id))
            await say(self, "care.pickup.named")

    @rx.event
    @guarded(OWN_CARE, OnePicker)
    async def withdraw(self, person_id: UUID, version: int) -> None:
        """That person picks up no more."""
        async with problems(self):
            await in_unit(pickup.withdraw_pickup, person_id, version=version)
            await self._show(shown_id(self.shown.id))
            await say(self, "care.pickup.withdrawn")

    @rx.event
    @guarded(OWN_CARE, OneNeed)
    async def open_need(self, need_id: UUID, version: int) -> None:
        """Answer a question about a holiday."""
        async with problems(self):
            self.need_days = tuple(await in_read(needs.need_days, need_id, shown_id(self.shown.id)))
            self.need_id, self.need_version = str(need_id), version

    @rx.event
    @guarded(OWN_CARE, Form)
    async def answer(self, form_data: dict[str, str]) -> None:
        """Send the answer."""
        async with problems(self):
            said = {"days": answers_written(form_data), "version": self.need_version, "key": self.stamp}
            await in_unit(holiday.answer_need, shown_id(self.need_id), shown_id(self.shown.id), **said)
            self.need_id, self.need_days = "", ()
            await self._show(shown_id(self.shown.id))
            await say(self, "care.need.answered")

    async def _save_weeks(self, form: dict[str, str]) -> None:
        if form.get("ground") not in set(Ground):
            raise Invalid("ground", "error.invalid")
        first = day_typed(form, "valid_from")
        await in_unit(
            care.save_weeks,
            child_ids=[shown_id(self.shown.id), *children_ticked(form, "children")],
            valid_from=first,
            valid_until=day_if_typed(form, "valid_until"),
            ground=Ground(form["ground"]),
            weeks=weeks_written(form, len(self.shown.weeks)),
            version=self.shown.version if first.isoformat() == self.shown.valid_from else 0,
            key=self.stamp,
        )

    async def _change(self, form: dict[str, str]) -> None:
        kind = form.get("kind-day", "home")
        spans = None if kind == "base" else hours_written(form, "day")
        if kind == "hours" and not spans:
            raise Invalid("start-day", "care.error.time")
        children = [shown_id(self.shown.id), *children_ticked(form, "children")]
        day = day_typed(form, "day")
        await in_unit(care.change_day, child_ids=children, day=day, spans=spans, key=self.stamp)

    async def _name_person(self, form: dict[str, str]) -> None:
        await in_unit(
            pickup.name_pickup,
            shown_id(self.shown.id),
            name=form.get("name", ""),
            first_day=day_typed(form, "first_day"),
            last_day=day_if_typed(form, "last_day"),
            shared=bool(form.get("shared")),
            key=self.stamp,
        )

    async def _show(self, child: UUID) -> None:
        self.shown = await in_read(care_queries.care_page, child)
        self.stamp = str(new_id())


def _body() -> rx.Component:
    shown, state = CareChildState.shown, CareChildState
    return rx.el.div(
        error_summary(state.errors),
        rx.cond(shown.over.sv != "", banner(t(shown.over), kind="need", sign="info")),
        rx.el.div(
            rx.el.div(
                parts.merged(shown),
                parts.needs(shown, state),
                class_name="stack",
                style={"--gap": "32px"},
            ),
            rx.el.div(
                parts.change_form(shown, state),
                parts.people(shown, state),
                class_name="stack",
                style={"--gap": "32px"},
            ),
            class_name="split",
            style={"--side": "24rem"},
        ),
        parts.weeks_form(shown, state),
        class_name="stack",
        style={"--gap": "32px"},
    )


@page(
    "/vistelsetid/[child_id]",
    title="care.child.title",
    right=OWN_CARE,
    workspace=Workspace.GUARDIAN,
    nav="/vistelsetid",
    on_load=CareChildState.load,
)
def view() -> rx.Component:
    """The child's hours."""
    shown = CareChildState.shown
    missing = empty(t("ui.not_found.title"), t("ui.not_found.text"), level=2)
    return rx.fragment(
        crumbs((t("care.title"), "/vistelsetid"), here=rx.cond(shown.id != "", shown.given, t("care.child.title"))),
        head(rx.cond(shown.id != "", shown.given, t("care.child.title")), line=shown.unit),
        loaded(CareChildState.ready, rx.cond(shown.id != "", _body(), missing)),
    )
