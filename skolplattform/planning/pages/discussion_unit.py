"""/planering/[plan_id]/diskussion: a teacher opens a discussion on a unit that is published."""

from datetime import date
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
from skolplattform.planning.discussion import queries, service
from skolplattform.planning.discussion.forms import Sent
from skolplattform.planning.discussion.permissions import LEAD
from skolplattform.planning.discussion.rules import QUESTION_LENGTH
from skolplattform.planning.discussion.views import UnitAsked
from skolplattform.planning.hand_in.rules import LINK_LENGTH
from skolplattform.planning.pages.discussion_parts import discussion_lines
from skolplattform.ui import live
from skolplattform.ui.address import asked_id, shown_day, shown_id
from skolplattform.ui.components.forms import date_field, error_summary, submit, text_area, text_field
from skolplattform.ui.components.layout import crumbs, empty, head, loaded, section, split
from skolplattform.ui.icon import icon
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems
from skolplattform.ui.shell_state import say

Form = dict[str, str | bool | None]


class OpenDiscussionState(rx.State):
    """The unit of the address. `revision` changes when the form must stand empty again."""

    shown: UnitAsked = UnitAsked()
    errors: dict[str, Said] = {}
    missing: bool = False
    ready: bool = False
    revision: int = 0
    key: str = ""

    @rx.event
    @guarded(LEAD)
    async def load(self) -> None:
        """Its groups and its discussions."""
        self.reset()
        try:
            await self._read(asked_id(self, "plan_id"))
            live.watch(self, OpenDiscussionState.refresh, *await in_read(queries.topics))
        except NotFound:
            self.missing = True
        self.ready = True

    @rx.event
    @guarded(LEAD, keeps_awake=False)
    async def refresh(self) -> None:
        """Somebody has written in one of its discussions."""
        async with problems(self):
            self.shown = await in_read(queries.unit_asked, shown_id(self.shown.plan_id))

    @rx.event
    @guarded(LEAD, Sent)
    async def open(self, form_data: Form) -> None:
        """Ask the groups that are ticked."""
        async with problems(self):
            plan_id = shown_id(self.shown.plan_id)
            groups = [UUID(group) for group, _ in self.shown.groups if form_data.get(f"group-{group}")]
            words = {"question": str(form_data.get("question") or ""), "groups": groups, "terms": terms_in(form_data)}
            first = bool(form_data.get("answers_first"))
            await in_unit(service.open_discussion, plan_id, **words, answers_first=first, key=self.key)
            await self._read(plan_id)
            await say(self, "discussion.said.open")

    async def _read(self, plan_id: UUID) -> None:
        self.shown = await in_read(queries.unit_asked, plan_id)
        self.key, self.revision = str(new_id()), self.revision + 1


def terms_in(form_data: Form) -> service.Terms:
    """Until when, and where one meets, as a form says."""
    closes_on: date | None = shown_day(str(form_data.get("closes_on") or ""))
    return service.Terms(closes_on, str(form_data.get("link") or ""))


def terms_fields(errors: Var, closes_on: Var, link: Var | str) -> tuple[rx.Component, ...]:
    """The last day to write, and the address of a video meeting."""
    until = date_field(
        "closes_on",
        t("discussion.closes_on"),
        errors=errors,
        hint=t("discussion.closes_on.hint"),
        default_value=closes_on,
    )
    meet = text_field(
        "link",
        t("discussion.link"),
        errors=errors,
        hint=t("discussion.link.hint"),
        kind="url",
        default_value=link,
        max_length=LINK_LENGTH,
        auto_complete="off",
    )
    return until, meet


def _form() -> rx.Component:
    state = OpenDiscussionState
    tick = lambda pair: rx.el.label(  # noqa: E731
        rx.el.input(type="checkbox", name="group-" + pair[0], default_checked=True),
        rx.el.span(pair[1]),
        class_name="choice",
    )
    wrong = state.errors.contains("groups")
    groups = rx.el.fieldset(
        rx.el.legend(t("discussion.groups")),
        rx.cond(wrong, rx.el.span(icon("alert"), t(state.errors["groups"]), class_name="error")),
        rx.el.div(rx.foreach(state.shown.groups, tick), class_name="picks"),
        id="groups",
        tab_index=-1,
    )
    first = rx.el.label(
        rx.el.input(type="checkbox", name="answers_first"),
        rx.el.span(t("discussion.answers_first")),
        class_name="choice",
    )
    question = text_area(
        "question", t("discussion.question"), errors=state.errors, rows=4, max_length=QUESTION_LENGTH, lang="sv"
    )
    return rx.el.form(
        rx.el.h2(t("discussion.new"), id="h-new"),
        error_summary(state.errors),
        question,
        groups,
        first,
        *terms_fields(state.errors, state.shown.until, ""),
        rx.el.div(submit(t("discussion.new.send")), class_name="btns"),
        on_submit=state.open,
        no_validate=True,
        key="new" + state.revision.to_string(),
        class_name="card stack",
        aria_labelledby="h-new",
    )


@page(
    "/planering/[plan_id]/diskussion",
    title="discussion.unit.title",
    right=LEAD,
    workspace=Workspace.TEACHER,
    nav="/planering",
    on_load=OpenDiscussionState.load,
)
def view() -> rx.Component:
    """The unit's discussions, and a new one."""
    shown = OpenDiscussionState.shown
    none = empty(t("discussion.unit.empty"), t("discussion.unit.empty.why"))
    opened = section(
        t("discussion.title"),
        rx.cond(shown.opened.length() > 0, discussion_lines(shown.opened), none),
        id="opened",
        kind="",
    )
    draft = empty(t("discussion.unit.draft"), t("discussion.unit.draft.why"), level=2)
    work = rx.fragment(
        crumbs((t("planning.list.title"), "/planering"), (shown.unit, "/planering/" + shown.plan_id), here=_title()),
        head(t("discussion.unit.of", unit=shown.unit), line=t("discussion.unit.line")),
        rx.cond(shown.groups.length() > 0, split(opened, _form(), width="26rem"), draft),
    )
    gone = rx.fragment(head(_title()), empty(t("ui.not_found.title"), t("ui.not_found.text"), level=2))
    return loaded(OpenDiscussionState.ready, rx.cond(OpenDiscussionState.missing, gone, work), lines=8)


def _title() -> Var:
    return t("discussion.unit.title")
