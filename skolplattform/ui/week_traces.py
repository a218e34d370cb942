"""The traces of a line over weeks: what is normal, the average, the line, and the numbers on it."""

from collections.abc import Sequence


def week_traces(
    weeks: list[str], shown: list[float | None], band: tuple[list[float | None], list[float | None]], average: list
) -> list[dict]:
    """The band, the average dashed, the line itself, and the two weeks that carry a number."""
    low, high = band
    notable = _notable(shown)
    hidden = {"mode": "lines", "line": {"width": 0}, "hoverinfo": "skip"}
    return [
        {"x": weeks, "y": low, **hidden},
        {"x": weeks, "y": high, "fill": "tonexty", **hidden},
        {
            "x": weeks,
            "y": average,
            "mode": "lines",
            "line": {"width": 1.5, "dash": "dot"},
            "hoverinfo": "skip",
        },
        {
            "x": weeks,
            "y": shown,
            "mode": "lines",
            "line": {"width": 2.5},
            "hovertemplate": "%{x}: %{y:.1f}\u00a0%<extra></extra>",
        },
        {
            "x": [weeks[i] for i in notable],
            "y": [shown[i] for i in notable],
            "mode": "markers+text",
            "marker": {"size": 9},
            "texttemplate": "%{y:.1f}\u00a0%",
            "textposition": [
                "bottom center" if i == notable[0] and len(notable) > 1 else "top center" for i in notable
            ],
            "cliponaxis": False,
            "hoverinfo": "skip",
        },
    ]


def _notable(values: Sequence[float | None]) -> list[int]:
    """The lowest and the latest week, in that order; one of them if they are the same."""
    known = [i for i, value in enumerate(values) if value is not None]
    if not known:
        return []
    lowest = min(known, key=lambda i: values[i])
    return [lowest] if lowest == known[-1] else [lowest, known[-1]]
