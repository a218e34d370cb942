"""Invented persons: names from Faker's Swedish lists, civic numbers of the test series only (birth number 980-989)."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from uuid import UUID

from faker import Faker
from personnummer import personnummer

from skolplattform.core.bulk import BulkWriter
from skolplattform.demo.keys import Keys
from skolplattform.registry.codes import CivicNoKind, RelationType
from skolplattform.registry.tables import Contact, Person, PrincipalName, Responsibility

POOL = 600
SECOND_GUARDIAN = 0.92
"""The share of families with two guardians."""
TEST_SERIES = range(980, 990)
TF_NUMBERS = range(10, 100)


@dataclass(frozen=True, slots=True)
class Invented:
    """A person that was made."""

    id: UUID
    given_name: str
    family_name: str
    birth_date: date


class Population:
    """Makes persons and families, and writes them."""

    def __init__(self, writer: BulkWriter, keys: Keys, random: Random) -> None:
        self._writer = writer
        self._keys = keys
        self._random = random
        self._born: Counter[date] = Counter()
        faker = Faker("sv_SE")
        faker.seed_instance(random.randrange(2**31))
        self._women = [faker.first_name_female() for _ in range(POOL)]
        self._men = [faker.first_name_male() for _ in range(POOL)]
        self._families = [faker.last_name() for _ in range(POOL)]
        self._streets = [faker.street_name() for _ in range(POOL)]

    def person(self, ages: tuple[int, int], on: date, *, family: str = "", marking: str = "Ingen") -> Invented:
        """Make a person whose age on `on` lies in `ages` (years, both included)."""
        woman = self._random.random() < 0.5
        born = on - timedelta(days=self._random.randint(ages[0] * 365 + ages[0] // 4, ages[1] * 365 + 364))
        civic, kind, is_woman = self._civic_no(born, woman)
        made = Invented(
            id=self._keys.next(),
            given_name=self._random.choice(self._women if is_woman else self._men),
            family_name=family or self._random.choice(self._families),
            birth_date=born,
        )
        self._writer.add(
            Person,
            {
                "id": made.id,
                "given_name": made.given_name,
                "family_name": made.family_name,
                "civic_no": civic,
                "civic_no_kind": kind,
                "birth_date": born,
                "sex": "Kvinna" if is_woman else "Man",
                "security_marking": marking,
                "modified_at": self._keys.made_at,
            },
        )
        name = f"p{made.id.hex[-12:]}@edu.example"
        self._writer.add(PrincipalName, {"value": name, "person_id": made.id})
        return made

    def _civic_no(self, born: date, woman: bool) -> tuple[str, str, bool]:
        """A free number of the test series for the day, then a co-ordination number, then a TF number."""
        used = self._born[born]
        self._born[born] += 1
        day = f"{born:%Y%m%d}"
        if used < 2 * len(TEST_SERIES):
            birth_number = TEST_SERIES[used % len(TEST_SERIES)]
            coordination = used >= len(TEST_SERIES)
            stem = f"{born:%Y%m}{born.day + 60 * coordination:02}{birth_number}"
            kind = CivicNoKind.COORDINATION if coordination else CivicNoKind.PERSONAL
            return f"{stem}{check_digit(stem)}", kind.value, birth_number % 2 == 0
        return f"{day}TF{TF_NUMBERS[(used - 20) % len(TF_NUMBERS)]}", CivicNoKind.TEMPORARY.value, woman

    def family_of(self, child: Invented, on: date) -> list[Invented]:
        """Make the child's guardians: two in most families, at one or two addresses."""
        guardians = [self.person((30, 52), on, family=child.family_name)]
        if self._random.random() < SECOND_GUARDIAN:
            other = child.family_name if self._random.random() < 0.6 else ""
            guardians.append(self.person((30, 54), on, family=other))
        for guardian in guardians:
            self.contact(guardian)
            self.responsible(child, guardian)
        return guardians

    def responsible(self, child: Invented, guardian: Invented) -> None:
        """Make the adult the child's guardian."""
        self._writer.add(
            Responsibility,
            {
                "id": self._keys.next(),
                "child_id": child.id,
                "adult_id": guardian.id,
                "relation_type": RelationType.GUARDIAN.value,
            },
        )

    def contact(self, person: Invented) -> None:
        """Give the person a mail address, a mobile number (of the series for fiction) and a home."""
        number = f"070-174 06 {self._random.randint(5, 99):02}"
        street = f"{self._random.choice(self._streets)} {self._random.randint(1, 99)}"
        rows = (
            {"kind": "email", "label": "Privat", "value": f"p{person.id.hex[-12:]}@hem.example"},
            {"kind": "phone", "label": "Privat", "value": number, "mobile": True},
            {
                "kind": "address",
                "label": "Folkbokföring",
                "value": street,
                "postal_code": "120 00",
                "locality": "Staden",
            },
        )
        for row in rows:
            self._writer.add(Contact, {"person_id": person.id, **row})


def check_digit(stem: str) -> int:
    """The check digit of a civic number, of its twelve characters but the last."""
    for digit in range(10):
        if personnummer.valid(f"{stem}{digit}"):
            return digit
    raise ValueError(stem)
