"""Parts that the pages of the learning log share: an entry as it is read, and a student's log by subject."""

from collections.abc import Callable

import reflex as rx
from reflex.vars import Var

from skolplattform.i18n.client import clock_time, day, t
from skolplattform.planning.learning_log.api import GET
from skolplattform.planning.learning_log.views import Entry, LogNote, SubjectLog
from skolplattform.planning.pages.picture_parts import gallery
from skolplattform.ui.components.layout import Shown, banner, chip, stack
from skolplattform.ui.icon import icon


def print_button() -> rx.Component:
    """The page on paper."""
    return rx.el.button(icon("printer"), t("log.print"), type="button", custom_attrs={"data-print": ""})


def entry_card(entry: Var[Entry], title: Shown, *below: Shown) -> rx.Component:
    """An entry with what was said about it; `title` is its name, with a link or without."""
    return rx.el.article(
        rx.el.div(
            rx.el.h3(title),
            rx.cond(entry.is_shown, rx.fragment(), chip(icon("pencil"), t("log.draft"))),
            class_name="between",
        ),
        entry_body(entry),
        *below,
        class_name="card stack",
        style={"--gap": "12px"},
        key=entry.id,
    )


def entry_body(entry: Var[Entry]) -> rx.Component:
    """What it says and shows, and what was said about it."""
    return rx.fragment(_about(entry), _words(entry), gallery(entry.pictures, GET), notes(entry.notes))


def _about(entry: Var[Entry]) -> rx.Component:
    """Whose it is, who observed, and when."""
    when = rx.el.time(day(entry.at, "date"), date_time=entry.at)
    observed = rx.cond(entry.observer != "", rx.fragment(t("log.observed", name=entry.observer), ". "))
    whose = rx.cond(entry.student != "", rx.fragment(rx.el.b(entry.student), ". "))
    return rx.el.p(whose, observed, when, class_name="small soft")


def _words(entry: Var[Entry]) -> rx.Component:
    """What it says, part by part; empty parts are not there."""

    def part(heading: Shown, words: Var) -> rx.Component:
        said = rx.el.p(rx.el.b(heading), rx.el.br(), rx.el.span(words, class_name="pre", lang="sv"))
        return rx.cond(words != "", said)

    return rx.fragment(
        rx.cond(entry.text != "", rx.el.p(entry.text, class_name="pre reading", lang="sv")),
        part(t("log.field.learnt"), entry.learnt),
        part(t("log.field.next_step"), entry.next_step),
    )


def notes(lines: Var[tuple[LogNote, ...]]) -> rx.Component:
    """What teachers said, in the order in which they did."""

    def entry(line: Var[LogNote]) -> rx.Component:
        by = t("log.note.by", name=line.by, day=day(line.at, "short"), time=clock_time(line.at))
        said = rx.el.p(line.text, class_name="pre", lang="sv")
        return banner(rx.el.p(by, class_name="small soft"), said)

    return rx.cond(lines.length() > 0, stack(rx.foreach(lines, entry), gap="8px"))


def by_subject(subjects: Var[tuple[SubjectLog, ...]], title: Callable[[Var[Entry]], rx.Component]) -> rx.Component:
    """A student's log, a section for each subject; `title(entry)` is how an entry's name is shown."""

    def one(log: Var[SubjectLog], place: Var[int]) -> rx.Component:
        name = rx.cond(log.subject != "", rx.el.span(log.subject, lang="sv"), t("log.free"))
        cards = rx.foreach(log.written, lambda entry: entry_card(entry, title(entry)))
        heading = "h-log-" + place.to_string()
        return rx.el.section(
            rx.el.h2(name, id=heading), stack(cards), class_name="stack", aria_labelledby=heading, key=log.subject
        )

    return stack(rx.foreach(subjects, one), gap="40px")


def entry_name(entry: Var[Entry]) -> Var:
    """What it is called, also while it is not called anything."""
    return rx.cond(entry.title != "", entry.title, t("log.untitled"))
