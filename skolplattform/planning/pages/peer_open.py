"""/inlamningar/[work_id]/kamratrespons: a teacher lets students respond to each other's hand-ins."""

from typing import Any
from uuid import UUID

import reflex as rx
from reflex.vars import Var

from skolplattform.core.actor import Workspace
from skolplattform.core.db import in_read, in_unit
from skolplattform.core.errors import NotFound
from skolplattform.core.gate import guarded
from skolplattform.core.ids import new_id
from skolplattform.i18n import Text as Said
from skolplattform.i18n.client import t
from skolplattform.planning.peer_response import rules, service
from skolplattform.planning.peer_response.forms import OpenSent, terms_sent
from skolplattform.planning.peer_response.permissions import LEAD_PEERS
from skolplattform.planning.peer_response.queries import asking
from skolplattform.planning.peer_response.views import Asking, RoundLine
from skolplattform.ui.address import asked_id, shown_id
from skolplattform.ui.components.forms import choice, choices, error_summary, submit, text_area
from skolplattform.ui.components.layout import chip, crumbs, empty, go, head, loaded, section, split
from skolplattform.ui.icon import icon
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems
from skolplattform.ui.shell_state import say

GROUP, CRITERION = "group-", "criterion-"
Form = dict[str, str | bool | None]


def _ticked(form: Form, prefix: str, offered: tuple[tuple[str, str], ...]) -> list[UUID]:
    return [UUID(one) for one, _ in offered if form.get(prefix + one)]


class PeerOpenState(rx.State):
    """The task of the address. `revision` changes when the form must stand empty again."""

    shown: Asking = Asking()
    errors: dict[str, Said] = {}
    missing: bool = False
    ready: bool = False
    revision: int = 0
    key: str = ""

    @rx.event
    @guarded(LEAD_PEERS)
    async def load(self) -> None:
        """Its groups, its unit's criteria and its exchanges."""
        self.reset()
        try:
            await self._read(asked_id(self, "work_id"))
        except NotFound:
            self.missing = True
        self.ready = True

    @rx.event
    @guarded(LEAD_PEERS, OpenSent)
    async def open(self, form_data: Form) -> rx.event.EventSpec | None:
        """Ask the groups that are ticked; to the first one's exchange."""
        async with problems(self):
            opened = await in_unit(service.open_rounds, shown_id(self.shown.work_id), **self._asked(form_data))
            await say(self, "peer.said.open")
            return rx.redirect(f"/kamratrespons/{opened[0]}")
        return None

    def _asked(self, form: Form) -> dict[str, Any]:
        """What the form asks of whom."""
        return {
            "groups": _ticked(form, GROUP, self.shown.groups),
            "criteria": _ticked(form, CRITERION, self.shown.criteria),
            "questions": str(form.get("questions") or ""),
            "terms": terms_sent(form),
            "key": self.key,
        }

    async def _read(self, work_id: UUID) -> None:
        self.shown = await in_read(asking, work_id)
        self.key, self.revision = str(new_id()), self.revision + 1


def _ticks(legend: str, field: str, prefix: str, offered: Var, errors: Var, *, ticked: bool) -> rx.Component:
    tick = lambda pair: choice(  # noqa: E731
        rx.el.span(pair[1], lang="sv"), name=prefix + pair[0].to(str), default_checked=ticked
    )
    wrong = rx.cond(errors.contains(field), rx.el.span(icon("alert"), t(errors[field]), class_name="error"))
    boxes = rx.el.div(rx.foreach(offered, tick), class_name="picks")
    return rx.el.fieldset(rx.el.legend(t(legend)), wrong, boxes, id=field, tab_index=-1)


def _radios(name: str, *values: str) -> rx.Component:
    """One of few ways, the first one chosen."""
    ways = (
        choice(t(f"peer.{name}.{value}"), kind="radio", name=name, value=value, default_checked=value == values[0])
        for value in values
    )
    return choices(t(f"peer.{name}"), *ways)


def _form() -> rx.Component:
    state = PeerOpenState
    each = choices(
        t("peer.each"),
        *(
            choice(str(n), kind="radio", name="each", value=str(n), default_checked=n == 2)
            for n in range(rules.FEWEST, rules.MOST + 1)
        ),
    )
    criteria = _ticks("peer.criteria", "criteria", CRITERION, state.shown.criteria, state.errors, ticked=False)
    own = text_area(
        "questions",
        t("peer.questions"),
        errors=state.errors,
        hint=t("peer.questions.hint"),
        rows=4,
        max_length=rules.WORDS_LENGTH,
        lang="sv",
    )
    groups = _ticks("peer.groups", "groups", GROUP, state.shown.groups, state.errors, ticked=True)
    return rx.el.form(
        rx.el.h2(t("peer.new"), id="h-new"),
        error_summary(state.errors),
        rx.cond(state.shown.criteria.length() > 0, criteria),
        own,
        each,
        _radios("names", "anonymous", "named"),
        _radios("shown", "on_release", "at_once"),
        groups,
        rx.el.div(submit(t("peer.open")), class_name="btns"),
        on_submit=state.open,
        no_validate=True,
        key="new" + state.revision.to_string(),
        class_name="card stack",
        aria_labelledby="h-new",
    )


def _line(line: Var[RoundLine]) -> rx.Component:
    about = rx.el.span(
        go(line.group, to="/kamratrespons/" + line.id.to(str), class_name="cover"),
        rx.el.br(),
        rx.el.span(t("peer.line", each=line.each, sent=line.sent), class_name="small soft"),
        class_name="grow",
    )
    return rx.el.li(about, rx.cond(line.is_closed, chip(t("peer.closed")), icon("right")))


def _trail(work_id: Var, title: Var) -> rx.Component:
    return crumbs(
        (t("handin.title"), "/inlamningar"),
        (rx.el.span(title, lang="sv"), "/inlamningar/" + work_id),
        here=t("peer.title"),
    )


@page(
    "/inlamningar/[work_id]/kamratrespons",
    title="peer.title",
    right=LEAD_PEERS,
    workspace=Workspace.TEACHER,
    nav="/planering",
    on_load=PeerOpenState.load,
)
def view() -> rx.Component:
    """The task's exchanges, and a new one."""
    shown = PeerOpenState.shown
    lines = rx.el.ul(rx.foreach(shown.opened, _line), class_name="list card")
    none = empty(t("peer.none"), t("peer.none.why"))
    opened = section(t("peer.opened"), rx.cond(shown.opened.length() > 0, lines, none), id="opened", kind="")
    work = rx.fragment(
        _trail(shown.work_id, shown.title),
        head(t("peer.of", title=shown.title), line=t("peer.open.line")),
        rx.cond(shown.groups.length() > 0, split(_form(), opened), opened),
    )
    gone = rx.fragment(head(t("peer.title")), empty(t("ui.not_found.title"), t("ui.not_found.text"), level=2))
    return loaded(PeerOpenState.ready, rx.cond(PeerOpenState.missing, gone, work), lines=8)
