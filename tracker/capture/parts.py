"""Which blocks of a page are its headline, its standfirst and its captions.

The headline is the heading near the body that has most words in common with the headline the page states; the stated
one itself is only used when the page shows none, because it is often shortened, or the one before a correction. The
standfirst is what the page calls so, or prints between headline and body in the words of its description.
"""

import re
from collections.abc import Collection, Iterator, Sequence

from lxml.html import HtmlElement

from tracker.capture.page import LINKED, PageBlock, find_hints
from tracker.capture.zones import is_foreign
from tracker.core.words import split_words

_STANDFIRST = re.compile(
    r"\b(standfirst|dek|deck|sub ?title|sub ?head(line)?|summary|abstract|lede?|intro|vorspann|chapo|entradilla|"
    r"sottotitolo|ingress|bajada|sumario|description)\b"
)
ALIKE = 0.5  # share of common words above which two texts say the same
FEW_WORDS = 4  # a heading of fewer words, none of them in the stated headline, names a section
SHORT = 20  # characters up to which a text is a label or a byline
LONGEST_STANDFIRST = 600


def find_headline(page: Sequence[PageBlock], body: Collection[int], stated: str | None) -> int | None:
    """Return the index of the headline, or None when the page shows none."""
    near = [n for n in range(_find_middle(page, body)) if page[n].element.tag in ("h1", "h2", "h3")]
    words, likeness = _find_words(stated or ""), {n: _likeness(page[n].text, stated or "") for n in near}
    best = max(near, key=lambda n: (likeness[n], n), default=None)
    if best is not None and likeness[best] > ALIKE:
        return best
    common = {n: len(words & _find_words(page[n].text)) for n in near if page[n].element.tag == "h1"}
    worded = [n for n in common if common[n] or not stated or len(_find_words(page[n].text)) >= FEW_WORDS]
    return max(worded, key=lambda n: (common[n], n), default=None)


def _find_middle(page: Sequence[PageBlock], body: Collection[int]) -> int:
    """Return the index of the block in which the first half of the body's characters ends."""
    total, passed = sum(len(page[n].text) for n in body), 0
    for n in sorted(body):
        passed += len(page[n].text)
        if 2 * passed > total:
            return n + 1
    return 0


def _likeness(one: str, other: str) -> float:
    """Return the share of common words, from 0 to 1."""
    words, others = _find_words(one), _find_words(other)
    return len(words & others) / (len(words | others) or 1)


def _find_words(text: str) -> set[str]:
    return {token.text.casefold() for token in split_words(text) if token.kind in ("word", "number")}


def find_standfirst(
    page: Sequence[PageBlock], headline: int, body: Collection[int], stated: str | None
) -> int | None:
    """Return the index of the standfirst, or None: between the headline and the end of the first paragraph."""
    first = next((n for n in sorted(body) if n > headline and len(page[n].text) > SHORT), headline)
    for n in range(headline + 1, first + 1):
        block = page[n]
        if block.kind in ("paragraph", "subheading") and SHORT < len(block.text) < LONGEST_STANDFIRST:
            around = [block.element, *block.element.iterancestors()][:2]
            is_called = any(_STANDFIRST.search(find_hints(element)) for element in around)
            is_stated = n not in body and stated is not None and _likeness(block.text, stated) > ALIKE
            if block.link_share < LINKED and (is_called or is_stated):
                return n
    return None


def find_captions(
    page: Sequence[PageBlock], start: int, body: Collection[int], places: Collection[HtmlElement]
) -> Iterator[int]:
    """Yield the captions from `start` to the end of the body and right after it, but those of teasers and adverts."""
    end = max(body) + 1
    while end < len(page) and page[end].kind == "caption":
        end += 1
    for n in range(start, end):
        if page[n].kind == "caption" and page[n].link_share < LINKED and not is_foreign(page, n, places):
            yield n
