"""What the invented teachers have seen in F to 3, this autumn and in earlier years: the same each time, no draw."""

from datetime import date, time, timedelta
from typing import Any

from skolplattform.assessment.screening.materials import MATHS, SWEDISH, Material, Part, levels, materials
from skolplattform.assessment.screening.rules import academic_year, is_signal
from skolplattform.assessment.screening.tables import (
    ScreeningCare,
    ScreeningResult,
    ScreeningTold,
    ScreeningVersion,
)
from skolplattform.core import clock
from skolplattform.core.bulk import BulkWriter
from skolplattform.demo.keys import Keys
from skolplattform.demo.units import Pupil, Teacher, Unit

LAST_YEAR = 3
EARLIER = {"HT": (10, 14), "VT": (4, 22)}
"""Month and day on which earlier terms were written."""
AGO, LATELY, TOLD_AGO = timedelta(weeks=3), timedelta(days=7), timedelta(weeks=2)
SLOW_EVERY, SLOW_PARTS, AWAY_EVERY, LEFT_EVERY = 11, 2, 17, 6
NOTICED = "Vi läste tillsammans. Hen vill gärna, och håller ut när det är lugnt runt omkring."
TOLD = {
    SWEDISH: (
        "Känner igen språkljuden och berättar gärna. Bokstäverna börjar sitta.",
        "Vi läser korta ord varje dag. Läs gärna tio minuter tillsammans hemma.",
    ),
    MATHS: (
        "Räknar säkert framåt och förklarar med plockmaterial hur tanken går.",
        "Vi tränar på tal till hundra. Spela gärna kort eller tärning hemma.",
    ),
}
CARE = {
    "assessment": "Hör första ljudet i ord men inte de följande. Känner sju bokstäver. Förstår en text som läses högt.",
    "need": "adaptations",
    "measures": "Femton minuters enskild lästräning fyra dagar i veckan, och bildstöd vid högläsning.",
}


def screening(writer: BulkWriter, keys: Keys, unit: Unit, today: date, made: int) -> int:
    """The results of a school's children in F to 3; how many results there are now, `made` of them before."""
    life = ScreeningLife(writer, keys, unit, today, made)
    classes = {one.class_name: one for one in sorted(unit.taught, key=lambda taught: len(taught.pupils))}
    for name, taught in classes.items():
        if taught.school_year <= LAST_YEAR and name in unit.mentors:
            for number, pupil in enumerate(taught.pupils):
                life.child(pupil, unit.mentors[name], number)
    return life.made


class ScreeningLife:
    """Writes what was seen of each child, what was done about it and what home was told."""

    def __init__(self, writer: BulkWriter, keys: Keys, unit: Unit, today: date, made: int) -> None:
        self.writer, self.keys, self.unit, self.today, self.made = writer, keys, unit, today, made

    def child(self, pupil: Pupil, mentor: Teacher, number: int) -> None:
        """From förskoleklass until now."""
        for material in materials():
            day = self._day(material, pupil.school_year)
            if day is None or (not material.mandatory and number % 3):
                continue
            for place, part in enumerate(material.parts):
                is_slow = number % SLOW_EVERY == 0 and place < SLOW_PARTS
                if is_slow and number % (2 * SLOW_EVERY) and material.school_year == pupil.school_year:
                    day = self.today - LATELY
                if not self._is_left(pupil, material, number, place):
                    self._seen(pupil, mentor, material, part, day, number + place, is_slow=is_slow)
        if number % SLOW_EVERY == 0:
            self._care(pupil, mentor, number)
        if number % 4 == 2 or pupil.school_year == LAST_YEAR - 1:
            self._tell(pupil, mentor, SWEDISH if number % 2 else MATHS)

    def _day(self, material: Material, school_year: int) -> date | None:
        """When it was done; none when that is still to come."""
        year = academic_year(self.today) - (school_year - material.school_year)
        month, day = EARLIER[material.semester]
        done = date(year + (material.semester == "VT"), month, day)
        return done if done <= self.today - AGO else None

    @staticmethod
    def _is_left(pupil: Pupil, material: Material, number: int, place: int) -> bool:
        """Every sixth child has its last parts left this term."""
        return material.school_year == pupil.school_year and number % LEFT_EVERY == LEFT_EVERY - 1 and place > 0

    def _seen(
        self, pupil: Pupil, mentor: Teacher, material: Material, part: Part, day: date, turn: int, *, is_slow: bool
    ) -> None:
        value = _value(part, turn, is_slow=is_slow)
        at, comment = clock.at(day, time(13, 40)), NOTICED if turn % 13 == 0 else ""
        self.made += 1
        said = {"value": value, "comment": comment, "version": 1, "author_id": mentor.person.id}
        row: dict[str, Any] = {"id": self.made, "student_id": pupil.person.id, "unit_id": self.unit.id}
        row |= {"year": day.year if material.semester == "HT" else day.year - 1, "material": material.code}
        row |= {"part": part.code, "signal": is_signal(value, part, levels()), "seen_on": day, "changed_at": at}
        self.writer.add(ScreeningResult, row | said)
        self.writer.add(ScreeningVersion, {"result_id": self.made, "at": at, **said})

    def _care(self, pupil: Pupil, mentor: Teacher, number: int) -> None:
        """Half of those with a signal have been looked at more closely."""
        if number % (2 * SLOW_EVERY):
            return
        row = self._place(pupil, SWEDISH) | CARE | {"follow_up": "", "followed_up_on": None, "consulted": True}
        days = {"assessed_on": self.today - AGO, "planned_on": self.today - TOLD_AGO}
        at = clock.at(self.today - TOLD_AGO, time(15, 10))
        written = {"version": 2, "author_id": mentor.person.id, "changed_at": at}
        self.writer.add(ScreeningCare, row | days | written)

    def _tell(self, pupil: Pupil, mentor: Teacher, subject: str) -> None:
        seen, next_step = TOLD[subject]
        at = clock.at(self.today - TOLD_AGO, time(15, 20))
        said = {"seen": seen, "next_step": next_step, "author_id": mentor.person.id, "at": at}
        self.writer.add(ScreeningTold, self._place(pupil, subject) | said)

    def _place(self, pupil: Pupil, subject: str) -> dict[str, Any]:
        place = {"id": self.keys.next(), "student_id": pupil.person.id, "unit_id": self.unit.id}
        return place | {"year": academic_year(self.today), "subject": subject}


def _value(part: Part, turn: int, *, is_slow: bool) -> str:
    if turn % AWAY_EVERY == AWAY_EVERY - 1:
        return "-"
    if part.most:
        return str(max(0, part.limit - 2) if is_slow else part.limit + turn * 3 % (part.most - part.limit + 1))
    return "1" if is_slow else ("3", "2", "3", "3")[turn % 4]
