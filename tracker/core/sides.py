"""The two sides of a change, read once: the words of each, and those of its tokens that may say a fact.

Most words of a text say no fact, wherever they stand; that is looked up, so that a change of many words costs little.
So are the quotations of a text and the places of its tokens, which all changes inside it share.
"""

import re
from bisect import bisect_left
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from tracker.core import lexicon
from tracker.core.change import Span
from tracker.core.noise import plain
from tracker.core.story import Story
from tracker.core.words import Token, split_words

MARKS = frozenset('"“”„«»「」『』‟')
_CLOSED_BY = {'"': '"', "“": "”", "„": "“”", "«": "»", "「": "」", "『": "』"}
_QUOTATION_MARK = re.compile('["“”„«»「」『』]')
_TELLING = (lexicon.NUMBER_WORDS, lexicon.DAYS, lexicon.MONTHS, lexicon.PERIODS, lexicon.SAYING)


class Side(NamedTuple):
    """One side of a change: its span in the text it stands in, its words, and the tokens that may say a fact."""

    text: str
    start: int
    end: int
    words: list[str]
    telling: list[Token]


def read_side(span: Span | None, story: Story) -> Side:
    """Read the words of a span, folded, and its telling tokens; nothing for the side that has none.

    >>> from tracker.core.story import Block
    >>> side = read_side(Span(0, 0, 11, "It took two"), Story((Block("paragraph", "It took two hours."),)))
    >>> side.words, [token.text for token in side.telling]
    (['it', 'took', 'two'], ['It', 'two'])
    """
    if span is None:
        return Side("", 0, 0, [], [])
    text = story.blocks[span.block].text
    tokens = _tokens(text, span.start, span.end)
    words = [token.text.casefold() for token in tokens if token.kind in ("word", "number")]
    return Side(text, span.start, span.end, words, [token for token in tokens if _may_tell(token.text)])


def _tokens(text: str, start: int, end: int) -> tuple[Token, ...]:
    """The tokens of a part of a text that begins and ends between tokens."""
    starts = _starts(text)
    return split_words(text)[bisect_left(starts, start) : bisect_left(starts, end)]


@lru_cache(maxsize=64)
def _starts(text: str) -> list[int]:
    return [token.start for token in split_words(text)]


@lru_cache(maxsize=1 << 16)
def _may_tell(token: str) -> bool:
    word = token.casefold()
    return (
        token in MARKS
        or (token[0].isupper() and len(token) > 1)
        or any(character.isdigit() for character in token)
        or any(word in words for words in _TELLING)
        or plain(word) in lexicon.NEGATIONS
    )


def is_quoted(side: Side) -> bool:
    """Say whether changed words stand between quotation marks that opened before them."""
    spans = _quotations(side.text) if side.words else ()
    at = bisect_left(spans, side.start, key=itemgetter(1))
    return at < len(spans) and spans[at][0] < side.start


@lru_cache(maxsize=4096)
def _quotations(text: str) -> tuple[tuple[int, int], ...]:
    """The places of the quotation marks that open and close; one that nothing closes lasts to the end."""
    spans, opened, closing = [], 0, ""
    for match in _QUOTATION_MARK.finditer(text):
        if match[0] in closing:
            spans.append((opened, match.start()))
            closing = ""
        elif not closing:
            opened, closing = match.start(), _CLOSED_BY.get(match[0], "")
    return (*spans, (opened, len(text))) if closing else tuple(spans)
