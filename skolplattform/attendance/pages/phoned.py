"""/franvaro-per-telefon/[student_id]: somebody calls the school, and the office or the mentor writes it down."""

from uuid import UUID

import reflex as rx

from skolplattform.attendance.forms import OneReport, TellForm, call_asked_for
from skolplattform.attendance.pages.absence_parts import when_fields, why_choice
from skolplattform.attendance.permissions import TAKE_CALL
from skolplattform.attendance.queries.phoned import Call, Caller, call_about
from skolplattform.attendance.service.phoned import report_phoned, withdraw_phoned
from skolplattform.attendance.views import OwnReport
from skolplattform.core.actor import Workspace
from skolplattform.core.db import in_follow, in_read, in_unit
from skolplattform.core.gate import guarded
from skolplattform.core.ids import new_id
from skolplattform.i18n import Text as Said
from skolplattform.i18n.client import t
from skolplattform.ui import live
from skolplattform.ui.address import asked_id, shown_id
from skolplattform.ui.components.forms import error_summary, submit
from skolplattform.ui.components.layout import banner, card, crumbs, empty, go, head, loaded, section, stack
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems
from skolplattform.ui.shell_state import say


class PhonedState(rx.State):
    """The student that somebody calls about."""

    ready: bool = False
    missing: bool = False
    shown: Call = Call()
    errors: dict[str, Said] = {}
    key: str = ""

    @rx.event
    @guarded(TAKE_CALL)
    async def load(self) -> None:
        """Opened: the student of the address."""
        self.reset()
        self.missing = True
        async with problems(self):
            self.shown, self.key = await in_read(call_about, asked_id(self, "student_id")), str(new_id())
            live.watch(self, PhonedState.refresh, f"student:{self.shown.id}")
            self.missing = False
        self.ready = True

    @rx.event
    @guarded(TAKE_CALL, keeps_awake=False)
    async def refresh(self) -> None:
        """The family told something itself, or took it back."""
        async with problems(self):
            await self._show()

    @rx.event
    @guarded(TAKE_CALL, TellForm)
    async def send(self, form_data: dict[str, str]) -> None:
        """Write down what was told."""
        async with problems(self):
            student = shown_id(self.shown.id)
            await in_unit(report_phoned, student, **call_asked_for(form_data), key=self.key)
            self.key = str(new_id())
            await self._show()
            await say(self, "attendance.phoned.saved")

    @rx.event
    @guarded(TAKE_CALL, OneReport)
    async def withdraw(self, report_id: UUID, version: int) -> None:
        """Take back what one wrote down."""
        async with problems(self):
            await in_unit(withdraw_phoned, report_id, version=version)
            await self._show()
            await say(self, "attendance.absence.withdrawn")

    async def _show(self) -> None:
        self.shown = await in_follow(call_about, shown_id(self.shown.id))


def _caller(one: rx.Var[Caller]) -> rx.Component:
    radio = rx.el.input(
        type="radio", name="caller", value=one.id, default_checked=PhonedState.shown.callers.length() == 1
    )
    return rx.el.label(radio, one.name, key=one.id)


def _callers() -> rx.Component:
    errors = PhonedState.errors
    wrong = errors.contains("caller")
    return rx.el.fieldset(
        rx.el.legend(t("attendance.phoned.caller")),
        rx.cond(wrong, rx.el.p(t(errors["caller"]), class_name="error", id="caller-error")),
        rx.el.div(rx.foreach(PhonedState.shown.callers, _caller), class_name="seg"),
        id="caller",
        class_name="stack",
        style={"--gap": "8px"},
        custom_attrs={"aria-describedby": rx.cond(wrong, "caller-error", None)},
    )


def _form() -> rx.Component:
    return rx.el.form(
        error_summary(PhonedState.errors),
        _callers(),
        when_fields(PhonedState.errors, PhonedState.shown.today),
        rx.cond(PhonedState.shown.asks_reason, why_choice()),
        banner(t("attendance.phoned.note"), sign="info"),
        rx.el.div(submit(t("attendance.phoned.send")), class_name="btns"),
        on_submit=PhonedState.send,
        no_validate=True,
        key=PhonedState.key,
        class_name="stack",
        style={"--gap": "24px"},
    )


def _report(report: rx.Var[OwnReport]) -> rx.Component:
    undo = rx.el.button(
        t("attendance.absence.withdraw"),
        rx.el.span(" ", t(report.days), class_name="sr"),
        type="button",
        class_name="quiet small",
        on_click=PhonedState.withdraw(report.id, report.version),
    )
    return rx.el.li(
        rx.el.span(
            rx.el.b(t(report.days)),
            ", ",
            t(report.hours),
            rx.el.br(),
            rx.el.span(t(report.told), class_name="small soft"),
            class_name="grow",
        ),
        rx.cond(report.can != "", undo),
        key=report.id,
    )


def _body() -> rx.Component:
    shown = PhonedState.shown
    told = section(
        t("attendance.phoned.told"),
        rx.cond(
            shown.reports.length() > 0,
            rx.el.ul(rx.foreach(shown.reports, _report), class_name="list"),
            rx.el.p(t("attendance.phoned.told_none"), class_name="small soft"),
        ),
        id="told",
    )
    nobody = empty(t("attendance.phoned.nobody"), t("attendance.phoned.nobody_why"), level=2)
    form = rx.cond(shown.callers.length() > 0, card(_form()), nobody)
    return rx.el.div(stack(form, told, gap="24px"), style={"maxWidth": "40rem"})


@page(
    "/franvaro-per-telefon/[student_id]",
    title="attendance.phoned.title",
    right=TAKE_CALL,
    workspace=(Workspace.TEACHER, Workspace.PRINCIPAL, Workspace.ADMINISTRATOR),
    on_load=PhonedState.load,
)
def view() -> rx.Component:
    """The page."""
    state = PhonedState
    missing = empty(t("ui.not_found.title"), t("ui.not_found.text"), level=2)
    time = go(t("reports.student.link"), to="/elevnarvaro/" + state.shown.id)
    return rx.fragment(
        crumbs((t("reports.student.choose"), "/elevnarvaro"), here=t("attendance.phoned.title")),
        head(
            rx.cond(state.missing, t("attendance.phoned.title"), state.shown.name),
            above=state.shown.class_name,
            line=rx.cond(state.missing, "", rx.fragment(t("attendance.phoned.line"), " ", time)),
        ),
        loaded(state.ready, rx.cond(state.missing, missing, _body()), lines=8),
    )
