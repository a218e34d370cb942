"""One line makes a page: its route, title, who may open it, and the frame around it.

@page("/min-dag", title="workspaces.day.title", right=rights.RECORD, workspace=Workspace.TEACHER,
      on_load=DayState.load)
def view() -> rx.Component: ...
"""

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module

import reflex as rx

from skolplattform.core import modules
from skolplattform.core.actor import Workspace
from skolplattform.core.permissions import Right
from skolplattform.i18n.client import t
from skolplattform.ui.fresh import page_reads
from skolplattform.ui.gate import guard_page
from skolplattform.ui.shell import shell
from skolplattform.ui.shell_state import ShellState

View = Callable[[], rx.Component]

OWN_PAGES = ("skolplattform.ui.pages.accessibility", "skolplattform.ui.pages.privacy", "skolplattform.ui.pages.help")


@dataclass(frozen=True, slots=True)
class Page:
    """A page as declared. `right` None means that anybody may open it."""

    route: str
    title: str
    right: Right | None
    on_load: tuple
    view: View


_pages: dict[str, Page] = {}


def page(
    route: str,
    *,
    title: str,
    right: Right | None,
    on_load: object = (),
    workspace: Workspace | Sequence[Workspace] = (),
    nav: str = "",
    undo: rx.event.EventHandler | None = None,
    framed: bool = True,
) -> Callable[[View], View]:
    """Declare the page that the function shows.

    `title` is a text key. `nav` is the menu entry to mark when it is not the route itself. `undo` is run by
    "Ångra" in the message after a save. `framed=False` leaves header and menu out (sign-in).
    """
    workspaces = (workspace,) if isinstance(workspace, Workspace) else tuple(workspace)
    events = tuple(on_load) if isinstance(on_load, list | tuple) else (on_load,)

    def declare(view: View) -> View:
        @functools.wraps(view)
        def whole() -> rx.Component:
            content = rx.fragment(view(), _undo_button(undo)) if undo else view()
            return shell(content, workspaces, nav or route) if framed else bare(content)

        if route in _pages:
            raise ValueError(f"two pages at {route}")
        _pages[route] = Page(route, title, right, events, whole)
        guard_page(route, right, open_to_anonymous=right is None)
        page_reads(route, events)
        return view

    return declare


def bare(content: rx.Component) -> rx.Component:
    """A page without header and menu: only the landmark."""
    return rx.fragment(rx.el.main(content, id="main", tab_index=-1, class_name="bare"))


def _undo_button(handler: rx.event.EventHandler) -> rx.Component:
    return rx.el.button(
        t("ui.undo"), type="button", id="page-undo", hidden=True, tab_index=-1, aria_hidden=True, on_click=handler
    )


def pages() -> dict[str, Page]:
    """Every declared page, by route."""
    return dict(_pages)


def install_pages(app: rx.App) -> None:
    """Import the pages of the modules that are loaded and give them to the app."""
    names = [name for module in modules.load() for name in module.pages]
    for name in (*OWN_PAGES, *names):
        import_module(name)
    for found in _pages.values():
        app.add_page(
            found.view,
            route=found.route,
            title=t("ui.title", page=t(found.title)),
            on_load=[ShellState.load, *found.on_load],
        )
    from skolplattform.ui.pages import errors

    app.add_page(
        errors.not_found, route="404", title=t("ui.title", page=t("ui.not_found.title")), on_load=ShellState.load
    )
