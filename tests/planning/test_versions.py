"""Which curriculum and which version of a subject holds for an enrolment on a day (R-Y01, R-P03), in milliseconds."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skolplattform.planning.curriculum import catalogue
from skolplattform.planning.curriculum.tables import Curriculum
from skolplattform.planning.curriculum.versions import (
    Candidate,
    CurriculumDates,
    Enrolled,
    Read,
    curriculum_for,
    curriculum_read,
    first_day_of_use,
    version_of,
)
from skolplattform.planning.rules import Span

CURRICULA = [
    CurriculumDates(
        row["code"], frozenset(row["school_types"]), row["valid_from"], row["valid_to"], row["for_starters"]
    )
    for row in catalogue.read().rows[Curriculum]
]
BY_CODE = {curriculum.code: curriculum for curriculum in CURRICULA}
GY25_BEGINS, GY11_ENDS = date(2025, 7, 1), date(2030, 6, 30)
GROUP = Read("GY", "MATE", "Gy25", course_code="MATE1000X")
days = st.dates(date(2011, 7, 1), date(2045, 12, 31))


@pytest.mark.parametrize(
    ("began", "day", "code"),
    [
        (date(2024, 8, 19), date(2026, 11, 18), "Gy11"),
        (date(2025, 6, 30), GY11_ENDS, "Gy11"),
        (date(2025, 6, 30), GY11_ENDS + timedelta(days=1), "Gy25"),
        (GY25_BEGINS, date(2026, 11, 18), "Gy25"),
        (date(2024, 8, 19), date(2024, 11, 18), "Gy11"),
    ],
)
def test_who_began_before_gy25_stays_on_the_courses_until_they_end(began: date, day: date, code: str):
    """R-Y01."""
    assert curriculum_read(CURRICULA, GROUP, [Enrolled("GY", began)], day) == code


@given(days, days)
def test_the_enrolment_decides_whatever_the_group_reads(began: date, day: date):
    """R-Y01: the syllabus of the group never changes what a student of the same school form follows."""
    enrolled = [Enrolled("GY", min(began, day))]
    found = {
        curriculum_read(CURRICULA, replace(GROUP, curriculum=named), enrolled, day) for named in ("", "Gy11", "Gy25")
    }
    assert len(found) == 1
    starter, over = min(began, day) >= GY25_BEGINS, day > GY11_ENDS
    assert found == {"Gy25" if starter or over else "Gy11"}


@given(st.sampled_from(CURRICULA), days, days, st.text(max_size=4))
def test_a_curriculum_that_is_followed_holds_that_day_for_that_school_form(
    curriculum: CurriculumDates, began: date, day: date, named: str
):
    for form in curriculum.school_types:
        code = curriculum_for(CURRICULA, form, day, named=named, began=began)
        holding = {item.code for item in CURRICULA if item.holds(form, day)}
        assert code in holding if holding else code == ""


@given(days)
def test_what_the_enrolment_names_is_followed_while_it_holds(day: date):
    enrolled = [Enrolled("GY", day, "Gy11")]
    assert (curriculum_read(CURRICULA, GROUP, enrolled, day) == "Gy11") == (day <= GY11_ENDS)


def test_a_pupil_of_anpassad_grundskola_reads_a_subject_of_grundskola_by_its_rules():
    """R-P03: by the syllabus of the subject, never by the pupil."""
    pupil, day = [Enrolled("GRS", date(2024, 8, 19))], date(2026, 11, 18)
    assert curriculum_read(CURRICULA, Read("GR", "GRGRMAT01", "Lgr22"), pupil, day) == "Lgr22"
    assert curriculum_read(CURRICULA, Read("GRS", "GRSMAT01"), pupil, day) == "Lgra22"


def candidate(number: int, code: str = "Gy25", **other) -> Candidate:
    subject = other.pop("subject", number)
    return Candidate(UUID(int=number), UUID(int=100 + subject), "MATE", BY_CODE[code], **other)


TODAY = date(2026, 11, 18)


def test_the_newest_version_that_holds_is_read_and_the_next_one_waits_for_its_day():
    old = candidate(1, version=1, course_code="MATE1000X")
    new = candidate(2, version=2, course_code="MATE1000X", valid_from=date(2027, 7, 1))
    assert version_of([new, old], GROUP, "Gy25", TODAY) == old
    assert version_of([new, old], GROUP, "Gy25", date(2027, 7, 1)) == new
    ended = replace(old, valid_to=date(2026, 6, 30))
    assert version_of([ended], GROUP, "Gy25", TODAY) is None


def test_a_course_is_found_by_its_code_and_never_replaced_by_another():
    one, two = (candidate(n, subject=1, course_code=f"MATE{n}000X") for n in (1, 2))
    assert version_of([two, one], GROUP, "Gy25", TODAY) == one
    assert version_of([two], GROUP, "Gy25", TODAY) is None
    assert version_of([two], replace(GROUP, course_code=""), "Gy25", TODAY) == two
    counterpart = replace(two, subject_code="MAT", course_code="MATMAT01a")
    assert version_of([counterpart], GROUP, "Gy25", TODAY) == counterpart


def test_the_subjects_own_code_comes_before_one_of_the_same_name_and_its_language_before_all_languages():
    own = candidate(1, course_code="MATE1000X")
    namesake = replace(candidate(2, version=9, course_code="MATE1000X"), subject_code="MAT")
    assert version_of([namesake, own], GROUP, "Gy25", TODAY) == own
    spanish = replace(own, language="spa")
    assert version_of([own, spanish], GROUP, "Gy25", TODAY) == spanish


@given(st.lists(st.tuples(st.integers(1, 9), st.none() | days, st.none() | days), max_size=6), days)
def test_a_version_that_is_read_holds_that_day(versions: list, day: date):
    offered = [
        candidate(n, "Lgr22", version=version, valid_from=first, valid_to=last, years=Span(7, 9))
        for n, (version, first, last) in enumerate(versions)
    ]
    found = version_of(offered, Read("GR", "MATE", "Lgr22", Span(7, 9)), "Lgr22", day)
    holding = [c for c in offered if (c.valid_from or day) <= day <= (c.valid_to or day)]
    assert (found is None) == (not holding)
    assert found is None or found in holding


@given(days, days)
def test_an_imported_version_never_moves_the_ground_under_a_school_year(starts: date, today: date):
    used = first_day_of_use(starts, today, is_first=False)
    assert used > today or (used == starts and starts > today)
    assert used == starts or (used.month, used.day) == (7, 1)
    assert (used - today).days <= 366 or used == starts
    assert first_day_of_use(starts, today, is_first=True) == starts
