"""/omrostning/[poll_id]: one vote: the ballot, and the result as bars and numbers when it is shown."""

import reflex as rx
from reflex.vars import Var

from skolplattform.core.actor import Workspace
from skolplattform.core.db import in_follow, in_read, in_unit
from skolplattform.core.errors import Invalid, NotFound
from skolplattform.core.gate import guarded
from skolplattform.core.ids import new_id
from skolplattform.i18n import Text as Said
from skolplattform.i18n.client import day, t
from skolplattform.planning.influence import queries, rules, service
from skolplattform.planning.influence.forms import Once, Sent
from skolplattform.planning.influence.permissions import INFLUENCE, POLL, VOTE
from skolplattform.planning.influence.views import Choice, PollShown
from skolplattform.planning.pages.discussion_parts import way_back
from skolplattform.ui import live
from skolplattform.ui.address import asked_id, shown_id
from skolplattform.ui.components.forms import error_summary, submit
from skolplattform.ui.components.layout import banner, card, chip, empty, head, loaded, stack
from skolplattform.ui.components.overlays import close_button, dialog, open_button
from skolplattform.ui.icon import icon
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems
from skolplattform.ui.shell_state import say

CLOSE = "close-poll"


class PollState(rx.State):
    """The vote of the address."""

    shown: PollShown = PollShown()
    errors: dict[str, Said] = {}
    missing: bool = False
    ready: bool = False
    key: str = ""

    @rx.event
    @guarded(INFLUENCE)
    async def load(self) -> None:
        """The ballot, or how it fell."""
        self.reset()
        try:
            self.shown = await in_read(queries.poll, asked_id(self, "poll_id"))
            live.watch(self, PollState.refresh, f"poll:{self.shown.id}")
        except NotFound:
            self.missing = True
        self.key, self.ready = str(new_id()), True

    @rx.event
    @guarded(INFLUENCE, keeps_awake=False)
    async def refresh(self) -> None:
        """Somebody has voted, or the teacher has closed it."""
        async with problems(self):
            self.shown = await in_follow(queries.poll, shown_id(self.shown.id))

    @rx.event
    @guarded(VOTE, Sent)
    async def vote(self, form_data: dict[str, str | bool | None]) -> None:
        """The alternative that is ticked."""
        async with problems(self):
            await in_unit(service.vote, shown_id(self.shown.id), number=_chosen(form_data), key=self.key)
            self.shown = await in_follow(queries.poll, shown_id(self.shown.id))
            await say(self, "influence.said.vote")

    @rx.event
    @guarded(POLL, Once)
    async def close(self, key) -> None:
        """Nobody votes any more."""
        async with problems(self):
            await in_unit(service.close_poll, shown_id(self.shown.id), key=key)
            self.shown = await in_follow(queries.poll, shown_id(self.shown.id))
            await say(self, "influence.said.close")


def _chosen(form_data: dict[str, str | bool | None]) -> int:
    chosen = str(form_data.get("choice") or "")
    if not (chosen.isascii() and chosen.isdecimal() and int(chosen) <= rules.MOST):
        raise Invalid("choice", "influence.error.choice")
    return int(chosen)


def _ballot() -> rx.Component:
    shown = PollState.shown
    tick = lambda choice: rx.el.label(  # noqa: E731
        rx.el.input(type="radio", name="choice", value=choice.number.to_string()),
        rx.el.span(choice.text, lang="sv"),
        class_name="choice",
    )
    hint = rx.cond(shown.is_secret, t("influence.ballot.secret"), t("influence.ballot.open"))
    return rx.el.form(
        error_summary(PollState.errors),
        rx.el.fieldset(rx.el.legend(t("influence.ballot")), rx.foreach(shown.choices, tick), id="choice", tab_index=-1),
        rx.el.p(hint, class_name="small soft"),
        rx.el.div(submit(t("influence.vote")), class_name="btns"),
        on_submit=PollState.vote,
        no_validate=True,
        class_name="card stack",
    )


def _result() -> rx.Component:
    """Bars and numbers in one table: what one sees is what is read aloud."""
    shown = PollState.shown

    def row(choice: Var[Choice]) -> rx.Component:
        who = rx.cond(choice.who != "", rx.el.p(choice.who, class_name="small soft"))
        bar = rx.el.progress(value=choice.votes, max=rx.cond(shown.voted > 0, shown.voted, 1), aria_label=choice.text)
        share = rx.el.span(choice.share, " %", class_name="small soft")
        return rx.el.tr(
            rx.el.th(choice.text, lang="sv", scope="row"),
            rx.el.td(bar, who, class_name="share"),
            rx.el.td(choice.votes, " ", share, class_name="num"),
            key=choice.number,
        )

    heads = (
        rx.el.th(t(f"influence.result.{name}"), scope="col", class_name="num" if name == "votes" else "")
        for name in ("choice", "bar", "votes")
    )
    return rx.el.table(
        rx.el.caption(t("influence.result", n=shown.voted)),
        rx.el.thead(rx.el.tr(*heads)),
        rx.el.tbody(rx.foreach(shown.choices, row)),
        class_name="poll",
    )


def _waiting() -> rx.Component:
    shown = PollState.shown
    why = rx.cond(shown.few, t("influence.few"), t("influence.after"))
    options = rx.el.ul(rx.foreach(shown.choices, lambda choice: rx.el.li(choice.text, lang="sv")))
    return card(banner(rx.el.p(why), sign="info"), options)


def _body() -> rx.Component:
    shown = PollState.shown
    trail = (t("influence.title"), "/inflytande")
    until = rx.cond(shown.is_open, t("discussion.open_until", day=day(shown.closes, "long")), t("discussion.closed"))
    kind = rx.cond(shown.is_secret, t("influence.secret"), t("influence.open"))
    close = rx.cond(shown.leads & shown.is_open, open_button(CLOSE, t("influence.close")))
    facts = rx.el.p(
        chip(kind),
        rx.cond(shown.has_voted, chip(icon("check"), t("influence.voted"))),
        rx.el.span(t("influence.count", n=shown.voted, of=shown.members), class_name="small soft"),
        class_name="with",
    )
    answer = rx.cond(shown.may_vote, _ballot(), rx.cond(shown.shows_result, card(_result()), _waiting()))
    yes = close_button(CLOSE, t("influence.close"), kind="primary", on_click=PollState.close(PollState.key))
    return rx.fragment(
        way_back(shown.leads, trail, here=t("influence.one")),
        head(rx.el.span(shown.question, lang="sv"), line=rx.fragment(shown.group, ". ", until), actions=[close]),
        stack(facts, answer),
        dialog(CLOSE, t("influence.close.title"), rx.el.p(t("influence.close.line")), actions=(yes,)),
    )


@page(
    "/omrostning/[poll_id]",
    title="influence.one",
    right=INFLUENCE,
    workspace=(Workspace.STUDENT, Workspace.TEACHER),
    nav="/planeringar",
    on_load=PollState.load,
)
def view() -> rx.Component:
    """One vote."""
    gone = rx.fragment(head(t("influence.one")), empty(t("ui.not_found.title"), t("ui.not_found.text"), level=2))
    return loaded(PollState.ready, rx.cond(PollState.missing, gone, _body()))
