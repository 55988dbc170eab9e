"""Where a wrong value still stands after its correction: what makes a correction incomplete.

A linked change says which value went and which came, and among which words it stood; a claim of the notice may name
the wrong value more fully. Each sentence of the last version in which the wrong value still stands, its terms in a
row, is looked at, and so are those that only its page states, in a title, a description or structured data: it is
told only when it is about the same thing, which its other terms must show. How many they must be depends on the
value: a sum of money says much, a name or a year little, and a misspelt name all by itself.

Never told are one-sided changes, changes of mere words, doubtful links, the notices, and sentences that also tell
the right value or speak of an earlier one: a false alarm costs more than a missed one.
"""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from tracker.core.analysis import Analysis, Version
from tracker.core.noise import plain
from tracker.core.notice import FoundNotice, Notice, Remain
from tracker.core.rarity import Rarity
from tracker.core.readings import TRADE_WORDS, Candidate, Claimed, Reading, read_change, read_notice
from tracker.core.stated import StatedPlace
from tracker.core.story import Story
from tracker.core.terms import Term, find_terms
from tracker.core.words import split_sentences

SURE_LINK = 0.7  # below it a link is no ground for calling a correction incomplete
ERRORS = frozenset(("correction", "retraction", "refile"))  # others must name what was wrong: it may be outdated
LONGEST = 5  # terms; a longer wording is a sentence, not a value
SHORTEST_NAME = 4  # letters of a misspelt name that is known by itself
ALIKE = 0.75  # `Greico` and `Grieco`, but not `Iran` and `Iraq`
MOST_OF_TOPIC = 0.5  # of the weight of what the notice names
_EARLIER = re.compile(r"\b(?:earlier|original\w*|previous\w*|initial\w*|formerly|misstat\w*|incorrect\w*)\b", re.I)
_MONEY, _PERCENT = re.compile(r"[$€£¥₩₹₽]|\b(?:dollars?|euros?|pounds?)\b"), re.compile(r"%|\bper ?cent\b", re.I)
_NAMED = re.compile(
    r"\b(?:apellidos?|ortograf\w+|orthograph\w+|noms?|cognomi?|sobrenomes?|achternaam|nachnamen?|namens?|efternamn"
    r"|etternavn|efternavn|nazwisk\w+)\b|姓|氏名|名前",
    re.I,
)
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")

Place = tuple[int, int]  # a half-open span of a text
Sort = Literal["amount", "number", "date", "name", "spelling"]
# How many terms a sentence must share with the corrected one or the notice, and how much of its weight.
LEAST: dict[Sort, tuple[int, float]] = {
    "amount": (2, 0.2),
    "number": (2, 0.3),
    "date": (3, 0.35),
    "name": (3, 0.4),
    "spelling": (0, 0.0),
}


@dataclass(frozen=True, slots=True)
class Wrong:
    """A wrong value as a row of keys; `unit` is what it counts or is measured in, None where any will do.

    `right` are the keys that replaced it, `sense` those of the words it stood among and of the notice, `topic` those
    of the notice where they say what a number is about; `word` is a misspelt name in full and
    `next_name` the surname after it, where it is a first name.
    """

    keys: tuple[str, ...]
    right: frozenset[str]
    sense: frozenset[str]
    sort: Sort
    topic: frozenset[str] = frozenset()
    unit: str | None = None
    word: str | None = None
    next_name: str | None = None


def find_remains(notice: Notice, analysis: Analysis, rarity: Rarity) -> tuple[Remain, ...]:
    """Return where a wrong value of a notice still stands: in the last version, then in what its page states.

    A notice that is linked to nothing, or only to changes that prove nothing, leaves nothing behind.
    """
    wrongs = tuple(_wrongs(notice, analysis)) if notice.links else ()
    if not wrongs:
        return ()
    last = analysis.versions[-1]
    skip = _notice_places(analysis.notices, last)
    remains = []
    for block, text, places in _texts(last):
        found = {span for wrong in wrongs for span in _standing(wrong, text, skip.get(block, ()), rarity)}
        remains += [Remain(block, start, end, text[start:end], places) for start, end in sorted(found)]
    return tuple(remains)


