"""What a browser sends is taken exactly as declared, or not at all."""

from datetime import date
from enum import StrEnum
from uuid import UUID, uuid4

import pytest

from skolplattform.core.errors import Invalid
from skolplattform.core.gate import Day, Few, Id, Key, Name, Number, Payload, Text, Version, checked, guard_of, guarded
from skolplattform.core.permissions import SIGNED_IN

LESSON = uuid4()


class Mark(StrEnum):
    PRESENT = "present"
    LATE = "late"


class One(Payload):
    mark: Mark
    minutes: Number(0, 480) = 0


class Save(Payload):
    lesson_id: Id
    marks: dict[Id, One]
    version: Version
    key: Key
    day: Day | None = None
    note: Text(20) = ""
    tags: Few(Name, 2) = []


GOOD = {
    "lesson_id": str(LESSON),
    "marks": {str(LESSON): {"mark": "late", "minutes": 5}},
    "version": 3,
    "key": "abcdefgh-1",
    "day": "2026-11-23",
    "note": "ok\n",
    "tags": ["a"],
}


def test_a_right_payload_arrives_as_typed_values() -> None:
    values = checked(Save, GOOD)
    assert values["lesson_id"] == LESSON
    assert isinstance(values["lesson_id"], UUID)
    assert values["day"] == date(2026, 11, 23)
    assert values["marks"][LESSON].mark is Mark.LATE


@pytest.mark.parametrize(
    "change",
    [
        {"extra": 1},
        {"lesson_id": "x"},
        {"lesson_id": 5},
        {"lesson_id": None},
        {"lesson_id": [str(LESSON)]},
        {"version": "3"},
        {"version": 3.0},
        {"version": True},
        {"version": -1},
        {"version": 10**30},
        {"key": "short"},
        {"key": "a" * 65},
        {"key": "abcdefgh\n"},
        {"day": 20261123},
        {"day": "2026-13-01"},
        {"day": "2026-11-23T00:00:00"},
        {"note": "x" * 21},
        {"note": "a\x00b"},
        {"note": "\ud800"},
        {"note": 5},
        {"tags": ["a", "b", "c"]},
        {"tags": "a"},
        {"tags": ["<script>"]},
        {"marks": {"x": {"mark": "late"}}},
        {"marks": {str(LESSON): {"mark": "admin"}}},
        {"marks": {str(LESSON): {"mark": "late", "minutes": 481}}},
        {"marks": {str(LESSON): {"mark": "late", "role": "x"}}},
        {"marks": {str(uuid4()): {"mark": "late"} for _ in range(1001)}},
        {"marks": []},
        {"self": 1},
        {"__class__": "x"},
    ],
)
def test_anything_else_is_refused_without_saying_what_it_was(change: dict[str, object]) -> None:
    with pytest.raises(Invalid) as refusal:
        checked(Save, GOOD | change)
    assert str(refusal.value) == "error.payload"


@pytest.mark.parametrize("raw", [None, [], "text", 5, float("nan"), {"lesson_id": float("inf")}, {1: 2}])
def test_what_is_no_payload_at_all_is_refused(raw: object) -> None:
    with pytest.raises(Invalid):
        checked(Save, raw)


def test_a_missing_field_is_refused() -> None:
    for name in ("lesson_id", "marks", "version", "key"):
        with pytest.raises(Invalid):
            checked(Save, {field: value for field, value in GOOD.items() if field != name})


def test_deep_nesting_is_refused() -> None:
    nested: object = 1
    for _ in range(5_000):
        nested = [nested]
    with pytest.raises(Invalid):
        checked(Save, GOOD | {"tags": nested})


def test_a_declaration_only_leaves_a_note() -> None:
    def handler(self: object, lesson_id: UUID) -> None: ...

    assert guarded(SIGNED_IN, Save)(handler) is handler
    guard = guard_of(handler)
    assert guard is not None
    assert guard.payload is Save
    assert guard_of(len) is None
