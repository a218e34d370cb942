"""/inlamningar/[work_id]: the students of a task with hand-in, what waits first."""

import reflex as rx
from reflex.vars import Var

from skolplattform.core.actor import Workspace
from skolplattform.core.db import in_follow, in_read
from skolplattform.core.errors import NotFound
from skolplattform.core.gate import guarded
from skolplattform.i18n.client import clock_time, day, t
from skolplattform.planning.hand_in.permissions import ANSWER
from skolplattform.planning.hand_in.queries import pile
from skolplattform.planning.hand_in.rules import State
from skolplattform.planning.hand_in.views import Pile, PileRow
from skolplattform.planning.pages.handin_parts import due_words, state_chip
from skolplattform.ui import live
from skolplattform.ui.address import asked_id, shown_id
from skolplattform.ui.components.layout import button_link, chip, crumbs, empty, go, head, loaded
from skolplattform.ui.components.tables import Column, table
from skolplattform.ui.icon import icon
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems


class PileState(rx.State):
    """One task's students."""

    ready: bool = False
    missing: bool = False
    shown: Pile = Pile()

    @rx.event
    @guarded(ANSWER)
    async def load(self) -> None:
        """The task of the address."""
        self.reset()
        try:
            self.shown = await in_read(pile, asked_id(self, "work_id"))
            live.watch(self, PileState.refresh, f"hand_in:{self.shown.work.id}")
        except NotFound:
            self.missing = True
        self.ready = True

    @rx.event
    @guarded(ANSWER, keeps_awake=False)
    async def refresh(self) -> None:
        """A student has handed in, a colleague has answered."""
        async with problems(self):
            self.shown = await in_follow(pile, shown_id(self.shown.work.id))


def _waits(state: Var) -> Var[bool]:
    return (state == State.HANDED_IN.value) | (state == State.LATE.value)


def _cells(row: Var[PileRow]) -> list:
    name = go(row.name, to="/inlamningar/" + PileState.shown.work.id + "/" + row.student_id.to(str))
    own = rx.cond(row.own_terms, rx.el.span(" ", chip(t("handin.own")), " ", due_words(row.due), class_name="small"))
    at = rx.cond(row.at != "", rx.el.time(day(row.at, "short"), " ", clock_time(row.at), date_time=row.at))
    return [rx.el.span(name, own), row.group, state_chip(row.state, needs_you=_waits(row.state)), at]


def _body() -> rx.Component:
    shown = PileState.shown
    work = shown.work
    columns = [Column(t(f"handin.column.{name}")) for name in ("student", "group", "state", "at")]
    first = shown.rows[0]
    begin = rx.cond(
        work.waiting > 0,
        button_link(t("handin.read_first"), to="/inlamningar/" + work.id + "/" + first.student_id, kind="primary"),
    )
    peers = button_link(icon("users"), t("peer.title"), to="/inlamningar/" + work.id + "/kamratrespons")
    counts = t("handin.pile.counts", waiting=work.waiting, handed=work.handed_in, of=work.students)
    return rx.fragment(
        crumbs((t("planning.list.title"), "/planering"), (t("handin.title"), "/inlamningar"), here=work.title),
        head(
            rx.el.span(work.title, lang="sv"),
            line=rx.fragment(
                rx.el.span(work.subject, ", ", work.groups, ". ", lang="sv"), due_words(work.due), ". ", counts
            ),
            actions=[peers, begin],
        ),
        rx.cond(
            shown.rows.length() > 0,
            table(columns, shown.rows, _cells, caption=t("handin.pile.caption", title=work.title)),
            empty(t("handin.pile.nobody"), t("handin.pile.nobody.why"), level=2),
        ),
    )


def _gone() -> rx.Component:
    return rx.fragment(
        crumbs((t("planning.list.title"), "/planering"), (t("handin.title"), "/inlamningar"), here=t("handin.task")),
        head(t("handin.task")),
        empty(t("handin.gone"), t("work.gone.why"), level=2),
    )


@page(
    "/inlamningar/[work_id]",
    title="handin.pile",
    right=ANSWER,
    workspace=Workspace.TEACHER,
    nav="/planering",
    on_load=PileState.load,
)
def view() -> rx.Component:
    """The students."""
    return loaded(PileState.ready, rx.cond(PileState.missing, _gone(), _body()), lines=10)