def _texts(last: Version) -> Iterator[tuple[int | None, str, tuple[StatedPlace, ...]]]:
    """The texts of a version by block, then those that its page states, each with all places that have it."""
    yield from ((number, block.text, ()) for number, block in enumerate(last.story.blocks))
    for text in dict.fromkeys(each.text for each in last.stated):
        yield None, text, tuple(each.place for each in last.stated if each.text == text)


def _notice_places(notices: Sequence[Notice], last: Version) -> Mapping[int | None, Collection[Place]]:
    """The spans of a version that are notices themselves, by block."""
    places: dict[int | None, list[Place]] = {}
    for notice in notices:
        if notice.last_seen == last.n:
            start = max(last.story.blocks[notice.block].text.find(notice.text), 0)
            places.setdefault(notice.block, []).append((start, start + len(notice.text)))
    return places


def _wrongs(notice: Notice, analysis: Analysis) -> Iterator[Wrong]:
    stories = {version.n: version.story for version in analysis.versions}
    reading = _read(notice)
    for link in notice.links:
        revision, change = analysis.change(link.change)
        if link.confidence < SURE_LINK or change.old is None or change.new is None:
            continue
        candidate = read_change(change, revision, stories[revision.old], stories[revision.new])
        claimed = [claim for claim in reading.claims if claim.wrong & candidate.gone_keys]
        if candidate.exchange and (claimed or notice.kind in ERRORS):
            yield from _exchanged(reading, candidate, stories[revision.old])
            yield from _claimed(reading, claimed, candidate)


def _read(notice: Notice) -> Reading:
    whole = (0, len(notice.text))
    return read_notice(
        FoundNotice(notice.block, notice.text, whole, notice.kind, notice.date, notice.claims, notice.label, "")
    )


def _claimed(notice: Reading, claims: Sequence[Claimed], candidate: Candidate) -> Iterator[Wrong]:
    """The wrong values that claims name in full: of more terms than one, not all of which need have changed."""
    for claim in claims:
        row = _row_of(claim.wrong, notice)
        if claim.right and not claim.right & claim.wrong and 1 < len(row) <= LONGEST:
            yield Wrong(row, claim.right, candidate.sentence - claim.all, "name")


def _row_of(keys: frozenset[str], notice: Reading) -> tuple[str, ...]:
    """The first row of terms in the notice that has exactly these keys, if it has a name or a number in it."""
    terms = find_terms(notice.text)
    for at in range(len(terms) - len(keys) + 1):
        row = terms[at : at + len(keys)]
        if {term.key for term in row} == keys:
            return tuple(term.key for term in row) if any(term.kind != "word" for term in row) else ()
    return ()


def _exchanged(notice: Reading, candidate: Candidate, old: Story) -> Iterator[Wrong]:
    """The value that a change took away, where it is one: terms in a row with a number, a date or a name."""
    span = candidate.change.old
    terms = find_terms(old.blocks[span.block].text) if span else ()
    at = terms.index(candidate.gone[0]) if candidate.gone[0] in terms else 0
    row = terms[at : at + len(candidate.gone)]
    if span is None or row != candidate.gone or len(row) > LONGEST or all(term.kind == "word" for term in row):
        return
    text = old.blocks[span.block].text
    sort = _sort(notice, candidate, text)
    told = notice.keys if sort in ("amount", "number") else frozenset[str]()  # of names it tells more than one thing
    exchanged = candidate.gone_keys | candidate.come_keys
    after = terms[at + len(row) :][:1]
    yield Wrong(
        tuple(term.key for term in row),
        frozenset(term.key for term in candidate.come if term.kind != "word") or candidate.come_keys,
        (candidate.sentence | told) - exchanged,
        sort,
        told - exchanged,
        _unit(row[-1], after, text) if sort in ("amount", "number") else None,
        _name(row[0], text) if sort == "spelling" else None,
        after[0].key if sort == "spelling" and after and _is_adjacent_name(row[-1], after[0], text) else None,
    )


