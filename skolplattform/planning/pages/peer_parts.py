"""Parts that the pages of peer response share: what is asked, what was said, a student's part of an exchange."""

import reflex as rx
from reflex.vars import Var

from skolplattform.i18n.client import t, t_among
from skolplattform.planning.pages.handin_parts import moment
from skolplattform.planning.peer_response.views import Exchange, Got, PeerLine
from skolplattform.ui.components.layout import go, section, stack

STATES = [f"peer.state.{state}" for state in ("new", "begun", "sent", "hidden")]


def questions(asked: Var[tuple[str, ...]]) -> rx.Component:
    """What one looks for, one sentence a line."""
    return rx.el.div(
        rx.el.h3(t("peer.look_for")),
        rx.el.ul(rx.foreach(asked, lambda one: rx.el.li(one)), class_name="list", lang="sv"),
        class_name="stack",
        style={"--gap": "4px"},
    )


def said(works: Var, next_step: Var) -> rx.Component:
    """The two parts of a response, each under its name."""
    part = lambda name, words: rx.fragment(  # noqa: E731
        rx.el.dt(t(f"peer.field.{name}")), rx.el.dd(words, class_name="pre reading", lang="sv")
    )
    return rx.el.dl(part("works", works), part("next_step", next_step), class_name="stack", style={"--gap": "4px"})


def to_read(lines: Var[tuple[PeerLine, ...]], *, named: bool) -> rx.Component:
    """Classmates' works that wait; `named`: each says on which task it is. Nothing when there are none."""

    def entry(line: Var[PeerLine]) -> rx.Component:
        whose = rx.cond(line.whose != "", t("peer.work_of", name=line.whose), t("peer.work_of_somebody"))
        about = rx.el.span(rx.el.br(), rx.el.span(line.title, ", ", line.subject, class_name="small soft", lang="sv"))
        state = t_among("peer.state." + line.state.to(str), STATES)
        waits = (line.state == "new") | (line.state == "begun")
        return rx.el.li(
            rx.el.span(
                go(whose, to="/las-och-svara/" + line.id.to(str), class_name="cover"),
                about if named else rx.fragment(),
                class_name="grow",
            ),
            rx.el.span(state, class_name=rx.cond(waits, "chip need", "chip")),
        )

    listed = rx.el.ul(rx.foreach(lines, entry), class_name="list card")
    return rx.cond(lines.length() > 0, section(t("peer.read_and_answer"), listed, id="peers", kind=""))


def exchange(part: Var[Exchange]) -> rx.Component:
    """A student's part of a task's exchange: what to read, and what classmates say of the own work."""

    def entry(got: Var[Got]) -> rx.Component:
        by = rx.cond(got.by != "", got.by, t("peer.somebody"))
        return rx.el.article(
            rx.el.p(rx.el.b(by), " ", rx.el.span(moment(got.at), class_name="small soft")),
            said(got.works, got.next_step),
            class_name="card stack",
            style={"--gap": "8px"},
        )

    words = section(t("peer.got"), stack(rx.foreach(part.got, entry), gap="12px"), id="got", kind="")
    return rx.fragment(rx.cond(part.got.length() > 0, words), to_read(part.to_read, named=False))
