"""Charts as data, made on the server: a small Plotly figure, the finding in words, and the same figures as a table.

Colours are not in the figure: its traces come in the order of a palette in `ui/charts.py`, which the browser
takes light or dark. Shares are 0 to 1 here and shown as per cent.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from skolplattform.i18n import NO_TEXT, Text
from skolplattform.i18n.format import number, percent_text
from skolplattform.ui.theme import SIGNS
from skolplattform.ui.week_traces import week_traces

MOST_POINTS = 2_000
ROW_HEIGHT = 32
NARROWEST_TEXT = 0.07


@dataclass(frozen=True, slots=True)
class ChartRow:
    """A row of the chart's table. `key` is what a click on its bar or name asks for; `href` a page instead."""

    name: Text
    cells: tuple[Text, ...]
    key: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart for a state var. `finding` is its title ("Närvaron sjönk i v. 46"), `spoken` its text alternative.

    `english` is the figure with its names in English; empty when they are the same.
    """

    finding: Text = NO_TEXT
    line: Text = NO_TEXT
    spoken: Text = NO_TEXT
    figure: dict[str, Any] = field(default_factory=dict)
    english: dict[str, Any] = field(default_factory=dict)
    height: int = 0
    heads: tuple[Text, ...] = ()
    rows: tuple[ChartRow, ...] = ()

    @property
    def is_ready(self) -> bool:
        """Is there anything to show?"""
        return bool(self.rows)


@dataclass(frozen=True, slots=True)
class Words:
    """What a chart says: the finding as title, a line under it, and the heading of the table's first column."""

    finding: Text
    line: Text
    first: Text
    spoken: Text = NO_TEXT


def _same(shown: str) -> Text:
    return Text(shown, shown)


def _points(values: Sequence[float | None]) -> list[float | None]:
    if len(values) > MOST_POINTS:
        raise ValueError(f"a chart shows at most {MOST_POINTS} points")
    return [None if value is None else round(value * 100, 2) for value in values]


