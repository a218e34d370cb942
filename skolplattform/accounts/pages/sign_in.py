"""The sign-in page: what this is, the ways in, and in a demo the persons one can try the platform as."""

from dataclasses import dataclass

import reflex as rx

from skolplattform.accounts import demo
from skolplattform.accounts.service import Refused
from skolplattform.core import db
from skolplattform.core.actor import Workspace
from skolplattform.core.config import settings
from skolplattform.core.gate import guarded
from skolplattform.core.identity import current_identity
from skolplattform.core.permissions import SIGNED_IN
from skolplattform.i18n import Text
from skolplattform.i18n.client import t, t_among
from skolplattform.ui.components.layout import go
from skolplattform.ui.components.plain_form import plain_form
from skolplattform.ui.gate import SIGN_IN, safe_path
from skolplattform.ui.icon import brand_mark, icon
from skolplattform.ui.page import page
from skolplattform.ui.shell import language_switch

FAULTS = (*Refused, "many", "provider", "closed", "ended")
WORKSPACES = tuple(Workspace)


@dataclass(frozen=True, slots=True)
class Choice:
    """A demo person's button."""

    person_id: str
    workspace: str
    name: str
    initials: str
    line: Text
    tone: str


def _offered() -> list[Choice]:
    with db.reading() as session:
        found = demo.choices(session)
    return [
        Choice(c.person_id, c.workspace, c.name, c.initials, c.line, str(place % 3 + 1))
        for place, c in enumerate(found)
    ]


class SignInState(rx.State):
    """What the sign-in page shows a visitor. No data of anybody but invented persons."""

    fault: str = ""
    back_to: str = "/"
    name: str = ""
    with_eid: bool = False
    with_account: bool = True
    offered: list[Choice] = []

    @rx.event
    @guarded(SIGNED_IN, open_to_anonymous=True)
    async def load(self) -> None:
        """Opened, or sent back with a reason."""
        asked, identity = self.router.url.query_parameters, current_identity()
        self.fault = asked.get("fel", "") if asked.get("fel") in FAULTS else ""
        self.back_to = safe_path(asked.get("till", "/"))
        self.name = identity.name if identity else ""
        self.with_eid, self.with_account = bool(settings().oidc_issuer), settings().local_accounts
        self.offered = await db.off_loop(_offered)


def _fault() -> rx.Component:
    keys = [f"accounts.fault.{fault}" for fault in FAULTS]
    return rx.cond(
        SignInState.fault != "",
        rx.el.div(
            rx.el.p(t_among("accounts.fault." + SignInState.fault, keys)), role="alert", class_name="banner stop"
        ),
    )


def _hidden_target() -> rx.Component:
    return rx.el.input(type="hidden", name="till", value=SignInState.back_to, read_only=True)


def _field(name: str, label: str, **options: object) -> rx.Component:
    return rx.el.div(
        rx.el.label(t(label), html_for=f"sign-in-{name}"),
        rx.el.input(id=f"sign-in-{name}", name=name, **options),
        class_name="field",
    )


def _account_form() -> rx.Component:
    return rx.el.details(
        rx.el.summary(t("accounts.with_account"), class_name=rx.cond(SignInState.with_eid, "btn", "btn primary")),
        plain_form(
            _field("username", "accounts.username", auto_complete="username", required=True, max_length=160),
            _field(
                "password",
                "accounts.password",
                type="password",
                auto_complete="current-password",
                required=True,
                max_length=128,
            ),
            _field("code", "accounts.code", auto_complete="one-time-code", input_mode="numeric", max_length=12),
            rx.el.p(t("accounts.code.hint"), class_name="small soft"),
            _hidden_target(),
            rx.el.button(t("accounts.sign_in"), type="submit", class_name="primary"),
            to="/auth/sign-in",
            class_name="stack",
            style={"--gap": "12px", "marginTop": "16px"},
        ),
        open=SignInState.fault == "wrong",
    )


