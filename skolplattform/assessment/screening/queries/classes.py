"""Which material is done in which class, who is left, and how many ask for a closer look."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from skolplattform.assessment.rules import FEWEST_SHOWN
from skolplattform.assessment.screening.materials import Material, in_use
from skolplattform.assessment.screening.permissions import OF_SCHOOL, RECORD, screened_groups
from skolplattform.assessment.screening.queries.care import cares_of
from skolplattform.assessment.screening.queries.term import Member, Now, members_of, now_at
from skolplattform.assessment.screening.rules import Progress, Step, progress_of
from skolplattform.assessment.screening.tables import ScreeningResult
from skolplattform.assessment.screening.views import MaterialLine, SchoolScreening
from skolplattform.core import clock
from skolplattform.core.actor import Actor
from skolplattform.core.permissions import require
from skolplattform.i18n.format import day_text

RESULTS_LIMIT = 60_000

Values = dict[tuple[UUID, str], dict[str, tuple[str, bool]]]
"""By child and material: each part's value and whether it is a signal."""


def screened_classes(session: Session, actor: Actor) -> tuple[MaterialLine, ...]:
    """The materials of this term in the teacher's own classes, what must be done first.

    Raises:
        Denied: no teacher.
    """
    require(actor, RECORD)
    return _lines(session, actor, members_of(session, groups=screened_groups(actor, clock.today())))


def school_screening(session: Session, actor: Actor) -> SchoolScreening:
    """The classes of the head's schools: what is done, what is left, how many signals. Few are not counted out.

    Raises:
        Denied: no head.
    """
    require(actor, OF_SCHOOL)
    members = members_of(session, units=actor.units) if actor.units else []
    cares = cares_of(session, actor, members)
    waiting = [care for care in cares if care.due.step is not Step.DONE]
    hidden = 0 < len(waiting) < FEWEST_SHOWN
    return SchoolScreening(
        lines=tuple(_hidden(line) for line in _lines(session, actor, members)),
        waiting=0 if hidden else len(waiting),
        late=0 if hidden else sum(care.due.is_late for care in waiting),
        is_small=hidden,
    )


def _hidden(line: MaterialLine) -> MaterialLine:
    """A class with few children, or few signals, would point them out."""
    is_small = line.students < FEWEST_SHOWN or 0 < line.signals < FEWEST_SHOWN
    return MaterialLine(
        **{name: getattr(line, name) for name in line.__slots__ if name not in ("signals", "is_small")},
        signals=0 if is_small else line.signals,
        is_small=is_small,
    )


def _lines(session: Session, actor: Actor, members: Collection[Member]) -> tuple[MaterialLine, ...]:
    if not members:
        return ()
    now = now_at(session, min(actor.units))
    held = values_of(session, {member.student_id for member in members}, now.year)
    by_class: defaultdict[tuple[UUID, str], list[Member]] = defaultdict(list)
    for member in members:
        by_class[member.group_id, member.class_name].append(member)
    found = [
        _line(group_id, name, material, [one for one in inside if one.school_year == material.school_year], held, now)
        for (group_id, name), inside in by_class.items()
        for material in in_use(clock.today(), now.semester, {one.school_year for one in inside})
    ]
    return tuple(found)


def values_of(session: Session, students: Collection[UUID], year: int) -> Values:
    """What is written of these children that school year."""
    rows = session.exec(
        select(
            ScreeningResult.student_id,
            ScreeningResult.material,
            ScreeningResult.part,
            ScreeningResult.value,
            ScreeningResult.signal,
        )
        .where(col(ScreeningResult.student_id).in_(students), ScreeningResult.year == year)
        .order_by(col(ScreeningResult.id))
        .limit(RESULTS_LIMIT)
    ).all()
    found: defaultdict[tuple[UUID, str], dict[str, tuple[str, bool]]] = defaultdict(dict)
    for student, material, part, value, signal in rows:
        found[student, material][part] = value, signal
    return found


def _line(
    group_id: UUID, class_name: str, material: Material, members: Collection[Member], held: Values, now: Now
) -> MaterialLine:
    of_each = [held.get((member.student_id, material.code), {}) for member in members]
    done = sum(_is_done(parts, material) for parts in of_each)
    return MaterialLine(
        group_id=str(group_id),
        class_name=class_name,
        material=material.code,
        name=material.name,
        subject=material.subject,
        source=material.source,
        mandatory=material.mandatory,
        students=len(members),
        done=done,
        left=len(members) - done,
        signals=sum(any(signal for _, signal in parts.values()) for parts in of_each),
        until=day_text(now.term_ends, style="date"),
        is_late=_is_close(now.term_ends) and done < len(members),
    )


def _is_done(parts: dict[str, tuple[str, bool]], material: Material) -> bool:
    return progress_of({code: value for code, (value, _) in parts.items()}, material) is Progress.DONE


CLOSE_DAYS = 14


def _is_close(ends: date) -> bool:
    """Is the last day near enough to ask for it?"""
    return (ends - clock.today()).days <= CLOSE_DAYS
