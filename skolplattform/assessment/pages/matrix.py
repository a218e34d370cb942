"""A group's assessment matrix, worked from the keyboard; drafts until they are published.

The address holds the id of the activity, for the subject's criteria, or of a matrix of its teachers' own.
"""

from uuid import UUID

import reflex as rx

from skolplattform.assessment import queries, service
from skolplattform.assessment.asked import MATRIX
from skolplattform.assessment.grid import CellChange
from skolplattform.assessment.pages.grid_parts import Answer, CellAsked, TypedCells, answered
from skolplattform.assessment.pages.matrix_boards import boards, words_link
from skolplattform.assessment.pages.matrix_history import CellHistory, history_dialog, history_line
from skolplattform.assessment.permissions import RECORD
from skolplattform.assessment.views import CurriculumChoice, Matrix
from skolplattform.core import clock
from skolplattform.core.actor import Workspace
from skolplattform.core.db import in_follow, in_read, in_unit
from skolplattform.core.gate import Id, Key, Payload, guarded
from skolplattform.core.gate import Text as Written
from skolplattform.i18n import Text, both
from skolplattform.i18n.client import t
from skolplattform.ui import live
from skolplattform.ui.address import asked_id, shown_id
from skolplattform.ui.basis import asked
from skolplattform.ui.components.layout import banner, chip, crumbs, empty, head, loaded
from skolplattform.ui.components.overlays import close_button, dialog, open_button
from skolplattform.ui.keys import key_grid
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems
from skolplattform.ui.shell_state import say


class Published(Payload):
    """Show the drafts of a grid; the key is the click's."""

    board_id: Id
    key: Key


class CurriculumAsked(Payload):
    """Which students' matrix to show: those who follow this curriculum."""

    curriculum: Written(20)  # type: ignore[valid-type]


def term_of(today) -> Text:
    """'höstterminen 2026'."""
    return both("assessment.term.autumn" if today.month >= 7 else "assessment.term.spring", year=str(today.year))


class MatrixState(rx.State):
    """The matrix on the screen. What is typed lives in the browser until it is answered."""

    ready: bool = False
    matrix: Matrix = Matrix()
    answer: Answer = Answer()
    drafts: int = 0
    publish_key: str = ""
    term: Text = Text()
    history: CellHistory = CellHistory()
    _board_id: str = ""
    _curriculum: str = ""
    _publication_id: str = ""

    @rx.event
    @guarded(RECORD)
    async def load(self):
        """The page was opened."""
        self.ready, self.matrix, self.drafts, self.answer = False, Matrix(), 0, Answer()
        self.history, self._publication_id, self._board_id, self._curriculum = CellHistory(), "", "", ""
        self.term = term_of(clock.today())
        async with problems(self):
            self._board_id = str(asked_id(self, "activity_id"))
            self._show(await in_read(queries.matrix, shown_id(self._board_id)))
            live.watch(self, MatrixState.refresh, f"activity:{self._board_id}")
        self.ready = True

    @rx.event
    @guarded(RECORD, keeps_awake=False)
    async def refresh(self):
        """A colleague, or this teacher elsewhere, has written in the same matrix."""
        if self._board_id:
            await self._read()

    @rx.event
    @guarded(RECORD, CurriculumAsked)
    async def choose(self, curriculum):
        """The matrix of those students who follow another curriculum."""
        self._curriculum = curriculum
        async with problems(self):
            self._show(await in_read(queries.matrix, shown_id(self._board_id), curriculum))

    @rx.event
    @guarded(RECORD, TypedCells)
    async def save(self, board_id, cells, key):
        """Typed cells become drafts. The answer carries the key, also when nothing could be saved."""
        self.answer = Answer(key=key, failed=True)
        changes = [CellChange(**cell.model_dump()) for cell in cells]
        async with problems(self):
            told = await in_unit(service.save_cells, board_id, cells=changes, key=key)
            self.answer = answered(key, told["cells"])
            self.drafts = told["drafts"]

    @rx.event
    @guarded(RECORD, Published)
    async def publish(self, board_id, key):
        """Students and guardians see the drafts from now on."""
        async with problems(self):
            done = await in_unit(service.publish, board_id, key=key)
            self._publication_id = done["publication_id"]
            await self._read()
            await say(self, "assessment.published", undo=bool(self._publication_id), n=done["count"])

    @rx.event
    @guarded(RECORD)
    async def undo(self):
        """What was just published is taken back."""
        async with problems(self):
            publication, self._publication_id = self._publication_id, ""
            if publication:
                key = f"undo-{publication}"
                done = await in_unit(service.undo_publication, UUID(publication), key=key)
                await self._read()
                await say(self, "assessment.taken_back", n=done["count"])

    @rx.event
    @guarded(RECORD, CellAsked)
    async def tell(self, student_id, criterion_id):
        """The history of a cell."""
        async with problems(self):
            asked = {"student_id": student_id, "criterion_id": criterion_id}
            entries = await in_read(queries.history, shown_id(self._board_id), **asked)
            student = next((row.name for row in self.matrix.rows if row.student_id == str(student_id)), "")
            criterion = next((item.name for item in self.matrix.columns if item.id == str(criterion_id)), "")
            self.history = CellHistory(student, criterion, tuple(map(history_line, entries)))

    async def _read(self) -> None:
        self._show(await in_follow(queries.matrix, shown_id(self._board_id), self._curriculum))

    def _show(self, found: Matrix) -> None:
        self.matrix = found
        self.drafts, self.publish_key = self.matrix.drafts, f"publish-{clock.now().timestamp():.6f}".replace(".", "-")


