"""What is kept of an import: each line of its report, and its counts by kind."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from skolplattform.interop.stage import Stage

PROBLEMS_KEPT = 100_000
Counted = dict[str, dict[str, int]]


def problem_rows(run_id: UUID, stage: Stage) -> Iterator[dict[str, Any]]:
    """Every line of the report as a row of the database, errors first."""
    for number, problem in enumerate(stage.problems()):
        if number >= PROBLEMS_KEPT:
            return
        yield {
            "run_id": run_id,
            "severity": problem.severity.value,
            "file": problem.file[:160],
            "place": problem.place,
            "entity": problem.entity,
            "entity_id": problem.entity_id,
            "label": problem.label[:161],
            "field": problem.field[:120],
            "code": problem.code,
            "params": problem.params,
        }


def with_bad(stage: Stage, counts: Counted) -> Counted:
    """The counts with what was set aside, by kind."""
    bad = dict(stage.ask("SELECT entity, count(*) FROM row WHERE bad = 1 GROUP BY entity"))
    items = stage.ask("SELECT b.list, count(*) FROM bad_item b JOIN row r ON r.n = b.n WHERE r.bad = 0 GROUP BY b.list")
    for name, number in items:
        bad[KIND_OF_LIST.get(name, name)] = bad.get(KIND_OF_LIST.get(name, name), 0) + number
    empty = {"new": 0, "changed": 0, "ended": 0, "unchanged": 0}
    return {kind: {**empty, **counts.get(kind, {}), "bad": bad.get(kind, 0)} for kind in {**counts, **bad}}


KIND_OF_LIST = {
    "groups": "activityGroups",
    "rooms": "rooms_used",
    "student_exceptions": "studentExceptions",
    "teacher_exceptions": "teacherExceptions",
    "principal_names": "principalNames",
}
