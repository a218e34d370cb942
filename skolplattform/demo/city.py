"""Makes a whole city, unit by unit, each in its own transaction, so that memory stays that of one school."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from random import Random
from uuid import UUID

from sqlalchemy import text as sql
from sqlmodel import Session

from skolplattform.core import clock, db
from skolplattform.core.actor import Workspace
from skolplattform.core.bulk import BulkWriter
from skolplattform.core.installation import remember
from skolplattform.demo import catalogue, notices, persons
from skolplattform.demo.adults import KINDS as ADULT_KINDS
from skolplattform.demo.adults import WorkplaceLife, sfi_classes, vocational_classes
from skolplattform.demo.care import CareLife
from skolplattform.demo.consents import consents
from skolplattform.demo.discussions import discussions
from skolplattform.demo.follow_up import follow_up
from skolplattform.demo.hand_ins import hand_ins
from skolplattform.demo.influence import influence
from skolplattform.demo.journal import journal
from skolplattform.demo.keys import Keys
from skolplattform.demo.learning import Learning
from skolplattform.demo.learning_log import learning_log
from skolplattform.demo.leaves import LeaveLife
from skolplattform.demo.lesson_plans import plan_lessons
from skolplattform.demo.library import Library
from skolplattform.demo.life import NOW, Days, SchoolLife
from skolplattform.demo.marks import marks
from skolplattform.demo.mixed import mixed
from skolplattform.demo.own_matrices import own_matrices
from skolplattform.demo.peer_responses import peer_responses
from skolplattform.demo.pictures import Pictures
from skolplattform.demo.risk import RiskLife
from skolplattform.demo.school_days import AcademicYear, academic_year_of
from skolplattform.demo.screening import screening
from skolplattform.demo.self_assessment import self_assessment
from skolplattform.demo.set_work import set_calendar
from skolplattform.demo.shape import Shape
from skolplattform.demo.units import ClassPlan, Pupil, Unit, UnitMaker, compulsory_classes
from skolplattform.demo.week import fill_school
from skolplattform.insights import service as insights
from skolplattform.planning.curriculum.loader import load_catalogue
from skolplattform.planning.journal.loader import load_goals
from skolplattform.registry.codes import DutyRole, GroupType
from skolplattform.registry.consents.loader import load_kinds
from skolplattform.registry.tables import Enrolment
from skolplattform.schedule.tables import ClosedDay, Term

SEED = 2026
LEARNING_UNITS = 20
LEISURE_UNITS = 20
CONSENT_UNITS = {"GR": 1, "FS": 20}
LEISURE_YEARS = 3
SEQUENCES = tuple(
    sql(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")  # noqa: S608
    for table in ("judgement", "screening_result", "mark")
)
BEGINNINGS = (
    *("Ek", "Björk", "Sjö", "Lind", "Gran", "Asp", "Sol", "Äng", "Berg", "Lund"),
    *("Strand", "Kvarn", "Skog", "Sten", "Ros", "Alm", "Tall", "Hassel", "Vind", "Ljung"),
)
ENDINGS = ("haga", "dala", "vik", "valla", "backa", "höjd", "lund", "näs", "torp")
LEADERS = (
    (DutyRole.PRINCIPAL, "REK"),
    (DutyRole.ADMINISTRATOR, "ADM"),
    (DutyRole.STUDY_COUNSELLOR, "SYV"),
    (DutyRole.SOCIAL_COUNSELLOR, "KUR"),
    (DutyRole.SCHOOL_NURSE, "SSK"),
)


@dataclass
class City:
    """The city while it is made; `progress(text, done, total)` is told after each unit."""

    shape: Shape
    today: date
    progress: Callable[[str, int, int], None] = lambda text, done, total: None
    seed: int = SEED
    organiser: UUID | None = None
    first_school: Unit | None = None
    learning: Learning | None = None
    screened: int = 0
    shown: tuple[persons.Shown, ...] = ()
    departments: dict[str, tuple[list[Pupil], UUID]] = field(default_factory=dict)
    written: dict[str, int] = field(default_factory=dict)

    def make(self) -> None:
        """Write everything. The database must be migrated and hold no person."""
        self.random = Random(self.seed)
        self.year = academic_year_of(self.today)
        self.today = self.year.nearest(self.today)
        self.keys = Keys(clock.at(self.today, NOW), self.random)
        self._begin()
        plans = self._plans()
        for done, (kind, number) in enumerate(plans, 1):
            with db.unit() as session:
                unit = self._unit(session, kind, number)
            self.progress(unit.name, done, len(plans))
        if self.first_school is not None:
            with db.unit() as session:
                persons.offer(session, self.shown)
                guardian = next(one.person_id for one in self.shown if one.workspace is Workspace.GUARDIAN)
                notices.of_children(session, guardian, self.today)

    def _plans(self) -> list[tuple[str, int]]:
        counts = (
            ("GR", self.shape.compulsory),
            ("FS", self.shape.preschools),
            ("GY", self.shape.upper_secondary),
            ("VUX", self.shape.adult),
            ("YH", self.shape.vocational),
        )
        return [(kind, number) for kind, count in counts for number in range(count)]

    def _begin(self) -> None:
        with db.unit() as session:
            writer = BulkWriter(session)
            first, last = self._span()
            self.writer = writer
            self.pictures = Pictures(writer, self.keys)
            self.maker = UnitMaker(writer, self.keys, self.random, first, last)
            self.organiser = self.maker.organisation("Utbildningsnämnden", "Huvudman", None)
            self._calendar(writer, self.year)
            writer.flush()
            load_kinds(session)
            load_goals(session)
            remember(session, "demo.today", self.today.isoformat())
            self._count(writer)
        terms = [(first, last)] if self.shape.whole_year else [term[1:] for term in self.year.terms]
        lessons_from, lessons_until = next(term for term in terms if term[1] >= self.today)
        self.days = Days(tuple(d for d in self.year.school_days if lessons_from <= d <= lessons_until), self.today)

    def _span(self) -> tuple[date, date]:
        return self.year.terms[0][1], self.year.terms[-1][2]

    def _calendar(self, writer: BulkWriter, year: AcademicYear) -> None:
        for semester, first, last in year.terms:
            row = {"id": self.keys.next(), "organiser_id": self.organiser, "semester": semester}
            writer.add(Term, {**row, "start_date": first, "end_date": last})
        for day, (kind, name) in year.closed.items():
            writer.add(ClosedDay, {"organisation_id": self.organiser, "day": day, "kind": kind, "name": name})

    def _unit(self, session: Session, kind: str, number: int) -> Unit:
        self.writer.into(session)
        unit = self._open(kind, number)
        for role, signature in LEADERS:
            self.maker.staff(unit, role, signature)
        FILL[kind](self, unit, number)
        if kind == "GR" and number == 0:
            self.first_school = unit
            self.shown = persons.choose(self, unit)
        if unit.taught:
            life = SchoolLife(unit, self.days, self.writer, self.keys, self.random)
            life.leaves_unreported = self.shown[0].person_id if self.shown else None
            life.run()
            LeaveLife(unit, self.today, self.writer, self.keys).run(self._first_child(unit))
        if kind in ADULT_KINDS:
            WorkplaceLife(unit, self.today, self.writer, self.keys, self.random).run()
        if kind == "GR" and number < LEISURE_UNITS:
            self._leisure(unit)
        self.writer.flush()
        if number < CONSENT_UNITS.get(kind, 0):
            consents(session, self.writer, self.keys, unit, clock.at(self.days.days[0], NOW))
            self.writer.flush()
        if kind == "FS" and number < CONSENT_UNITS[kind]:
            self._journals(session, unit)
        if unit.taught:
            insights.rebuild(session, unit.id, self.days.days[0], self.days.days[-1])
            notices.of_today(session, unit.id, self.today)
            self._learn(session, unit, number)
            if number < LEARNING_UNITS:
                shown = self._first_child(unit)
                follow_up(session, unit, self.days.now, shown.person.id if shown else None)
        self._count(self.writer)
        return unit

    def _first_child(self, unit: Unit) -> Pupil | None:
        """The student who shows the platform, where they go to school."""
        eldest = self.shown[1].person_id if self.shown and unit is self.first_school else None
        return next((pupil for pupil in unit.pupils if pupil.person.id == eldest), None)

    def _learn(self, session: Session, unit: Unit, number: int) -> None:
        """Plans, judgements and grades, for the first schools; a whole city's are not needed to show or measure it."""
        if number >= LEARNING_UNITS or unit.kind in ADULT_KINDS:
            return
        if self.learning is None:
            load_catalogue(session)
            shared = Library(self.writer, self.keys, self.organiser)
            read = catalogue.read(session)
            self.learning = Learning(self.writer, self.keys, self.random, read, self._span(), self.today, shared)
        mixed(session, self.learning, unit, self.shown if unit is self.first_school else ())
        self.learning.fill(unit)
        set_calendar(self.writer, self.keys, unit, self.learning.going_on, self.today, self.year.school_days)
        term_ends = next(last for _, first, last in self.year.terms if first <= self.today <= last)
        own_matrices(self.learning, unit, self.today)
        self_assessment(self.learning, unit, self.today)
        marks(self.learning, unit, self.today)
        risk = RiskLife(self.writer, self.keys, self.learning, self.today)
        risk.run(unit, term_ends, self._first_child(unit))
        self.screened = screening(self.writer, self.keys, unit, self.today, self.screened)
        if unit is self.first_school:
            over = [day for day in self.days.days if day <= self.today]
            handed_in = hand_ins(self.writer, self.keys, unit, self.learning.going_on, over)
            if self.shown:
                whose = self.shown[0].person_id, self.shown[1].person_id
                discussions(self.writer, self.keys, unit, self.learning.going_on, over, whose)
                influence(self.writer, self.keys, unit, over, whose)
                hidden = {pupil.person.id for pupil in self.maker.protected}
                peer_responses(self.writer, self.keys, handed_in, whose, hidden)
                learning_log(self.writer, self.pictures, unit, *whose, over)
        self.writer.flush()
        if self.shown and unit is self.first_school:
            plan_lessons(session, unit, self.shown[0].person_id, self.learning.going_on, self.today)
        if session.get_bind().dialect.name == "postgresql":
            for sequence in SEQUENCES:
                session.execute(sequence)

    def _journals(self, session: Session, unit: Unit) -> None:
        """What the departments of a förskola have told their homes."""
        over = [day for day in self.days.days if day <= self.today]
        random = Random(unit.name)
        for name, (children, teacher) in self.departments.items():
            journal(session, self.pictures, unit.class_ids[name], children, teacher, over, random)
        self.writer.flush()

    def _leisure(self, unit: Unit) -> None:
        """Fritidshem of the youngest: they are enrolled there as well, before and after school."""
        children = [pupil for pupil in unit.pupils if pupil.school_year <= LEISURE_YEARS]
        teacher = self.maker.staff(unit, DutyRole.LEISURE_PEDAGOGUE, "FRI")
        for child in children:
            row = {"person_id": child.person.id, "unit_id": unit.id, "school_type": "FTH"}
            self.writer.add(Enrolment, {"id": self.keys.next(), **row, "start_date": self.maker.first})
        CareLife(unit, self.today, self.writer, self.keys, self.random).run_leisure(children, teacher.person.id)

    def _open(self, kind: str, number: int) -> Unit:
        place = BEGINNINGS[number % len(BEGINNINGS)] + ENDINGS[number // len(BEGINNINGS) % len(ENDINGS)]
        name = f"{place}{SUFFIX[kind]}"
        school_id = self.maker.organisation(name, "Skola", self.organiser)
        code = f"{10_000_000 + self.keys.next().int % 89_999_999}"
        unit_id = self.maker.organisation(f"{name} {UNIT[kind]}".strip(), "Skolenhet", school_id, TYPES[kind], code)
        return Unit(unit_id, school_id, name, kind)

    def _count(self, writer: BulkWriter) -> None:
        for table, rows in writer.written.items():
            self.written[table] = self.written.get(table, 0) + rows
        writer.written.clear()

    def compulsory(self, unit: Unit, number: int) -> None:
        """F-9 with förskoleklass."""
        fill_school(self.maker, unit, compulsory_classes(), protected=3)

    def upper_secondary(self, unit: Unit, number: int) -> None:
        """Three years with two classes each, levels of Gy25."""
        plans = [
            ClassPlan(f"{programme}{year}", year, "GY", (15 + year, 15 + year), 28)
            for year in (1, 2, 3)
            for programme in ("NA", "SA")
        ]
        fill_school(self.maker, unit, plans)

    def adult(self, unit: Unit, number: int) -> None:
        """SFI courses A to D and no guardians."""
        fill_school(self.maker, unit, sfi_classes())
        if self.first_school is not None and number == 0:
            self.shown = persons.with_adults(self, unit)

    def vocational(self, unit: Unit, number: int) -> None:
        """A class of higher vocational education."""
        fill_school(self.maker, unit, vocational_classes(self.year.start_year))

    def preschool(self, unit: Unit, number: int) -> None:
        """Three departments of children from one to five."""
        for n, name in enumerate(("Myran", "Humlan", "Fjärilen")):
            plan = ClassPlan(name, 0, "FS", (1 + n, 3 + n), 16)
            children = [self.maker.pupil(unit, plan) for _ in range(plan.size)]
            unit.class_ids[name] = self.maker.group(unit, name, GroupType.DEPARTMENT, "FS", children)
            teacher = self.maker.staff(unit, DutyRole.PRESCHOOL_TEACHER, f"F{n}")
            self.departments[name] = children, teacher.person.id
            self.maker.staff(unit, DutyRole.CHILDCARE_WORKER, f"B{n}")
            CareLife(unit, self.today, self.writer, self.keys, self.random).run(children, teacher.person.id)
        if self.first_school is not None and number == 0:
            self.shown = persons.with_preschool(self, unit)


FILL: dict[str, Callable[[City, Unit, int], None]] = {
    "GR": City.compulsory,
    "GY": City.upper_secondary,
    "VUX": City.adult,
    "YH": City.vocational,
    "FS": City.preschool,
}
TYPES = {"GR": ("FKLASS", "GR"), "GY": ("GY",), "VUX": ("SFI",), "YH": ("YH",), "FS": ("FS",)}
SUFFIX = {"GR": "skolan", "GY": "gymnasiet", "VUX": "s vuxenutbildning", "YH": "s yrkeshögskola", "FS": "s förskola"}
UNIT = {"GR": "F-9", "GY": "", "VUX": "", "YH": "", "FS": ""}
