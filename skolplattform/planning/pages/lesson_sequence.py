"""/lektionsplaner/[activity_id]: a group's coming lessons, each with its plan, written in place."""

import reflex as rx

from skolplattform.core.actor import Workspace
from skolplattform.i18n.client import t
from skolplattform.planning.components import clash_banner
from skolplattform.planning.lesson_plans.permissions import TEACH
from skolplattform.planning.pages.lesson_sequence_parts import lesson, moved, waiting
from skolplattform.planning.pages.lesson_state import LessonSequenceState as State
from skolplattform.ui.components.forms import button, error_summary
from skolplattform.ui.components.layout import button_link, crumbs, empty, head, loaded, stack
from skolplattform.ui.page import page


def _line() -> rx.Var:
    shown = State.shown
    return rx.cond(shown.unplanned > 0, t("lesson.unplanned", n=shown.unplanned), t("lesson.planned"))


def _lessons() -> rx.Component:
    shown = State.shown
    before = rx.cond(State.earlier, "", button(t("lesson.before"), kind="quiet", on_click=State.before))
    more = rx.cond(shown.has_more, button(t("work.more"), on_click=State.more))
    rows = rx.el.ul(rx.foreach(shown.lessons, lesson), class_name="lessons card", id="lessons")
    return rx.el.section(
        rx.el.div(rx.el.h2(t("lesson.coming"), id="h-lessons"), before, class_name="between"),
        rx.el.p(t("lesson.keys"), class_name="small soft wide"),
        rx.cond(shown.lessons.length() > 0, rows, empty(t("lesson.empty"), t("lesson.empty.why"))),
        rx.el.div(more, class_name="btns"),
        class_name="stack",
        aria_labelledby="h-lessons",
    )


def _gone() -> rx.Component:
    return rx.fragment(
        crumbs((t("planning.list.title"), "/planering"), here=t("lesson.sequence")),
        head(t("lesson.sequence")),
        empty(t("lesson.gone"), t("lesson.gone.why"), level=2),
    )


@page(
    "/lektionsplaner/[activity_id]",
    title="lesson.sequence",
    right=TEACH,
    workspace=Workspace.TEACHER,
    nav="/planering",
    on_load=State.load,
    undo=State.undo,
)
def view() -> rx.Component:
    """The lessons of a group."""
    shown = State.shown
    work = button_link(t("work.title"), to="/provkalender/" + shown.group_id, kind="quiet")
    body = rx.fragment(
        crumbs((t("planning.list.title"), "/planering"), here=shown.name),
        head(shown.name, line=_line(), actions=[work]),
        stack(
            clash_banner(State.clash, State.keep_mine, State.take_theirs),
            error_summary(State.errors),
            moved(),
            waiting(),
            _lessons(),
            gap="24px",
        ),
    )
    return loaded(State.ready, rx.cond(State.missing, _gone(), body), lines=8)
