"""Leave in an invented school: applications that wait, that a custodian has not answered, and that are decided."""

from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any
from uuid import UUID

from skolplattform.attendance.tables import AbsenceReport, AttendancePolicy, LeaveApplication, LeaveConsent
from skolplattform.core import clock
from skolplattform.core.bulk import BulkWriter
from skolplattform.demo.keys import Keys
from skolplattform.demo.units import Pupil, Unit
from skolplattform.registry.codes import DutyRole

APPLIES = 0.03
NOON = time(12)
STATES = ("asked", "asked", "granted", "granted", "refused", "partly")
REASONS = ("travel", "family", "sport", "other")
WORDS = {
    "refused": "Ledigheten ligger under nationella proven, och inga synnerliga skäl finns.",
    "partly": "De första dagarna beviljas. Sedan har klassen nationella prov.",
}


class LeaveLife:
    """Lets some families of a unit apply; a random of its own, so that nothing else of the city changes."""

    def __init__(self, unit: Unit, today: date, writer: BulkWriter, keys: Keys) -> None:
        self.unit, self.today, self.writer, self.keys = unit, today, writer, keys
        self.random = Random(unit.name)
        self.head = unit.staff[DutyRole.PRINCIPAL.value].id

    def run(self, first_of_all: Pupil | None) -> None:
        """Write the applications; `first_of_all` is the child of the guardian who shows the platform."""
        if first_of_all is not None:
            self._policy()
            self._shown(first_of_all)
        for pupil in self.unit.pupils:
            if pupil is not first_of_all and pupil.guardians and self.random.random() < APPLIES:
                self._apply(pupil, self.random.choice(STATES), answered=self.random.random() < 0.7)

    def _shown(self, pupil: Pupil) -> None:
        """One that the shown guardian is asked to approve, and one that was granted."""
        self._apply(pupil, "granted", answered=True)
        if len(pupil.guardians) > 1:
            self._apply(pupil, "asked", answered=False, applicant=pupil.guardians[1])

    def _apply(self, pupil: Pupil, state: str, *, answered: bool, applicant: UUID | None = None) -> None:
        first = self._weekday(self.today + timedelta(days=self.random.randint(5, 20)))
        last = self._weekday(first + timedelta(days=self.random.choice((0, 1, 2, 4, 11))))
        told_by = applicant or pupil.guardians[0]
        application = self.keys.next()
        decided = state != "asked"
        applied = clock.at(self.today, NOON) - timedelta(days=self.random.randint(3, 20))
        given = (first, first if state == "partly" else last) if state in ("granted", "partly") else (None, None)
        report = self._absence(pupil, told_by, applied, given) if given[0] else None
        row: dict[str, Any] = {
            "id": application,
            "student_id": pupil.person.id,
            "unit_id": self.unit.id,
            "applied_by": told_by,
            "applied_at": applied,
            "first_day": first,
            "last_day": last,
            "reason": self.random.choice(REASONS),
            "note": "",
            "state": state,
            "granted_first": given[0],
            "granted_last": given[1],
            "school_days": _weekdays(given[0] or first, given[1] or last),
            "decided_by": self.head if decided else None,
            "decided_at": applied + timedelta(days=2) if decided else None,
            "decided_as": "head" if decided else "",
            "decision_text": WORDS.get(state, ""),
            "report_id": report,
            "version": 2 if decided else 1,
        }
        self.writer.add(LeaveApplication, row)
        for adult in pupil.guardians:
            if adult != told_by:
                agreed = decided or answered
                said = {"answer": "approved" if agreed else "", "answered_at": applied if agreed else None}
                asked = {"id": self.keys.next(), "application_id": application, "adult_id": adult}
                self.writer.add(LeaveConsent, asked | said)

    def _absence(self, pupil: Pupil, told_by: UUID, told_at: datetime, given: Any) -> UUID:
        report = self.keys.next()
        starts_at, ends_at = clock.day_bounds(*given)
        row = {"id": report, "student_id": pupil.person.id, "unit_id": self.unit.id, "registered_by": told_by}
        row |= {"absence_type": "Beviljad ledighet", "reason": "", "starts_at": starts_at, "ends_at": ends_at}
        self.writer.add(AbsenceReport, {**row, "registered_at": told_at})
        return report

    def _policy(self) -> None:
        """What the shown school has decided: first a cautious delegation, then the law's border."""
        turn = date(self.today.year, 10, 1)
        decisions = (
            (date(self.today.year, 8, 1), turn - timedelta(days=1), {"leave_delegated_days": 5}),
            (turn, None, {}),
        )
        for since, until, settings in decisions:
            row = {"id": self.keys.next(), "organisation_id": self.unit.id, "valid_from": since, "valid_to": until}
            row |= {"settings": {"leave_delegated_to": "mentor", **settings}, "decided_by": self.head}
            self.writer.add(AttendancePolicy, {**row, "decided_at": clock.at(since, NOON)})

    def _weekday(self, day: date) -> date:
        return day - timedelta(days=max(0, day.weekday() - 4))


def _weekdays(first: date, last: date) -> int:
    return sum((first + timedelta(n)).weekday() < 5 for n in range((last - first).days + 1))