@page(
    "/bedomning/[activity_id]",
    title="assessment.matrix.title",
    right=RECORD,
    workspace=Workspace.TEACHER,
    nav="/grupper",
    on_load=MatrixState.load,
    undo=MatrixState.undo,
)
def view() -> rx.Component:
    """The page."""
    matrix = MatrixState.matrix
    line = t("assessment.matrix.line", term=MatrixState.term, n=matrix.rows.length())
    return rx.fragment(
        crumbs((t("assessment.groups.title"), "/grupper"), here=matrix.activity),
        head(
            rx.cond(matrix.name != "", matrix.name, t("assessment.matrix.title")),
            line=rx.cond(matrix.rows.length() > 0, line, ""),
            actions=[words_link(matrix), _publish_button()],
        ),
        boards(matrix),
        rx.cond(matrix.curricula.length() > 0, _curricula()),
        rx.cond(matrix.other_form.sv != "", _other_form()),
        rx.el.p(asked(MATRIX, "level"), ". ", asked(MATRIX, "comment"), ".", class_name="small soft"),
        loaded(MatrixState.ready, rx.cond(matrix.columns.length() > 0, _grid(), _nothing()), lines=12),
        _publish_dialog(),
        history_dialog(MatrixState.history),
    )


def _grid() -> rx.Component:
    matrix = MatrixState.matrix
    return rx.cond(
        matrix.rows.length() > 0,
        key_grid(
            matrix,
            MatrixState.answer,
            caption=t("assessment.matrix.caption", name=matrix.name),
            source=rx.cond(
                matrix.is_own,
                t("own.source"),
                t("assessment.matrix.source", years=matrix.years, curriculum=matrix.curriculum),
            ),
            on_save=MatrixState.save,
            on_history=MatrixState.tell,
        ),
        empty(t("assessment.matrix.no_students"), t("assessment.matrix.no_students_why")),
    )


def _curricula() -> rx.Component:
    """The students follow different curricula (R-Y01): whose matrix to work in."""

    def strip(choice: rx.Var[CurriculumChoice]) -> rx.Component:
        radio = rx.el.input(
            type="radio",
            name="curriculum",
            value=choice.code,
            checked=choice.code == MatrixState.matrix.curriculum,
            on_change=lambda _: MatrixState.choose(choice.code),
        )
        words = t("assessment.matrix.mixed.choice", curriculum=choice.code, n=choice.students)
        form = rx.cond(choice.other_form.sv != "", rx.el.span(" ", t(choice.other_form)), "")
        return rx.el.label(radio, words, form, key=choice.code)

    strips = rx.foreach(MatrixState.matrix.curricula, strip)
    legend = rx.el.legend(t("assessment.matrix.mixed"), class_name="small soft")
    return rx.el.fieldset(legend, rx.el.div(strips, class_name="seg"), id="curricula")


def _other_form() -> rx.Component:
    """A student who reads by another form's syllabus (R-P03): what that means, and that only school is told."""
    matrix = MatrixState.matrix
    said = t("assessment.matrix.other_form", curriculum=matrix.curriculum, form=matrix.other_form)
    scale = rx.foreach(matrix.levels, lambda level: rx.el.span(level.code, " ", key=level.code))
    return banner(
        rx.el.p(said, " ", t("assessment.matrix.other_form.levels"), " ", scale),
        kind="need",
        sign="info",
    )


def _nothing() -> rx.Component:
    return empty(t("assessment.matrix.no_criteria"), t("assessment.matrix.no_criteria_why"))


def _publish_button() -> rx.Component:
    return rx.cond(
        MatrixState.drafts > 0,
        open_button("publish", t("assessment.matrix.publish", n=MatrixState.drafts), kind="primary"),
        rx.cond(MatrixState.matrix.rows.length() > 0, chip(t("assessment.matrix.all_published")), rx.fragment()),
    )


def _publish_dialog() -> rx.Component:
    matrix = MatrixState.matrix
    yes = close_button(
        "publish",
        t("assessment.matrix.publish_yes", n=MatrixState.drafts),
        kind="primary",
        on_click=MatrixState.publish(matrix.id, MatrixState.publish_key),
    )
    question = t("assessment.matrix.publish_question", n=MatrixState.drafts, name=matrix.name)
    return dialog("publish", question, rx.el.p(t("assessment.matrix.publish_effect")), actions=(yes,))
