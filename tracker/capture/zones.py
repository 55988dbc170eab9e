"""Where on the page a block stands, seen from the story: inside it, beside it, or in something foreign.

The story's own places are the elements that hold a good part of the body. What stands between a block and the nearest
of them tells whether the block can speak about the story: a footer or an aside can; a comment thread, a menu or the
teaser of another story cannot, whatever its words.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

from lxml.html import HtmlElement

from tracker.capture.page import KEPT, LINKED, PageBlock, find_hints

GOOD_PART = 0.25  # share of the body's characters that makes an element a place of the story

_FENCE_TAGS = frozenset(("nav", "menu", "dialog", "label"))
_FENCES = re.compile(
    r"\b(comments?|disqus|replies|related|teasers?|promos?|recirc\w*|trending|recommend\w*|outbrain|taboola|sidebar|"
    r"newsletters?|sponsor\w*|advert\w*|^ads?$|ad (slot|unit|container|wrapper|banner|box|label|place)|cookies?|"
    r"consent|menu|nav|navigation|modal|popup|tooltip|search|feedback|"
    r"corrections? (policy|form|link|button|widget)|(report|submit|suggest|send|request) (an? )?(error|correction)s?|"
    r"(most|more|read|also) (read|popular|viewed|shared|stories|news|from|more|next|also))\b"
)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_HEADLINES = ("h1", "h2", "h3")  # "Correction", the heading of a box, is lesser
_TITLE = re.compile(r"\b(title|headline|hed)\b")
_ITEMS = ("li", "article")
TEASER = 3  # blocks that a teaser's headline, byline and date take before its text


def find_places(page: Sequence[PageBlock], body: Collection[int]) -> frozenset[HtmlElement]:
    """Return the elements that hold a good part of the body."""
    sizes: Counter[HtmlElement] = Counter()
    for n in body:
        for above in (page[n].element, *page[n].element.iterancestors()):
            sizes[above] += len(page[n].text)
    enough = GOOD_PART * max(sizes.values(), default=0)
    return frozenset(element for element, size in sizes.items() if size >= enough)


def iter_around(block: PageBlock, places: Collection[HtmlElement]) -> Iterator[HtmlElement]:
    """Yield the elements around a block, from the inside, up to the first of the story's own places."""
    for above in (block.element, *block.element.iterancestors()):
        if above in places:
            return
        yield above


def is_foreign(page: Sequence[PageBlock], n: int, places: Collection[HtmlElement]) -> bool:
    """Tell whether the `n`-th block stands in something that cannot speak about the story."""
    around = list(iter_around(page[n], places))
    return is_fenced(page[n], places) or any(map(_is_other_article, around)) or _is_teased(page, n, around)


def is_fenced(block: PageBlock, places: Collection[HtmlElement]) -> bool:
    """Tell whether the markup keeps a block apart: it is hidden, or in a menu, an advert, a comment thread …"""
    return any(map(_is_fence, iter_around(block, places)))


def _is_fence(element: HtmlElement) -> bool:
    style = element.get("style")
    is_hidden = element.get("hidden") is not None or (style and "display:none" in "".join(style.split()).lower())
    return bool(is_hidden) or element.tag in _FENCE_TAGS or _speaks_of_fence(find_hints(element))


@lru_cache(maxsize=KEPT)
def _speaks_of_fence(hints: str) -> bool:
    return _FENCES.search(hints) is not None


def _is_other_article(element: HtmlElement) -> bool:
    """Tell whether an element is an article with a headline of its own."""
    return element.tag == "article" and next(element.iter(*_HEADLINES), None) is not None


def _is_teased(page: Sequence[PageBlock], n: int, around: Sequence[HtmlElement]) -> bool:
    """Tell whether a linked headline stands right above a block in the same box: then it speaks of that story."""
    for above in reversed(page[max(0, n - TEASER) : n]):
        box = next((element for element in above.element.iterancestors() if element in around), None)
        if box is None:
            return False
        is_title = above.element.tag in _HEADINGS or _TITLE.search(find_hints(above.element)) or box.tag in _ITEMS
        if above.link_share > LINKED and is_title:
            return True
    return False
