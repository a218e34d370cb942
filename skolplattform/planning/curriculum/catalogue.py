"""The catalogue of curricula that comes with the platform: data files turned into rows with lasting ids.

An id is made from the codes in the file, not from the wording or the order of the aspects: a better wording
keeps the id, so plans and assessments go on pointing at the same thing in every installation.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from sqlmodel import SQLModel

from skolplattform.planning.curriculum.tables import (
    CoreContent,
    Criterion,
    CriterionLevel,
    Curriculum,
    GradeLevel,
    GradeScale,
    Stage,
    Subject,
)

DATA = Path(__file__).parent / "data"
NAMESPACE = uuid5(NAMESPACE_URL, "skolplattform/curriculum")
ACCEPTABLE = "G-N"
LANGUAGE = "{språk}"
OWN_WORDS = 0
"""The version of a subject that comes with the platform, in its own words."""
SLOT = "{}"


@dataclass(slots=True)
class Catalogue:
    """Rows of the catalogue by table, parents before children."""

    rows: dict[type[SQLModel], list[dict[str, Any]]] = field(default_factory=dict)

    def add(self, table: type[SQLModel], **values: Any) -> None:
        """Put a row in its table's list."""
        self.rows.setdefault(table, []).append(values)


def identity(*codes: object) -> UUID:
    """The lasting id of what these codes name."""
    return uuid5(NAMESPACE, "/".join(str(code) for code in codes))


def filled(text: str, words: list[str] | str) -> str:
    """A wording with a level's own words in its slots, in order.

    Raises:
        ValueError: there are more or fewer words than slots.
    """
    own = [words] if isinstance(words, str) else words
    if text.count(SLOT) != len(own):
        raise ValueError(f"{text!r} has {text.count(SLOT)} slots, not {len(own)}")
    for word in own:
        text = text.replace(SLOT, word, 1)
    return text


def read(folder: Path = DATA) -> Catalogue:
    """Every curriculum and scale of the folder."""
    catalogue = Catalogue()
    index = json.loads((folder / "curricula.json").read_text(encoding="utf-8"))
    for scale in index["scales"]:
        _scale(catalogue, scale)
    for curriculum in index["curricula"]:
        _curriculum(catalogue, curriculum, folder / curriculum["code"].lower())
    return catalogue


def _scale(catalogue: Catalogue, scale: dict[str, Any]) -> None:
    levels = scale.pop("levels")
    catalogue.add(GradeScale, **_dated(scale))
    for position, level in enumerate(levels):
        has_criteria = level.pop("criteria")
        catalogue.add(GradeLevel, scale_code=scale["code"], position=position, has_criteria=has_criteria, **level)


def _curriculum(catalogue: Catalogue, curriculum: dict[str, Any], folder: Path) -> None:
    curriculum_id = identity(curriculum["code"])
    catalogue.add(Curriculum, id=curriculum_id, **{"for_starters": False} | _dated(curriculum))
    for file in sorted(folder.glob("*.json")):
        subject = json.loads(file.read_text(encoding="utf-8"))
        for language_code, language in (subject.get("languages") or {"": ""}).items():
            _subject(catalogue, curriculum, _in_language(subject, language), language_code, language)


def _in_language(subject: dict[str, Any], language: str) -> dict[str, Any]:
    """The subject with the language's name where the file leaves room for it."""
    return json.loads(json.dumps(subject, ensure_ascii=False).replace(LANGUAGE, language))


def _subject(
    catalogue: Catalogue, curriculum: dict[str, Any], subject: dict[str, Any], language_code: str, language: str
) -> None:
    path = (curriculum["code"], subject["code"], language_code)
    name = f"{subject['name']}, {language}" if language else subject["name"]
    catalogue.add(
        Subject,
        id=identity(*path),
        curriculum_id=identity(curriculum["code"]),
        code=subject["code"],
        language_code=language_code,
        version=OWN_WORDS,
        name=name,
        purpose=[point["text"] for point in subject["purpose"]],
    )
    for stage in subject["stages"]:
        _stage(catalogue, path, stage, curriculum["scale_code"])


def _stage(catalogue: Catalogue, subject: tuple[str, ...], stage: dict[str, Any], scale: str) -> None:
    """The years, or the course or level, of a subject. Its own scale comes before the curriculum's (R-P01, R-V01)."""
    first, last = stage.get("start"), stage.get("end")
    path = (*subject, first, last) if first else (*subject, stage["course"])
    stage_id = identity(*path)
    levels = {level for criterion in stage["criteria"] for level in criterion["levels"]}
    years = {"start_school_year": first, "end_school_year": last}
    names = {"course_code": stage.get("course", ""), "name": stage.get("name", "")}
    of_years = ACCEPTABLE if first and levels <= {"G"} else scale
    scale_code = stage.get("scale", of_years)
    catalogue.add(Stage, id=stage_id, subject_id=identity(*subject), scale_code=scale_code, **years, **names)
    for position, (point_id, area, text) in enumerate(_points(path, stage)):
        catalogue.add(
            CoreContent, id=point_id, stage_id=stage_id, area=area, text=text, position=position, withdrawn=False
        )
    for position, criterion in enumerate(stage["criteria"]):
        _criterion(catalogue, path, stage_id, position, criterion)


def _points(path: tuple[Any, ...], stage: dict[str, Any]) -> Iterator[tuple[UUID, str, str]]:
    """(id, area, text) of the stage's core content. A point's number in its area is part of its id."""
    for area in stage["content"]:
        for number, text in enumerate(area["points"], start=1):
            yield identity(*path, "content", area["code"], number), area["area"], text


def _criterion(
    catalogue: Catalogue, path: tuple[Any, ...], stage_id: UUID, position: int, criterion: dict[str, Any]
) -> None:
    criterion_id = identity(*path, "criterion", criterion["code"])
    catalogue.add(
        Criterion,
        id=criterion_id,
        stage_id=stage_id,
        aspect=criterion["aspect"],
        position=position,
        withdrawn=False,
    )
    for order, (level, words) in enumerate(criterion["levels"].items()):
        catalogue.add(
            CriterionLevel,
            criterion_id=criterion_id,
            level=level,
            position=order,
            text=filled(criterion["text"], words),
        )


def _dated(values: dict[str, Any]) -> dict[str, Any]:
    """The values with their days as dates."""
    days = {name: date.fromisoformat(values[name]) for name in ("valid_from", "valid_to") if values.get(name)}
    return values | {"valid_to": None} | days
