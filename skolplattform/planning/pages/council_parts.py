"""Parts that the pages of class councils share: councils as lines, decisions, minutes as they are read."""

import reflex as rx
from reflex.vars import Var

from skolplattform.i18n.client import clock_time, day, t
from skolplattform.planning.influence.views import (
    CouncilLine,
    CouncilShown,
    DecisionShown,
    EditionShown,
    PointShown,
)
from skolplattform.ui.components.layout import Shown, chip, go, stack
from skolplattform.ui.icon import icon


def council_lines(lines: Var[tuple[CouncilLine, ...]]) -> rx.Component:
    """Each with its group, its day and whether its minutes are approved."""

    def entry(line: Var[CouncilLine]) -> rx.Component:
        state = rx.cond(line.is_open, t("council.being_written"), t("council.approved"))
        when = t("council.of", group=line.group, day=day(line.day, "date"))
        return rx.el.li(
            rx.el.span(
                go(when, to="/klassrad/" + line.id, class_name="cover"),
                rx.el.span(state, class_name="small soft"),
                class_name="grow stack",
                style={"--gap": "2px"},
            ),
            icon("right"),
            key=line.id,
        )

    return rx.el.ul(rx.foreach(lines, entry), class_name="list card")


def decisions(rows: Var[tuple[DecisionShown, ...]], act=lambda _one: rx.fragment()) -> rx.Component:
    """Who does what until when; `act(decision)` is what may be done with one."""

    def entry(one: Var[DecisionShown]) -> rx.Component:
        who = rx.cond(one.who != "", one.who, t("council.everybody"))
        until = rx.cond(one.due != "", rx.fragment(", ", t("council.until", day=day(one.due, "short"))))
        of = rx.cond(one.of != "", rx.fragment(". ", t("council.decided", day=day(one.of, "date"))))
        return rx.el.li(
            rx.el.span(
                rx.el.span(one.text, class_name="cut", lang="sv"),
                rx.el.span(who, until, of, class_name="small soft"),
                class_name="grow stack",
                style={"--gap": "2px"},
            ),
            rx.cond(one.is_done, chip(icon("check"), t("council.done")), act(one)),
            key=one.id,
        )

    return rx.el.ul(rx.foreach(rows, entry), class_name="list card")


def point_card(point: Var[PointShown], *below: Shown) -> rx.Component:
    """A point of the agenda with who proposed it."""
    return rx.el.article(
        rx.el.h3(point.title, lang="sv"),
        rx.cond(point.by != "", rx.el.p(t("council.proposed", name=point.by), class_name="small soft")),
        *below,
        class_name="card stack",
        style={"--gap": "8px"},
        key=point.id,
    )


def _words(of: Var[CouncilShown] | Var[EditionShown]) -> rx.Component:
    """Points with what was said of each, and decisions."""

    def point(one: Var[PointShown]) -> rx.Component:
        return point_card(one, rx.cond(one.minutes != "", rx.el.p(one.minutes, class_name="pre reading", lang="sv")))

    return stack(rx.foreach(of.points, point), rx.cond(of.decisions.length() > 0, decisions(of.decisions)), gap="12px")


def earlier(council: Var[CouncilShown]) -> rx.Component:
    """The editions before the one that is shown, each folded."""

    def edition(one: Var[EditionShown]) -> rx.Component:
        said = {"number": one.number.to_string(), "day": day(one.day, "date"), "time": clock_time(one.time)}
        folded = rx.el.summary(t("council.earlier.line", **said, name=one.by))
        return rx.el.details(folded, _words(one), key=one.number)

    return rx.cond(
        council.earlier.length() > 0,
        stack(rx.el.h3(t("council.earlier")), rx.foreach(council.earlier, edition), gap="8px"),
    )


def minutes(council: Var[CouncilShown]) -> rx.Component:
    """Approved minutes, as the class, home and head read them."""
    approved = t("council.approved.line", day=day(council.approved, "date"), number=council.edition.to_string())
    return stack(rx.el.p(approved, class_name="small soft"), _words(council), earlier(council), gap="12px")
