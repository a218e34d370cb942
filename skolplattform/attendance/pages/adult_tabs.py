"""The two views of adult education and workplace training that staff move between."""

import reflex as rx

from skolplattform.i18n.client import t
from skolplattform.ui.components.layout import tabs

VIEWS = {"activity": "/aktivitet", "training": "/arbetsplatser"}


def adult_tabs(current: str) -> rx.Component:
    """The tabs, with the one that is shown."""
    return tabs(t("adult.tabs"), *((t(f"adult.tab.{name}"), to, name == current) for name, to in VIEWS.items()))
