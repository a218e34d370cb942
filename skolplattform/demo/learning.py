"""What the invented teachers have planned and judged, and the grades of last term."""

from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any
from uuid import UUID

from skolplattform.assessment.tables import Grade, Judgement, JudgementVersion, Publication, PublishedVersion
from skolplattform.core import clock
from skolplattform.core.bulk import BulkWriter
from skolplattform.demo.catalogue import StageOf, Taken
from skolplattform.demo.keys import Keys
from skolplattform.demo.library import Library
from skolplattform.demo.units import Pupil, Taught, Unit
from skolplattform.planning.tables import (
    EditionContent,
    EditionGroup,
    UnitPlan,
    UnitPlanContent,
    UnitPlanCriterion,
    UnitPlanEdition,
    UnitPlanGroup,
)

WEEKS = 5
JUDGED = 0.62
COMMENTED = 0.25
LACKS_EVIDENCE = 0.02
STRUGGLES = 0.08
GRADED_FROM = 7
WORK = (
    "Genomgång och begreppskarta",
    "Arbete i par med uppgifter",
    "Undersökning i grupp",
    "Öva och få återkoppling",
    "Visa vad du kan",
)
FEEDBACK = (
    "Du visar tydligt hur du tänker. Nästa steg: jämför två olika sätt och motivera ditt val.",
    "Du har kommit igång bra. Nästa steg: använd ämnets begrepp när du förklarar.",
    "Du arbetar självständigt. Nästa steg: pröva om din slutsats håller i ett nytt exempel.",
    "Du följer planeringen. Nästa steg: skriv ut alla led, så att andra kan följa dig.",
)


