"""Which edits belong together, because what stands between them is no common ground.

A diff of words keeps every word that two texts share. Where a text was rewritten, the shared words are `the`, `of`
and commas that stand there by chance, and the reader gets confetti: a hundred changes where one would do. Three
rules join edits:

- nothing but white space between them: `a few hundred` → `several thousand` is one edit;
- an island of small words between two edits that are large beside it: a rewritten sentence;
- islands of small words in a long row of edits which say much more than the islands: a rewritten stretch.

An island is small words and punctuation alone. A word of content, a number, a name or a quotation mark that was kept
is common ground, always; so are the words between a few edits, or between small ones: a correction may be of any of
them, and must be shown on the exact words.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from tracker.core.change import BREAK
from tracker.core.compare import Edit
from tracker.core.lexicon import FUNCTION_WORDS
from tracker.core.words import Token

MAX_ISLAND = 3  # small words in a row that a rewrite may swallow
# A rewritten stretch, as distinct from several edits in a row. Of 767 revisions of published and invented stories,
# one had a row of five edits; a text replaced by another one of 5,000 characters has rows of ten to forty.
MIN_ROW = 5
MIN_END = 3  # words of the edits a row begins and ends with: a smaller one beside a rewrite stands for itself
MIN_SHARE = 3  # changed words and signs for each that an island keeps

_QUOTES = frozenset("\"“”„«»‘’'")
_NAMES = frozenset({"May"})  # small words by their letters alone; so is `US`


def join_neighbours(edits: Iterable[Edit], a: Sequence[Token]) -> list[Edit]:
    """Join two edits with no common ground between them, by the first two rules; `a` are the old tokens."""
    joined: list[Edit] = []
    for edit in edits:
        while joined and _is_bridge(joined[-1], edit, a):
            edit = _join(joined.pop(), edit)
        joined.append(edit)
    return joined


def _join(first: Edit, last: Edit) -> Edit:
    return Edit(first.old_start, last.old_end, first.new_start, last.new_end)


def _is_bridge(left: Edit, right: Edit, a: Sequence[Token]) -> bool:
    between = a[left.old_end : right.old_start]
    if not between or (len(between) == 1 and between[0].kind == "space"):
        return True
    # Both neighbours replace several words and the island is small beside them.
    size = min(_size(left), _size(right))
    if size <= len(between) or size <= 2 * _count(between) + 1:
        return False
    return _is_island(between) and any(map(_is_word, between))


def _size(edit: Edit) -> int:
    return min(edit.old_end - edit.old_start, edit.new_end - edit.new_start)


def _count(tokens: Sequence[Token]) -> int:
    """Words, numbers and signs."""
    return sum(token.kind != "space" for token in tokens)


def _is_word(token: Token) -> bool:
    return token.kind in ("word", "number")


def _is_island(tokens: Sequence[Token]) -> bool:
    """Whether kept tokens are a few small words and punctuation."""
    return all(map(_is_small, tokens)) and sum(map(_is_word, tokens)) <= MAX_ISLAND


def _is_small(token: Token) -> bool:
    if token.kind != "word":
        return token.kind != "number" and token.text not in _QUOTES
    word = token.text.casefold()
    return word in FUNCTION_WORDS and token.text in (word, word.capitalize()) and token.text not in _NAMES


def swallow_islands(edits: list[Edit], a: Sequence[Token], b: Sequence[Token]) -> list[Edit]:
    """Join the edits of each rewritten stretch, by the third rule; `a` and `b` are the tokens of the two sides."""
    if len(edits) < MIN_ROW:
        return edits
    return [edit for row in _rows(edits, a) for edit in _swallowed(row, a, b)]


def _rows(edits: list[Edit], a: Sequence[Token]) -> Iterator[list[Edit]]:
    """Cut the edits where common ground stands between them."""
    start = 0
    for n, (left, right) in enumerate(pairwise(edits), 1):
        if not _is_island(a[left.old_end : right.old_start]):
            yield edits[start:n]
            start = n
    yield edits[start:]


def _swallowed(row: list[Edit], a: Sequence[Token], b: Sequence[Token]) -> list[Edit]:
    """One edit for a row that is a rewritten stretch, small ones at its ends aside; the row itself for another."""
    large = [n for n, edit in enumerate(row) if _n_words(edit, a, b) >= MIN_END] if len(row) >= MIN_ROW else []
    if not large or large[-1] - large[0] + 1 < MIN_ROW:
        return row
    stretch = row[large[0] : large[-1] + 1]
    whole = _join(stretch[0], stretch[-1])
    kept = sum(_count(a[left.old_end : right.old_start]) for left, right in pairwise(stretch))
    old, new = a[whole.old_start : whole.old_end], b[whole.new_start : whole.new_end]
    if max(_count(old), _count(new)) < (1 + MIN_SHARE) * kept or any(token.text == BREAK for token in new):
        return row
    return [*row[: large[0]], whole, *row[large[-1] + 1 :]]


def _n_words(edit: Edit, a: Sequence[Token], b: Sequence[Token]) -> int:
    """The words of an edit, on the side that has more."""
    sides = a[edit.old_start : edit.old_end], b[edit.new_start : edit.new_end]
    return max(sum(map(_is_word, side)) for side in sides)
