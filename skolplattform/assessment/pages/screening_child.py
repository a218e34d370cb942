"""/tidigt-stod/[student_id]: a child from F to year 3, what is done about a signal, and what home is told."""

import reflex as rx

from skolplattform.assessment.pages.screening_child_parts import seen_over_time, subject_part
from skolplattform.assessment.screening import service
from skolplattform.assessment.screening.forms import CareSent, home_words, said_sent, subject_sent
from skolplattform.assessment.screening.permissions import FOLLOW, RECORD
from skolplattform.assessment.screening.queries import child_screening
from skolplattform.assessment.screening.views import ChildScreening
from skolplattform.core.actor import Workspace
from skolplattform.core.db import in_follow, in_read, in_unit
from skolplattform.core.errors import NotFound
from skolplattform.core.gate import guarded
from skolplattform.core.ids import new_id
from skolplattform.i18n import Text
from skolplattform.i18n.client import t
from skolplattform.ui import live
from skolplattform.ui.address import asked_id, shown_id
from skolplattform.ui.components.forms import error_summary
from skolplattform.ui.components.layout import crumbs, empty, head, loaded, stack
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems
from skolplattform.ui.shell_state import say


class ScreeningChildState(rx.State):
    """One child. `key` is that of the next save; a form is built anew when it changes."""

    ready: bool = False
    missing: bool = False
    shown: ChildScreening = ChildScreening()
    key: str = ""
    errors: dict[str, Text] = {}

    @rx.event
    @guarded(FOLLOW)
    async def load(self) -> None:
        """The child of the address."""
        self.reset()
        try:
            await self._read(asked_id(self, "student_id"))
            live.watch(self, ScreeningChildState.refresh, f"student:{self.shown.student_id}")
        except NotFound:
            self.missing = True
        self.ready = True

    @rx.event
    @guarded(FOLLOW, keeps_awake=False)
    async def refresh(self) -> None:
        """A colleague has written; what one writes oneself stays in the fields."""
        async with problems(self):
            self.shown = await in_follow(child_screening, shown_id(self.shown.student_id))

    @rx.event
    @guarded(RECORD, CareSent)
    async def write(self, form_data: dict[str, str | None]) -> None:
        """What the closer look found, the support, how it went."""
        async with problems(self):
            subject, held = subject_sent(form_data), shown_id(self.shown.student_id)
            version = next(one.version for one in self.shown.subjects if one.subject == subject)
            said = said_sent(form_data)
            await in_unit(service.write_care, held, subject, said=said, version=version, key=self.key)
            await self._read(held)
            await say(self, "screening.child.saved")

    @rx.event
    @guarded(RECORD, CareSent)
    async def tell(self, form_data: dict[str, str | None]) -> None:
        """Home reads these words from now on."""
        async with problems(self):
            subject, held = subject_sent(form_data), shown_id(self.shown.student_id)
            await in_unit(service.tell, held, subject, **home_words(form_data), key=self.key)
            await self._read(held)
            await say(self, "screening.child.told")

    async def _read(self, student_id) -> None:
        self.shown = await in_read(child_screening, student_id)
        self.key = str(new_id())


def _body() -> rx.Component:
    state = ScreeningChildState
    shown = state.shown
    subjects = rx.foreach(shown.subjects, lambda one: subject_part(one, state))
    return rx.fragment(
        head(shown.name, line=t("screening.child.line", class_name=shown.class_name)),
        stack(error_summary(state.errors), subjects, seen_over_time(shown.seen), gap="32px"),
    )


@page(
    "/tidigt-stod/[student_id]",
    title="screening.child.title",
    right=FOLLOW,
    workspace=(Workspace.TEACHER, Workspace.STUDENT_HEALTH),
    nav="/tidigt-stod",
    on_load=ScreeningChildState.load,
)
def view() -> rx.Component:
    """The child."""
    gone = rx.fragment(
        head(t("screening.child.title")), empty(t("ui.not_found.title"), t("ui.not_found.text"), level=2)
    )
    return rx.fragment(
        crumbs((t("screening.care.nav"), "/tidigt-stod"), here=t("screening.child.title")),
        loaded(ScreeningChildState.ready, rx.cond(ScreeningChildState.missing, gone, _body()), lines=8),
    )
