"""Native dialogs and menus: they open in the browser, without a round trip."""

import reflex as rx
from reflex.vars import Var

from skolplattform.i18n.client import t
from skolplattform.ui.components.layout import Shown


def dialog(id: str | Var, title: Shown, *children: Shown, actions: tuple[Shown, ...] = ()) -> rx.Component:
    """A question that must be answered: irreversible or outward acts only. It names the object in its title."""
    heading = f"{id}-title" if isinstance(id, str) else id.to(str) + "-title"
    return rx.el.dialog(
        rx.el.div(
            rx.el.h2(title, id=heading),
            *children,
            rx.el.div(*actions, close_button(id, t("ui.cancel")), class_name="btns"),
            class_name="stack",
        ),
        id=id,
        aria_labelledby=heading,
    )


def open_button(id: str | Var, *children: Shown, kind: str = "", **props: object) -> rx.Component:
    """Opens the dialog `id`."""
    return rx.el.button(
        *children,
        type="button",
        class_name=kind,
        custom_attrs={"command": "show-modal", "commandfor": id},
        **props,
    )


def close_button(id: str | Var, *children: Shown, kind: str = "quiet", **props: object) -> rx.Component:
    """Closes the dialog `id`; `on_click` may do something as well (the answer "yes")."""
    return rx.el.button(
        *children, type="button", class_name=kind, custom_attrs={"command": "close", "commandfor": id}, **props
    )


def asked_first(id: str, *act: Shown, question: Shown, effect: Shown, on_click: object) -> rx.Component:
    """The button of an act that cannot be undone, and the question that it opens; `effect` says what is lost."""
    yes = close_button(id, *act, kind="danger", on_click=on_click)
    return rx.fragment(open_button(id, *act, kind="quiet"), dialog(id, question, rx.el.p(effect), actions=(yes,)))


def menu_button(id: str | Var, *children: Shown, **props: object) -> rx.Component:
    """Opens the menu `id` beside itself."""
    return rx.el.button(*children, type="button", class_name="icon", custom_attrs={"popovertarget": id}, **props)


def menu(id: str | Var, *items: Shown, label: Shown | None = None) -> rx.Component:
    """A few acts (quiet buttons or links) on one thing."""
    named = {"role": "group", "aria_label": label} if label is not None else {}
    return rx.el.div(*items, id=id, class_name="menu", custom_attrs={"popover": "auto"}, **named)


def details(summary: Shown, *children: Shown, **props: object) -> rx.Component:
    """Content that opens in place."""
    return rx.el.details(rx.el.summary(summary), *children, **props)
