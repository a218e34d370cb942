"""Which curriculum a student reads by, and which version of a subject: pure functions, no database and no clock.

The curriculum follows the enrolment, not the group and not today's date (R-Y01): two students in one group may read
by different ones. A subject that a student reads by another school form's syllabus is read by that form's (R-P03).
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from skolplattform.planning.rules import Span, best_stage


@dataclass(frozen=True, slots=True)
class CurriculumDates:
    """A curriculum: which school forms read by it, its days, and whether only those who begin under it do."""

    code: str
    school_types: frozenset[str]
    valid_from: date
    valid_to: date | None = None
    for_starters: bool = False

    def holds(self, school_type: str, day: date) -> bool:
        """Does anybody in this school form read by it that day?"""
        return school_type in self.school_types and _within(self.valid_from, self.valid_to, day)


@dataclass(frozen=True, slots=True)
class Enrolled:
    """What the register says of a student in a school form: when they began in it, and the curriculum if it names one.

    A change of school is no new beginning. `subjects` are the codes of another form's subjects that it has been decided
    that they read by this form's syllabus, among those who read by the other (R-P03).
    """

    school_type: str
    began: date
    curriculum: str = ""
    subjects: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Read:
    """What a group reads: the syllabus's school form, the curriculum it names, its years and course."""

    school_type: str
    subject_code: str
    curriculum: str = ""
    years: Span | None = None
    course_code: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stage of a version of a subject, where a syllabus could belong."""

    stage_id: UUID
    subject_id: UUID
    subject_code: str
    curriculum: CurriculumDates
    version: int = 0
    language: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    years: Span | None = None
    course_code: str = ""


def _within(first: date | None, last: date | None, day: date) -> bool:
    return (first is None or first <= day) and (last is None or day <= last)


def curriculum_for(
    curricula: Iterable[CurriculumDates], school_type: str, day: date, *, named: str = "", began: date | None = None
) -> str:
    """The code of the curriculum that holds for somebody in this school form that day; empty when none does.

    One that is named, and holds, is it. Else the newest that holds: one for starters only when they began under it,
    so that who began before stays on the older one for as long as that holds (R-Y01). `began` None: today.
    """
    holding = [curriculum for curriculum in curricula if curriculum.holds(school_type, day)]
    if named in {curriculum.code for curriculum in holding}:
        return named
    first = began or day
    open_to = [c for c in holding if not c.for_starters or c.valid_from <= first] or holding
    newest = max(open_to, key=lambda curriculum: (curriculum.valid_from, curriculum.code), default=None)
    return newest.code if newest else ""


def curriculum_read(curricula: Collection[CurriculumDates], read: Read, enrolled: Sequence[Enrolled], day: date) -> str:
    """The curriculum by which a student reads what the group reads.

    What has been decided for the subject comes first (R-P03), then the enrolment in the syllabus's own form (R-Y01).
    Without either, as when a pupil of anpassad grundskola reads a subject by grundskola's syllabus, the syllabus
    decides.
    """
    decided = next((item for item in enrolled if read.subject_code in item.subjects), None)
    own = decided or next((item for item in enrolled if item.school_type == read.school_type), None)
    if own is None:
        return curriculum_for(curricula, read.school_type, day, named=read.curriculum) or read.curriculum
    return curriculum_for(curricula, own.school_type, day, named=own.curriculum, began=own.began)


def version_of(candidates: Iterable[Candidate], read: Read, curriculum: str, day: date) -> Candidate | None:
    """The stage to plan and assess by: of the curriculum's versions of the subject the newest that holds that day.

    The subject of the same code comes before one of the same name, and one in the language before one for all.
    """
    within = [c for c in candidates if c.curriculum.code == curriculum and _within(c.valid_from, c.valid_to, day)]
    newest = max(within, key=lambda c: _rank(c, read), default=None)
    if newest is None:
        return None
    offered = {c.stage_id: c for c in within if c.subject_id == newest.subject_id}
    of_course = next((c for c in offered.values() if c.course_code and c.course_code == read.course_code), None)
    if of_course:
        return of_course
    spans = {key: c.years for key, c in offered.items() if c.years}
    found = best_stage(spans, read.years) if spans else None
    is_alone = len(offered) == 1 and bool(newest.course_code)
    if is_alone and not (read.course_code and newest.subject_code == read.subject_code):
        return newest
    return offered[found] if found else None


def _rank(candidate: Candidate, read: Read) -> tuple[bool, bool, date, int, str]:
    is_same = candidate.subject_code == read.subject_code
    first = candidate.valid_from or candidate.curriculum.valid_from
    return is_same, bool(candidate.language), first, candidate.version, str(candidate.subject_id)


def first_day_of_use(starts: date, today: date, *, is_first: bool) -> date:
    """From when an imported version is used: its own first day, but never in the middle of a school year.

    Where the subject is in use already, a version that began before today waits for the next 1 July: what is being
    planned and assessed keeps its ground until the year is over.
    """
    if is_first or starts > today:
        return starts
    return date(today.year + (today.month > 6), 7, 1)
