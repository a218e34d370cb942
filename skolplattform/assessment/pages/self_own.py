"""/sjalvbedomning: where the student is in each part of an open unit, in the student's own words, saved as written."""

from dataclasses import replace
from uuid import UUID

import reflex as rx
from reflex.vars import Var

from skolplattform.assessment.self_assessment.forms import SentenceWritten, WordChosen
from skolplattform.assessment.self_assessment.permissions import ASSESS_SELF
from skolplattform.assessment.self_assessment.queries import open_to_student
from skolplattform.assessment.self_assessment.rules import WORDS_LENGTH, Own
from skolplattform.assessment.self_assessment.service import say_own
from skolplattform.assessment.self_assessment.views import OwnLine, OwnUnit
from skolplattform.core import clock
from skolplattform.core.actor import Workspace
from skolplattform.core.db import in_read, in_unit
from skolplattform.core.errors import NotFound
from skolplattform.core.gate import guarded
from skolplattform.i18n.client import t
from skolplattform.ui.components.forms import saving
from skolplattform.ui.components.layout import crumbs, empty, head, loaded
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems


class SelfOwnState(rx.State):
    """The units that are open to the student."""

    ready: bool = False
    units: tuple[OwnUnit, ...] = ()
    saved_at: str = ""

    @rx.event
    @guarded(ASSESS_SELF)
    async def load(self) -> None:
        """Opened."""
        self.reset()
        async with problems(self):
            self.units = await in_read(open_to_student)
        self.ready = True

    @rx.event
    @guarded(ASSESS_SELF, WordChosen)
    async def choose(self, opening_id, criterion_id, own) -> None:
        """One of the three words."""
        async with problems(self):
            await self._keep(opening_id, criterion_id, own=own)

    @rx.event
    @guarded(ASSESS_SELF, SentenceWritten)
    async def write(self, opening_id, criterion_id, words) -> None:
        """The student's own sentence, a second after the last letter and when the field is left."""
        async with problems(self):
            if self._line(opening_id, criterion_id).words != words:
                await self._keep(opening_id, criterion_id, words=words)

    async def _keep(self, opening_id: UUID, criterion_id: UUID, **said: str) -> None:
        line = replace(self._line(opening_id, criterion_id), **said)
        wanted = {"criterion_id": criterion_id, "own": line.own, "words": line.words, "version": line.version}
        version = await in_unit(say_own, opening_id, **wanted)
        self._show(str(opening_id), replace(line, version=version))
        self.saved_at = clock.local(clock.now()).strftime("%H.%M")

    def _line(self, opening_id: UUID, criterion_id: UUID) -> OwnLine:
        lines = (line for unit in self.units if unit.id == str(opening_id) for line in unit.lines)
        found = next((line for line in lines if line.criterion_id == str(criterion_id)), None)
        if found is None:
            raise NotFound
        return found

    def _show(self, opening_id: str, new: OwnLine) -> None:
        self.units = tuple(
            replace(unit, lines=tuple(new if line.criterion_id == new.criterion_id else line for line in unit.lines))
            if unit.id == opening_id
            else unit
            for unit in self.units
        )


def _unit(unit: Var[OwnUnit]) -> rx.Component:
    name = "u-" + unit.id.to(str)
    return rx.el.article(
        rx.el.h2(unit.title, id=name, lang="sv"),
        rx.el.p(unit.subject, class_name="small soft", lang="sv"),
        rx.el.ul(rx.foreach(unit.lines, lambda line: _line(line, unit)), class_name="list"),
        class_name="card stack",
        aria_labelledby=name,
    )


def _line(line: Var[OwnLine], unit: Var[OwnUnit]) -> rx.Component:
    place = unit.id.to(str) + "-" + line.criterion_id.to(str)
    wording = rx.el.p(
        rx.el.span(t("self.own.reach"), ": "), rx.el.span(line.wording, lang="sv"), class_name="small soft"
    )
    sentence = rx.el.div(
        rx.el.label(t("self.own.words", name=line.name), html_for="w-" + place),
        rx.el.textarea(
            id="w-" + place,
            rows="2",
            max_length=WORDS_LENGTH,
            default_value=line.words,
            **saving(lambda words: SelfOwnState.write(unit.id, line.criterion_id, words)),
        ),
        class_name="field",
    )
    return rx.el.li(
        rx.el.div(
            rx.el.h3(line.name, lang="sv"),
            rx.cond(line.wording != "", wording),
            _words(line, unit, place),
            sentence,
            class_name="stack grow",
            style={"--gap": "8px"},
        )
    )


def _words(line: Var[OwnLine], unit: Var[OwnUnit], place: Var) -> rx.Component:
    def word(own: str) -> rx.Component:
        radio = rx.el.input(
            type="radio",
            name="o-" + place,
            value=own,
            checked=line.own == own,
            on_change=lambda _: SelfOwnState.choose(unit.id, line.criterion_id, own),
        )
        return rx.el.label(radio, t(f"self.word.{own}"))

    legend = rx.el.legend(t("self.own.how", name=line.name), class_name="sr")
    return rx.el.fieldset(legend, *(word(own.value) for own in Own), class_name="seg whole")


@page(
    "/sjalvbedomning",
    title="self.own.title",
    right=ASSESS_SELF,
    workspace=Workspace.STUDENT,
    nav="/mina-amnen",
    on_load=SelfOwnState.load,
)
def view() -> rx.Component:
    """What is open."""
    state = SelfOwnState
    at = rx.cond(state.saved_at != "", t("self.own.saved", time=state.saved_at), "")
    saved = rx.el.p(at, role="status", class_name="small soft")
    some = rx.el.div(rx.foreach(state.units, _unit), saved, class_name="stack", style={"maxWidth": "48rem"})
    none = empty(t("self.own.none"), t("self.own.none_why"), level=2)
    return rx.fragment(
        crumbs((t("assessment.subjects.title"), "/mina-amnen"), here=t("self.own.title")),
        head(t("self.own.title"), line=t("self.own.line")),
        loaded(state.ready, rx.cond(state.units.length() > 0, some, none), lines=8),
    )
