"""What the person's own menu lets one choose for this device: the language and the look."""

import reflex as rx

from skolplattform.i18n.client import is_english, t
from skolplattform.ui.icon import icon


def language_buttons() -> rx.Component:
    """The two languages, in a menu."""
    return rx.el.div(
        *(
            rx.el.button(
                icon("globe"),
                rx.el.span(name, lang=code),
                type="button",
                class_name="quiet",
                custom_attrs={"data-set-lang": code, "aria-pressed": chosen},
            )
            for name, code, chosen in (("Svenska", "sv", ~is_english()), ("English", "en", is_english()))
        ),
        role="group",
        aria_label=t("ui.menu.language"),
    )


def theme_buttons() -> rx.Component:
    """Light, dark, or as the device says."""
    themes = (("system", "monitor"), ("light", "sun"), ("dark", "moon"))
    return rx.el.div(
        *(
            rx.el.button(
                icon(sign),
                t(f"ui.theme.{name}"),
                type="button",
                class_name="quiet",
                custom_attrs={"data-set-theme": name, "aria-pressed": "false"},
            )
            for name, sign in themes
        ),
        role="group",
        aria_label=t("ui.menu.theme"),
    )
