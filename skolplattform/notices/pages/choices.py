"""/aviseringar/val: by which channels one is told of what, for each child. Each tick is saved at once."""

from uuid import UUID

import reflex as rx

from skolplattform.core import modules
from skolplattform.core.db import in_read, in_unit
from skolplattform.core.gate import Id, Name, Payload, Version, guarded
from skolplattform.i18n import both
from skolplattform.i18n.client import t
from skolplattform.notices import queries, service
from skolplattform.notices.pages.notices import EVERYBODY
from skolplattform.notices.permissions import OWN
from skolplattform.notices.views import AboutChoice, ChannelChoice, Choices, KindChoice
from skolplattform.ui.components.forms import segmented
from skolplattform.ui.components.layout import banner, crumbs, empty, head, loaded, section
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems
from skolplattform.ui.shell_state import say


class OneChannel(Payload):
    """A tick: use this channel for this kind of notice, about this child."""

    kind: Name
    about: Id
    version: Version
    channel: Name
    is_wanted: bool


class Writing(Payload):
    """In which language one is written to, and whether mail that can wait comes once a day."""

    language: Name
    daily: bool
    version: Version


class ChoicesState(rx.State):
    """How the person is told."""

    found: Choices = Choices()
    ready: bool = False

    @rx.event
    @guarded(OWN)
    async def load(self) -> None:
        """Opened."""
        await self._show()

    @rx.event
    @guarded(OWN, OneChannel)
    async def choose(self, kind: str, about: UUID, version: int, channel: str, is_wanted: bool) -> None:
        """Ticked."""
        async with problems(self):
            chosen = {"channel": channel, "is_wanted": is_wanted, "version": version}
            await in_unit(service.choose, kind, about, **chosen)
            await say(self, "notices.choices.saved", title=both(modules.notice_kinds()[kind].label))
        await self._show()

    @rx.event
    @guarded(OWN, Writing)
    async def write_so(self, language: str, daily: bool, version: int) -> None:
        """Another language, or one mail a day."""
        async with problems(self):
            await in_unit(service.write_so, language=language, daily=daily, version=version)
            await say(self, "notices.choices.saved", title=both("notices.choices.writing"))
        await self._show()

    async def _show(self) -> None:
        async with problems(self):
            self.found = await in_read(queries.choices)
        self.ready = True


def _channel(row: rx.Var[AboutChoice], channel: rx.Var[ChannelChoice]) -> rx.Component:
    word = rx.match(
        channel.channel,
        ("email", t("notices.channel.email")),
        ("sms", t("notices.channel.sms")),
        t("notices.channel.push"),
    )
    return rx.el.label(
        rx.el.input(
            type="checkbox",
            checked=channel.is_chosen,
            disabled=~channel.is_reachable,
            on_change=lambda wanted: ChoicesState.choose(row.kind, row.about, row.version, channel.channel, wanted),
        ),
        rx.el.span(
            word,
            rx.cond(
                channel.is_reachable,
                rx.fragment(),
                rx.el.span(" (", t("notices.channel.unreachable"), ")", class_name="soft"),
            ),
            rx.el.span(" ", row.name, class_name="sr"),
        ),
        class_name="choice",
    )


def _about(row: rx.Var[AboutChoice]) -> rx.Component:
    """The channels, after the child's name where there is one: of several children in as many lines."""
    return rx.el.div(
        rx.cond(row.name != "", rx.el.span(row.name, class_name="grow", aria_hidden="true")),
        rx.foreach(row.channels, lambda channel: _channel(row, channel)),
        class_name="btns",
        style={"gap": "0 24px"},
        key=row.about,
    )


def _kind(row: rx.Var[KindChoice]) -> rx.Component:
    return rx.el.li(
        rx.el.fieldset(
            rx.el.legend(t(row.title)),
            rx.cond(row.is_same_day, rx.el.p(t("notices.choices.same_day"), class_name="small soft")),
            rx.foreach(row.chosen, _about),
            class_name="grow",
        ),
        key=row.kind,
    )


def _where() -> rx.Component:
    found = ChoicesState.found
    return section(
        t("notices.choices.where"),
        rx.el.dl(
            rx.el.dt(t("notices.channel.email")),
            rx.el.dd(rx.cond(found.email != "", found.email, t("notices.choices.no_email"))),
            rx.el.dt(t("notices.channel.sms")),
            rx.el.dd(rx.cond(found.phone != "", found.phone, t("notices.choices.no_phone"))),
            class_name="pairs",
        ),
        rx.el.p(t("notices.choices.wrong"), class_name="small soft"),
        rx.el.p(t(found.quiet), class_name="small soft"),
        id="where",
    )


def _writing() -> rx.Component:
    """How mail and text messages are written and gathered; the page's own language is the switch in the header."""
    found = ChoicesState.found
    language = segmented(
        t("notices.choices.language"),
        "writing-language",
        (("sv", "Svenska"), ("en", "English")),
        found.language,
        lambda chosen: ChoicesState.write_so(chosen, found.daily, found.version),
    )
    daily = rx.el.label(
        rx.el.input(
            type="checkbox",
            checked=found.daily,
            on_change=lambda wanted: ChoicesState.write_so(found.language, wanted, found.version),
        ),
        rx.el.span(t("notices.choices.daily")),
        class_name="choice",
    )
    return section(
        t("notices.choices.writing"),
        rx.el.p(t("notices.choices.language"), class_name="small soft", aria_hidden="true"),
        language,
        daily,
        rx.el.p(t("notices.choices.daily_why"), class_name="small soft"),
        id="writing",
    )


def _body() -> rx.Component:
    found = ChoicesState.found
    return rx.cond(
        found.rows.length() > 0,
        rx.el.div(
            banner(t("notices.choices.safe"), sign="shield"),
            rx.el.ul(rx.foreach(found.rows, _kind), class_name="list card"),
            _writing(),
            _where(),
            class_name="stack",
            style={"--gap": "24px", "maxWidth": "46rem"},
        ),
        empty(t("notices.choices.none"), t("notices.choices.none_why"), level=2),
    )


@page(
    "/aviseringar/val",
    title="notices.choices.title",
    right=OWN,
    workspace=EVERYBODY,
    nav="/aviseringar",
    on_load=ChoicesState.load,
)
def view() -> rx.Component:
    """How one is told."""
    return rx.fragment(
        crumbs((t("notices.title"), "/aviseringar"), here=t("notices.choices.title")),
        head(t("notices.choices.title"), line=t("notices.choices.line")),
        loaded(ChoicesState.ready, _body()),
    )
