"""What the coverage pages show: small frozen pictures, ready for the page."""

from dataclasses import dataclass

from skolplattform.i18n import NO_TEXT, Text
from skolplattform.planning.views import GroupMet


@dataclass(frozen=True, slots=True)
class UnitOfPoint:
    """A unit or a lesson that takes up a point: `group` is named when it is another than the one shown.

    `when` is the weeks of a unit, or the day of a lesson; `page` is empty where the reader has none.
    """

    title: str
    when: Text
    group: str
    page: str
    is_lesson: bool
    is_draft: bool


@dataclass(frozen=True, slots=True)
class PointRow:
    """A point, where it stands (taught, planned or gap), how many of the group's students have met it, and where."""

    text: str
    state: str
    students: int
    units: tuple[UnitOfPoint, ...]


@dataclass(frozen=True, slots=True)
class AreaRows:
    """A heading of the core content with its points."""

    name: str
    points: tuple[PointRow, ...]
    taught: int


@dataclass(frozen=True, slots=True)
class GroupMap:
    """A group's whole stage in a subject."""

    group_id: str = ""
    syllabus_id: str = ""
    group: str = ""
    subject: str = ""
    curriculum: str = ""
    years: Text = NO_TEXT
    can_plan: bool = False
    students: int = 0
    areas: tuple[AreaRows, ...] = ()
    taught: int = 0
    planned: int = 0
    gaps: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class StageCell:
    """A subject in a stage: how many groups read it, and how much of it they have met, in whole per cent."""

    stage_id: str = ""
    groups: int = 0
    percent: int = 0


@dataclass(frozen=True, slots=True)
class SubjectRow:
    """A subject with a cell for each column; a cell without a stage is not read at the school."""

    subject: str
    cells: tuple[StageCell, ...]


@dataclass(frozen=True, slots=True)
class PointGap:
    """A point that not all groups have met: by how many of them, and by how many it is planned."""

    area: str
    text: str
    met: int
    planned: int


@dataclass(frozen=True, slots=True)
class SchoolMap:
    """A school's subjects by stage, and of the chosen one its groups and the points that some have not met.

    `units` are the schools that the principal leads.
    """

    units: tuple[tuple[str, str], ...] = ()
    unit_id: str = ""
    columns: tuple[Text, ...] = ()
    rows: tuple[SubjectRow, ...] = ()
    subject: str = ""
    stage_id: str = ""
    years: Text = NO_TEXT
    groups: tuple[GroupMet, ...] = ()
    gaps: tuple[PointGap, ...] = ()
    met_by_all: int = 0
    points: int = 0
