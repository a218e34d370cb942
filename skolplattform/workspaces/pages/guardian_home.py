"""Hem for a guardian: one card for each child with today, what needs you, and the two things one does most."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import reflex as rx
from sqlmodel import Session

from skolplattform.core import clock, modules
from skolplattform.core.actor import Actor, Workspace
from skolplattform.core.db import in_follow, in_read
from skolplattform.core.gate import guarded
from skolplattform.i18n import NO_TEXT, Text, both
from skolplattform.i18n.client import t
from skolplattform.i18n.format import capital, day_text
from skolplattform.insights.permissions import VIEW_CHILD
from skolplattform.insights.queries.family import children_today
from skolplattform.insights.shown.home import ChildCard, Note, Stretch, child_cards, turns_at
from skolplattform.planning.contract import CameBack, WorkCalendar
from skolplattform.registry.coming_of_age import grown_up
from skolplattform.ui import live
from skolplattform.ui.components.layout import avatar, banner, button_link, empty, go, head, loaded, mark_with_word
from skolplattform.ui.icon import icon
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems

BACK_SHOWN = 2


def cards_of(session: Session, actor: Actor) -> tuple[tuple[ChildCard, ...], datetime | None, tuple[str, ...]]:
    """The guardian's children today, when the clock alone turns a card, and who has come of age."""
    found, now = children_today(session, actor, today=clock.today()), clock.now()
    calendar = modules.get(WorkCalendar)
    back = calendar.came_back(session, actor, [one.child.id for one in found]) if calendar else ()
    cards = tuple(replace(card, notes=(*card.notes, *_came_back(card, back))) for card in child_cards(found, now))
    return cards, turns_at(found, now), grown_up(session, actor)


def _came_back(card: ChildCard, back: Sequence[CameBack]) -> list[Note]:
    """The newest answers to hand-ins of the child's."""
    own = [one for one in back if str(one.student_id) == card.id]
    return [
        Note(
            "check" if one.is_done else "pencil",
            both("workspaces.guardian.back", title=one.title),
            both(f"workspaces.guardian.back.{'done' if one.is_done else 'more'}", subject=one.subject),
            f"/barn/{card.id}/prov",
        )
        for one in own[:BACK_SHOWN]
    ]


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
        await self._read(in_read)
        live.watch(self, HomeState.refresh, *(f"student:{child.id}" for child in self.children))

    @rx.event
    @guarded(VIEW_CHILD, keeps_awake=False)
    async def refresh(self) -> None:
        """A teacher or a guardian has said something about one of the children, or a lesson began or ended."""
        await self._read(in_follow)

    async def _read(self, reading: Callable[..., Any]) -> None:
        async with problems(self):
            self.children, turns, self.grown = await reading(cards_of)
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
