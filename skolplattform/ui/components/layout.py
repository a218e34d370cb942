"""The parts a page is laid out with: head, crumbs, sections, cards, tabs, links, marks and faces."""

from collections.abc import Sequence

import reflex as rx
from reflex.vars import Var
from reflex_components_core.react_router import link as router_link

from skolplattform.i18n.client import t
from skolplattform.ui.icon import icon
from skolplattform.ui.scripts import Patient
from skolplattform.ui.shell_state import ShellState
from skolplattform.ui.theme import SIGNS

Shown = str | Var | rx.Component


def go(*children: Shown, to: str | Var, **props: object) -> rx.Component:
    """A link inside the platform: no reload, the state is kept."""
    return router_link(*children, to=to, **props)


def button_link(*children: Shown, to: str | Var, kind: str = "", **props: object) -> rx.Component:
    """A link that looks like a button. `kind`: primary, quiet, danger."""
    return router_link(*children, to=to, class_name=f"btn {kind}".strip(), **props)


def ways(*links: tuple[Shown, str]) -> rx.Component:
    """The ways on from here, in one line: (text, route) pairs."""
    return rx.el.p(*(go(text, to=to) for text, to in links), class_name="small btns")


def crumbs(*trail: tuple[Shown, str | Var], here: Shown) -> rx.Component:
    """The way back: (text, route) pairs and where one stands."""
    steps = [rx.el.li(router_link(text, to=to)) for text, to in trail]
    return rx.el.nav(
        rx.el.ol(*steps, rx.el.li(here, custom_attrs={"aria-current": "page"})),
        class_name="crumbs",
        aria_label=t("ui.crumbs"),
    )


def head(
    title: Shown, *, line: Shown | None = None, above: Shown | None = None, actions: Sequence[Shown] = ()
) -> rx.Component:
    """The page's head with its one h1: the child, class or lesson one is in; the main action to the right."""
    return rx.el.header(
        rx.el.div(
            rx.el.p(above) if above is not None else rx.fragment(),
            rx.el.h1(title, tab_index=-1),
            rx.el.p(line) if line is not None else rx.fragment(),
        ),
        rx.el.div(*actions, class_name="btns") if actions else rx.fragment(),
        class_name="head",
    )


def section(
    title: Shown, *children: Shown, id: str, beside: Shown | None = None, line: Shown | None = None, kind: str = "ruled"
) -> rx.Component:
    """A part of a page under its h2. `kind`: ruled (on the paper), card (a sheet to work on), or empty."""
    heading = rx.el.h2(title, id=f"h-{id}")
    return rx.el.section(
        rx.el.div(heading, beside, class_name="between") if beside is not None else heading,
        rx.el.p(line, class_name="small soft") if line is not None else rx.fragment(),
        *children,
        class_name=f"stack {kind}".strip(),
        aria_labelledby=f"h-{id}",
    )


def card(*children: Shown, **props: object) -> rx.Component:
    """A white sheet. Never one inside another."""
    return rx.el.div(*children, class_name="card stack", **props)


def stack(*children: Shown, gap: str = "16px", **props: object) -> rx.Component:
    """Things under each other."""
    return rx.el.div(*children, class_name="stack", style={"--gap": gap}, **props)


def split(main: Shown, side: Shown, *, width: str = "20rem") -> rx.Component:
    """The work, and beside it what only informs; under each other on a narrow screen."""
    return rx.el.div(main, side, class_name="split", style={"--side": width})


def columns(*children: Shown, least: str = "20rem", **props: object) -> rx.Component:
    """As many equal columns as fit."""
    return rx.el.div(*children, class_name="cols", style={"--min": least}, **props)


def tabs(label: Shown, *entries: tuple[Shown, str | Var, bool | Var]) -> rx.Component:
    """Views of one thing, each a route of its own: (text, route, is this the one)."""
    return rx.el.nav(
        *(router_link(text, to=to, custom_attrs={"aria-current": _page_if(here)}) for text, to, here in entries),
        class_name="tabs",
        aria_label=label,
    )


def _page_if(here: bool | Var) -> object:
    if isinstance(here, Var):
        return rx.cond(here, "page", None)
    return "page" if here else None


