"""/elevnarvaro: whose attendance over a time? A mentor sees the own class, the head and the office search by name."""

import reflex as rx

from skolplattform.attendance.permissions import STUDENT_TIME
from skolplattform.attendance.queries.named import FoundStudent
from skolplattform.attendance.queries.student_time import answers_calls, students_to_account
from skolplattform.core.actor import Workspace
from skolplattform.core.db import in_read
from skolplattform.core.gate import Payload, Text, guarded
from skolplattform.i18n.client import t
from skolplattform.ui.components.forms import search_field
from skolplattform.ui.components.layout import button_link, empty, go, head, loaded, stack
from skolplattform.ui.icon import icon
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems


class Words(Payload):
    """The beginning of a name."""

    words: Text(60)  # type: ignore[valid-type]


class StudentChoiceState(rx.State):
    """The students to choose among."""

    ready: bool = False
    has_searched: bool = False
    answers_calls: bool = False
    found: list[FoundStudent] = []

    @rx.event
    @guarded(STUDENT_TIME)
    async def load(self) -> object:
        """Opened. Where there is nobody to choose between, the one is shown: one's own, an only child's."""
        self.reset()
        async with problems(self):
            self.found = await in_read(students_to_account, "")
            self.answers_calls = await in_read(answers_calls)
            if len(self.found) == 1:
                return rx.redirect(f"/elevnarvaro/{self.found[0].id}", replace=True)
        self.ready = True
        return None

    @rx.event
    @guarded(STUDENT_TIME, Words)
    async def search(self, words: str) -> None:
        """A name is being typed."""
        async with problems(self):
            self.found, self.has_searched = await in_read(students_to_account, words), bool(words.strip())


def _student(row: rx.Var[FoundStudent]) -> rx.Component:
    told = rx.el.span(t("reports.student.told", when=t(row.told)), class_name="small soft")
    return rx.el.li(
        rx.el.span(
            go(row.name, to="/elevnarvaro/" + row.id, class_name="cover"),
            " ",
            rx.el.span(row.class_name, class_name="soft"),
            rx.cond(row.told.sv != "", rx.fragment(rx.el.br(), told)),
            class_name="grow",
        ),
        rx.cond(
            StudentChoiceState.answers_calls,
            button_link(
                t("attendance.phoned.open"),
                rx.el.span(" ", row.name, class_name="sr"),
                to="/franvaro-per-telefon/" + row.id,
                kind="small",
            ),
        ),
        icon("right"),
        key=row.id,
    )


@page(
    "/elevnarvaro",
    title="reports.student.choose",
    right=STUDENT_TIME,
    workspace=(
        *(Workspace.TEACHER, Workspace.PRINCIPAL, Workspace.ADMINISTRATOR),
        *(Workspace.STUDENT_HEALTH, Workspace.GUARDIAN, Workspace.STUDENT),
    ),
    on_load=StudentChoiceState.load,
)
def view() -> rx.Component:
    """The page."""
    state = StudentChoiceState
    why = rx.cond(state.has_searched, t("reports.student.no_match_why"), t("reports.student.search_why"))
    title = rx.cond(state.has_searched, t("reports.student.no_match"), t("reports.student.search_first"))
    shown = rx.cond(
        state.found.length() > 0,
        rx.el.ul(rx.foreach(state.found, _student), class_name="list card"),
        empty(title, why, level=2),
    )
    content = stack(
        search_field(t("reports.student.search"), max_length=60, on_change=state.search.debounce(400)), shown
    )
    return rx.fragment(
        head(
            t("reports.student.choose"),
            line=rx.cond(state.answers_calls, t("attendance.phoned.choose_line"), t("reports.student.choose_line")),
        ),
        loaded(state.ready, rx.el.div(content, style={"maxWidth": "40rem"})),
    )
