"""A page cut into the blocks of text that a reader sees, each with its place in the document.

The walk follows what a browser prints: block elements and double line breaks end a block, white space collapses,
scripts and controls are no text, and struck-out words (`<del>`, `<s>`) have left it. A block keeps the element it
stands in, so that later steps can ask what surrounds it. Nothing is judged here: menus, adverts and the story itself
are all blocks.

The parser cuts nesting off at 256 elements, which bounds every recursion and every walk to the root.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from lxml.etree import ParserError, iterwalk
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from tracker.capture.visible import LINE_BREAK, clean
from tracker.core.story import BlockKind

_BLOCK = frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main nav ol p pre section summary table tbody "
    "tfoot thead tr ul".split()
)
_NOT_TEXT = frozenset(
    "audio button canvas datalist del embed head iframe input math noscript object s script select strike style svg "
    "template textarea video".split()
)


LINKED = 0.6  # share of linked characters above which a block is a pointer to elsewhere


_CONTROL = re.compile("[\0-\x08\x0e-\x1f\x7f]")  # trafilatura gives up on a page that has them


@dataclass(frozen=True, slots=True, eq=False)
class PageBlock:
    """A block of visible text, the innermost block element it stands in, and the share of it inside links."""

    kind: BlockKind
    text: str
    element: HtmlElement
    link_share: float = 0.0


def parse_page(text: str) -> HtmlElement | None:
    """Build the tree of a page, or None when there is nothing in it."""
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return document_fromstring(_CONTROL.sub("", text).encode("utf-8", "replace"), parser=parser)
    except ParserError:  # lxml's word for a document without elements
        return None


def split_page(root: HtmlElement) -> tuple[PageBlock, ...]:
    """Cut a page into its blocks, in the order of the document."""
    return tuple(_Walk(root).blocks())


@dataclass(slots=True)
class _Walk:
    """One walk through a page: the text gathered since the last block ended, and where it stands."""

    root: HtmlElement
    owners: list[HtmlElement] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    edge: str = ""  # the inline tags passed since the last piece: "<" opened, ">" closed
    n_links: int = 0  # open <a href>
    n_linked: int = 0  # characters inside them

    def blocks(self) -> Iterator[PageBlock]:
        walk = iterwalk(self.root, events=("start", "end"))
        for event, element in walk:
            is_block = element.tag in _BLOCK
            if is_block and self.pieces:
                yield from self._end_block()
            elif is_block:  # most: tags that follow each other
                self.edge = ""
            if event == "start":
                if element.tag in _NOT_TEXT:
                    walk.skip_subtree()
                else:
                    self._open(element, is_block)
            else:
                self._close(element, is_block)
        yield from self._end_block()

    def _open(self, element: HtmlElement, is_block: bool) -> None:
        if is_block:
            self.owners.append(element)
        elif element.tag in ("br", "td", "th"):
            self._add(LINE_BREAK if element.tag == "br" else " ")
        self.n_links += _is_link(element)
        self.edge += "" if is_block else "<"
        self._add(element.text)

    def _close(self, element: HtmlElement, is_block: bool) -> None:
        if is_block:
            self.owners.pop()
        self.n_links -= _is_link(element)
        self.edge += "" if is_block else ">"
        self._add(element.tail)

    def _add(self, text: str | None) -> None:
        if not text:
            return
        if self.edge and self.pieces and _are_glued(self.pieces[-1], text, self.edge):
            self.pieces.append(" ")
        self.pieces.append(text)
        self.edge = ""
        self.n_linked += len(text.strip()) if self.n_links else 0

    def _end_block(self) -> Iterator[PageBlock]:
        raw, n_linked = "".join(self.pieces), self.n_linked
        self.pieces, self.edge, self.n_linked = [], "", 0
        if raw.isspace():
            return
        owner = self.owners[-1] if self.owners else self.root
        share = min(1.0, n_linked / (len(raw.strip()) or 1))
        for part in _PARAGRAPH_BREAK.split(raw):
            if text := clean(part):
                yield PageBlock(_find_kind(owner), text, owner, share)


def _is_link(element: HtmlElement) -> bool:
    return element.tag == "a" and "href" in element.attrib


def _are_glued(before: str, after: str, edge: str) -> bool:
    """Tell whether only the style sheet keeps two words apart, as in `<b>Correction</b><i>The ship`."""
    last = before.rstrip("”\"’')")[-2:]
    if not after[0].isupper() or before[-1].isspace() or len(last) < 2:
        return False
    return (last[-1] in ".!?:;" and last[0].islower()) or ("><" in edge and last[-1].islower())


_PARAGRAPH_BREAK = re.compile(r"\v\s*\v")


def _find_kind(element: HtmlElement) -> BlockKind:
    parent = element.getparent()
    near = [each for each in (element, parent, None if parent is None else parent.getparent()) if each is not None]
    if any(above.tag in ("figcaption", "caption") or "caption" in find_hints(above).split() for above in near):
        return "caption"
    if element.tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
        return "subheading"
    is_only = parent is not None and parent.tag == "li" and sum(child.tag == element.tag for child in parent) == 1
    return "list_item" if element.tag == "li" or is_only else "paragraph"


_NAMING = ("class", "id", "itemprop", "role", "aria-label")
KEPT = 1 << 14  # elements of which the hints are kept: many have the same, and each is asked for many times
_A_WORD_OR_TWO = re.compile(r"[\w -]{1,40}")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


def find_hints(element: HtmlElement) -> str:
    """Return what the markup calls an element, as lower-case words: `ArticleNote_body` is "article note body".

    Read are class, id, itemprop, role, aria-label and data attributes that hold a word or two. The tags and sections
    that content management systems write among the classes (`tag-prison-corrections`) say nothing of the element.
    """
    return _read_hints(tuple(element.items()))


@lru_cache(maxsize=KEPT)
def _read_hints(attributes: tuple[tuple[str, str], ...]) -> str:
    stated = dict(attributes)
    words = [value for name in _NAMING for value in stated.get(name, "").split() if not _FILED.match(value)]
    for name, value in attributes:
        if name.startswith("data-"):
            words += [name.removeprefix("data-"), value if _A_WORD_OR_TWO.fullmatch(value) else ""]
    return " ".join(re.findall(r"[^\W\d_]+", _HUMP.sub(" ", " ".join(words)))).lower()


_FILED = re.compile(r"(tag|category|section|topic|post|keyword)s?[-_]", re.IGNORECASE)
