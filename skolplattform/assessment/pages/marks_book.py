"""/resultat/[activity_id]: a group's results in tests, typed from the keyboard; drafts until a test is published."""

from uuid import UUID

import reflex as rx
from reflex.vars import Var

from skolplattform.assessment.asked import MARKS
from skolplattform.assessment.grid import CellChange
from skolplattform.assessment.marks import queries, service
from skolplattform.assessment.marks.views import Markbook, MarkEntry, MarkLine
from skolplattform.assessment.pages.grid_parts import Answer, CellAsked, TypedCells, answered
from skolplattform.assessment.pages.marks_list import publish_dialog, tests_table
from skolplattform.assessment.pages.matrix_history import CellHistory, HistoryLine, history_dialog, said_when
from skolplattform.assessment.permissions import RECORD
from skolplattform.core.actor import Workspace
from skolplattform.core.db import in_follow, in_read, in_unit
from skolplattform.core.gate import Id, Key, Payload, guarded
from skolplattform.core.ids import new_id
from skolplattform.i18n.client import t
from skolplattform.ui import live
from skolplattform.ui.address import asked_id, shown_id
from skolplattform.ui.basis import asked
from skolplattform.ui.components.layout import button_link, crumbs, empty, head, loaded, section, stack
from skolplattform.ui.icon import icon
from skolplattform.ui.keys import key_grid
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems
from skolplattform.ui.shell_state import say


class MarksAsked(Payload):
    """The test that one thinks of publishing."""

    test_id: Id


class MarksPublished(Payload):
    """Show the drafts of a test; the key is the click's."""

    test_id: Id
    key: Key


class MarkbookState(rx.State):
    """The markbook on the screen. What is typed lives in the browser until it is answered."""

    ready: bool = False
    book: Markbook = Markbook()
    answer: Answer = Answer()
    history: CellHistory = CellHistory()
    chosen: MarkLine = MarkLine()
    publish_key: str = ""
    _activity_id: str = ""
    _shown_test: str = ""

    @rx.event
    @guarded(RECORD)
    async def load(self) -> None:
        """The page was opened."""
        self.reset()
        async with problems(self):
            self._activity_id = str(asked_id(self, "activity_id"))
            self.book = await in_read(queries.markbook, shown_id(self._activity_id))
            live.watch(self, MarkbookState.refresh, f"activity:{self._activity_id}")
        self.ready = True

    @rx.event
    @guarded(RECORD, keeps_awake=False)
    async def refresh(self) -> None:
        """A colleague, or this teacher elsewhere, has written in the same markbook."""
        if self._activity_id:
            self.book = await in_follow(queries.markbook, shown_id(self._activity_id))

    @rx.event
    @guarded(RECORD, TypedCells)
    async def save(self, board_id, cells, key) -> None:
        """Typed results become drafts. The answer carries the key, also when nothing could be saved."""
        self.answer = Answer(key=key, failed=True)
        changes = [CellChange(**cell.model_dump()) for cell in cells]
        async with problems(self):
            told = await in_unit(service.save_marks, board_id, cells=changes, key=key)
            self.answer = answered(key, told["cells"])

    @rx.event
    @guarded(RECORD, MarksAsked)
    async def choose(self, test_id) -> None:
        """The test that the question is about, as it stands now."""
        async with problems(self):
            self.book = await in_follow(queries.markbook, shown_id(self._activity_id))
            self.chosen = next((one for one in self.book.tests if one.id == str(test_id)), MarkLine())
            self.publish_key = str(new_id())

    @rx.event
    @guarded(RECORD, MarksPublished)
    async def publish(self, test_id, key) -> None:
        """Students and guardians see the test's results from now on."""
        async with problems(self):
            count = await in_unit(service.publish_test, test_id, key=key)
            self._shown_test = str(test_id) if count else ""
            self.book = await in_follow(queries.markbook, shown_id(self._activity_id))
            await say(self, "marks.published", undo=bool(count), n=count)

    @rx.event
    @guarded(RECORD)
    async def undo(self) -> None:
        """What was just published is taken back."""
        test, self._shown_test = self._shown_test, ""
        async with problems(self):
            count = await in_unit(service.undo_test, UUID(test), key=str(new_id())) if test else 0
            self.book = await in_follow(queries.markbook, shown_id(self._activity_id))
            await say(self, "marks.taken_back", n=count)

    @rx.event
    @guarded(RECORD, CellAsked)
    async def tell(self, student_id, criterion_id) -> None:
        """The history of a result."""
        async with problems(self):
            entries = await in_read(queries.history, criterion_id, student_id=student_id)
            student = next((row.name for row in self.book.rows if row.student_id == str(student_id)), "")
            test = next((column.name for column in self.book.columns if column.id == str(criterion_id)), "")
            self.history = CellHistory(student, test, tuple(map(_line, entries)))


def _line(entry: MarkEntry) -> HistoryLine:
    return HistoryLine(entry.sign, entry.comment, said_when(entry.at, entry.author), entry.shown)


@page(
    "/resultat/[activity_id]",
    title="marks.title",
    right=RECORD,
    workspace=Workspace.TEACHER,
    nav="/grupper",
    on_load=MarkbookState.load,
    undo=MarkbookState.undo,
)
def view() -> rx.Component:
    """The page."""
    book = MarkbookState.book
    new = button_link(icon("plus"), t("marks.new"), to="/resultat/" + book.id + "/prov/nytt", kind="primary")
    return rx.fragment(
        crumbs(
            (t("assessment.groups.title"), "/grupper"), (book.activity, "/bedomning/" + book.id), here=t("marks.title")
        ),
        head(t("marks.title"), line=t("marks.line", name=book.activity), actions=[rx.cond(book.id != "", new)]),
        rx.el.p(
            t("marks.no_grade"),
            " ",
            asked(MARKS, "result"),
            ". ",
            asked(MARKS, "comment"),
            ".",
            class_name="small soft",
        ),
        loaded(MarkbookState.ready, _content(book), lines=12),
        publish_dialog(MarkbookState.chosen, MarkbookState.publish, MarkbookState.publish_key),
        history_dialog(MarkbookState.history, "marks"),
    )


def _content(book: Var[Markbook]) -> rx.Component:
    grid = key_grid(
        book,
        MarkbookState.answer,
        caption=t("marks.caption", name=book.activity),
        source="",
        on_save=MarkbookState.save,
        on_history=MarkbookState.tell,
        words="marks.grid",
        name="marks",
    )
    told = section(t("marks.tests"), tests_table(book, MarkbookState.choose), id="tests", line=t("marks.tests.line"))
    nobody = empty(t("assessment.matrix.no_students"), t("assessment.matrix.no_students_why"), level=2)
    no_tests = empty(t("marks.empty"), t("marks.empty_why"), level=2)
    some = rx.cond(book.rows.length() > 0, stack(grid, told, gap="32px"), nobody)
    return rx.cond(book.columns.length() > 0, some, no_tests)
