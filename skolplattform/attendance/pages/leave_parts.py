"""What the page of leave is made of: the form, the change of days, the applications with their acts."""

import reflex as rx

from skolplattform.attendance.pages.children_picker import children_picker
from skolplattform.attendance.pages.leave_state import LeaveState
from skolplattform.attendance.rules.leave import LeaveReason
from skolplattform.attendance.typed import CHILD
from skolplattform.attendance.views import ReportableChild
from skolplattform.attendance.views_leave import OwnLeave
from skolplattform.i18n.client import t, t_among
from skolplattform.ui.components.forms import button, date_field, error_summary, pick, select_field, submit, text_field
from skolplattform.ui.components.layout import avatar, banner, chip, columns, section

STATES = [
    f"attendance.leave.state.{state}"
    for state in ("waits", "asked", "granted", "partly", "refused", "declined", "withdrawn")
]


def _child(child: rx.Var[ReportableChild]) -> rx.Component:
    return pick(
        avatar(child.initials, tone=child.tone),
        rx.el.span(child.given, " ", rx.el.span(child.class_name, class_name="small soft")),
        name=CHILD + child.id,
        default_checked=LeaveState.children.length() == 1,
        key=child.id,
    )


def _days() -> rx.Component:
    state = LeaveState
    fields = (
        date_field(
            name,
            t(f"attendance.leave.{name}"),
            errors=state.errors,
            default_value=state.first if name == "first" else state.last,
            min=state.today,
        )
        for name in ("first", "last")
    )
    return columns(*fields, least="9rem")


def new_form() -> rx.Component:
    """Apply."""
    state = LeaveState
    reasons = [("", t("attendance.leave.reason.choose"))]
    reasons += [(one.value, t(f"attendance.leave.reason.{one.value}")) for one in LeaveReason]
    return rx.el.form(
        error_summary(state.errors),
        children_picker(t("attendance.leave.who"), LeaveState.children, _child, LeaveState.errors),
        _days(),
        select_field("reason", t("attendance.leave.reason"), reasons, errors=state.errors),
        rx.cond(
            state.shown.takes_note,
            text_field(
                "note",
                t("attendance.leave.note"),
                errors=state.errors,
                hint=t("attendance.leave.note.hint"),
                max_length=200,
            ),
        ),
        banner(t("attendance.leave.law"), sign="info"),
        rx.el.div(submit(t("attendance.leave.send")), class_name="btns"),
        on_submit=state.send,
        no_validate=True,
        key=state.key,
        class_name="stack",
        style={"--gap": "20px"},
    )


def change_form() -> rx.Component:
    """Ask for other days."""
    state = LeaveState
    return rx.el.form(
        rx.el.h2(t("attendance.leave.change.title")),
        error_summary(state.errors),
        rx.el.p(t("attendance.leave.change.why"), class_name="soft"),
        _days(),
        rx.el.div(
            submit(t("attendance.leave.change.save")),
            button(t("attendance.leave.change.cancel"), kind="quiet", on_click=state.change("")),
            class_name="btns",
        ),
        on_submit=state.save_change,
        no_validate=True,
        key=state.key,
        class_name="stack",
        style={"--gap": "20px"},
    )


def _acts(one: rx.Var[OwnLeave]) -> rx.Component:
    state = LeaveState
    whose = rx.el.span(" ", one.child, ", ", t(one.days), class_name="sr")
    return rx.el.div(
        rx.cond(
            one.may_answer,
            rx.fragment(
                button(t("attendance.leave.approve"), whose, on_click=state.answer(one.id, one.version, "approved")),
                button(
                    t("attendance.leave.decline"),
                    whose,
                    kind="quiet",
                    on_click=state.answer(one.id, one.version, "declined"),
                ),
            ),
        ),
        rx.cond(
            one.may_change,
            button(t("attendance.leave.change"), whose, kind="quiet small", on_click=state.change(one.id)),
        ),
        rx.cond(
            one.may_withdraw,
            button(
                t("attendance.leave.withdraw"),
                whose,
                kind="quiet small",
                on_click=state.withdraw(one.id, one.version),
            ),
        ),
        class_name="btns",
    )


def _said(one: rx.Var[OwnLeave]) -> rx.Var:
    return t_among("attendance.leave.state." + one.state, STATES)


def _application(one: rx.Var[OwnLeave]) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.h3(one.child, ", ", t(one.days)),
            rx.cond(one.may_answer, chip(_said(one), needs_you=True), chip(_said(one))),
            class_name="between",
        ),
        rx.el.p(t(one.count), ", ", t(one.reason), class_name="small soft"),
        rx.cond(one.note != "", rx.el.p(one.note, class_name="small")),
        rx.foreach(one.consents, lambda said: rx.el.p(t(said), class_name="small soft")),
        rx.cond(one.decided.sv != "", rx.el.p(t(one.decided), class_name="small")),
        rx.cond(one.words != "", rx.el.p(one.words)),
        _acts(one),
        key=one.id,
        class_name="card stack",
        style={"--gap": "6px"},
    )


def applications() -> rx.Component:
    """What has been applied for, newest first."""
    found = LeaveState.shown.applications
    return section(
        t("attendance.leave.own"),
        rx.cond(
            found.length() > 0,
            rx.el.ul(rx.foreach(found, _application), class_name="stack plain", role="list"),
            rx.el.p(t("attendance.leave.own.none"), class_name="small soft"),
        ),
        id="own",
    )
