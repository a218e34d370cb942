"""What can be copied: one's own plans and the team's, what the school shares, what the city shares."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlmodel import Session, col

from skolplattform.core import clock
from skolplattform.core.actor import Actor
from skolplattform.core.permissions import require
from skolplattform.planning import rules as planning
from skolplattform.planning.library.permissions import LIBRARY, findable
from skolplattform.planning.library.rules import searched
from skolplattform.planning.library.tables import SharedPlan
from skolplattform.planning.library.views import Found, Library
from skolplattform.planning.permissions import reusable, taught_groups
from skolplattform.planning.tables import UnitPlan, UnitPlanEdition
from skolplattform.registry.queries import names
from skolplattform.registry.tables import Group, Organisation
from skolplattform.schedule.tables import Syllabus

A_PAGE = 25
CHOICES_LIMIT = 100
TARGETS_LIMIT = 60


@dataclass(frozen=True, slots=True)
class Sought:
    """What somebody looks for: where (own, school or city), the subject, the stage ("7–9"), words, and which page."""

    where: str = "school"
    subject: str = ""
    stage: str = ""
    words: str = ""
    number: int = 1


def library(session: Session, actor: Actor, sought: Sought) -> Library:
    """A page of what was found, newest first.

    Raises:
        Denied: the actor does not teach.
    """
    require(actor, LIBRARY)
    everything = _own(actor) if sought.where == "own" else _shared(session, actor, whole_city=sought.where == "city")
    source = everything.subquery()
    wanted = select(source).where(*_filters(source, sought))
    count = session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    last = max(1, -(-count // A_PAGE))
    number = min(max(1, sought.number), last)
    order = (source.c.written.desc(), source.c.id)
    rows = session.execute(wanted.order_by(*order).limit(A_PAGE).offset((number - 1) * A_PAGE)).all()
    subjects, stages = _choices(session, source)
    return Library(
        found=_found(session, actor, rows, sought.where),
        subjects=subjects,
        stages=stages,
        targets=_targets(session, actor),
        number=number,
        last=last,
    )


def _own(actor: Actor) -> Select[*tuple[Any, ...]]:
    """What the actor writes in or wrote: last year's, and those of the team."""
    text = col(UnitPlan.title) + " " + col(UnitPlan.purpose)
    return (
        select(
            col(UnitPlan.id).label("id"),
            col(UnitPlan.title).label("title"),
            col(Syllabus.subject_name).label("subject"),
            col(Syllabus.start_school_year).label("first"),
            col(Syllabus.end_school_year).label("last"),
            col(Syllabus.curriculum).label("curriculum"),
            col(UnitPlan.unit_id).label("unit_id"),
            col(UnitPlan.author_id).label("author_id"),
            col(UnitPlan.edited_at).label("written"),
            (func.lower(text) + " " + text).label("words"),
            col(UnitPlan.start_date).label("starts"),
            col(UnitPlan.end_date).label("ends"),
        )
        .join(Syllabus, col(Syllabus.id) == col(UnitPlan.syllabus_id))
        .where(reusable(actor, clock.today()), col(UnitPlan.archived).is_(False), col(UnitPlan.title) != "")
    )


def _shared(session: Session, actor: Actor, *, whole_city: bool) -> Select[*tuple[Any, ...]]:
    condition = findable(session, actor)
    return (
        select(
            col(SharedPlan.id).label("id"),
            col(UnitPlanEdition.title).label("title"),
            col(SharedPlan.subject_name).label("subject"),
            col(SharedPlan.start_school_year).label("first"),
            col(SharedPlan.end_school_year).label("last"),
            col(SharedPlan.curriculum).label("curriculum"),
            col(SharedPlan.unit_id).label("unit_id"),
            col(UnitPlanEdition.published_by).label("author_id"),
            col(UnitPlanEdition.published_at).label("written"),
            col(SharedPlan.words).label("words"),
            col(UnitPlanEdition.start_date).label("starts"),
            col(UnitPlanEdition.end_date).label("ends"),
        )
        .join(
            UnitPlanEdition,
            (col(UnitPlanEdition.plan_id) == col(SharedPlan.plan_id))
            & (col(UnitPlanEdition.number) == col(SharedPlan.number)),
        )
        .where(condition, *([] if whole_city else [col(SharedPlan.unit_id).in_(actor.units)]))
    )


def _filters(source: Any, sought: Sought) -> list[ColumnElement[bool]]:
    found = [_holds(source.c.words, word) for word in searched(sought.words)]
    if sought.subject:
        found.append(source.c.subject == sought.subject)
    if sought.stage:
        first, _, last = sought.stage.partition("–")
        found.append((source.c.first == _year(first)) & (source.c.last == _year(last)))
    return found


def _holds(words: Any, word: str) -> ColumnElement[bool]:
    """The word with small letters or a capital: SQLite makes no small letters of ÅÄÖ."""
    return or_(words.contains(word, autoescape=True), words.contains(word.capitalize(), autoescape=True))


def _year(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() else None


def _choices(session: Session, source: Any) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    """The subjects and the stages that occur, to filter by."""
    rows = session.execute(
        select(source.c.subject, source.c.first, source.c.last)
        .distinct()
        .order_by(source.c.subject, source.c.first, source.c.last)
        .limit(CHOICES_LIMIT)
    ).all()
    subjects = dict.fromkeys(subject for subject, _, _ in rows)
    stages = sorted({(first, last) for _, first, last in rows if first is not None and last is not None})
    return tuple((name, name) for name in subjects), tuple((text, text) for text in (f"{a}–{b}" for a, b in stages))


def _found(session: Session, actor: Actor, rows: Sequence[Any], where: str) -> tuple[Found, ...]:
    authors = names(session, actor, {row.author_id for row in rows})
    wanted = {row.unit_id for row in rows}
    schools = dict(
        session.execute(
            select(col(Organisation.id), col(Organisation.display_name)).where(col(Organisation.id).in_(wanted))
        ).all()
    )
    return tuple(
        Found(
            id=str(row.id),
            kind="own" if where == "own" else "shared",
            title=row.title,
            subject=row.subject,
            years=f"{row.first}–{row.last}" if row.first is not None else "",
            curriculum=row.curriculum,
            school=schools.get(row.unit_id, ""),
            author=author.name if (author := authors.get(row.author_id)) else "",
            day=clock.local(row.written).date().isoformat(),
            weeks=_weeks(row.starts, row.ends),
        )
        for row in rows
    )


def _weeks(first: date, last: date) -> int:
    return sum(1 for _ in planning.mondays(first, last))


def _targets(session: Session, actor: Actor) -> tuple[tuple[str, str], ...]:
    """The groups and subjects that the actor teaches today: where a copy can go."""
    pairs = taught_groups(actor, clock.today()).subquery()
    rows = session.execute(
        select(pairs.c.group_id, pairs.c.syllabus_id, col(Group.display_name), col(Syllabus.subject_name))
        .join(Group, col(Group.id) == pairs.c.group_id)
        .join(Syllabus, col(Syllabus.id) == pairs.c.syllabus_id)
        .distinct()
        .order_by(col(Group.display_name), col(Syllabus.subject_name), pairs.c.syllabus_id)
        .limit(TARGETS_LIMIT)
    ).all()
    return tuple((f"{group}/{syllabus}", f"{name} {subject}") for group, syllabus, name, subject in rows)
