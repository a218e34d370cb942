"""A question of consent with its two answers, as a custodian and a student of age meet it."""

import reflex as rx
from reflex.vars import Var

from skolplattform.i18n.client import t
from skolplattform.registry.consents.rules import Standing
from skolplattform.registry.consents.views import Consents, Question
from skolplattform.ui.components.layout import banner, card, chip, stack
from skolplattform.ui.icon import icon


def questions(shown: Var[Consents], answer: rx.event.EventHandler) -> rx.Component:
    """Every question; of a protected person none, and why."""
    protected = banner(rx.el.p(t("consents.protected")), sign="shield")
    asked = stack(
        rx.foreach(shown.questions, lambda one: _question(one, answer)),
        rx.el.p(t("consents.any_time"), class_name="small soft"),
    )
    return rx.el.div(rx.cond(shown.is_protected, protected, asked), style={"maxWidth": "44rem"})


def _question(asked: Var[Question], answer: rx.event.EventHandler) -> rx.Component:
    heading = "h-" + asked.code

    def choice(value: str, gives: bool) -> rx.Component:
        return rx.el.label(
            rx.el.input(
                type="radio", name=asked.code, checked=asked.mine == value, on_change=lambda: answer(asked.code, gives)
            ),
            t(f"consents.{value}"),
        )

    legend = rx.el.legend(t("consents.your_answer", question=t(asked.name)), class_name="sr")
    said = rx.cond(asked.mine != "", rx.el.p(t("consents.since", day=t(asked.since)), class_name="small soft"))
    return card(
        rx.el.div(rx.el.h2(t(asked.name), id=heading), standing_chip(asked.standing), class_name="between"),
        rx.el.p(t(asked.meaning)),
        rx.el.fieldset(legend, choice("yes", True), choice("no", False), class_name="seg"),
        said,
        rx.cond(asked.others_no, rx.el.p(t("consents.other_no"), class_name="small")),
        rx.cond(asked.others_missing, rx.el.p(t("consents.other_missing"), class_name="small")),
        key=asked.code,
    )


def standing_chip(standing: Var) -> rx.Component:
    """Where a consent stands, in words."""
    given, refused = standing == Standing.GIVEN.value, standing == Standing.REFUSED.value
    return rx.cond(
        given,
        chip(icon("check"), t("consents.standing.given")),
        rx.cond(
            refused,
            chip(icon("x"), t("consents.standing.refused")),
            chip(t("consents.standing.waiting"), needs_you=True),
        ),
    )
