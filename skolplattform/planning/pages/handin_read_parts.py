"""The parts of a hand-in as its teacher reads it: the text to mark in, the feedback, whose turn it is then."""

import reflex as rx
from reflex.vars import Var
from reflex_base.components.component import field
from reflex_base.event import EventHandler, passthrough_event_spec

from skolplattform.i18n.client import clock_time, day, t
from skolplattform.planning.asked import FEEDBACK
from skolplattform.planning.components import clash_banner
from skolplattform.planning.hand_in.rules import COMMENT_LENGTH, FEEDBACK_LENGTH, Outcome
from skolplattform.planning.hand_in.views import CommentLine, Handed
from skolplattform.planning.pages.handin_own_terms import own_terms
from skolplattform.planning.pages.handin_parts import answer, due_words, handed, state_chip
from skolplattform.ui.basis import asked
from skolplattform.ui.components.forms import button, error_summary, saving, text_area, text_field
from skolplattform.ui.components.layout import button_link, chip, crumbs, empty, go, head, loaded, section, split, stack
from skolplattform.ui.icon import icon


class Passage(rx.Component):
    """A text in which one marks words."""

    library = "$/public/passage.jsx"
    tag = "Passage"

    on_mark: EventHandler[passthrough_event_spec(int, int)] = field(doc="The first sign and the one after the last.")


class LetterKey(rx.Component):
    """A letter that presses a link, wherever one is but in a field."""

    library = "$/public/passage.jsx"
    tag = "LetterKey"

    letter: Var[str] = field(doc="Which.")
    presses: Var[str] = field(doc="The id of the link.")


def body(state: type[rx.State]) -> rx.Component:
    """The page."""
    shown = state.shown
    up = "/inlamningar/" + shown.work_id
    page = rx.fragment(
        crumbs(
            (t("planning.list.title"), "/planering"), (t("handin.title"), "/inlamningar"), (shown.title, up),
            here=shown.name,
        ),
        head(
            shown.name,
            line=rx.fragment(rx.el.span(shown.group, ", ", shown.title, ". ", lang="sv"), due_words(shown.due)),
            actions=[state_chip(shown.state, needs_you=shown.number > 0), _next(state)],
        ),
        split(_work(state), _side(state), width="26rem"),
    )  # fmt: skip
    return loaded(state.ready, rx.cond(state.missing, _gone(), page), lines=10)


def _gone() -> rx.Component:
    return rx.fragment(
        crumbs((t("planning.list.title"), "/planering"), (t("handin.title"), "/inlamningar"), here=t("handin.task")),
        head(t("handin.task")),
        empty(t("handin.gone"), t("work.gone.why"), level=2),
    )


def _next(state: type[rx.State]) -> rx.Component:
    shown = state.shown
    following = rx.fragment(
        button_link(
            t("handin.next", name=shown.next_name),
            icon("right"),
            to="/inlamningar/" + shown.work_id + "/" + shown.next_id,
            id="next",
            aria_keyshortcuts="n",
        ),
        LetterKey.create(letter="n", presses="next"),
    )
    return rx.cond(shown.next_id != "", following, go(t("handin.back"), to="/inlamningar/" + shown.work_id))


def _work(state: type[rx.State]) -> rx.Component:
    """What was handed in, newest first; in the newest one marks while it waits."""
    shown = state.shown

    def version(one: Var[Handed], place: Var[int]) -> rx.Component:
        at = rx.el.span(day(one.at, "short"), " ", clock_time(one.at), class_name="small soft")
        text = rx.cond((place == 0) & (shown.number > 0), _marking(state, one), handed(one))
        return rx.el.section(
            rx.el.h2(t("handin.version", n=one.number), " ", at),
            text,
            answer(one.answer, one.comments),
            class_name=rx.cond(place == 0, "card stack", "stack ruled"),
        )

    nothing = empty(t("handin.nothing"), t("handin.nothing.why"), level=2)
    return rx.cond(shown.handed.length() > 0, stack(rx.foreach(shown.handed, version), gap="24px"), nothing)


def _marking(state: type[rx.State], one: Var[Handed]) -> rx.Component:
    hint = rx.el.p(t("handin.mark.hint"), class_name="small soft")
    return rx.fragment(Passage.create(handed(one), on_mark=state.mark), rx.cond(one.parts.length() > 0, hint))


def _side(state: type[rx.State]) -> rx.Component:
    return stack(
        rx.cond(state.shown.number > 0, _feedback(state)),
        own_terms(state),
        rx.el.p(icon("keyboard"), t("handin.next.key"), class_name="with small soft"),
        gap="32px",
    )


def _feedback(state: type[rx.State]) -> rx.Component:
    shown = state.shown
    words = text_area(
        "feedback",
        asked(FEEDBACK, "feedback"),
        errors=state.errors,
        rows=5,
        default_value=shown.draft,
        max_length=FEEDBACK_LENGTH,
        key=shown.student_id + state.revision.to_string(),
        **saving(lambda text: state.write(shown.work_id, shown.student_id, shown.number, text)),
    )
    send = rx.el.div(
        button(t("handin.approve"), kind="primary", on_click=state.send(Outcome.APPROVE.value)),
        button(t("handin.return"), on_click=state.send(Outcome.RETURN.value)),
        class_name="btns",
    )
    saved = rx.cond(state.saved_at != "", t("handin.saved", time=clock_time(state.saved_at)), "")
    return section(
        t("handin.feedback"),
        error_summary(state.errors),
        clash_banner(state.clash, state.keep_mine, state.take_theirs),
        _comments(state),
        words,
        rx.el.p(saved, class_name="small soft", id="saved"),
        send,
        id="feedback-part",
        line=t("handin.feedback.draft"),
    )


def _comments(state: type[rx.State]) -> rx.Component:
    newest = state.shown.handed[0]

    def entry(line: Var[CommentLine]) -> rx.Component:
        words = rx.el.span(
            rx.el.q(line.quote, class_name="small soft", lang="sv"), rx.el.br(), line.text, class_name="grow"
        )
        remove = button(
            icon("x"),
            kind="icon",
            aria_label=t("handin.comment.remove", n=line.number),
            on_click=state.remove_comment(line.id),
        )
        return rx.el.li(chip(line.number), words, remove)

    listed = rx.el.ol(rx.foreach(newest.comments, entry), class_name="list")
    return rx.cond(
        newest.parts.length() > 0,
        rx.el.details(
            rx.el.summary(asked(FEEDBACK, "comments")),
            rx.cond(newest.comments.length() > 0, listed),
            _new_comment(state, newest),
            open=(state.quote != "") | (newest.comments.length() > 0),
        ),
    )


def _new_comment(state: type[rx.State], newest: Var[Handed]) -> rx.Component:
    """The words, marked or typed, and what to say about them."""
    passage = text_field(
        "passage",
        t("handin.field.passage"),
        errors=state.errors,
        hint=t("handin.field.passage.hint"),
        default_value=state.quote,
        auto_complete="off",
        lang="sv",
    )
    comment = text_area(
        "comment", t("handin.field.comment"), errors=state.errors, rows=2, max_length=COMMENT_LENGTH, lang="sv"
    )
    return rx.el.form(
        passage,
        comment,
        rx.el.div(rx.el.button(t("handin.comment.add"), type="submit"), class_name="btns"),
        on_submit=state.comment,
        no_validate=True,
        key=state.quote + newest.comments.length().to_string() + state.shown.student_id,
        class_name="stack",
        style={"--gap": "12px"},
    )
