"""Konto > kodapp: set up an authenticator app, or change it."""

import reflex as rx

from skolplattform.accounts import one_time, second_factor
from skolplattform.accounts.pages.proof import CodeForm, ProofState, proof
from skolplattform.accounts.permissions import OWN_FACTOR
from skolplattform.accounts.qr import Qr, drawn
from skolplattform.core.actor import Workspace
from skolplattform.core.db import in_read, in_unit
from skolplattform.core.gate import guarded
from skolplattform.core.identity import current_identity
from skolplattform.i18n import Text, both
from skolplattform.i18n.client import t
from skolplattform.ui.components.forms import button, error_summary, submit, text_field
from skolplattform.ui.components.layout import card, head, loaded, stack
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems
from skolplattform.ui.shell_state import say

CODE = "code"
ADDRESS = "/konto/kodapp"


class CodesState(rx.State):
    """Whether there is an app, and the key of a new one while it is being set up."""

    ready: bool = False
    has_app: bool = False
    key: str = ""
    address: str = ""
    qr: Qr = Qr()
    errors: dict[str, Text] = {}

    @rx.event
    @guarded(OWN_FACTOR)
    async def load(self) -> None:
        """Opened; a key that was shown before is gone."""
        self._put_away()
        self.has_app = await in_read(second_factor.has_one)
        self.ready = True

    @rx.event
    @guarded(OWN_FACTOR)
    async def begin(self) -> None:
        """Show the key of a new app, once."""
        identity = current_identity()
        async with problems(self):
            secret = await in_unit(second_factor.begin)
            self.key = " ".join(secret[place : place + 4] for place in range(0, len(secret), 4))
            self.address = one_time.address(secret, identity.name if identity else "")
            self.qr = drawn(self.address)

    @rx.event
    @guarded(OWN_FACTOR, CodeForm)
    async def confirm(self, form_data: dict[str, str]) -> None:
        """The app showed its first code."""
        if not await in_unit(second_factor.confirm, form_data.get(CODE, "")):
            self.errors = {CODE: both("accounts.factor.wrong")}
            return
        self._put_away()
        self.has_app = True
        await say(self, "accounts.factor.done")

    def _put_away(self) -> None:
        self.key, self.address, self.qr, self.errors = "", "", Qr(), {}


def _qr() -> rx.Component:
    """The same key for a phone's camera; dark on white in every theme, and read aloud as the key."""
    size = CodesState.qr.size.to_string()
    return rx.el.svg(
        rx.el.svg.rect(width="100%", height="100%", fill="#fff"),
        rx.el.svg.path(d=CodesState.qr.path, fill="#000"),
        view_box="0 0 " + size + " " + size,
        width="224",
        height="224",
        role="img",
        aria_label=t("accounts.factor.qr", secret=CodesState.key),
        custom_attrs={"shape-rendering": "crispEdges"},
    )


def _set_up() -> rx.Component:
    state = CodesState
    return card(
        rx.el.p(t("accounts.factor.step1")),
        _qr(),
        rx.el.dl(
            rx.el.dt(t("accounts.factor.key")),
            rx.el.dd(rx.el.code(state.key, style={"overflow-wrap": "anywhere"})),
            class_name="pairs",
        ),
        rx.el.p(rx.el.a(t("accounts.factor.open_app"), href=state.address)),
        rx.el.p(t("accounts.factor.step2")),
        rx.el.form(
            error_summary(state.errors),
            text_field(
                CODE,
                t("accounts.factor.code"),
                errors=state.errors,
                input_mode="numeric",
                auto_complete="one-time-code",
                max_length=12,
            ),
            rx.el.div(submit(t("accounts.factor.confirm")), class_name="btns"),
            on_submit=state.confirm,
            no_validate=True,
            class_name="stack",
        ),
    )


@page(
    ADDRESS,
    title="accounts.factor.title",
    right=OWN_FACTOR,
    workspace=tuple(workspace for workspace in Workspace if workspace is not Workspace.TABLET),
    on_load=[CodesState.load, ProofState.look],
)
def view() -> rx.Component:
    """The page."""
    state = CodesState
    word = rx.cond(state.has_app, t("accounts.factor.replace"), t("accounts.factor.begin"))
    begin = button(word, kind="primary", on_click=state.begin)
    proves_first = (state.has_app | ProofState.by_provider) & ~ProofState.proved
    standing = rx.cond(state.has_app, t("accounts.factor.has"), t("accounts.factor.none"))
    return rx.el.div(
        head(t("accounts.factor.page"), line=t("accounts.factor.line")),
        loaded(
            state.ready,
            stack(
                rx.el.p(rx.el.b(standing)),
                rx.cond(state.key != "", _set_up(), rx.cond(proves_first, proof(back_to=ADDRESS), begin)),
                rx.el.p(t("accounts.factor.lost"), class_name="small soft"),
            ),
        ),
        class_name="reading",
    )
