"""How much of each subject and stage the groups of a principal have met, and what some of them have not."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import case, func, or_, select, union_all
from sqlmodel import Session, col

from skolplattform.core import clock
from skolplattform.core.actor import Actor
from skolplattform.core.permissions import require
from skolplattform.planning.coverage import rules
from skolplattform.planning.coverage.queries.taken import in_lessons, in_units
from skolplattform.planning.coverage.views import PointGap, SchoolMap, StageCell, SubjectRow
from skolplattform.planning.curriculum.reading import StageOf, stages_of
from skolplattform.planning.curriculum.tables import CoreContent
from skolplattform.planning.lesson_plans.tables import LessonPlan, LessonPlanContent
from skolplattform.planning.permissions import FOLLOW
from skolplattform.planning.queries.coverage import Pair, met_of_stages, taught_pairs
from skolplattform.planning.tables import EditionContent, EditionGroup, UnitPlanEdition
from skolplattform.planning.views import GroupMet
from skolplattform.registry.led import school_shown, schools_led
from skolplattform.schedule.tables import ActivityGroup

POINTS_LIMIT = 400


@dataclass(frozen=True, slots=True)
class _Read:
    """A group that reads a subject in a stage, and how much of it the group has met."""

    pair: Pair
    group: str
    subject: str
    stage: StageOf
    met: int
    total: int


def school_map(
    session: Session, actor: Actor, unit_id: UUID | None = None, subject: str = "", stage_id: str = ""
) -> SchoolMap:
    """Every subject of one of the principal's schools by stage, and one of them point by point.

    When none is asked for: the first school, and the subject and stage that is least met.

    Raises:
        Denied: the actor is no principal.
        NotFound: another's school.
    """
    require(actor, FOLLOW)
    units = schools_led(session, actor)
    if not units:
        return SchoolMap()
    unit = school_shown(units, unit_id)
    pairs = taught_pairs(session, [unit])
    stages = stages_of(session, {syllabus for _, syllabus in pairs})
    counts = met_of_stages(session, pairs, stages)
    found = [_Read(p, *pairs[p], stages[p[1]], *counts[p]) for p in pairs if p in counts]
    if not found:
        return SchoolMap(units, str(unit))
    cells = _by_cell(found)
    columns = {_place(one.stage): one.stage.years for one in found}
    chosen = next((key for key in cells if (key[0], str(key[1])) == (subject, stage_id)), _least_met(cells))
    reads = cells[chosen]
    points = _points(session, reads)
    return SchoolMap(
        units,
        str(unit),
        columns=tuple(columns[place] for place in sorted(columns)),
        rows=_rows(cells, sorted(columns)),
        subject=chosen[0],
        stage_id=str(chosen[1]),
        years=reads[0].stage.years,
        groups=tuple(GroupMet(str(r.pair[0]), str(r.pair[1]), r.group, r.met, r.total) for r in reads),
        gaps=tuple(point for point in points if point.met < len(reads)),
        met_by_all=sum(point.met == len(reads) for point in points),
        points=len(points),
    )


_Cell = tuple[str, UUID]
_Place = tuple[int, int, str]


def _place(stage: StageOf) -> _Place:
    """The column of a stage: its years, or its course where years do not divide."""
    years = stage.start_school_year or 0, stage.end_school_year or 0
    return *years, "" if years[0] else stage.years.sv


def _by_cell(found: Sequence[_Read]) -> dict[_Cell, list[_Read]]:
    """The groups of each subject and stage, in order."""
    cells: defaultdict[_Cell, list[_Read]] = defaultdict(list)
    for one in sorted(found, key=lambda read: (read.subject, _place(read.stage), read.group)):
        cells[one.subject, one.stage.id].append(one)
    return dict(cells)


def _share(reads: Sequence[_Read]) -> int:
    return rules.percent(sum(read.met for read in reads), sum(read.total for read in reads))


def _least_met(cells: Mapping[_Cell, Sequence[_Read]]) -> _Cell:
    """Where there is most to do."""
    return min(cells, key=lambda cell: _share(cells[cell]))


def _rows(cells: Mapping[_Cell, Sequence[_Read]], columns: Sequence[_Place]) -> tuple[SubjectRow, ...]:
    by_subject: defaultdict[str, dict[_Place, StageCell]] = defaultdict(dict)
    for (subject, stage_id), reads in cells.items():
        by_subject[subject][_place(reads[0].stage)] = StageCell(str(stage_id), len(reads), _share(reads))
    return tuple(
        SubjectRow(subject, tuple(own.get(place, StageCell()) for place in columns))
        for subject, own in by_subject.items()
    )


def _points(session: Session, reads: Sequence[_Read]) -> list[PointGap]:
    """Each point of the stage: how many of the groups have met it, and how many more have it in a unit to come."""
    rows = session.execute(
        select(col(CoreContent.id), col(CoreContent.area), col(CoreContent.text))
        .where(col(CoreContent.stage_id) == reads[0].stage.id, col(CoreContent.withdrawn).is_(False))
        .order_by(col(CoreContent.position), col(CoreContent.id))
        .limit(POINTS_LIMIT)
    ).all()
    begun = _begun(session, {read.pair[0] for read in reads}, [row.id for row in rows])
    return [PointGap(area, text, begun[id_].count(True), begun[id_].count(False)) for id_, area, text in rows]


def _begun(session: Session, groups: Collection[UUID], points: Collection[UUID]) -> defaultdict[UUID, list[bool]]:
    """For each point one entry a group that has it published or in a lesson plan: is it taught?

    A lesson plan that is neither ticked off nor shown to students is its teachers' draft.
    """
    has_begun = case((col(UnitPlanEdition.start_date) <= clock.today(), 1), else_=0).label("begun")
    is_taught = col(LessonPlan.taught_at).is_not(None)
    units = in_units(groups, points, col(EditionContent.content_id), col(EditionGroup.group_id), has_begun)
    lessons = in_lessons(
        groups, points, col(LessonPlanContent.content_id), col(ActivityGroup.group_id), case((is_taught, 1), else_=0)
    ).where(or_(is_taught, col(LessonPlan.shown).is_(True)))
    found = union_all(units, lessons).subquery()
    question = select(found.c.content_id, func.max(found.c.begun)).group_by(found.c.content_id, found.c.group_id)
    by_point: defaultdict[UUID, list[bool]] = defaultdict(list)
    for point, begun in session.execute(question):
        by_point[point].append(bool(begun))
    return by_point
