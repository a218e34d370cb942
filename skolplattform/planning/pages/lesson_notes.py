"""/anteckningar: a teacher's own notes. Nobody else reads them, whatever their role."""

from dataclasses import replace

import reflex as rx
from reflex.vars import Var

from skolplattform.core.actor import Workspace
from skolplattform.core.db import in_read, in_unit
from skolplattform.core.errors import Conflict
from skolplattform.core.gate import guarded
from skolplattform.core.ids import new_id
from skolplattform.i18n import Text, both
from skolplattform.i18n.client import clock_time, day, t
from skolplattform.planning.components import clash_banner
from skolplattform.planning.scratchpad import service
from skolplattform.planning.scratchpad.forms import AboutNote, ChooseGroup, NewNote, WriteNote
from skolplattform.planning.scratchpad.permissions import NOTE
from skolplattform.planning.scratchpad.queries import notes_of
from skolplattform.planning.scratchpad.service import LONGEST
from skolplattform.planning.scratchpad.views import Note, Notes
from skolplattform.planning.views import Clash
from skolplattform.ui.address import shown_id
from skolplattform.ui.components.forms import button, saving
from skolplattform.ui.components.layout import banner, crumbs, empty, head, loaded, stack
from skolplattform.ui.components.overlays import close_button, dialog, open_button
from skolplattform.ui.icon import icon
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems
from skolplattform.ui.shell_state import say


class NotesState(rx.State):
    """One's own notes. `revision` changes when the fields must show other words than those in them."""

    ready: bool = False
    shown: Notes = Notes()
    chosen: str = ""
    clash: Clash = Clash()
    clash_on: str = ""
    revision: int = 0
    key: str = ""
    errors: dict[str, Text] = {}

    @rx.event
    @guarded(NOTE)
    async def load(self) -> None:
        """All of them, the latest first."""
        self.reset()
        async with problems(self):
            await self._read()
        self.ready = True

    @rx.event
    @guarded(NOTE, ChooseGroup)
    def choose(self, group) -> None:
        """About which group the next one is."""
        self.chosen = group

    @rx.event
    @guarded(NOTE, NewNote)
    async def begin(self, group, key) -> None:
        """A new one, first on the page."""
        async with problems(self):
            await in_unit(service.begin_note, group_id=shown_id(group) if group else None, key=key)
            await self._read()

    @rx.event
    @guarded(NOTE, WriteNote)
    async def write(self, note_id, text, version) -> None:
        """Words, a second after the last letter and when the field is left."""
        async with problems(self):
            try:
                await self._write(str(note_id), text, version)
            except Conflict as conflict:
                self._show_both(str(note_id), text, conflict)

    @rx.event
    @guarded(NOTE, AboutNote)
    async def delete(self, note_id) -> None:
        """Gone for good."""
        async with problems(self):
            await in_unit(service.delete_note, note_id)
            await self._read()
            await say(self, "lesson.notes.deleted")

    @rx.event
    @guarded(NOTE)
    async def keep_mine(self) -> None:
        """Of two texts, the one in the field here."""
        async with problems(self):
            clash, note = self.clash, self.clash_on
            self.clash = Clash()
            await self._write(note, clash.mine, self._version(note))

    @rx.event
    @guarded(NOTE)
    def take_theirs(self) -> None:
        """Of two texts, the one that was saved in another tab."""
        self.clash, self.revision = Clash(), self.revision + 1

    def _version(self, note: str) -> int:
        return next((one.version for one in self.shown.notes if one.id == note), 0)

    async def _read(self) -> None:
        self.shown, self.key, self.revision = await in_read(notes_of), str(new_id()), self.revision + 1

    async def _write(self, note: str, text: str, version: int) -> None:
        """The tab may have saved since the words were sent: what it knows itself is the newest."""
        known = max(version, self._version(note))
        self._put(note, text, await in_unit(service.write_note, shown_id(note), text=text, version=known))

    def _put(self, note: str, text: str, version: int) -> None:
        rows = (replace(one, text=text, version=version) if one.id == note else one for one in self.shown.notes)
        self.shown = replace(self.shown, notes=tuple(rows))

    def _show_both(self, note: str, mine: str, conflict: Conflict) -> None:
        version, theirs, at = conflict.current
        self._put(note, theirs, version)
        self.clash, self.clash_on = Clash("text", both("lesson.notes.one"), mine, theirs, "", at), note


def _note(note: Var[Note]) -> rx.Component:
    about = rx.cond(note.group != "", note.group, t("lesson.notes.free"))
    sheet = "delete-" + note.id.to(str)
    asked = dialog(
        sheet,
        t("lesson.notes.delete.title", group=about),
        rx.el.p(t("lesson.notes.delete.why")),
        actions=(close_button(sheet, t("lesson.notes.delete"), kind="danger", on_click=NotesState.delete(note.id)),),
    )
    text = rx.el.textarea(
        default_value=note.text,
        rows="6",
        max_length=LONGEST,
        lang="sv",
        aria_label=t("lesson.notes.about", group=about),
        **saving(lambda words: NotesState.write(note.id, words, note.version)),
        key=note.id + NotesState.revision.to_string(),
    )
    when = t("lesson.notes.edited", day=day(note.edited_on, "short"), time=clock_time(note.edited_at))
    away = open_button(sheet, icon("trash"), kind="icon", aria_label=t("lesson.notes.delete.of", group=about))
    return rx.el.li(
        rx.el.div(
            rx.el.div(
                rx.el.h2(about), rx.el.span(rx.el.span(when, class_name="small soft"), away, class_name="with"),
                class_name="between",
            ),
            text,
            asked,
            class_name="card stack",
            style={"--gap": "12px"},
        ),
        key=note.id,
    )  # fmt: skip


def _new() -> rx.Component:
    shown = NotesState.shown
    label = rx.el.label(
        rx.el.span(t("lesson.notes.group"), class_name="sr"),
        rx.el.select(
            rx.el.option(t("lesson.notes.free"), value=""),
            rx.foreach(shown.groups, lambda pair: rx.el.option(pair[1], value=pair[0])),
            value=NotesState.chosen,
            on_change=NotesState.choose,
        ),
    )
    new = button(
        icon("plus"),
        t("lesson.notes.new"),
        kind="primary",
        on_click=NotesState.begin(NotesState.chosen, NotesState.key),
    )
    return rx.el.div(label, new, class_name="btns")


@page(
    "/anteckningar",
    title="lesson.notes",
    right=NOTE,
    workspace=Workspace.TEACHER,
    nav="/planering",
    on_load=NotesState.load,
)
def view() -> rx.Component:
    """The notes."""
    shown = NotesState.shown
    notes = rx.el.ul(rx.foreach(shown.notes, _note), class_name="stack", style={"--gap": "24px"})
    nothing = empty(t("lesson.notes.empty"), t("lesson.notes.empty.why"), level=2)
    return rx.fragment(
        crumbs((t("planning.list.title"), "/planering"), here=t("lesson.notes")),
        head(t("lesson.notes"), line=t("lesson.notes.line"), actions=[_new()]),
        stack(
            banner(t("lesson.notes.plain"), sign="shield"),
            clash_banner(NotesState.clash, NotesState.keep_mine, NotesState.take_theirs),
            loaded(NotesState.ready, rx.cond(shown.notes.length() > 0, notes, nothing)),
            gap="24px",
        ),
    )