def week_line(
    words: Words,
    weeks: Sequence[Text],
    shares: Sequence[float | None],
    *,
    value_name: Text,
    band: tuple[Sequence[float | None], Sequence[float | None]] | None = None,
    band_name: Text = NO_TEXT,
    average: Sequence[float | None] | None = None,
    average_name: Text = NO_TEXT,
    height: int = 240,
) -> Chart:
    """A share over weeks, with the normal band behind it and the average dashed; lowest and latest are labelled."""
    low, high = band or ((), ())
    shown, labels = _points(shares), [week.sv for week in weeks]
    traces = week_traces(labels, shown, (_points(low), _points(high)), _points(average or ()))
    known = [value for series in (shown, _points(low), _points(average or ())) for value in series if value is not None]
    floor = max(0, (int(min(known, default=80)) // 10) * 10 - 4)
    layout = {
        "height": height,
        "yaxis": {"range": [floor, 103], "ticksuffix": "\u00a0%", "dtick": 10 if floor > 40 else 20},
        "xaxis": {"nticks": 6, "type": "category"},
    }
    columns = [(value_name, shares), *(((average_name, average),) if average else ())]
    if band:
        columns += [(_joined(band_name, "min"), low), (_joined(band_name, "max"), high)]
    rows = tuple(ChartRow(week, tuple(_share(series[i]) for _, series in columns)) for i, week in enumerate(weeks))
    heads = (words.first, *(name for name, _ in columns))
    return _chart(words, traces, layout, weeks, "x", heads, rows)


def _chart(
    words: Words,
    traces: list[dict],
    layout: dict,
    names: Sequence[Text],
    axis: str,
    heads: tuple[Text, ...],
    rows: tuple[ChartRow, ...],
) -> Chart:
    """The figure in Swedish, and in English when the names on its axis differ."""
    figure = {"data": traces, "layout": layout}
    said = {name.sv: name.en for name in names if name.en != name.sv}
    data = [{**trace, axis: [said.get(label, label) for label in trace[axis]]} for trace in traces] if said else []
    english = {"data": data, "layout": layout} if said else {}
    return Chart(words.finding, words.line, words.spoken, figure, english, layout["height"], heads, rows)


def _joined(name: Text, end: str) -> Text:
    return Text(f"{name.sv}, {end}", f"{name.en}, {end}")


def _share(value: float | None) -> Text:
    return _same("–") if value is None else percent_text(value)


def bars(
    words: Words,
    names: Sequence[Text],
    shares: Sequence[float],
    *,
    value_name: Text,
    keys: Sequence[str] = (),
    hrefs: Sequence[str] = (),
    here: int | None = None,
) -> Chart:
    """Shares side by side as lying bars with their figures; `here` is the one that is meant."""
    shown = _points(shares)
    labels = [name.sv for name in names]
    common = {
        "type": "bar",
        "orientation": "h",
        "y": labels,
        "texttemplate": "%{x:.1f}\u00a0%",
        "textposition": "outside",
        "cliponaxis": False,
        "hovertemplate": "%{y}: %{x:.1f}\u00a0%<extra></extra>",
    }
    traces = [
        {**common, "x": [None if i == here else value for i, value in enumerate(shown)]},
        {**common, "x": [value if i == here else None for i, value in enumerate(shown)]},
    ]
    height = ROW_HEIGHT * len(labels) + 16
    layout = {
        "height": height,
        "barmode": "overlay",
        "xaxis": {"visible": False, "range": [0, max(shown, default=1) * 1.22 or 1]},
        "yaxis": {"autorange": "reversed", "showgrid": False, "type": "category", "ticks": "", "ticksuffix": "  "},
        "margin": {"l": 8, "r": 8, "t": 4, "b": 4},
    }
    rows = tuple(
        ChartRow(name, (_share(shares[i]),), key=keys[i] if keys else "", href=hrefs[i] if hrefs else "")
        for i, name in enumerate(names)
    )
    heads = (words.first, value_name)
    return _chart(words, traces, layout, names, "y", heads, rows)


def columns(
    words: Words,
    labels: Sequence[str],
    counts: Sequence[int],
    *,
    value_name: Text,
    more: Sequence[tuple[Text, Sequence[int]]] = (),
    height: int = 260,
) -> Chart:
    """Numbers over the hours of a day as standing columns. `more` stands in the table only."""
    trace = {"type": "bar", "x": list(labels), "y": list(counts), "hovertemplate": "%{x}: %{y}<extra></extra>"}
    axis = {"type": "category", "nticks": 14}
    layout = {"height": height, "bargap": 0.08, "xaxis": axis, "yaxis": {"rangemode": "tozero", "nticks": 6}}
    series = (counts, *(values for _, values in more))
    rows = tuple(
        ChartRow(_same(label), tuple(_same(number(values[i])) for values in series)) for i, label in enumerate(labels)
    )
    heads = (words.first, value_name, *(name for name, _ in more))
    return _chart(words, [trace], layout, [], "x", heads, rows)


def stacked(
    words: Words,
    names: Sequence[Text],
    counts: Sequence[dict[str, int]],
    *,
    parts: Sequence[str],
    part_names: dict[str, Text],
    keys: Sequence[str] = (),
    hrefs: Sequence[str] = (),
    wholes: Sequence[int] = (),
) -> Chart:
    """One lying bar per year, class or subject, cut in parts; the letter and the number stand in each part.

    `parts` are attendance marks or levels in their palette's order (`MARKS`, `LEVELS`); a bar is the whole. With
    `wholes` the parts are shares of those instead, and the scale ends at the longest bar: small shares can be read.
    """
    labels = [name.sv for name in names]
    totals = [whole or 1 for whole in wholes] or [sum(row.get(part, 0) for part in parts) or 1 for row in counts]
    sums = [sum(row.get(part, 0) for part in parts) for row in counts]
    longest = max((amount / whole for amount, whole in zip(sums, totals, strict=True)), default=0.0)
    scale = max(longest, 0.01) if wholes else 1.0
    traces = [_part(part, labels, counts, totals, scale) for part in parts]
    height = (ROW_HEIGHT + 4) * len(labels) + 16
    layout = {
        "height": height,
        "barmode": "stack",
        "xaxis": _stack_axis(longest) if wholes else {"visible": False, "range": [0, 100]},
        "yaxis": {"autorange": "reversed", "showgrid": False, "type": "category", "ticks": "", "ticksuffix": "  "},
        "margin": {"l": 8, "r": 8, "t": 4, "b": 4},
    }
    rows = tuple(
        ChartRow(
            name,
            tuple(_same(number(counts[i].get(part, 0))) for part in parts),
            key=keys[i] if keys else "",
            href=hrefs[i] if hrefs else "",
        )
        for i, name in enumerate(names)
    )
    heads = (words.first, *(part_names[part] for part in parts))
    return _chart(words, traces, layout, names, "y", heads, rows)


def _stack_axis(longest: float) -> dict[str, Any]:
    """A scale that ends at the longest bar, with its figures printed: it is not the whole."""
    return {"range": [0, max(longest, 0.01) * 104], "ticksuffix": "\u00a0%", "nticks": 5, "showgrid": True}


def _part(
    part: str, labels: list[str], counts: Sequence[dict[str, int]], totals: list[int], scale: float
) -> dict[str, Any]:
    amounts = [row.get(part, 0) for row in counts]
    shares = [amount / total for amount, total in zip(amounts, totals, strict=True)]
    sign = SIGNS.get(part, part)
    trace: dict[str, Any] = {
        "type": "bar",
        "orientation": "h",
        "y": labels,
        "x": [round(share * 100, 2) for share in shares],
        "text": [f"{sign} {a}" if s >= NARROWEST_TEXT * scale else "" for a, s in zip(amounts, shares, strict=True)],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "customdata": amounts,
        "hovertemplate": "%{y}: " + sign + " %{customdata}<extra></extra>",
    }
    if part in ("none", "-"):
        trace["marker"] = {"pattern": {"shape": "/", "size": 6, "solidity": 0.25}}
    return trace
