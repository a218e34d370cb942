"""What planning shows: small frozen pictures, ready for the page."""

from dataclasses import dataclass

from skolplattform.i18n import NO_TEXT, Text


@dataclass(frozen=True, slots=True)
class PlanBar:
    """A unit on a group's term line. `left` and `width` are percentages of the term; `status` draft, published
    or changed (published, with newer words in the draft); `phase` now, next or past."""

    id: str
    title: str
    weeks: str
    status: str
    phase: str
    left: str
    width: str


@dataclass(frozen=True, slots=True)
class Teaching:
    """A group in a subject, with its units of the term and how much of the core content it has met.

    `activity_id` is the one whose lessons are planned: the first where two share the subject."""

    group_id: str
    syllabus_id: str
    activity_id: str
    group: str
    subject: str
    plans: tuple[PlanBar, ...]
    met: int
    total: int


@dataclass(frozen=True, slots=True)
class TermChoice:
    """A term to look at: its first day (ISO) and its name."""

    first: str
    name: Text


@dataclass(frozen=True, slots=True)
class Overview:
    """A teacher's plans, group by group, over a term. `now_at` is today's place on the line, empty outside it."""

    teachings: tuple[Teaching, ...] = ()
    terms: tuple[TermChoice, ...] = ()
    term: str = ""
    now_at: str = ""
    now_week: str = ""
    first_week: str = ""
    last_week: str = ""


@dataclass(frozen=True, slots=True)
class WeekRow:
    """A week of the unit: its Monday (ISO), number, what is done, and how many lessons the timetable has."""

    monday: str
    number: str
    text: str
    lessons: int


@dataclass(frozen=True, slots=True)
class AssessmentRow:
    """One way in which students show what they can. `day` is an ISO date or empty; `id` names the row in its plan."""

    id: str
    title: str
    day: str
    note: str


@dataclass(frozen=True, slots=True)
class GroupChoice:
    """A group that the plan is or could be for."""

    id: str
    name: str
    picked: bool


@dataclass(frozen=True, slots=True)
class Point:
    """A point of core content; `met` says that the group has met it in another published unit."""

    id: str
    area: str
    text: str
    picked: bool
    met: bool
    read_by: str = ""
    """The curriculum whose students read it, where the plan's students follow more than one."""


@dataclass(frozen=True, slots=True)
class Area:
    """A heading of the core content with its points."""

    name: str
    points: tuple[Point, ...]
    picked: int
    total: int


@dataclass(frozen=True, slots=True)
class Wording:
    """A criterion at one level."""

    level: str
    text: str


@dataclass(frozen=True, slots=True)
class Aspect:
    """A criterion with its wordings, lowest level first."""

    id: str
    name: str
    picked: bool
    wordings: tuple[Wording, ...]
    read_by: str = ""


@dataclass(frozen=True, slots=True)
class WeekChoice:
    """A week to begin or end in: its day (ISO) and number."""

    day: str
    number: str


@dataclass(frozen=True, slots=True)
class CurriculumRead:
    """A curriculum that some of a plan's students follow, and how many; `here`: its course is known."""

    curriculum: str
    students: int
    here: bool
    other_form: Text = NO_TEXT


@dataclass(frozen=True, slots=True)
class Draft:
    """A plan as its teacher writes it, with everything there is to choose from."""

    id: str = ""
    title: str = ""
    purpose: str = ""
    start: str = ""
    end: str = ""
    start_week: str = ""
    end_week: str = ""
    subject: str = ""
    curriculum: str = ""
    years: Text = NO_TEXT
    readings: tuple[CurriculumRead, ...] = ()
    groups: tuple[GroupChoice, ...] = ()
    group_names: str = ""
    weeks: tuple[WeekRow, ...] = ()
    assessments: tuple[AssessmentRow, ...] = ()
    areas: tuple[Area, ...] = ()
    picked: tuple[Point, ...] = ()
    aspects: tuple[Aspect, ...] = ()
    starts: tuple[WeekChoice, ...] = ()
    ends: tuple[WeekChoice, ...] = ()
    met: int = 0
    points: int = 0
    status: str = "draft"
    edited_at: str = ""
    edited_by: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A published unit in a reader's list."""

    id: str
    title: str
    subject: str
    weeks: str
    phase: str


@dataclass(frozen=True, slots=True)
class ReaderList:
    """A student's published units: what goes on, what comes, what is done."""

    now: tuple[UnitLine, ...] = ()
    next: tuple[UnitLine, ...] = ()
    past: tuple[UnitLine, ...] = ()
    is_empty: bool = True


@dataclass(frozen=True, slots=True)
class Published:
    """A plan as students read it."""

    id: str = ""
    title: str = ""
    subject: str = ""
    groups: str = ""
    weeks_shown: str = ""
    purpose: str = ""
    points: tuple[Point, ...] = ()
    weeks: tuple[WeekRow, ...] = ()
    assessments: tuple[AssessmentRow, ...] = ()
    aspects: tuple[Aspect, ...] = ()
    published_on: str = ""


@dataclass(frozen=True, slots=True)
class Clash:
    """Two versions of the same field: what the person wrote, and what somebody else saved meanwhile."""

    field: str = ""
    label: Text = NO_TEXT
    mine: str = ""
    theirs: str = ""
    by: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class GroupMet:
    """How many points of the core content a group has met."""

    group_id: str
    syllabus_id: str
    group: str
    met: int
    total: int


@dataclass(frozen=True, slots=True)
class GroupReads:
    """A group in a subject, and the curricula that its students read by; `is_mixed` when they are more than one."""

    group_id: str
    syllabus_id: str
    group: str
    subject: str
    years: Text
    curricula: tuple[CurriculumRead, ...]
    is_mixed: bool
