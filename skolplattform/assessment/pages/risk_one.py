"""/varningar/[warning_id]: a warning as its teacher writes it; once sent, what was said and who has read."""

from dataclasses import replace

import reflex as rx

from skolplattform.assessment.pages.risk_one_parts import draft, sent
from skolplattform.assessment.risk import service
from skolplattform.assessment.risk.forms import EndSent, Ticked, Written
from skolplattform.assessment.risk.permissions import FOLLOW, WARN
from skolplattform.assessment.risk.queries import warning_view
from skolplattform.assessment.risk.rules import State
from skolplattform.assessment.risk.service import Words
from skolplattform.assessment.risk.views import WarningView
from skolplattform.core import clock
from skolplattform.core.actor import Role, Workspace, current_actor
from skolplattform.core.db import in_follow, in_read, in_unit
from skolplattform.core.errors import Conflict, NotFound
from skolplattform.core.gate import guarded
from skolplattform.i18n import Text
from skolplattform.i18n.client import t
from skolplattform.ui import live
from skolplattform.ui.address import asked_id, shown_id
from skolplattform.ui.components.layout import crumbs, empty, head, loaded
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems
from skolplattform.ui.shell_state import say


class RiskOneState(rx.State):
    """One warning. `theirs` is what a colleague wrote meanwhile; what one writes oneself stays in the fields."""

    ready: bool = False
    missing: bool = False
    shown: WarningView = WarningView()
    theirs: WarningView = WarningView()
    saved_at: str = ""
    list_route: str = "/varningar"
    errors: dict[str, Text] = {}

    @rx.event
    @guarded(FOLLOW)
    async def load(self) -> None:
        """The warning of the address."""
        self.reset()
        self.list_route = "/varningar-i-skolan" if current_actor().has(Role.PRINCIPAL) else "/varningar"
        try:
            self.shown = await in_read(warning_view, asked_id(self, "warning_id"))
            live.watch(self, RiskOneState.refresh, f"risk:{self.shown.unit_id}")
        except NotFound:
            self.missing = True
        self.ready = True

    @rx.event
    @guarded(FOLLOW, keeps_awake=False)
    async def refresh(self) -> None:
        """Somebody has confirmed. A draft is left as it is being written."""
        if self.shown.state != State.DRAFT:
            async with problems(self):
                self.shown = await in_follow(warning_view, shown_id(self.shown.id))

    @rx.event
    @guarded(WARN, Written)
    async def write(self, warning_id, field, value) -> None:
        """A second after the last letter, and when the field is left; not when another warning is open by then."""
        if self.shown.id == str(warning_id) and getattr(self.shown, field) != value:
            self.shown = replace(self.shown, **{field: value})
            await self._keep()

    @rx.event
    @guarded(WARN, Ticked)
    async def tick(self, criterion_id, picked) -> None:
        """This criterion is not reached, or is."""
        told = (replace(one, picked=picked) if one.id == str(criterion_id) else one for one in self.shown.criteria)
        self.shown = replace(self.shown, criteria=tuple(told))
        await self._keep()

    @rx.event
    @guarded(WARN)
    async def send(self) -> None:
        """Student, custodians, mentor and head read it from now on."""
        async with problems(self):
            held, version = shown_id(self.shown.id), self.shown.version
            await in_unit(service.send_warning, held, version=version, key=f"send-{held}-{version}")
            self.shown = await in_read(warning_view, held)
            await say(self, "risk.sent")

    @rx.event
    @guarded(WARN)
    async def drop(self) -> rx.event.EventSpec | None:
        """The draft is thrown away."""
        async with problems(self):
            await in_unit(service.drop_draft, shown_id(self.shown.id), version=self.shown.version)
            await say(self, "risk.dropped")
            return rx.redirect("/varningar")
        return None

    @rx.event
    @guarded(WARN, EndSent)
    async def end(self, form_data: dict[str, str | None]) -> None:
        """It holds no more."""
        async with problems(self):
            held, version = shown_id(self.shown.id), self.shown.version
            said = {"ending": form_data.get("ending") or "", "why": form_data.get("why") or ""}
            await in_unit(service.end_warning, held, **said, version=version, key=f"end-{held}-{version}")
            self.shown = await in_read(warning_view, held)
            await say(self, "risk.ended")

    async def _keep(self) -> None:
        shown, held = self.shown, shown_id(self.shown.id)
        criteria = tuple(one.id for one in shown.criteria if one.picked)
        words = Words(criteria, shown.missing, shown.support, shown.next_step)
        async with problems(self):
            try:
                version = await in_unit(service.write_draft, held, words=words, version=shown.version)
                self.shown = replace(shown, version=version)
                self.theirs, self.saved_at = WarningView(), clock.local(clock.now()).strftime("%H.%M")
            except Conflict as clash:
                self.theirs = await in_read(warning_view, held)
                self.shown = replace(shown, version=clash.current)
                raise


def _body() -> rx.Component:
    state, shown = RiskOneState, RiskOneState.shown
    return rx.fragment(
        head(shown.student, line=t("risk.one.line", subject=shown.subject, class_name=shown.class_name)),
        rx.cond(shown.state == State.DRAFT.value, draft(state), sent(state)),
    )


@page(
    "/varningar/[warning_id]",
    title="risk.one.title",
    right=FOLLOW,
    workspace=(Workspace.TEACHER, Workspace.PRINCIPAL),
    on_load=RiskOneState.load,
)
def view() -> rx.Component:
    """One warning."""
    gone = rx.fragment(
        head(t("risk.one.title")),
        empty(t("ui.not_found.title"), t("ui.not_found.text"), level=2),
    )
    return rx.fragment(
        crumbs((t("risk.title"), RiskOneState.list_route), here=t("risk.one.title")),
        loaded(RiskOneState.ready, rx.cond(RiskOneState.missing, gone, _body()), lines=8),
    )
