"""How large the invented city is."""

from dataclasses import dataclass

CLASS_SIZE = 24
SERIES = 2


@dataclass(frozen=True, slots=True)
class Shape:
    """Numbers of units of each kind; a compulsory school is F-9 with two classes a year (about 480 pupils)."""

    preschools: int
    compulsory: int
    upper_secondary: int
    adult: int
    vocational: int
    whole_year: bool = False

    @property
    def units(self) -> int:
        """All units that are made."""
        return self.preschools + self.compulsory + self.upper_secondary + self.adult + self.vocational


SMALL = Shape(preschools=6, compulsory=2, upper_secondary=1, adult=1, vocational=1)
ONE_SCHOOL = Shape(preschools=0, compulsory=1, upper_secondary=0, adult=0, vocational=0)
CITY = Shape(preschools=0, compulsory=177, upper_secondary=0, adult=0, vocational=0, whole_year=True)


def of_size(schools: int, *, whole_year: bool = False) -> Shape:
    """A city with this many compulsory schools, and the other forms in the small city's proportions up to twenty."""
    part = min(schools, 20)
    return Shape(
        preschools=part * 3,
        compulsory=schools,
        upper_secondary=max(1, part // 4),
        adult=max(1, part // 8),
        vocational=max(1, part // 8),
        whole_year=whole_year,
    )
