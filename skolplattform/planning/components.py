"""Parts that several planning pages share: the plan as students read it, and its status."""

import reflex as rx
from reflex.vars import Var

from skolplattform.i18n.client import clock_time, day, t, t_among
from skolplattform.planning.views import Aspect, AssessmentRow, Clash, Point, Published, UnitLine, WeekRow, Wording
from skolplattform.ui.components.forms import button
from skolplattform.ui.components.layout import Shown, chip, crumbs, empty, go, level, section, stack, tabs
from skolplattform.ui.components.overlays import details
from skolplattform.ui.icon import icon

STATUSES = ("draft", "published", "changed")


def status_chip(status: Var) -> rx.Component:
    """Draft, published, or published with newer words in the draft."""
    words = t_among("planning.status." + status.to(str), [f"planning.status.{name}" for name in STATUSES])
    sign = rx.match(status, ("published", icon("check")), ("changed", icon("pencil")), icon("pencil"))
    return chip(sign, words)


def clash_banner(clash: Var[Clash], keep, take, *, words: str = "planning.clash") -> rx.Component:
    """Of two versions of a field the person chooses one: `keep` saves their own, `take` leaves what was saved.

    Without a name it is not said that it was somebody else: it may be one's own phone. `words` begins the keys.
    """
    at = clock_time(clash.at)
    title = rx.cond(clash.by != "", t(f"{words}.title"), t(f"{words}.elsewhere"))
    when = rx.cond(clash.at != "", t(f"{words}.theirs", at=at), t("planning.clash.saved"))
    theirs = rx.cond(clash.by != "", t(f"{words}.theirs_by", at=at, name=clash.by), when)
    side = lambda title, text, act: rx.el.div(  # noqa: E731
        rx.el.h3(title),
        rx.el.p(text, class_name="pre", lang="sv"),
        act,
        class_name="stack",
        style={"--gap": "8px", "justifyItems": "start"},
    )
    return rx.cond(
        clash.field != "",
        rx.el.div(
            rx.el.h2(title, ": ", t(clash.label)),
            rx.el.div(
                side(t(f"{words}.mine"), clash.mine, button(t(f"{words}.keep"), on_click=keep)),
                side(theirs, clash.theirs, button(t(f"{words}.take"), on_click=take)),
                class_name="cols",
                style={"--min": "16rem"},
            ),
            class_name="banner stop clash",
            role="alert",
        ),
    )


def teaching_trail(shown: Var) -> rx.Component:
    """The way back from a page about a group in a subject, for its teachers and for its principal."""
    here = shown.group + " " + shown.subject
    return rx.cond(
        shown.can_plan,
        crumbs((t("planning.list.title"), "/planering"), here=here),
        crumbs((t("planning.follow.title"), "/planering-i-skolan"), here=here),
    )


def teaching_tabs(shown: Var, here: str) -> rx.Component:
    """The views of a group in a subject; `here` is timeline or coverage."""
    views = {"timeline": "/tidslinje/", "coverage": "/tackning/"}
    entries = (
        (t(f"plans.{name}.title"), route + shown.group_id + "/" + shown.syllabus_id, name == here)
        for name, route in views.items()
    )
    return tabs(t("plans.views"), *entries)


def unit_lines(lines: Var, address) -> rx.Component:
    """Units as a list; `address(line)` is where each leads."""

    def entry(line: Var[UnitLine]) -> rx.Component:
        return rx.el.li(
            rx.el.span(
                go(line.title, to=address(line), class_name="cover"),
                rx.el.br(),
                rx.el.span(t("planning.reader.weeks", subject=line.subject, weeks=line.weeks), class_name="small soft"),
                class_name="grow",
            ),
            icon("right"),
        )

    return rx.el.ul(rx.foreach(lines, entry), class_name="list card halves")


def reader_sections(units: Var, address) -> rx.Component:
    """A student's units: now, to come, and earlier ones folded away. Empty parts are not shown."""
    shown = (
        _when(
            lines,
            section(t(f"planning.reader.{name}"), unit_lines(lines, address), id=f"units-{name}", kind=""),
        )
        for name, lines in (("now", units.now), ("next", units.next))
    )
    earlier = details(
        rx.fragment(t("planning.reader.past"), " ", rx.el.span(units.past.length(), class_name="soft")),
        unit_lines(units.past, address),
    )
    nothing = empty(t("planning.reader.empty.title"), t("planning.reader.empty.why"))
    return rx.cond(units.is_empty, nothing, stack(*shown, _when(units.past, earlier), gap="32px"))


def plan_body(plan: Var[Published], *, name: str) -> rx.Component:
    """The plan as students read it. `name` keeps its headings apart from others on the page."""
    return stack(
        section(t("planning.plan.purpose"), rx.el.p(plan.purpose, class_name="pre", lang="sv"), id=f"{name}-purpose"),
        _when(plan.weeks, section(t("planning.plan.weeks"), _weeks(plan.weeks), id=f"{name}-weeks")),
        _when(plan.assessments, section(t("planning.plan.show"), _shows(plan.assessments), id=f"{name}-show")),
        _when(plan.points, section(t("planning.plan.points"), _points(plan.points), id=f"{name}-points")),
        _when(plan.aspects, section(t("planning.plan.aspects"), _aspects(plan.aspects), id=f"{name}-aspects")),
        gap="32px",
    )


def _when(rows: Var, content: Shown) -> rx.Component:
    return rx.cond(rows.length() > 0, content)


def _points(points: Var) -> rx.Component:
    def entry(point: Var[Point]) -> rx.Component:
        return rx.el.li(chip(point.area), rx.el.span(point.text, class_name="grow"))

    return rx.el.ul(rx.foreach(points, entry), class_name="list points", lang="sv")


def _weeks(weeks: Var) -> rx.Component:
    def entry(week: Var[WeekRow]) -> rx.Component:
        return rx.fragment(
            rx.el.dt(t("planning.list.weeks", weeks=week.number)), rx.el.dd(week.text, lang="sv", class_name="pre")
        )

    return rx.el.dl(rx.foreach(weeks, entry), class_name="pairs")


def _shows(rows: Var) -> rx.Component:
    def entry(row: Var[AssessmentRow]) -> rx.Component:
        about = rx.el.span(
            rx.cond(row.day != "", rx.el.span(day(row.day), ". ")),
            rx.el.span(row.note, lang="sv"),
            class_name="small soft",
        )
        return rx.el.li(icon("flag"), rx.el.span(rx.el.b(row.title, lang="sv"), rx.el.br(), about, class_name="grow"))

    return rx.el.ul(rx.foreach(rows, entry), class_name="list")


def _aspects(aspects: Var) -> rx.Component:
    def entry(aspect: Var[Aspect]) -> rx.Component:
        return rx.el.details(rx.el.summary(aspect.name), wordings(aspect.wordings), lang="sv")

    return rx.el.div(rx.foreach(aspects, entry), class_name="stack", style={"--gap": "4px"})


def wordings(rows: Var) -> rx.Component:
    """A criterion's wording at each level, the letter always printed."""

    def entry(row: Var[Wording]) -> rx.Component:
        return rx.fragment(rx.el.dt(level(row.level)), rx.el.dd(row.text))

    return rx.el.dl(rx.foreach(rows, entry), class_name="pairs", lang="sv")
