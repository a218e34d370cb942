"""Timing one thing many times, and the line that says how it went."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Result:
    """One measured line; `target` is what the figure should stay under (or over, as its text says)."""

    name: str
    figure: str
    target: str
    met: bool | None
    note: str = ""


def percentile(samples: list[float], share: float) -> float:
    """The value that this share of the samples does not exceed."""
    ordered = sorted(samples)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def timed(call: Callable[[], object]) -> float:
    """Milliseconds of one call."""
    started = time.perf_counter()
    call()
    return (time.perf_counter() - started) * 1_000


def latency(name: str, calls: list[Callable[[], object]], target_ms: float, *, warm_up: int = 3) -> Result:
    """Run the calls once each, after a few to warm up, and tell median and 95th percentile."""
    for call in calls[:warm_up]:
        call()
    samples = [timed(call) for call in calls[warm_up:]]
    p95 = percentile(samples, 0.95)
    figure = f"p95 {p95:.1f} ms, median {statistics.median(samples):.1f} ms, n {len(samples)}"
    return Result(name, figure, f"p95 <= {target_ms:g} ms", p95 <= target_ms)


def table(results: list[Result]) -> str:
    """The results as lines of text."""
    marks = {True: "met", False: "MISSED", None: "-"}
    width = max(len(result.name) for result in results)
    return "\n".join(
        f"{r.name:<{width}}  {r.figure:<48}  {r.target:<22}  {marks[r.met]}{'  ' + r.note if r.note else ''}"
        for r in results
    )
