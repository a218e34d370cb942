"""Parts that the pages of hand-ins share: a state in words, a version that was handed in, a student's list."""

import reflex as rx
from reflex.vars import Var

from skolplattform.i18n.client import clock_time, day, t, t_among
from skolplattform.planning.hand_in.api import GET
from skolplattform.planning.hand_in.rules import Outcome, State
from skolplattform.planning.hand_in.views import Answer, CommentLine, FileLine, Handed, HandInLine, Part
from skolplattform.ui.components.layout import banner, chip, external, go, section, stack
from skolplattform.ui.icon import icon

STATES = [f"handin.state.{state.value}" for state in State]


def state_chip(state: Var, *, needs_you: Var | bool = False) -> rx.Component:
    """Where a hand-in stands, in a word."""
    words = t_among("handin.state." + state.to(str), STATES)
    done = (state == State.APPROVED.value) | (state == State.HANDED_IN.value)
    sign = rx.cond(done, icon("check"), rx.cond(state == State.RETURNED.value, icon("undo"), rx.fragment()))
    return rx.el.span(sign, words, class_name=rx.cond(needs_you, "chip need", "chip"))


def due_words(due: Var) -> rx.Var:
    """Senast tors 26 nov kl. 23.59."""
    return t("handin.due", day=day(due, "short"), time=clock_time(due))


def moment(at: Var) -> rx.Component:
    """A day and a time of the clock."""
    return rx.el.time(day(at, "short"), " ", clock_time(at), date_time=at)


def file_link(file: Var[FileLine]) -> rx.Component:
    """A file to fetch: the browser saves it (`reloadDocument`: the router would look for a page of that name)."""
    return rx.el.a(
        icon("file"),
        file.name,
        rx.el.span(file.size, class_name="small soft"),
        href=GET + file.id.to(str),
        class_name="with",
        custom_attrs={"download": True, "reloadDocument": True},
    )


def handed(version: Var[Handed]) -> rx.Component:
    """What was handed in, word for word, with the comments where they belong."""
    text = rx.el.p(rx.foreach(version.parts, _part), class_name="pre reading", lang="sv")
    files = rx.el.ul(rx.foreach(version.files, lambda file: rx.el.li(file_link(file))), class_name="list")
    return stack(
        rx.cond(version.parts.length() > 0, text),
        rx.cond(version.link != "", rx.el.p(external(version.link, href=version.link), class_name="reading")),
        rx.cond(version.files.length() > 0, files),
        gap="12px",
    )


def _part(part: Var[Part]) -> rx.Component:
    marked = rx.el.mark(part.text, rx.el.sup(part.comments))
    return rx.cond(part.comments != "", marked, rx.el.span(part.text))


def comments(lines: Var[tuple[CommentLine, ...]]) -> rx.Component:
    """The comments, each under the words that it is about."""

    def entry(line: Var[CommentLine]) -> rx.Component:
        return rx.el.li(
            chip(line.number),
            rx.el.span(
                rx.el.q(line.quote, class_name="small soft", lang="sv"),
                rx.el.br(),
                rx.el.span(line.text, class_name="pre", lang="sv"),
                class_name="grow",
            ),
        )

    return rx.cond(lines.length() > 0, rx.el.ol(rx.foreach(lines, entry), class_name="list"))


def answer(given: Var[Answer], about: Var[tuple[CommentLine, ...]]) -> rx.Component:
    """What the teacher answered."""
    words = rx.cond(given.outcome == Outcome.RETURN.value, t("handin.answer.return"), t("handin.answer.approve"))
    line = t("handin.answer.by", name=given.by, day=day(given.at, "short"), time=clock_time(given.at))
    said = stack(
        rx.el.p(rx.el.b(words), " ", rx.el.span(line, class_name="small soft")),
        rx.cond(given.text != "", rx.el.p(given.text, class_name="pre reading", lang="sv")),
        comments(about),
        gap="8px",
    )
    return rx.cond(given.outcome != "", banner(said))


def hand_in_list(lines: Var[tuple[HandInLine, ...]], row) -> rx.Component:
    """A student's tasks with hand-in, what has to be done first on top; nothing when there are none."""
    return rx.cond(
        lines.length() > 0,
        section(t("handin.title"), rx.el.ul(rx.foreach(lines, row), class_name="list card"), id="hand-ins", kind=""),
    )


def line_words(line: Var[HandInLine], title: rx.Component) -> rx.Component:
    """A task in two lines."""
    return rx.el.span(
        title,
        rx.el.br(),
        rx.el.span(due_words(line.due), ". ", rx.el.span(line.subject, lang="sv"), class_name="small soft"),
        class_name="grow",
    )


def needs_student(line: Var[HandInLine]) -> Var[bool]:
    """Came back, or its time is out and nothing is handed in."""
    open_ = (line.state == State.NONE.value) | (line.state == State.DRAFT.value)
    return (line.state == State.RETURNED.value) | (open_ & line.is_past)


def own_row(line: Var[HandInLine]) -> rx.Component:
    """A line of the student's own list: it leads to the task."""
    title = go(line.title, to="/prov/" + line.work_id.to(str), class_name="cover", lang="sv")
    return rx.el.li(line_words(line, title), state_chip(line.state, needs_you=needs_student(line)))


def child_row(line: Var[HandInLine]) -> rx.Component:
    """A line of a child's list, with the newest answer: read, never written."""
    words = line_words(line, rx.el.b(line.title, lang="sv"))
    return rx.el.li(
        rx.el.div(
            rx.el.div(words, state_chip(line.state, needs_you=needs_student(line)), class_name="between"),
            answer(line.answer, line.comments),
            class_name="stack grow",
            style={"--gap": "8px"},
        ),
    )
