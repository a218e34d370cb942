"""The frame of every page: header, menu, footer; and what lies over all pages: messages, offline, session end."""

from collections.abc import Sequence

import reflex as rx
from reflex_components_core.react_router import link

from skolplattform.core import modules
from skolplattform.core.actor import Workspace
from skolplattform.i18n.client import t
from skolplattform.ui.bell import bell
from skolplattform.ui.components.plain_form import plain_form
from skolplattform.ui.icon import brand_mark, icon
from skolplattform.ui.menu_choices import language_buttons, theme_buttons
from skolplattform.ui.scripts import Frame, MessageTimer, SessionWatch, WhenOffline
from skolplattform.ui.search import search
from skolplattform.ui.shell_state import Choice, ShellState

SIGN_OUT, SWITCH = "/auth/sign-out", "/auth/workspace"
PHONE_ENTRIES = 4
MENU_ENTRIES = 5


def skip_link() -> rx.Component:
    """The first thing the keyboard meets."""
    return rx.el.a(t("ui.skip"), href="#main", class_name="skip")


def _workspace_button(choice: rx.Var[Choice]) -> rx.Component:
    return rx.el.button(icon("users"), t(choice.label), name="workspace", value=choice.name, class_name="quiet")


def _entries_between(first: int, last: int | None, **props: str) -> rx.Component:
    """The entries of the person's workspace that another menu has no room for, from one place to another."""
    menus = {str(workspace): modules.navigation(workspace)[first:last] for workspace in Workspace}
    entries = [(name, rx.fragment(*(_menu_link(item) for item in items))) for name, items in menus.items() if items]
    return rx.el.div(rx.match(ShellState.who.workspace, *entries, rx.fragment()), **props) if entries else rx.fragment()


def _if_reached(item: modules.NavItem, entry: rx.Component) -> rx.Component:
    """The entry, left out for those who have nothing behind it."""
    return rx.cond(ShellState.reached.contains(item.route), entry) if item.not_for_all else entry


def _menu_link(item: modules.NavItem) -> rx.Component:
    return _if_reached(item, _link(item))


def _link(item: modules.NavItem) -> rx.Component:
    return link(icon(item.icon), t(item.key), to=item.route, class_name="btn quiet")


def _profile_menu() -> rx.Component:
    who = ShellState.who
    return rx.el.div(
        rx.el.div(rx.el.p(rx.el.b(who.name)), rx.el.p(t(who.role), class_name="small soft"), class_name="person"),
        rx.cond(
            who.choices.length() > 0,
            plain_form(
                rx.el.p(t("ui.menu.workspace"), class_name="tiny soft", id="menu-workspace"),
                rx.el.div(rx.foreach(who.choices, _workspace_button), role="group", aria_labelledby="menu-workspace"),
                to=SWITCH,
            ),
        ),
        _entries_between(PHONE_ENTRIES, MENU_ENTRIES, class_name="narrow"),
        _entries_between(MENU_ENTRIES, None, class_name="further"),
        language_buttons(),
        theme_buttons(),
        link(icon("key"), t("ui.menu.codes"), to="/konto/kodapp", class_name="btn quiet"),
        plain_form(rx.el.button(icon("signout"), t("ui.menu.sign_out"), class_name="quiet"), to=SIGN_OUT),
        id="profile",
        class_name="profile menu",
        custom_attrs={"popover": "auto"},
    )


def _profile_button() -> rx.Component:
    who = ShellState.who
    return rx.el.button(
        rx.el.span(who.initials, class_name="avatar", custom_attrs={"data-tone": who.tone, "aria-hidden": "true"}),
        type="button",
        class_name="icon",
        aria_label=t("ui.menu.profile", name=who.name, role=who.role),
        custom_attrs={"popovertarget": "profile"},
    )


def language_switch() -> rx.Component:
    """One click to the other language; it says its name in that language."""

    def to(code: str, name: str) -> rx.Component:
        return rx.el.button(
            rx.el.span(name, class_name="wide"),
            rx.el.span(code.upper(), class_name="narrow"),
            type="button",
            lang=code,
            class_name=f"quiet lang to-{code}",
            aria_label=name,
            custom_attrs={"data-set-lang": code},
        )

    return rx.el.span(to("en", "English"), to("sv", "Svenska"))


@rx.memo
def shell_top() -> rx.Component:
    """The header: brand, place, language, person."""
    who = ShellState.who
    return rx.el.header(
        link(brand_mark(), rx.el.span("Skolplattform"), to="/", class_name="brand", aria_label=t("ui.home")),
        rx.cond(who.place != "", rx.el.span(who.place, class_name="place")),
        rx.el.div(
            search(),
            language_switch(),
            rx.cond(who.name != "", bell()),
            rx.cond(
                who.name != "",
                _profile_button(),
                link(t("ui.sign_in"), to="/logga-in", class_name="btn quiet"),
            ),
            class_name="tools",
        ),
        rx.cond(who.name != "", _profile_menu()),
        rx.cond(
            who.viewing_as,
            rx.el.p(icon("eye"), t("ui.viewing_as"), class_name="viewing"),
        ),
        class_name="top",
    )


