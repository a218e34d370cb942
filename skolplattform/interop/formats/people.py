"""Organisations, persons, groups and duties of SS 12000, as rows of the register."""

from skolplattform.core.errors import Invalid
from skolplattform.interop.formats.fields import Fields, known_code
from skolplattform.registry import rules
from skolplattform.registry.codes import (
    AssignmentRole,
    DutyRole,
    GroupType,
    OrganisationType,
    PersonStatus,
    RelationType,
    SchoolType,
    SecurityMarking,
    Sex,
)

HOME = "Folkbokföring"


def period(fields: Fields, *, required: bool = False) -> None:
    """First and last day, the first not after the last."""
    start = fields.day("startDate", "start_date", required=required)
    end = fields.day("endDate", "end_date")
    if rules.is_backwards(start, end):
        fields.fault("endDate", "end_before_start", start=str(start), end=str(end))


def organisation(fields: Fields, mode: str) -> None:
    """Organisation."""
    fields.row.label = fields.string("displayName", "display_name", 160, required=True)
    fields.code("organisationType", "organisation_type", OrganisationType, required=True)
    fields.string("organisationCode", "organisation_code", 40)
    fields.string("organisationNumber", "organisation_number", 20)
    fields.string("schoolUnitCode", "school_unit_code", 10)
    fields.string("municipalityCode", "municipality_code", 4)
    fields.refer("parentOrganisation", "parent_id", "organisations")
    _school_types(fields)
    period(fields)


def _school_types(fields: Fields) -> None:
    found = fields.raw.get("schoolTypes")
    if found is None:
        return
    if not isinstance(found, list):
        fields.fault("schoolTypes", "not_a_list")
        return
    types = [known_code(value, SchoolType) for value in found[:40]]
    if None in types:
        fields.fault(f"schoolTypes[{types.index(None)}]", "unknown_code", code="?")
    else:
        fields.values["school_types"] = types


def person(fields: Fields, mode: str) -> None:
    """Person, with names for sign-in, contacts, enrolments and responsible adults."""
    given = fields.string("givenName", "given_name", 80, required=True)
    fields.string("middleName", "middle_name", 80)
    family = fields.string("familyName", "family_name", 80, required=True)
    fields.code("sex", "sex", Sex)
    marking = fields.code("securityMarking", "security_marking", SecurityMarking)
    fields.code("personStatus", "person_status", PersonStatus)
    fields.day("birthDate", "birth_date")
    _civic_no(fields, mode)
    if marking in ("", SecurityMarking.NONE):
        fields.row.label = f"{given} {family}".strip()
    _principal_names(fields)
    _contacts(fields, marking)
    for item in fields.items("enrolments", "enrolments"):
        _enrolment(item)
    for item in fields.items("responsibles", "responsibles"):
        _responsible(item, fields)


def _civic_no(fields: Fields, mode: str) -> None:
    raw = fields.raw.get("civicNo")
    if raw is None:
        return
    value = raw.get("value") if isinstance(raw, dict) else raw
    try:
        if not isinstance(value, str):
            raise Invalid("civicNo", "registry.civic_no.form")
        number = rules.civic_no(value)
        rules.require_series(number, mode)
    except Invalid as error:
        fields.fault("civicNo.value", "civic_" + error.key.rpartition(".")[2])
        return
    fields.values["civic_no"], fields.values["civic_no_kind"] = number.value, number.kind.value
    if isinstance(raw, dict) and isinstance(raw.get("nationality"), str) and len(raw["nationality"]) == 2:
        fields.values["nationality"] = raw["nationality"].upper()
    born = fields.values.setdefault("birth_date", number.birth_date.isoformat())
    if born != number.birth_date.isoformat():
        fields.warn("birthDate", "birth_date_differs")


def _principal_names(fields: Fields) -> None:
    found = fields.raw.get("eduPersonPrincipalNames")
    if found is None:
        return
    if not isinstance(found, list):
        fields.fault("eduPersonPrincipalNames", "not_a_list")
        return
    names = fields.row.lists.setdefault("principal_names", [])
    for place, value in enumerate(found[:20]):
        if not isinstance(value, str) or "@" not in value or len(value) > 160 or not value.isprintable():
            fields.warn(f"eduPersonPrincipalNames[{place}]", "not_a_principal_name")
        elif value not in (name["value"] for name in names):
            names.append({"value": value, "_place": place})


def _contacts(fields: Fields, marking: str) -> None:
    """Mail, phone and addresses. With protected registration the home address is not kept (R-X04)."""
    for item in fields.items("emails", "contacts"):
        item.values["kind"] = "email"
        if item.string("value", "value", 200, required=True) and "@" not in item.values["value"]:
            item.fault("value", "not_an_address")
        item.string("type", "label", 30)
    for item in fields.items("phoneNumbers", "contacts"):
        item.values["kind"] = "phone"
        item.string("value" if "value" in item.raw else "number", "value", 200, required=True)
        item.string("type", "label", 30)
        item.flag("mobile", "mobile")
    for item in fields.items("addresses", "contacts"):
        item.values["kind"] = "address"
        item.string("streetAddress", "value", 200)
        item.string("postalCode", "postal_code", 10)
        item.string("locality", "locality", 60)
        item.string("type", "label", 30)
        item.values.setdefault("value", "")
    if marking == SecurityMarking.PROTECTED_REGISTRATION and "contacts" in fields.row.lists:
        fields.row.lists["contacts"] = [c for c in fields.row.lists["contacts"] if c["kind"] != "address"]


def _enrolment(item: Fields) -> None:
    item.refer("enroledAt", "unit_id", "organisations", required=True)
    item.code("schoolType", "school_type", SchoolType, required=True)
    item.whole("schoolYear", "school_year", 0, 10)
    item.string("educationCode", "education_code", 20)
    item.flag("cancelled", "cancelled")
    period(item, required=True)


def _responsible(item: Fields, child: Fields) -> None:
    adult = item.refer("person", "adult_id", "persons", required=True)
    item.code("relationType", "relation_type", RelationType, required=True)
    period(item)
    if adult is not None and adult == child.row.id:
        item.fault("person", "own_guardian")


def group(fields: Fields, mode: str) -> None:
    """Group with its members."""
    fields.row.label = fields.string("displayName", "display_name", 120, required=True)
    fields.code("groupType", "group_type", GroupType, required=True)
    fields.code("schoolType", "school_type", SchoolType)
    fields.refer("organisation", "unit_id", "organisations", required=True)
    period(fields, required=True)
    for item in fields.items("groupMemberships", "memberships"):
        item.refer("person", "person_id", "persons", required=True)
        item.values["start_date"] = fields.values.get("start_date")
        period(item)
        if item.values["start_date"] is None:
            item.values["start_date"] = fields.values.get("start_date")


def duty(fields: Fields, mode: str) -> None:
    """Duty with its assignments in groups."""
    fields.row.label = fields.string("signature", "signature", 12)
    fields.refer("person", "person_id", "persons", required=True)
    fields.refer("dutyAt", "unit_id", "organisations", required=True)
    fields.code("dutyRole", "duty_role", DutyRole, required=True)
    fields.whole("dutyPercent", "duty_percent", 0, 200)
    fields.whole("hoursPerYear", "hours_per_year", 0, 5_000)
    period(fields, required=True)
    for item in fields.items("assignmentRole", "assignments"):
        item.refer("group", "group_id", "groups", required=True)
        item.code("assignmentRoleType", "assignment_role", AssignmentRole, required=True)
        period(item, required=True)
