"""The marked-up texts of a syllabus as plain blocks: headings, points and paragraphs. No markup is ever kept.

Read in one pass by a pattern that never looks far ahead: a general reader of HTML takes half a minute for a text that
somebody has made for it.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from html import unescape

_PIECE = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,15})[^<>]{0,400}>|<[!?/][^<>]{0,400}>|([^<]+|<)")
_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
_BLOCKS = _HEADINGS | {"p", "li", "div", "ul", "ol", "table", "tr", "section"}
_STRONG = frozenset({"strong", "b", "em", "i"})
_UNSEEN = frozenset({"script", "style", "template"})
_SOFT_HYPHEN = "\u00ad"


class Kind(StrEnum):
    """What a block is."""

    TITLE = "title"
    HEADING = "heading"
    POINT = "point"
    PARAGRAPH = "paragraph"


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of text on its own."""

    kind: Kind
    text: str


def blocks(markup: str) -> tuple[Block, ...]:
    """The blocks in order. A paragraph that is wholly in bold or italics is a heading; h1 to h3 are titles."""
    reader = _Reader()
    for piece in _PIECE.finditer(markup):
        ends, tag, text = piece.groups()
        if text:
            reader.text(unescape(text))
        elif tag:
            reader.tag(tag.lower(), begins=not ends)
    reader.flush("p")
    return tuple(reader.found)


class _Reader:
    """Gathers the text of each block; a block ends where the next one begins, closed or not."""

    def __init__(self) -> None:
        self.found: list[Block] = []
        self._tag = "p"
        self._parts: list[str] = []
        self._plain = 0
        self._strong = 0
        self._unseen = 0

    def tag(self, name: str, *, begins: bool) -> None:
        """A block begins or ends, or emphasis does."""
        if name in _BLOCKS:
            self.flush(name if begins and (name in _HEADINGS or name == "li") else "p")
        elif name == "br":
            self._parts.append(" ")
        step = 1 if begins else -1
        self._strong = max(0, self._strong + step * (name in _STRONG))
        self._unseen = max(0, self._unseen + step * (name in _UNSEEN))

    def text(self, data: str) -> None:
        """Text of the block."""
        if self._unseen:
            return
        self._parts.append(data)
        if not self._strong:
            self._plain += len(data.strip())

    def flush(self, tag: str) -> None:
        """The block is over, and one of this tag begins."""
        text = " ".join("".join(self._parts).replace(_SOFT_HYPHEN, "").split())
        if any(letter.isalnum() for letter in text):
            self.found.append(Block(self._kind(), text))
        self._tag, self._parts, self._plain, self._strong = tag, [], 0, 0

    def _kind(self) -> Kind:
        if self._tag in _HEADINGS:
            return Kind.TITLE if self._tag <= "h3" else Kind.HEADING
        if self._tag == "li":
            return Kind.POINT
        return Kind.PARAGRAPH if self._plain else Kind.HEADING
