"""Parts that the pages of tests and tasks share: a kind in words, a week's fullness, a student's weeks."""

import reflex as rx
from reflex.vars import Var

from skolplattform.i18n.client import day, t, t_among
from skolplattform.planning.set_work.rules import KINDS, Level
from skolplattform.planning.set_work.views import Coming, WorkLine, WorkWeek
from skolplattform.ui.components.layout import chip, empty, go, section, stack
from skolplattform.ui.icon import icon


def kind_word(kind: Var) -> rx.Var:
    """Prov, läxförhör, redovisning, inlämning, uppgift."""
    return t_among("work.kind." + kind.to(str), [f"work.kind.{code}" for code in KINDS])


def level_chip(level: Var) -> rx.Component:
    """How full a week is, in a word and a sign."""
    words = t_among("work.level." + level.to(str), [f"work.level.{one.value}" for one in Level])
    return rx.cond(
        level == Level.OVER.value,
        chip(icon("alert"), words, needs_you=True),
        rx.cond(level == Level.EMPTY.value, rx.el.span(words, class_name="soft"), chip(words)),
    )


def amounts(tests: Var, work: Var) -> rx.Component:
    """3 prov, 4 i allt: what the student with most has."""
    return rx.cond(work > 0, rx.el.span(t("work.amounts", tests=tests, work=work), class_name="small soft"))


def line_words(line: Var[WorkLine], title: rx.Component | Var) -> rx.Component:
    """A test or a task in two lines: what it is called; day, kind, subject and for whom."""
    return rx.el.span(
        title,
        rx.el.br(),
        rx.el.span(
            rx.el.span(day(line.day, "short"), class_name="first-letter"),
            ". ",
            kind_word(line.kind),
            rx.el.span(", ", line.subject, ", ", line.groups, lang="sv"),
            class_name="small soft",
        ),
        class_name="grow",
    )


def coming_weeks(coming: Var[Coming]) -> rx.Component:
    """What a student has ahead, week by week."""
    weeks = rx.foreach(coming.weeks, _week)
    nothing = empty(t("work.coming.empty"), t("work.coming.empty.why"), level=2)
    return rx.cond(coming.weeks.length() > 0, stack(weeks, gap="32px"), nothing)


def _week(week: Var[WorkWeek]) -> rx.Component:
    return rx.el.section(
        rx.el.div(
            rx.el.h2(t("work.week", week=week.number), id="h-" + week.monday.to(str)),
            rx.el.span(t(week.days), class_name="small soft"),
            class_name="between",
        ),
        rx.el.ul(rx.foreach(week.lines, _line), class_name="list card"),
        class_name="stack",
        aria_labelledby="h-" + week.monday.to(str),
    )


def _line(line: Var[WorkLine]) -> rx.Component:
    about = rx.el.span(
        rx.el.span(
            rx.el.b(line.title, lang="sv"),
            rx.el.br(),
            rx.el.span(
                rx.el.span(day(line.day, "short"), class_name="first-letter"),
                ". ",
                rx.el.span(line.subject, lang="sv"),
                class_name="small soft",
            ),
        ),
        rx.cond(line.note != "", rx.el.p(line.note, class_name="pre small", lang="sv")),
        rx.cond(
            line.plan_id != "",
            rx.el.p(
                go(t("work.plan_link", title=line.plan), to="/planeringar/" + line.plan_id.to(str), class_name="small")
            ),
        ),
        class_name="grow",
    )
    return rx.el.li(about, chip(kind_word(line.kind)))


def legend() -> rx.Component:
    """What the words of the weeks mean."""
    return section(
        t("work.legend"),
        rx.el.dl(
            *(
                part
                for one in Level
                for part in (rx.el.dt(t(f"work.level.{one.value}")), rx.el.dd(t(f"work.level.{one.value}.means")))
            ),
            class_name="pairs",
        ),
        id="legend",
    )
