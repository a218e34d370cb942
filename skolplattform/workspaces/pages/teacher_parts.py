"""The parts of Min dag beside the lessons: what waits for the teacher, and the own class."""

import reflex as rx

from skolplattform.attendance.contract import ClassNow, OverLimit
from skolplattform.i18n.client import t
from skolplattform.ui.components.layout import go, mark_with_word, section, ways
from skolplattform.ui.icon import icon
from skolplattform.workspaces.teacher import Task


def _task(task: rx.Var[Task]) -> rx.Component:
    return rx.el.li(
        rx.match(
            task.kind,
            ("matrix", icon("chart")),
            ("hand_in", icon("comment")),
            ("leave", icon("file")),
            ("absence", icon("undo")),
            ("limit", icon("flag")),
            icon("calendar"),
        ),
        rx.el.span(
            go(t(task.title), to=task.href, class_name="cover"),
            rx.el.br(),
            rx.el.span(t(task.line), class_name="small soft"),
            class_name="grow",
        ),
        icon("right"),
    )


def tasks(found: rx.Var[tuple[Task, ...]]) -> rx.Component:
    """What waits for the teacher."""
    return rx.cond(
        found.length() > 0,
        section(
            t("workspaces.teacher.tasks"),
            rx.el.ul(rx.foreach(found, _task), class_name="list"),
            id="tasks",
        ),
    )


def _over(student: rx.Var[OverLimit]) -> rx.Component:
    return rx.el.p(
        go(student.name, to="/elevnarvaro/" + student.id),
        " ",
        t("workspaces.teacher.over", share=t(student.share), since=t(student.since)),
        " ",
        rx.el.span(t("workspaces.teacher.over_unreported", share=t(student.unreported)), class_name="soft"),
        class_name="small",
    )


def own_class(mentored: rx.Var[ClassNow]) -> rx.Component:
    """The class one is mentor of, as it stands now, and the way to its attendance."""
    counts = (
        rx.cond(count > 0, mark_with_word(kind, count, " ", t(f"workspaces.teacher.count.{kind}")))
        for kind, count in (
            ("present", mentored.here),
            ("valid", mentored.valid),
            ("invalid", mentored.invalid),
            ("none", mentored.unknown),
        )
    )
    return rx.cond(
        mentored.names != "",
        section(
            t("workspaces.teacher.class", name=mentored.names),
            rx.el.p(*counts, class_name="btns"),
            rx.foreach(mentored.over, _over),
            rx.cond(
                mentored.over.length() > 0,
                rx.el.p(t("workspaces.teacher.limit", share=t(mentored.limit)), class_name="small soft"),
            ),
            ways((t("workspaces.teacher.cases"), "/franvaroarenden"), (t("reports.student.class"), "/elevnarvaro")),
            id="mentor",
        ),
    )
