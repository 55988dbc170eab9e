"""Words and sentences of a text, with their spans.

`split_words` cuts a text into tokens that join back to it: `"".join(token.text …) == text`. A token is a word, a
number, a run of white space, or one sign of punctuation. A change never begins or ends inside a token, so what
counts as one word is decided here, and only here:

- a number keeps its currency sign, its separators, its percent sign and a unit written against it: `$1.5m`,
  `1,991`, `24%`, `9:15`, `2–1`, `21st`, `£2bn`, `3/4`;
- a word keeps apostrophes and hyphens inside it (`Smith’s`, `counter-offensive`, `U.S.`, `13-year-old`);
- in scripts written without spaces (Chinese, Japanese, Thai …) every character is a word.

Quotation marks are always tokens of their own.
"""

import re
from functools import lru_cache
from itertools import accumulate
from typing import Literal, NamedTuple, cast

TokenKind = Literal["word", "number", "space", "sign"]


class Token(NamedTuple):
    """A piece of a text: `text == whole[start:end]`."""

    kind: TokenKind
    start: int
    end: int
    text: str


# Han, Hiragana, Katakana, Thai, Lao, Khmer, Myanmar: written without spaces between words.
UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_LETTER = rf"(?:(?![{UNSPACED}])[^\W\d_]|[\u0300-\u036f])"
_CURRENCY = r"(?:[A-Z]{0,3}[$€£¥₩₹₽])"
_NUMBER = rf"""
    {_CURRENCY}?
    \d+ (?: [.,:/’'–\u00a0\u202f\u2009-] \d+ )*          # 1,991  1.5  9:15  2–1  2020-21  12’000
    (?: (?:-{_LETTER}+)+                                  # 13-year-old
      | [ \u00a0]?[%‰]                                    # 24 %
      | {_LETTER}+ | [€£¥°] )?                            # 21st  1.5m  5€
"""
_WORD = rf"""
    (?: {_LETTER}\. ){{2,}}                               # U.S.  e.g.
  | {_LETTER}+ (?: [’'‑-] (?:{_LETTER}|\d)+ | [\d_]+ {_LETTER}* )*   # Smith’s  counter-offensive  COVID-19
"""
_KINDS = rf"(?P<number>{_NUMBER}) | (?P<word>{_WORD} | [{UNSPACED}]) | (?P<space>\s+) | (?P<sign>.)"
# Most of a text is plain words and the spaces between them: they are told first, and cost a third.
_PLAIN = r"[A-Za-z]{2,}+(?=[ ,.]) | [ ](?=\S)"
_TOKEN = re.compile(f"{_PLAIN} | {re.sub('P<[a-z]+>', ':', _KINDS)}", re.VERBOSE | re.DOTALL)
_KIND = re.compile(_KINDS, re.VERBOSE | re.DOTALL)


@lru_cache(maxsize=4096)
def split_words(text: str) -> tuple[Token, ...]:
    """Cut a text into tokens that join back to it.

    >>> [token.text for token in split_words("It cost $1.5m, not 12%.")]
    ['It', ' ', 'cost', ' ', '$1.5m', ',', ' ', 'not', ' ', '12%', '.']
    """
    texts = _TOKEN.findall(text)
    ends = list(accumulate(map(len, texts)))
    return tuple(map(Token._make, zip(map(_kind, texts), [0, *ends], ends, texts, strict=False)))


@lru_cache(maxsize=1 << 16)
def _kind(token: str) -> TokenKind:
    """The kind of a token, which is the same in every text."""
    match = _KIND.match(token)
    return cast(TokenKind, match.lastgroup if match else "sign")


# Abbreviations after which a full stop ends no sentence: capitalised ones (`Miss.` is a state, `miss.` an end) …
_CAPITALISED = frozenset(
    """Mr Mrs Ms Dr Prof Sen Rep Gov Gen Col Sgt Capt Lt Maj Cpl Pvt Adm Cmdr Rev Hon St Jr Sr Jan Feb Mar Apr Jun Jul
    Aug Sep Sept Oct Nov Dec Mon Tue Wed Thu Fri Sat Sun Inc Corp Co Ltd Bros Dept Fig Pres Supt Atty Dist Assn Univ
    Ave Blvd Rd Ft Mt Calif Ariz Colo Conn Del Fla Ga Ill Ind Kan Ky La Mass Mich Minn Miss Mo Mont Neb Nev Okla Ore
    Pa Tenn Tex Va Vt Wash Wis Wyo Ala Ark Md Me Sra Dña Mme Mlle Dott Sig""".split()
)
_ABBREVIATIONS = frozenset("vs est approx bzw ca usw z.b str e.g i.e u.a d.h".split())  # … and others
_STARTERS = frozenset("It He She They The This That These We In".split())  # words that follow no title and no state
_NEXT_WORD = re.compile(r"\s*(\w*)")
_END = re.compile(r"""(?<=[.!?…])[”’"'»)\]*]*(?=\s+)|(?<=[。！？])[」』）]*|\n""")


@lru_cache(maxsize=4096)
def split_sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Return the spans of the sentences of a text, without the white space between them.

    A full stop after a title, a month, a state or an initial ends no sentence.

    >>> [("Mr. Ng won. He smiled.")[a:b] for a, b in split_sentences("Mr. Ng won. He smiled.")]
    ['Mr. Ng won.', 'He smiled.']
    """
    spans, start = [], 0
    for match in _END.finditer(text):
        if match.end() > start and _ends_sentence(text, start, match.start(), match.end()):
            spans.append((start, match.end()))
            start = match.end()
    spans.append((start, len(text)))
    return tuple(_trimmed(text, a, b) for a, b in spans if text[a:b].strip())


def _ends_sentence(text: str, start: int, stop: int, after: int) -> bool:
    if text[stop - 1] != ".":
        return text[stop - 1] in "。！？\n" or not _next_word(text, after)[:1].islower()
    word = (text[start : stop - 1].rsplit(maxsplit=1) or [""])[-1].lstrip("(“‘\"'[")
    follows = _next_word(text, after)
    if follows[:1].islower() or word.casefold() in _ABBREVIATIONS:
        return False
    if word in _CAPITALISED:
        return follows in _STARTERS
    if word.casefold() in ("no", "nos") and follows[:1].isdigit():
        return False
    is_initial = (len(word) == 1 and word.isupper()) or re.fullmatch(r"(?:\w\.)+\w", word) is not None
    return not is_initial or bool(text[stop:after].strip())


def _next_word(text: str, after: int) -> str:
    match = _NEXT_WORD.match(text, after)
    return match[1] if match else ""


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
