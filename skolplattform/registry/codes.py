"""The code lists of SS 12000 that the register speaks, as stored and as exchanged (Swedish terms)."""

from enum import StrEnum


class OrganisationType(StrEnum):
    """Kind of organisation."""

    ORGANISER = "Huvudman"
    DISTRICT = "Stadsdel"
    PRINCIPAL_AREA = "Rektorsområde"
    SCHOOL = "Skola"
    SCHOOL_UNIT = "Skolenhet"
    OTHER = "Övrigt"


class SecurityMarking(StrEnum):
    """Protected identity (R-X03). `ASSUMED_IDENTITY` is ours and is never exported."""

    NONE = "Ingen"
    SECRECY_MARKED = "Sekretessmarkering"
    PROTECTED_REGISTRATION = "Skyddad folkbokföring"
    ASSUMED_IDENTITY = "Fingerade personuppgifter"


class PersonStatus(StrEnum):
    """Where the person stands in the population register."""

    ACTIVE = "Aktiv"
    EMIGRATED = "Utvandrad"
    DECEASED = "Avliden"


class Sex(StrEnum):
    """Sex as registered."""

    MAN = "Man"
    WOMAN = "Kvinna"
    UNKNOWN = "Okänt"


class CivicNoKind(StrEnum):
    """Which number it is: personnummer, samordningsnummer or a temporary TF number."""

    PERSONAL = "personnummer"
    COORDINATION = "samordningsnummer"
    TEMPORARY = "tf"


class RelationType(StrEnum):
    """How an adult is responsible for a child (R-C06)."""

    GUARDIAN = "Vårdnadshavare"
    OTHER_RESPONSIBLE = "Annan ansvarig"
    AUTHORISED = "Annan behörig"
    GOD_MAN = "God man"
    PARENT = "Förälder"


class GroupType(StrEnum):
    """Kind of group."""

    TEACHING = "Undervisning"
    CLASS = "Klass"
    MENTOR = "Mentor"
    TEST = "Provgrupp"
    TIMETABLE = "Schema"
    DEPARTMENT = "Avdelning"
    STAFF = "Personalgrupp"
    OTHER = "Övrigt"


class DutyRole(StrEnum):
    """What a person is employed as."""

    PRINCIPAL = "Rektor"
    TEACHER = "Lärare"
    PRESCHOOL_TEACHER = "Förskollärare"
    CHILDCARE_WORKER = "Barnskötare"
    LIBRARIAN = "Bibliotekarie"
    TEACHING_ASSISTANT = "Lärarassistent"
    LEISURE_PEDAGOGUE = "Fritidspedagog"
    OTHER_STAFF = "Annan personal"
    STUDY_COUNSELLOR = "Studie- och yrkesvägledare"
    LEAD_TEACHER = "Förstelärare"
    SOCIAL_COUNSELLOR = "Kurator"
    SCHOOL_NURSE = "Skolsköterska"
    SCHOOL_DOCTOR = "Skolläkare"
    PSYCHOLOGIST = "Skolpsykolog"
    SPECIAL_TEACHER = "Speciallärare/specialpedagog"
    ADMINISTRATOR = "Skoladministratör"
    OTHER_MANAGEMENT = "Övrig arbetsledning"
    OTHER_PEDAGOGICAL = "Övrig pedagogisk personal"
    PRESCHOOL_HEAD = "Förskolechef"


class AssignmentRole(StrEnum):
    """What a duty does in a group."""

    MENTOR = "Mentor"
    PRESCHOOL_TEACHER = "Förskollärare"
    CHILDCARE_WORKER = "Barnskötare"
    LEISURE_PEDAGOGUE = "Fritidspedagog"
    SPECIAL_TEACHER = "Specialpedagog"
    STUDENT_HEALTH = "Elevhälsopersonal"
    PEDAGOGICAL_LEADER = "Pedagogisk ledare"
    SCHEDULER = "Schemaläggare"


class SchoolType(StrEnum):
    """School forms; what differs between them is data, not `if`."""

    PRESCHOOL = "FS"
    PRESCHOOL_CLASS = "FKLASS"
    LEISURE_CENTRE = "FTH"
    OPEN_LEISURE = "OPPFTH"
    COMPULSORY = "GR"
    ADAPTED_COMPULSORY = "GRS"
    ADAPTED_AREAS = "TR"
    SPECIAL = "SP"
    SAMI = "SAM"
    UPPER_SECONDARY = "GY"
    ADAPTED_UPPER_SECONDARY = "GYS"
    ADULT = "VUX"
    ADULT_SFI = "VUXSFI"
    ADULT_BASIC = "VUXGR"
    ADULT_UPPER_SECONDARY = "VUXGY"
    ADULT_ADAPTED_BASIC = "VUXSARGR"
    ADULT_ADAPTED_AREAS = "VUXSARTR"
    ADULT_ADAPTED_UPPER = "VUXSARGY"
    SFI = "SFI"
    ADULT_ADAPTED = "SARVUX"
    COMPLEMENTARY = "KU"
    HIGHER_VOCATIONAL = "YH"
    FOLK_HIGH_SCHOOL = "FHS"
    STATE = "STF"
    ART_AND_CULTURE = "KKU"
    UNIVERSITY = "HS"
    LABOUR_MARKET = "ABU"
    CONTRACT = "AU"


NOT_SCHOOL = (SchoolType.LEISURE_CENTRE.value, SchoolType.OPEN_LEISURE.value)
"""Places beside school: nobody goes to school there."""