def avatar(letters: Shown, *, tone: str | Var = "", large: bool = False) -> rx.Component:
    """Initials in a circle. Decorative: the name stands beside it."""
    return rx.el.span(
        letters, class_name="avatar lg" if large else "avatar", custom_attrs={"aria-hidden": "true", "data-tone": tone}
    )


def mark(kind: str | Var) -> rx.Component:
    """An attendance mark: letter or icon first, colour second. Its word must stand beside it or in a `.sr`."""
    if isinstance(kind, str):
        sign: Shown = icon("check") if kind == "present" else SIGNS[kind]
    else:
        others = ((name, rx.el.span(letter)) for name, letter in SIGNS.items() if name != "present")
        sign = rx.match(kind, ("present", icon("check")), *others, rx.fragment())
    return rx.el.span(sign, class_name="mark", custom_attrs={"data-mark": kind, "aria-hidden": "true"})


def mark_with_word(kind: str | Var, *words: Shown) -> rx.Component:
    """A mark and its word on one line."""
    return rx.el.span(mark(kind), rx.el.span(*words), class_name="with")


def level(letter: Shown) -> rx.Component:
    """A grade or criteria level that has been published."""
    return rx.el.span(letter, class_name="mark", custom_attrs={"data-level": letter})


def chip(*children: Shown, needs_you: bool = False) -> rx.Component:
    """A small fact beside a name."""
    return rx.el.span(*children, class_name="chip need" if needs_you else "chip")


def banner(*children: Shown, kind: str = "", sign: str = "", action: Shown | None = None) -> rx.Component:
    """A line across the page. `kind`: need (waits for the person), stop (an error), or plain."""
    return rx.el.div(
        icon(sign) if sign else rx.fragment(),
        rx.el.div(*children, class_name="grow"),
        action if action is not None else rx.fragment(),
        class_name=f"banner {kind}".strip(),
    )


def empty(title: Shown, why: Shown, action: Shown | None = None, *, level: int = 3) -> rx.Component:
    """What will be here, why it is not, and the one thing to do. `level` is the heading's: 2 right under the h1."""
    return rx.el.div(
        rx.el.h2(title) if level == 2 else rx.el.h3(title),
        rx.el.p(why, class_name="soft"),
        action if action is not None else rx.fragment(),
        class_name="empty",
    )


def skeleton(lines: int = 3) -> rx.Component:
    """Waiting content, shown after 300 ms; when the page could not be read, that and the way on."""
    widths = ("45%", "100%", "80%", "92%")
    bars = (rx.el.span(class_name="skeleton", style={"width": widths[i % 4]}) for i in range(lines))
    waiting = rx.el.div(
        Patient.create(rx.el.div(rx.el.span(t("ui.loading"), class_name="sr"), *bars, class_name="stack")),
        custom_attrs={"aria-busy": "true"},
    )
    return rx.cond(ShellState.has_failed, _not_shown(), waiting)


def _not_shown() -> rx.Component:
    # An empty address is this page, read anew by the browser.
    ways_on = rx.el.div(
        rx.el.a(t("ui.not_shown.again"), href="", class_name="btn primary"),
        button_link(t("ui.not_found.home"), to="/"),
        class_name="btns",
    )
    return rx.el.div(empty(t("ui.not_shown.title"), t("ui.not_shown.text"), ways_on, level=2), id="not-shown")


def loaded(ready: Var, content: Shown, *, lines: int = 5) -> rx.Component:
    """The content when the state says it is there, a patient skeleton until then."""
    return rx.cond(ready, content, skeleton(lines))


def progress(value: int | Var, of: int | Var, words: Shown, *, label: Shown) -> rx.Component:
    """A bar in parts with its words beside it ("4 av 6")."""
    return rx.el.div(
        rx.el.progress(value=value, max=of, style={"--n": of}, aria_label=label),
        rx.el.span(words, class_name="num small"),
        class_name="progress",
    )


def external(*children: Shown, href: str) -> rx.Component:
    """A link out of the platform."""
    return rx.el.a(*children, icon("external"), href=href, rel="noreferrer", class_name="with")
