"""Parts of the student's start page: what the lessons are about, tests and tasks that come, the present units."""

from dataclasses import dataclass

import reflex as rx

from skolplattform.i18n.client import clock_time, day, t, t_among
from skolplattform.planning.contract import WORK_KINDS
from skolplattform.ui.components.layout import chip, empty, go, section
from skolplattform.ui.icon import icon


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit that one is working on."""

    id: str
    title: str
    subject: str
    weeks: str


@dataclass(frozen=True, slots=True)
class WorkRow:
    """A test or a task that comes."""

    day: str
    kind: str
    title: str
    subject: str


def work_ahead(work: rx.Var[tuple[WorkRow, ...]]) -> rx.Component:
    """The nearest tests and tasks, and the way to all of them."""

    def row(one: rx.Var[WorkRow]) -> rx.Component:
        about = rx.el.span(
            go(one.title, to="/prov", class_name="cover", lang="sv"),
            rx.el.br(),
            rx.el.span(
                rx.el.span(day(one.day, "short"), class_name="first-letter"), ". ", one.subject, class_name="small soft"
            ),
            class_name="grow",
        )
        kind = t_among("work.kind." + one.kind.to(str), [f"work.kind.{kind}" for kind in WORK_KINDS])
        return rx.el.li(about, chip(kind))

    return section(
        t("workspaces.student.work"),
        rx.cond(
            work.length() > 0,
            rx.el.ul(rx.foreach(work, row), class_name="list card"),
            rx.el.p(t("workspaces.student.no_work"), class_name="soft"),
        ),
        id="work",
        kind="",
        beside=go(t("workspaces.student.all_work"), to="/prov", class_name="small"),
    )


@dataclass(frozen=True, slots=True)
class BackRow:
    """A hand-in that a teacher has just answered."""

    work_id: str
    title: str
    subject: str
    is_done: bool


def came_back(answered: rx.Var[tuple[BackRow, ...]]) -> rx.Component:
    """What teachers have answered in the last days; nothing where nothing has come back."""

    def row(one: rx.Var[BackRow]) -> rx.Component:
        about = rx.el.span(
            go(one.title, to="/prov/" + one.work_id.to(str), class_name="cover", lang="sv"),
            rx.el.br(),
            rx.el.span(one.subject, class_name="small soft"),
            class_name="grow",
        )
        done = chip(icon("check"), t("workspaces.student.back.done"))
        more = chip(icon("pencil"), t("workspaces.student.back.more"), needs_you=True)
        return rx.el.li(about, rx.cond(one.is_done, done, more))

    return rx.cond(
        answered.length() > 0,
        section(
            t("workspaces.student.back"),
            rx.el.ul(rx.foreach(answered, row), class_name="list card"),
            id="came-back",
            kind="",
        ),
    )


@dataclass(frozen=True, slots=True)
class ToldRow:
    """What a lesson's teacher tells of it."""

    starts: str
    subject: str
    title: str
    homework: str
    bring: str


def lessons_told(told: rx.Var[tuple[ToldRow, ...]]) -> rx.Component:
    """What today's lessons are about, and the way to those that come."""

    def line(key: str, words: rx.Var) -> rx.Component:
        said = rx.el.span(rx.el.br(), t(key), ": ", rx.el.span(words, lang="sv"), class_name="small")
        return rx.cond(words != "", said)

    def row(one: rx.Var[ToldRow]) -> rx.Component:
        return rx.el.li(
            rx.el.time(clock_time(one.starts), class_name="small soft", style={"alignSelf": "start"}),
            rx.el.span(
                rx.el.b(one.title, lang="sv"),
                rx.el.br(),
                rx.el.span(one.subject, class_name="small soft"),
                line("lesson.field.homework", one.homework),
                line("lesson.field.bring", one.bring),
                class_name="grow",
            ),
        )

    return section(
        t("workspaces.student.told"),
        rx.cond(
            told.length() > 0,
            rx.el.ul(rx.foreach(told, row), class_name="list card"),
            rx.el.p(t("workspaces.student.nothing_told"), class_name="soft"),
        ),
        id="told",
        kind="",
        beside=go(t("workspaces.student.all_told"), to="/lektionerna", class_name="small"),
    )


def units_now(units: rx.Var[tuple[UnitRow, ...]]) -> rx.Component:
    """The published units of these weeks."""

    def row(unit: rx.Var[UnitRow]) -> rx.Component:
        return rx.el.li(
            rx.el.span(
                go(unit.title, to="/planeringar/" + unit.id.to(str), class_name="cover"),
                rx.el.br(),
                rx.el.span(unit.subject, class_name="small soft"),
                class_name="grow",
            ),
            rx.el.span(t("workspaces.student.weeks", weeks=unit.weeks), class_name="chip"),
        )

    return section(
        t("workspaces.student.units"),
        rx.cond(
            units.length() > 0,
            rx.el.ul(rx.foreach(units, row), class_name="list card"),
            empty(t("workspaces.student.no_units"), t("workspaces.student.no_units_why")),
        ),
        id="units",
        kind="",
        beside=go(t("workspaces.student.all_units"), to="/planeringar", class_name="small"),
    )
