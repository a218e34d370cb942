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
class KindChoice:
    """What a person has chosen for a kind of notice, about one child where the kind is about children."""

    id: str
    kind: str
    about: str
    title: Text
    name: str
    channels: tuple[ChannelChoice, ...]
    version: int
    is_same_day: bool


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
