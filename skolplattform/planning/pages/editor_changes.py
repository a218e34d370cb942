"""The changes an editor makes, each as a function of the draft it saw: what a field said, and what it shall say."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from skolplattform.i18n import Text, both
from skolplattform.planning import rules
from skolplattform.planning.service import Edit, Saved
from skolplattform.planning.views import Area, AssessmentRow, Clash, Draft

Change = Callable[[Draft], tuple[Edit, Edit]]
Rows = tuple[AssessmentRow, ...]
WORDS = ("title", "purpose")
ROW = ("title", "day", "note")


@dataclass(frozen=True, slots=True)
class Words:
    """Other words in one place of a plan: its title, its purpose, the week whose Monday `place` is, or a row's field.

    `began` is what the place said when they began to be written.
    """

    place: str
    text: str
    began: str

    def said(self, now: Draft) -> str:
        """What a draft says there."""
        return dict(_places(now)).get(self.place, "")

    def change(self, now: Draft) -> tuple[Edit, Edit]:
        """Those words instead of what the draft says."""
        if self.place in WORDS:
            return Edit(**{self.place: self.said(now)}), Edit(**{self.place: self.text})
        row, name = self.place.partition(".")[::2]
        if not name:
            return Edit(weeks={self.place: self.said(now)}), Edit(weeks={self.place: self.text})
        changed = (replace(one, **{name: self.text}) if one.id == row else one for one in now.assessments)
        return Edit(assessments=now.assessments), Edit(assessments=tuple(changed))

    def clash(self, current: Draft) -> Clash:
        """The two texts: what is written here, and what somebody else saved."""
        said = self.said(current)
        return Clash(self.place, _label(self.place), self.text, said, current.edited_by, current.edited_at)


def _places(now: Draft) -> Iterator[tuple[str, str]]:
    """Every place that words are written in, with what it says."""
    yield from ((name, getattr(now, name)) for name in WORDS)
    yield from ((row.monday, row.text) for row in now.weeks)
    yield from ((f"{row.id}.{name}", getattr(row, name)) for row in now.assessments for name in ROW)


def _label(place: str) -> Text:
    if place in WORDS:
        return both(f"planning.editor.field.{place}")
    if "." in place:
        return both("planning.editor.show")
    return both("planning.editor.weeks.of", week=str(rules.week_number(date.fromisoformat(place))))


def told(before: Draft, now: Draft) -> frozenset[str]:
    """The places where a draft says something else than before; a list by its name when another thing is chosen."""
    was = dict(_places(before))
    found = {place for place, said in _places(now) if was.get(place, "") != said}
    parts = {"start", "end", "groups", "aspects", "picked"}
    return frozenset(found | {name for name in parts if getattr(before, name) != getattr(now, name)})


def edge(name: str, day: date) -> Change:
    """Another first or last day."""
    return lambda now: (Edit(**{name: date.fromisoformat(getattr(now, name))}), Edit(**{name: day}))


def choice(kind: str, chosen: UUID, *, picked: bool) -> Change:
    """One of the groups, points or aspects, chosen or not."""

    def change(now: Draft) -> tuple[Edit, Edit]:
        rows = {"groups": now.groups, "contents": now.picked, "criteria": now.aspects}[kind]
        before = frozenset(UUID(row.id) for row in rows if row.picked)
        return Edit(**{kind: before}), Edit(**{kind: before | {chosen} if picked else before - {chosen}})

    return change


def rows(change: Callable[[Rows], Rows]) -> Change:
    """Other ways to show what one can."""
    return lambda now: (Edit(assessments=now.assessments), Edit(assessments=change(now.assessments)))


def settled(plan: Draft, saved: Saved, edit: Edit) -> Draft:
    """The draft as the tab knows it after a save of words, without asking for the rest again."""
    named = (*WORDS, "assessments")
    said = {name: getattr(edit, name) for name in named if getattr(edit, name) is not None}
    weeks = tuple(replace(row, text=(edit.weeks or {}).get(row.monday, row.text)) for row in plan.weeks)
    return replace(
        plan, **said, weeks=weeks, version=saved.version, edited_at=saved.at, edited_by="", status=saved.status
    )


def holding(areas: tuple[Area, ...], sought: str) -> tuple[Area, ...]:
    """The areas with those of their points that hold all the words, in any order."""
    wanted = sought.casefold().split()
    if not wanted:
        return areas
    found = (
        replace(area, points=tuple(p for p in area.points if _holds(f"{p.area} {p.text}", wanted))) for area in areas
    )
    return tuple(area for area in found if area.points)


def _holds(text: str, wanted: list[str]) -> bool:
    return all(word in text.casefold() for word in wanted)
