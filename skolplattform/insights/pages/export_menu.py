"""The page's figures to take away: a small form that the browser sends itself."""

import reflex as rx

from skolplattform.accounts.pages.proof import ProofState, proof
from skolplattform.i18n.client import is_english, t
from skolplattform.insights.exports import LONGEST_REASON
from skolplattform.insights.pages.attendance_state import OverviewState
from skolplattform.ui.components.layout import stack
from skolplattform.ui.components.overlays import dialog, open_button
from skolplattform.ui.components.plain_form import plain_form
from skolplattform.ui.icon import icon

CHOICES = (("grupper", "groups"), ("elever", "students"))


def _hidden(name: str, value: object) -> rx.Component:
    return rx.el.input(type="hidden", name=name, value=value, read_only=True)


def _kind(name: str, key: str, *, chosen: bool) -> rx.Component:
    return rx.el.label(
        rx.el.input(type="radio", name="innehall", value=name, default_checked=chosen),
        rx.el.span(t(f"insights.attendance.export.{key}")),
        class_name="choice",
    )


def export_menu() -> rx.Component:
    """The button and its dialog."""
    wanted = OverviewState.wanted
    scope = rx.fragment(
        _hidden("enhet", OverviewState.unit),
        rx.cond(wanted.year != "", _hidden("ar", wanted.year)),
        rx.cond(wanted.class_id != "", _hidden("klass", wanted.class_id)),
        _hidden("period", OverviewState.period),
        _hidden("dagar", wanted.days),
        _hidden("sprak", rx.cond(is_english(), "en", "sv")),
    )
    what = rx.el.fieldset(
        rx.el.legend(t("insights.attendance.export.what")),
        *(_kind(name, key, chosen=name == "grupper") for name, key in CHOICES),
    )
    reason = rx.el.div(
        rx.el.label(t("insights.attendance.export.reason_label"), html_for="skal"),
        rx.el.span(t("insights.attendance.export.reason"), class_name="hint", id="skal-hint"),
        rx.el.input(id="skal", name="skal", max_length=LONGEST_REASON, custom_attrs={"aria-describedby": "skal-hint"}),
        class_name="field",
    )
    buttons = rx.el.div(
        rx.el.button(t("insights.attendance.export.xlsx"), type="submit", name="form", value="xlsx"),
        rx.el.button(t("insights.attendance.export.csv"), type="submit", name="form", value="csv"),
        class_name="btns",
    )
    form = plain_form(
        stack(scope, what, reason, rx.el.p(t("insights.attendance.export.note"), class_name="small soft"), buttons),
        to="/narvaro-oversikt/export",
    )
    return rx.fragment(
        open_button(
            "export", icon("download"), t("insights.attendance.export"), kind="quiet", on_click=ProofState.look
        ),
        dialog("export", t("insights.attendance.export"), proof(back_to="/narvaro-oversikt"), form),
    )
