"""/anmal-franvaro: a guardian, or a student of age, tells the school. Today and the whole day stand chosen."""

import reflex as rx

from skolplattform.attendance.pages.absence_history import history
from skolplattform.attendance.pages.absence_parts import when_fields, why_choice
from skolplattform.attendance.pages.absence_state import AbsenceState
from skolplattform.attendance.pages.children_picker import children_picker
from skolplattform.attendance.permissions import REPORT
from skolplattform.attendance.typed import CHILD
from skolplattform.attendance.views import ReportableChild
from skolplattform.core.actor import Workspace
from skolplattform.i18n.client import day, t
from skolplattform.ui.components.forms import error_summary, pick
from skolplattform.ui.components.layout import avatar, banner, crumbs, empty, go, head, loaded
from skolplattform.ui.page import page


def _child(child: rx.Var[ReportableChild]) -> rx.Component:
    return pick(
        avatar(child.initials, tone=child.tone),
        rx.el.span(
            child.given,
            " ",
            rx.el.span(child.class_name, class_name="small soft"),
            rx.el.br(),
            rx.el.span(
                rx.cond(child.is_told, t("attendance.absence.told_today"), t(child.hours)), class_name="tiny soft"
            ),
        ),
        name=CHILD + child.id,
        default_checked=AbsenceState.chosen.contains(child.id),
        key=child.id,
    )


def _form() -> rx.Component:
    return rx.el.form(
        error_summary(AbsenceState.errors),
        children_picker(t("attendance.absence.who"), AbsenceState.children, _child, AbsenceState.errors),
        when_fields(AbsenceState.errors, AbsenceState.today),
        rx.cond(AbsenceState.asks_reason, why_choice()),
        banner(t("attendance.absence.note"), sign="info"),
        rx.el.div(
            rx.el.button(t("attendance.absence.send"), type="submit", class_name="primary"),
            go(t("attendance.absence.cancel"), to="/", class_name="btn quiet"),
            class_name="btns",
        ),
        rx.el.p(go(t("attendance.absence.leave"), to="/ledighet"), class_name="small soft"),
        on_submit=AbsenceState.send,
        no_validate=True,
        key=AbsenceState.key,
        class_name="stack",
        style={"--gap": "24px"},
    )


def _body() -> rx.Component:
    return rx.cond(
        AbsenceState.children.length() > 0,
        rx.el.div(rx.el.div(_form(), style={"maxWidth": "40rem"}), history(), class_name="stack reading"),
        empty(t("attendance.absence.empty.title"), t("attendance.absence.empty.why")),
    )


@page(
    "/anmal-franvaro",
    title="attendance.absence.title",
    right=REPORT,
    workspace=(Workspace.GUARDIAN, Workspace.STUDENT),
    on_load=AbsenceState.load,
    undo=AbsenceState.undo,
)
def view() -> rx.Component:
    """Tell the school."""
    return rx.fragment(
        crumbs((t("attendance.absence.home"), "/"), here=t("attendance.absence.title")),
        head(t("attendance.absence.title"), line=day(AbsenceState.today)),
        loaded(AbsenceState.ready, _body(), lines=6),
    )
