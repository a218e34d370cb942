"""Two teachers in one matrix at the same time: whatever the order, nobody's work is overwritten unseen."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from uuid import UUID

import pytest
from sqlmodel import select

from skolplattform.assessment import service
from skolplattform.assessment.service import CellChange
from skolplattform.assessment.tables import Judgement, JudgementVersion
from skolplattform.core import clock, db
from skolplattform.core.actor import Actor
from skolplattform.schedule.tables import ActivityTeacher
from tests.assessment.conftest import FIRST, SECOND
from tests.support.school import SCHOOL_DAY, School

ROUNDS = 200

Place = tuple[UUID, UUID]


@dataclass
class Screen:
    """What a teacher has in front of them, and every version that the server said holds what they typed."""

    actor: Actor
    versions: dict[Place, int] = field(default_factory=dict)
    taken: list[tuple[Place, int, str]] = field(default_factory=list)
    refused: int = 0

    def type_in(self, activity: UUID, place: Place, code: str, key: str) -> None:
        """Set a cell as the page would, with the version that is on this screen."""
        change = CellChange(*place, code, "", self.versions.get(place, 0))
        with clock.fixed(SCHOOL_DAY), db.unit() as session:
            answer = service.save_cells(session, self.actor, activity, cells=[change], key=key)
        for cell in answer["cells"]:
            if cell["conflict"]:
                self.refused += 1
            else:
                self.taken.append((place, cell["version"], code))
            self.versions[place] = cell["version"]


@pytest.fixture
def both_teach(school: School) -> School:
    """The colleague teaches 7A together with the teacher."""
    with db.unit() as session:
        session.add(ActivityTeacher(activity_id=school.activity, duty_id=school.duties["colleague"]))
    return school


def test_no_update_is_lost_in_200_interleavings(both_teach: School) -> None:
    school = both_teach
    chance = random.Random(20261118)
    places = [(school.people[who], criterion) for who in ("alva", "bo") for criterion in (FIRST, SECOND)]
    screens = [Screen(school.teacher), Screen(school.colleague)]
    plans = [[(chance.choice(places), chance.choice("FEDCBA-")) for _ in range(ROUNDS)] for _ in screens]

    def work(number: int) -> None:
        for turn, (place, code) in enumerate(plans[number]):
            screens[number].type_in(school.activity, place, code, f"teacher-{number}-{turn:04}")

    with ThreadPoolExecutor(2) as both:
        for done in [both.submit(work, number) for number in (0, 1)]:
            done.result()

    with db.reading() as session:
        rows = session.exec(select(JudgementVersion, Judgement).join(Judgement)).all()
    kept = {
        ((item.student_id, item.criterion_id), row.version): ("-" if row.no_evidence else row.level, row.author_id)
        for row, item in rows
    }
    last = {(item.student_id, item.criterion_id): item for _, item in rows}
    for screen in screens:
        assert all(kept[place, version][0] == code for place, version, code in screen.taken)
        own = {at for at, (_, author) in kept.items() if author == screen.actor.person_id}
        assert own <= {(place, version) for place, version, _ in screen.taken}
    assert len(kept) == len(rows) == sum(item.version for item in last.values())
    assert any(screen.refused for screen in screens), "the teachers never met"
