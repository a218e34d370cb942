"""Icons (Lucide paths) from one sprite, so that a name may come from the state and no script is loaded."""

import re
from functools import cache
from pathlib import Path

import reflex as rx
from reflex.vars import Var

SPRITE = Path(__file__).parents[2] / "assets" / "icons.svg"


@cache
def icon_names() -> frozenset[str]:
    """The names that the sprite holds."""
    return frozenset(re.findall(r'<symbol id="([a-z-]+)"', SPRITE.read_text(encoding="utf-8")))


def icon(name: str | Var) -> rx.Component:
    """A decorative icon; the word stands beside it, or in the `aria_label` of its button."""
    if isinstance(name, str) and name not in icon_names():
        raise KeyError(f"no icon {name!r} in assets/icons.svg")
    href = f"/icons.svg#{name}" if isinstance(name, str) else rx.Var.create("/icons.svg#") + name.to(str)
    return rx.el.svg(
        rx.el.svg.use(href=href), class_name="i", custom_attrs={"aria-hidden": "true", "focusable": "false"}
    )


def brand_mark() -> rx.Component:
    """The platform's own sign: three bars of a timetable."""
    path = (
        "M8 0h12a8 8 0 0 1 8 8v12a8 8 0 0 1-8 8H8a8 8 0 0 1-8-8V8a8 8 0 0 1 8-8Zm-1.5 8a1.5 1.5 0 0 0 0 3h7a1.5 "
        "1.5 0 0 0 0-3Zm4 5a1.5 1.5 0 0 0 0 3h8a1.5 1.5 0 0 0 0-3Zm6 5a1.5 1.5 0 0 0 0 3h5a1.5 1.5 0 0 0 0-3Z"
    )
    return rx.el.svg(
        rx.el.svg.path(d=path), width="28", height="28", view_box="0 0 28 28", custom_attrs={"aria-hidden": "true"}
    )
