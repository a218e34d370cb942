"""What the pages of consents show."""

from dataclasses import dataclass

from skolplattform.i18n import NO_TEXT, Text


@dataclass(frozen=True, slots=True)
class Question:
    """One question about one person, as one who answers it sees it.

    `mine` is yes, no or empty. `others_missing`: another custodian has not answered; `others_no`: one has said no.
    """

    code: str
    name: Text
    meaning: Text
    standing: str
    mine: str = ""
    since: Text = NO_TEXT
    others_missing: bool = False
    others_no: bool = False


@dataclass(frozen=True, slots=True)
class Consents:
    """What is asked about a child, or about oneself; nothing of a protected person, who is never pictured."""

    person_id: str = ""
    name: str = ""
    is_protected: bool = False
    may_answer: bool = True
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One of a group's students or children, with where each question stands, in the order of the questions."""

    person_id: str
    name: str
    is_protected: bool
    may_be_pictured: bool
    standings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GroupConsents:
    """Who of a group may be pictured. `without` counts those who may not be shown to the group's homes."""

    group_id: str = ""
    group: str = ""
    kinds: tuple[Text, ...] = ()
    rows: tuple[GroupRow, ...] = ()
    without: int = 0
