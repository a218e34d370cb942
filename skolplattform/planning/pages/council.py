"""/klassrad/[council_id]: a class council: its agenda, its minutes while they are written, and as approved."""

from typing import Any
from uuid import UUID

import reflex as rx

from skolplattform.core.actor import Workspace
from skolplattform.core.db import in_follow, in_read, in_unit
from skolplattform.core.errors import NotFound
from skolplattform.core.gate import guarded
from skolplattform.i18n import Text as Said
from skolplattform.i18n import both
from skolplattform.planning.influence import queries, service
from skolplattform.planning.influence.forms import Once, OneOf, Sent, WriteMinutes
from skolplattform.planning.influence.permissions import INFLUENCE, LEAD_COUNCIL, READ_MINUTES
from skolplattform.planning.influence.views import CouncilShown
from skolplattform.planning.pages.council_page_parts import body
from skolplattform.planning.pages.drafting import Drafting, Place
from skolplattform.planning.written import Saved, Seen
from skolplattform.ui import live
from skolplattform.ui.address import asked_id, shown_day, shown_id
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems
from skolplattform.ui.shell_state import say

Form = dict[str, str | bool | None]
MINUTES = "minutes"


class CouncilState(Drafting, rx.State):
    """The council of the address."""

    shown: CouncilShown = CouncilShown()
    errors: dict[str, Said] = {}
    missing: bool = False
    ready: bool = False

    @rx.event
    @guarded(READ_MINUTES)
    async def load(self) -> None:
        """The agenda, or the minutes."""
        self.reset()
        try:
            self.shown = await in_read(queries.council, asked_id(self, "council_id"))
            self._begin()
            live.watch(self, CouncilState.refresh, f"council:{self.shown.id}")
        except NotFound:
            self.missing = True
        self.ready = True

    @rx.event
    @guarded(READ_MINUTES, keeps_awake=False)
    async def refresh(self) -> None:
        """Somebody has proposed a point, or written. What is being written here stays as it is."""
        async with problems(self):
            await self._again()

    @rx.event
    @guarded(INFLUENCE, WriteMinutes)
    async def write(self, point_id, text) -> None:
        """A second after the last letter, and when the field is left."""
        async with problems(self):
            await self._autosave((str(point_id), MINUTES), text)

    @rx.event
    @guarded(INFLUENCE, Sent)
    async def propose(self, form_data: Form) -> None:
        """A point on the agenda."""
        async with problems(self):
            title = str(form_data.get("title") or "")
            await in_unit(service.propose, self._id(), title=title, key=self.key)
            await self._done("council.said.propose")

    @rx.event
    @guarded(INFLUENCE, OneOf)
    async def take_back(self, item_id) -> None:
        """A point off the agenda."""
        async with problems(self):
            await in_unit(service.take_back_point, item_id, key=self.key)
            await self._done("council.said.take_back")

    @rx.event
    @guarded(INFLUENCE, Sent)
    async def decide(self, form_data: Form) -> None:
        """Who does what until when."""
        async with problems(self):
            who = str(form_data.get("responsible") or "everybody")
            made = {"text": str(form_data.get("text") or ""), "due": shown_day(str(form_data.get("due") or ""))}
            made |= {"responsible_id": None if who == "everybody" else shown_id(who)}
            await in_unit(service.decide, self._id(), **made, key=self.key)
            await self._done("council.said.decide")

    @rx.event
    @guarded(LEAD_COUNCIL, OneOf)
    async def tick(self, item_id) -> None:
        """A decision is done."""
        async with problems(self):
            await in_unit(service.tick_decision, item_id, key=self.key)
            await self._done("council.said.done")

    @rx.event
    @guarded(LEAD_COUNCIL, Sent)
    async def appoint(self, form_data: Form) -> None:
        """A student who writes, or only the teacher."""
        async with problems(self):
            who = str(form_data.get("secretary") or "teacher")
            student = None if who == "teacher" else shown_id(who)
            await in_unit(service.appoint, self._id(), student_id=student, key=self.key)
            await self._done("council.said.appoint")

    @rx.event
    @guarded(LEAD_COUNCIL, Once)
    async def approve(self, key) -> None:
        """The minutes as they stand, frozen."""
        async with problems(self):
            await in_unit(service.approve, self._id(), version=self.shown.version, key=key)
            await self._done("council.said.approve")

    @rx.event
    @guarded(LEAD_COUNCIL, Once)
    async def correct(self, key) -> None:
        """Write in approved minutes again."""
        async with problems(self):
            await in_unit(service.correct, self._id(), key=key)
            await self._done("council.said.correct")

    @rx.event
    @guarded(INFLUENCE)
    async def keep_mine(self) -> None:
        """Of two texts, the one that was written here."""
        async with problems(self):
            await self._keep_mine()

    @rx.event
    @guarded(INFLUENCE)
    async def take_theirs(self) -> None:
        """Of two texts, the one that was written elsewhere."""
        async with problems(self):
            await self._again()
            self._begin()

    def _id(self) -> UUID:
        return shown_id(self.shown.id)

    def _begin(self) -> None:
        """The fields hold what is saved."""
        self._hold(self._standing())

    def _standing(self) -> dict[Place, Seen]:
        """What is written about each point."""
        return {(one.id, MINUTES): Seen(one.minutes, one.version) for one in self.shown.points}

    async def _again(self) -> None:
        self.shown = await in_follow(queries.council, self._id())
        self._seen = self._standing() | self._seen

    async def _done(self, said: str) -> None:
        await self._again()
        self._begin()
        await say(self, said)

    async def _save(self, place: Place, **words: Any) -> Saved:
        return await in_unit(service.write_minutes, shown_id(place[0]), **words)

    def _called(self, place: Place) -> Said:
        return both("council.minutes")


@page(
    "/klassrad/[council_id]",
    title="council.title",
    right=READ_MINUTES,
    workspace=(Workspace.STUDENT, Workspace.TEACHER, Workspace.PRINCIPAL),
    nav="/planeringar",
    on_load=CouncilState.load,
)
def view() -> rx.Component:
    """One council."""
    return body(CouncilState)
