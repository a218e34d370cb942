"""/planeringsbibliotek: plans to begin from, one's own and the team's, the school's, the city's."""

from dataclasses import replace
from uuid import UUID, uuid4

import reflex as rx
from reflex.vars import Var
from sqlmodel import Session

from skolplattform.core.actor import Actor, Workspace
from skolplattform.core.db import in_read, in_unit
from skolplattform.core.gate import guarded
from skolplattform.i18n.client import day, t
from skolplattform.planning.components import plan_body
from skolplattform.planning.library import queries, service
from skolplattform.planning.library.forms import Aim, AskPage, AskWhere, Copy, Look, Narrow
from skolplattform.planning.library.permissions import LIBRARY
from skolplattform.planning.library.queries import Sought
from skolplattform.planning.library.source import own_source, shared_source
from skolplattform.planning.library.views import Found, Library
from skolplattform.planning.views import Published
from skolplattform.ui.address import shown_id
from skolplattform.ui.components.forms import button, search_field, segmented, select_field
from skolplattform.ui.components.layout import columns, crumbs, empty, head, loaded, stack
from skolplattform.ui.components.overlays import close_button, open_button
from skolplattform.ui.components.tables import Column, pager, table
from skolplattform.ui.icon import icon
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems
from skolplattform.ui.shell_state import say

SHEET = "library-plan"
PLACES = ("own", "school", "city")
SOURCES = {"own": own_source, "shared": shared_source}
COPIES = {"own": service.copy_own, "shared": service.copy_shared}


def _shown(session: Session, actor: Actor, kind: str, source_id: UUID) -> Published:
    return queries.shown_source(session, SOURCES[kind](session, actor, source_id))


class LibraryState(rx.State):
    """What somebody looks for, what was found, and the plan that is open."""

    sought: Sought = Sought()
    shown: Library = Library()
    looked_at: Found = Found()
    plan: Published = Published()
    target: str = ""
    key: str = ""
    ready: bool = False

    @rx.event
    @guarded(LIBRARY)
    async def load(self) -> None:
        """What the school shares."""
        self.reset()
        async with problems(self):
            await self._find(Sought())
        self.ready = True

    @rx.event
    @guarded(LIBRARY, AskWhere)
    async def look_in(self, where) -> None:
        """One's own, the school's or the city's."""
        async with problems(self):
            await self._find(Sought(where=where, words=self.sought.words))

    @rx.event
    @guarded(LIBRARY, Narrow)
    async def narrow(self, field, value) -> None:
        """A subject, a stage, or words."""
        async with problems(self):
            await self._find(replace(self.sought, number=1, **{field: value}))

    @rx.event
    @guarded(LIBRARY, AskPage)
    async def turn(self, number) -> None:
        """Another page of the list."""
        async with problems(self):
            await self._find(replace(self.sought, number=number))

    @rx.event
    @guarded(LIBRARY, Look)
    async def look(self, kind, source_id) -> None:
        """The whole plan, before it is copied."""
        async with problems(self):
            self.plan = await in_read(_shown, kind, source_id)
            self.looked_at = next((one for one in self.shown.found if one.id == str(source_id)), Found())
            self.target, self.key = self._nearest_target(), uuid4().hex

    @rx.event
    @guarded(LIBRARY, Aim)
    def aim(self, target) -> None:
        """The group that the copy is for."""
        self.target = target

    @rx.event
    @guarded(LIBRARY, Copy)
    async def copy_plan(self, kind, source_id, key):
        """A draft of one's own, opened at once."""
        async with problems(self):
            group, _, syllabus = self.target.partition("/")
            where = {"group_id": shown_id(group), "syllabus_id": shown_id(syllabus)}
            twin = await in_unit(COPIES[kind], source_id, **where, key=key)
            await say(self, "plans.library.copied")
            return rx.redirect(f"/planering/{twin}")

    async def _find(self, sought: Sought) -> None:
        self.shown, self.sought = await in_read(queries.library, sought), sought

    def _nearest_target(self) -> str:
        """The first group that reads the same subject, else the first."""
        targets = self.shown.targets
        same = (value for value, name in targets if name.endswith(self.plan.subject))
        return next(same, targets[0][0] if targets else "")


