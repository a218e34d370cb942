"""/logg/[group_id]/[syllabus_id]: what a group's students show of their logs, and what their teacher says of it."""

from uuid import UUID

import reflex as rx

from skolplattform.core.actor import Workspace
from skolplattform.core.db import in_follow, in_read, in_unit
from skolplattform.core.errors import Invalid, NotFound
from skolplattform.core.gate import guarded
from skolplattform.core.ids import new_id
from skolplattform.i18n import Text as Said
from skolplattform.planning.learning_log import queries, service
from skolplattform.planning.learning_log.forms import Sent
from skolplattform.planning.learning_log.permissions import FOLLOW_LOG
from skolplattform.planning.learning_log.views import GroupLog
from skolplattform.planning.library.forms import AskPage
from skolplattform.planning.pages.log_group_parts import body
from skolplattform.registry.consents.service import topic
from skolplattform.ui import live
from skolplattform.ui.address import asked_id, shown_id
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems
from skolplattform.ui.shell_state import say


class GroupLogState(rx.State):
    """A page of a group's log. `revision` changes when the forms must stand empty again."""

    shown: GroupLog = GroupLog()
    errors: dict[str, Said] = {}
    missing: bool = False
    ready: bool = False
    key: str = ""
    revision: int = 0

    @rx.event
    @guarded(FOLLOW_LOG)
    async def load(self) -> None:
        """The newest entries of the group in the address."""
        self.reset()
        try:
            group = asked_id(self, "group_id")
            self.shown = await in_read(queries.group_log, group, asked_id(self, "syllabus_id"))
            live.watch(self, GroupLogState.refresh, f"log:{group}", topic(group))
        except NotFound:
            self.missing = True
        self.key, self.ready = str(new_id()), True

    @rx.event
    @guarded(FOLLOW_LOG, keeps_awake=False)
    async def refresh(self) -> None:
        """A student has shown something or taken it back, or a home has changed its consent."""
        async with problems(self):
            self.shown = await in_follow(queries.group_log, *self._ids(), self.shown.number)

    @rx.event
    @guarded(FOLLOW_LOG, AskPage)
    async def turn(self, number) -> None:
        """Another page."""
        async with problems(self):
            self.shown = await in_read(queries.group_log, *self._ids(), number)

    @rx.event
    @guarded(FOLLOW_LOG, Sent)
    async def comment(self, form_data: dict[str, str | None]) -> None:
        """Words about an entry, read by the student at once."""
        async with problems(self):
            words = {"text": form_data.get("comment") or "", "key": self.key}
            await in_unit(service.comment_on, shown_id(form_data.get("entry") or ""), **words)
            await self._done("log.said.comment")

    @rx.event
    @guarded(FOLLOW_LOG, Sent)
    async def observe(self, form_data: dict[str, str | None]) -> None:
        """What the teacher has seen, in a student's log."""
        async with problems(self):
            sent = {name: form_data.get(name) or "" for name in ("title", "text")}
            student = _chosen(form_data)
            await in_unit(service.observe, *self._ids(), student_id=student, **sent, key=self.key)
            await self._done("log.said.observed")

    def _ids(self) -> tuple[UUID, UUID]:
        return shown_id(self.shown.group_id), shown_id(self.shown.syllabus_id)

    async def _done(self, said: str) -> None:
        self.key, self.revision = str(new_id()), self.revision + 1
        self.shown = await in_follow(queries.group_log, *self._ids(), self.shown.number)
        await say(self, said)


def _chosen(form_data: dict[str, str | None]) -> UUID:
    try:
        return UUID(form_data.get("student") or "")
    except ValueError as error:
        raise Invalid("student", "log.error.student") from error


@page(
    "/logg/[group_id]/[syllabus_id]",
    title="log.title",
    right=FOLLOW_LOG,
    workspace=Workspace.TEACHER,
    nav="/planering",
    on_load=GroupLogState.load,
)
def view() -> rx.Component:
    """The group's log."""
    return body(GroupLogState)
