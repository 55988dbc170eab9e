"""Which blocks of a page are the story's body.

trafilatura judges; the words are taken from the page. A block is body when its text came through the extraction, so
it reads as in a browser and keeps its kind and place. What the markup fences off is taken out again; and the kin of
the body is added, which stands in the same kind of container as a good part of it, in the same article. That brings
back what the judge loses, such as the second half of a story that an advert cuts in two.
"""

import logging
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from copy import deepcopy

from lxml.etree import _Element
from lxml.html import HtmlElement

from tracker.capture.page import LINKED, PageBlock, find_hints
from tracker.capture.visible import clean
from tracker.capture.zones import GOOD_PART, find_places, is_fenced

logging.getLogger("trafilatura").addHandler(logging.NullHandler())  # what it gives up on is shown by its result

PIECE = 24  # characters of the pieces by which a long block is compared
LONG = 40  # characters from which a text inside another one is no accident
POINTER = 0.94  # share of linked characters of a block that only points elsewhere: "Read more about the storm"
MOST_WORK = 10**9  # characters to look at; on larger pages, a hundred times the ordinary, only whole paragraphs count

_PROSE = ("p", "h2", "h3", "h4", "blockquote")
_POINTING = re.compile(
    r"(?:read (?:more|next|also)|(?:see|also) (?:also|read)|related|more on this"
    r"|lesen sie auch|mehr (?:zum thema|dazu)|(?:à )?lire aussi|le[ea] también|leggi anche|lees ook|läs (?:också|mer)"
    r"|les også|læs også|leia (?:também|mais)|czytaj (?:też|także))\b",
    re.IGNORECASE,
)
_TEXTS = ("p", "head", "item", "quote", "cell", "code", "ab")  # trafilatura's elements that hold text


def judge_body(root: HtmlElement) -> tuple[str, ...]:
    """Return the paragraphs that trafilatura takes for the body, in their order, with their white space."""
    from trafilatura import bare_extraction  # 150 ms

    document = bare_extraction(deepcopy(root), include_comments=False, include_tables=True, deduplicate=False)
    if document is None or isinstance(document, dict):
        return ()
    return tuple(text for text in _iter_texts(document.body) if text.strip())


def _iter_texts(element: _Element) -> Iterator[str]:
    """Yield the texts of the elements that hold text, and what stands loose between them."""
    for child in element:
        if child.tag in _TEXTS:
            yield "".join(str(text) for text in child.itertext())
        else:
            yield child.text or ""
            yield from _iter_texts(child)
        yield child.tail or ""


def find_body(judged: Sequence[str], page: Sequence[PageBlock]) -> frozenset[int]:
    """Return the indices of the blocks that were judged to be body and are not fenced off, and of their kin."""
    body = _find_judged(judged, page)
    own, places = _find_containers(body, page), find_places(page, body)
    return frozenset(
        n
        for n, block in enumerate(page)
        if block.link_share < POINTER
        and not _is_pointer(block)
        and ((n in body and not is_fenced(block, places)) or (_is_kin(block) and _container(block) in own))
    )


def _find_judged(judged: Sequence[str], page: Sequence[PageBlock]) -> set[int]:
    # of a very short page trafilatura gives all text as one, a line each block
    lines_of_text = judged[0].split("\n") if len(judged) == 1 else judged
    paragraphs = [_squeeze(clean(text)) for text in lines_of_text if text.strip()]
    texts = [_squeeze(block.text) for block in page]
    whole, lines = "\0".join(paragraphs), set(paragraphs)
    rows = {n for n, block in enumerate(page) if block.element.tag == "tr" and _cells(block.element) <= lines}
    if len(whole) * sum(map(len, texts)) > MOST_WORK * PIECE:
        return rows | {n for n, text in enumerate(texts) if text in lines}
    return rows | {n for n, text in enumerate(texts) if text in lines or _is_inside(text, whole)}


def _cells(row: HtmlElement) -> set[str]:
    """Return the texts of the cells of a row that have one; trafilatura gives each by itself."""
    texts = (_squeeze(clean(cell.text_content())) for cell in row.iterchildren("td", "th"))
    return {text for text in texts if text}


def _squeeze(text: str) -> str:
    return "".join(text.split())


def _is_inside(text: str, whole: str) -> bool:
    """Tell whether a text came through inside another paragraph, or in most of its pieces."""
    if len(text) < 2 * LONG:
        return len(text) >= LONG and text in whole
    pieces = [text[at : at + PIECE] for at in range(0, len(text) - PIECE, PIECE)]
    return sum(piece in whole for piece in pieces) > len(pieces) / 2


def _is_pointer(block: PageBlock) -> bool:
    """Tell whether a block names a link to elsewhere and is little more than that: "Read more: Lamb prices fall"."""
    return block.link_share >= LINKED and _POINTING.match(block.text) is not None


def _find_containers(body: Collection[int], page: Sequence[PageBlock]) -> frozenset[tuple[object, ...]]:
    """Return the kinds of containers that hold a good part of the body."""
    sizes: Counter[tuple[object, ...]] = Counter()
    for n in body:
        if page[n].element.tag in _PROSE:
            sizes[_container(page[n])] += len(page[n].text)
    enough = GOOD_PART * sum(len(page[n].text) for n in body)
    return frozenset(kind for kind, size in sizes.items() if size >= enough)


def _is_kin(block: PageBlock) -> bool:
    """Tell whether a block may be body for its place: prose, or a `<div>` without a name, as editors' tools write."""
    is_bare = block.element.tag == "div" and not block.element.attrib and any(map(str.isalnum, block.text))
    return (block.element.tag in _PROSE or is_bare) and block.link_share < LINKED


def _container(block: PageBlock) -> tuple[object, ...]:
    """Say what kind of container a block stands in: the article, the parent's tag, and its names or else itself."""
    parent = block.element.getparent()
    article = next(block.element.iterancestors("article"), None)
    if parent is None or block.element.tag not in (*_PROSE, "div"):
        return (article, block.element)
    return (article, parent.tag, find_hints(parent) or parent)
