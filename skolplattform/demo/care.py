"""Life in an invented förskola or fritidshem: hours of each home, who came this morning, who picks up, a holiday."""

from datetime import date, time, timedelta
from random import Random
from typing import Any
from uuid import UUID

from skolplattform.attendance.tables import (
    AbsenceReport,
    CareSchedule,
    HolidayAnswer,
    HolidayNeed,
    Passage,
    Pickup,
    PickupPerson,
    Presence,
)
from skolplattform.core import clock
from skolplattform.core.bulk import BulkWriter
from skolplattform.demo.keys import Keys
from skolplattform.demo.life import NOW
from skolplattform.demo.units import Pupil, Unit

TWO_HOMES = 0.12
AWAY = 0.09
NOT_YET = 0.07
GONE = 0.03
ANSWERED = 0.6
MORNINGS = ("07:00", "07:30", "08:00", "08:30", "09:00")
AFTERNOONS = ("14:30", "15:30", "16:00", "16:30", "17:00")
PICKERS = ("Mormor Inga", "Farfar Olle", "Faster Amina", "Grannen Per", "Moster Lina", "Storasyster Vera")
OFF: list[Any] = [None] * 7


class CareLife:
    """Lets this morning pass at the door of one unit."""

    def __init__(self, unit: Unit, today: date, writer: BulkWriter, keys: Keys, random: Random) -> None:
        self.unit, self.today, self.writer, self.keys, self.random = unit, today, writer, keys, random

    def run(self, children: list[Pupil], noted_by: UUID) -> None:
        """A förskola: the hours of every child, this morning at the door, who picks up."""
        for child in children:
            first, last = self.random.choice(MORNINGS), self.random.choice(AFTERNOONS)
            self._hours(child, [[first, last]])
            self._morning(child, first, noted_by)
            self._pickup(child)

    def run_leisure(self, children: list[Pupil], asked_by: UUID) -> None:
        """Fritidshem: before and after school; at this hour the children are in school. The holiday is asked about."""
        need = self._need(asked_by)
        for child in children:
            self._hours(child, [["06:45", "08:00"], ["13:30", self.random.choice(AFTERNOONS)]])
            self._pickup(child)
            if self.random.random() < ANSWERED:
                self._answer(need, child)

    def _hours(self, child: Pupil, day: list[list[str]]) -> None:
        """One home's week, or two homes' every other week; some of them leave a gap or contradict each other."""
        week = [day] * 5 + [None, None]
        home, *others = child.guardians
        if not others or self.random.random() > TWO_HOMES:
            self._schedule(child, home, [week])
            return
        other = [*([day] if self.random.random() < 0.5 else [[["08:00", "15:00"]]]), *([day] * 4), None, None]
        gap = [None, *other[1:]] if self.random.random() < 0.4 else other
        self._schedule(child, home, [week, OFF])
        self._schedule(child, others[0], [OFF, gap] if self.random.random() < 0.7 else [other, gap])

    def _schedule(self, child: Pupil, home: UUID, weeks: list[Any]) -> None:
        row = {"id": self.keys.next(), "child_id": child.person.id, "unit_id": self.unit.id, "home_id": home}
        row |= {"valid_from": self.today - timedelta(days=self.today.weekday() + 28), "ground": "work", "weeks": weeks}
        self.writer.add(CareSchedule, {**row, "registered_at": self.keys.made_at})

    def _morning(self, child: Pupil, arrives: str, noted_by: UUID) -> None:
        """In since about the hour that was said; some are told away, some late, one or two gone again."""
        draw = self.random.random()
        if draw < AWAY:
            self._told_away(child)
        elif draw > AWAY + NOT_YET:
            came = clock.at(self.today, time.fromisoformat(arrives)) + timedelta(minutes=self.random.randint(-9, 14))
            self._came(child, came, noted_by, gone=self.random.random() < GONE)

    def _came(self, child: Pupil, came: Any, noted_by: UUID, *, gone: bool) -> None:
        left = clock.at(self.today, NOW) - timedelta(minutes=12)
        row = {"id": self.keys.next(), "child_id": child.person.id, "unit_id": self.unit.id, "day": self.today}
        self.writer.add(Presence, {**row, "is_here": not gone, "since": left if gone else came})
        for way, at in (("in", came), ("out", left)) if gone else (("in", came),):
            self.writer.add(Passage, {"presence_id": row["id"], "way": way, "at": at, "noted_by": noted_by})

    def _told_away(self, child: Pupil) -> None:
        starts, ends = clock.day_bounds(self.today)
        told = clock.at(self.today, time(6, 50)) + timedelta(minutes=self.random.randint(0, 40))
        row = {"id": self.keys.next(), "student_id": child.person.id, "unit_id": self.unit.id, "reason": "sick"}
        row |= {"absence_type": "Anmäld frånvaro", "starts_at": starts, "ends_at": ends, "registered_at": told}
        self.writer.add(AbsenceReport, {**row, "registered_by": child.guardians[0]})

    def _pickup(self, child: Pupil) -> None:
        if self.random.random() > 0.35:
            return
        person = {"id": self.keys.next(), "child_id": child.person.id, "named_by": child.guardians[0]}
        person |= {"name": self.random.choice(PICKERS), "first_day": self.today - timedelta(days=20)}
        self.writer.add(PickupPerson, {**person, "shared": self.random.random() < 0.5})
        row = {"id": self.keys.next(), "child_id": child.person.id, "unit_id": self.unit.id, "day": self.today}
        row |= {"said_by": child.guardians[0], "person_id": person["id"], "said_at": self.keys.made_at}
        self.writer.add(Pickup, row)

    def _need(self, asked_by: UUID) -> dict[str, Any]:
        first = self.today + timedelta(days=35 - self.today.weekday())
        row = {"id": self.keys.next(), "unit_id": self.unit.id, "name": "Lovveckan", "first_day": first}
        row |= {"last_day": first + timedelta(days=4), "deadline": self.today + timedelta(days=12)}
        self.writer.add(HolidayNeed, {**row, "asked_by": asked_by, "asked_at": self.keys.made_at})
        return row

    def _answer(self, need: dict[str, Any], child: Pupil) -> None:
        days = {
            (need["first_day"] + timedelta(days=n)).isoformat(): ["08:00", "16:00"]
            for n in range(5)
            if self.random.random() < 0.45
        }
        row = {"id": self.keys.next(), "need_id": need["id"], "child_id": child.person.id, "days": days}
        self.writer.add(HolidayAnswer, {**row, "home_id": child.guardians[0], "answered_at": self.keys.made_at})
