"""/inflytande: the votes of a student's or a teacher's groups."""

from uuid import UUID

import reflex as rx
from reflex.vars import Var

from skolplattform.core.actor import Workspace
from skolplattform.core.db import in_read, in_unit
from skolplattform.core.errors import Invalid
from skolplattform.core.gate import guarded
from skolplattform.core.ids import new_id
from skolplattform.i18n import Text as Said
from skolplattform.i18n.client import day, t
from skolplattform.planning.influence import queries, service
from skolplattform.planning.influence.forms import Sent
from skolplattform.planning.influence.permissions import INFLUENCE, LEAD_COUNCIL, POLL
from skolplattform.planning.influence.rules import QUESTION_LENGTH
from skolplattform.planning.influence.views import CouncilList, PollLine, PollList
from skolplattform.planning.library.forms import AskPage
from skolplattform.planning.pages.council_parts import council_lines
from skolplattform.planning.pages.discussion_parts import way_back
from skolplattform.ui import live
from skolplattform.ui.address import shown_day
from skolplattform.ui.components.forms import date_field, error_summary, select_field, submit, text_area, text_field
from skolplattform.ui.components.layout import chip, empty, go, head, loaded, section, split, stack
from skolplattform.ui.components.tables import pager
from skolplattform.ui.icon import icon
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems
from skolplattform.ui.shell_state import say


class InfluenceState(rx.State):
    """A page of votes. `revision` changes when the form must stand empty again."""

    shown: PollList = PollList()
    councils: CouncilList = CouncilList()
    errors: dict[str, Said] = {}
    ready: bool = False
    revision: int = 0
    key: str = ""

    @rx.event
    @guarded(INFLUENCE)
    async def load(self) -> None:
        """Those that close last."""
        async with problems(self):
            await self._read(1)
            self.ready = True
            live.watch(self, InfluenceState.refresh, *await in_read(queries.topics))

    @rx.event
    @guarded(INFLUENCE, keeps_awake=False)
    async def refresh(self) -> None:
        """Something is asked, or closed."""
        self.shown = await in_read(queries.polls, self.shown.number)
        self.councils = await in_read(queries.councils, self.councils.number)

    @rx.event
    @guarded(INFLUENCE, AskPage)
    async def turn(self, number) -> None:
        """Another page."""
        async with problems(self):
            self.shown = await in_read(queries.polls, number)

    @rx.event
    @guarded(POLL, Sent)
    async def ask(self, form_data: dict[str, str | bool | None]) -> None:
        """Let a group vote."""
        async with problems(self):
            words = {name: str(form_data.get(name) or "") for name in ("question", "choices")}
            words |= {"closes_on": shown_day(str(form_data.get("closes_on") or ""))}
            secret = form_data.get("kind") == "secret"
            await in_unit(service.open_poll, _group(form_data), **words, is_secret=secret, key=self.key)
            await self._read(1)
            await say(self, "influence.said.open")

    @rx.event
    @guarded(INFLUENCE, AskPage)
    async def turn_councils(self, number) -> None:
        """Another page of councils."""
        async with problems(self):
            self.councils = await in_read(queries.councils, number)

    @rx.event
    @guarded(LEAD_COUNCIL, Sent)
    async def call(self, form_data: dict[str, str | bool | None]) -> None:
        """Let a group meet."""
        async with problems(self):
            meets = shown_day(str(form_data.get("closes_on") or ""))
            await in_unit(service.call_council, _group(form_data), day=meets, key=self.key)
            await self._read(1)
            await say(self, "council.said.call")

    async def _read(self, number: int) -> None:
        self.shown = await in_read(queries.polls, number)
        self.councils = await in_read(queries.councils)
        self.key, self.revision = str(new_id()), self.revision + 1


def _group(form_data: dict[str, str | bool | None]) -> UUID:
    try:
        return UUID(str(form_data.get("group")))
    except ValueError as error:
        raise Invalid("group", "influence.error.group") from error


