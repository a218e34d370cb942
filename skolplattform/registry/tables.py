"""The register: the shared core of SS 12000 that everything above may point at."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, Index, SmallInteger, UniqueConstraint, text
from sqlmodel import SQLModel

from skolplattform.core import clock
from skolplattform.core.columns import Keep, Secrecy, column, key, ref
from skolplattform.core.ids import UuidKey
from skolplattform.registry.consents import tables as consent_tables

__all__ = [
    "AgeConsent",
    "Assignment",
    "Contact",
    "Duty",
    "Enrolment",
    "Group",
    "GroupMembership",
    "Organisation",
    "Person",
    "PrincipalName",
    "ProtectedGrant",
    "Responsibility",
    "consent_tables",
]

PERSONAL, PROTECTED, SENSITIVE = Secrecy.PERSONAL, Secrecy.PROTECTED, Secrecy.SENSITIVE


class Organisation(SQLModel, table=True):
    """Huvudman, area, school or school unit: a tree."""

    __tablename__ = "organisation"

    id: UUID = key("transfer id of SS 12000", Keep.FOREVER)
    display_name: str = column("name on screen", max_length=160)
    organisation_type: str = column("huvudman, skola, skolenhet ...", max_length=30)
    organisation_code: str = column("the organiser's own code", default="", max_length=40)
    organisation_number: str = column("company registration number", default="", max_length=20)
    school_unit_code: str = column(
        "code of the national register of school units", default="", max_length=10, index=True
    )
    school_types: list[str] = column("school forms of the unit", default_factory=list, sa_type=JSON)
    municipality_code: str = column("municipality", default="", max_length=4)
    independent: bool = column("run by a private organiser: no public-records rule (R-X02)", default=False)
    parent_id: UUID | None = ref("organisation.id", "next organisation up", Secrecy.OPEN, default=None, nullable=True)
    start_date: date = column("first day")
    end_date: date | None = column("last day", default=None, nullable=True)
    modified_at: datetime = column("when the row last changed", default_factory=clock.now)


class Person(SQLModel, table=True):
    """A child, student, guardian or member of staff."""

    __tablename__ = "person"
    __table_args__ = (
        UniqueConstraint("civic_no"),
        Index("ix_person_name", "family_name", "given_name"),
        Index("ix_person_marked", "security_marking"),
    )

    id: UUID = key("transfer id of SS 12000", Keep.TWO_YEARS)
    given_name: str = column("first name", PERSONAL, max_length=80)
    middle_name: str = column("middle name", PERSONAL, default="", max_length=80)
    family_name: str = column("last name", PERSONAL, max_length=80)
    civic_no: str | None = column("civic number, 12 characters", PROTECTED, default=None, nullable=True, max_length=12)
    civic_no_kind: str = column("personnummer, samordningsnummer or TF", PROTECTED, default="", max_length=20)
    nationality: str = column("country of the civic number", PERSONAL, default="SE", max_length=2)
    birth_date: date | None = column("ages, and access that ends at 18 (R-C03)", PERSONAL, default=None, nullable=True)
    sex: str = column("as registered, for statistics", PERSONAL, default="Okänt", max_length=10)
    security_marking: str = column("protected identity (R-X03)", PROTECTED, default="Ingen", max_length=30)
    person_status: str = column("active, emigrated, deceased", PERSONAL, default="Aktiv", max_length=12)
    modified_at: datetime = column("when the row last changed", default_factory=clock.now)

    @property
    def is_protected(self) -> bool:
        """Is the person's identity protected in any way?"""
        return self.security_marking != "Ingen"

    @property
    def full_name(self) -> str:
        """Given and family name."""
        return f"{self.given_name} {self.family_name}"


class PrincipalName(SQLModel, table=True):
    """A name that identifies a person to services (eduPersonPrincipalName); says nothing of who they are (R-X06)."""

    __tablename__ = "principal_name"

    value: str = column("the name, with domain", PERSONAL, primary_key=True, max_length=160)
    person_id: UUID = ref("person.id", "whose it is")


class Contact(SQLModel, table=True):
    """A mail address, phone number or home address of a person."""

    __tablename__ = "contact"

    id: int | None = column("key", default=None, primary_key=True)
    person_id: UUID = ref("person.id", "whose it is")
    kind: str = column("email, phone or address", max_length=10)
    label: str = column("home, work, school ...", default="", max_length=30)
    value: str = column("address or number", PROTECTED, max_length=200)
    postal_code: str = column("postal code of an address", PROTECTED, default="", max_length=10)
    locality: str = column("town of an address", PROTECTED, default="", max_length=60)
    mobile: bool = column("can the number take a text message", default=False)


class Responsibility(SQLModel, table=True):
    """An adult's relation to a child, with dates. Custody decides what the adult reaches (R-C01 to R-C06)."""

    __tablename__ = "responsibility"
    __table_args__ = (UniqueConstraint("child_id", "adult_id", "relation_type"),)

    id: UUID = key()
    child_id: UUID = ref("person.id", "the child")
    adult_id: UUID = ref("person.id", "the adult")
    relation_type: str = column("guardian, god man ...", PERSONAL, max_length=20)
    start_date: date | None = column("first day; none: since birth", PERSONAL, default=None, nullable=True)
    end_date: date | None = column("last day", PERSONAL, default=None, nullable=True)
    withheld: bool = column("the school withholds access for this relation", PROTECTED, default=False)
    shares_contact: bool = column(
        "the other guardian may see this adult's contact data (R-C05)", PERSONAL, default=False
    )


