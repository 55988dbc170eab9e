"""The terms of a text: its words, numbers and dates under one key, however they are written.

A term has a `key` that is equal for equal meanings, and the span where it stands. `1,991` and `1991`, `24 percent`
and `24%`, `five hundred and sixty-seven` and `567`, `Sept. 14` and `September 14`, `increase` and `increased` have
the same key. Words are compared whole: `ability` is not in `stability`. Numbers also carry their value, for a
caller who wants to know whether `nearly a quarter` may be `24 percent`. Small words are no terms.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from tracker.core.lexicon import DAYS, FUNCTION_WORDS, MONTHS
from tracker.core.noise import plain
from tracker.core.numbers import read_number
from tracker.core.words import Token, split_words

TermKind = Literal["number", "date", "name", "word"]
STEM_LENGTH = 8  # `represent`, `representative` and `representation` are one; `counter` and `counteroffensive` not


@dataclass(frozen=True, slots=True)
class Term:
    """Words that mean one thing: `text[start:end]`, under a key; numbers also have their value."""

    key: str
    kind: TermKind
    start: int
    end: int
    value: Fraction | None = None


_MONTH_NUMBER = {name: n for n, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_MONTH_NUMBER |= {"mär": 3, "fév": 2, "avr": 4, "mai": 5, "juin": 6, "juil": 7, "aoû": 8, "okt": 10, "out": 10,
                  "dez": 12, "déc": 12, "dic": 12, "ene": 1, "abr": 4, "ago": 8, "set": 9, "maj": 5}  # fmt: skip


@lru_cache(maxsize=4096)
def find_terms(text: str) -> tuple[Term, ...]:
    """Return the terms of a text, in order.

    >>> [term.key for term in find_terms("Nearly 24 percent on Sept. 14")]
    ['nearli', '#24', '@9-14']
    """
    tokens = [token for token in split_words(text) if token.kind != "space"]
    return tuple(_terms(tokens))


def _terms(tokens: Sequence[Token]) -> Iterator[Term]:
    at = 0
    while at < len(tokens):
        if found := _date(tokens, at):
            used, term = found
            yield term
        elif number := read_number(tokens, at):
            value, used = number
            yield Term(f"#{value}", "number", tokens[at].start, tokens[at + used - 1].end, value)
        else:
            used = 1
            yield from _compound(tokens[at]) if _COMPOUND.fullmatch(tokens[at].text) else _word(tokens[at])
        at += used


_COMPOUND = re.compile(r"(\d[\d.,]*)((?:-[^\W\d_]+)+)")


def _compound(token: Token) -> Iterator[Term]:
    """`15-member` is the number 15 and the word member."""
    match = _COMPOUND.fullmatch(token.text)
    assert match is not None
    yield from (_shifted(term, token.start) for term in find_terms(match[1]))
    for word in re.finditer(r"[^-]+", match[2]):
        yield from (_shifted(term, token.start + match.start(2) + word.start()) for term in find_terms(word[0]))


def _shifted(term: Term, by: int) -> Term:
    return replace(term, start=term.start + by, end=term.end + by)


def _date(tokens: Sequence[Token], at: int) -> tuple[int, Term] | None:
    """Read a month with its day, in either order, or a month alone."""
    month = _month(tokens, at)
    if not month:
        day, month = _day(tokens, at), _month(tokens, at + 1)
        return (2, _dated(tokens, at, at + 1, f"@{month}-{day}")) if day and month else None
    after = at + 1 + (at + 1 < len(tokens) and tokens[at + 1].text == ".")
    if day := _day(tokens, after):
        return after + 1 - at, _dated(tokens, at, after, f"@{month}-{day}")
    return 1, _dated(tokens, at, at, f"@{month}")


def _dated(tokens: Sequence[Token], first: int, last: int, key: str) -> Term:
    return Term(key, "date", tokens[first].start, tokens[last].end)


def _month(tokens: Sequence[Token], at: int) -> int:
    text = tokens[at].text if at < len(tokens) else ""
    if text.casefold() not in MONTHS or (text in ("may", "march", "mars", "set", "mar", "sat")):
        return 0
    return _MONTH_NUMBER.get(text.casefold()[:4], 0) or _MONTH_NUMBER.get(text.casefold()[:3], 0)


def _day(tokens: Sequence[Token], at: int) -> int:
    match = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?", tokens[at].text) if at < len(tokens) else None
    return int(match[1]) if match and 1 <= int(match[1]) <= 31 else 0


_HIRAGANA = re.compile("[\u3040-\u309f]")  # Japanese writes its small words and endings in it


def _word(token: Token) -> Iterator[Term]:
    word = plain(token.text).removesuffix("'s").removesuffix("'")
    if token.kind == "sign" or not word or word.casefold() in FUNCTION_WORDS or _HIRAGANA.fullmatch(word):
        return
    kind: TermKind = "date" if word.casefold() in DAYS else "name" if word[0].isupper() else "word"
    yield Term(stem(word), kind, token.start, token.end)


def stem(word: str) -> str:
    """Cut a word down to what its forms share; crude on purpose, and the same for every language.

    >>> stem("Increases"), stem("increasing"), stem("stability"), stem("ability")
    ('increas', 'increas', 'stabilit', 'abiliti')
    """
    word = word.casefold()
    if any(character.isdigit() for character in word):
        return word
    word = word.replace("-", "")
    if len(word) > 4 and word.isascii() and not word.endswith("ss"):
        word = re.sub(r"(?:ies|ied|y)$", "i", word) if len(word) > 5 else word
        word = re.sub(r"(?:ing|ed|es|s|ly|e)$", "", word)
    return word[:STEM_LENGTH]
