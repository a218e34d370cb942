"""/sjalvbedomning/[activity_id]: a teacher opens a unit, and reads what the class says beside the own matrix."""

from uuid import UUID

import reflex as rx
from reflex.vars import Var

from skolplattform.assessment.permissions import RECORD
from skolplattform.assessment.self_assessment.forms import Closed, UnitOpened, Which
from skolplattform.assessment.self_assessment.queries import class_said
from skolplattform.assessment.self_assessment.rules import Own
from skolplattform.assessment.self_assessment.service import close_unit, open_unit
from skolplattform.assessment.self_assessment.views import ClassSaid, SaidCell, SaidRow, UnitChoice
from skolplattform.core.actor import Workspace
from skolplattform.core.db import in_follow, in_read, in_unit
from skolplattform.core.gate import guarded
from skolplattform.core.ids import new_id
from skolplattform.i18n.client import t, t_among
from skolplattform.ui import live
from skolplattform.ui.address import asked_id, shown_id
from skolplattform.ui.components.forms import button
from skolplattform.ui.components.layout import chip, crumbs, empty, head, level, loaded, section, stack
from skolplattform.ui.components.tables import Column, table
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems
from skolplattform.ui.shell_state import say

WORDS = [f"self.word.{own.value}" for own in Own]


class SelfClassState(rx.State):
    """An activity's units, and what the class has said in one of them. `key` is the next opening's."""

    ready: bool = False
    shown: ClassSaid = ClassSaid()
    key: str = ""

    @rx.event
    @guarded(RECORD)
    async def load(self) -> None:
        """The activity of the address."""
        self.reset()
        async with problems(self):
            await self._read(asked_id(self, "activity_id"))
            live.watch(self, SelfClassState.refresh, f"self:{self.shown.activity_id}")
        self.ready = True

    @rx.event
    @guarded(RECORD, keeps_awake=False)
    async def refresh(self) -> None:
        """A student has written."""
        if self.shown.opening_id:
            held = shown_id(self.shown.activity_id), shown_id(self.shown.opening_id)
            self.shown = await in_follow(class_said, *held)

    @rx.event
    @guarded(RECORD, UnitOpened)
    async def open(self, plan_id, key) -> None:
        """The students may answer from now on."""
        async with problems(self):
            held = shown_id(self.shown.activity_id)
            opening = await in_unit(open_unit, held, plan_id=plan_id, key=key)
            await self._read(held, opening)
            await say(self, "self.class.opened")

    @rx.event
    @guarded(RECORD, Closed)
    async def close(self, opening_id, version) -> None:
        """Nobody answers any more."""
        async with problems(self):
            await in_unit(close_unit, opening_id, version=version)
            await self._read(shown_id(self.shown.activity_id), opening_id)
            await say(self, "self.class.closed")

    @rx.event
    @guarded(RECORD, Which)
    async def look(self, opening_id) -> None:
        """Another unit's answers."""
        async with problems(self):
            await self._read(shown_id(self.shown.activity_id), opening_id)

    async def _read(self, activity_id: UUID, opening_id: UUID | None = None) -> None:
        self.shown = await in_read(class_said, activity_id, opening_id)
        self.key = str(new_id())


def _units() -> rx.Component:
    state = SelfClassState

    def cells(unit: Var[UnitChoice]) -> list:
        sr = rx.el.span(" ", unit.title, class_name="sr")
        opens = button(t("self.class.open"), sr, on_click=state.open(unit.plan_id, state.key))
        again = button(t("self.class.again"), sr, kind="quiet", on_click=state.open(unit.plan_id, state.key))
        closes = button(t("self.class.close"), sr, kind="quiet", on_click=state.close(unit.opening_id, unit.version))
        look = button(t("self.class.look"), sr, kind="quiet", on_click=state.look(unit.opening_id))
        acts = rx.fragment(rx.cond(unit.is_open, closes, again), look)
        is_open = chip(t("self.class.is_open", n=unit.answered))
        is_closed = rx.el.span(t("self.class.is_closed", n=unit.answered), class_name="soft")
        never = rx.el.span(t("self.class.not_opened"), class_name="soft")
        return [
            rx.el.span(unit.title, lang="sv"),
            unit.weeks,
            rx.cond(unit.opening_id == "", never, rx.cond(unit.is_open, is_open, is_closed)),
            rx.el.div(rx.cond(unit.opening_id == "", opens, acts), class_name="btns"),
        ]

    heads = [Column(t(f"self.class.{name}")) for name in ("unit", "weeks", "state", "do")]
    some = table(heads, state.shown.units, cells, caption=t("self.class.units"))
    none = empty(t("self.class.none"), t("self.class.none_why"))
    shown = rx.cond(state.shown.units.length() > 0, some, none)
    return section(t("self.class.units"), shown, id="units", line=t("self.class.units_line"))


def _answers() -> rx.Component:
    shown = SelfClassState.shown

    def row(one: Var[SaidRow]) -> rx.Component:
        return rx.el.tr(rx.el.th(one.name, scope="row"), rx.foreach(one.cells, _cell))

    heads = rx.el.tr(
        rx.el.th(t("self.class.student"), scope="col"),
        rx.foreach(shown.criteria, lambda name: rx.el.th(name, scope="col", lang="sv")),
    )
    grid = rx.el.table(
        rx.el.caption(t("self.class.caption"), class_name="sr"),
        rx.el.thead(heads),
        rx.el.tbody(rx.foreach(shown.rows, row)),
    )
    scroll = rx.el.div(grid, class_name="scroll card", role="region", aria_label=t("self.class.caption"), tab_index=0)
    return section(
        t("self.class.said", title=shown.title, n=shown.said, of=shown.rows.length()),
        scroll,
        id="answers",
        line=t("self.class.opened_on", day=shown.opened),
    )


def _cell(cell: Var[SaidCell]) -> rx.Component:
    """The student's word and sentence, and the teacher's own level."""
    word = rx.cond(
        cell.own != "",
        rx.el.b(t_among("self.word." + cell.own.to(str), WORDS)),
        rx.el.span(t("self.class.nothing"), class_name="small soft"),
    )
    yours = rx.el.span(rx.el.span(t("self.class.yours"), class_name="sr"), level(cell.level))
    return rx.el.td(
        rx.el.div(word, rx.cond(cell.level != "", yours), class_name="between"),
        rx.cond(cell.words != "", rx.el.p(cell.words, class_name="small")),
    )


@page(
    "/sjalvbedomning/[activity_id]",
    title="self.class.title",
    right=RECORD,
    workspace=Workspace.TEACHER,
    nav="/grupper",
    on_load=SelfClassState.load,
)
def view() -> rx.Component:
    """The class."""
    shown = SelfClassState.shown
    answers = rx.cond(shown.opening_id != "", _answers())
    return rx.fragment(
        crumbs(
            (t("assessment.groups.title"), "/grupper"),
            (shown.activity, "/bedomning/" + shown.activity_id.to(str)),
            here=t("self.class.title"),
        ),
        head(t("self.class.title"), line=t("self.class.line")),
        loaded(SelfClassState.ready, stack(answers, _units(), gap="32px"), lines=8),
    )
