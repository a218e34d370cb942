"""Beside a list where a protected student stands without a name: the way in when it cannot wait (R-X04)."""

from uuid import UUID

import reflex as rx

from skolplattform.core.db import in_unit
from skolplattform.core.gate import Id, Name, Payload, guarded
from skolplattform.core.gate import Text as Written
from skolplattform.i18n import Text
from skolplattform.i18n.client import t
from skolplattform.registry import protection
from skolplattform.registry.permissions import BREAK_GLASS
from skolplattform.registry.service import LONGEST_REASON
from skolplattform.ui.components.forms import choice, choices, error_summary, submit, text_area
from skolplattform.ui.components.layout import banner
from skolplattform.ui.components.overlays import close_button, open_button
from skolplattform.ui.problems import problems
from skolplattform.ui.shell_state import say

DIALOG = "break-glass"


class Chosen(Payload):
    """The student whose glass it is."""

    student_id: Id


class GlassForm(Payload):
    """What has happened and why, and to whom."""

    student_id: Id
    form_data: dict[Name, Written(LONGEST_REASON)]  # type: ignore[valid-type]


class GlassState(rx.State):
    """The dialog: for whom it is open, and what is wrong with what was written."""

    student_id: str = ""
    is_open: bool = False
    errors: dict[str, Text] = {}

    @rx.event
    @guarded(BREAK_GLASS, Chosen)
    def choose(self, student_id: UUID) -> None:
        """The question is asked about this student; nothing has been opened."""
        self.student_id, self.is_open, self.errors = str(student_id), False, {}

    @rx.event
    @guarded(BREAK_GLASS, GlassForm)
    async def open_person(self, student_id: UUID, form_data: dict[str, str]) -> None:
        """Open the person to the actor for the day; written down, and the principal is told."""
        async with problems(self):
            kind, reason = form_data.get("kind", ""), form_data.get("reason", "")
            await in_unit(protection.break_glass, student_id, reason=reason, kind=kind)
            self.is_open = True
            await say(self, "registry.glass.opened")


def break_glass(masked: rx.Var, then: rx.event.EventHandler) -> rx.Component:
    """The line with a button for each student without a name, and the dialog. `then` reads the page again."""
    several = masked.length() > 1
    buttons = rx.el.span(
        rx.foreach(
            masked,
            lambda student, place: open_button(
                DIALOG,
                t("registry.glass.open"),
                rx.cond(several, rx.fragment(", ", t("registry.glass.number", n=place + 1))),
                kind="quiet",
                on_click=GlassState.choose(student),
            ),
        ),
        class_name="btns",
    )
    line = rx.el.span(t("registry.glass.line"), class_name="small")
    return rx.cond(masked.length() > 0, rx.fragment(banner(line, sign="shield", action=buttons), _dialog(then)))


def _dialog(then: rx.event.EventHandler) -> rx.Component:
    state = GlassState
    done = rx.fragment(
        rx.el.p(t("registry.glass.opened"), role="status"),
        rx.el.div(close_button(DIALOG, t("registry.glass.close")), class_name="btns"),
    )
    return rx.el.dialog(
        rx.el.div(
            rx.el.h2(t("registry.glass.title"), id=f"{DIALOG}-title"),
            rx.cond(state.is_open, done, _form(then)),
            class_name="stack",
        ),
        id=DIALOG,
        aria_labelledby=f"{DIALOG}-title",
    )


def _form(then: rx.event.EventHandler) -> rx.Component:
    state = GlassState
    kinds = (
        choice(t(f"registry.glass.kind.{kind}"), kind="radio", name="kind", value=kind)
        for kind in protection.EMERGENCIES
    )
    return rx.el.form(
        error_summary(state.errors),
        rx.el.p(t("registry.glass.explain")),
        rx.el.div(choices(t("registry.glass.kind"), *kinds), id="kind", tab_index=-1),
        text_area(
            "reason",
            t("registry.glass.reason"),
            errors=state.errors,
            hint=t("registry.glass.reason.hint"),
            rows=2,
            max_length=LONGEST_REASON - 12,
        ),
        rx.el.div(
            submit(t("registry.glass.break")), close_button(DIALOG, t("ui.cancel"), kind="quiet"), class_name="btns"
        ),
        on_submit=lambda data: [state.open_person(state.student_id, data), then()],
        no_validate=True,
        key=state.student_id,
        class_name="stack",
    )
