"""A head's numbers of hand-ins, a part of the page of a school's tests and tasks."""

import reflex as rx
from reflex.vars import Var

from skolplattform.i18n.client import number, t
from skolplattform.planning.hand_in.views import SubjectCounts
from skolplattform.ui.components.layout import section
from skolplattform.ui.components.tables import Column, table

NUMBERS = ("handed_in", "waiting", "days", "returned", "approved")


def hand_in_counts(counts: Var[tuple[SubjectCounts, ...]]) -> rx.Component:
    """By subject: how many are handed in, wait, and for how long; nothing when nothing is handed in."""

    def cells(one: Var[SubjectCounts]) -> list:
        return [rx.el.span(one.subject, lang="sv"), *(number(getattr(one, name)) for name in NUMBERS)]

    columns = [
        Column(t("handin.school.subject")),
        *(Column(t(f"handin.school.{name}"), numeric=True) for name in NUMBERS),
    ]
    shown = table(columns, counts, cells, caption=t("handin.school.caption"))
    return rx.cond(
        counts.length() > 0, section(t("handin.title"), shown, id="hand-ins", line=t("handin.school.line"), kind="")
    )
