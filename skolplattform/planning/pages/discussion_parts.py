"""Parts that the pages of discussions share: discussions as lines, a contribution as it is read, the way back."""

import reflex as rx
from reflex.vars import Var

from skolplattform.i18n.client import clock_time, day, t
from skolplattform.planning.discussion.views import DiscussionLine, Said
from skolplattform.ui.components.layout import Shown, banner, chip, crumbs, go
from skolplattform.ui.icon import icon


def way_back(leads: Var, *more: tuple[Shown, str], here: Shown) -> rx.Component:
    """To the teacher's plans, or to the student's."""
    plans = ((t("planning.list.title"), "/planering"), *more)
    units = ((t("planning.reader.title"), "/planeringar"), *more)
    return rx.cond(leads, crumbs(*plans, here=here), crumbs(*units, here=here))


def discussion_lines(lines: Var[tuple[DiscussionLine, ...]]) -> rx.Component:
    """Each with its question, unit and group, until when, and what waits for the person."""

    def entry(line: Var[DiscussionLine]) -> rx.Component:
        until = rx.cond(line.is_open, t("discussion.open_until", day=day(line.closes, "short")), t("discussion.closed"))
        about = rx.fragment(rx.el.span(line.unit, lang="sv"), ", ", line.group, ". ", until)
        return rx.el.li(
            rx.el.span(
                go(rx.el.span(line.question, lang="sv"), to="/diskussioner/" + line.id, class_name="cover cut"),
                rx.el.span(about, ". ", t("discussion.contributions", n=line.contributions), class_name="small soft"),
                class_name="grow stack",
                style={"--gap": "2px"},
            ),
            rx.cond(line.reports > 0, chip(icon("flag"), t("discussion.reports", n=line.reports), needs_you=True)),
            rx.cond(line.waits, chip(icon("pencil"), t("discussion.waits"), needs_you=True)),
            icon("right"),
            key=line.id,
        )

    return rx.el.ul(rx.foreach(lines, entry), class_name="list card")


def contribution(said: Var[Said], *below: Shown) -> rx.Component:
    """Who said what and when; what was taken back or hidden says so."""
    who = rx.el.p(
        rx.el.b(said.by),
        rx.cond(said.by_teacher, chip(t("discussion.teacher"))),
        rx.el.time(day(said.at, "short"), " ", clock_time(said.at), date_time=said.at, class_name="small soft"),
        rx.cond(said.is_changed, rx.el.span(t("discussion.changed"), class_name="small soft")),
        class_name="with",
    )
    return rx.el.article(
        who,
        _why_not(said),
        rx.cond(said.text != "", rx.el.p(said.text, class_name="pre reading", lang="sv")),
        *below,
        class_name=rx.cond(said.is_answer, "card stack said answer", "card stack said"),
        key=said.id,
        id="said-" + said.id,
    )


def _why_not(said: Var[Said]) -> rx.Component:
    why = rx.cond(said.why != "", rx.el.p(t("discussion.hidden.why", why=said.why)))
    hidden = banner(rx.el.p(t("discussion.hidden")), why, sign="eye")
    taken = rx.el.p(t("discussion.withdrawn"), class_name="small soft")
    return rx.match(said.state, ("hidden", hidden), ("withdrawn", taken), rx.fragment())
