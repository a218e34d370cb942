"""Server time of the pages that are opened most, as their queries, statements included."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from sqlmodel import Session

from benchmarks import people
from benchmarks.planned import planned_school
from benchmarks.timing import Result, latency
from benchmarks.wide import wide_group
from skolplattform.assessment import queries as assessment
from skolplattform.assessment.contract import ProgressFigures
from skolplattform.assessment.marks import queries as marks
from skolplattform.assessment.marks.views import Markbook
from skolplattform.assessment.views import Matrix
from skolplattform.attendance.queries.roster import lesson_roster
from skolplattform.core import db, modules
from skolplattform.core.actor import Actor
from skolplattform.insights.queries import city, family, now, periods, school
from skolplattform.insights.queries.class_days import Scope
from skolplattform.insights.queries.periods import Window
from skolplattform.planning.contract import PlanningContract
from skolplattform.planning.coverage.queries import school_map
from skolplattform.planning.lesson_plans.queries import lesson_page

TIMES = 60
AHEAD = timedelta(days=21)


def _each(calls: list[Callable[[Session], object]]) -> list[Callable[[], object]]:
    def in_session(call: Callable[[Session], object]) -> Callable[[], object]:
        def run() -> object:
            with db.reading() as session:
                return call(session)

        return run

    return [in_session(call) for call in calls]


def measure(today: date, moment: datetime) -> Iterator[Result]:
    """Every read that has a target."""
    random = Random(7)
    with db.reading() as session:
        lessons = people.lessons_with_teacher(session, random, today, TIMES)
        leaders = people.principals(session, random, TIMES)
        families = people.guardians(session, random, today, TIMES)
        office = people.central(session)
        year = periods.window("year", periods.terms(session, today), today)
    yield latency(
        "open the attendance page of a lesson",
        _each([lambda s, a=a, i=i: lesson_roster(s, a, i) for a, i in lessons]),
        25,
    )
    yield latency(
        "open Lektionen nu",
        _each([lambda s, a=a, i=i: lesson_page(s, a, i) for a, i in lessons]),
        40,
    )
    for name, scopes in _scopes(leaders, year, today).items():
        yield latency(
            f"principal's year of attendance, {name}",
            _each(
                [
                    lambda s, a=a, scope=scope: school.overview(
                        s, a, next(iter(a.units)), year, scope=scope, today=today
                    )
                    for a, scope in scopes
                ]
            ),
            50,
        )
    yield latency(
        "principal's school now",
        _each([lambda s, a=a: now.school_now(s, a, next(iter(a.units)), moment=moment) for a in leaders]),
        50,
    )
    yield latency("coverage map of a school", _each([lambda s, a=a: school_map(s, a) for a in leaders]), 60)
    planner, plans = planned_school(today)
    yield latency(
        f"coverage map of a school, its year planned ({plans} plans)",
        _each([lambda s: school_map(s, planner)] * TIMES),
        60,
    )
    yield latency(
        "guardian's progress dashboard",
        _each([lambda s, a=a, c=c: _dashboard(s, a, c, today) for a, c in families]),
        40,
    )
    yield from _assessment(random, today)
    yield latency(
        "city overview",
        _each([lambda s: city.city_overview(s, office, year, today=today)] * 20),
        150,
    )


def _assessment(random: Random, today: date) -> Iterator[Result]:
    """The widest matrix and markbook, teachers' own matrices, and a student's subjects."""
    widest = wide_group(today)
    with db.reading() as session:
        groups = people.judged_groups(session, random, today, TIMES)
        students = people.judged_students(session, random, TIMES)
        grids = {"an assessment matrix": assessment.matrix, "a markbook": marks.markbook}
        sizes = {name: _size(read(session, *widest)) for name, read in grids.items()}
    for name, read in grids.items():
        yield latency(f"open {name} ({sizes[name]})", _each([lambda s, read=read: read(s, *widest)] * TIMES), 40)
    yield latency(
        "open an assessment matrix (of any group)",
        _each([lambda s, a=a, i=i: assessment.matrix(s, a, i) for a, i in groups]),
        40,
    )
    yield latency(
        "a student's progress over all subjects",
        _each([lambda s, a=a: assessment.own_subjects(s, a, a.person_id) for a in students]),
        40,
    )


def _size(grid: Matrix | Markbook) -> str:
    return f"{len(grid.rows)} x {len(grid.columns)}"


def _scopes(leaders: list[Actor], year: Window, today: date) -> dict[str, list[tuple[Actor, Scope]]]:
    """The three levels a principal looks at: each shows its days, weekdays, years and classes."""
    with db.reading() as session:
        found = {
            actor.units: school.classes_of(session, actor, next(iter(actor.units)), today) for actor in set(leaders)
        }
    classes = {units: next(iter(those)) for units, those in found.items() if those}
    return {
        "school by day, year and class": [(actor, Scope()) for actor in leaders],
        "one year by day and class": [(actor, Scope(school_year=7)) for actor in leaders],
        "one class by day": [
            (actor, Scope(class_id=classes[actor.units])) for actor in leaders if actor.units in classes
        ],
    }


def _dashboard(session: Session, actor: Actor, child: UUID, today: date) -> object:
    """All that the guardian's page of one child reads."""
    term = family.child_term(session, actor, child, today=today)
    figures, plans = modules.get(ProgressFigures), modules.get(PlanningContract)
    return (
        term,
        figures and figures.criteria_reached(session, actor, child),
        figures and figures.grades_of_last_term(session, actor, child),
        plans and plans.units_of_student(session, actor, child, today, today + AHEAD),
    )
