"""Which facts a change touches, and whether it is one of substance.

A change is judged by the words it takes away and puts in, with the words around them: a number beside a month is
a date, words between quotation marks are a quotation. It is *substantive* when it touches a fact (a number, date,
name, quotation, negation or attribution) or exchanges, takes away or puts in a word of content; never because of
its size. Moves, splits, punctuation, spelling variants of one word and typography are not substantive.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from tracker.core import lexicon
from tracker.core.change import FACTS, Change, Fact, Span
from tracker.core.noise import hiding_rule, plain
from tracker.core.story import Story
from tracker.core.words import Token, split_words

_YEAR = re.compile(r"(?:1[5-9]|20)\d\d(?:[-–/]\d\d(?:\d\d)?)?s?")
_TIME = re.compile(r"\d{1,2}[:.]\d\d(?:am|pm)?|\d{1,2}(?:am|pm)", re.IGNORECASE)
_MARKS = frozenset('"“”„«»「」『』‟')
_CLOSED_BY = {'"': '"', "“": "”", "„": "“”", "«": "»", "「": "」", "『": "』"}
_SENTENCE_END = frozenset(".!?:。")


def judge(change: Change, old: Story, new: Story) -> Change:
    """Return the change with `facts`, `substantive` and `hidden_by` filled in."""
    if change.kind in ("moved", "split", "merged"):
        return replace(change, facts=("whitespace",) if change.kind != "moved" else ())
    sides = _side(change.old, old), _side(change.new, new)
    facts = _facts(*sides)
    return replace(
        change,
        facts=tuple(fact for fact in FACTS if fact in facts),
        substantive=bool(facts - {"wording", "punctuation", "whitespace"}) or _changes_content(*sides),
        hidden_by=hiding_rule(change.old.text if change.old else "", change.new.text if change.new else "", facts),
    )


@dataclass(frozen=True, slots=True)
class _Side:
    """The words of one side of a change, with the text they stand in."""

    text: str
    start: int
    end: int
    tokens: tuple[Token, ...]

    @property
    def words(self) -> str:
        return self.text[self.start : self.end]


def _side(span: Span | None, story: Story) -> _Side:
    if span is None:
        return _Side("", 0, 0, ())
    text = story.blocks[span.block].text
    return _Side(text, span.start, span.end, split_words(text[span.start : span.end]))


def _facts(old: _Side, new: _Side) -> set[Fact]:
    """Compare what the two sides say, kind of fact by kind of fact."""
    facts: set[Fact] = set()
    if old.words.casefold() == new.words.casefold():
        return {"wording"}  # capitals alone: `City Hall`, `city hall`
    if plain(old.words) != plain(new.words):
        facts.update(fact for fact, read in _READERS.items() if Counter(read(old)) != Counter(read(new)))
        if _is_quoted(old) or _is_quoted(new):
            facts.add("quotation")
        if not facts & {"number", "date", "name", "negation"} and _words(old) != _words(new):
            facts.add("wording")
    if not facts:
        facts.add("whitespace" if old.words.split() == new.words.split() else "punctuation")
    return facts


def _words(side: _Side) -> list[str]:
    return [token.text.casefold() for token in side.tokens if token.kind in ("word", "number")]


def _numbers(side: _Side) -> Iterator[str]:
    for token in side.tokens:
        if token.kind == "number" or token.text.casefold() in lexicon.NUMBER_WORDS:
            yield plain(token.text).casefold()
        elif token.kind == "word" and any(character.isdigit() for character in token.text):
            yield token.text.casefold()


def _dates(side: _Side) -> Iterator[str]:
    """Months, days, years and times; a number beside a month; `three days` as the words change."""
    around = _around(side)
    has_number = any(word.isdigit() or word in lexicon.NUMBER_WORDS for word in around)
    for token in side.tokens:
        word = token.text.casefold()
        is_name = word in lexicon.DAYS or (word in lexicon.MONTHS and token.text[0].isupper())
        is_period = word in lexicon.PERIODS and has_number
        if (
            is_name
            or is_period
            or _YEAR.fullmatch(word)
            or _TIME.fullmatch(word)
            or (token.kind == "number" and around & lexicon.MONTHS and re.fullmatch(r"\d{1,2}(?:st|nd|rd|th)?", word))
        ):
            yield word


def _around(side: _Side) -> set[str]:
    """The two words before and after a change, with its own."""
    before, after = side.text[max(side.start - 30, 0) : side.start], side.text[side.end : side.end + 30]
    near = [*re.findall(r"\w+", before)[-2:], *_words(side), *re.findall(r"\w+", after)[:2]]
    return {word.casefold() for word in near}


def _names(side: _Side) -> Iterator[str]:
    """Capitalised words, unless the capital is owed to the start of a sentence or to no one at all."""
    for token in side.tokens:
        if token.kind != "word" or not token.text[0].isupper() or len(token.text) == 1:
            continue
        word = token.text.casefold()
        if word in lexicon.MONTHS or word in lexicon.DAYS or word in lexicon.NUMBER_WORDS:
            continue
        if _starts_sentence(side.text, side.start + token.start) and _is_common(word, side):
            continue
        yield plain(token.text.removesuffix("’s").removesuffix("'s"))


def _is_common(word: str, side: _Side) -> bool:
    """A word at the start of a sentence is taken for a name only when a capitalised word follows it."""
    follows = re.search(re.escape(word) + r"\s+(\w)", side.text[side.start :], re.IGNORECASE)
    return word in lexicon.FUNCTION_WORDS or word in lexicon.NEGATIONS or not (follows and follows[1].isupper())


def _starts_sentence(text: str, at: int) -> bool:
    before = text[:at].rstrip().rstrip("“\"‘'«(„[")
    return not before.strip() or before.rstrip()[-1] in _SENTENCE_END


def _marks(side: _Side) -> Iterator[str]:
    return ("mark" for token in side.tokens if token.text in _MARKS)


def _negations(side: _Side) -> Iterator[str]:
    for word in map(plain, _words(side)):
        if word in lexicon.NEGATIONS:
            yield word


def _sayings(side: _Side) -> Iterator[str]:
    return (_SAME_SAYING.get(word, word) for word in _words(side) if word in lexicon.SAYING)


# A change of tense is a change of style, not of who said it.
_SAME_SAYING = {
    **dict.fromkeys("says say saying told tells tell adds added".split(), "said"),
    "states": "stated",
    "claims": "claimed",
    "writes": "wrote",
}

_READERS: dict[Fact, Callable[[_Side], Iterator[str]]] = {
    "number": _numbers,
    "date": _dates,
    "name": _names,
    "quotation": _marks,
    "negation": _negations,
    "attribution": _sayings,
}


def _is_quoted(side: _Side) -> bool:
    """Whether changed words stand between quotation marks that opened before them."""
    if not _words(side):
        return False
    closing = ""
    for character in side.text[: side.start]:
        if character in closing:
            closing = ""
        elif not closing:
            closing = _CLOSED_BY.get(character, "")
    return bool(closing)


def _changes_content(old: _Side, new: _Side) -> bool:
    """Whether a word of content came, went or was exchanged for another than a form of itself."""
    gone, come = Counter(_words(old)), Counter(_words(new))
    gone, come = gone - come, come - gone
    lost = [word for word in gone if _is_content(word)]
    won = [word for word in come if _is_content(word)]
    return any(not any(_is_form(a, b) for b in come) for a in lost) or any(
        not any(_is_form(a, b) for b in gone) for a in won
    )


def _is_content(word: str) -> bool:
    # Small words are short in every language we know; Han and kana characters are words by themselves.
    return word not in lexicon.FUNCTION_WORDS and word not in lexicon.SAYING and (len(word) > 3 or not word.isascii())


def _is_form(a: str, b: str) -> bool:
    """Whether two words are forms of one: `increase`, `increased`; `counteroffensive`, `counter-offensive`."""
    a, b = (re.sub(r"[-’'‑]", "", unicodedata.normalize("NFC", word)) for word in (a, b))
    shared = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return a == b or (shared >= 4 and max(len(a), len(b)) - shared <= 3)
