"""What is taught in the invented schools: syllabuses and lessons a week by school form and year."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from skolplattform.core.bulk import BulkWriter
from skolplattform.demo.keys import Keys
from skolplattform.schedule.tables import Syllabus

LESSONS_A_WEEK = 30


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject: its national code, short name and what it is called; its language, or the course or level."""

    code: str
    short: str
    name: str
    language: str = ""
    course: str = ""


COMPULSORY = (
    Subject("GRGRSVE01", "SV", "Svenska"),
    Subject("GRGRSVA01", "SVA", "Svenska som andraspråk"),
    Subject("GRGRMAT01", "MA", "Matematik"),
    Subject("GRGRENG01", "EN", "Engelska"),
    Subject("GRGRBIO01", "BI", "Biologi"),
    Subject("GRGRFYS01", "FY", "Fysik"),
    Subject("GRGRKEM01", "KE", "Kemi"),
    Subject("GRGRTEK01", "TK", "Teknik"),
    Subject("GRGRGEO01", "GE", "Geografi"),
    Subject("GRGRHIS01", "HI", "Historia"),
    Subject("GRGRREL01", "RE", "Religionskunskap"),
    Subject("GRGRSAM01", "SH", "Samhällskunskap"),
    Subject("GRGRIDR01", "IDH", "Idrott och hälsa"),
    Subject("GRGRMUS01", "MU", "Musik"),
    Subject("GRGRBIL01", "BL", "Bild"),
    Subject("GRGRSLJ01", "SL", "Slöjd"),
    Subject("GRGRHKK01", "HKK", "Hem- och konsumentkunskap"),
    Subject("GRGRMSP01", "M1SPA", "Moderna språk, spanska", "spa"),
    Subject("GRGRMSP01", "M1FRA", "Moderna språk, franska", "fra"),
    Subject("GRGRMSP01", "M1DEU", "Moderna språk, tyska", "deu"),
)
STAGES = ((1, 3), (4, 6), (7, 9))
LANGUAGES = ("M1SPA", "M1FRA", "M1DEU")
HALF_CLASS = ("SL",)

UPPER_SECONDARY = (
    Subject("SVEN", "SVE", "Svenska nivå 1", course="SVEN1000X"),
    Subject("MATE", "MAT", "Matematik nivå 1", course="MATE1000X"),
    Subject("ENGE", "ENG", "Engelska nivå 1", course="ENGE1000X"),
    Subject("HIST", "HIS", "Historia nivå 1", course="HIST1000X"),
    Subject("SAMH", "SAM", "Samhällskunskap nivå 1", course="SAMH1000X"),
    Subject("NATU", "NAK", "Naturkunskap nivå 1", course="NATU1000X"),
    Subject("IDRO", "IDR", "Idrott och hälsa nivå 1", course="IDRO1000X"),
)
ADULT = (
    Subject("SFI", "SFI A", "Svenska för invandrare, kurs A", course="SFIA"),
    Subject("SFI", "SFI B", "Svenska för invandrare, kurs B", course="SFIB"),
    Subject("SFI", "SFI C", "Svenska för invandrare, kurs C", course="SFIC"),
    Subject("SFI", "SFI D", "Svenska för invandrare, kurs D", course="SFID"),
)
VOCATIONAL = (Subject("YHSYS", "SYS", "Systemutveckling"), Subject("YHDAT", "DAT", "Databaser"))

_LOWER = {"SV": 9, "MA": 6, "EN": 2, "BI": 1, "TK": 1, "SH": 2, "RE": 1, "IDH": 3, "MU": 2, "BL": 2, "SL": 1}
_MIDDLE = {
    "SV": 6,
    "MA": 5,
    "EN": 3,
    "BI": 1,
    "FY": 1,
    "TK": 1,
    "GE": 1,
    "HI": 1,
    "SH": 1,
    "RE": 1,
    "IDH": 3,
    "MU": 2,
    "BL": 2,
    "SL": 2,
}
_UPPER = {
    "SV": 4,
    "MA": 4,
    "EN": 3,
    "BI": 1,
    "FY": 1,
    "KE": 1,
    "TK": 1,
    "GE": 1,
    "HI": 1,
    "SH": 1,
    "RE": 1,
    "IDH": 3,
    "MU": 1,
    "BL": 1,
    "SL": 2,
    "HKK": 1,
}
SFI_LESSONS = 18
"""About fifteen hours a week, which the law asks for (R-V06)."""
_VOCATIONAL = {"SYS": 8, "DAT": 7}
_GYMNASIUM = {"SVE": 5, "MAT": 5, "ENG": 5, "HIS": 4, "SAM": 4, "NAK": 4, "IDR": 3}


def lessons_a_week(school_type: str, year: int, class_name: str = "") -> dict[str, int]:
    """Lessons of each subject in a week, by short name; what is left of thirty is language choice (years 6-9).

    A class of sfi is named after its course and reads nothing else.
    """
    if school_type in ("GY", "YH"):
        return _GYMNASIUM if school_type == "GY" else _VOCATIONAL
    if school_type == "SFI":
        return {class_name: SFI_LESSONS}
    if year == 0:
        return {"F": LESSONS_A_WEEK}
    if year <= 3:
        return _LOWER
    if year <= 5:
        return _MIDDLE
    if year == 6:
        return {**_MIDDLE, "SV": 5, "IDH": 2}
    return {**_UPPER, "MA": 4}


class Syllabuses:
    """The city's syllabuses, shared by its schools."""

    def __init__(self) -> None:
        self._ids: dict[tuple[str, int | None], UUID] = {}
        self._names: dict[str, str] = {"F": "Förskoleklass"}

    def write(self, writer: BulkWriter, keys: Keys) -> None:
        """Make them all."""
        for subject in COMPULSORY:
            for first, last in STAGES:
                self._add(writer, keys, subject, "GR", "Lgr22", (first, last))
        for subjects, school_type, curriculum in (
            (UPPER_SECONDARY, "GY", "Gy25"),
            (ADULT, "SFI", "SFI"),
            (VOCATIONAL, "YH", "YH"),
        ):
            for subject in subjects:
                self._add(writer, keys, subject, school_type, curriculum, None)

    def _add(
        self,
        writer: BulkWriter,
        keys: Keys,
        subject: Subject,
        school_type: str,
        curriculum: str,
        years: tuple[int, int] | None,
    ) -> None:
        row: dict[str, Any] = {
            "id": keys.next(),
            "school_type": school_type,
            "subject_code": subject.code,
            "subject_name": subject.name,
            "designation": subject.short,
            "course_code": subject.course,
            "start_school_year": years[0] if years else None,
            "end_school_year": years[1] if years else None,
            "curriculum": curriculum,
            "language_code": subject.language,
            "modified_at": keys.made_at,
        }
        writer.add(Syllabus, row)
        self._ids[subject.short, years[0] if years else None] = row["id"]
        self._names[subject.short] = subject.name

    def of(self, short: str, school_type: str, year: int) -> UUID | None:
        """The syllabus of a subject for a year; none in förskoleklass."""
        stage = next((first for first, last in STAGES if first <= year <= last), None) if school_type == "GR" else None
        return self._ids.get((short, stage))

    def name(self, short: str) -> str:
        """What the subject is called."""
        return self._names[short]
