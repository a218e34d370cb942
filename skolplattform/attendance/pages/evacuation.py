"""/utrymning: who is in the building now, on screen and on paper. Works when nothing can be written (OWN-24)."""

from uuid import UUID

import reflex as rx
import structlog
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from skolplattform.attendance.care_forms import UnitAsked
from skolplattform.attendance.care_views import Evacuation, InHouse
from skolplattform.attendance.pages.care_tabs import care_tabs
from skolplattform.attendance.permissions import EVACUATE
from skolplattform.attendance.queries.evacuation import evacuation
from skolplattform.core import audit
from skolplattform.core.actor import Actor, Workspace, current_actor
from skolplattform.core.db import in_read, in_unit
from skolplattform.core.gate import guarded
from skolplattform.i18n.client import t
from skolplattform.ui.address import shown_id
from skolplattform.ui.components.layout import empty, head, loaded, section
from skolplattform.ui.icon import icon
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems

log = structlog.get_logger(__name__)


def note_shown(session: Session, actor: Actor, unit_id: UUID) -> None:
    """That the list was shown, in the audit chain."""
    audit.record(session, actor, "attendance.evacuation_shown", "organisation", unit_id, unit=unit_id)


class EvacuationState(rx.State):
    """The list. None of its handlers need to write: they do not count as being awake either."""

    ready: bool = False
    shown: Evacuation = Evacuation()

    @rx.event
    @guarded(EVACUATE, keeps_awake=False)
    async def load(self) -> None:
        """Opened."""
        self.reset()
        async with problems(self):
            await self._show(None)
        self.ready = True

    @rx.event
    @guarded(EVACUATE, UnitAsked, keeps_awake=False)
    async def choose(self, unit_id: UUID) -> None:
        """Another unit."""
        async with problems(self):
            await self._show(unit_id)

    @rx.event
    @guarded(EVACUATE, keeps_awake=False)
    async def again(self) -> None:
        """As it stands now."""
        async with problems(self):
            await self._show(shown_id(self.shown.unit_id))

    async def _show(self, unit: UUID | None) -> None:
        self.shown = await in_read(evacuation, unit)
        await _logged(shown_id(self.shown.unit_id))


async def _logged(unit: UUID) -> None:
    """First the list, then the audit chain; where nothing can be written the server's log holds who and when."""
    actor = current_actor()
    log.info("evacuation.shown", actor=str(actor.person_id), role=actor.workspace.value, unit=str(unit))
    try:
        await in_unit(note_shown, unit)
    except DBAPIError as error:
        log.warning("evacuation.not_audited", actor=str(actor.person_id), unit=str(unit), why=type(error).__name__)


def _row(row: rx.Var[InHouse]) -> rx.Component:
    return rx.el.tr(
        rx.el.td(rx.el.span(class_name="tick", aria_hidden=True), class_name="on-paper"),
        rx.el.th(row.name, scope="row"),
        rx.el.td(row.part),
        rx.el.td(t(row.line)),
    )


def _list(name: str, rows: rx.Var[tuple[InHouse, ...]]) -> rx.Component:
    columns = ("name", "part", "where")
    table = rx.el.table(
        rx.el.caption(t(f"care.evacuation.{name}", n=rows.length()), class_name="sr"),
        rx.el.thead(
            rx.el.tr(
                rx.el.th(t("care.evacuation.column.tick"), scope="col", class_name="on-paper"),
                *(rx.el.th(t(f"care.evacuation.column.{one}"), scope="col") for one in columns),
            )
        ),
        rx.el.tbody(rx.foreach(rows, _row)),
        class_name="plain",
    )
    scrolling = rx.el.div(table, class_name="scroll", tab_index=0)
    return section(
        t(f"care.evacuation.{name}", n=rows.length()),
        rx.cond(rows.length() > 0, scrolling, rx.el.p(t("care.evacuation.nobody"), class_name="soft")),
        id=name,
        line=t(f"care.evacuation.{name}.line"),
    )


def _units() -> rx.Component:
    shown = EvacuationState.shown
    return rx.cond(
        shown.units.length() > 1,
        rx.el.label(
            rx.el.span(t("care.here.unit"), class_name="sr"),
            rx.el.select(
                rx.foreach(shown.units, lambda pair: rx.el.option(pair[1], value=pair[0])),
                value=shown.unit_id,
                on_change=lambda unit: EvacuationState.choose(unit),
            ),
        ),
    )


def _body() -> rx.Component:
    shown = EvacuationState.shown
    return rx.el.div(
        _list("here", shown.here),
        _list("unknown", shown.unknown),
        _list("staff", shown.staff),
        class_name="stack",
        style={"--gap": "32px"},
    )


@page(
    "/utrymning",
    title="care.evacuation.title",
    right=EVACUATE,
    workspace=(Workspace.TEACHER, Workspace.PRINCIPAL, Workspace.ADMINISTRATOR, Workspace.TABLET),
    nav="/har-nu",
    on_load=EvacuationState.load,
)
def view() -> rx.Component:
    """Who is in the building."""
    shown = EvacuationState.shown
    actions = (
        _units(),
        rx.el.button(icon("refresh"), t("care.evacuation.again"), type="button", on_click=EvacuationState.again),
        rx.el.button(
            icon("printer"), t("attendance.print"), type="button", class_name="primary", custom_attrs={"data-print": ""}
        ),
    )
    line = rx.cond(shown.unit_id != "", t("care.evacuation.line", unit=shown.unit, time=shown.at), "")
    nothing = empty(t("care.evacuation.none"), t("care.evacuation.none_why"), level=2)
    return rx.fragment(
        head(t("care.evacuation.title"), line=line, actions=actions),
        care_tabs("evacuation"),
        loaded(EvacuationState.ready, rx.cond(shown.unit_id != "", _body(), nothing)),
    )
