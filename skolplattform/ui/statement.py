"""The accessibility statement as data: a test fails when it is older than a year or lacks a part the law asks for."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Statement:
    """What is claimed, of what, and how it was tested. Texts are keys in the catalogue `info`."""

    standard: str
    assessed: date
    known_faults: tuple[str, ...]
    tested_by: tuple[str, ...]
    complaint_url: str


STATEMENT = Statement(
    standard="WCAG 2.2 AA",
    assessed=date(2026, 11, 21),
    known_faults=("info.accessibility.fault.charts", "info.accessibility.fault.matrix"),
    tested_by=(
        "info.accessibility.test.axe",
        "info.accessibility.test.keyboard",
        "info.accessibility.test.reflow",
        "info.accessibility.test.contrast",
    ),
    complaint_url="https://www.digg.se/tdosanmalan",
)
