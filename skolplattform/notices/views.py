"""What the pages of notices show: texts in both languages, nothing of anybody else."""

from dataclasses import dataclass

from skolplattform.i18n import NO_TEXT, Text


@dataclass(frozen=True, slots=True)
class ShownNotice:
    """One notice. `name`: whom it is about, as the reader may know them; empty where it is about nobody."""

    id: int
    title: Text = NO_TEXT
    name: str = ""
    when: Text = NO_TEXT
    href: str = ""
    is_read: bool = False
    is_urgent: bool = False


@dataclass(frozen=True, slots=True)
class NoticeList:
    """A page of notices, newest first; `more` says that there are older ones."""

    rows: tuple[ShownNotice, ...] = ()
    unread: int = 0
    more: bool = False


@dataclass(frozen=True, slots=True)
class ChannelChoice:
    """One channel of one kind: is it chosen? `to` says where it goes, so that a wrong address is seen."""

    channel: str
    is_chosen: bool
    is_reachable: bool


@dataclass(frozen=True, slots=True)
class AboutChoice:
    """What a person has chosen for a kind of notice about one child; `name` is empty where it is about oneself."""

    kind: str
    about: str
    name: str
    channels: tuple[ChannelChoice, ...]
    version: int


@dataclass(frozen=True, slots=True)
class KindChoice:
    """A kind of notice, with the choice for each child where the kind is about children."""

    kind: str
    title: Text
    is_same_day: bool
    chosen: tuple[AboutChoice, ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """The page of channels. `language`, `daily`: how the person is written to; `version` is that of this choice."""

    rows: tuple[KindChoice, ...] = ()
    email: str = ""
    phone: str = ""
    quiet: Text = NO_TEXT
    language: str = "sv"
    daily: bool = False
    version: int = 0
