"""Fields with their label, hint and error; the summary that gathers the errors; choices among few.

`errors` is the page state's `errors: dict[str, Text]`, filled by `ui.problems`; a field's name is its key there
and its id on the page, so that the summary can lead to it.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import reflex as rx
from reflex.vars import Var

from skolplattform.i18n.client import t
from skolplattform.ui.components.layout import Shown
from skolplattform.ui.icon import icon
from skolplattform.ui.scripts import FocusWhen

Option = tuple[str | Var, Shown]
PAUSE = 1_000
"""Milliseconds without a new letter until what is written is saved."""


def field(
    name: str, label: Shown, control: rx.Component, *, errors: Var | None = None, hint: Shown | None = None
) -> rx.Component:
    """A control (with `id=name`) under its label, hint and error."""
    return rx.el.div(
        rx.el.label(label, html_for=name),
        rx.el.span(hint, class_name="hint", id=f"{name}-hint") if hint is not None else rx.fragment(),
        _error(name, errors),
        control,
        class_name="field",
    )


def _error(name: str, errors: Var | None) -> rx.Component:
    if errors is None:
        return rx.fragment()
    line = rx.el.span(icon("alert"), rx.el.span(t(errors[name])), class_name="error", id=f"{name}-error")
    return rx.cond(errors.contains(name), line)


def described(name: str, errors: Var | None, hint: Shown | None) -> dict[str, object]:
    """The attributes that tie a control to its hint and its error."""
    about = [f"{name}-hint"] if hint is not None else []
    if errors is None:
        return {"aria-describedby": about[0]} if about else {}
    wrong = errors.contains(name)
    return {
        "aria-invalid": rx.cond(wrong, "true", None),
        "aria-describedby": rx.cond(wrong, " ".join([f"{name}-error", *about]), about[0] if about else None),
    }


def saving(write: Callable[[Var], Any]) -> dict[str, Any]:
    """The props of a field that saves itself by `write(text)`: after a pause, and when one leaves it."""
    return {"on_change": lambda text: write(text).debounce(PAUSE), "on_blur": write}


def text_field(
    name: str,
    label: Shown,
    *,
    errors: Var | None = None,
    hint: Shown | None = None,
    kind: str = "text",
    **props: object,
) -> rx.Component:
    """One line. Prefer `default_value` with `on_blur`, or a form's `on_submit`: no event for every letter."""
    control = rx.el.input(id=name, name=name, type=kind, custom_attrs=described(name, errors, hint), **props)
    return field(name, label, control, errors=errors, hint=hint)


def text_area(
    name: str, label: Shown, *, errors: Var | None = None, hint: Shown | None = None, rows: int = 4, **props: object
) -> rx.Component:
    """Several lines."""
    control = rx.el.textarea(id=name, name=name, rows=str(rows), custom_attrs=described(name, errors, hint), **props)
    return field(name, label, control, errors=errors, hint=hint)


def date_field(
    name: str, label: Shown, *, errors: Var | None = None, hint: Shown | None = None, **props: object
) -> rx.Component:
    """A day, by the device's own picker or typed."""
    return text_field(name, label, errors=errors, hint=hint, kind="date", **props)


def select_field(
    name: str,
    label: Shown,
    options: Sequence[Option] | Var,
    *,
    errors: Var | None = None,
    hint: Shown | None = None,
    **props: object,
) -> rx.Component:
    """One of many. `options` are (value, text) pairs, or a state var of such pairs."""
    if isinstance(options, Var):
        shown = rx.foreach(options, lambda pair: rx.el.option(pair[1], value=pair[0]))
        control = rx.el.select(shown, id=name, name=name, custom_attrs=described(name, errors, hint), **props)
    else:
        control = rx.el.select(
            *(rx.el.option(text, value=value) for value, text in options),
            id=name,
            name=name,
            custom_attrs=described(name, errors, hint),
            **props,
        )
    return field(name, label, control, errors=errors, hint=hint)


def choice(label: Shown, *, kind: str = "checkbox", **props: object) -> rx.Component:
    """A tick box, or with kind="radio" one of a group."""
    return rx.el.label(rx.el.input(type=kind, **props), rx.el.span(label), class_name="choice")


def choices(legend: Shown, *items: rx.Component) -> rx.Component:
    """A group of `choice` under its question."""
    return rx.el.fieldset(rx.el.legend(legend), *items)


def segmented(
    legend: Shown, name: str | Var, options: Sequence[Option], value: Var, on_choose, **props: object
) -> rx.Component:
    """One of few as a strip. `on_choose(value)` is called with the chosen value."""
    strips = (
        rx.el.label(
            rx.el.input(
                type="radio", name=name, value=key, checked=value == key, on_change=lambda _, key=key: on_choose(key)
            ),
            text,
        )
        for key, text in options
    )
    return rx.el.fieldset(rx.el.legend(legend, class_name="sr"), *strips, class_name="seg", **props)


def weekday_ticks(legend: Shown, boxes: Mapping[int, dict[str, object]], **props: object) -> rx.Component:
    """Days of the week to tick, as a strip; `boxes` has the properties of each day's box, 0 is Monday."""
    days = (
        rx.el.label(
            rx.el.input(type="checkbox", **own),
            rx.el.abbr(t(f"ui.weekday.short.{day}"), title=t(f"ui.weekday.{day}")),
        )
        for day, own in boxes.items()
    )
    return rx.el.fieldset(rx.el.legend(legend, class_name="sr"), *days, class_name="seg", **props)


def weekday_field(name: str, label: Shown, *, errors: Var, ticked: range) -> rx.Component:
    """Days of the week under their label and error; the form sends `{name}-0` for a Monday that is ticked."""
    boxes = {day: {"name": f"{name}-{day}", "default_checked": day in ticked} for day in range(7)}
    strip = weekday_ticks(label, boxes, id=name, tab_index=-1, custom_attrs={"aria-describedby": f"{name}-error"})
    return rx.el.div(
        rx.el.span(label, class_name="name", aria_hidden="true"), _error(name, errors), strip, class_name="field"
    )


def pick(*children: Shown, kind: str = "checkbox", **props: object) -> rx.Component:
    """A choice as a card (a child, a day)."""
    return rx.el.label(rx.el.input(type=kind, **props), *children, class_name="pick")


def search_field(label: Shown, **props: object) -> rx.Component:
    """A search box; its label is read, its placeholder seen."""
    return rx.el.label(
        rx.el.span(label, class_name="sr"),
        icon("search"),
        rx.el.input(type="search", placeholder=label, auto_complete="off", **props),
        class_name="search",
    )


def error_summary(errors: Var) -> rx.Component:
    """All errors of a form, first on the page, with links to their fields; takes the focus when it appears."""
    entry = lambda pair: rx.el.li(rx.el.a(t(pair[1]), href="#" + pair[0].to(str)))  # noqa: E731
    return rx.cond(
        errors.length() > 0,
        FocusWhen.create(
            rx.el.div(
                rx.el.div(
                    rx.el.h2(t("ui.errors.title", n=errors.length())),
                    rx.el.ul(rx.foreach(errors, entry)),
                ),
                class_name="banner stop",
                role="alert",
                tab_index=-1,
            ),
            value=errors,
        ),
    )


def submit(text: Shown, **props: object) -> rx.Component:
    """The page's one filled button. The verb stands on it."""
    return rx.el.button(text, type="submit", class_name="primary", **props)


def button(*children: Shown, kind: str = "", **props: object) -> rx.Component:
    """A button. `kind`: primary, quiet, danger, icon (give `aria_label`)."""
    return rx.el.button(*children, type="button", class_name=kind, **props)
