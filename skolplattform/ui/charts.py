"""The one place that knows Plotly: a figure with its finding as title, the picture, and its table.

The picture is `role="img"` with the finding in words; everything a click on it does stands as a button or link in
the table under it, which also gives the CSV.
"""

from collections.abc import Sequence
from typing import Any

import reflex as rx
from reflex.vars import Var
from reflex_base.components.component import Component, field
from reflex_components_core.react_router import link
from reflex_components_plotly.plotly import Plotly, PlotlyCartesian

from skolplattform.i18n.client import is_english, t
from skolplattform.ui.figures import Chart, ChartRow
from skolplattform.ui.theme import LEVELS, MARKS, TOKENS, Shade

BAND = Shade("#D5E3F0", "#2A4058")
DIM = Shade("#6C95B9", "#5F7F9C")

LINE = (BAND, BAND, TOKENS["soft"], TOKENS["act"], TOKENS["act"])
BARS = (DIM, TOKENS["act"])
COLUMNS = (TOKENS["act"],)

SWEDISH = {
    "name": "sv",
    "dictionary": {},
    "format": {
        "days": ["söndag", "måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag"],
        "shortDays": ["sön", "mån", "tis", "ons", "tors", "fre", "lör"],
        "months": [
            "januari", "februari", "mars", "april", "maj", "juni",
            "juli", "augusti", "september", "oktober", "november", "december",
        ],
        "shortMonths": ["jan", "feb", "mars", "apr", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec"],
        "date": "%Y-%m-%d",
        "decimal": ",",
        "thousands": "\u00a0",
    },
}  # fmt: skip
CALM = {"displayModeBar": False, "doubleClick": False, "scrollZoom": False, "showTips": False}


class Plot(PlotlyCartesian):
    """Plotly's cartesian part, fetched by the browser when a chart is first shown."""

    data: Var[dict[str, Any]] = field(doc="The figure of a `Chart`.")
    template: Var[dict[str, Any]] = field(doc="The look, light or dark.")

    @classmethod
    def create(cls, *children: Component, **props: object) -> Component:
        """As any component: Plotly's own templates (7 KB each) are left out."""
        return super(Plotly, cls).create(*children, **props)


def template(palette: Sequence[Shade], *, dark: bool) -> dict:
    """The look of a chart from the tokens of the style sheet; traces take the palette's colours in order."""

    def tone(shade: Shade) -> str:
        return shade.dark if dark else shade.light

    line, soft, ink, sheet = (tone(TOKENS[name]) for name in ("line", "soft", "ink", "sheet"))
    axis = {"automargin": True, "fixedrange": True, "zeroline": False, "linecolor": line, "tickcolor": line}
    return {
        "layout": {
            "font": {"family": "inherit", "size": 13, "color": soft},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "colorway": [tone(shade) for shade in palette],
            "hoverlabel": {"bgcolor": sheet, "bordercolor": line, "font": {"color": ink, "size": 13}},
            "hovermode": "closest",
            "dragmode": False,
            "showlegend": False,
            "bargap": 0.28,
            "margin": {"l": 8, "r": 16, "t": 16, "b": 8},
            "xaxis": {**axis, "showgrid": False},
            "yaxis": {**axis, "gridcolor": line},
        },
        "data": {
            "bar": [
                {
                    "marker": {"line": {"width": 1, "color": sheet}},
                    "outsidetextfont": {"color": ink},
                    "insidetextfont": {"color": shade.on_dark if dark else shade.on_light},
                }
                for shade in palette
            ],
            "scatter": [{"textfont": {"color": ink}}],
        },
    }


def _config() -> Var:
    english = {**CALM, "locale": "en"}
    swedish = {**CALM, "locale": "sv", "locales": {"sv": SWEDISH}}
    return rx.cond(is_english(), english, swedish)


def line(chart: Var[Chart], *, on_pick=None, level: int = 2, actions: Sequence[rx.Component] = ()) -> rx.Component:
    """Shows `figures.week_line`. `on_pick(key)` is what a click on a week does; `level` is the heading's, 2 or 3."""
    return _figure(chart, LINE, on_pick, level, actions)


def bars(chart: Var[Chart], *, on_pick=None, level: int = 2, actions: Sequence[rx.Component] = ()) -> rx.Component:
    """Shows `figures.bars`. `on_pick(key)` is what a click on a bar does."""
    return _figure(chart, BARS, on_pick, level, actions)


def columns(chart: Var[Chart], *, level: int = 2, actions: Sequence[rx.Component] = ()) -> rx.Component:
    """Shows `figures.columns`."""
    return _figure(chart, COLUMNS, None, level, actions)


def stacked(
    chart: Var[Chart], parts: Sequence[str], *, on_pick=None, level: int = 2, actions: Sequence[rx.Component] = ()
) -> rx.Component:
    """Shows `figures.stacked` with the same `parts` (marks or levels)."""
    palette = tuple((MARKS | LEVELS)[part] for part in parts)
    return _figure(chart, palette, on_pick, level, actions)


def _figure(
    chart: Var[Chart], palette: Sequence[Shade], on_pick, level: int, actions: Sequence[rx.Component]
) -> rx.Component:
    title = rx.el.h2 if level == 2 else rx.el.h3
    look = rx.color_mode_cond(light=template(palette, dark=False), dark=template(palette, dark=True))
    clicked = {} if on_pick is None else {"on_click": lambda points: on_pick(chart.rows[_index(points)].key)}
    data = rx.cond(is_english() & chart.english.contains("data"), chart.english, chart.figure)
    plot = Plot.create(data=data, template=look, config=_config(), style={"width": "100%", "height": "100%"}, **clicked)
    return rx.cond(
        chart.rows.length() > 0,
        rx.el.figure(
            rx.el.figcaption(title(t(chart.finding)), rx.el.p(t(chart.line))),
            rx.el.div(
                plot,
                role="img",
                aria_label=t("ui.chart.spoken", finding=chart.finding, rest=chart.spoken),
                class_name="plot" if on_pick is None else "plot picks",
                style={"height": chart.height.to(str) + "px"},
            ),
            _table(chart, on_pick),
            *actions,
            class_name="chart",
        ),
    )


def _index(points: Var) -> Var[int]:
    """Which row was clicked: the picture and the table have the same rows in the same order."""
    return points.to(list[dict[str, int]])[0]["pointIndex"]


def _table(chart: Var[Chart], on_pick) -> rx.Component:
    def row(one: Var[ChartRow]) -> rx.Component:
        cells = rx.foreach(one.cells, lambda cell: rx.el.td(t(cell), class_name="num"))
        return rx.el.tr(rx.el.th(_name(one, on_pick), scope="row"), cells)

    heads = rx.foreach(
        chart.heads, lambda name, i: rx.el.th(t(name), scope="col", class_name=rx.cond(i == 0, "", "num"))
    )
    return rx.el.details(
        rx.el.summary(t("ui.chart.as_table")),
        rx.el.div(
            rx.el.table(
                rx.el.caption(t(chart.line), class_name="sr"),
                rx.el.thead(rx.el.tr(heads)),
                rx.el.tbody(rx.foreach(chart.rows, row)),
            ),
            class_name="scroll",
            role="region",
            tab_index=0,
            aria_label=t("ui.chart.table", line=chart.line),
        ),
        rx.el.p(rx.el.button(t("ui.chart.csv"), type="button", class_name="link", custom_attrs={"data-csv": ""})),
    )


def _name(row: Var[ChartRow], on_pick) -> rx.Component:
    linked = rx.cond(row.href != "", link(t(row.name), to=row.href), rx.el.span(t(row.name)))
    if on_pick is None:
        return linked
    return rx.cond(
        row.key != "", rx.el.button(t(row.name), type="button", class_name="link", on_click=on_pick(row.key)), linked
    )
