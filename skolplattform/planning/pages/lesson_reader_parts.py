"""What students and guardians read of the lessons, day by day."""

import reflex as rx
from reflex.vars import Var

from skolplattform.i18n.client import clock_time, day, t
from skolplattform.planning.lesson_plans.views import ShownDay, ShownLesson
from skolplattform.ui.components.layout import chip, empty, stack
from skolplattform.ui.icon import icon


def lesson_days(days: Var) -> rx.Component:
    """The days that have something to say."""
    nothing = empty(t("lesson.shown.empty"), t("lesson.shown.empty.why"), level=2)
    return rx.cond(days.length() > 0, stack(rx.foreach(days, _day), gap="32px"), nothing)


def _day(one: Var[ShownDay]) -> rx.Component:
    return rx.el.section(
        rx.el.h2(rx.el.span(day(one.day), class_name="first-letter"), id="h-" + one.day.to(str)),
        rx.el.ul(rx.foreach(one.lessons, _lesson), class_name="list card"),
        class_name="stack reading",
        aria_labelledby="h-" + one.day.to(str),
    )


def _lesson(lesson: Var[ShownLesson]) -> rx.Component:
    when = rx.fragment(clock_time(lesson.starts), "–", clock_time(lesson.ends), ", ", lesson.subject)
    return rx.el.li(
        rx.el.div(
            rx.el.span(when, rx.cond(lesson.rooms != "", ", " + lesson.rooms.to(str), ""), class_name="small soft"),
            rx.el.p(rx.el.b(lesson.title, lang="sv")),
            _line("book", "lesson.field.homework", lesson.homework),
            _line("flag", "lesson.field.bring", lesson.bring),
            class_name="grow",
        ),
        rx.cond(lesson.cancelled, chip(icon("x"), t("lesson.off.cancelled"))),
    )


def _line(sign: str, key: str, words: Var) -> rx.Component:
    said = rx.el.p(
        icon(sign), rx.el.span(t(key), ": ", rx.el.span(words, lang="sv", class_name="pre")), class_name="with small"
    )
    return rx.cond(words != "", said)
