"""The look as data: every colour, light and dark, that the style sheet and the charts share.

`assets/skolplattform.css` holds the same values; a guard test compares the two, and recomputes contrast and
the distance between neighbouring colours under colour blindness.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shade:
    """A colour in light and dark, and the colour of a letter that stands on it."""

    light: str
    dark: str
    on_light: str = "#FFFFFF"
    on_dark: str = "#000000"


TOKENS: dict[str, Shade] = {
    "ground": Shade("#FAF9F6", "#14171C", "#1B1F24", "#ECEAE5"),
    "sheet": Shade("#FFFFFF", "#1B1F26", "#1B1F24", "#ECEAE5"),
    "sunk": Shade("#F3F1EB", "#242930", "#1B1F24", "#ECEAE5"),
    "line": Shade("#E4E0D7", "#323841", "#1B1F24", "#ECEAE5"),
    "edge": Shade("#85878A", "#767E89"),
    "ink": Shade("#1B1F24", "#ECEAE5"),
    "soft": Shade("#575D65", "#A9B0BA"),
    "act": Shade("#0B4F8A", "#8BBFEC", "#FFFFFF", "#0C1A27"),
    "tint": Shade("#E9F0F7", "#1F2E3E", "#1B1F24", "#ECEAE5"),
    "need": Shade("#E69F00", "#F9A006", "#000000", "#000000"),
    "need-tint": Shade("#FDF4E1", "#302814", "#1B1F24", "#ECEAE5"),
    "stop": Shade("#B3261E", "#FF9E8C"),
    "stop-tint": Shade("#FBECEA", "#3A2220", "#1B1F24", "#ECEAE5"),
}

MARKS: dict[str, Shade] = {
    "present": Shade("#1C589C", "#2585F4"),
    "late": Shade("#E69F00", "#F9A006", "#000000"),
    "valid": Shade("#26ACD9", "#B3D9E6", "#000000"),
    "invalid": Shade("#B62046", "#D92635", on_dark="#FFFFFF"),
    "other": Shade("#302145", "#B464B4"),
    "none": Shade("#C9CBCF", "#54585F", "#000000", "#FFFFFF"),
}

SIGNS: dict[str, str] = {"present": "✓", "late": "◔", "valid": "G", "invalid": "!", "other": "→", "none": "–"}

LEVELS: dict[str, Shade] = {
    "A": Shade("#0B2F5B", "#E6F2FB"),
    "B": Shade("#1F5A94", "#B9D8F0"),
    "C": Shade("#3F86C0", "#82B6E0", "#000000"),
    "D": Shade("#7DB3DC", "#4B8CC4", "#000000"),
    "E": Shade("#BBD8EE", "#2F639A", "#000000", "#FFFFFF"),
    "F": Shade("#B3261E", "#FF8A5C"),
    "-": Shade("#8A8F98", "#9AA0A6", "#000000"),
}
