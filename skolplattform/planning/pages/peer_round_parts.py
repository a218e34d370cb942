"""The parts of a teacher's exchange: what is asked, who has given and got, what was said; `state` is the page's."""

import reflex as rx
from reflex.vars import Var

from skolplattform.i18n.client import t, t_among
from skolplattform.planning.pages.handin_parts import moment
from skolplattform.planning.pages.peer_parts import questions, said
from skolplattform.planning.peer_response.rules import REASON_LENGTH
from skolplattform.planning.peer_response.views import PeerRow, PeerText
from skolplattform.ui.components.forms import button, text_area
from skolplattform.ui.components.layout import banner, chip, columns, crumbs, empty, head, loaded, section, split, stack
from skolplattform.ui.components.overlays import asked_first
from skolplattform.ui.components.tables import Column, table
from skolplattform.ui.icon import icon

OUTSIDE = [f"peer.outside.{why}" for why in ("not_handed_in", "own_task", "protected")]


def body(state: type[rx.State]) -> rx.Component:
    """The page."""
    shown = state.shown
    counts = t("peer.counts", sent=shown.sent, of=shown.dealt)
    page = rx.fragment(
        crumbs(
            (t("handin.title"), "/inlamningar"),
            (rx.el.span(shown.title, lang="sv"), "/inlamningar/" + shown.work_id),
            (t("peer.title"), "/inlamningar/" + shown.work_id + "/kamratrespons"),
            here=shown.group,
        ),
        head(
            t("peer.of", title=shown.title),
            line=rx.fragment(rx.el.span(shown.subject, ", ", shown.group, ". ", lang="sv"), counts),
            actions=[_main_act(state)],
        ),
        _waiting(state),
        split(stack(_students(state), _said(state), gap="40px"), _terms(state)),
    )
    gone = rx.fragment(head(t("peer.title")), empty(t("ui.not_found.title"), t("ui.not_found.text"), level=2))
    return loaded(state.ready, rx.cond(state.missing, gone, page), lines=10)


def _main_act(state: type[rx.State]) -> rx.Component:
    """Deal out what is not dealt; when everything is, release what was said."""
    shown = state.shown
    more = rx.cond(shown.is_dealt, t("peer.deal.more"), t("peer.deal"))
    deal = button(icon("users"), more, kind="primary", on_click=state.deal(state.key))
    waits = ~shown.shown_at_once & ~shown.is_released & (shown.sent > 0)
    release = button(icon("eye"), t("peer.release"), kind="primary", on_click=state.release(state.key))
    lacks = (shown.lacking > 0) & ~shown.is_closed
    return rx.cond(lacks, deal, rx.cond(waits, release))


def _waiting(state: type[rx.State]) -> rx.Component:
    """Hand-ins that nobody reads yet."""
    shown = state.shown
    few = banner(rx.el.p(t("peer.few")), sign="info")
    late = banner(rx.el.p(t("peer.lacking", n=shown.lacking)), kind="need", sign="flag")
    return rx.cond(
        shown.is_closed,
        banner(rx.el.p(t("peer.closed.line")), sign="info"),
        rx.cond(shown.lacking > 0, rx.cond(shown.is_dealt, late), rx.cond(shown.is_dealt, rx.fragment(), few)),
    )


def _students(state: type[rx.State]) -> rx.Component:
    heads = [Column(t(f"peer.column.{name}")) for name in ("student", "gave", "got", "act")]
    return section(
        t("peer.students"),
        table(heads, state.shown.rows, lambda row: _cells(state, row), caption=t("peer.students")),
        id="students",
        kind="",
    )


def _cells(state: type[rx.State], row: Var[PeerRow]) -> list:
    why = chip(t_among("peer.outside." + row.outside.to(str), OUTSIDE))
    away = button(
        t("peer.away"),
        kind="quiet",
        aria_label=t("peer.away.of", name=row.name),
        on_click=state.deal_to_others(row.student_id, state.key),
    )
    of = lambda done, all_: rx.cond(  # noqa: E731
        all_ > 0, rx.el.span(t("peer.of_all", n=done, of=all_), class_name="num"), "–"
    )
    can = row.may_redeal & ~state.shown.is_closed
    name = rx.el.span(row.name, " ", rx.cond(row.outside != "", why))
    return [name, of(row.sent, row.gives), of(row.got, row.gets), rx.cond(can, away)]


def _said(state: type[rx.State]) -> rx.Component:
    nothing = empty(t("peer.said.none"), t("peer.said.none.why"))
    texts = columns(rx.foreach(state.shown.texts, lambda one: _text(state, one)), least="18rem")
    return section(
        t("peer.said"),
        rx.cond(state.shown.texts.length() > 0, texts, nothing),
        id="said",
        kind="",
        line=t("peer.said.line"),
    )


def _text(state: type[rx.State], text: Var[PeerText]) -> rx.Component:
    """A response with both names; to hide it one says why."""
    about = t("peer.by_to", by=text.by, to=text.whose)
    hidden = banner(rx.el.p(t("peer.hidden.why", why=text.why), lang="sv"), sign="minus")
    hide = button(
        icon("minus"),
        t("peer.hide"),
        kind="quiet",
        aria_label=t("peer.hide.of", name=text.by),
        on_click=state.begin_hiding(text.id),
    )
    again = button(icon("eye"), t("peer.show_again"), kind="quiet", on_click=state.show_again(text.id))
    return rx.el.article(
        rx.el.p(rx.el.b(about), " ", rx.el.span(moment(text.at), class_name="small soft")),
        rx.cond(text.is_hidden, hidden),
        said(text.works, text.next_step),
        rx.cond(
            state.hiding == text.id,
            _reason(state, text),
            rx.el.div(rx.cond(text.is_hidden, again, hide), class_name="btns acts"),
        ),
        class_name="card stack",
        style={"--gap": "8px"},
        key=text.id,
    )


def _reason(state: type[rx.State], text: Var[PeerText]) -> rx.Component:
    why = text_area(
        "why",
        t("peer.why", name=text.by),
        errors=state.errors,
        rows=2,
        max_length=REASON_LENGTH,
        auto_focus=True,
        lang="sv",
    )
    return rx.el.form(
        rx.el.input(type="hidden", name="response", value=text.id, read_only=True),
        why,
        rx.el.div(
            rx.el.button(t("peer.hide"), type="submit", class_name="danger"),
            button(t("ui.cancel"), on_click=state.begin_hiding(text.id)),
            class_name="btns",
        ),
        on_submit=state.hide,
        no_validate=True,
        class_name="stack",
        style={"--gap": "8px"},
    )


def _terms(state: type[rx.State]) -> rx.Component:
    shown = state.shown
    names = rx.cond(shown.is_named, t("peer.names.named"), t("peer.names.anonymous"))
    when = rx.cond(
        shown.is_released,
        t("peer.shown.released"),
        rx.cond(shown.shown_at_once, t("peer.shown.at_once"), t("peer.shown.on_release")),
    )
    end = asked_first(
        "close-round",
        t("peer.close"),
        question=t("peer.close.title"),
        effect=t("peer.close.line"),
        on_click=state.close(state.key),
    )
    return section(
        t("peer.terms"),
        questions(shown.questions),
        rx.el.ul(rx.el.li(t("peer.each.of", n=shown.each)), rx.el.li(names), rx.el.li(when), class_name="list small"),
        rx.cond(shown.is_closed, rx.fragment(), rx.el.div(end, class_name="btns")),
        id="terms",
        kind="card",
    )
