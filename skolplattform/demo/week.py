"""A school filled: its classes, its teachers, its rooms, and where in the week everything lies."""

from uuid import UUID

from skolplattform.demo.subjects import HALF_CLASS, LANGUAGES, LESSONS_A_WEEK, lessons_a_week
from skolplattform.demo.timetable import Course, Week
from skolplattform.demo.units import ClassPlan, Pupil, Taught, Teacher, Unit, UnitMaker
from skolplattform.registry.codes import AssignmentRole, DutyRole, GroupType
from skolplattform.registry.tables import Assignment
from skolplattform.schedule.tables import Activity, ActivityGroup, ActivityTeacher, Room

LOAD = 22


def fill_school(maker: UnitMaker, unit: Unit, plans: list[ClassPlan], *, protected: int = 0) -> None:
    """Fill a unit with classes, groups, teachers, rooms and a week's timetable."""
    marked = set(maker.random.sample(range(len(plans)), min(protected, len(plans))))
    classes = {
        plan.name: [
            maker.pupil(unit, plan, "Sekretessmarkering" if i in marked and n == 0 else "Ingen")
            for n in range(plan.size)
        ]
        for i, plan in enumerate(plans)
    }
    for plan in plans:
        unit.class_ids[plan.name] = maker.group(unit, plan.name, GroupType.CLASS, plan.school_type, classes[plan.name])
    SchoolWeek(maker, unit, plans, classes).build()


