"""The changes an editor makes, each as a function of the draft it saw: what a field said, and what it shall say."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from uuid import UUID

from skolplattform.i18n import both
from skolplattform.planning import rules
from skolplattform.planning.service import Edit, Saved
from skolplattform.planning.views import Area, AssessmentRow, Clash, Draft

Change = Callable[[Draft], tuple[Edit, Edit]]
Rows = tuple[AssessmentRow, ...]
WORDS = ("title", "purpose")


def words(field: str, text: str) -> Change:
    """Other words in the title, the purpose, or the week whose Monday `field` is."""
    if field in WORDS:
        return lambda now: (Edit(**{field: getattr(now, field)}), Edit(**{field: text}))
    return lambda now: (Edit(weeks={field: _week(now, field)}), Edit(weeks={field: text}))


def _week(now: Draft, monday: str) -> str:
    return next((row.text for row in now.weeks if row.monday == monday), "")


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
    said = {name: getattr(edit, name) for name in WORDS if getattr(edit, name) is not None}
    weeks = tuple(replace(row, text=(edit.weeks or {}).get(row.monday, row.text)) for row in plan.weeks)
    return replace(
        plan, **said, weeks=weeks, version=saved.version, edited_at=saved.at, edited_by="", status=saved.status
    )


def clash(field: str, change: Change, current: Draft) -> Clash:
    """The two texts of a field: what is written here, and what somebody else saved."""
    theirs, mine = change(current)
    if field in WORDS:
        label = both(f"planning.editor.field.{field}")
    else:
        label = both("planning.editor.weeks.of", week=str(rules.week_number(date.fromisoformat(field))))
    return Clash(field, label, _text(mine, field), _text(theirs, field), current.edited_by, current.edited_at)


def _text(edit: Edit, field: str) -> str:
    return getattr(edit, field) if field in WORDS else (edit.weeks or {}).get(field, "")


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
