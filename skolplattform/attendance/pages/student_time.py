"""/elevnarvaro/[student_id]: one student's attendance over a time, shown and to take away."""

from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

import reflex as rx
from sqlmodel import Session

from skolplattform.attendance.permissions import STUDENT_TIME
from skolplattform.attendance.queries.student_time import StudentTime, student_time
from skolplattform.attendance.queries.unreported import year_start
from skolplattform.attendance.rules import Mark, figures
from skolplattform.attendance.student_report import checked_span
from skolplattform.core import clock
from skolplattform.core.actor import Actor, Workspace
from skolplattform.core.db import in_read
from skolplattform.core.errors import NotFound
from skolplattform.core.gate import Day, Payload, guarded
from skolplattform.i18n import NO_TEXT, Text, both
from skolplattform.i18n.client import is_english, t
from skolplattform.i18n.format import day_text, number, percent_text
from skolplattform.ui.address import asked, asked_id
from skolplattform.ui.components.forms import date_field
from skolplattform.ui.components.layout import card, empty, head, loaded, mark_with_word, section, stack
from skolplattform.ui.components.plain_form import plain_form
from skolplattform.ui.components.tables import Column, table
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems
from skolplattform.ui.shell_state import tell

SHOWN = 50
"""The latest absences that stand on the page; the report has all of them."""


class Span(Payload):
    """From a day to a day; a field that is being filled in says nothing yet."""

    first: Day | Literal[""]
    last: Day | Literal[""]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of the time."""

    label: Text
    value: Text


@dataclass(frozen=True, slots=True)
class AwayRow:
    """A lesson that the student was away from, wholly or in part."""

    day: Text
    lesson: str
    mark: str
    said: Text


@dataclass(frozen=True, slots=True)
class TimeView:
    """The student's time as it is shown."""

    name: str = ""
    class_name: str = ""
    figures: tuple[Figure, ...] = ()
    away: tuple[AwayRow, ...] = ()
    more: Text = NO_TEXT


def time_view(session: Session, actor: Actor, student_id: UUID, first: date, last: date) -> TimeView:
    """The numbers of the time and the latest absences.

    Raises:
        NotFound: not a student of the actor's. Invalid: the days are wrong.
    """
    checked_span(first, last)
    found = student_time(session, actor, student_id, first, last)
    away = [one for one in reversed(found.lessons) if one.mark is not Mark.PRESENT]
    rows = tuple(
        AwayRow(
            day=day_text(one.time.day, style="short"),
            lesson=one.name,
            mark=one.mark.value,
            said=both("reports.student.minutes", mark=both(f"attendance.mark.{one.mark}"), n=one.away.total),
        )
        for one in away[:SHOWN]
    )
    more = both("reports.student.more", n=len(away) - SHOWN) if len(away) > SHOWN else NO_TEXT
    return TimeView(found.name, found.class_name, _figures(found), rows, more)


def _figures(found: StudentTime) -> tuple[Figure, ...]:
    whole = figures.total(one.time for one in found.lessons)
    shares = {"absence": whole.absence, "unreported": whole.unreported}
    minutes = {"offered": whole.offered, "valid": whole.valid, "invalid": whole.invalid}
    shown = {name: percent_text(share) if share is not None else Text("–", "–") for name, share in shares.items()}
    shown |= {name: _hours(amount) for name, amount in minutes.items()}
    order = ("absence", "valid", "invalid", "offered", "unreported")
    return tuple(Figure(both(f"reports.head.{name}"), shown[name]) for name in order)


def _hours(minutes: int) -> Text:
    amount = figures.hours(minutes)
    return Text(number(amount, "sv", decimals=1), number(amount, "en", decimals=1))


