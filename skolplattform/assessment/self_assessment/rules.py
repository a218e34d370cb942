"""What a student can say of the own work: one of three words and a sentence. It is never counted, never a level."""

from enum import StrEnum

from skolplattform.core.errors import Invalid

WORDS_LENGTH = 500


class Own(StrEnum):
    """Jag kan, jag är på väg, jag behöver hjälp."""

    CAN = "can"
    ON_MY_WAY = "on_my_way"
    HELP = "help"


def checked(own: str, words: str) -> tuple[str, str]:
    """The word and the sentence without space around it; both may be taken back by leaving them empty.

    Raises:
        Invalid: another word, or too long a sentence.
    """
    if own and own not in set(Own):
        raise Invalid("own", "self.error.own")
    if len(words) > WORDS_LENGTH:
        raise Invalid("words", "self.error.words", most=WORDS_LENGTH)
    return own, words.strip()
