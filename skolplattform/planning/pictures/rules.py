"""What a picture must say before others see it, and when it is hidden. No database and no clock."""

from collections.abc import Collection

from skolplattform.core.errors import Invalid

MOST_PICTURES, ALT_LENGTH, LONGEST_SIDE = 6, 200, 1600
"""So many in an entry; so many signs of words instead of it; so many pixels are enough for a screen."""


def checked_alt(written: str) -> str:
    """What the picture shows, in words, for those who do not see it.

    Raises:
        Invalid: no words, or too many.
    """
    alt = " ".join(written.split())
    if not alt or len(alt) > ALT_LENGTH:
        raise Invalid("alt", "pictures.error.alt", most=ALT_LENGTH)
    return alt


def require_known(*, people: Collection[object], nobody: bool) -> None:
    """Either somebody is named, or it is said that nobody can be recognised.

    Raises:
        Invalid: neither, or both.
    """
    if bool(people) == nobody:
        raise Invalid("people", "pictures.error.people")


def is_hidden(*, people: Collection[object], pictured: Collection[object]) -> bool:
    """One person without consent is enough; `pictured` are those who may be seen (R-C01, R-X04)."""
    return any(one not in pictured for one in people)


def require_room(there: int) -> None:
    """The entry takes one more.

    Raises:
        Invalid: it has as many as it may.
    """
    if there >= MOST_PICTURES:
        raise Invalid("file", "pictures.error.most", most=MOST_PICTURES)
