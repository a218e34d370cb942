"""Hem for a guardian: one card for each child with today, what needs you, and the two things one does most."""

from datetime import datetime

import reflex as rx
from sqlmodel import Session

from skolplattform.core import clock
from skolplattform.core.actor import Actor, Workspace
from skolplattform.core.db import in_read
from skolplattform.core.gate import guarded
from skolplattform.i18n import NO_TEXT, Text
from skolplattform.i18n.client import t
from skolplattform.i18n.format import capital, day_text
from skolplattform.insights.permissions import VIEW_CHILD
from skolplattform.insights.queries.family import children_today
from skolplattform.insights.shown.home import ChildCard, Note, Stretch, child_cards, turns_at
from skolplattform.registry.coming_of_age import grown_up
from skolplattform.ui import live
from skolplattform.ui.components.layout import avatar, banner, button_link, empty, go, head, loaded, mark_with_word
from skolplattform.ui.icon import icon
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems


def cards_of(session: Session, actor: Actor) -> tuple[tuple[ChildCard, ...], datetime | None, tuple[str, ...]]:
    """The guardian's children today, when the clock alone turns a card, and who has come of age."""
    found, now = children_today(session, actor, today=clock.today()), clock.now()
    return child_cards(found, now), turns_at(found, now), grown_up(session, actor)


class HomeState(rx.State):
    """The guardian's children."""

    children: tuple[ChildCard, ...] = ()
    date: Text = NO_TEXT
    grown: tuple[str, ...] = ()
    is_ready: bool = False

    @rx.event
    @guarded(VIEW_CHILD)
    async def load(self) -> None:
        """Opened."""
        await self._read()
        live.watch(self, HomeState.refresh, *(f"student:{child.id}" for child in self.children))

    @rx.event
    @guarded(VIEW_CHILD, keeps_awake=False)
    async def refresh(self) -> None:
        """A teacher or a guardian has said something about one of the children, or a lesson began or ended."""
        await self._read()

    async def _read(self) -> None:
        async with problems(self):
            self.children, turns, self.grown = await in_read(cards_of)
            live.wake(self, HomeState.refresh, turns)
            day = day_text(clock.today())
            self.date, self.is_ready = Text(capital(day.sv), capital(day.en)), True


def _strip(child: rx.Var[ChildCard]) -> rx.Component:
    def stretch(one: rx.Var[Stretch]) -> rx.Component:
        away = rx.el.svg.rect(x=one.x, y="8", width=one.width, height="12", rx="3", custom_attrs={"data-mark": "none"})
        lesson = rx.el.svg.rect(x=one.x, y="8", width=one.width, height="12", rx="3", class_name=one.kind)
        return rx.cond(one.kind == "none", away, lesson)

    now = rx.el.svg.line(x1=child.now, x2=child.now, y1="2", y2="26", class_name="now")
    return rx.cond(
        child.strip.length() > 0,
        rx.el.div(
            rx.el.svg(
                rx.foreach(child.strip, stretch),
                rx.cond(child.now != "", now),
                rx.el.svg.text(t(child.starts), x="0", y="38"),
                rx.el.svg.text(t(child.ends), x="100%", y="38", text_anchor="end"),
                height="40",
            ),
            class_name="chart",
            role="img",
            aria_label=t(child.strip_said),
        ),
    )


def _note(note: rx.Var[Note]) -> rx.Component:
    title = rx.cond(note.href != "", go(t(note.title), to=note.href, class_name="cover"), rx.el.b(t(note.title)))
    return rx.el.li(
        icon(note.icon),
        rx.el.span(title, rx.el.br(), rx.el.span(t(note.line), class_name="small soft"), class_name="grow"),
        rx.cond(note.href != "", icon("right")),
        class_name=rx.cond(note.asks, "ask", ""),
    )


def _card(child: rx.Var[ChildCard]) -> rx.Component:
    heading = "child-" + child.id
    said = rx.el.span(t("insights.home.for", name=child.name), class_name="sr")
    report = rx.cond(child.is_told, t("insights.home.change_report"), t("insights.home.report"))
    return rx.el.article(
        rx.el.header(
            avatar(child.initials, tone=child.tone, large=True),
            rx.el.div(
                rx.el.h2(go(child.name, to=child.href, class_name="cover"), id=heading),
                rx.el.p(child.line, class_name="small soft"),
            ),
            class_name="who",
        ),
        rx.el.p(mark_with_word(child.mark, t(child.status))),
        _strip(child),
        rx.el.ul(rx.foreach(child.notes, _note), class_name="list grow"),
        rx.el.div(
            rx.cond(
                child.is_of_age,
                rx.el.span(t("insights.home.of_age", name=child.name), class_name="small soft"),
                button_link(report, said, to=child.report_href),
            ),
            button_link(t("insights.home.progress"), said, to=child.href, kind="quiet"),
            class_name="btns",
        ),
        class_name="card stack",
        style={"--gap": "12px", "gridTemplateRows": "auto auto auto 1fr"},
        aria_labelledby=heading,
    )


def _grown(name: rx.Var[str]) -> rx.Component:
    """Why a child is no longer here."""
    return banner(
        rx.el.b(t("insights.home.grown", name=name)),
        rx.el.br(),
        rx.el.span(t("insights.home.grown_why", name=name), class_name="small"),
        sign="info",
    )


def _report_all() -> rx.Component:
    """Everybody in the family is ill: one way, with all of them chosen."""
    return rx.cond(
        HomeState.children.length() > 1,
        button_link(t("insights.home.report_all"), to="/anmal-franvaro?barn=alla"),
    )


@page(
    "/hem",
    title="insights.home.title",
    right=VIEW_CHILD,
    workspace=Workspace.GUARDIAN,
    on_load=HomeState.load,
)
def view() -> rx.Component:
    """The page."""
    cards = rx.el.div(rx.foreach(HomeState.children, _card), class_name="cols")
    nobody = empty(t("insights.home.empty"), t("insights.home.empty_why"), level=2)
    return rx.fragment(
        head(t("insights.home.title"), above=t(HomeState.date), actions=[_report_all()]),
        rx.foreach(HomeState.grown, _grown),
        loaded(HomeState.is_ready, rx.cond(HomeState.children.length() > 0, cards, nobody)),
    )
