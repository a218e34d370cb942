"""A subject of Skolverket's Syllabus API as a version with stages, points and criteria. Its texts are marked up.

Years divide a subject of compulsory school, courses or levels one of upper-secondary school. The API writes criteria
as one text for each step (E, C, A); where every step has as many paragraphs, each paragraph is a criterion of its own.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from skolplattform.interop.formats.faults import Fault
from skolplattform.interop.formats.fields import Fields, Row
from skolplattform.interop.formats.markup import Block, Kind, blocks
from skolplattform.planning.contract import StageBrought, SubjectBrought
from skolplattform.registry.codes import SchoolType

BY_LEVELS = "GRADE_SUBJECT_SYLLABUS"
STEPS = ("G", "E", "C", "VG", "A")
"""The steps that a syllabus words, lowest first. B and D are between two, and are never worded (R-G03)."""

BETWEEN = ("B", "D")
MOST_TEXT, MOST_AREA, MOST_POINT, MOST_WORDING, MOST_ASPECT = 30_000, 160, 1_000, 4_000, 60
MOST_STAGES, MOST_POINTS = 60, 400
CONTENT = "Centralt innehåll"
_YEARS = re.compile(r"\s*(\d{1,2})(?:\s*[-–]\s*(\d{1,2}))?\s*")

Wordings = tuple[tuple[str, str], ...]
Criteria = tuple[tuple[str, Wordings], ...]


def subject(raw: Any) -> tuple[SubjectBrought | None, Row]:
    """The version, None when something is wrong with it, and what is to be said."""
    row = Row()
    if not isinstance(raw, dict):
        row.faults.append(Fault("", "not_an_object"))
        return None, row
    fields = Fields(raw, row)
    row.id = fields.string("code", "code", 20, required=True)
    name = fields.string("name", "name", 80, required=True)
    version = fields.whole("version", "version", 1, 100_000)
    if version is None and not row.is_bad:
        fields.fault("version", "required")
    for dated in ("startDate", "endDate"):
        raw[dated] = _day_of(raw.get(dated))
    starts = fields.day("startDate", "starts", required=True)
    ends = fields.day("endDate", "ends")
    if starts and ends and ends < starts:
        fields.fault("endDate", "end_before_start", start=str(starts), end=str(ends))
    forms = _school_types(fields)
    by_levels = fields.string("typeOfSyllabus", "type", 60, required=True) == BY_LEVELS
    purpose = _purpose(fields.string("purpose", "purpose", MOST_TEXT))
    stages = _stages(fields)
    if row.is_bad or version is None or starts is None:
        return None, row
    return SubjectBrought(row.id, version, name, forms, by_levels, starts, ends, purpose, stages), row


def _day_of(value: Any) -> Any:
    """A day, also where the API writes midnight after it."""
    return value[:10] if isinstance(value, str) and value[10:11] == "T" else value


def _school_types(fields: Fields) -> tuple[str, ...]:
    listed = fields.raw.get("schoolTypes")
    if not isinstance(listed, list) or len(listed) > len(SchoolType):
        fields.fault("schoolTypes", "not_a_list")
        return ()
    known = {form.value for form in SchoolType}
    found = tuple(form for form in listed if isinstance(form, str) and form in known)
    if not found:
        fields.fault("schoolTypes", "required")
    return found


def _purpose(markup: str) -> tuple[str, ...]:
    """The abilities that are listed, or the paragraphs where nothing is."""
    found = blocks(markup)
    points = tuple(block.text for block in found if block.kind is Kind.POINT)
    return points or tuple(block.text for block in found if block.kind is Kind.PARAGRAPH)


def _stages(fields: Fields) -> tuple[StageBrought, ...]:
    stages = _courses(fields) or _by_years(fields)
    if not stages and not fields.row.is_bad:
        fields.fault("centralContents", "required")
    if len(stages) > MOST_STAGES:
        fields.fault("courses", "too_many_items", limit=MOST_STAGES)
    return stages


def _courses(fields: Fields) -> tuple[StageBrought, ...]:
    """Courses or levels. Criteria that stand at the subject hold for each that has none of its own."""
    shared = list(fields.objects("knowledgeRequirements") or ())
    found: list[StageBrought] = []
    for place, raw in enumerate(fields.objects("courses") or ()):
        course = Fields(raw, fields.row, path=f"courses[{place}].")
        code = course.string("code", "course", 20, required=True)
        name = course.string("name", "course_name", 80, required=True)
        content = raw.get("centralContent")
        of_content = Fields(
            content if isinstance(content, dict) else {}, fields.row, path=f"{course.path}centralContent."
        )
        points = _points(of_content, of_content.string("text", "text", MOST_TEXT, required=True))
        own = list(course.objects("knowledgeRequirements") or ())
        steps = _by_step(Fields(raw, fields.row, path=course.path if own else ""), own or shared)
        found.append(StageBrought(points, _criteria(course, steps), course_code=code, name=name))
    codes = [stage.course_code for stage in found]
    if len(set(codes)) < len(codes):
        fields.fault("courses", "course_twice")
    return tuple(found)


def _by_years(fields: Fields) -> tuple[StageBrought, ...]:
    content: defaultdict[tuple[int, int], list[tuple[str, str]]] = defaultdict(list)
    for place, raw in enumerate(fields.objects("centralContents") or ()):
        item = Fields(raw, fields.row, path=f"centralContents[{place}].")
        years = _years(item)
        text = item.string("text", "text", MOST_TEXT, required=True)
        if years:
            content[years].extend(_points(item, text))
    required = list(fields.objects("knowledgeRequirements") or ())
    by_stage = _requirements_by_stage(fields, required, content)
    return tuple(
        StageBrought(tuple(points), _criteria(fields, _by_step(fields, by_stage[years])), years=years)
        for years, points in sorted(content.items())
    )


def _years(item: Fields) -> tuple[int, int] | None:
    found = _YEARS.fullmatch(item.string("year", "year", 12, required=True))
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (1, 0)
    if not 0 <= first <= last <= 10:
        if "year" in item.raw and not item.is_bad:
            item.fault("year", "not_years")
        return None
    return first, last


def _requirements_by_stage(
    fields: Fields, required: Sequence[dict[str, Any]], stages: Iterable[tuple[int, int]]
) -> defaultdict[tuple[int, int], list[dict[str, Any]]]:
    """What is required at the end of a stage; what is required earlier in it only where nothing is at its end."""
    found: defaultdict[tuple[int, int], list[dict[str, Any]]] = defaultdict(list)
    by_year: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    for place, raw in enumerate(required):
        years = _years(Fields(raw, fields.row, path=f"knowledgeRequirements[{place}]."))
        if years:
            by_year[years[1]].append(raw)
    for first, last in stages:
        year = max((year for year in by_year if first <= year <= last), default=None)
        found[first, last] = by_year[year] if year is not None else []
    return found


def _points(item: Fields, markup: str) -> tuple[tuple[str, str], ...]:
    """(heading, point) of a text of core content; sentences that only introduce a list are passed by."""
    found: list[tuple[str, str]] = []
    area = CONTENT
    for block in blocks(markup):
        if block.kind in (Kind.HEADING, Kind.TITLE):
            area = block.text if block.kind is Kind.HEADING else CONTENT
        elif block.kind is Kind.POINT or not block.text.endswith(":"):
            found.append((area, block.text))
    if any(len(area) > MOST_AREA or len(text) > MOST_POINT for area, text in found):
        item.fault("text", "too_long", longest=MOST_POINT)
    if len(found) > MOST_POINTS:
        item.fault("text", "too_many_items", limit=MOST_POINTS)
    return tuple(found)


def _by_step(fields: Fields, required: Sequence[dict[str, Any]]) -> dict[str, tuple[str, ...]]:
    """The paragraphs of each step that is worded."""
    found: dict[str, tuple[str, ...]] = {}
    for place, raw in enumerate(required):
        item = Fields(raw, fields.row, path=f"{fields.path}knowledgeRequirements[{place}].")
        step = item.string("gradeStep", "step", 20).upper() or STEPS[0]
        text = item.string("text", "text", MOST_TEXT, required=True)
        if step in BETWEEN:
            continue
        if step not in STEPS:
            item.fault("gradeStep", "unknown_step")
        elif step in found:
            item.fault("gradeStep", "step_twice")
        found[step] = tuple(_text_of(blocks(text)))
    return found


def _text_of(found: Iterable[Block]) -> Iterable[str]:
    return (block.text for block in found if block.kind in (Kind.PARAGRAPH, Kind.POINT))


def _criteria(fields: Fields, steps: dict[str, tuple[str, ...]]) -> Criteria:
    """A criterion for each paragraph where all steps have as many, else one for the whole text."""
    if not any(steps.values()):
        return ()
    levels = [step for step in STEPS if step in steps]
    lengths = {len(steps[step]) for step in levels}
    if len(lengths) > 1:
        rows: list[tuple[str, ...]] = [tuple("\n".join(steps[step]) for step in levels)]
    else:
        rows = list(zip(*(steps[step] for step in levels), strict=True))
    if any(len(text) > MOST_WORDING for row in rows for text in row):
        fields.fault("knowledgeRequirements", "too_long", longest=MOST_WORDING)
    return tuple((aspect_of(row), tuple(zip(levels, row, strict=True))) for row in rows)


def aspect_of(wordings: Sequence[str]) -> str:
    """A short name of a criterion: the words that all its levels share, else its first words."""
    others = [set(text.split()) for text in wordings[1:]]
    shared = [word for word in wordings[0].split() if all(word in words for words in others)]
    name = " ".join(shared[1:] if len(shared) > 3 else wordings[0].split()).strip(" .,;:")
    if len(name) > MOST_ASPECT:
        name = name[: MOST_ASPECT - 1].rpartition(" ")[0] or name[: MOST_ASPECT - 1]
        name = name.rstrip(" .,;:") + "…"
    return name[:1].upper() + name[1:]
