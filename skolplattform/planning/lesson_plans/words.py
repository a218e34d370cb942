"""What a teacher writes in a lesson plan, read line by line: steps with minutes, material with links. Pure."""

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

TITLE, STEPS, MATERIAL, HOMEWORK, BRING = 120, 4_000, 2_000, 500, 300
LENGTHS = {"title": TITLE, "steps": STEPS, "material": MATERIAL, "homework": HOMEWORK, "bring": BRING}
_MINUTES = re.compile(r"^(?P<text>.*?)[\s,:(–-]*\b(?P<minutes>\d{1,3})\s*min(?:uter|utes)?\b[.)]*\s*$", re.IGNORECASE)
_LINK = re.compile(r"https://[^\s<>\"']+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Step:
    """One line of what is done. `key` names it among the plan's steps; `minutes` 0: none said."""

    key: str
    text: str
    minutes: int = 0
    done: bool = False


@dataclass(frozen=True, slots=True)
class Material:
    """One line of material; `href` is empty where it is no link, or one that is not safe."""

    text: str
    href: str = ""


def lines_of(text: str) -> list[str]:
    """The lines that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def keys_of(text: str) -> list[str]:
    """What each step is ticked off by: its own words, numbered where the same line stands twice."""
    seen: Counter[str] = Counter()
    keys = []
    for line in lines_of(text):
        seen[line] += 1
        keys.append(f"{line}#{seen[line]}" if seen[line] > 1 else line)
    return keys


def steps_of(text: str, done: Collection[str] = ()) -> tuple[Step, ...]:
    """The steps; "Genomgång 10 min" is ten minutes of Genomgång."""
    ticked = frozenset(done)
    steps = []
    for key, line in zip(keys_of(text), lines_of(text), strict=True):
        timed = _MINUTES.match(line)
        said = timed["text"].strip() if timed else ""
        steps.append(Step(key, said or line, int(timed["minutes"]) if timed and said else 0, key in ticked))
    return tuple(steps)


def minutes_of(text: str) -> int:
    """How long the steps take together, as far as it is said."""
    return sum(step.minutes for step in steps_of(text))


def still_done(before: str, after: str, done: Collection[str]) -> list[str]:
    """The ticks that follow along when the steps are written anew.

    The same words keep their tick wherever they stand. With as many lines as before, a line whose words were mended
    keeps it too.
    """
    old, new, ticked = keys_of(before), keys_of(after), frozenset(done)
    if len(old) == len(new):
        kept = {now for then, now in zip(old, new, strict=True) if then in ticked and (then == now or now not in old)}
    else:
        kept = set()
    return [key for key in new if key in ticked or key in kept]


def left_of(text: str, done: Collection[str]) -> list[str]:
    """The lines that were not done."""
    ticked = frozenset(done)
    return [line for key, line in zip(keys_of(text), lines_of(text), strict=True) if key not in ticked]


def carried_first(left: Collection[str], text: str) -> str:
    """What was left from last time, then what is planned already; a line that stands there is not put twice."""
    own = lines_of(text)
    return "\n".join([*(line for line in left if line not in own), *own])


def material_of(text: str) -> tuple[Material, ...]:
    """The material line by line: what stands before or after an https address is what its link is called."""
    return tuple(_material(line) for line in lines_of(text))


def _material(line: str) -> Material:
    found = _LINK.search(line)
    if not found:
        return Material(line)
    href = found[0].rstrip(".,;:)")
    called = line.replace(href, " ").strip(" ,;:–-()")
    return Material(called or href.removeprefix("https://").rstrip("/"), href)
