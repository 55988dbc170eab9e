"""Styled words into lines of a terminal: wrapped at white space, measured in columns, coloured or plain.

A line is wrapped before it is coloured, so that control sequences never count as text; wide characters count two
columns and may be parted anywhere. All text passes `printable` here: no escape sequence of a story gets through.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Literal

from tracker.report.printable import printable

Look = Literal["plain", "inserted", "deleted", "marked", "silent", "ref", "title", "quiet"]

CODES: dict[Look, str] = {  # select graphic rendition; what matters is never said by colour alone
    "plain": "",
    "inserted": "32;4",
    "deleted": "31;9",
    "marked": "33;1;4",
    "silent": "35;1",
    "ref": "33;1",
    "title": "1",
    "quiet": "2",
}
MARKS: dict[Look, tuple[str, str]] = {"inserted": ("{+", "+}"), "deleted": ("[-", "-]"), "marked": ("«", "»")}
NARROWEST = 40
_PART = re.compile(r"\s+|\S+")


@dataclass(frozen=True, slots=True)
class Words:
    """Text in one look."""

    text: str
    look: Look = "plain"


@dataclass(slots=True)
class Sheet:
    """Lines in the making, at most `width` columns wide (at least 40), with or without colour."""

    color: bool
    width: int
    lines: list[str] = field(default_factory=list)

    def title(self, text: str) -> None:
        """Add a title, after an empty line unless it is the first."""
        self.lines += [""] if self.lines else []
        self.add(Words(text, "title"))

    def add(self, *words: Words, first: str = "", indent: int = 0) -> None:
        """Add words, wrapped at the indent, with `first` in front of the first line."""
        width = max(self.width, NARROWEST) - indent
        margin = first + " " * (indent - columns(first))
        for line in wrap([_ready(each, color=self.color) for each in words if each.text], width):
            self.lines.append((margin + "".join(_paint(each, color=self.color) for each in line)).rstrip())
            margin = " " * indent

    def text(self) -> str:
        """Return all lines, each with its line end."""
        return "".join(f"{line}\n" for line in self.lines)


def wrap(words: Iterable[Words], width: int) -> Iterator[list[Words]]:
    """Wrap words into lines of at most `width` columns; only a word that is longer than a line is parted.

    >>> [line[0].text for line in wrap([Words("one two three")], 8)]
    ['one two', 'three']
    """
    line, used, space = list[Words](), 0, list[Words]()
    for chunk in _chunks(words):
        if chunk[0].text.isspace():
            space = [replace(chunk[0], text=" ")]
            continue
        for piece in _fitting(chunk, width):
            size = sum(columns(each.text) for each in piece)
            if line and used + len(space) + size > width:
                yield list(_joined(line))
                line, used, space = [], 0, []
            line += space if line else []
            used += (len(space) if line else 0) + size
            line += piece
            space = []
    if line:
        yield list(_joined(line))


def columns(text: str) -> int:
    """Return how many columns a text takes.

    >>> columns("news"), columns("新聞")
    (4, 4)
    """
    return len(text) if text.isascii() else sum(_width(character) for character in text)


def _width(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) == "Cf":
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _ready(words: Words, *, color: bool) -> Words:
    """Make text safe, and without colour put the marks around it that stand for its look."""
    before, after = ("", "") if color else MARKS.get(words.look, ("", ""))
    return replace(words, text=before + printable(words.text) + after)


def _paint(words: Words, *, color: bool) -> str:
    code = CODES[words.look]
    return f"\x1b[{code}m{words.text}\x1b[0m" if color and code else words.text


def _chunks(words: Iterable[Words]) -> Iterator[list[Words]]:
    """Yield, in their looks, white space and the words between it; a wide character is a word of its own."""
    chunk: list[Words] = []
    for part in (replace(each, text=part) for each in words for part in _parts(each.text)):
        if chunk and not (_is_narrow(part) and _is_narrow(chunk[-1])):
            yield chunk
            chunk = []
        chunk.append(part)
    if chunk:
        yield chunk


def _parts(text: str) -> Iterator[str]:
    for part in _PART.findall(text):
        if part.isascii():
            yield part
        else:
            for is_wide, group in groupby(part, key=lambda character: _width(character) == 2):
                characters = "".join(group)
                yield from characters if is_wide else [characters]


def _is_narrow(part: Words) -> bool:
    return not part.text.isspace() and _width(part.text[0]) < 2


def _fitting(chunk: list[Words], width: int) -> Iterator[list[Words]]:
    """Part a chunk that is longer than a line."""
    if sum(columns(each.text) for each in chunk) <= width:
        yield chunk
    else:
        for each in chunk:
            yield from ([replace(each, text=each.text[at : at + width])] for at in range(0, len(each.text), width))


def _joined(line: list[Words]) -> Iterator[Words]:
    for look, group in groupby(line, key=lambda each: each.look):
        yield Words("".join(each.text for each in group), look)
