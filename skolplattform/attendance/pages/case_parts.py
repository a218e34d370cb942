"""The words of a case, and what is written in it, as the school and the family see it."""

import reflex as rx

from skolplattform.attendance.queries.cases import EntryRow
from skolplattform.attendance.rules.cases import Decision, Entry, Present, Stage, Step
from skolplattform.i18n.client import t, t_among
from skolplattform.ui.components.layout import chip

STAGE_KEYS = [f"cases.stage.{stage}" for stage in Stage]
KIND_KEYS = [f"cases.kind.{kind}" for kind in ("valid", "invalid", "both", "idle")]
ENTRY_KEYS = [f"cases.entry.{entry}" for entry in Entry]
STEP_KEYS = [f"cases.step.{step}" for step in Step]
DECISION_KEYS = [f"cases.decision.{decision}" for decision in Decision]
PRESENT_KEYS = [f"cases.present.{role}" for role in Present]


def entry(row: rx.Var[EntryRow], *, to_school: bool) -> rx.Component:
    """One thing that was written; to the school with who may see it."""
    seen_by = rx.cond(row.is_shared, t("cases.shared"), t("cases.internal"))
    return rx.el.li(
        rx.el.div(
            rx.el.b(t_among("cases.entry." + row.kind, ENTRY_KEYS)),
            rx.el.span(" ", t(row.day), " · ", row.author, class_name="small soft"),
            rx.cond(
                row.present.length() > 0,
                rx.el.p(
                    t("cases.with"),
                    rx.foreach(row.present, lambda role: rx.el.span(" ", t_among(role, PRESENT_KEYS))),
                    class_name="small soft",
                ),
            ),
            rx.el.p(row.words, style={"whiteSpace": "pre-wrap"}),
            class_name="grow",
        ),
        chip(seen_by) if to_school else rx.fragment(),
    )
