"""A student's results in tests as student and guardian read them: one's own, in words."""

import reflex as rx
from reflex.vars import Var

from skolplattform.assessment.marks.views import OwnResult
from skolplattform.i18n.client import t
from skolplattform.ui.components.layout import section


def results_section(results: Var) -> rx.Component:
    """The tests whose results are shown, latest first."""
    listed = rx.el.ul(rx.foreach(results, _result), class_name="list card")
    told = section(t("marks.own.title"), listed, id="results", line=t("marks.own.line"))
    return rx.cond(results.length() > 0, told)


def _result(result: Var[OwnResult]) -> rx.Component:
    said = rx.cond(result.is_result, rx.el.strong(t(result.said)), rx.el.span(t(result.said), class_name="soft"))
    return rx.el.li(
        rx.el.div(
            rx.el.div(rx.el.h3(result.title), said, class_name="between"),
            rx.el.p(result.subject, ", ", t(result.when), class_name="small soft"),
            rx.cond(result.comment != "", rx.el.blockquote(result.comment)),
            class_name="stack grow",
            style={"--gap": "4px"},
        ),
        lang="sv",
    )
