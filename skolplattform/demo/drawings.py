"""Pictures for the demo, drawn here: nobody's photograph, and nothing to fetch."""

import io
import math
from collections.abc import Callable
from random import Random

from PIL import Image, ImageDraw, ImageFilter

from skolplattform.core.files import Judged, judged_picture

WIDTH, HEIGHT = 1200, 900
Pen = ImageDraw.ImageDraw


def drawing(name: str) -> Judged:
    """One of the drawings, as if it had been taken with a telephone."""
    image = Image.new("RGB", (WIDTH, HEIGHT), GROUNDS[name])
    DRAWN[name](ImageDraw.Draw(image), Random(name))
    sent = io.BytesIO()
    image.filter(ImageFilter.SMOOTH).save(sent, "JPEG", quality=85)
    return judged_picture(sent.getvalue(), "bild.jpg")


def _leaves(pen: Pen, random: Random) -> None:
    """A ring of autumn leaves on the ground."""
    for ring, colour in enumerate(("#B5651D", "#D98E04", "#A63A2B", "#7A8B2E")):
        count = 9 + 5 * ring
        for one in range(count):
            angle = 2 * math.pi * one / count + random.uniform(-0.06, 0.06)
            x, y = WIDTH / 2 + math.cos(angle) * (90 + 85 * ring), HEIGHT / 2 + math.sin(angle) * (90 + 85 * ring)
            pen.ellipse((x - 38, y - 24, x + 38, y + 24), fill=colour, outline="#5C3A12", width=3)
            pen.line((x - 34, y, x + 34, y), fill="#5C3A12", width=3)
    pen.ellipse((WIDTH / 2 - 40, HEIGHT / 2 - 40, WIDTH / 2 + 40, HEIGHT / 2 + 40), fill="#6B3E1D")


def _tower(pen: Pen, random: Random) -> None:
    """A tower of blocks that is about to be too high."""
    pen.rectangle((0, HEIGHT - 140, WIDTH, HEIGHT), fill="#C9A57B")
    for one in range(9):
        left, top = WIDTH / 2 - 130 + random.randint(-26, 26), HEIGHT - 220 - 80 * one
        colour = ("#C0392B", "#E1B12C", "#2E86C1", "#3C9A5F")[one % 4]
        pen.rounded_rectangle((left, top, left + 260, top + 76), 10, fill=colour, outline="#333333", width=4)


def _puddle(pen: Pen, random: Random) -> None:
    """Rain in a puddle."""
    pen.ellipse((140, 330, WIDTH - 140, HEIGHT - 60), fill="#5B7C99")
    pen.ellipse((200, 370, WIDTH - 200, HEIGHT - 110), fill="#7FA3BF")
    for _ in range(16):
        x, y, wide = random.randint(300, 900), random.randint(430, 720), random.randint(20, 70)
        pen.ellipse((x - wide, y - wide / 3, x + wide, y + wide / 3), outline="#E8F1F7", width=4)
    for _ in range(70):
        x, y = random.randint(0, WIDTH), random.randint(0, 420)
        pen.line((x, y, x - 10, y + 44), fill="#B9CAD6", width=4)


def _painting(pen: Pen, random: Random) -> None:
    """Paint on a large paper."""
    pen.rectangle((110, 90, WIDTH - 110, HEIGHT - 90), fill="#FDFCF8", outline="#B0A89A", width=6)
    colours = ("#D64541", "#F5AB35", "#4183D7", "#26A65B", "#8E44AD")
    for one in range(22):
        x, y, size = random.randint(200, WIDTH - 200), random.randint(170, HEIGHT - 170), random.randint(30, 110)
        pen.chord((x - size, y - size, x + size, y + size), random.randint(0, 180), 300, fill=colours[one % 5])


def _pizza(pen: Pen, _: Random) -> None:
    """A pizza in four parts, one of them set aside."""
    for part, start in enumerate((0, 90, 180, 270)):
        away = 60 if part == 0 else 8
        x, y = WIDTH / 2 + away * (1 if start in (0, 270) else -1), HEIGHT / 2 + away * (1 if start < 180 else -1)
        pen.pieslice(
            (x - 330, y - 330, x + 330, y + 330), start, start + 90, fill="#E3B261", outline="#8A5A1F", width=14
        )
        for place in range(3):
            angle = math.radians(start + 22 + 23 * place)
            at, aside = x + math.cos(angle) * 210, y + math.sin(angle) * 210
            pen.ellipse((at - 32, aside - 32, at + 32, aside + 32), fill="#B5372B")


DRAWN: dict[str, Callable[[Pen, Random], None]] = {
    "leaves": _leaves,
    "tower": _tower,
    "puddle": _puddle,
    "painting": _painting,
    "pizza": _pizza,
}
GROUNDS = {"leaves": "#7E8F5A", "tower": "#EFE6D8", "puddle": "#8E9B8C", "painting": "#D8CDBB", "pizza": "#EDE7DC"}
