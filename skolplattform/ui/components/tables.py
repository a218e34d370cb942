"""Tables: columns that say what they hold, sorting and paging on the server, cards on a phone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import reflex as rx
from reflex.vars import Var

from skolplattform.i18n.client import t
from skolplattform.ui.components.layout import Shown
from skolplattform.ui.icon import icon


@dataclass(frozen=True)
class Column:
    """A column: its heading, whether it holds numbers, and the name to sort by (none: not sortable)."""

    heading: Shown
    numeric: bool = False
    sort: str = ""


Cells = Callable[[Var], Sequence[Shown]]


def table(
    columns: Sequence[Column],
    rows: Var,
    cells: Cells,
    *,
    caption: Shown,
    sorted_by: Var | None = None,
    descending: Var | None = None,
    on_sort=None,
    selected: Callable[[Var], Var] | None = None,
    plain: bool = False,
) -> rx.Component:
    """A table of the state's rows. `cells(row)` gives one cell per column, the first being the row's name.

    `on_sort(name)` is called with the column's `sort`; `sorted_by` and `descending` are what the state sorts by.
    """
    heads = (_heading(column, sorted_by, descending, on_sort) for column in columns)
    body = rx.foreach(rows, lambda row: _row(columns, cells(row), selected(row) if selected else None))
    return rx.el.div(
        rx.el.table(
            rx.el.caption(caption, class_name="sr"),
            rx.el.thead(rx.el.tr(*heads)),
            rx.el.tbody(body),
            class_name="cards plain" if plain else "cards",
        ),
        class_name="scroll" if plain else "scroll card",
        role="region",
        tab_index=0,
        aria_label=caption if isinstance(caption, rx.Component) else t("ui.table", caption=caption),
    )


def _heading(column: Column, sorted_by: Var | None, descending: Var | None, on_sort) -> rx.Component:
    kind = "num" if column.numeric else ""
    if not (column.sort and on_sort and sorted_by is not None):
        return rx.el.th(column.heading, scope="col", class_name=kind)
    here = sorted_by == column.sort
    down = descending if descending is not None else rx.Var.create(False)
    arrow = rx.cond(here, rx.cond(down, icon("down"), icon("up")), rx.fragment())
    return rx.el.th(
        rx.el.button(column.heading, arrow, type="button", on_click=on_sort(column.sort)),
        scope="col",
        class_name=kind,
        custom_attrs={"aria-sort": rx.cond(here, rx.cond(down, "descending", "ascending"), "none")},
    )


def _row(columns: Sequence[Column], cells: Sequence[Shown], selected: Var | None) -> rx.Component:
    first, *rest = cells
    marked = {"data-selected": rx.cond(selected, "true", None)} if selected is not None else {}
    shown = (
        rx.el.td(cell, class_name="num" if column.numeric else "", custom_attrs={"data-th": column.heading})
        for column, cell in zip(columns[1:], rest, strict=True)
    )
    return rx.el.tr(rx.el.th(first, scope="row"), *shown, custom_attrs=marked)


def pager(number: Var, last: Var, on_page, *, label: Shown) -> rx.Component:
    """Previous and next of a paged list. Pages count from 1; `on_page(n)` opens one."""
    return rx.cond(
        last > 1,
        rx.el.nav(
            rx.el.button(
                icon("left"), t("ui.pager.previous"), type="button", disabled=number <= 1, on_click=on_page(number - 1)
            ),
            rx.el.span(t("ui.pager.where", page=number, last=last), class_name="small soft"),
            rx.el.button(
                t("ui.pager.next"), icon("right"), type="button", disabled=number >= last, on_click=on_page(number + 1)
            ),
            class_name="btns pager",
            aria_label=label,
        ),
    )
