"""What the pages of lesson plans show: small frozen pictures, ready for the page."""

from dataclasses import dataclass

from skolplattform.i18n import NO_TEXT, Text
from skolplattform.planning.lesson_plans.words import Material, Step
from skolplattform.planning.set_work.views import WorkLine

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """A point of the unit's core content that the lesson could take up, and whether it does."""

    id: str
    text: str
    picked: bool


@dataclass(frozen=True, slots=True)
class Planned:
    """A lesson's plan as its teacher writes it. `id` empty: nothing is planned yet.

    `unit` is the unit plan it belongs to, `minutes` what its steps take together.
    """

    id: str = ""
    title: str = ""
    steps: str = ""
    material: str = ""
    homework: str = ""
    bring: str = ""
    unit: str = ""
    shown: bool = False
    pinned: bool = False
    taught: bool = False
    minutes: int = 0
    points: tuple[Taken, ...] = ()
    version: int = 0
    edited_at: str = ""
    edited_by: str = ""


@dataclass(frozen=True, slots=True)
class LessonRow:
    """A lesson in a group's sequence. `state`: past, now or coming; `off` says why it is not held.

    `moves`: the plan may be moved. `begins_week`: the number of its week, on the first lesson of each.
    """

    id: str
    day: str
    starts: str
    ends: str
    rooms: str
    lasts: int
    state: str
    off: Text
    begins_week: str
    moves: bool
    plan: Planned


@dataclass(frozen=True, slots=True)
class MovedPlan:
    """A plan that moved: from which day to which; empty: it stood, or stands, on none."""

    title: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Moved:
    """What the timetable moved since the teacher last said that they had seen it."""

    id: str = ""
    plans: tuple[MovedPlan, ...] = ()


@dataclass(frozen=True, slots=True)
class LessonSequence:
    """A group's lessons with what is planned for each, the plans that wait for a lesson, and what has moved."""

    activity_id: str = ""
    name: str = ""
    groups: str = ""
    group_id: str = ""
    subject: str = ""
    lessons: tuple[LessonRow, ...] = ()
    waiting: tuple[Planned, ...] = ()
    moved: Moved = Moved()
    units: Pairs = ()
    unplanned: int = 0
    has_more: bool = False


@dataclass(frozen=True, slots=True)
class LeftOver:
    """What was planned for the lesson before and was not done."""

    plan_id: str = ""
    lesson_id: str = ""
    day: str = ""
    title: str = ""
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RegisterState:
    """How the register of a lesson stands. `known`: attendance is installed. `told`: absent beforehand."""

    known: bool = False
    reported_at: str = ""
    away: int = 0
    told: int = 0


@dataclass(frozen=True, slots=True)
class LessonPage:
    """One lesson on one page: room and time, plan, register, what is due, what was left from last time.

    `owns`: the reader plans the activity; a substitute holds only this lesson. `begun`: its steps may be ticked off.
    """

    id: str = ""
    activity_id: str = ""
    name: str = ""
    groups: str = ""
    group_id: str = ""
    subject: str = ""
    day: str = ""
    starts: str = ""
    ends: str = ""
    rooms: str = ""
    lasts: int = 0
    off: Text = NO_TEXT
    begun: bool = False
    owns: bool = False
    students: int = 0
    plan: Planned = Planned()
    takes_up: bool = False
    steps: tuple[Step, ...] = ()
    material: tuple[Material, ...] = ()
    unit_title: str = ""
    register: RegisterState = RegisterState()
    work: tuple[WorkLine, ...] = ()
    left: LeftOver = LeftOver()
    before_id: str = ""
    after_id: str = ""


@dataclass(frozen=True, slots=True)
class ShownLesson:
    """A lesson as its students and their guardians read it: nothing but what its teacher shows."""

    starts: str
    ends: str
    rooms: str
    subject: str
    cancelled: bool
    title: str
    homework: str
    bring: str


@dataclass(frozen=True, slots=True)
class ShownDay:
    """A day with the lessons that say something."""

    day: str
    lessons: tuple[ShownLesson, ...]


@dataclass(frozen=True, slots=True)
class PackLesson:
    """A lesson of the day as a substitute needs it. `covered`: the reader substitutes in it."""

    id: str
    name: str
    starts: str
    ends: str
    rooms: str
    off: Text
    covered: bool
    title: str
    steps: tuple[Step, ...]
    material: tuple[Material, ...]
    homework: str
    bring: str
    students: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pack:
    """A day's lessons on paper, and the days there are to choose from."""

    day: str = ""
    first: str = ""
    last: str = ""
    lessons: tuple[PackLesson, ...] = ()
