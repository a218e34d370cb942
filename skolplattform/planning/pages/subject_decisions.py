"""/kursplanebeslut: a head's decisions that a student reads a subject by another form's syllabus (R-P03)."""

from typing import Any
from uuid import UUID

import reflex as rx

from skolplattform.core import clock
from skolplattform.core.actor import Workspace
from skolplattform.core.db import in_read, in_unit
from skolplattform.core.gate import guarded
from skolplattform.core.ids import new_id
from skolplattform.core.typed import day_typed
from skolplattform.i18n import Text
from skolplattform.i18n.client import t
from skolplattform.planning.pages.subject_decisions_parts import asking, decisions, ending, search
from skolplattform.planning.subject_decisions.forms import DecisionSent, Which, Whom, Words, decision_wanted
from skolplattform.planning.subject_decisions.permissions import DECIDE
from skolplattform.planning.subject_decisions.queries import pupil_to_decide, pupils_named, school_decisions
from skolplattform.planning.subject_decisions.service import decide_subject, end_decision
from skolplattform.planning.subject_decisions.views import DecisionRow, FoundPupil, Pupil, SchoolDecisions
from skolplattform.registry.pages.school_choice import SchoolAsked, school_choice
from skolplattform.ui.address import shown_id
from skolplattform.ui.components.layout import crumbs, head, loaded, stack
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems
from skolplattform.ui.shell_state import say


class SubjectDecisionsState(rx.State):
    """One school that the head leads; the student to decide about, or the decision to end, when one is chosen."""

    ready: bool = False
    shown: SchoolDecisions = SchoolDecisions()
    found: tuple[FoundPupil, ...] = ()
    has_searched: bool = False
    pupil: Pupil = Pupil()
    ended: DecisionRow = DecisionRow()
    today: str = ""
    key: str = ""
    errors: dict[str, Text] = {}

    @rx.event
    @guarded(DECIDE)
    async def load(self) -> None:
        """The first school."""
        self.reset()
        async with problems(self):
            await self._show(None)
        self.ready = True

    @rx.event
    @guarded(DECIDE, SchoolAsked)
    async def choose_school(self, unit_id) -> None:
        """Another school."""
        async with problems(self):
            await self._show(unit_id)

    @rx.event
    @guarded(DECIDE, Words)
    async def search(self, words: str) -> None:
        """A name is being typed."""
        async with problems(self):
            unit = shown_id(self.shown.unit_id)
            self.found, self.has_searched = await in_read(pupils_named, unit, words), bool(words.strip())

    @rx.event
    @guarded(DECIDE, Whom)
    async def choose(self, student_id: UUID) -> None:
        """The student to decide about."""
        async with problems(self):
            self._close()
            self.pupil = await in_read(pupil_to_decide, student_id)

    @rx.event
    @guarded(DECIDE, Which)
    async def choose_decision(self, decision_id: UUID) -> None:
        """The decision to end."""
        async with problems(self):
            self._close()
            chosen = (row for row in self.shown.standing if row.id == str(decision_id))
            self.ended = next(chosen, DecisionRow())

    @rx.event
    @guarded(DECIDE)
    async def close(self) -> None:
        """Neither after all."""
        async with problems(self):
            self._close()

    @rx.event
    @guarded(DECIDE, DecisionSent)
    async def decide(self, form_data: dict[str, str | None]) -> None:
        """The student reads the subject so, from that day."""
        async with problems(self):
            wanted, student = decision_wanted(form_data), shown_id(self.pupil.id)
            await in_unit(decide_subject, student, wanted=wanted, version=self.pupil.version, key=self.key)
            await self._show(shown_id(self.shown.unit_id))
            await say(self, "decision.saved")

    @rx.event
    @guarded(DECIDE, DecisionSent)
    async def end(self, form_data: dict[str, str | None]) -> None:
        """Until and with that day."""
        async with problems(self):
            decision, last = shown_id(self.ended.id), day_typed(form_data, "last_day")
            await in_unit(end_decision, decision, last=last, version=self.ended.version, key=self.key)
            await self._show(shown_id(self.shown.unit_id))
            await say(self, "decision.end.saved")

    async def _show(self, unit: Any) -> None:
        self.shown = await in_read(school_decisions, unit)
        self.found, self.has_searched = (), False
        self._close()

    def _close(self) -> None:
        self.pupil, self.ended = Pupil(), DecisionRow()
        self.today, self.key = clock.today().isoformat(), str(new_id())


@page(
    "/kursplanebeslut",
    title="decision.title",
    right=DECIDE,
    workspace=Workspace.PRINCIPAL,
    nav="/planering-i-skolan",
    on_load=SubjectDecisionsState.load,
)
def view() -> rx.Component:
    """What holds, who to decide about, and what is over."""
    state = SubjectDecisionsState
    body = stack(
        school_choice(state.shown.units, state.shown.unit_id, state.choose_school),
        rx.cond(state.ended.id != "", ending(state)),
        decisions(state.shown.standing, id="standing", none=t("decision.none"), on_end=state.choose_decision),
        rx.cond(state.pupil.id != "", asking(state), search(state)),
        decisions(state.shown.over, id="over", none=t("decision.over.none")),
        gap="32px",
    )
    return rx.fragment(
        crumbs((t("planning.follow.title"), "/planering-i-skolan"), here=t("decision.title")),
        head(t("decision.title"), line=t("decision.line")),
        loaded(state.ready, body, lines=8),
    )