@rx.memo
def shell_foot() -> rx.Component:
    """The footer: the same help in the same place on every page."""
    return rx.el.footer(
        link(t("ui.foot.accessibility"), to="/tillganglighet"),
        link(t("ui.foot.privacy"), to="/personuppgifter"),
        link(t("ui.foot.help"), to="/hjalp"),
        class_name="foot",
    )


def _entry(item: modules.NavItem, current: str, *, is_here: bool) -> rx.Component:
    here = {"aria-current": "page" if item.route == current else "true"} if is_here else {}
    count = ShellState.waiting[item.route]
    return rx.el.li(
        link(
            icon(item.icon),
            t(item.key),
            rx.cond(
                count > 0,
                rx.el.span(count, rx.el.span(t("ui.nav.waiting"), class_name="sr"), class_name="count"),
            ),
            to=item.route,
            custom_attrs=here,
        )
    )


def _under(current: str, route: str) -> bool:
    return current == route or (route != "/" and current.startswith(route + "/"))


def menu(workspace: Workspace, current: str) -> rx.Component:
    """A workspace's menu (at most five entries); on a phone the same list is the bottom bar."""
    items = modules.navigation(workspace)[:MENU_ENTRIES]
    nearest = max((item.route for item in items if _under(current, item.route)), key=len, default="")
    return rx.el.nav(
        rx.el.ul(*(_if_reached(item, _entry(item, current, is_here=item.route == nearest)) for item in items)),
        class_name="nav",
        aria_label=t("ui.nav.label"),
    )


def menus(workspaces: Sequence[Workspace], current: str) -> rx.Component:
    """The menu of a page that several workspaces share follows the person's workspace."""
    if len(workspaces) == 1:
        return menu(workspaces[0], current)
    return rx.match(
        ShellState.who.workspace,
        *((str(w), menu(w, current)) for w in workspaces),
        rx.el.nav(class_name="nav", aria_label=t("ui.nav.label")),
    )


def shell(content: rx.Component, workspaces: Sequence[Workspace], current: str) -> rx.Component:
    """A page in its frame."""
    return rx.fragment(
        skip_link(),
        rx.el.div(
            shell_top(),
            menus(workspaces, current) if workspaces else rx.fragment(),
            rx.el.main(content, id="main", tab_index=-1),
            shell_foot(),
            class_name="shell" if workspaces else "shell open",
        ),
    )


def _message() -> rx.Component:
    message = ShellState.message
    return rx.el.div(
        MessageTimer.create(
            rx.cond(
                message.kind != "",
                rx.el.div(
                    rx.el.span(t(message.said)),
                    rx.cond(
                        message.can_undo,
                        rx.el.button(t("ui.undo"), type="button", custom_attrs={"data-undo": ""}),
                    ),
                    rx.el.button(
                        icon("x"),
                        type="button",
                        class_name="icon",
                        aria_label=t("ui.close_message"),
                        on_click=ShellState.dismiss,
                    ),
                    class_name=rx.cond(message.kind == "stop", "status stop", "status"),
                    key=message.number,
                ),
            ),
            number=message.number,
            kind=message.kind,
            on_done=ShellState.dismiss,
        ),
        role="status",
        id="status",
        aria_live="polite",
    )


def _session_dialog() -> rx.Component:
    return rx.el.dialog(
        rx.el.div(
            rx.el.h2(t("ui.session.title"), id="session-ends-title"),
            rx.el.p(t("ui.session.text")),
            rx.el.div(
                rx.el.button(
                    t("ui.session.stay"),
                    type="button",
                    class_name="primary",
                    auto_focus=True,
                    custom_attrs={"data-stay": ""},
                ),
                class_name="btns",
            ),
            class_name="stack",
        ),
        id="session-ends",
        aria_labelledby="session-ends-title",
    )


@rx.memo
def overlay() -> rx.Component:
    """What lies over every page and outlives navigation."""
    hours = ShellState.hours
    return rx.fragment(
        Frame.create(new_version=t("ui.new_version"), reload=t("ui.reload")),
        rx.el.p(id="announcer", class_name="sr", role="status"),
        WhenOffline.create(
            rx.el.div(
                icon("offline"),
                rx.el.span(t("ui.offline"), class_name="grow"),
                class_name="banner offline",
                role="alert",
            )
        ),
        _message(),
        _session_dialog(),
        SessionWatch.create(idle=hours.idle, absolute=hours.absolute, on_stay=ShellState.stay),
    )
