"""The readers meet anything at all: no crash, no hang, and what they let through can be stored."""

from __future__ import annotations

import gzip
import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from skolplattform.interop.formats import stream
from skolplattform.interop.formats.depth import Depth
from skolplattform.interop.formats.faults import Unreadable
from skolplattform.interop.formats.files import ENTITIES, MEGABYTE, ListFile, entity_of, open_export
from skolplattform.interop.formats.shapes import read_row
from skolplattform.interop.targets import RESPONSIBLES, TARGETS
from tests.interop import exports

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats()
    | st.text(max_size=12)
    | st.sampled_from(["2026-11-21", "2026-11-21T08:00:00+01:00", "Klass", "GR", exports.CIVIC[0], exports.key("unit")])
)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
MODELS = [(entity, row) for entity, rows in exports.small_school().items() for row in rows]
READERS = {target.entity: target for target in TARGETS}


@st.composite
def broken_rows(draw: st.DrawFn) -> tuple[str, Any]:
    """A good row with some fields replaced by anything."""
    entity, row = draw(st.sampled_from(MODELS))
    wrong = draw(st.dictionaries(st.sampled_from(sorted(row)), ANYTHING, max_size=4))
    return entity, {**row, **wrong}


def _fits(entity: str, row: Any) -> None:
    """What was let through has the types of its columns."""
    target = READERS.get(entity)
    if target is None or row.is_bad:
        return
    json.dumps({"values": row.values, "lists": row.lists})
    target.columns.read(row.values)
    for kind in (*target.belongings, RESPONSIBLES):
        for item in row.lists.get(kind.name, ()):
            kind.columns.read(item)


@given(broken_rows())
@settings(max_examples=400, deadline=None)
def test_a_row_is_read_or_has_faults(broken: tuple[str, Any]) -> None:
    entity, raw = broken
    _fits(entity, read_row(entity, raw, "test"))


@given(st.sampled_from(ENTITIES), ANYTHING)
@settings(max_examples=200, deadline=None)
def test_anything_is_read_or_has_faults(entity: str, raw: Any) -> None:
    row = read_row(entity, raw, "test")
    assert row.is_bad or isinstance(raw, dict)


@pytest.mark.parametrize(("entity", "raw"), MODELS, ids=[f"{e}-{i}" for i, (e, _) in enumerate(MODELS)])
def test_a_good_row_has_no_faults(entity: str, raw: dict[str, Any]) -> None:
    row = read_row(entity, raw, "test")
    assert (row.faults, row.item_faults) == ([], [])
    _fits(entity, row)


def _read(content: bytes, folder: Path, name: str = "persons.json") -> int:
    path = folder / name
    path.write_bytes(content)
    file = ListFile("persons", name, len(content), lambda: path.open("rb"))
    return sum(1 for _ in stream.rows(file, MEGABYTE, lambda fault: None))


@given(st.binary(max_size=300) | st.text(alphabet='{}[]",:0\\ntrue ', max_size=80).map(str.encode))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_rows_or_unreadable(tmp_path: Path, content: bytes) -> None:
    for data, name in ((content, "persons.json"), (gzip.compress(content), "persons.json.gz"), (content, "x.json.gz")):
        with suppress(Unreadable):
            assert _read(data, tmp_path, name) >= 0


@given(st.binary(max_size=200))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_zip_is_an_export_or_unreadable(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "export.zip"
    path.write_bytes(b"PK\x03\x04" + content)
    with pytest.raises(Unreadable), open_export(path, MEGABYTE):
        pass


@given(st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3)))
@settings(max_examples=300, deadline=None)
def test_depth_is_counted_outside_texts_whatever_the_chunks(value: Any) -> None:
    data = json.dumps(value).encode()

    def depth_of(found: Any) -> int:
        inner = found.values() if isinstance(found, dict) else found if isinstance(found, list) else None
        return 0 if inner is None else 1 + max(map(depth_of, inner), default=0)

    for size in (1, 2, 3, 7, 64, max(1, len(data))):
        depth = Depth()
        assert max((depth.deepest(data[i : i + size]) for i in range(0, len(data), size)), default=0) == depth_of(value)


@pytest.mark.parametrize(
    ("name", "entity"),
    [
        ("persons.json", "persons"),
        ("Persons.JSON.gz", "persons"),
        ("calendarevents-12.json", "calendarEvents"),
        ("persons.csv", None),
        ("persons.json.exe", None),
        ("people.json", None),
    ],
)
def test_a_file_is_known_by_its_name(name: str, entity: str | None) -> None:
    assert entity_of(name) == entity