class SchoolWeek:
    """A unit's courses, its teachers and where in the week everything lies."""

    def __init__(self, maker: UnitMaker, unit: Unit, plans: list[ClassPlan], classes: dict[str, list[Pupil]]) -> None:
        self.maker, self.unit, self.plans, self.classes = maker, unit, plans, classes
        self.pools: dict[str, list[Teacher]] = {}
        self.by_signature: dict[str, Teacher] = {}
        self.parts: dict[int, list[tuple[str, str, list[Pupil], Teacher, int]]] = {}

    def build(self) -> None:
        """Make the courses, place them, write activities."""
        courses = [course for plan in self.plans for course in self._class_courses(plan)]
        courses += self._language_courses()
        short = Week(self.maker.random).place(courses)
        for course in short:
            course.lessons = len(course.slots)
        rooms = self._rooms(len(self.plans) * 2 + 4)
        self._write(courses, rooms)
        self._mentors()

    def _teacher(self, subject: str, plan: ClassPlan, lessons: int) -> Teacher:
        """The class's own teacher for most subjects in F-6, a subject teacher otherwise; employed when all are full."""
        own = (
            plan.school_year <= 6 and plan.school_type != "GY" and subject not in {"IDH", "MU", "SL", "HKK", *LANGUAGES}
        )
        pool = self.pools.setdefault(f"class {plan.name}" if own else f"subject {subject}", [])
        chosen = next((teacher for teacher in pool if teacher.lessons + lessons <= LOAD), None)
        if chosen is None:
            signature = f"{subject[:3]}{len(self.by_signature) + 1}"
            chosen = self.maker.staff(self.unit, DutyRole.TEACHER, signature)
            self.by_signature[chosen.duty_id.hex] = chosen
            pool.append(chosen)
        chosen.lessons += lessons
        return chosen

    def _class_courses(self, plan: ClassPlan) -> list[Course]:
        wanted = lessons_a_week(plan.school_type, plan.school_year, plan.name)
        pupils = self.classes[plan.name]
        made: list[Course] = []
        for subject, lessons in wanted.items():
            if subject in HALF_CLASS and plan.school_year > 0:
                halves = pupils[::2], pupils[1::2]
                parts = [
                    (subject, f"{plan.name} slöjd {n}", half, self._teacher(subject, plan, lessons), plan.school_year)
                    for n, half in enumerate(halves, 1)
                ]
            else:
                whole = min(lessons, LOAD)
                parts = [(subject, plan.name, pupils, self._teacher(subject, plan, whole), plan.school_year)]
            made.append(self._course(f"{subject} {plan.name}", (plan.name,), parts, lessons))
        return made

    def _course(
        self, name: str, classes: tuple[str, ...], parts: list[tuple[str, str, list[Pupil], Teacher, int]], lessons: int
    ) -> Course:
        teachers = tuple({part[3].duty_id.hex for part in parts})
        if len(teachers) < len(parts):
            extra = self.maker.staff(self.unit, DutyRole.TEACHER, f"X{len(self.by_signature) + 1}")
            self.by_signature[extra.duty_id.hex] = extra
            extra.lessons += lessons
            parts[-1] = (*parts[-1][:3], extra, parts[-1][4])
            teachers = tuple(part[3].duty_id.hex for part in parts)
        course = Course(name, classes, teachers, lessons)
        self.parts[id(course)] = parts
        return course

    def _language_courses(self) -> list[Course]:
        """Language choice lies across the classes of a year, at the same time for all."""
        made: list[Course] = []
        for year in range(6, 10):
            plans = [plan for plan in self.plans if plan.school_year == year and plan.school_type == "GR"]
            if not plans:
                continue
            left = LESSONS_A_WEEK - sum(lessons_a_week("GR", year).values())
            pupils = [pupil for plan in plans for pupil in self.classes[plan.name]]
            parts = [
                (
                    short,
                    f"{year} {self.maker.syllabuses.name(short).split(', ')[1]}",
                    pupils[n :: len(LANGUAGES)],
                    self._teacher(short, plans[0], left),
                    year,
                )
                for n, short in enumerate(LANGUAGES)
            ]
            made.append(self._course(f"{year} språkval", tuple(plan.name for plan in plans), parts, left))
        return made

    def _rooms(self, count: int) -> list[UUID]:
        rooms = [self.maker.keys.next() for _ in range(count)]
        for n, room_id in enumerate(rooms):
            row = {"id": room_id, "display_name": f"Sal {101 + n}", "owner_id": self.unit.school_id, "seats": 30}
            self.maker.writer.add(Room, row)
        return rooms

    def _write(self, courses: list[Course], rooms: list[UUID]) -> None:
        homes = {plan.name: rooms[n] for n, plan in enumerate(self.plans)}
        spare = rooms[len(self.plans) :]
        used: set[tuple[UUID, int]] = set()
        for course in courses:
            for n, (subject, group_name, pupils, teacher, year) in enumerate(self.parts[id(course)]):
                home = homes[course.classes[min(n, len(course.classes) - 1)]]
                candidates = [home, *spare] if n < len(course.classes) else spare
                room = next((r for r in candidates if not any((r, s) in used for s in course.slots)), candidates[-1])
                used |= {(room, slot) for slot in course.slots}
                self.unit.taught.append(self._activity(course, subject, group_name, pupils, teacher, year, room))

    def _activity(
        self,
        course: Course,
        subject: str,
        group_name: str,
        pupils: list[Pupil],
        teacher: Teacher,
        year: int,
        room: UUID,
    ) -> Taught:
        maker, unit = self.maker, self.unit
        school_type = next(plan.school_type for plan in self.plans if plan.name == course.classes[0])
        group_id = unit.class_ids.get(group_name) or maker.group(
            unit, group_name, GroupType.TEACHING, school_type, pupils
        )
        name = maker.syllabuses.name(subject)
        if subject != group_name:
            name += f" {group_name}"
        if subject in LANGUAGES:
            name = f"{maker.syllabuses.name(subject).split(', ')[1].capitalize()} {year}"
        syllabus = maker.syllabuses.of(subject, school_type, year)
        activity_id = maker.keys.next()
        row = {"id": activity_id, "display_name": name, "activity_type": "Undervisning", "unit_id": unit.id}
        row |= {"syllabus_id": syllabus, "minutes_planned": course.lessons * 50 * 36, "start_date": maker.first}
        maker.writer.add(Activity, {**row, "end_date": maker.last, "modified_at": maker.keys.made_at})
        maker.writer.add(ActivityGroup, {"activity_id": activity_id, "group_id": group_id})
        maker.writer.add(ActivityTeacher, {"activity_id": activity_id, "duty_id": teacher.duty_id})
        return Taught(
            activity_id=activity_id,
            group_id=group_id,
            name=name,
            subject=maker.syllabuses.name(subject),
            teacher=teacher,
            pupils=tuple(pupils),
            slots=tuple(course.slots),
            room_id=room,
            syllabus_id=syllabus,
            school_year=year,
            class_name=course.classes[0],
        )

    def _mentors(self) -> None:
        for plan in self.plans:
            own = [
                t
                for t in self.unit.taught
                if t.class_name == plan.name and len(t.pupils) == len(self.classes[plan.name])
            ]
            taken = {mentor.duty_id for mentor in self.unit.mentors.values()}
            free = [t.teacher for t in own if t.teacher.duty_id not in taken]
            mentor = (free or [t.teacher for t in own])[0]
            self.unit.mentors[plan.name] = mentor
            row = {"duty_id": mentor.duty_id, "group_id": self.unit.class_ids[plan.name]}
            row |= {"assignment_role": AssignmentRole.MENTOR.value, "start_date": self.maker.first}
            self.maker.writer.add(Assignment, {"id": self.maker.keys.next(), **row})
