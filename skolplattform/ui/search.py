"""The search of the header, for staff: names of people and groups that the person may see, and the way to them.

What is found comes from the modules (`ui.contract.Finder`); each answers only what its own rights let the actor see.
Nothing is asked for by civic number, address, absence or support.
"""

import reflex as rx
from reflex_base.components.component import field
from reflex_base.event import EventHandler, passthrough_event_spec
from reflex_base.vars.base import Var
from reflex_components_core.react_router import link
from sqlmodel import Session

from skolplattform.core import modules
from skolplattform.core.actor import Actor, Role, Workspace
from skolplattform.core.db import in_read
from skolplattform.core.gate import Payload, guarded
from skolplattform.core.gate import Text as Written
from skolplattform.core.permissions import right
from skolplattform.i18n.client import t
from skolplattform.ui.contract import Finder, Found
from skolplattform.ui.icon import icon
from skolplattform.ui.shell_state import ShellState

SEARCH = right("ui.search", Role.TEACHER, Role.PRINCIPAL, Role.ADMINISTRATOR)
WHERE = (Workspace.TEACHER, Workspace.PRINCIPAL, Workspace.ADMINISTRATOR)
SHORTEST, LONGEST = 2, 60
MOST = 10


class Look(Payload):
    """A part of a name."""

    text: Written(LONGEST)  # type: ignore[valid-type]


def found_by(session: Session, actor: Actor, text: str) -> tuple[Found, ...]:
    """What the modules find, groups before people; at most ten."""
    finders = [one for module in modules.load() for one in module.contracts if isinstance(one, Finder)]
    hits = [hit for finder in finders for hit in finder.find(session, actor, text, MOST)]
    return tuple(sorted(hits, key=lambda hit: hit.kind != "group")[:MOST])


class SearchState(rx.State):
    """What was asked for and found; both are emptied when the list closes."""

    asked: str = ""
    hits: tuple[Found, ...] = ()

    @rx.event
    @guarded(SEARCH, Look)
    async def look(self, text: str) -> None:
        """A part of a name was typed; one that is too short finds nothing."""
        wanted = text.strip()
        self.hits = await in_read(found_by, wanted) if len(wanted) >= SHORTEST else ()
        self.asked = wanted


class Combobox(rx.Component):
    """The field with its list, worked by keyboard in the browser."""

    library = "$/public/search.jsx"
    tag = "Combobox"

    label: Var[str] = field(doc="What can be searched for.")
    opens: Var[str] = field(doc="The button that shows the field on a phone.")
    told: Var[str] = field(doc="How many were found, read aloud.")
    nothing: Var[str] = field(doc="Shown when nothing was found.")
    asked: Var[str] = field(doc="What the list answers.")
    count: Var[int] = field(doc="How many it holds.")
    on_look: EventHandler[passthrough_event_spec(str)] = field(doc="What was typed; empty when the list closes.")


def _option(hit: rx.Var[Found], index: rx.Var[int]) -> rx.Component:
    return link(
        rx.cond(hit.kind == "group", icon("users"), icon("user")),
        rx.el.span(rx.el.b(hit.name), rx.el.span(t(hit.line), class_name="small soft"), class_name="grow"),
        to=hit.href,
        id="found-" + index.to(str),
        role="option",
        tab_index=-1,
        custom_attrs={"aria-selected": "false"},
    )


def search() -> rx.Component:
    """The search field, where the workspace has one."""
    field_ = Combobox.create(
        rx.el.div(rx.foreach(SearchState.hits, _option), id="found", role="listbox", aria_label=t("ui.search.found")),
        label=t("ui.search.label"),
        opens=t("ui.search.open"),
        told=t("ui.search.told", n=SearchState.hits.length()),
        nothing=t("ui.search.nothing"),
        asked=SearchState.asked,
        count=SearchState.hits.length(),
        on_look=SearchState.look,
    )
    return rx.match(ShellState.who.workspace, *((str(w), field_) for w in WHERE), rx.fragment())
