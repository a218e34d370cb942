"""/arbetsplatser/[training_id]: one student's workplace training: the days, the supervisor's link, and closing it."""

from typing import Any

import reflex as rx

from skolplattform.attendance.forms_adult import Closed, DayForm, Seen, day_told
from skolplattform.attendance.pages.training_parts import day_row
from skolplattform.attendance.permissions import TRAINING
from skolplattform.attendance.queries.workplace import TrainingView, training_view
from skolplattform.attendance.service import training as service
from skolplattform.core.actor import Workspace
from skolplattform.core.config import settings
from skolplattform.core.db import in_follow, in_read, in_unit
from skolplattform.core.gate import guarded
from skolplattform.i18n import Text as Said
from skolplattform.i18n.client import t
from skolplattform.ui import live
from skolplattform.ui.address import asked_id, shown_id
from skolplattform.ui.components.forms import button, error_summary
from skolplattform.ui.components.layout import banner, crumbs, empty, go, head, loaded, section, split, stack
from skolplattform.ui.components.overlays import details
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems
from skolplattform.ui.shell_state import say

BACK = "/arbetsplatser"


class WorkplaceState(rx.State):
    """One training. A link stands here once, until the page is left."""

    ready: bool = False
    missing: bool = False
    shown: TrainingView = TrainingView()
    link: str = ""
    errors: dict[str, Said] = {}

    @rx.event
    @guarded(TRAINING)
    async def load(self) -> None:
        """Opened."""
        self.reset()
        self.missing = True
        async with problems(self):
            self.shown = await in_read(training_view, asked_id(self, "training_id"))
            self.missing = False
            live.watch(self, WorkplaceState.refresh, f"training:{self.shown.id}")
        self.ready = True

    @rx.event
    @guarded(TRAINING, keeps_awake=False)
    async def refresh(self) -> None:
        """The supervisor has confirmed a day."""
        async with problems(self):
            await self._again()

    @rx.event
    @guarded(TRAINING, Seen)
    async def make_link(self, version: int) -> None:
        """A new link, shown once."""
        async with problems(self):
            secret = await in_unit(service.make_link, shown_id(self.shown.id), version=version)
            self.link = f"{settings().public_url.rstrip('/')}/handledarlank/{secret}"
            await self._again()

    @rx.event
    @guarded(TRAINING, Seen)
    async def revoke(self, version: int) -> None:
        """The link works no more."""
        await self._done(service.revoke_link, "adult.training.revoked", version=version)

    @rx.event
    @guarded(TRAINING, Closed)
    async def close(self, closed: bool, version: int) -> None:
        """What was confirmed stands; or it is opened again."""
        said = "adult.training.closed" if closed else "adult.training.reopened"
        await self._done(service.close_training, said, closed=closed, version=version)

    @rx.event
    @guarded(TRAINING, DayForm)
    async def tell(self, form_data: dict[str, str | None]) -> None:
        """A day as the school knows it."""
        async with problems(self):
            await in_unit(service.note_day, shown_id(self.shown.id), **day_told(form_data))
            await self._again()
            await say(self, "adult.link.saved")

    async def _done(self, what: Any, said: str, **given: Any) -> None:
        async with problems(self):
            await in_unit(what, shown_id(self.shown.id), **given)
            self.link = ""
            await self._again()
            await say(self, said)

    async def _again(self) -> None:
        self.shown = await in_follow(training_view, shown_id(self.shown.id))


def _link() -> rx.Component:
    """The link: its state, a new one, and how it is handed over."""
    state, shown = WorkplaceState, WorkplaceState.shown
    new = rx.cond(shown.link == "none", t("adult.training.link.make"), t("adult.training.link.renew"))
    fresh = banner(
        rx.el.label(t("adult.training.link.once"), html_for="link"),
        rx.el.input(id="link", value=state.link, read_only=True, class_name="wide-field"),
        kind="need",
    )
    standing = rx.match(
        shown.link,
        ("works", rx.el.p(t("adult.training.link.until", day=shown.link_until), " ", t(shown.used))),
        ("over", rx.el.p(t("adult.training.link.over", day=shown.link_until))),
        rx.el.p(t("adult.training.link.none.yet"), class_name="soft"),
    )
    acts = rx.el.div(
        button(new, kind="primary", on_click=state.make_link(shown.version)),
        rx.cond(
            shown.link == "works",
            button(t("adult.training.link.revoke"), kind="danger", on_click=state.revoke(shown.version)),
        ),
        class_name="btns",
    )
    may = rx.cond(shown.is_protected, rx.el.p(t("adult.training.error.protected"), class_name="soft"), acts)
    return section(
        t("adult.training.link"),
        error_summary(state.errors),
        rx.el.div(rx.cond(state.link != "", fresh), role="status"),
        standing,
        rx.cond(shown.closed, rx.fragment(), may),
        rx.el.p(t("adult.training.link.how"), " ", go("/handledare", to="/handledare"), class_name="small soft"),
        id="link-part",
    )


def _close() -> rx.Component:
    state, shown = WorkplaceState, WorkplaceState.shown
    return section(
        t("adult.training.close"),
        rx.cond(
            shown.closed,
            button(t("adult.training.reopen"), on_click=state.close(False, shown.version)),
            button(t("adult.training.close.do"), on_click=state.close(True, shown.version)),
        ),
        id="close",
        line=t("adult.training.close.line"),
    )


def _days() -> rx.Component:
    state, shown = WorkplaceState, WorkplaceState.shown

    def rows(some: rx.Var, kind: str) -> rx.Component:
        each = rx.foreach(some, lambda row: day_row(row, state.tell, locked=shown.closed, kind=""))
        return rx.el.ul(each, class_name=kind)

    return section(
        t("adult.training.days", total=shown.total),
        rx.cond(
            shown.rows.length() > 0,
            rows(shown.rows, "list card"),
            rx.el.p(t("adult.link.not_begun"), class_name="soft"),
        ),
        rx.cond(shown.others.length() > 0, details(t("adult.link.others"), rows(shown.others, "list"))),
        id="days",
        kind="",
    )


def _body() -> rx.Component:
    shown = WorkplaceState.shown
    line = t("adult.training.about", workplace=shown.workplace, supervisor=shown.supervisor, days=shown.days,
             a_day=shown.a_day)  # fmt: skip
    return rx.fragment(
        crumbs((t("adult.training.title"), BACK), here=shown.name),
        head(shown.name, above=shown.class_name, line=line),
        split(_days(), stack(_link(), _close(), gap="32px"), width="24rem"),
    )


def _gone() -> rx.Component:
    return rx.fragment(
        crumbs((t("adult.training.title"), BACK), here=t("adult.training.one")),
        head(t("adult.training.one")),
        empty(t("adult.training.gone"), t("adult.training.gone.why"), level=2),
    )


@page(
    "/arbetsplatser/[training_id]",
    title="adult.training.one",
    right=TRAINING,
    workspace=(Workspace.TEACHER, Workspace.PRINCIPAL),
    nav="/aktivitet",
    on_load=WorkplaceState.load,
)
def view() -> rx.Component:
    """One training."""
    return loaded(WorkplaceState.ready, rx.cond(WorkplaceState.missing, _gone(), _body()), lines=8)
