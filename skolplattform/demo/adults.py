"""Adult education in an invented city: sfi and a class of higher vocational education, and who is at a workplace."""

from datetime import date, time, timedelta
from random import Random

from skolplattform.attendance.rules.training import checked_weekdays
from skolplattform.attendance.tables import WorkplaceDay, WorkplaceTraining
from skolplattform.core import clock
from skolplattform.core.bulk import BulkWriter
from skolplattform.demo.keys import Keys
from skolplattform.demo.units import ClassPlan, Pupil, Unit

KINDS = ("VUX", "YH")
COURSES = ("SFI A", "SFI B", "SFI C", "SFI D")
PLACED = 5
"""Of each class so many are at a workplace now."""
SINCE, UNTIL = timedelta(weeks=3), timedelta(weeks=3)
AFTERNOON, WEEKDAYS = 240, (1, 3)
CONFIRMED = 0.86
AWAY = 0.07
PLACES = ("Ekhaga bageri", "Sjövik äldreboende", "Lindens bokhandel", "Kvarnens verkstad", "Björkdala förskola")
SUPERVISORS = ("Sara Ström", "Mats Hedin", "Nadia Karim", "Olof Brandt", "Eva Lindkvist")


def sfi_classes() -> list[ClassPlan]:
    """Sfi courses A to D, of all ages."""
    return [ClassPlan(course, 1, "SFI", (20, 55), 20) for course in COURSES]


def vocational_classes(year: int) -> list[ClassPlan]:
    """A class of higher vocational education."""
    return [ClassPlan(f"Systemutvecklare {year}", 1, "YH", (20, 55), 30)]


class WorkplaceLife:
    """Some of each class are at a workplace two afternoons a week; their supervisors have confirmed most days."""

    def __init__(self, unit: Unit, today: date, writer: BulkWriter, keys: Keys, random: Random) -> None:
        self.unit, self.today, self.writer, self.keys, self.random = unit, today, writer, keys, random

    def run(self) -> None:
        """Write it."""
        for name, mentor in self.unit.mentors.items():
            pupils = next(one.pupils for one in self.unit.taught if one.class_name == name)
            for at, pupil in enumerate(pupils[:PLACED]):
                self._training(pupil, at, mentor.person.id)

    def _training(self, pupil: Pupil, at: int, opened_by: object) -> None:
        first = self.today - SINCE - timedelta(days=self.today.weekday())
        row = {"id": self.keys.next(), "student_id": pupil.person.id, "unit_id": self.unit.id}
        row |= {"workplace": PLACES[at], "supervisor": SUPERVISORS[at], "day_minutes": AFTERNOON}
        row["weekdays"] = checked_weekdays(WEEKDAYS)
        row |= {"first_day": first, "last_day": first + SINCE + UNTIL, "opened_by": opened_by}
        self.writer.add(WorkplaceTraining, {**row, "opened_at": clock.at(first, time(9))})
        day = first
        while day < self.today:
            if day.weekday() in WEEKDAYS and self.random.random() < CONFIRMED:
                minutes = 0 if self.random.random() < AWAY else AFTERNOON
                told = {"training_id": row["id"], "day": day, "minutes": minutes, "noted_by": None}
                told_at = clock.at(day, time(16, 30))
                self.writer.add(WorkplaceDay, {"id": self.keys.next(), **told, "noted_at": told_at})
            day += timedelta(days=1)
