"""/kartlaggning/[group_id]/[material]: a class against the parts of a material, worked from the keyboard."""

import reflex as rx
from reflex.vars import Var

from skolplattform.assessment.asked import SCREENING_HOME
from skolplattform.assessment.pages.grid_parts import Answer, answered
from skolplattform.assessment.pages.matrix_history import CellHistory, history_dialog, history_line
from skolplattform.assessment.pages.screening_parts import subject_name
from skolplattform.assessment.screening import queries, service
from skolplattform.assessment.screening.forms import CareSent, CellAsked, TypedResults, board_of, home_words
from skolplattform.assessment.screening.permissions import RECORD
from skolplattform.assessment.screening.rules import TEXT_LENGTH
from skolplattform.assessment.screening.views import ScreenBoard
from skolplattform.assessment.views import MatrixRow
from skolplattform.core.actor import Workspace
from skolplattform.core.db import in_follow, in_read, in_unit
from skolplattform.core.gate import guarded
from skolplattform.core.ids import new_id
from skolplattform.i18n import Text
from skolplattform.i18n.client import t
from skolplattform.ui import live
from skolplattform.ui.address import asked, asked_id
from skolplattform.ui.basis import asked as asked_field
from skolplattform.ui.components.forms import error_summary, submit, text_area
from skolplattform.ui.components.layout import banner, crumbs, empty, go, head, loaded, section, stack
from skolplattform.ui.keys import key_grid
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems
from skolplattform.ui.shell_state import say


class ScreeningGridState(rx.State):
    """The grid on the screen. What is typed lives in the browser until it is answered."""

    ready: bool = False
    board: ScreenBoard = ScreenBoard()
    answer: Answer = Answer()
    history: CellHistory = CellHistory()
    key: str = ""
    errors: dict[str, Text] = {}

    @rx.event
    @guarded(RECORD)
    async def load(self) -> None:
        """The class and the material of the address."""
        self.reset()
        async with problems(self):
            group_id, self.key = asked_id(self, "group_id"), str(new_id())
            self.board = await in_read(queries.board, group_id, asked(self, "material"))
            live.watch(self, ScreeningGridState.refresh, f"screening:{group_id}")
        self.ready = True

    @rx.event
    @guarded(RECORD, keeps_awake=False)
    async def refresh(self) -> None:
        """A colleague has written in the same class."""
        if self.board.id:
            self.board = await in_follow(queries.board, *board_of(self.board.id))

    @rx.event
    @guarded(RECORD, TypedResults)
    async def save(self, board_id, cells, key) -> None:
        """What was typed is kept. The answer carries the key, also when nothing could be saved."""
        self.answer = Answer(key=key, failed=True)
        async with problems(self):
            seen = [cell.cell() for cell in cells]
            told = await in_unit(service.save_seen, *board_of(board_id), cells=seen, key=key)
            self.answer = answered(key, told["cells"])

    @rx.event
    @guarded(RECORD, CellAsked)
    async def tell(self, student_id, criterion_id) -> None:
        """The history of a cell."""
        async with problems(self):
            wanted = {"student_id": student_id, "part": criterion_id}
            entries = await in_read(queries.cell_history, *board_of(self.board.id), **wanted)
            student = next((row.name for row in self.board.rows if row.student_id == str(student_id)), "")
            part = next((item.name for item in self.board.columns if item.id == criterion_id), "")
            self.history = CellHistory(student, part, tuple(map(history_line, entries)))

    @rx.event
    @guarded(RECORD, CareSent)
    async def tell_homes(self, form_data: dict[str, str | None]) -> None:
        """The homes of those who are as expected read the same words."""
        async with problems(self):
            held, words = board_of(self.board.id), home_words(form_data)
            told = await in_unit(service.tell_class, *held, **words, key=self.key)
            self.board, self.key = await in_read(queries.board, *held), str(new_id())
            await say(self, "screening.grid.told", n=told)


def _grid() -> rx.Component:
    board = ScreeningGridState.board
    return key_grid(
        board,
        ScreeningGridState.answer,
        caption=t("screening.grid.caption", name=board.name, class_name=board.class_name),
        source=t("screening.grid.source", source=board.source),
        on_save=ScreeningGridState.save,
        on_history=ScreeningGridState.tell,
        drafts=False,
    )


def _materials() -> rx.Component:
    """The materials that the class uses this term."""
    board = ScreeningGridState.board

    def tab(pair: Var) -> rx.Component:
        to = "/kartlaggning/" + board.group_id.to(str) + "/" + pair[0].to(str)
        here = rx.cond(pair[0] == board.material, "page", None)
        return go(pair[1], to=to, lang="sv", custom_attrs={"aria-current": here})

    return rx.el.nav(rx.foreach(board.choices, tab), class_name="tabs", aria_label=t("screening.grid.materials"))


def _tell() -> rx.Component:
    """The same words to all homes where there is nothing to look closer at; the others are written one by one."""
    state = ScreeningGridState
    areas = (
        text_area(
            name,
            asked_field(SCREENING_HOME, name),
            errors=state.errors,
            hint=t(f"screening.hint.{name}"),
            rows=3,
            max_length=TEXT_LENGTH,
        )
        for name in ("seen", "next_step")
    )
    form = rx.el.form(
        error_summary(state.errors),
        *areas,
        rx.el.div(submit(t("screening.grid.tell_yes", n=state.board.told_together)), class_name="btns"),
        on_submit=state.tell_homes,
        no_validate=True,
        key=state.key,
        class_name="stack",
        style={"maxWidth": "48rem"},
    )
    shown = section(t("screening.grid.tell"), form, id="tell", line=t("screening.grid.tell_line"))
    return rx.cond(state.board.told_together > 0, shown)


def _children() -> rx.Component:
    """Each child, to see what was seen before and to write what is done next."""

    def child(row: Var[MatrixRow]) -> rx.Component:
        return rx.el.li(go(row.name, to="/tidigt-stod/" + row.student_id.to(str)))

    listed = rx.el.ul(rx.foreach(ScreeningGridState.board.rows, child), class_name="btns", role="list")
    return section(t("screening.grid.children"), listed, id="children", line=t("screening.grid.children_line"))


@page(
    "/kartlaggning/[group_id]/[material]",
    title="screening.grid.title",
    right=RECORD,
    workspace=Workspace.TEACHER,
    nav="/grupper",
    on_load=ScreeningGridState.load,
)
def view() -> rx.Component:
    """The grid."""
    board = ScreeningGridState.board
    signal = banner(rx.el.p(t("screening.grid.signal")), sign="info")
    some = stack(_materials(), signal, _grid(), _children(), _tell(), gap="24px")
    none = empty(t("screening.grid.none"), t("screening.grid.none_why"), level=2)
    must = rx.cond(board.mandatory, t("screening.grid.must", day=board.until), t("screening.grid.may"))
    return rx.fragment(
        crumbs(
            (t("screening.title"), "/kartlaggning"), here=rx.cond(board.name != "", board.name, t("screening.title"))
        ),
        head(
            rx.cond(board.name != "", rx.el.span(board.class_name, ": ", board.name), t("screening.grid.title")),
            line=rx.cond(board.name != "", rx.el.span(subject_name(board.subject), ". ", must), ""),
        ),
        loaded(ScreeningGridState.ready, rx.cond(board.rows.length() > 0, some, none), lines=12),
        history_dialog(ScreeningGridState.history),
    )
