"""The tests of a markbook under the grid: how many have done each, how the results lie, and showing them."""

import reflex as rx
from reflex.vars import Var

from skolplattform.assessment.marks.views import Markbook, MarkLine
from skolplattform.i18n.client import t
from skolplattform.ui.components.layout import chip, go
from skolplattform.ui.components.overlays import close_button, dialog, open_button
from skolplattform.ui.components.tables import Column, table

PUBLISH = "publish-test"


def tests_table(book: Var[Markbook], on_choose) -> rx.Component:
    """A line for each test. `on_choose(test id)` is called before the question whether to publish it."""
    columns = [
        Column(t("marks.column.test")),
        Column(t("marks.column.day")),
        Column(t("marks.column.done"), numeric=True),
        Column(t("marks.column.absent")),
        Column(t("marks.column.spread")),
        Column(t("marks.column.shown")),
    ]

    def cells(test: Var[MarkLine]) -> list:
        return [
            go(test.title, to="/resultat/" + book.id + "/prov/" + test.id.to(str), lang="sv"),
            t(test.when),
            t("marks.done_of", done=test.done, of=book.rows.length()),
            _absent(test),
            rx.cond(test.spread.sv != "", t(test.spread), rx.el.span("–", class_name="soft")),
            _shown(test, on_choose),
        ]

    return table(columns, book.tests, cells, caption=t("marks.tests"))


def _absent(test: Var[MarkLine]) -> rx.Component:
    """Those without a result, by why: 1 frånvarande, 2 har inte skrivit."""
    counts = (("away", test.away), ("unwritten", test.unwritten), ("excused", test.excused))
    parts = (rx.cond(count > 0, rx.el.span(t(f"marks.count.{name}", n=count))) for name, count in counts)
    some = rx.el.span(*parts, class_name="stack small", style={"--gap": "0"})
    return rx.cond(test.away + test.unwritten + test.excused > 0, some, rx.el.span("–", class_name="soft"))


def _shown(test: Var[MarkLine], on_choose) -> rx.Component:
    publish = open_button(PUBLISH, t("marks.publish", n=test.drafts), on_click=on_choose(test.id))
    nothing = rx.el.span(t("marks.nothing"), class_name="soft")
    return rx.cond(test.drafts > 0, publish, rx.cond(test.is_published, chip(t("marks.shown")), nothing))


def publish_dialog(chosen: Var[MarkLine], on_publish, key: Var[str]) -> rx.Component:
    """Asks before results are shown, by the name of the test."""
    yes = close_button(
        PUBLISH, t("marks.publish_yes", n=chosen.drafts), kind="primary", on_click=on_publish(chosen.id, key)
    )
    question = t("marks.publish_question", n=chosen.drafts, name=chosen.title)
    return dialog(PUBLISH, question, rx.el.p(t("marks.publish_effect")), actions=(yes,))
