"""/personuppgifter: what is kept about whom, why and for how long, in plain words."""

import reflex as rx

from skolplattform.i18n.client import t
from skolplattform.ui.components.layout import head
from skolplattform.ui.page import page

PARTS = ("what", "why", "who", "how_long", "rights", "device")


@page("/personuppgifter", title="info.privacy.title", right=None)
def view() -> rx.Component:
    """One short part per question people ask."""
    parts = [
        part
        for name in PARTS
        for part in (rx.el.h2(t(f"info.privacy.{name}.title")), rx.el.p(t(f"info.privacy.{name}")))
    ]
    return rx.el.article(head(t("info.privacy.title")), *parts, class_name="prose")
