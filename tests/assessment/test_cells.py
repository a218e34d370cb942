"""A teacher writes in the matrix."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlmodel import select

from skolplattform.assessment import queries, service
from skolplattform.assessment.service import CellChange
from skolplattform.assessment.tables import COMMENT_LENGTH, Judgement, JudgementVersion
from skolplattform.core import audit, db
from skolplattform.core.actor import Actor
from skolplattform.core.errors import Invalid, NotFound
from skolplattform.core.tables import AuditEntry, Change
from tests.assessment.conftest import FIRST, SECOND, THIRD, readings_of
from tests.support.school import School
from tests.support.school_rows import named_id


def save(school: School, *cells: tuple, actor: Actor | None = None, key: str = "") -> dict:
    changes = [
        CellChange(school.people[who], criterion, code, comment, at) for who, criterion, code, comment, at in cells
    ]
    with db.unit() as session:
        return service.save_cells(
            session, actor or school.teacher, school.activity, cells=changes, key=key or f"key-{cells!r}"[:64]
        )


def shown(school: School) -> dict[tuple[str, UUID], tuple[str, str, int]]:
    with db.reading() as session:
        matrix = queries.matrix(session, school.teacher, school.activity)
    return {
        (row.name, UUID(column.id)): (cell.code, cell.state, cell.version)
        for row in matrix.rows
        for column, cell in zip(matrix.columns, row.cells, strict=True)
    }


def test_a_cell_is_kept_as_a_draft_with_its_history(school: School) -> None:
    answer = save(school, ("alva", FIRST, "C", "", 0))
    assert [(cell["code"], cell["state"], cell["version"]) for cell in answer["cells"]] == [("C", "draft", 1)]
    assert answer["drafts"] == 1
    save(school, ("alva", FIRST, "B", "Visa två sätt.", 1))
    assert shown(school)["Alva Ask", FIRST] == ("B", "draft", 2)
    with db.reading() as session:
        told = queries.history(
            session, school.teacher, school.activity, student_id=school.people["alva"], criterion_id=FIRST
        )
    assert [(entry.version, entry.code, entry.comment, entry.author) for entry in told] == [
        (2, "B", "Visa två sätt.", "Lena Lönn"),
        (1, "C", "", "Lena Lönn"),
    ]


def test_a_history_and_what_is_told_of_a_change_that_came_late_are_readings(school: School) -> None:
    save(school, ("alva", FIRST, "C", "", 0), ("bo", FIRST, "E", "", 0))
    assert readings_of(school, "assessment.read_matrix") == []
    alva = school.people["alva"]
    with db.reading() as session:
        queries.history(session, school.teacher, school.activity, student_id=alva, criterion_id=FIRST)
    assert readings_of(school, "assessment.read_matrix") == ["alva"]
    save(school, ("bo", FIRST, "A", "", 0))
    assert readings_of(school, "assessment.read_matrix") == ["alva", "bo"]


def test_what_somebody_else_wrote_is_never_overwritten(school: School) -> None:
    save(school, ("alva", FIRST, "C", "", 0))
    answer = save(school, ("alva", FIRST, "A", "", 0), ("bo", FIRST, "E", "", 0))
    said = {(cell["student_id"], cell["code"]): cell["conflict"] for cell in answer["cells"]}
    assert said == {(str(school.people["alva"]), "C"): "Lena Lönn", (str(school.people["bo"]), "E"): ""}
    assert shown(school)["Alva Ask", FIRST] == ("C", "draft", 1)


def test_writing_what_already_stands_changes_nothing(school: School) -> None:
    save(school, ("alva", FIRST, "C", "", 0))
    answer = save(school, ("alva", FIRST, "C", "", 0), key="another-key")
    assert (answer["cells"][0]["version"], answer["cells"][0]["conflict"]) == (1, "")
    with db.reading() as session:
        assert len(session.exec(select(JudgementVersion)).all()) == 1


def test_the_same_key_is_answered_once(school: School) -> None:
    first = save(school, ("alva", FIRST, "C", "", 0), key="the-same-key")
    again = save(school, ("alva", FIRST, "C", "", 0), key="the-same-key")
    assert first == again
    with db.reading() as session:
        assert len(session.exec(select(JudgementVersion)).all()) == 1


def test_delete_empties_a_cell_and_lacking_evidence_is_a_state(school: School) -> None:
    save(school, ("alva", FIRST, "C", "", 0), ("bo", FIRST, "-", "", 0))
    save(school, ("alva", FIRST, "", "", 1))
    assert shown(school)["Alva Ask", FIRST] == ("", "draft", 2)
    assert shown(school)["Bo Björk", FIRST] == ("-", "draft", 1)
    with db.reading() as session:
        held = session.exec(select(Judgement).where(Judgement.student_id == school.people["bo"])).one()
    assert (held.level, held.no_evidence) == ("", True)


@pytest.mark.parametrize(
    ("cell", "refused"),
    [
        (("dag", FIRST, "C", "", 0), NotFound),  # a student of another class
        (("rut", FIRST, "C", "", 0), NotFound),  # no student at all
        (("alva", named_id("no criterion"), "C", "", 0), NotFound),
        (("alva", FIRST, "G", "", 0), Invalid),
        (("alva", FIRST, "C", "x" * (COMMENT_LENGTH + 1), 0), Invalid),
    ],
)
def test_every_id_and_value_in_a_payload_is_asked_for(school: School, cell: tuple, refused: type[Exception]) -> None:
    with pytest.raises(refused):
        save(school, ("bo", FIRST, "E", "", 0), cell)
    with db.reading() as session:
        assert session.exec(select(Judgement)).all() == []


@pytest.mark.parametrize(
    "who", ["colleague", "stranger", "principal", "administrator", "student_health", "central", "student", "guardian"]
)
def test_only_the_activitys_teacher_writes_and_reads_the_matrix(school: School, who: str) -> None:
    actor = getattr(school, who)
    with pytest.raises(NotFound):
        save(school, ("alva", FIRST, "C", "", 0), actor=actor)
    with db.reading() as session, pytest.raises(NotFound):
        queries.matrix(session, actor, school.activity)


def test_a_protected_student_is_in_the_matrix_without_a_name(school: School) -> None:
    """R-X04."""
    with db.reading() as session:
        rows = queries.matrix(session, school.teacher, school.activity).rows
    assert [row.name for row in rows] == ["Alva Ask", "Bo Björk", "Elev med skyddade uppgifter"]


def test_each_student_is_in_the_audit_and_the_colleagues_pages_wake(school: School) -> None:
    save(school, ("alva", FIRST, "C", "", 0), ("alva", SECOND, "C", "", 0), ("bo", FIRST, "E", "Hemligt", 0))
    with db.reading() as session:
        entries = session.exec(select(AuditEntry).where(AuditEntry.verb == "assessment.record")).all()
        assert {entry.subject_id for entry in entries} == {school.people["alva"], school.people["bo"]}
        assert "Hemligt" not in str([entry.detail for entry in entries])
        assert audit.verify(session) == []
        topics = [change.topic for change in session.exec(select(Change)).all()]
        assert [topic for topic in topics if topic.startswith("activity:")] == [f"activity:{school.activity}"]


def test_statements_do_not_grow_with_the_class(school: School, statements: list[str]) -> None:
    save(school, ("alva", FIRST, "C", "", 0), ("alva", SECOND, "C", "", 0))
    statements.clear()
    save(school, ("alva", FIRST, "B", "", 1), ("bo", FIRST, "B", "", 0))
    few = len(statements)
    statements.clear()
    students = ("alva", "bo", "cleo")
    new = [(who, THIRD, "D", "", 0) for who in students]
    save(school, *new, ("alva", SECOND, "E", "", 1), ("bo", SECOND, "E", "", 0), ("alva", FIRST, "A", "x", 2))
    assert len(statements) <= few <= 16, statements