class StudentTimeState(rx.State):
    """The student that is open, and the days."""

    ready: bool = False
    missing: bool = False
    view: TimeView = TimeView()
    student: str = ""
    first: str = ""
    last: str = ""

    @rx.event
    @guarded(STUDENT_TIME)
    async def load(self) -> None:
        """Opened: the academic year until today."""
        self.reset()
        today = clock.today()
        await self._show(year_start(today), today)
        self.ready = True
        if asked(self, "fel") == "last":
            await tell(self, "error", "reports.error.last")

    @rx.event
    @guarded(STUDENT_TIME, Span)
    async def span(self, first: date | str, last: date | str) -> None:
        """Other days, once both are whole."""
        if isinstance(first, date) and isinstance(last, date):
            await self._show(first, last)

    async def _show(self, first: date, last: date) -> None:
        async with problems(self):
            try:
                student = asked_id(self, "student_id")
                self.view = await in_read(time_view, student, first, last)
                self.student, self.first, self.last = str(student), first.isoformat(), last.isoformat()
            except NotFound:
                self.missing = True


def _take() -> rx.Component:
    """The days, and the report about them."""
    state = StudentTimeState
    buttons = (
        rx.el.button(
            t(f"reports.as.{form}"), type="submit", name="form", value=form, class_name="primary" if not at else ""
        )
        for at, form in enumerate(("pdf", "xlsx", "csv"))
    )
    return plain_form(
        rx.el.div(
            date_field(
                "fran",
                t("reports.first"),
                value=state.first,
                on_change=lambda day: state.span(day, state.last),
                required=True,
            ),
            date_field(
                "till",
                t("reports.last"),
                value=state.last,
                on_change=lambda day: state.span(state.first, day),
                required=True,
            ),
            class_name="cols",
            style={"--min": "12rem"},
        ),
        rx.el.input(type="hidden", name="elev", value=state.student, read_only=True),
        rx.el.input(type="hidden", name="sprak", value=rx.cond(is_english(), "en", "sv"), read_only=True),
        rx.el.div(*buttons, class_name="btns"),
        rx.el.p(t("reports.student.note"), class_name="small soft"),
        to="/narvarorapporter/elev",
        class_name="stack",
    )


def _figure(one: rx.Var[Figure]) -> rx.Component:
    return rx.el.div(rx.el.dt(t(one.label)), rx.el.dd(t(one.value)))


def _away(row: rx.Var[AwayRow]) -> list[rx.Component]:
    return [rx.el.span(t(row.day)), rx.el.span(row.lesson), mark_with_word(row.mark, t(row.said))]


def _content() -> rx.Component:
    shown = StudentTimeState.view
    heads = [Column(t(f"reports.head.{name}")) for name in ("day", "lesson", "mark")]
    away = rx.fragment(
        table(heads, shown.away, _away, caption=t("reports.student.absences")),
        rx.cond(shown.more.sv != "", rx.el.p(t(shown.more), class_name="small soft")),
    )
    none = rx.el.p(t("reports.student.never_away"), class_name="soft")
    return stack(
        rx.el.dl(rx.foreach(shown.figures, _figure), class_name="tiles"),
        card(_take()),
        section(t("reports.student.absences"), rx.cond(shown.away.length() > 0, away, none), id="away", kind=""),
        gap="24px",
    )


@page(
    "/elevnarvaro/[student_id]",
    title="reports.student.page",
    right=STUDENT_TIME,
    workspace=(
        *(Workspace.TEACHER, Workspace.PRINCIPAL, Workspace.ADMINISTRATOR),
        *(Workspace.STUDENT_HEALTH, Workspace.GUARDIAN, Workspace.STUDENT),
    ),
    on_load=StudentTimeState.load,
)
def view() -> rx.Component:
    """The page."""
    state = StudentTimeState
    title = rx.cond(state.view.name != "", t("reports.student.title", name=state.view.name), t("reports.student.page"))
    missing = empty(t("ui.not_found.title"), t("ui.not_found.text"), level=2)
    return rx.fragment(
        head(title, above=state.view.class_name, line=t("reports.how")),
        loaded(state.ready, rx.cond(state.missing, missing, _content()), lines=8),
    )
