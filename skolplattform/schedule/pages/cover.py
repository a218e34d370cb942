"""/franvarande-personal: who of the staff is away, which lessons that leaves, and who takes them (FRN-18)."""

from datetime import date
from uuid import UUID

import reflex as rx

from skolplattform.core import clock
from skolplattform.core.actor import Workspace
from skolplattform.core.db import in_read, in_unit
from skolplattform.core.errors import Invalid
from skolplattform.core.gate import Day, Id, Name, Payload, Text, guarded
from skolplattform.i18n import Text as Said
from skolplattform.i18n.client import t
from skolplattform.registry.pages.school_choice import SchoolAsked, school_choice
from skolplattform.schedule.cover import service
from skolplattform.schedule.cover.shown import CoverDay, CoverRow, cover_day
from skolplattform.schedule.permissions import COVER
from skolplattform.ui import live
from skolplattform.ui.components.forms import button, date_field, error_summary, select_field, submit
from skolplattform.ui.components.layout import banner, card, empty, head, loaded, section, stack
from skolplattform.ui.icon import icon
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems
from skolplattform.ui.shell_state import say


class DayChosen(Payload):
    """Another day."""

    day: Day


class LessonChosen(Payload):
    """A lesson of the day."""

    lesson_id: Id


class CoverForm(Payload):
    """The fields of a form, by name."""

    form_data: dict[Name, Text(40)]  # type: ignore[valid-type]


class CoverState(rx.State):
    """One day at one school."""

    ready: bool = False
    shown: CoverDay = CoverDay()
    errors: dict[str, Said] = {}

    @rx.event
    @guarded(COVER)
    async def load(self) -> None:
        """Opened: today."""
        self.reset()
        async with problems(self):
            await self._show(None, clock.today())
        self.ready = True

    @rx.event
    @guarded(COVER, keeps_awake=False)
    async def refresh(self) -> None:
        """A colleague said that somebody is away, or found cover."""
        async with problems(self):
            await self._again()

    @rx.event
    @guarded(COVER, SchoolAsked)
    async def choose_school(self, unit_id) -> None:
        """Another of the own schools."""
        async with problems(self):
            await self._show(unit_id, date.fromisoformat(self.shown.day))

    @rx.event
    @guarded(COVER, DayChosen)
    async def choose_day(self, day: date) -> None:
        """Another day."""
        async with problems(self):
            await self._show(UUID(self.shown.unit_id), day)

    @rx.event
    @guarded(COVER, CoverForm)
    async def tell(self, form_data: dict[str, str]) -> None:
        """Somebody is away."""
        async with problems(self):
            days = {name: _day(form_data, name) for name in ("first", "last")}
            found = await in_unit(service.tell_away, _id(form_data, "staff"), **days)
            await self._show(UUID(self.shown.unit_id), days["first"])
            await say(self, "schedule.cover.told", n=found)

    @rx.event
    @guarded(COVER, CoverForm)
    async def cover(self, form_data: dict[str, str]) -> None:
        """Somebody takes a lesson, or nobody does any more."""
        async with problems(self):
            who, seen = (_id(form_data, name) if form_data.get(name) else None for name in ("cover", "seen"))
            await in_unit(service.cover, _id(form_data, "lesson"), who, seen=seen)
            await self._again()
            await say(self, "schedule.cover.saved" if who else "schedule.cover.nobody")

    @rx.event
    @guarded(COVER, LessonChosen)
    async def take_back(self, lesson_id: UUID) -> None:
        """The teacher holds the lesson after all."""
        async with problems(self):
            await in_unit(service.take_back, lesson_id)
            await self._again()
            await say(self, "schedule.cover.back_said")

    async def _again(self) -> None:
        await self._show(UUID(self.shown.unit_id), date.fromisoformat(self.shown.day))

    async def _show(self, unit: UUID | None, day: date) -> None:
        self.shown = await in_read(cover_day, unit, day)
        live.watch(self, CoverState.refresh, service.topic(UUID(self.shown.unit_id)))


def _id(form: dict[str, str], name: str) -> UUID:
    try:
        return UUID(form.get(name, ""))
    except ValueError as error:
        raise Invalid(name, "schedule.cover.error.nobody") from error


def _day(form: dict[str, str], name: str) -> date:
    try:
        return date.fromisoformat(form.get(name) or form.get("first", ""))
    except ValueError as error:
        raise Invalid(name, "schedule.cover.error.day") from error