def _line(line: Var[PollLine]) -> rx.Component:
    until = rx.cond(line.is_open, t("discussion.open_until", day=day(line.closes, "short")), t("discussion.closed"))
    kind = rx.cond(line.is_secret, t("influence.secret"), t("influence.open"))
    return rx.el.li(
        rx.el.span(
            go(rx.el.span(line.question, lang="sv"), to="/omrostning/" + line.id, class_name="cover cut"),
            rx.el.span(line.group, ". ", kind, ". ", until, class_name="small soft"),
            class_name="grow stack",
            style={"--gap": "2px"},
        ),
        rx.cond(line.waits, chip(icon("pencil"), t("influence.waits"), needs_you=True)),
        icon("right"),
        key=line.id,
    )


def _form() -> rx.Component:
    state = InfluenceState
    kinds = (
        rx.el.label(
            rx.el.input(type="radio", name="kind", value=kind, default_checked=kind == "secret"),
            rx.el.span(t(f"influence.kind.{kind}")),
            class_name="choice",
        )
        for kind in ("secret", "open")
    )
    return rx.el.form(
        rx.el.h2(t("influence.new"), id="h-new"),
        error_summary(state.errors),
        select_field("group", t("influence.group"), state.shown.groups, errors=state.errors),
        text_field(
            "question",
            t("influence.question"),
            errors=state.errors,
            max_length=QUESTION_LENGTH,
            auto_complete="off",
            lang="sv",
        ),
        text_area("choices", t("influence.choices"), errors=state.errors, hint=t("influence.choices.hint"), lang="sv"),
        rx.el.fieldset(rx.el.legend(t("influence.kind")), *kinds),
        date_field("closes_on", t("influence.closes_on"), errors=state.errors, default_value=state.shown.until),
        rx.el.div(submit(t("influence.new.send")), class_name="btns"),
        on_submit=state.ask,
        no_validate=True,
        key="new" + state.revision.to_string(),
        class_name="card stack",
        aria_labelledby="h-new",
    )


def _councils() -> rx.Component:
    shown = InfluenceState.councils
    lines = stack(
        council_lines(shown.lines),
        pager(shown.number, shown.last, InfluenceState.turn_councils, label=t("council.pages")),
    )
    none = empty(t("council.empty"), t("council.empty.why"))
    return section(t("council.title"), rx.cond(shown.lines.length() > 0, lines, none), id="councils", kind="")


def _call() -> rx.Component:
    """A teacher calls a class council. Its fields are named apart from those of a vote."""
    state = InfluenceState
    group = rx.el.label(
        t("influence.group"),
        rx.el.select(rx.foreach(state.shown.groups, lambda pair: rx.el.option(pair[1], value=pair[0])), name="group"),
        class_name="field",
    )
    meets = rx.el.label(
        t("council.day"),
        rx.el.input(type="date", name="closes_on", default_value=state.shown.until),
        class_name="field",
    )
    return rx.el.form(
        rx.el.h2(t("council.call"), id="h-call"),
        group,
        meets,
        rx.el.div(rx.el.button(t("council.call.send"), type="submit"), class_name="btns"),
        on_submit=state.call,
        no_validate=True,
        key="call" + state.revision.to_string(),
        class_name="card stack",
        aria_labelledby="h-call",
    )


@page(
    "/inflytande",
    title="influence.title",
    right=INFLUENCE,
    workspace=(Workspace.STUDENT, Workspace.TEACHER),
    nav="/planeringar",
    on_load=InfluenceState.load,
)
def view() -> rx.Component:
    """The votes, and for a teacher a new one."""
    shown = InfluenceState.shown
    why = rx.cond(shown.leads, t("influence.empty.teacher"), t("influence.empty.student"))
    lines = stack(
        rx.el.ul(rx.foreach(shown.lines, _line), class_name="list card"),
        pager(shown.number, shown.last, InfluenceState.turn, label=t("influence.pages")),
    )
    votes = section(
        t("influence.votes"),
        rx.cond(shown.lines.length() > 0, lines, empty(t("influence.empty"), why)),
        id="votes",
        kind="",
    )
    both = stack(_councils(), votes, gap="32px")
    content = rx.fragment(
        way_back(shown.leads, here=t("influence.title")),
        head(t("influence.title"), line=t("influence.line")),
        rx.cond(shown.leads, split(both, stack(_call(), _form(), gap="24px"), width="24rem"), both),
    )
    return loaded(InfluenceState.ready, content)