def _filters() -> rx.Component:
    state = LibraryState
    where = segmented(
        t("plans.library.where"),
        "where",
        [(place, t(f"plans.library.where.{place}")) for place in PLACES],
        state.sought.where,
        state.look_in,
    )
    words = search_field(
        t("plans.library.words"), max_length=80, on_change=lambda text: state.narrow("words", text).debounce(300)
    )
    subject = _choice("subject", "all_subjects", state.shown.subjects, state.sought.subject)
    stage = _choice("stage", "all_stages", state.shown.stages, state.sought.stage)
    return stack(where, columns(words, subject, stage, least="13rem"))


def _choice(name: str, every: str, choices: Var, value: Var) -> rx.Component:
    """A subject or a stage to keep to; all of them when none is chosen."""
    option = lambda choice: rx.el.option(choice[1], value=choice[0])  # noqa: E731
    return rx.el.label(
        rx.el.span(t(f"plans.library.{name}"), class_name="sr"),
        rx.el.select(
            rx.el.option(t(f"plans.library.{every}"), value=""),
            rx.foreach(choices, option),
            value=value,
            on_change=lambda chosen: LibraryState.narrow(name, chosen),
            class_name="wide-field",
        ),
    )


def _cells(found: Var[Found]) -> list[rx.Component]:
    years = rx.cond(found.years != "", rx.fragment(", ", t("plans.library.years", years=found.years)))
    look = open_button(
        SHEET,
        icon("eye"),
        t("plans.library.look"),
        kind="quiet",
        aria_label=t("plans.library.look_at", title=found.title),
        on_click=LibraryState.look(found.kind, found.id),
    )
    about = rx.el.span(
        t("plans.library.weeks", n=found.weeks),
        ", ",
        found.curriculum,
        class_name="small soft",
        style={"fontWeight": "400"},
    )
    return [
        rx.el.span(rx.el.b(found.title, lang="sv"), rx.el.br(), about),
        rx.el.span(found.subject, years),
        rx.el.span(found.author, rx.el.br(), rx.el.span(found.school, class_name="small soft")),
        rx.el.span(day(found.day, "date")),
        look,
    ]


def _sheet() -> rx.Component:
    """The plan as a copy begins with it, and where the copy shall go."""
    state = LibraryState
    found = state.looked_at
    close = close_button(SHEET, icon("x"), kind="icon", aria_label=t("plans.library.close"))
    by = t("plans.library.by", name=found.author, school=found.school, day=day(found.day, "date"))
    target = select_field(
        "target", t("plans.library.target"), state.shown.targets, value=state.target, on_change=state.aim
    )
    copy = button(
        icon("copy"),
        t("plans.library.copy"),
        kind="primary",
        on_click=state.copy_plan(found.kind, found.id, state.key),
        disabled=state.target == "",
    )
    return rx.el.dialog(
        rx.el.div(
            rx.el.header(
                rx.el.div(
                    rx.el.h2(state.plan.title, id="library-plan-title", lang="sv"),
                    rx.el.p(state.plan.subject, ". ", by, class_name="small soft"),
                ),
                close,
                class_name="between",
            ),
            rx.el.div(target, copy, class_name="btns aim"),
            plan_body(state.plan, name="library"),
            class_name="stack",
            style={"--gap": "24px"},
        ),
        id=SHEET,
        class_name="sheet",
        aria_labelledby="library-plan-title",
    )


@page(
    "/planeringsbibliotek",
    title="plans.library.title",
    right=LIBRARY,
    workspace=Workspace.TEACHER,
    nav="/planering",
    on_load=LibraryState.load,
)
def view() -> rx.Component:
    """Plans to begin from."""
    state = LibraryState
    names = ("plan", "for", "from", "day")
    heads = [
        *(Column(t(f"plans.library.column.{name}")) for name in names),
        Column(rx.el.span(t("plans.library.look"), class_name="sr")),
    ]
    rows = table(heads, state.shown.found, _cells, caption=t("plans.library.list"))
    nothing = empty(t("plans.library.empty"), t("plans.library.empty.why"), level=2)
    pages = pager(state.shown.number, state.shown.last, state.turn, label=t("plans.library.pages"))
    return rx.fragment(
        crumbs((t("planning.list.title"), "/planering"), here=t("plans.library.title")),
        head(t("plans.library.title"), line=t("plans.library.line")),
        stack(
            _filters(),
            loaded(state.ready, rx.cond(state.shown.found.length() > 0, rx.fragment(rows, pages), nothing)),
            gap="24px",
        ),
        _sheet(),
    )