class Learning:
    """Writes the plans, judgements and grades of a unit. Judgements get numbers of their own, from `first_number`."""

    def __init__(
        self,
        writer: BulkWriter,
        keys: Keys,
        random: Random,
        catalogue: dict[UUID, StageOf],
        span: tuple[date, date],
        today: date,
        library: Library,
    ) -> None:
        self.writer, self.keys, self.random, self.library = writer, keys, random, library
        self.catalogue, self.span, self.today = catalogue, span, today
        self.judgements = self.marks = 0
        self.going_on: dict[UUID, tuple[UUID, str]] = {}
        self.apart: dict[tuple[UUID, UUID], StageOf] = {}
        """(student, syllabus): what is read by those who read a subject by another plan than their group."""

    def stage_for(self, pupil: Pupil, taught: Taught, stage: StageOf) -> StageOf:
        """What the pupil reads: the group's stage, or their own."""
        return self.apart.get((pupil.person.id, taught.syllabus_id), stage) if taught.syllabus_id else stage

    def fill(self, unit: Unit) -> None:
        """Let the unit's teachers work; mentors have a plan and judgements of their own class left to publish."""
        self.going_on = {}
        for taught in unit.taught:
            stage = self.catalogue.get(taught.syllabus_id) if taught.syllabus_id else None
            if stage is None:
                continue
            mentor = unit.mentors.get(taught.class_name)
            drafting = mentor is not None and mentor.duty_id == taught.teacher.duty_id
            self._plans(unit, taught, stage, drafting=drafting)
            if stage.criteria:
                self._judge(taught, stage, drafting=drafting)
            if taught.school_year >= GRADED_FROM:
                self._grades(unit, taught, stage)

    def _plans(self, unit: Unit, taught: Taught, stage: StageOf, *, drafting: bool) -> None:
        """A plan for each area in turn, five weeks each, from the start of the term to a little after today."""
        starts = self.span[0] - timedelta(days=self.span[0].weekday())
        for number, (area, points) in enumerate(stage.areas.items()):
            first = starts + timedelta(weeks=WEEKS * number)
            if first > min(self.today + timedelta(weeks=3), self.span[1]):
                break
            draft = drafting and first > self.today
            self._plan(unit, taught, stage, (area, points), first, published=not draft)

    def _plan(
        self, unit: Unit, taught: Taught, stage: StageOf, area: tuple[str, Any], first: date, *, published: bool
    ) -> None:
        last = first + timedelta(days=7 * WEEKS - 3)
        teacher, written = taught.teacher.person.id, clock.at(min(first - timedelta(days=4), self.today), time(15, 30))
        weeks = {(first + timedelta(weeks=n)).isoformat(): work for n, work in enumerate(WORK)}
        picked = stage.criteria[:: max(1, len(stage.criteria) // 2)][:3]
        purpose = f"Du får utveckla din förmåga att {self.random.choice(stage.purpose)}."
        shown = [{"title": "Visa vad du kan", "day": (last - timedelta(days=1)).isoformat(), "note": "I klassrummet"}]
        plan: dict[str, Any] = {
            "id": self.keys.next(),
            "unit_id": unit.id,
            "syllabus_id": taught.syllabus_id,
            "title": area[0],
        }
        plan |= {"purpose": purpose, "start_date": first, "end_date": last, "weeks": weeks, "assessments": shown}
        plan |= {"author_id": teacher, "edited_by": teacher, "edited_at": written, "edition": int(published)}
        self.writer.add(UnitPlan, plan)
        self.writer.add(UnitPlanGroup, {"plan_id": plan["id"], "group_id": taught.group_id})
        for point, _ in area[1]:
            self.writer.add(UnitPlanContent, {"plan_id": plan["id"], "content_id": point})
        for criterion in picked:
            self.writer.add(UnitPlanCriterion, {"plan_id": plan["id"], "criterion_id": criterion.id})
        if published:
            if first <= self.today:
                self.going_on[taught.activity_id] = (plan["id"], area[0])
            self._edition(plan, taught, area, picked, written)

    def _edition(
        self, plan: dict[str, Any], taught: Taught, area: tuple[str, Any], picked: tuple[Taken, ...], at: datetime
    ) -> None:
        mondays = [(date.fromisoformat(monday), text) for monday, text in plan["weeks"].items()]
        body = {
            "subject": taught.subject,
            "groups": taught.name.removeprefix(f"{taught.subject} "),
            "purpose": plan["purpose"],
            "points": [{"area": area[0], "text": text} for _, text in area[1]],
            "aspects": [{"name": c.name, "wordings": [list(w) for w in c.wordings]} for c in picked],
            "weeks": [[monday.isoformat(), str(monday.isocalendar().week), text] for monday, text in mondays],
            "assessments": plan["assessments"],
        }
        row = {"plan_id": plan["id"], "number": 1, "of_version": 1, "before": 0, "title": plan["title"], "body": body}
        row |= {"start_date": plan["start_date"], "end_date": plan["end_date"]}
        row |= {"published_by": plan["author_id"], "published_at": at}
        self.writer.add(UnitPlanEdition, row)
        self.library.take(row, plan["unit_id"], taught.school_year, at)
        edition = {"plan_id": plan["id"], "number": 1}
        self.writer.add(EditionGroup, {**edition, "group_id": taught.group_id})
        for point, _ in area[1]:
            self.writer.add(EditionContent, {**edition, "content_id": point})

    def _judge(self, taught: Taught, stage: StageOf, *, drafting: bool) -> None:
        """Judge most criteria of each pupil; the class's last criterion is still in draft with some teachers."""
        at = clock.at(max(self.span[0], self.today - timedelta(days=self.random.randint(2, 25))), time(15, 10))
        shown = {
            "id": self.keys.next(),
            "activity_id": taught.activity_id,
            "author_id": taught.teacher.person.id,
            "at": at,
        }
        self.writer.add(Publication, shown)
        for pupil in taught.pupils:
            strength = self.random.gauss(0.45, 0.22)
            own = self.stage_for(pupil, taught, stage)
            for number, criterion in enumerate(own.criteria):
                if self.random.random() < JUDGED:
                    draft = drafting and number == len(own.criteria) - 1
                    self._judgement(taught, own, pupil, criterion, strength, None if draft else shown)

    def _judgement(
        self,
        taught: Taught,
        stage: StageOf,
        pupil: Pupil,
        criterion: Taken,
        strength: float,
        shown: dict[str, Any] | None,
    ) -> None:
        level, missing = self._level(stage, strength), self.random.random() < LACKS_EVIDENCE
        if strength < STRUGGLES and stage.not_yet:
            level = stage.not_yet
        comment = self.random.choice(FEEDBACK) if self.random.random() < COMMENTED else ""
        self.judgements += 1
        said: dict[str, Any] = {
            "level": "" if missing else level,
            "no_evidence": missing,
            "comment": comment,
            "version": 1,
        }
        said["author_id"] = taught.teacher.person.id
        at = shown["at"] if shown else clock.at(self.today, time(9, 20))
        row = {"id": self.judgements, "activity_id": taught.activity_id, "student_id": pupil.person.id}
        row |= {"criterion_id": criterion.id, "syllabus_id": taught.syllabus_id, "changed_at": at, **said}
        row["matrix_id"] = None
        if shown:
            row |= {f"published_{name}": said[name] for name in ("level", "no_evidence", "comment", "version")}
        self.writer.add(Judgement, {**row, "published_at": at if shown else None})
        self.writer.add(JudgementVersion, {"judgement_id": self.judgements, "at": at, **said})
        if shown:
            version = {"publication_id": shown["id"], "judgement_id": self.judgements, "version": 1}
            self.writer.add(PublishedVersion, version)

    def _level(self, stage: StageOf, strength: float) -> str:
        place = min(max(strength + self.random.gauss(0, 0.1), 0), 0.999)
        return stage.levels[int(place * len(stage.levels))]

    def _grades(self, unit: Unit, taught: Taught, stage: StageOf) -> None:
        """The grades of the spring term before, for those who had grades then (R-G06)."""
        year = self.span[0].year
        decided = date(year, 6, 8)
        for pupil in (one for one in taught.pupils if self.stage_for(one, taught, stage) is stage):
            level = self._level(stage, self.random.gauss(0.45, 0.25)) if self.random.random() > 0.07 else "F"
            row = {"id": self.keys.next(), "transfer_id": self.keys.next(), "student_id": pupil.person.id}
            row |= {
                "unit_id": unit.id,
                "syllabus_id": taught.syllabus_id,
                "value": level,
                "semester": "VT",
                "year": year,
            }
            row |= {"registered_date": decided, "grading_teacher_id": taught.teacher.person.id}
            self.writer.add(Grade, {**row, "recorded_at": clock.at(decided, time(12))})
