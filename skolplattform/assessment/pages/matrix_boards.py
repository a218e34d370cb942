"""The grids of one activity side by side, and the way to the words of a matrix of one's own."""

import reflex as rx
from reflex.vars import Var

from skolplattform.assessment.views import BoardChoice, Matrix
from skolplattform.i18n.client import t
from skolplattform.ui.components.layout import button_link, go
from skolplattform.ui.icon import icon


def boards(matrix: Var[Matrix]) -> rx.Component:
    """The subject's criteria and each own matrix, with how many drafts wait in it."""

    def tab(board: Var[BoardChoice]) -> rx.Component:
        name = rx.cond(board.title != "", rx.el.span(board.title, lang="sv"), t("own.of_subject"))
        waits = rx.el.span(board.drafts, rx.el.span(t("own.drafts"), class_name="sr"), class_name="count")
        here = rx.cond(board.id == matrix.id, "page", None)
        count = rx.cond(board.drafts > 0, rx.fragment(" ", waits))
        return go(name, count, to="/bedomning/" + board.id, custom_attrs={"aria-current": here})

    strip = rx.el.nav(rx.foreach(matrix.boards, tab), class_name="tabs", aria_label=t("own.boards"))
    return rx.cond(matrix.boards.length() > 0, strip)


def words_link(matrix: Var[Matrix]) -> rx.Component:
    """What the students say themselves; to reword this matrix, or to begin a new one."""
    stem = "/bedomning/" + matrix.activity_id + "/matris/"
    reword = button_link(icon("pencil"), t("own.reword"), to=stem + matrix.id)
    begin = button_link(icon("plus"), t("own.new"), to=stem + "ny")
    results = button_link(t("marks.nav"), to="/resultat/" + matrix.activity_id)
    of_students = button_link(t("self.of_students"), to="/sjalvbedomning/" + matrix.activity_id)
    words = rx.cond(matrix.is_own, reword, begin)
    return rx.cond(matrix.id != "", rx.fragment(results, of_students, words))
