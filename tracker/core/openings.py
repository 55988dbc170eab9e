"""Openings: the places in a block where a notice can begin, and how far it would go.

A notice begins with its block, with a sentence ("Jo Poe contributed to this report. Correction: …"), after a
dateline ("LOS ANGELES (AP) — In a story …"), or inside brackets ("[Edit: …]"). It goes to the end of its block, or
of its brackets.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tracker.core.admissions import Reading
from tracker.core.labels import Label, find_label
from tracker.core.story import BlockKind

_CLOSING = {"(": ")", "[": "]", "（": "）", "【": "】"}
_BRACKET = re.compile(r"[(\[（【]")
_DATELINE = re.compile(r"[^a-z]{2,40}\([A-Z]\w+\) [—–-]+ ")
_LONGEST_SENTENCE = 1500  # characters: no newsroom admits an error later than that
_MARKS = "([（【*•†‡_"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block stands: at the top or foot of its story (`is_edge`), its last but one or last (`is_last`), under
    a heading, and right under it (`is_next`)."""

    kind: BlockKind
    is_edge: bool
    is_last: bool
    heading: Label | None
    is_next: bool


@dataclass(frozen=True, slots=True)
class Opening:
    """A stretch of a block that may be a notice: `first` is where its first sentence ends, `end` where it ends.

    `is_whole` tells that it begins with its block, or after a dateline; `is_marked` that a star or bracket sets it
    apart.
    """

    start: int
    first: int
    end: int
    label: Label | None
    is_whole: bool
    is_marked: bool
    place: Place

    @property
    def scope(self) -> int:
        """Where the words end that may make it a notice: a label speaks for all, without one the first sentence."""
        return self.end if self.label else self.first


def find_openings(reading: Reading, place: Place) -> Iterator[Opening]:
    """Yield the openings of a block sentence by sentence, brackets first."""
    for start, first, end, is_whole in _spans(reading.text, reading.sentences):
        label = find_label(reading.folded, start, reading.matcher)
        if not label or label.end < end - 1:  # a label alone announces nothing
            yield Opening(start, min(first, end), end, label, is_whole, reading.text[start] in _MARKS, place)


def _spans(text: str, sentences: tuple[tuple[int, int], ...]) -> Iterator[tuple[int, int, int, bool]]:
    closings = _pair_brackets(text)
    for start, end in sentences:
        first = min(end, start + _LONGEST_SENTENCE)
        for bracket in _BRACKET.finditer(text, start + 1, first):
            yield bracket.start(), first, closings.get(bracket.start(), len(text)), False
        dateline = _DATELINE.match(text, start, first)
        closing = closings.get(start, len(text))
        # "(2 May) This article was amended": brackets that close inside the sentence do not hold the notice
        yield dateline.end() if dateline else start, first, closing if closing >= end - 1 else len(text), start == 0


def _pair_brackets(text: str) -> dict[int, int]:
    """Return where each bracket that is closed has been closed."""
    closings: dict[int, int] = {}
    opened: list[int] = []
    for bracket in re.finditer(r"[()\[\]（）【】]", text):
        if bracket[0] in _CLOSING:
            opened.append(bracket.start())
        elif opened and _CLOSING[text[opened[-1]]] == bracket[0]:
            closings[opened.pop()] = bracket.end()
    return closings
