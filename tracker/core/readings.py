"""A notice and a change, read for comparison: their terms, and what surrounds them.

A `Reading` is a notice without the words of the trade ("an earlier version of this article misstated …") and without
its own date: what is left are the words that can match. A `Candidate` is a change with the terms it took away and
put in, those close by, and those of its sentence and block on both sides.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tracker.core.change import Change, Revision, Span
from tracker.core.lexicon import DAYS, MONTHS
from tracker.core.notice import Claim, FoundNotice
from tracker.core.story import Story
from tracker.core.terms import Term, find_terms, stem
from tracker.core.topic_table import TOPICS
from tracker.core.topics import AROUND, Changed, find_topics, fitting_topics
from tracker.core.words import split_sentences

MIN_PART = 3  # terms; a shorter sentence of a notice ("We regret the error.") matches by accident
NEAR = 4  # terms on each side of a change that stand close to it

_PLACE_WORDS = ("paragraph ", "paragraphs ", "graf ", "par. ", "page ", "slide ", "minute ")  # before a number

# Words of the trade that stand in notices whatever they are about; they match nothing.
TRADE_WORDS = frozenset(
    stem(word)
    for word in """article story post piece column report editorial version versions earlier previous previously
    original originally initial initially first early published publication update updated updates corrected correct
    correction corrections corrects clarified clarify clarification clarifications clarifies amended amend
    editor editors editor's note notes error errors mistake mistaken mistakenly incorrect incorrectly
    erroneously inaccurately inaccurate wrong wrongly misstated misspelled misidentified misattributed
    mischaracterized stated state states said reflect reflects show shows referred reference regret regrets
    apologize apologizes apologise fact actually rather instead editing due changed change changes fixed
    mr mrs ms removed remove removes added add adds include includes included made text information reported reports
    reporting identified described name number headline caption photo paragraph sentence""".split()
)
_REMOVAL = re.compile(r"\b(?:remov\w+|delet\w+|retract\w*|no longer|taken out)\b")
_SPELLING = re.compile(r"\b(?:spell\w*|misspell\w*|misspelt|names?|surname|misnamed)\b")
_HERE = re.compile(r"\bthis (?:paragraph|sentence|item|entry|passage|section|line)\b")
_MOMENT = (
    rf"(?:\d[\w:./]*|(?:{'|'.join(sorted(MONTHS | DAYS))})\b\.?"
    r"|[ap]\.?m\b\.?|(?:at|on|of|gmt|utc|bst|[ecmp][ds]?t)\b)"
)
# When the notice itself was written: "amended on 5 March", "Correction, Aug. 21, 2019, 8:47 a.m.:"
_STAMP = re.compile(
    r"(?:\b(?:updated|amended|corrected|edited|revised|changed|clarified|published|posted)\s+"
    rf"(?=(?:on|at)\b|\d|{'|'.join(sorted(MONTHS | DAYS))})"
    rf"|^\W*(?:(?:correction|update|clarification|editor.?s note|note)\w*\W+)?)(?:{_MOMENT}\W+)*{_MOMENT}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Claimed:
    """The keys of the terms that a claim says were wrong, are right, and are meant."""

    wrong: frozenset[str]
    right: frozenset[str]
    about: frozenset[str]

    @property
    def all(self) -> frozenset[str]:
        """The keys of all its terms."""
        return self.wrong | self.right | self.about


@dataclass(frozen=True, slots=True)
class Reading:
    """A notice as the linker reads it; sets hold the keys of terms.

    `parts` are its sentences that say enough to be matched alone; `claims` what each of its claims says was wrong,
    is right, and is meant, any of them possibly empty. `is_here` is a notice that speaks of its own paragraph,
    `paragraphs` are the numbers of those it names.
    """

    text: str
    terms: tuple[Term, ...]
    keys: frozenset[str]
    parts: tuple[frozenset[str], ...]
    claims: tuple[Claimed, ...]
    topics: frozenset[str]
    is_removal: bool
    is_spelling: bool
    is_here: bool
    where: frozenset[str]
    paragraphs: tuple[int, ...]

    @property
    def is_topic_only(self) -> bool:
        """Whether the notice gives neither a wrong nor a right wording."""
        return not any(claim.wrong or claim.right for claim in self.claims)


def read_notice(found: FoundNotice) -> Reading:
    """Read what a notice says: its own terms, what it says was exchanged, and the kinds of fact it names."""
    text, lower = found.text, found.text.casefold()
    stamps = [match.span() for match in _STAMP.finditer(text)]
    terms = tuple(term for term in find_terms(text) if not _is_trade(term, text, found.label, stamps))
    return Reading(
        text,
        terms,
        frozenset(term.key for term in terms),
        tuple(_parts(text, terms)),
        tuple(_claimed(claim) for claim in found.claims),
        _topics(found),
        bool(_REMOVAL.search(lower)),
        bool(_SPELLING.search(lower)),
        bool(_HERE.search(lower)),
        frozenset(claim.where for claim in found.claims if claim.where),
        tuple(int(n) for claim in found.claims for n in re.findall(r"^paragraph (\d{1,3})$", claim.where or "")),
    )


def _is_trade(term: Term, text: str, label: tuple[int, int], stamps: Sequence[tuple[int, int]]) -> bool:
    """Whether a term is the notice's label, its own date, or a word of the trade (`first` is one, not a number)."""
    if term.start < label[1] or term.key in TRADE_WORDS or stem(text[term.start : term.end]) in TRADE_WORDS:
        return True
    is_place = term.kind == "number" and text[: term.start].casefold().endswith(_PLACE_WORDS)
    return is_place or any(a <= term.start < b for a, b in stamps)