def _away() -> rx.Component:
    state = CoverState
    return rx.el.form(
        error_summary(state.errors),
        rx.el.div(
            select_field("staff", t("schedule.cover.who"), state.shown.staff, errors=state.errors),
            date_field(
                "first",
                t("schedule.cover.first"),
                errors=state.errors,
                default_value=state.shown.day,
                min=state.shown.today,
            ),
            date_field("last", t("schedule.cover.last"), errors=state.errors, min=state.shown.today),
            class_name="cols",
            style={"--min": "11rem"},
        ),
        rx.el.p(t("schedule.cover.no_reason"), class_name="small soft"),
        rx.el.div(submit(t("schedule.cover.tell")), class_name="btns"),
        on_submit=state.tell,
        no_validate=True,
        key=state.shown.unit_id + state.shown.day,
        class_name="stack",
    )


def _choose(row: rx.Var[CoverRow]) -> rx.Component:
    """Who takes the lesson."""
    label = rx.el.span(t("schedule.cover.by"), " ", row.title, class_name="sr")
    options = rx.foreach(row.free, lambda one: rx.el.option(one[1], value=one[0]))
    return rx.el.form(
        rx.el.input(type="hidden", name="lesson", value=row.id, read_only=True),
        rx.el.input(type="hidden", name="seen", value=row.cover, read_only=True),
        rx.el.label(
            label,
            rx.el.select(
                rx.el.option(t("schedule.cover.none"), value=""), options, name="cover", default_value=row.cover
            ),
        ),
        rx.el.button(t("schedule.cover.save"), rx.el.span(" ", row.title, class_name="sr"), type="submit"),
        on_submit=CoverState.cover,
        key=row.id + row.cover,
        class_name="btns",
    )


def _stands(row: rx.Var[CoverRow]) -> rx.Component:
    by = rx.fragment(icon("check"), " ", t("schedule.cover.covered", name=row.cover_name))
    beside = rx.fragment(icon("check"), " ", t("schedule.cover.beside", name=row.beside))
    lacks = rx.el.b(icon("alert"), " ", t("schedule.cover.lacks"))
    return rx.el.span(rx.cond(row.cover_name != "", by, rx.cond(row.beside != "", beside, lacks)))


def _row(row: rx.Var[CoverRow]) -> rx.Component:
    act = rx.el.div(
        _choose(row),
        rx.el.button(
            t("schedule.cover.back"),
            rx.el.span(" ", row.title, class_name="sr"),
            type="button",
            class_name="quiet small",
            on_click=CoverState.take_back(row.id),
        ),
        class_name="btns",
    )
    return rx.el.li(
        rx.el.span(
            rx.el.b(t(row.when), " ", row.title),
            rx.el.br(),
            rx.el.span(t("schedule.cover.away", name=row.away), class_name="small soft"),
            rx.el.br(),
            rx.el.span(_stands(row), class_name="small"),
            class_name="grow",
        ),
        rx.cond(row.is_over, rx.el.span(t("schedule.cover.over"), class_name="small soft"), act),
        style={"flexWrap": "wrap"},
        key=row.id,
    )


def _lessons() -> rx.Component:
    shown = CoverState.shown
    summary = rx.cond(
        shown.lacking > 0,
        banner(t("schedule.cover.lacking", n=shown.lacking), kind="need", sign="alert"),
        banner(t("schedule.cover.all_covered"), sign="check"),
    )
    rows = rx.fragment(summary, rx.el.ul(rx.foreach(shown.rows, _row), class_name="list"))
    turn = rx.el.div(
        button(icon("left"), rx.el.span(t("schedule.previous_day"), class_name="sr"), kind="quiet",
               on_click=CoverState.choose_day(shown.before)),
        button(icon("right"), rx.el.span(t("schedule.next_day"), class_name="sr"), kind="quiet",
               on_click=CoverState.choose_day(shown.after)),
        class_name="btns",
    )  # fmt: skip
    nobody = empty(t("schedule.cover.empty"), t("schedule.cover.empty_why"))
    return section(t(shown.day_name), rx.cond(shown.rows.length() > 0, rows, nobody), id="lessons", beside=turn)


@page(
    "/franvarande-personal",
    title="schedule.cover.title",
    right=COVER,
    workspace=(Workspace.PRINCIPAL, Workspace.ADMINISTRATOR),
    on_load=CoverState.load,
)
def view() -> rx.Component:
    """The page."""
    shown = CoverState.shown
    content = stack(
        school_choice(shown.schools, shown.unit_id, CoverState.choose_school),
        _lessons(),
        section(t("schedule.cover.tell_title"), card(_away()), id="tell", kind=""),
        gap="24px",
    )
    return rx.fragment(
        head(t("schedule.cover.title"), line=t("schedule.cover.line")), loaded(CoverState.ready, content, lines=8)
    )
