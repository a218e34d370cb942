"""A warning being written, and one that was sent; `state` is the page's state."""

import reflex as rx
from reflex.vars import Var

from skolplattform.assessment.asked import RISK
from skolplattform.assessment.pages.risk_parts import said_list, state_chip, told
from skolplattform.assessment.risk.rules import TEXT_LENGTH, Ending, State
from skolplattform.assessment.risk.views import Reader, Said
from skolplattform.i18n.client import t, t_among
from skolplattform.ui.basis import asked
from skolplattform.ui.components.forms import choice, error_summary, saving, select_field, submit, text_area
from skolplattform.ui.components.layout import banner, chip, section, split, stack
from skolplattform.ui.components.overlays import close_button, dialog, open_button
from skolplattform.ui.icon import icon

FIELDS = ("missing", "support", "next_step")
ENDINGS = [f"risk.ending.{one.value}" for one in Ending]


def draft(state: type[rx.State]) -> rx.Component:
    """What is missing, what the school does, what next; saved as it is written, and sent by a click."""
    fields = stack(*(_field(state, name) for name in FIELDS), gap="24px")
    writing = stack(error_summary(state.errors), _theirs(state), _criteria(state), fields, _acts(state), gap="24px")
    return split(writing, _who_reads())


def _field(state: type[rx.State], name: str) -> rx.Component:
    return text_area(
        name,
        asked(RISK, name),
        errors=state.errors,
        hint=t(f"risk.hint.{name}"),
        rows=5,
        max_length=TEXT_LENGTH,
        default_value=getattr(state.shown, name),
        **saving(lambda value: state.write(state.shown.id, name, value)),
    )


def _criteria(state: type[rx.State]) -> rx.Component:
    def tick(item: Var[Said]) -> rx.Component:
        wording = rx.cond(item.wording != "", rx.fragment(rx.el.br(), rx.el.span(item.wording, class_name="hint")))
        words = rx.el.span(item.name, wording)
        return choice(words, checked=item.picked, on_change=lambda picked: state.tick(item.id, picked))

    legend = rx.el.legend(t("risk.criteria", grade=state.shown.grade))
    ticks = rx.el.div(rx.foreach(state.shown.criteria, tick), class_name="stack", style={"--gap": "4px"}, lang="sv")
    return rx.cond(state.shown.criteria.length() > 0, rx.el.fieldset(legend, ticks))


def _theirs(state: type[rx.State]) -> rx.Component:
    """What a colleague wrote meanwhile, beside one's own: the next letter keeps one's own."""
    theirs = stack(*(told(t(f"risk.field.{name}"), getattr(state.theirs, name)) for name in FIELDS))
    words = banner(rx.el.p(rx.el.b(t("risk.theirs", name=state.theirs.author))), theirs, kind="need", sign="alert")
    return rx.cond(state.theirs.id != "", words)


def _acts(state: type[rx.State]) -> rx.Component:
    saved = rx.cond(state.saved_at != "", rx.el.span(t("risk.saved", time=state.saved_at), class_name="small soft"))
    send = close_button("send", t("risk.send_yes"), kind="primary", on_click=state.send)
    drop = close_button("drop", t("risk.drop"), kind="danger", on_click=state.drop)
    name = state.shown.student
    return rx.el.div(
        open_button("send", t("risk.send"), kind="primary"),
        open_button("drop", t("risk.drop"), kind="quiet"),
        rx.el.span(saved, role="status"),
        dialog("send", t("risk.send_question", name=name), rx.el.p(t("risk.send_effect")), actions=(send,)),
        dialog("drop", t("risk.drop_question", name=name), rx.el.p(t("risk.drop_effect")), actions=(drop,)),
        class_name="btns",
    )


def _who_reads() -> rx.Component:
    points = (t(f"risk.who.{name}") for name in ("home", "school", "of_age", "private"))
    return section(t("risk.who"), rx.el.ul(*(rx.el.li(point) for point in points), class_name="small stack"), id="who")


def sent(state: type[rx.State]) -> rx.Component:
    """What was said, and who has confirmed."""
    shown = state.shown
    words = stack(
        _ended(state),
        rx.el.p(
            state_chip(shown.state),
            " ",
            t("risk.sent_line", day=shown.sent, name=shown.author, ends=shown.term_ends),
            class_name="small soft",
        ),
        section(t("risk.against", grade=shown.grade), said_list(shown.criteria), id="against"),
        *(told(t(f"risk.field.{name}"), getattr(shown, name), "h2") for name in FIELDS),
        gap="24px",
    )
    return split(words, stack(_readers(state), rx.cond(_can_end(state), _end(state)), gap="32px"))


def _can_end(state: type[rx.State]) -> Var:
    return state.shown.can_write & (state.shown.state == State.SENT.value)


def _ended(state: type[rx.State]) -> rx.Component:
    shown = state.shown
    ending = t_among("risk.ending." + shown.ending, ENDINGS)
    words = banner(
        rx.el.p(rx.el.b(t(shown.ended), ": ", ending)), rx.el.p(shown.ended_why, class_name="pre", lang="sv")
    )
    return rx.cond(shown.ending != "", words)


def _readers(state: type[rx.State]) -> rx.Component:
    def reader(one: Var[Reader]) -> rx.Component:
        who = rx.cond(one.is_student, t("risk.reader.student"), t("risk.reader.guardian"))
        read = rx.el.span(icon("check"), t(one.when), class_name="with small")
        return rx.el.li(
            rx.el.span(one.name, rx.el.br(), rx.el.span(who, class_name="small soft"), class_name="grow"),
            rx.cond(one.has_read, read, chip(t("risk.reader.not_yet"), needs_you=True)),
        )

    remind = rx.el.p(t("risk.remind_line", n=state.shown.remind_after), class_name="small soft")
    listed = rx.el.ul(rx.foreach(state.shown.readers, reader), class_name="list")
    return section(t("risk.readers"), listed, rx.cond(state.shown.state == State.SENT.value, remind), id="readers")


def _end(state: type[rx.State]) -> rx.Component:
    options = [(one.value, t(f"risk.ending.{one.value}")) for one in Ending]
    form = rx.el.form(
        select_field("ending", t("risk.end.ending"), options, errors=state.errors),
        text_area("why", t("risk.end.why"), errors=state.errors, hint=t("risk.end.hint"), max_length=TEXT_LENGTH),
        rx.el.div(submit(t("risk.end.submit")), class_name="btns"),
        on_submit=state.end,
        no_validate=True,
        class_name="stack",
    )
    return section(t("risk.end"), form, id="end", line=t("risk.end.line"))