def _sort(notice: Reading, candidate: Candidate, text: str) -> Sort:
    gone, come = candidate.gone, candidate.come
    numbers = [term for term in gone if term.kind == "number"]
    if numbers:
        words = text[numbers[0].start : numbers[0].end]
        return "date" if _YEAR.fullmatch(words) else "amount" if _is_amount(words) else "number"
    if any(term.kind == "date" for term in gone):
        return "date"
    if (
        (notice.is_spelling or _NAMED.search(notice.text))
        and len(gone) == len(come) == 1
        and _respells(gone[0].key, come[0].key)
    ):
        return "spelling"
    return "name"


def _is_amount(words: str) -> bool:
    """Whether a number is seldom met by chance: money, a percentage, or three digits and more."""
    return bool(_MONEY.search(words) or _PERCENT.search(words)) or sum(map(str.isdigit, words)) > 2


def _respells(wrong: str, right: str) -> bool:
    """Whether two names are spellings of one: long enough, and neither the other with an ending."""
    if min(len(wrong), len(right)) < SHORTEST_NAME or wrong.startswith(right) or right.startswith(wrong):
        return False
    return SequenceMatcher(None, wrong, right, autojunk=False).ratio() > ALIKE


def _unit(term: Term, after: Sequence[Term], text: str) -> str:
    """What a number is a number of: money, percent, or the word after it."""
    words = text[term.start : term.end]
    if _MONEY.search(words) or _MONEY.search(text[term.end : term.end + 9]):
        return "money"
    return "percent" if _PERCENT.search(words) else after[0].key if after else ""


def _is_adjacent_name(term: Term, after: Term, text: str) -> bool:
    return after.kind == "name" and text[term.end : after.start].isspace()


def _standing(wrong: Wrong, text: str, skip: Collection[Place], rarity: Rarity) -> Iterator[Place]:
    """Yield where the wrong value stands in a text, outside of what is skipped."""
    terms = find_terms(text)
    if wrong.keys[0] not in {term.key for term in terms}:
        return
    starts = [term.start for term in terms]
    for start, end in split_sentences(text):
        inside = terms[bisect_left(starts, start) : bisect_left(starts, end)]
        is_notice = any(a < end and start < b for a, b in skip)
        if not is_notice and not _EARLIER.search(text, start, end):
            yield from _rows(wrong, inside, text, rarity)


def _rows(wrong: Wrong, terms: Sequence[Term], text: str, rarity: Rarity) -> Iterator[Place]:
    """The places of a sentence where the wrong value stands in the same sense."""
    keys, size = [term.key for term in terms], len(wrong.keys)
    if wrong.right & set(keys) or not _is_about(wrong, frozenset(keys), rarity):
        return
    for at in range(len(terms) - size + 1):
        if tuple(keys[at : at + size]) == wrong.keys and _fits(wrong, terms[at + size - 1], terms[at + size :], text):
            yield terms[at].start, terms[at + size - 1].end


def _name(term: Term, text: str) -> str:
    return plain(text[term.start : term.end]).casefold().removesuffix("'s")


def _fits(wrong: Wrong, term: Term, after: Sequence[Term], text: str) -> bool:
    if wrong.word and _name(term, text) != wrong.word:
        return False  # the keys of long names are cut
    if wrong.next_name and (not after or after[0].key != wrong.next_name):
        return False
    return wrong.unit is None or _unit(term, after, text) == wrong.unit


def _is_about(wrong: Wrong, keys: frozenset[str], rarity: Rarity) -> bool:
    """Whether a sentence shares enough with the corrected one, or with the notice, beside the wrong value."""
    rest = keys - frozenset(wrong.keys) - TRADE_WORDS
    forms = {form for key in wrong.sense for form in _forms(key)}
    shared = {key for key in rest if key in forms or not wrong.sense.isdisjoint(_forms(key))}
    fewest, share = LEAST[wrong.sort]
    has_topic = bool(wrong.topic) and rarity.share(shared, wrong.topic) >= MOST_OF_TOPIC
    return len(shared) >= fewest and (not share or has_topic or rarity.share(shared, rest) >= share)


def _forms(key: str) -> tuple[str, ...]:
    """A key, and what may be left of it in another form of the word: `refitt`, `refit`, `refi`."""
    return (key, *(key[:end] for end in (len(key) - 1, len(key) - 2) if end > 3 and key.isalpha()))
