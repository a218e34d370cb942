"""/dokumentation: what a head's teachers are asked to write, why, and how much of it they wrote this term (OWN-16)."""

from dataclasses import dataclass

import reflex as rx
from reflex.vars import Var
from sqlmodel import Session

from skolplattform.core import clock, modules
from skolplattform.core.actor import Actor, Workspace
from skolplattform.core.asked import AskedForm, Basis, Filled
from skolplattform.core.db import in_read
from skolplattform.core.gate import guarded
from skolplattform.core.permissions import require
from skolplattform.i18n import NO_TEXT, Text, both
from skolplattform.i18n.client import t
from skolplattform.planning import rules
from skolplattform.planning.permissions import FOLLOW
from skolplattform.ui.components.layout import crumbs, head, loaded, stack
from skolplattform.ui.components.tables import Column, table
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A field, why it is there, and in how many of the forms it says something."""

    label: Text
    basis: Text
    filled: int
    share: int


@dataclass(frozen=True, slots=True)
class FormRows:
    """A form with its fields, how many there are of each basis, and how many forms there are this term."""

    title: Text
    forms: int
    law: int
    local: int
    optional: int
    fields: tuple[FieldRow, ...]


@dataclass(frozen=True, slots=True)
class AskedShown:
    """All forms of the loaded modules, and the term that is counted."""

    term: Text = NO_TEXT
    forms: tuple[FormRows, ...] = ()
    law: int = 0
    local: int = 0
    optional: int = 0


def asked_of_school(session: Session, actor: Actor) -> AskedShown:
    """Counts only: no draft is read.

    Raises:
        Denied: the actor leads no unit.
    """
    require(actor, FOLLOW)
    half = rules.half_year(clock.today())
    forms = tuple(
        _rows(form, form.filled(session, actor.units, half.first, half.last)) for form in modules.asked_forms()
    )
    return AskedShown(
        term=both(f"planning.term.{half.semester}", year=str(half.year)),
        forms=forms,
        law=sum(form.law for form in forms),
        local=sum(form.local for form in forms),
        optional=sum(form.optional for form in forms),
    )


def _rows(form: AskedForm, filled: Filled) -> FormRows:
    found = []
    for field in form.fields:
        said = filled.fields.get(field.name, filled.forms)
        source = {"source": field.source} if field.basis == Basis.LAW else {}
        basis = both(f"ui.basis.{field.basis.value}", **source)
        found.append(FieldRow(both(field.label), basis, said, 100 * said // max(1, filled.forms)))
    count = {basis: sum(field.basis == basis for field in form.fields) for basis in Basis}
    return FormRows(
        both(form.title), filled.forms, count[Basis.LAW], count[Basis.LOCAL], count[Basis.OPTIONAL], tuple(found)
    )


class AskedState(rx.State):
    """What is asked for at the head's school."""

    shown: AskedShown = AskedShown()
    ready: bool = False

    @rx.event
    @guarded(FOLLOW)
    async def load(self) -> None:
        """This term."""
        async with problems(self):
            self.shown = await in_read(asked_of_school)
            self.ready = True


def _cells(field: Var[FieldRow]) -> list[rx.Component]:
    share = t("plans.asked.share", n=field.filled, percent=field.share)
    return [rx.el.span(t(field.label)), rx.el.span(t(field.basis)), rx.el.span(share)]


def _form(form: Var[FormRows]) -> rx.Component:
    counts = t("plans.asked.counts", law=form.law, local=form.local, optional=form.optional, n=form.forms)
    columns = [Column(t(f"plans.asked.column.{name}")) for name in ("field", "basis")]
    columns.append(Column(t("plans.asked.column.filled"), numeric=True))
    return rx.el.section(
        rx.el.h2(t(form.title)),
        rx.el.p(counts, class_name="small soft"),
        table(columns, form.fields, _cells, caption=t(form.title)),
        class_name="stack",
        style={"--gap": "8px"},
    )


@page(
    "/dokumentation",
    title="plans.asked.title",
    right=FOLLOW,
    workspace=Workspace.PRINCIPAL,
    nav="/planering-i-skolan",
    on_load=AskedState.load,
)
def view() -> rx.Component:
    """Form by form."""
    shown = AskedState.shown
    whole = t("plans.asked.whole", law=shown.law, local=shown.local, optional=shown.optional)
    forms = stack(rx.foreach(shown.forms, lambda form: _form(form.to(FormRows))), gap="32px")
    body = stack(rx.el.p(whole, id="asked-whole"), forms, gap="24px")
    return rx.fragment(
        crumbs((t("planning.follow.title"), "/planering-i-skolan"), here=t("plans.asked.title")),
        head(t("plans.asked.title"), line=t("plans.asked.line", term=shown.term)),
        loaded(AskedState.ready, body),
    )