class Enrolment(SQLModel, table=True):
    """A child or student in a school form at a unit, with dates and the curriculum that applies (R-Y01)."""

    __tablename__ = "enrolment"
    __table_args__ = (
        CheckConstraint("end_date IS NULL OR end_date >= start_date", name="dates"),
        # With the dates, so that a city's students are counted from the index alone.
        Index("ix_enrolment_unit", "unit_id", "school_type", "school_year", "cancelled", "start_date", "end_date"),
    )

    id: UUID = key()
    person_id: UUID = ref("person.id", "who is enrolled")
    unit_id: UUID = ref("organisation.id", "where", Secrecy.OPEN, index=False)
    school_type: str = column("school form", PERSONAL, max_length=12)
    school_year: int | None = column("year; none where the form has no years", PERSONAL, default=None, nullable=True)
    curriculum: str = column("curriculum that follows the enrolment", PERSONAL, default="", max_length=20)
    education_code: str = column("study path", PERSONAL, default="", max_length=20)
    start_date: date = column("first day", PERSONAL)
    end_date: date | None = column("last day", PERSONAL, default=None, nullable=True)
    cancelled: bool = column("never began", PERSONAL, default=False)


class Group(SQLModel, table=True):
    """A class, teaching group, department or any other group."""

    __tablename__ = "group_"
    __table_args__ = (Index("ix_group_unit", "unit_id", "group_type"),)

    id: UUID = key("transfer id of SS 12000")
    display_name: str = column("name on screen", max_length=120)
    group_type: str = column("class, teaching ...", max_length=20)
    school_type: str = column("school form", default="", max_length=12)
    unit_id: UUID = ref("organisation.id", "where", Secrecy.OPEN, index=False)
    start_date: date = column("first day")
    end_date: date | None = column("last day", default=None, nullable=True)
    modified_at: datetime = column("when the row last changed", default_factory=clock.now)


class GroupMembership(SQLModel, table=True):
    """A person in a group from a day to a day; both included."""

    __tablename__ = "group_membership"
    __table_args__ = (
        CheckConstraint("end_date IS NULL OR end_date >= start_date", name="dates"),
        UniqueConstraint("group_id", "person_id", "start_date"),
        Index("ix_group_membership_person", "person_id", "start_date"),
    )

    id: UUID = key()
    group_id: UUID = ref("group_.id", "which group", index=False)
    person_id: UUID = ref("person.id", "who", index=False)
    start_date: date = column("first day", PERSONAL)
    end_date: date | None = column("last day", PERSONAL, default=None, nullable=True)


class Duty(SQLModel, table=True):
    """A member of staff's employment at a unit. Roles come from here, with dates, not from a tick box."""

    __tablename__ = "duty"

    id: UUID = key("transfer id of SS 12000")
    person_id: UUID = ref("person.id", "who")
    unit_id: UUID = ref("organisation.id", "where", Secrecy.OPEN)
    duty_role: str = column("employed as", PERSONAL, max_length=40)
    signature: str = column("short name in timetables", PERSONAL, default="", max_length=12)
    duty_percent: int = column("part of full time", PERSONAL, default=100)
    hours_per_year: int | None = column("hours a year", PERSONAL, default=None, nullable=True)
    start_date: date = column("first day", PERSONAL)
    end_date: date | None = column("last day", PERSONAL, default=None, nullable=True)
    modified_at: datetime = column("when the row last changed", default_factory=clock.now)


class Assignment(SQLModel, table=True):
    """What a duty does in a group: mentor, special teacher ..."""

    __tablename__ = "assignment"
    __table_args__ = (UniqueConstraint("duty_id", "group_id", "assignment_role", "start_date"),)

    id: UUID = key()
    duty_id: UUID = ref("duty.id", "whose duty")
    group_id: UUID = ref("group_.id", "in which group")
    assignment_role: str = column("mentor ...", PERSONAL, max_length=30)
    start_date: date = column("first day", PERSONAL)
    end_date: date | None = column("last day", PERSONAL, default=None, nullable=True)


class ProtectedGrant(SQLModel, table=True):
    """A named member of staff may see a protected person, from a day to a day, for a reason (R-X04)."""

    __tablename__ = "protected_grant"

    id: UUID = key(keep=Keep.TWO_YEARS)
    subject_id: UUID = ref("person.id", "the protected person", PROTECTED)
    grantee_id: UUID = ref("person.id", "who may see them", PROTECTED)
    reason: str = column("why", PROTECTED, Keep.TWO_YEARS, max_length=200)
    break_glass: bool = column("opened in an emergency, and alerted", PROTECTED, Keep.TWO_YEARS, default=False)
    granted_by: UUID = column("who decided", PERSONAL, Keep.TWO_YEARS, sa_type=UuidKey)
    start_date: date = column("first day", PERSONAL, Keep.TWO_YEARS)
    end_date: date = column("last day", PERSONAL, Keep.TWO_YEARS)


class AgeConsent(SQLModel, table=True):
    """A student of age lets a former guardian go on seeing, until it is taken back (R-C03, R-A10)."""

    __tablename__ = "age_consent"
    __table_args__ = (
        Index(
            "uq_age_consent_open",
            "student_id",
            "adult_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: UUID = key(keep=Keep.TWO_YEARS)
    student_id: UUID = ref("person.id", "who is of age and lets somebody see")
    adult_id: UUID = ref("person.id", "who may go on seeing")
    given_at: datetime = column("when it was given", PERSONAL, Keep.TWO_YEARS)
    ended_at: datetime | None = column("when it was taken back", PERSONAL, Keep.TWO_YEARS, default=None, nullable=True)
    version: int = column("optimistic lock", keep=Keep.TWO_YEARS, default=1, sa_type=SmallInteger)
