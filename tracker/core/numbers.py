"""The value of a number, in digits or in words: `$1.5m`, `1.991`, `24%`, `five hundred and sixty-seven`, `a third`.

Values are exact fractions. A percent sign and a currency sign are part of the number but not of its value: a
notice that writes `24 percent` means the `24%` of the text. Numbers that are names (`COVID-19`), scores (`2–1`),
times (`9:15`) and ages in a word (`13-year-old`) have no value.
"""

import re
from collections.abc import Sequence
from fractions import Fraction

from tracker.core.lexicon import NUMBER_WORDS
from tracker.core.words import Token

_SCALES = {
    "hundred": 100,
    **dict.fromkeys("k thousand thousands tausend mille mila tusen".split(), 10**3),
    **dict.fromkeys("m mn million millions mio millionen millones milioni miljoen miljoner milhões".split(), 10**6),
    **dict.fromkeys("bn b billion billions milliarde milliarden milliards miliardi miljard".split(), 10**9),
    **dict.fromkeys("tn trillion trillions".split(), 10**12),
}
_PARTS = {
    "half": 2,
    **dict.fromkeys(("third", "thirds"), 3),
    **dict.fromkeys(("quarter", "quarters"), 4),
    **dict.fromkeys(("fifth", "fifths"), 5),
    **dict.fromkeys(("tenth", "tenths"), 10),
}
_PERCENT = frozenset("% percent pct prozent procent".split())
_GROUPED = re.compile(r"[1-9]\d{0,2}([.,])\d{3}(?:\1\d{3})*(?![\d.,]*\1)")
_TOKEN = re.compile(r"[^\d\W]*[$€£¥₩₹₽]?(?P<digits>\d[\d.,’'\u00a0\u202f\u2009]*)(?P<unit>\s?[%‰€£¥]|[^\W\d_]{1,2})?")


def read_number(tokens: Sequence[Token], at: int) -> tuple[Fraction, int] | None:
    """Read the number that starts at a token; return its value and how many tokens it takes, or None.

    `tokens` are without white space.

    >>> from tracker.core.words import split_words
    >>> read_number([t for t in split_words("$15.8 trillion in all") if t.kind != "space"], 0)
    (Fraction(15800000000000, 1), 2)
    """
    parsed = _in_digits(tokens[at]) or _in_words(tokens, at)
    if parsed is None:
        return None
    value, used = parsed
    while (word := _text(tokens, at + used)) in _SCALES and len(word) > 2:
        value, used = value * _SCALES[word], used + 1
    return value, used + (_text(tokens, at + used) in _PERCENT)


def _text(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].text.casefold() if at < len(tokens) else ""


def _in_digits(token: Token) -> tuple[Fraction, int] | None:
    match = _TOKEN.fullmatch(token.text) if token.kind == "number" else None
    if match is None:
        return None
    digits = re.sub(r"[’'\u00a0\u202f\u2009]", "", match["digits"]).rstrip(".,")
    if grouped := _GROUPED.match(digits):
        # A separator before exactly three digits groups thousands; the other one, if any, is the decimal sign.
        digits = digits[: grouped.end()].replace(grouped[1], "") + digits[grouped.end() :]
    digits = digits.replace(",", ".")
    if digits.count(".") > 1:
        return None
    return Fraction(digits) * _SCALES.get((match["unit"] or "").casefold(), 1), 1


def _in_words(tokens: Sequence[Token], at: int) -> tuple[Fraction, int] | None:
    """Add up number words while they continue one number: after `sixty` comes `seven`, after `six` only a scale."""
    total, current, used = Fraction(0), Fraction(0), 0
    while True:
        has_and = _text(tokens, at + used) == "and" and current > 0 and current % 100 == 0
        words = _number_words(_text(tokens, at + used + has_and))
        if not words or not _continues(words[0], current):
            return (total + current, used) if used else None
        for word in words:
            if word in _PARTS:
                current = (current or Fraction(1)) / _PARTS[word]
            elif word == "hundred":
                current = (current or Fraction(1)) * 100
            elif word in _SCALES:
                total, current = total + (current or Fraction(1)) * _SCALES[word], Fraction(0)
            else:
                current += NUMBER_WORDS[word]
        used += 1 + has_and


def _continues(word: str, current: Fraction) -> bool:
    if not current or word in _SCALES or word in _PARTS:
        return True
    value = NUMBER_WORDS[word]
    return current % 100 == 0 or (current % 10 == 0 and value < 10)


def _number_words(text: str) -> list[str]:
    """The number words that a token is made of (`sixty-seven`), or none when it is another word."""
    words = text.split("-")
    known = all(word in _PARTS or (word in _SCALES and len(word) > 2) or NUMBER_WORDS.get(word) for word in words)
    return words if known else []