def _ways_in() -> rx.Component:
    return rx.el.div(
        rx.cond(
            SignInState.with_eid,
            plain_form(
                _hidden_target(),
                rx.el.button(icon("key"), t("accounts.with_eid"), type="submit", class_name="primary"),
                method="get",
                to="/auth/oidc",
                class_name="stack",
            ),
        ),
        rx.cond(SignInState.with_account, _account_form()),
        rx.el.p(t("accounts.no_access"), " ", go(t("accounts.no_access.link"), to="/hjalp"), class_name="small soft"),
        class_name="stack",
        style={"--gap": "12px", "maxWidth": "20rem"},
    )


def _here_already() -> rx.Component:
    return rx.cond(
        SignInState.name != "",
        rx.el.p(
            t("accounts.signed_in_as", name=SignInState.name), " ", go(t("accounts.go_on"), to=SignInState.back_to)
        ),
    )


def _person(choice: rx.Var[Choice]) -> rx.Component:
    keys = [f"accounts.workspace.{workspace}" for workspace in WORKSPACES]
    return rx.el.li(
        plain_form(
            rx.el.input(type="hidden", name="person_id", value=choice.person_id, read_only=True),
            rx.el.input(type="hidden", name="workspace", value=choice.workspace, read_only=True),
            rx.el.button(
                rx.el.span(
                    choice.initials,
                    class_name="avatar",
                    custom_attrs={"data-tone": choice.tone, "aria-hidden": "true"},
                ),
                rx.el.span(
                    rx.el.b(t_among("accounts.workspace." + choice.workspace, keys)),
                    rx.el.br(),
                    rx.el.span(choice.name, ", ", t(choice.line), class_name="small soft"),
                    class_name="grow",
                ),
                icon("right"),
                type="submit",
                class_name="pick",
            ),
            to="/auth/demo",
        )
    )


def _demo() -> rx.Component:
    return rx.cond(
        SignInState.offered.length() > 0,
        rx.el.section(
            rx.el.div(
                rx.el.h2(t("accounts.demo.heading"), id="demo"),
                rx.el.p(t("accounts.demo.line"), class_name="small soft"),
            ),
            rx.el.ul(rx.foreach(SignInState.offered, _person), class_name="stack", style={"--gap": "8px"}),
            class_name="stack",
            style={"--gap": "12px"},
            aria_labelledby="demo",
        ),
        _quiet_picture(),
    )


def _quiet_picture() -> rx.Component:
    """A school day as bars: what the mark of the platform grew from. Says nothing, so it is hidden from readers."""
    bars = ((6, 30, 46), (16, 44, 40), (26, 22, 58), (36, 56, 34), (46, 36, 50), (56, 64, 28))
    return rx.el.div(
        rx.el.svg(
            *(
                rx.el.svg.rect(x=str(left), y=str(top), width=str(width), height="5", rx="2.5")
                for top, left, width in bars
            ),
            view_box="0 0 104 70",
            class_name="quiet-picture",
            custom_attrs={"aria-hidden": "true"},
        ),
    )


def _foot() -> rx.Component:
    return rx.el.footer(
        go(t("ui.foot.accessibility"), to="/tillganglighet", class_name="small"),
        go(t("ui.foot.privacy"), to="/personuppgifter", class_name="small"),
        go(t("ui.foot.help"), to="/hjalp", class_name="small"),
        language_switch(),
        class_name="legend",
        style={"marginTop": "48px"},
    )


@page(SIGN_IN, title="accounts.page.title", right=None, on_load=SignInState.load, framed=False)
def view() -> rx.Component:
    """The door."""
    return rx.el.div(
        rx.el.div(
            rx.el.section(
                rx.el.p(brand_mark(), rx.el.span("Skolplattform"), class_name="brand"),
                rx.el.div(
                    rx.el.h1(t("accounts.heading"), tab_index=-1), rx.el.p(t("accounts.intro")), class_name="stack"
                ),
                _fault(),
                _here_already(),
                _ways_in(),
                class_name="stack",
                style={"--gap": "32px"},
            ),
            _demo(),
            class_name="split",
            style={"--side": "26rem", "--gx": "6rem"},
        ),
        _foot(),
        class_name="door",
    )
