"""Which facts a change touches, and whether it is one of substance.

A change is judged by the words it takes away and puts in, with the words around them: a number beside a month is
a date, words between quotation marks are a quotation. It is *substantive* when it touches a fact (a number, date,
name, quotation, negation or attribution) or exchanges, takes away or puts in a word of content; never because of
its size. Moves, splits, punctuation, spelling variants of one word and typography are not substantive.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Set
from functools import lru_cache
from typing import NamedTuple

from tracker.core import lexicon
from tracker.core.change import FACTS, ChangeKind, Fact, Span
from tracker.core.noise import hiding_rule, plain
from tracker.core.sides import MARKS, Side, is_quoted, read_side
from tracker.core.story import Story
from tracker.core.words import Token

_YEAR = re.compile(r"(?:1[5-9]|20)\d\d(?:[-–/]\d\d(?:\d\d)?)?s?")
_TIME = re.compile(r"\d{1,2}[:.]\d\d(?:am|pm)?|\d{1,2}(?:am|pm)", re.IGNORECASE)
_SENTENCE_END = frozenset(".!?:。")
_STYLE = frozenset({"wording", "punctuation", "whitespace"})
_DAY = re.compile(r"\d{1,2}(?:st|nd|rd|th)?")
_NEXT_LETTER = re.compile(r"\s+(\w)")


class Judgement(NamedTuple):
    """What a change touches, in the order of `FACTS`, whether that is of substance, and which rule may hide it."""

    facts: tuple[Fact, ...]
    substantive: bool
    hidden_by: str | None


def judge(kind: ChangeKind, was: Span | None, now: Span | None, old: Story, new: Story) -> Judgement:
    """Judge the change of the words `was` of one story into the words `now` of another.

    >>> from tracker.core.story import Block
    >>> old, new = (Story((Block("paragraph", f"{n} came."),)) for n in ("Nine", "Eight"))
    >>> judge("replaced", Span(0, 0, 4, "Nine"), Span(0, 0, 5, "Eight"), old, new)
    Judgement(facts=('number',), substantive=True, hidden_by=None)
    """
    if kind in ("moved", "split", "merged"):
        return Judgement(("whitespace",) if kind != "moved" else (), False, None)
    sides = read_side(was, old), read_side(now, new)
    facts = _facts(*sides)
    return Judgement(
        tuple(fact for fact in FACTS if fact in facts),
        not facts <= _STYLE or _changes_content(*sides),
        hiding_rule(was.text if was else "", now.text if now else "", facts),
    )


def _facts(old: Side, new: Side) -> set[Fact]:
    """Compare what the two sides say, kind of fact by kind of fact."""
    facts: set[Fact] = set()
    was, now = old.text[old.start : old.end], new.text[new.start : new.end]
    if was.casefold() == now.casefold():
        return {"wording"}  # capitals alone: `City Hall`, `city hall`
    if plain(was) != plain(now):
        if old.telling or new.telling:
            facts.update(fact for fact, read in READERS.items() if sorted(read(old)) != sorted(read(new)))
        if is_quoted(old) or is_quoted(new):
            facts.add("quotation")
        if not facts & {"number", "date", "name", "negation"} and old.words != new.words:
            facts.add("wording")
    if not facts:
        facts.add("whitespace" if was.split() == now.split() else "punctuation")
    return facts


def _numbers(side: Side) -> Iterator[str]:
    for token in side.telling:
        if token.kind == "number" or token.text.casefold() in lexicon.NUMBER_WORDS:
            yield plain(token.text).casefold()
        elif token.kind == "word" and any(character.isdigit() for character in token.text):
            yield token.text.casefold()


def _dates(side: Side) -> Iterator[str]:
    """Months, days, years and times; a number beside a month; `three days` as the words change."""
    around = _around(side) if any(_is_loose(token.text.casefold()) for token in side.telling) else frozenset()
    has_number = any(word.isdigit() or word in lexicon.NUMBER_WORDS for word in around)
    has_month = not around.isdisjoint(lexicon.MONTHS)
    for token in side.telling:
        word = token.text.casefold()
        is_name = word in lexicon.DAYS or (word in lexicon.MONTHS and token.text[0].isupper())
        is_period = word in lexicon.PERIODS and has_number
        if (
            is_name
            or is_period
            or _YEAR.fullmatch(word)
            or _TIME.fullmatch(word)
            or (token.kind == "number" and has_month and _DAY.fullmatch(word))
        ):
            yield word


def _is_loose(word: str) -> bool:
    """Whether the words around a word decide if it is a date."""
    return word in lexicon.PERIODS or _DAY.fullmatch(word) is not None


def _around(side: Side) -> Set[str]:
    """The two words before and after a change, with its own."""
    before, after = side.text[max(side.start - 30, 0) : side.start], side.text[side.end : side.end + 30]
    near = [*re.findall(r"\w+", before)[-2:], *re.findall(r"\w+", after)[:2]]
    return {*side.words, *(word.casefold() for word in near)}


def _names(side: Side) -> Iterator[str]:
    """Capitalised words, unless the capital is owed to the start of a sentence or to no one at all."""
    for token in side.telling:
        if token.kind != "word" or not token.text[0].isupper() or len(token.text) == 1:
            continue
        word = token.text.casefold()
        if word in lexicon.MONTHS or word in lexicon.DAYS or word in lexicon.NUMBER_WORDS:
            continue
        if _is_common(word, token, side.text) and _starts_sentence(side.text, token.start):
            continue
        yield plain(token.text.removesuffix("’s").removesuffix("'s"))


def _is_common(word: str, token: Token, text: str) -> bool:
    """A word at the start of a sentence is taken for a name only when a capitalised word follows it."""
    follows = _NEXT_LETTER.match(text, token.end)
    return word in lexicon.FUNCTION_WORDS or word in lexicon.NEGATIONS or not (follows and follows[1].isupper())


def _starts_sentence(text: str, at: int) -> bool:
    before = text[max(at - 30, 0) : at].rstrip().rstrip("“\"‘'«(„[")
    return not before.strip() or before.rstrip()[-1] in _SENTENCE_END


def _marks(side: Side) -> Iterator[str]:
    return ("mark" for token in side.telling if token.text in MARKS)


def _negations(side: Side) -> Iterator[str]:
    return (word for token in side.telling if (word := plain(token.text.casefold())) in lexicon.NEGATIONS)


def _sayings(side: Side) -> Iterator[str]:
    words = (token.text.casefold() for token in side.telling)
    return (_SAME_SAYING.get(word, word) for word in words if word in lexicon.SAYING)


# A change of tense is a change of style, not of who said it.
_SAME_SAYING = {
    **dict.fromkeys("says say saying told tells tell adds added".split(), "said"),
    "states": "stated",
    "claims": "claimed",
    "writes": "wrote",
}

READERS: dict[Fact, Callable[[Side], Iterator[str]]] = {
    "number": _numbers,
    "date": _dates,
    "name": _names,
    "quotation": _marks,
    "negation": _negations,
    "attribution": _sayings,
}


def _changes_content(old: Side, new: Side) -> bool:
    """Whether a word of content came, went or was exchanged for another than a form of itself."""
    gone, come = old.words, new.words
    if not set(gone).isdisjoint(come):
        was, now = Counter(gone), Counter(come)
        gone = [word for word, count in was.items() if count > now[word]]
        come = [word for word, count in now.items() if count > was[word]]
    return _has_other(gone, come) or _has_other(come, gone)


def _has_other(words: list[str], others: list[str]) -> bool:
    """Whether one of some words is a word of content and a form of none of the others."""
    return any(_is_content(word) and not any(_is_form(word, other) for other in others) for word in words)


def _is_content(word: str) -> bool:
    # Small words are short in every language we know; Han and kana characters are words by themselves.
    return word not in lexicon.FUNCTION_WORDS and word not in lexicon.SAYING and (len(word) > 3 or not word.isascii())


def _is_form(a: str, b: str) -> bool:
    """Whether two words are forms of one: `increase`, `increased`; `counteroffensive`, `counter-offensive`."""
    a, b = _bare(a), _bare(b)
    if a == b or a[:4] != b[:4]:
        return a == b
    shared = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return shared >= 4 and max(len(a), len(b)) - shared <= 3


@lru_cache(maxsize=1 << 16)
def _bare(word: str) -> str:
    return re.sub(r"[-’'‑]", "", unicodedata.normalize("NFC", word))
