"""/ledighet: a guardian, or a student of age, applies for leave; the other custodian agrees on the same page."""

import reflex as rx

from skolplattform.attendance.pages.leave_parts import applications, change_form, new_form
from skolplattform.attendance.pages.leave_state import LeaveState
from skolplattform.attendance.permissions import APPLY_LEAVE
from skolplattform.core.actor import Workspace
from skolplattform.i18n.client import t
from skolplattform.ui.components.layout import crumbs, empty, head, loaded
from skolplattform.ui.page import page


@page(
    "/ledighet",
    title="attendance.leave.title",
    right=APPLY_LEAVE,
    workspace=(Workspace.GUARDIAN, Workspace.STUDENT),
    on_load=LeaveState.load,
)
def view() -> rx.Component:
    """Apply for leave."""
    state = LeaveState
    body = rx.cond(
        state.children.length() > 0,
        rx.el.div(
            rx.cond(state.changing != "", change_form(), new_form()),
            applications(),
            class_name="stack",
            style={"--gap": "32px", "maxWidth": "40rem"},
        ),
        empty(t("attendance.leave.empty.title"), t("attendance.leave.empty.why"), level=2),
    )
    return rx.fragment(
        crumbs((t("attendance.absence.home"), "/"), here=t("attendance.leave.title")),
        head(t("attendance.leave.title"), line=t("attendance.leave.line")),
        loaded(state.ready, body, lines=6),
    )
