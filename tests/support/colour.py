"""Colour sums: WCAG contrast, CIE76 distance, and how three kinds of colour blindness see a colour."""

from __future__ import annotations

Vector = tuple[float, float, float]

# Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB.
BLINDNESS: dict[str, tuple[Vector, Vector, Vector]] = {
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
TO_XYZ = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))
WHITE: Vector = (0.95047, 1.0, 1.08883)


def linear(colour: str) -> Vector:
    """`#RRGGBB` as linear light, 0 to 1."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    r, g, b = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return r, g, b


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast of two colours, 1 to 21."""
    brighter, darker = sorted((_luminance(linear(one)), _luminance(linear(other))), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def _luminance(light: Vector) -> float:
    return 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2]


def _times(matrix: tuple[Vector, Vector, Vector], light: Vector) -> Vector:
    r, g, b = (sum(weight * part for weight, part in zip(row, light, strict=True)) for row in matrix)
    return r, g, b


def _lab(light: Vector) -> Vector:
    def curve(value: float) -> float:
        return value ** (1 / 3) if value > 216 / 24389 else (24389 / 27 * value + 16) / 116

    x, y, z = (curve(value / white) for value, white in zip(_times(TO_XYZ, light), WHITE, strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def distance(one: Vector, other: Vector) -> float:
    """CIE76 distance of two colours of linear light; about 2 is the least a trained eye sees."""
    return sum((a - b) ** 2 for a, b in zip(_lab(one), _lab(other), strict=True)) ** 0.5


def blind_views(one: str, other: str) -> list[tuple[Vector, Vector]]:
    """The pair as everybody sees it, and as each kind of colour blindness does."""
    pair = linear(one), linear(other)
    views = [pair]
    for matrix in BLINDNESS.values():
        seen = [tuple(min(1.0, max(0.0, part)) for part in _times(matrix, light)) for light in pair]
        views.append((seen[0], seen[1]))  # pyright: ignore[reportArgumentType]
    return views
