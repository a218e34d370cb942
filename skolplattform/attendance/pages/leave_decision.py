"""/ledighetsbeslut/[application_id]: one application, what the decision rests on, and the decision."""

from uuid import UUID

import reflex as rx

from skolplattform.attendance.forms_leave import LeaveForm, decision_made
from skolplattform.attendance.permissions import DECIDE_LEAVE
from skolplattform.attendance.queries.leave import leave_case
from skolplattform.attendance.rules.leave import DECISIONS, State
from skolplattform.attendance.service.leave_decision import decide_leave
from skolplattform.attendance.views_leave import LeaveCase
from skolplattform.core.actor import Workspace
from skolplattform.core.db import in_follow, in_read, in_unit
from skolplattform.core.gate import guarded
from skolplattform.core.ids import new_id
from skolplattform.i18n import Text as Said
from skolplattform.i18n.client import t, t_among
from skolplattform.ui.address import asked_id, shown_id
from skolplattform.ui.components.forms import date_field, error_summary, submit, text_area
from skolplattform.ui.components.layout import banner, button_link, columns, crumbs, empty, head, loaded, section
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems
from skolplattform.ui.shell_state import say

STATES = [f"attendance.leave.state.{state.value}" for state in State]


class LeaveCaseState(rx.State):
    """One application before the one who decides."""

    ready: bool = False
    missing: bool = False
    shown: LeaveCase = LeaveCase()
    errors: dict[str, Said] = {}
    _key: str = ""

    @rx.event
    @guarded(DECIDE_LEAVE)
    async def load(self) -> None:
        """Opened: the application of the address."""
        self.reset()
        self.missing = True
        async with problems(self):
            self.shown = await in_read(leave_case, asked_id(self, "application_id"))
            self._key = str(new_id())
            self.missing = False
        self.ready = True

    @rx.event
    @guarded(DECIDE_LEAVE, LeaveForm)
    async def decide(self, form_data: dict[str, str | None]) -> None:
        """Grant, grant a part, or refuse."""
        async with problems(self):
            made, case = decision_made(form_data), shown_id(self.shown.id)
            days = {"outcome": made.outcome, "first": made.first, "last": made.last, "text": made.text}
            await in_unit(decide_leave, case, **days, version=self.shown.version, key=self._key)
            await self._show(case)
            await say(self, "attendance.leave.decided.saved")

    async def _show(self, case: UUID) -> None:
        self.shown = await in_follow(leave_case, case)
        self._key = str(new_id())


def _fact(name: str, *shown) -> rx.Component:
    return rx.el.div(rx.el.dt(t(f"attendance.leave.fact.{name}")), rx.el.dd(*shown))


def _facts() -> rx.Component:
    shown = LeaveCaseState.shown
    consents = rx.cond(
        shown.consents.length() > 0,
        rx.foreach(shown.consents, lambda said: rx.el.div(t(said))),
        t("attendance.leave.consent.none"),
    )
    return section(
        t("attendance.leave.facts"),
        rx.el.dl(
            _fact("days", t(shown.days), ", ", t(shown.count)),
            _fact("reason", t(shown.reason), rx.cond(shown.note != "", rx.fragment(": ", shown.note))),
            _fact("applied", t(shown.applied)),
            _fact("consents", consents),
            _fact("earlier", t(shown.earlier)),
            class_name="pairs",
        ),
        id="facts",
    )


def _outcome(one: State) -> rx.Component:
    radio = rx.el.input(type="radio", name="outcome", value=one.value, default_checked=one is State.GRANTED)
    return rx.el.label(radio, t(f"attendance.leave.outcome.{one.value}"))


def _form() -> rx.Component:
    state, shown = LeaveCaseState, LeaveCaseState.shown
    wrong = state.errors.contains("outcome")
    part = columns(
        *(
            date_field(
                f"granted_{end}",
                t(f"attendance.leave.granted_{end}"),
                errors=state.errors,
                default_value=shown.first if end == "first" else shown.last,
                min=shown.first,
                max=shown.last,
            )
            for end in ("first", "last")
        ),
        least="9rem",
    )
    return rx.el.form(
        error_summary(state.errors),
        rx.el.fieldset(
            rx.el.legend(t("attendance.leave.outcome")),
            rx.cond(wrong, rx.el.p(t(state.errors["outcome"]), class_name="error", id="outcome-error")),
            rx.el.div(*(_outcome(one) for one in DECISIONS), class_name="seg"),
            rx.el.div(part, class_name="for-part-leave"),
            id="outcome",
            custom_attrs={"aria-describedby": rx.cond(wrong, "outcome-error", None)},
            class_name="stack leave-outcome",
            style={"--gap": "12px"},
        ),
        text_area(
            "text", t("attendance.leave.text"), errors=state.errors, hint=t("attendance.leave.text.hint"), rows=3
        ),
        rx.el.div(submit(t("attendance.leave.decide")), class_name="btns"),
        on_submit=state.decide,
        no_validate=True,
        class_name="stack",
        style={"--gap": "20px"},
    )


def _standing() -> rx.Component:
    shown = LeaveCaseState.shown
    return rx.fragment(
        banner(
            rx.el.b(t_among("attendance.leave.state." + shown.state, STATES)),
            rx.cond(shown.decided.sv != "", rx.el.p(t(shown.decided), class_name="small")),
            rx.cond(shown.words != "", rx.el.p(shown.words)),
            rx.cond((shown.state == "asked") & (shown.barred.sv != ""), rx.el.p(t(shown.barred))),
            rx.cond((shown.state == "asked") & (shown.barred.sv == ""), rx.el.p(t("attendance.leave.error.not_ready"))),
            sign="info",
        ),
        button_link(t("attendance.leave.back"), to="/ledighetsbeslut"),
    )


def _decision() -> rx.Component:
    shown = LeaveCaseState.shown
    return section(
        t("attendance.leave.decision"),
        banner(t("attendance.leave.law.head"), " ", t(shown.counted), sign="info"),
        rx.cond(shown.may_decide, _form(), _standing()),
        id="decision",
        kind="card",
    )


def _body() -> rx.Component:
    shown = LeaveCaseState.shown
    return rx.fragment(
        crumbs((t("attendance.leave.decisions.title"), "/ledighetsbeslut"), here=shown.child),
        head(shown.child, line=rx.fragment(shown.class_name, " ", t(shown.days))),
        rx.el.div(_facts(), _decision(), class_name="stack", style={"--gap": "28px", "maxWidth": "44rem"}),
    )


def _gone() -> rx.Component:
    return rx.fragment(
        crumbs((t("attendance.leave.decisions.title"), "/ledighetsbeslut"), here=t("attendance.leave.case.title")),
        head(t("attendance.leave.case.title")),
        empty(
            t("attendance.leave.gone"),
            t("attendance.leave.gone.why"),
            button_link(t("attendance.leave.back"), to="/ledighetsbeslut", kind="primary"),
            level=2,
        ),
    )


@page(
    "/ledighetsbeslut/[application_id]",
    title="attendance.leave.case.title",
    right=DECIDE_LEAVE,
    workspace=(Workspace.PRINCIPAL, Workspace.TEACHER),
    nav="/ledighetsbeslut",
    on_load=LeaveCaseState.load,
)
def view() -> rx.Component:
    """One application."""
    state = LeaveCaseState
    return loaded(state.ready, rx.cond(state.missing, _gone(), _body()), lines=8)
