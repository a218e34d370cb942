"""Matrices of their own that the invented teachers have made and published: the same each time, without a draw."""

from datetime import date, time, timedelta
from typing import Any

from skolplattform.assessment.own_matrix.rules import code_of
from skolplattform.assessment.own_matrix.tables import OwnAspect, OwnMatrix
from skolplattform.assessment.tables import Judgement, JudgementVersion, Publication, PublishedVersion
from skolplattform.core import clock
from skolplattform.demo.learning import Learning
from skolplattform.demo.units import Taught, Unit

EVERY, FRIDAY = 5, 4
"""In one of so many subjects the teacher has a matrix of their own."""
LEVELS = ("Inte än", "På väg", "Klarar", "Klarar säkert")
ASPECTS = (
    ("Planera", ("Behöver en färdig plan.", "Följer en plan med stöd.", "Gör en egen plan.", "Gör och ändrar planen.")),
    (
        "Visa hur jag tänker",
        ("Svarar utan förklaring.", "Förklarar något steg.", "Förklarar stegen.", "Förklarar och jämför olika sätt."),
    ),
    (
        "Använda ämnets ord",
        ("Använder vardagsord.", "Använder några av orden.", "Använder orden rätt.", "Använder orden precist."),
    ),
)
COMMENT = "Bra att du frågar när du kör fast. Välj ett ord ur listan och förklara det för en kompis."


def own_matrices(learning: Learning, unit: Unit, today: date) -> None:
    """Let one teacher of five have a matrix for the unit that goes on, with what is judged in it so far."""
    taught = [
        one for one in unit.taught if one.syllabus_id in learning.catalogue and one.activity_id in learning.going_on
    ]
    for number, one in enumerate(taught[::EVERY]):
        _matrix(learning, one, today, number)


def _matrix(learning: Learning, taught: Taught, today: date, number: int) -> None:
    keys, writer = learning.keys, learning.writer
    plan_id, area = learning.going_on[taught.activity_id]
    day = today - timedelta(days=3 + number % 9)
    at = clock.at(day - timedelta(days=max(0, day.weekday() - FRIDAY)), time(15, 30))
    matrix: dict[str, Any] = {"id": keys.next(), "activity_id": taught.activity_id, "title": f"Uppgift: {area}"[:120]}
    matrix |= {"levels": list(LEVELS), "plan_id": plan_id, "archived": False, "version": 1}
    writer.add(OwnMatrix, {**matrix, "edited_by": taught.teacher.person.id, "edited_at": at})
    shown = {"id": keys.next(), "activity_id": taught.activity_id, "author_id": taught.teacher.person.id, "at": at}
    writer.add(Publication, shown)
    for position, (name, wordings) in enumerate(ASPECTS):
        aspect = {"id": keys.next(), "matrix_id": matrix["id"], "position": position, "name": name}
        writer.add(OwnAspect, {**aspect, "wordings": list(wordings), "criterion_id": None})
        for place, pupil in enumerate(taught.pupils):
            level = code_of((place * 7 + position * 3 + number) % len(LEVELS))
            cell = {"activity_id": taught.activity_id, "student_id": pupil.person.id, "criterion_id": aspect["id"]}
            cell |= {"syllabus_id": taught.syllabus_id, "matrix_id": matrix["id"]}
            _judged(learning, cell, shown, level, COMMENT if (place + position) % 6 == 0 else "")


def _judged(learning: Learning, cell: dict[str, Any], shown: dict[str, Any], level: str, comment: str) -> None:
    """A judgement that has been shown."""
    learning.judgements += 1
    said = {"level": level, "no_evidence": False, "comment": comment, "version": 1, "author_id": shown["author_id"]}
    row = {"id": learning.judgements, **cell, **said, "changed_at": shown["at"], "published_at": shown["at"]}
    row |= {f"published_{name}": said[name] for name in ("level", "no_evidence", "comment", "version")}
    learning.writer.add(Judgement, row)
    learning.writer.add(JudgementVersion, {"judgement_id": learning.judgements, "at": shown["at"], **said})
    version = {"publication_id": shown["id"], "judgement_id": learning.judgements, "version": 1}
    learning.writer.add(PublishedVersion, version)
