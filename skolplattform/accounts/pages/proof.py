"""Show that it is you, beside what asks for it: a code of the app, or the provider asked again (security rule 12)."""

import reflex as rx
from sqlmodel import Session

from skolplattform.accounts import second_factor
from skolplattform.accounts.permissions import OWN_FACTOR
from skolplattform.core.actor import Actor
from skolplattform.core.db import in_read, in_unit
from skolplattform.core.gate import Payload, guarded
from skolplattform.core.gate import Text as Written
from skolplattform.i18n import Text, both
from skolplattform.i18n.client import t
from skolplattform.ui.components.forms import text_field
from skolplattform.ui.components.layout import go

CODE = "proof-code"


class CodeForm(Payload):
    """The code that was typed."""

    form_data: dict[str, Written(12)]  # type: ignore[valid-type]


def _standing(session: Session, actor: Actor) -> tuple[bool, bool, bool]:
    proved, has_app = second_factor.is_proved(session, actor), second_factor.has_one(session, actor)
    return proved, has_app, second_factor.by_provider(actor)


class ProofState(rx.State):
    """Whether this session has shown a second factor just now, and how it can."""

    proved: bool = False
    has_app: bool = False
    by_provider: bool = False
    errors: dict[str, Text] = {}

    @rx.event
    @guarded(OWN_FACTOR)
    async def look(self) -> None:
        """The dialog opens: does an earlier proof still count?"""
        self.errors = {}
        self.proved, self.has_app, self.by_provider = await in_read(_standing)

    @rx.event
    @guarded(OWN_FACTOR, CodeForm)
    async def prove(self, form_data: dict[str, str]) -> None:
        """A code was typed."""
        self.proved = await in_unit(second_factor.prove, form_data.get(CODE, ""))
        self.errors = {} if self.proved else {CODE: both("accounts.factor.wrong")}


def proof(*, back_to: str) -> rx.Component:
    """The line with its field. It is a form of its own: never inside another."""
    state = ProofState
    code = rx.el.form(
        text_field(
            CODE,
            t("accounts.factor.code"),
            errors=state.errors,
            input_mode="numeric",
            auto_complete="one-time-code",
            max_length=12,
        ),
        rx.el.div(rx.el.button(t("accounts.proof.confirm"), type="submit"), class_name="btns"),
        on_submit=state.prove,
        reset_on_submit=True,
        no_validate=True,
        class_name="stack",
    )
    ask = rx.cond(
        state.by_provider,
        rx.el.a(t("accounts.proof.provider"), href=f"/auth/prove?till={back_to}", class_name="btn"),
        rx.cond(state.has_app, code, go(t("accounts.proof.no_app"), to="/konto/kodapp")),
    )
    return rx.el.section(
        rx.el.p(t("accounts.proof.line"), class_name="small"),
        rx.el.div(
            rx.cond(state.proved, rx.el.p(t("accounts.proof.ok"), class_name="small"), ask),
            custom_attrs={"aria-live": "polite"},
        ),
        class_name="stack",
    )
