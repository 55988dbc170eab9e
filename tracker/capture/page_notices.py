"""Which blocks of a page are notices about its story, wherever they stand.

Newsrooms print notices where boilerplate removal cuts: in footers, asides and boxes beside the body. So every block
of the page is asked, not only the body. The words decide (`tracker.core.notices`); the markup helps them, because
inside `class="correction"` less need be said; and the place has a veto (`zones`). What stands in one box with a
notice, and a short heading right above it, belong to it.
"""

import re
from collections.abc import Collection, Iterator, Sequence

from lxml.html import HtmlElement

from tracker.capture.page import LINKED, PageBlock, find_hints
from tracker.capture.zones import is_fenced, is_foreign, iter_around
from tracker.core.notices import find_notices
from tracker.core.phrases import PHRASES
from tracker.core.phrases.phrase import Phrase
from tracker.core.story import Block, Story

_MARKUP = re.compile(
    r"\b(corrections?|corrected|clarifications?|clarified|errat\w+|amend(ed|ments?)|retract\w*|addend\w+|"
    r"(editor\w*|edit|correction|update|article|story|publisher\w*)\W? ?s? notes?|update[sd]?|appended|"
    r"for the record|"
    r"berichtigung|korrektur\w*|richtigstellung|anmerkung|rectificat\w+|fe de err\w+|correzion\w+|rettific\w+|"
    r"correctie\w*|rättelse\w*|rattelse\w*|rettelse\w*|sprostowani\w+|correcao|correção|corrección|correccion)\b"
)
LONGEST_HEADING = 80  # characters: "Correction: September 19, 2016" and a time
LONGEST = 3_000  # characters of a block that may be a notice; the longest of 37 real ones has 600
BOX = 5  # blocks before and after a notice that one box with it may hold


def find_page_notices(
    page: Sequence[PageBlock],
    body: Collection[int],
    headline: int | None,
    places: Collection[HtmlElement],
    phrases: tuple[Phrase, ...] = PHRASES,
) -> tuple[frozenset[int], frozenset[int]]:
    """Return the indices of the blocks that are notices set apart from the body, with all that belongs to them, and
    of those that are notices about another story."""
    own: set[int] = set()
    foreign: set[int] = set()
    for n in _find_worded(page, body, headline, places, phrases):
        box = _find_box(page[n], places)
        if is_foreign(page, n, places):
            foreign.add(n)
        elif n not in body or box is not None:
            own |= {n, *_find_boxed(page, n, box), *_find_heading(page, n)}
    return frozenset(own - foreign), frozenset(foreign)


def _find_worded(
    page: Sequence[PageBlock],
    body: Collection[int],
    headline: int | None,
    places: Collection[HtmlElement],
    phrases: tuple[Phrase, ...],
) -> list[int]:
    """Return the blocks that read as notices in the story of all blocks that may speak about it."""
    asked: dict[int, Block] = {}
    for n, block in enumerate(page):
        if n == headline:
            asked[n] = Block("headline", block.text)
        elif len(block.text) <= LONGEST and (n in body or _may_speak(block, places)):
            asked[n] = Block("notice" if _find_box(block, places) is not None else block.kind, block.text)
    indices = list(asked)
    return [indices[notice.block] for notice in find_notices(Story(tuple(asked.values())), phrases)]


def _may_speak(block: PageBlock, places: Collection[HtmlElement]) -> bool:
    return block.link_share <= LINKED and not is_fenced(block, places)


def _find_box(block: PageBlock, places: Collection[HtmlElement]) -> HtmlElement | None:
    """Return the nearest element around a block whose markup speaks of notices."""
    return next((element for element in iter_around(block, places) if _MARKUP.search(find_hints(element))), None)


def _find_boxed(page: Sequence[PageBlock], n: int, box: HtmlElement | None) -> Iterator[int]:
    for m in range(max(0, n - BOX), min(len(page), n + BOX + 1)):
        element = page[m].element
        if page[m].link_share <= LINKED and any(above is box for above in (element, *element.iterancestors())):
            yield m


def _find_heading(page: Sequence[PageBlock], n: int) -> Iterator[int]:
    """Yield the block before the `n`-th if it is a heading like "Correction: 3 May" in the same box."""
    above, element = page[n - 1], page[n].element
    if n > 0 and len(above.text) <= LONGEST_HEADING and _MARKUP.search(above.text.lower()):
        boxes = (element, element.getparent())
        if above.element in boxes or above.element.getparent() in boxes:
            yield n - 1