def _parts(text: str, terms: Sequence[Term]) -> Iterator[frozenset[str]]:
    for start, end in split_sentences(text):
        keys = frozenset(term.key for term in terms if start <= term.start < end)
        if len(keys) >= MIN_PART:
            yield keys


def _topics(found: FoundNotice) -> frozenset[str]:
    """The kinds of fact that the notice names: in what its claims are about, or anywhere where it gives no value."""
    about = [find_topics(claim.about, TOPICS) for claim in found.claims if claim.about]
    is_told = any(claim.wrong or claim.right for claim in found.claims)
    return _union(about) if is_told or any(about) else find_topics(found.text[found.label[1] :], TOPICS)


def _claimed(claim: Claim) -> Claimed:
    return Claimed(_keys(claim.wrong), _keys(claim.right), _keys(claim.about))


def _keys(text: str | None) -> frozenset[str]:
    return frozenset(term.key for term in find_terms(text)) - TRADE_WORDS if text else frozenset()


Exchange = tuple[tuple[str, ...], tuple[str, ...]]  # the keys that went, and the keys that came


@dataclass(frozen=True, slots=True)
class Candidate:
    """A change as the linker reads it; sets hold the keys of terms.

    `counted` are the words right after changed numbers: the members of `15 members`. `is_style` is a change that
    says the same in other words.
    """

    change: Change
    revision: Revision
    gone: tuple[Term, ...]
    come: tuple[Term, ...]
    near: frozenset[str]
    sentence: frozenset[str]
    block: frozenset[str]
    counted: frozenset[str]
    topics: frozenset[str]
    is_style: bool = False

    @property
    def gone_keys(self) -> frozenset[str]:
        """The keys of the terms that went."""
        return frozenset(term.key for term in self.gone)

    @property
    def come_keys(self) -> frozenset[str]:
        """The keys of the terms that came."""
        return frozenset(term.key for term in self.come)

    @property
    def exchange(self) -> Exchange | None:
        """What was exchanged for what: equal for one correction made in two places; None for one-sided changes."""
        gone, come = tuple(term.key for term in self.gone), tuple(term.key for term in self.come)
        return (gone, come) if gone and come else None


def read_change(change: Change, revision: Revision, old: Story, new: Story, *, is_style: bool = False) -> Candidate:
    """Read a change with its surroundings on both sides."""
    sides = [(span, story) for span, story in ((change.old, old), (change.new, new)) if span is not None]
    was, now = _terms_in(change.old, old), _terms_in(change.new, new)
    gone, come = _difference(was, now), _difference(now, was)
    return Candidate(
        change,
        revision,
        gone,
        come,
        _union(_near(span, story) for span, story in sides),
        _union(_around(span, story) for span, story in sides),
        _union(all_keys(story.blocks[span.block].text) for span, story in sides),
        _union(_counted(span, story) for span, story in sides),
        _changed_topics((change.old, old, gone), (change.new, new, come)),
        is_style,
    )


def _changed_topics(*sides: tuple[Span | None, Story, tuple[Term, ...]]) -> frozenset[str]:
    """The kinds of fact that were exchanged: of both sides, where there are two."""
    fits = [
        fitting_topics(_changed(span, story, terms), TOPICS)
        for span, story, terms in sides
        if span and span.text.strip()
    ]
    return frozenset.intersection(*fits) if fits else frozenset()


def _changed(span: Span, story: Story, terms: tuple[Term, ...]) -> Changed:
    text = story.blocks[span.block].text
    before, after = text[max(0, span.start - AROUND) : span.start], text[span.end : span.end + AROUND]
    return Changed(span.text.casefold(), terms, before.casefold(), after.casefold())


def _union(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*sets)


def _terms_in(span: Span | None, story: Story) -> tuple[Term, ...]:
    """The terms that a span touches, whole: the `twelve` that changed stands for `five hundred and twelve`."""
    if span is None:
        return ()
    terms = find_terms(story.blocks[span.block].text)
    return tuple(term for term in terms if term.start < span.end and span.start < term.end)


def _difference(terms: Sequence[Term], others: Sequence[Term]) -> tuple[Term, ...]:
    keys = {term.key for term in others}
    return tuple(term for term in terms if term.key not in keys)


def _near(span: Span, story: Story) -> frozenset[str]:
    terms = find_terms(story.blocks[span.block].text)
    before = [term.key for term in terms if term.end <= span.start][-NEAR:]
    after = [term.key for term in terms if term.start >= span.end][:NEAR]
    inside = [term.key for term in terms if term.start < span.end and span.start < term.end]
    return frozenset((*before, *inside, *after))


def _around(span: Span, story: Story) -> frozenset[str]:
    text = story.blocks[span.block].text
    near = [(a, b) for a, b in split_sentences(text) if a <= span.end and span.start <= b]
    return frozenset(term.key for term in find_terms(text) if any(a <= term.start < b for a, b in near))


def _counted(span: Span, story: Story) -> frozenset[str]:
    terms = find_terms(story.blocks[span.block].text)
    numbers = [n for n, t in enumerate(terms) if t.kind == "number" and t.start < span.end and span.start < t.end]
    return frozenset(terms[n + 1].key for n in numbers if n + 1 < len(terms))


@lru_cache(maxsize=4096)
def all_keys(text: str) -> frozenset[str]:
    """Return the keys of the terms of a text."""
    return frozenset(term.key for term in find_terms(text))
