"""The two wordings of a change, read for comparison: what they say, apart from how they say it.

A `Wording` is one side of a change: its words, and the terms they hold once wordings that mean the same are written
alike (`synonyms`). An `Exchange` holds both sides with their surroundings and with the words that other changes of
the same paragraph took or put elsewhere, so that a phrase that only moved is neither gone nor come.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from tracker.core.change import Change, Revision, Span
from tracker.core.lexicon import NEGATIONS
from tracker.core.noise import plain
from tracker.core.story import Story
from tracker.core.synonyms import unify
from tracker.core.terms import Term, find_terms
from tracker.core.words import split_sentences

REWRITTEN = 50  # percent of the words of a paragraph
FEWEST = 16  # terms of a paragraph, both sides together, of which "most" can be said
_MARKS = re.compile(r"[\"“”„«»「」『』‟]")
_CURRENCY = re.compile(r"[$€£¥₩₹₽]")


@dataclass(frozen=True, slots=True)
class Wording:
    """One side of a change: the words `text`, with the whole block they stand in; all empty for a side without."""

    text: str
    block: str
    start: int
    end: int
    terms: tuple[Term, ...]

    @property
    def keys(self) -> Counter[str]:
        """The keys of its terms, negations left out."""
        return Counter(term.key for term in self.terms)

    @property
    def values(self) -> tuple[Fraction, ...]:
        """The values of its numbers."""
        return tuple(term.value for term in self.terms if term.value is not None)

    @property
    def n_negations(self) -> int:
        """How often it says no, whatever the word (`hasn't`, `has not`; `nobody`, `no one`)."""
        return count_negations(self.text)

    @property
    def n_marks(self) -> int:
        """How many quotation marks it holds."""
        return len(_MARKS.findall(self.text))

    @property
    def currencies(self) -> Counter[str]:
        """Its currency signs."""
        return Counter(_CURRENCY.findall(self.text))

    @property
    def is_whole(self) -> bool:
        """Whether it is one or more whole sentences, or a whole block."""
        stripped = self.text.strip()
        return bool(stripped) and (
            len(self.text) == len(self.block)
            or (
                stripped.rstrip('”"’»)]').endswith((".", "!", "?", "…", "。"))
                and (self.start == 0 or self.block[: self.start].rstrip(' ”"’»)]')[-1:] in tuple(".!?…。"))
            )
        )

    @property
    def sentence(self) -> str:
        """The sentence, or sentences, that it touches."""
        near = [self.block[a:b] for a, b in split_sentences(self.block) if a <= self.end and self.start <= b]
        return " ".join(near)


def count_negations(text: str) -> int:
    """Return how often a text says no.

    >>> count_negations("Nobody hasn’t heard")
    2
    """
    return sum(w in NEGATIONS or w.endswith("n't") for w in re.findall(r"[\w']+", plain(text).casefold()))


def read_wording(span: Span | None, story: Story) -> Wording:
    """Read one side of a change."""
    if span is None:
        return Wording("", "", 0, 0, ())
    block = story.blocks[span.block].text
    text = unify(span.text)
    terms = tuple(term for term in find_terms(text) if text[term.start : term.end].casefold() not in NEGATIONS)
    return Wording(span.text, block, span.start, span.end, terms)


@dataclass(frozen=True, slots=True)
class Exchange:
    """A change with its two wordings, and what its neighbours in the paragraph did.

    `gone_beside` and `come_beside` are the keys that they took away and put in, `marks_beside` the number of
    quotation marks that came or went with their words.
    """

    change: Change
    old: Wording
    new: Wording
    gone_beside: Counter[str]
    come_beside: Counter[str]
    marks_beside: int

    @property
    def gone(self) -> Counter[str]:
        """The keys of the terms that went, and came back nowhere in the paragraph."""
        return self.old.keys - self.new.keys - self.come_beside

    @property
    def come(self) -> Counter[str]:
        """The keys of the terms that came, and stood nowhere in the paragraph before."""
        return self.new.keys - self.old.keys - self.gone_beside

    @property
    def is_moved(self) -> bool:
        """Whether its words were put elsewhere in the paragraph rather than exchanged."""
        return bool(self.old.keys - self.new.keys) != bool(self.new.keys - self.old.keys)

    @property
    def is_rewritten(self) -> bool:
        """Whether most of the paragraph was exchanged, by this change and its neighbours."""
        gone = self.gone_beside.total() + len(self.old.terms)
        come = self.come_beside.total() + len(self.new.terms)
        n_terms = len(find_terms(self.old.block)) + len(find_terms(self.new.block))
        return n_terms >= FEWEST and 100 * (gone + come) >= REWRITTEN * n_terms


def read_exchanges(revision: Revision, old: Story, new: Story) -> list[Exchange]:
    """Read the changes of a revision, each with its neighbours."""
    row_of = {("old", block): n for n, row in enumerate(revision.rows) for block in row.old}
    row_of |= {("new", block): n for n, row in enumerate(revision.rows) for block in row.new}
    read = [(c, read_wording(c.old, old), read_wording(c.new, new)) for c in revision.changes]
    rows = [row_of["new", c.new.block] if c.new else row_of["old", c.old.block if c.old else 0] for c, _, _ in read]
    gone = [Counter[str]() if c.kind == "moved" else was.keys - now.keys for c, was, now in read]
    come = [Counter[str]() if c.kind == "moved" else now.keys - was.keys for c, was, now in read]
    marks = [_n_marks_with_words(was, now) for _, was, now in read]
    all_gone, all_come, all_marks = _by_row(rows, gone), _by_row(rows, come), Counter[int]()
    for row, n_marks in zip(rows, marks, strict=True):
        all_marks[row] += n_marks
    return [
        Exchange(*each, all_gone[row] - gone[n], all_come[row] - come[n], all_marks[row] - marks[n])
        for n, (each, row) in enumerate(zip(read, rows, strict=True))
    ]


def _by_row(rows: Sequence[int], counts: Sequence[Counter[str]]) -> dict[int, Counter[str]]:
    """Add counts up, row by row."""
    totals: dict[int, Counter[str]] = {row: Counter() for row in rows}
    for row, count in zip(rows, counts, strict=True):
        totals[row].update(count)
    return totals


def _n_marks_with_words(was: Wording, now: Wording) -> int:
    """How many quotation marks came or went with words; marks alone belong to nothing."""
    return abs(now.n_marks - was.n_marks) if any(map(str.isalnum, was.text + now.text)) else 0
