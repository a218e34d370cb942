"""Register > one person: what the register knows, and who and what they belong to."""

from uuid import UUID

import reflex as rx
from reflex.vars import Var

from skolplattform.core.actor import Workspace
from skolplattform.core.db import in_unit
from skolplattform.core.errors import NotFound
from skolplattform.core.gate import guarded
from skolplattform.i18n.client import t, t_among
from skolplattform.registry.card import PersonCard, Related, person_card
from skolplattform.registry.permissions import VIEW_REGISTER
from skolplattform.ui.components.layout import banner, card, columns, crumbs, empty, go, head, section, skeleton, stack
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems

WRAP = {"overflow-wrap": "anywhere"}
CONTACTS = [f"registry.contact.{kind}" for kind in ("email", "phone", "address")]


class PersonState(rx.State):
    """The person that is open."""

    person: PersonCard = PersonCard()
    is_missing: bool = False

    @rx.event
    @guarded(VIEW_REGISTER)
    async def load(self) -> None:
        """Opened: the look is written in the log."""
        self.person, self.is_missing = PersonCard(), True
        async with problems(self):
            self.person = await in_unit(person_card, _asked(self.router.url.path))
            self.is_missing = False


def _asked(path: str) -> UUID:
    """The person's id in the address.

    Raises:
        NotFound: it is none.
    """
    try:
        return UUID(path.rstrip("/").rpartition("/")[2])
    except ValueError:
        raise NotFound from None


def _fact(label: str, value: Var) -> rx.Component:
    return rx.cond(
        value != "", rx.fragment(rx.el.dt(t(f"registry.person.{label}")), rx.el.dd(value, style=WRAP)), rx.fragment()
    )


def _facts() -> rx.Component:
    person = PersonState.person
    return card(
        rx.el.dl(
            _fact("civic_no", person.civic_no),
            _fact("birth_date", person.birth_date),
            _fact("sex", person.sex),
            _fact("status", person.status),
            _fact("sign_in", person.sign_in.join(", ")),
            rx.foreach(
                person.contacts,
                lambda c: rx.fragment(
                    rx.el.dt(t_among("registry.contact." + c[0], CONTACTS), " ", rx.el.span(c[1], class_name="soft")),
                    rx.el.dd(c[2], style=WRAP),
                ),
            ),
            class_name="pairs",
        )
    )


def _related(row: Var[Related]) -> rx.Component:
    name = rx.cond(row.href != "", go(row.name, to=row.href), rx.el.b(row.name))
    until = rx.cond(row.last != "", row.last, t("registry.person.on_going"))
    return rx.el.li(
        rx.el.span(name, rx.el.br(), rx.el.span(row.line, class_name="small soft"), class_name="grow"),
        rx.cond(
            row.first + row.last != "", rx.el.span(row.first, " – ", until, class_name="small soft num"), rx.fragment()
        ),
    )


def _part(key: str, rows: Var) -> rx.Component:
    return rx.cond(
        rows.length() > 0,
        section(t(f"registry.person.{key}"), rx.el.ul(rx.foreach(rows, _related), class_name="list"), id=key),
    )


@page(
    "/register/person/[person_id]",
    title="registry.person.title",
    right=VIEW_REGISTER,
    workspace=(Workspace.ADMINISTRATOR, Workspace.PRINCIPAL),
    on_load=PersonState.load,
    nav="/register",
)
def view() -> rx.Component:
    """The page."""
    person = PersonState.person
    shown = rx.fragment(
        crumbs((t("registry.title"), "/register"), here=person.name),
        head(person.name),
        stack(
            rx.cond(
                person.is_protected,
                banner(rx.el.b(person.marking), rx.el.p(t("registry.person.protected")), kind="stop", sign="shield"),
            ),
            _facts(),
            columns(
                *(_part(key, getattr(person, key)) for key in ("adults", "children", "enrolments", "groups", "duties")),
                least="22rem",
            ),
            gap="24px",
        ),
    )
    missing = rx.fragment(head(t("registry.person.title")), empty(t("ui.not_found.title"), t("ui.not_found.text")))
    waiting = rx.fragment(head(t("registry.person.title")), skeleton())
    return rx.cond(person.id != "", shown, rx.cond(PersonState.is_missing, missing, waiting))
