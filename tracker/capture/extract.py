"""From a page to its story: the headline, the body, its captions, and the notices wherever they stand.

The page is cut into blocks once, and every later step only chooses among them: `body` says which are the story,
`page_notices` which are notices, `parts` which are headline, standfirst and captions. So every block keeps its words
and its place in the document; only the headline comes first. What changes by itself, such as a counter, is no part of
the story (`volatile`). Nothing is fetched, no clock is read, and the same bytes give the same story on any machine.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from lxml.html import HtmlElement

from tracker.capture.body import find_body, judge_body
from tracker.capture.encoding import Decoded, decode_page, repair_twice_encoded
from tracker.capture.facts import PageFacts, find_facts, find_stated_text
from tracker.capture.page import PageBlock, parse_page, split_page
from tracker.capture.page_notices import find_page_notices
from tracker.capture.parts import find_captions, find_headline, find_standfirst
from tracker.capture.stated import find_stated
from tracker.capture.volatile import drop_volatile
from tracker.capture.zones import GOOD_PART, find_places
from tracker.core.phrases import PHRASES
from tracker.core.phrases.phrase import Phrase
from tracker.core.plaintext import parse_text
from tracker.core.stated import unsaid
from tracker.core.story import Block, BlockKind, Story

_CLOSED = re.compile(r"</(?:body|html)\s*>", re.IGNORECASE)
LONG = 40  # characters from which the same text twice is a repetition, not a "Yes."


@dataclass(frozen=True, slots=True)
class Extract:
    """The story of a page, empty when there is none; the facts it states; how its bytes were read.

    `is_broken_off` is a page that has no end: no tag closes it, and nothing follows the story.
    """

    story: Story
    facts: PageFacts
    encoding: str
    doubt: str | None = None
    is_broken_off: bool = False


def extract(
    html: bytes | str,
    *,
    url: str | None = None,
    charset: str | None = None,
    phrases: tuple[Phrase, ...] = PHRASES,
) -> Extract:
    """Read a page as a story; `url` is where it was fetched from, `charset` what the server said of its encoding.

    `phrases` are the wordings by which its notices are found.
    """
    decoded = Decoded(html, "unicode") if isinstance(html, str) else decode_page(html, charset)
    text = repair_twice_encoded(decoded.text)
    root = parse_page(text)
    if root is None:
        return Extract(Story(()), PageFacts(url=url), decoded.encoding, decoded.doubt)
    facts = find_facts(root, url)
    page = split_page(root)
    blocks = list(_without_repeats(_compose(root, page, facts, phrases)))
    is_last = bool(blocks) and blocks[-1].text in {block.text for block in page[-2:]}
    is_broken_off = is_last and not _CLOSED.search(text)
    blocks += [Block("notice", text) for text in facts.corrections if blocks and not _is_printed(text, blocks)]
    story = drop_volatile(Story(tuple(blocks)))
    facts = replace(facts, stated=unsaid(find_stated(root), story))
    return Extract(story, facts, decoded.encoding, decoded.doubt, is_broken_off)


def _compose(
    root: HtmlElement, page: Sequence[PageBlock], facts: PageFacts, phrases: tuple[Phrase, ...]
) -> Iterator[Block]:
    """Yield the headline, then the other blocks of the story in the order of the page."""
    body = find_body(judge_body(root), page)
    stated = () if body else parse_text(find_stated_text(root)).blocks  # a script would write them into the page
    if not body and not stated:
        return
    headline = find_headline(page, body, facts.headline)
    title = facts.headline if headline is None else page[headline].text
    if title:
        yield Block("headline", title)
    kinds = _find_kinds(page, body, headline, facts, phrases) if body else {}
    yield from (Block(kind, page[n].text) for n, kind in sorted(kinds.items()))
    yield from (Block("paragraph", block.text) for block in stated)


def _find_kinds(
    page: Sequence[PageBlock],
    body: frozenset[int],
    headline: int | None,
    facts: PageFacts,
    phrases: tuple[Phrase, ...],
) -> dict[int, BlockKind]:
    """Return the kind of each block of the story but the headline, by its index."""
    places = find_places(page, body)
    notices, foreign = find_page_notices(page, body, headline, places, phrases)
    start = min(body) if headline is None else headline
    standfirst = find_standfirst(page, start, body, facts.standfirst)
    kinds: dict[int, BlockKind] = {n: page[n].kind for n in _without_head(page, body, start)}
    kinds |= {n: page[n].kind for n in find_captions(page, start, body, places)}
    kinds |= {standfirst: "standfirst"} if standfirst is not None else {}
    kinds |= dict.fromkeys(notices, "notice")
    return {n: kind for n, kind in kinds.items() if n not in foreign and n != headline}


def _without_head(page: Sequence[PageBlock], body: frozenset[int], start: int) -> frozenset[int]:
    """Leave out what stands above the headline, unless it is a good part of the body: it names sections."""
    above = frozenset(n for n in body if n < start)
    size = sum(len(page[n].text) for n in above)
    return body - above if size < GOOD_PART * sum(len(page[n].text) for n in body) else body


def _without_repeats(blocks: Iterable[Block]) -> Iterator[Block]:
    """Leave out a text that already stood: teasers repeat the story, and galleries their captions."""
    seen: set[str] = set()
    for block in blocks:
        if block.text not in seen or (len(block.text) < LONG and block.kind != "caption"):
            yield block
        seen.add(block.text)


def _is_printed(text: str, blocks: Iterable[Block]) -> bool:
    words = "".join(text.split())
    return any(words in "".join(block.text.split()) for block in blocks)
