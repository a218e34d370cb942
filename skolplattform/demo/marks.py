"""Tests that the invented groups have done, with results: the same each time, without a draw."""

from datetime import date, time, timedelta
from typing import Any

from skolplattform.assessment.marks.rules import Absence, Form, code_of_level
from skolplattform.assessment.marks.tables import Mark, MarkedTest, MarkVersion
from skolplattform.core import clock
from skolplattform.demo.learning import Learning
from skolplattform.demo.units import Taught, Unit

EVERY, FROM_YEAR, FRIDAY = 6, 4, 4
"""In one of so many subjects from that year on the teacher has results; a mentor in all that they teach."""
LEVELS = ("Inte än", "På väg", "Klarar", "Klarar säkert")
TESTS = (
    ("Diagnos", Form.POINTS, 12, 38, True),
    ("Begreppstest", Form.POINTS, 20, 24, True),
    ("Muntlig redovisning", Form.LEVELS, 0, 17, True),
    ("Prov", Form.POINTS, 40, 3, False),
)
"""What it is called, its form, its points, how many days ago, whether it is published."""
COMMENTS = {
    0: "Du visar alla led. Nästa gång: kontrollera svaret mot frågan.",
    9: "Du är på väg. Öva på uppgifterna på sidan 42 och fråga mig på torsdag.",
}


def marks(learning: Learning, unit: Unit, today: date) -> None:
    """Give teachers of the unit tests that are done and shown, and the latest to look through and publish."""
    mentors = {mentor.duty_id for mentor in unit.mentors.values()}
    for number, taught in enumerate(unit.taught):
        of_mentor = taught.teacher.duty_id in mentors
        if taught.syllabus_id is None or taught.school_year < FROM_YEAR or not (of_mentor or number % EVERY == 0):
            continue
        for place, (title, form, most, ago, is_shown) in enumerate(TESTS):
            day = today - timedelta(days=ago + (number + place) % 3)
            day -= timedelta(days=max(0, day.weekday() - FRIDAY))
            test = {"title": title, "day": day, "form": form.value, "most": most}
            test |= {"levels": [] if form is Form.POINTS else list(LEVELS)}
            _results(learning, taught, test, number + place, shown=is_shown)


def _results(learning: Learning, taught: Taught, test: dict[str, Any], seed: int, *, shown: bool) -> None:
    """The test and what each student has in it. Results get numbers, as their versions point at them."""
    writer, teacher = learning.writer, taught.teacher.person.id
    at = clock.at(test["day"] + timedelta(days=3 if test["day"].weekday() == FRIDAY else 1), time(7, 50))
    row = test | {"id": learning.keys.next(), "activity_id": taught.activity_id, "published_at": at if shown else None}
    row |= {"work_id": None, "archived": False, "version": 1, "edited_by": teacher, "edited_at": at}
    writer.add(MarkedTest, row)
    for place, pupil in enumerate(taught.pupils):
        said = {"code": _code(test["most"], place, seed), "comment": COMMENTS.get((place + seed) % 18, "")}
        said |= {"version": 1, "author_id": teacher}
        learning.marks += 1
        mark = {"id": learning.marks, "test_id": row["id"], "student_id": pupil.person.id, **said, "changed_at": at}
        if shown:
            mark |= {f"published_{name}": said[name] for name in ("code", "comment", "version")}
            mark["published_at"] = at
        writer.add(Mark, mark)
        writer.add(MarkVersion, {"mark_id": learning.marks, "at": at, "shown_at": at if shown else None, **said})


def _code(most: int, place: int, seed: int) -> str:
    """Most have done it; one in seventeen was away, one in thirty-one has not written it."""
    turn = place * 11 + seed * 5
    if turn % 17 == 3:
        return Absence.AWAY.value
    if turn % 31 == 7:
        return Absence.UNWRITTEN.value
    if not most:
        return code_of_level((place * 7 + seed) % len(LEVELS))
    halves = most * 2
    return f"{(halves - turn * turn % (halves * 2 // 3)) / 2:g}"
