"""Warnings that the invented teachers have written: the same for the same school, without a draw."""

from datetime import date, time, timedelta
from typing import Any

from skolplattform.assessment.risk.rules import is_graded, lowest_pass
from skolplattform.assessment.risk.tables import RiskReceipt, RiskWarning
from skolplattform.core import clock
from skolplattform.core.bulk import BulkWriter
from skolplattform.demo.keys import Keys
from skolplattform.demo.learning import Learning
from skolplattform.demo.units import Pupil, Taught, Unit

EVERY = 4
"""In one of so many subjects somebody is warned."""
SENT_AGO, CAUGHT_UP_AGO = (16, 9, 3), timedelta(days=2)
FORM = "GR"
SAID = (
    (
        "Två av höstens tre prov är inte gjorda, och inlämningen från vecka 43 saknas.",
        "Extra tid hos läraren på onsdagar kl. 14.30, och muntligt i stället för skriftligt när det går.",
        "Kom på onsdag och gör det första provet. Vi går igenom uppgifterna tillsammans innan.",
    ),
    (
        "Du har visat metoder, men inte hur du resonerar eller jämför olika sätt.",
        "Du får en mall för resonemang och sitter med en studiekamrat under arbetspassen.",
        "Skriv om slutsatsen i din senaste uppgift efter mallen, till fredag.",
    ),
    (
        "Underlag saknas: mycket frånvaro gör att läraren inte har sett vad du kan.",
        "Mentor och lärare gör en plan för det som är missat. Materialet finns i planeringen.",
        "Möt din mentor i början av veckan och välj vilka två moment du visar först.",
    ),
)
CAUGHT_UP = "Båda proven är gjorda och du har visat det som saknades. Bra kämpat!"


class RiskLife:
    """Writes the warnings of a unit. `shown` is the child of the family that shows the platform."""

    def __init__(self, writer: BulkWriter, keys: Keys, learning: Learning, today: date) -> None:
        self.writer, self.keys, self.learning, self.today = writer, keys, learning, today
        self.catalogue = learning.catalogue
        self.made = 0

    def run(self, unit: Unit, term_ends: date, shown: Pupil | None) -> None:
        """One student in every fourth subject, and the child shown in a subject of its own."""
        graded = [taught for taught in unit.taught if self._is_graded(taught)]
        for taught in graded[::EVERY]:
            can_fail = [one for one in taught.pupils if (one.person.id, taught.syllabus_id) not in self.learning.apart]
            chosen = can_fail[self.made * 5 % len(can_fail)]
            self._warn(unit, taught, chosen, term_ends)
        own = next((taught for taught in graded[1:] if shown in taught.pupils), None)
        if own is not None and shown is not None:
            self.made += -self.made % len(SAID)
            self._warn(unit, own, shown, term_ends)

    def _is_graded(self, taught: Taught) -> bool:
        has_criteria = taught.syllabus_id in self.catalogue and bool(taught.pupils)
        return has_criteria and is_graded(FORM, taught.school_year, self.today)

    def _warn(self, unit: Unit, taught: Taught, pupil: Pupil, term_ends: date) -> None:
        kind, turn = self.made % len(SAID), self.made // len(SAID)
        self.made += 1
        missing, support, next_step = SAID[kind]
        grade, is_draft = lowest_pass(FORM), turn % 5 == 4
        criteria = self.catalogue[taught.syllabus_id].criteria[kind::3] if taught.syllabus_id else ()
        at = clock.at(self.today - timedelta(days=SENT_AGO[kind]), time(15, 20))
        row: dict[str, Any] = {"id": self.keys.next(), "student_id": pupil.person.id, "unit_id": unit.id}
        row |= {"activity_id": taught.activity_id, "syllabus_id": taught.syllabus_id, "term_ends": term_ends}
        row |= {"grade": grade, "criteria": [str(one.id) for one in criteria], "missing": missing}
        row |= {"against": [[one.name, dict(one.wordings).get(grade, "")] for one in criteria]}
        row |= {"support": support, "next_step": next_step, "author_id": taught.teacher.person.id, "changed_at": at}
        row |= {"sent_at": None if is_draft else at, "version": 3, **self._ending(taught, turn % 5 == 3)}
        self.writer.add(RiskWarning, row)
        if not is_draft:
            self._read(row, pupil, turn)

    def _ending(self, taught: Taught, has_ended: bool) -> dict[str, Any]:
        if not has_ended:
            return {"ended_on": None, "ending": "", "ended_why": "", "ended_by": None}
        ended = {"ended_on": self.today - CAUGHT_UP_AGO, "ending": "caught_up", "ended_why": CAUGHT_UP}
        return ended | {"ended_by": taught.teacher.person.id}

    def _read(self, warning: dict[str, Any], pupil: Pupil, turn: int) -> None:
        """All have read, all but the second guardian, or nobody yet."""
        people = (pupil.person.id, *pupil.guardians)
        read = (people[:2], people, ())[turn % 3]
        for number, person in enumerate(read):
            at = warning["sent_at"] + timedelta(hours=4 + 20 * number)
            self.writer.add(RiskReceipt, {"warning_id": warning["id"], "person_id": person, "at": at})
