"""Which blocks of a page are notices about its story, wherever they stand.

Newsrooms print notices where boilerplate removal cuts: in footers, asides and boxes beside the body. So every block
of the page is asked, not only the body. The words decide (`tracker.core.notices`); the markup helps them, because
inside `class="correction"` less need be said; and the place has a veto (`zones`). A short heading right above a
notice belongs to it.
"""

import re
from collections.abc import Collection, Iterator, Sequence

from lxml.html import HtmlElement

from tracker.capture.page import LINKED, PageBlock, find_hints
from tracker.capture.zones import is_foreign, iter_around
from tracker.core.notices import find_notices
from tracker.core.story import Block, Story

_MARKUP = re.compile(
    r"\b(corrections?|corrected|clarifications?|clarified|errat\w+|amend(ed|ments?)|retract\w*|addend\w+|"
    r"(editor\w*|edit|correction|update|article|story|publisher\w*)\W? ?s? notes?|update[sd]?|appended|"
    r"for the record|"
    r"berichtigung|korrektur\w*|richtigstellung|anmerkung|rectificat\w+|fe de err?at\w+|correzion\w+|rettific\w+|"
    r"correctie\w*|rättelse\w*|rattelse\w*|rettelse\w*|sprostowani\w+|correcao|correção|corrección|correccion)\b"
)
LONGEST_HEADING = 80  # characters: "Correction: September 19, 2016" and a time


def find_page_notices(
    page: Sequence[PageBlock], body: Collection[int], places: Collection[HtmlElement]
) -> tuple[frozenset[int], frozenset[int]]:
    """Return the indices of the blocks that are notices set apart from the body (with their headings), and of those
    that are notices about another story."""
    own: set[int] = set()
    foreign: set[int] = set()
    for n in _find_worded(page, places):
        if is_foreign(page, n, places):
            foreign.add(n)
        elif n not in body or _is_marked(page[n], places):
            own.update((n - 1, n) if _has_heading(page, n) else (n,))
    return frozenset(own), frozenset(foreign)


def _find_worded(page: Sequence[PageBlock], places: Collection[HtmlElement]) -> Iterator[int]:
    """Yield the page that read as notices, given their heading and their markup."""
    for n, block in enumerate(page):
        if block.link_share <= LINKED:
            heading = (Block("paragraph", page[n - 1].text),) if _has_heading(page, n) else ()
            kind = "notice" if _is_marked(block, places) else block.kind
            if any(found.block == len(heading) for found in find_notices(Story((*heading, Block(kind, block.text))))):
                yield n


def _is_marked(block: PageBlock, places: Collection[HtmlElement]) -> bool:
    return any(_MARKUP.search(find_hints(element)) for element in iter_around(block, places))


def _has_heading(page: Sequence[PageBlock], n: int) -> bool:
    """Tell whether the block before the `n`-th is a heading like "Correction: 3 May", in the same box."""
    if n == 0 or len(page[n - 1].text) > LONGEST_HEADING or not _MARKUP.search(page[n - 1].text.lower()):
        return False
    boxes = (page[n].element, page[n].element.getparent())
    return any(box in boxes for box in (page[n - 1].element.getparent(), page[n - 1].element))
