"""/anmal-franvaro/[report_id]: what the school made of a report, and other days or hours of it."""

from uuid import UUID

import reflex as rx

from skolplattform.attendance.forms import ChangeForm, change_asked_for
from skolplattform.attendance.permissions import REPORT
from skolplattform.attendance.queries.report_made import report_made
from skolplattform.attendance.service.absence import change_report, end_report
from skolplattform.attendance.views import MadeLesson, ReportMade
from skolplattform.core.actor import Workspace
from skolplattform.core.db import in_read, in_unit
from skolplattform.core.gate import guarded
from skolplattform.i18n import Text as Said
from skolplattform.i18n.client import t
from skolplattform.ui.address import asked_id, shown_id
from skolplattform.ui.components.forms import button, date_field, error_summary, submit, text_field
from skolplattform.ui.components.layout import button_link, columns, crumbs, empty, head, loaded, mark, section
from skolplattform.ui.components.tables import Column, table
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems
from skolplattform.ui.shell_state import say


class ReportState(rx.State):
    """One report of the family."""

    ready: bool = False
    missing: bool = False
    shown: ReportMade = ReportMade()
    errors: dict[str, Said] = {}

    @rx.event
    @guarded(REPORT)
    async def load(self) -> None:
        """Opened: the report of the address."""
        self.reset()
        self.missing = True
        async with problems(self):
            await self._show(asked_id(self, "report_id"))
            self.missing = False
        self.ready = True

    @rx.event
    @guarded(REPORT, ChangeForm)
    async def change(self, form_data: dict[str, str]) -> None:
        """Other days or hours."""
        async with problems(self):
            report = shown_id(self.shown.id)
            await in_unit(change_report, report, **change_asked_for(form_data), version=self.shown.version)
            await self._show(report)
            await say(self, "attendance.made.changed")

    @rx.event
    @guarded(REPORT)
    async def end(self) -> None:
        """The student is back in school."""
        async with problems(self):
            report = shown_id(self.shown.id)
            await in_unit(end_report, report, version=self.shown.version)
            await self._show(report)
            await say(self, "attendance.absence.ended")

    async def _show(self, report: UUID) -> None:
        self.shown = await in_read(report_made, report)


def _lesson(one: rx.Var[MadeLesson]) -> list:
    shown = rx.el.span(rx.cond(one.mark != "", mark(one.mark)), rx.el.span(t(one.line)), class_name="with")
    return [one.name, t(one.when), shown]


def _lessons() -> rx.Component:
    found = ReportState.shown.lessons
    columns_ = [Column(t(f"attendance.made.{name}")) for name in ("lesson", "time", "mark")]
    return section(
        t("attendance.made.lessons"),
        rx.cond(
            found.length() > 0,
            rx.fragment(
                table(columns_, found, _lesson, caption=t("attendance.made.lessons"), plain=True),
                rx.cond(
                    ReportState.shown.more > 0,
                    rx.el.p(t("attendance.made.more", n=ReportState.shown.more), class_name="small soft"),
                ),
            ),
            rx.el.p(t("attendance.made.lessons.none"), class_name="small soft"),
        ),
        id="lessons",
    )


def _time(name: str, label: rx.Var, value: rx.Var) -> rx.Component:
    return text_field(name, label, errors=ReportState.errors, kind="time", default_value=value)


def _form() -> rx.Component:
    state, shown = ReportState, ReportState.shown
    fields = columns(
        date_field(
            "first",
            t("attendance.absence.first"),
            errors=state.errors,
            default_value=shown.first,
            read_only=shown.has_begun,
        ),
        date_field("last", t("attendance.absence.last"), errors=state.errors, default_value=shown.last),
        _time("from_time", t("attendance.absence.from"), shown.from_time),
        _time("until_time", t("attendance.absence.until"), shown.until_time),
        least="9rem",
    )
    return rx.el.form(
        error_summary(state.errors),
        rx.el.p(
            rx.cond(shown.has_begun, t("attendance.made.begun"), t("attendance.made.whole")), class_name="small soft"
        ),
        fields,
        rx.el.div(
            submit(t("attendance.made.change.save")),
            rx.cond(shown.has_begun, button(t("attendance.absence.end"), kind="quiet", on_click=state.end)),
            class_name="btns",
        ),
        on_submit=state.change,
        no_validate=True,
        key=shown.id + "." + shown.version.to_string(),
        class_name="stack",
        style={"--gap": "16px"},
    )


def _body() -> rx.Component:
    shown = ReportState.shown
    changing = section(
        t("attendance.made.change"),
        rx.cond(shown.may_change, _form(), rx.el.p(t("attendance.made.closed"), class_name="soft")),
        id="change",
    )
    return rx.fragment(
        crumbs((t("attendance.absence.title"), "/anmal-franvaro"), here=t(shown.days)),
        head(shown.child, line=rx.fragment(t(shown.days), ", ", t(shown.hours), ". ", t(shown.told))),
        rx.el.div(_lessons(), changing, class_name="stack", style={"--gap": "28px", "maxWidth": "44rem"}),
    )


def _gone() -> rx.Component:
    return rx.fragment(
        crumbs((t("attendance.absence.title"), "/anmal-franvaro"), here=t("attendance.made.title")),
        head(t("attendance.made.title")),
        empty(
            t("attendance.made.gone"),
            t("attendance.made.gone.why"),
            button_link(t("attendance.made.back"), to="/anmal-franvaro", kind="primary"),
            level=2,
        ),
    )


@page(
    "/anmal-franvaro/[report_id]",
    title="attendance.made.title",
    right=REPORT,
    workspace=(Workspace.GUARDIAN, Workspace.STUDENT),
    nav="/anmal-franvaro",
    on_load=ReportState.load,
)
def view() -> rx.Component:
    """One report."""
    state = ReportState
    return loaded(state.ready, rx.cond(state.missing, _gone(), _body()), lines=8)
