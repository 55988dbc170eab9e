"""Where the corrected fact now reads: the sentence of the last version that a notice is about.

With a link, it is what the linked change has become, with its sentence. Without one, the sentence that shares
most with the notice, the right wording counting most; none when no sentence shares enough: a wrong passage costs
an editor more than a missing one.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from tracker.core.change import Revision, Span
from tracker.core.notice import Link, Passage
from tracker.core.place_clues import is_in_headline
from tracker.core.rarity import Rarity
from tracker.core.readings import Reading
from tracker.core.story import Story
from tracker.core.terms import find_terms
from tracker.core.trace import trace
from tracker.core.words import split_sentences

MAX_LENGTH = 300  # code points; a longer sentence is cut at its clauses around the words that matter
MIN_SCORE = 0.2  # of 2.5: below it more passages are wrong than right
MIN_SHARED = 2  # terms a sentence must share with the notice


def sentence_around(span: Span, story: Story) -> Span:
    """Widen a span to its sentence, or to the clauses around it where the sentence is long."""
    text = story.blocks[span.block].text
    inside = [(a, b) for a, b in split_sentences(text) if a < max(span.end, span.start + 1) and span.start < b]
    if not inside:
        return span
    start, end = inside[0][0], inside[-1][1]
    if end - start > MAX_LENGTH:
        start, end = _clauses(text, start, end, span)
    return Span(span.block, start, end, text[start:end])


def _clauses(text: str, start: int, end: int, span: Span) -> tuple[int, int]:
    """Cut a long sentence down to the clauses that hold a span, and to MAX_LENGTH at most."""
    stops = [start, *(start + m.end() for m in re.finditer(r"[,;:—–]\s+|\s+[—–-]\s+", text[start:end])), end]
    first = max((stop for stop in stops if stop <= span.start), default=start)
    last = min((stop for stop in stops if stop >= span.end), default=end)
    if last - first > MAX_LENGTH:
        first, last = span.start, min(span.end, span.start + MAX_LENGTH)
    piece = text[first:last]
    return first + len(piece) - len(piece.lstrip()), first + len(piece.rstrip(" ,;:—–-"))


def passage_of_links(
    links: Iterable[Link], stories: Mapping[int, Story], revisions: Sequence[Revision]
) -> Passage | None:
    """Return the sentence of the last version that the surest link leads to; None where the words are gone.

    A reader is led to words that came rather than to where some went, and to the body rather than to the headline,
    which says less.
    """
    last = max(stories)
    made = {change.id: (change, revision.new) for revision in revisions for change in revision.changes}

    def rank(link: Link) -> tuple[bool, bool, float]:
        change, _ = made[link.change]
        return is_in_headline(change), not (change.new and change.new.text.strip()), -link.confidence

    for link in sorted(links, key=rank):
        change, n = made[link.change]
        span = trace(change.new, stories, [r for r in revisions if r.old >= n]) if change.new else None
        if span is not None:
            return Passage(last, sentence_around(span, stories[last]))
    return None


def find_passage(
    notice: Reading, story: Story, notices: Sequence[Span], own: int | None, rarity: Rarity
) -> Span | None:
    """Return the sentence of a version that a notice is about, or None.

    `notices` are the words that are notices themselves, which no reader is led to; `own` is the block the notice
    stands in. A notice in brackets, or of "this paragraph", is about its own paragraph though it shares no word.
    """
    is_beside = notice.is_here or notice.text.startswith(("[", "("))
    best, best_score = None, 0.0
    right = frozenset().union(*(claim.right for claim in notice.claims))
    for span in _sentences(story, notices):
        keys = frozenset(term.key for term in find_terms(span.text))
        shared, is_own = keys & notice.keys, span.block == own
        if len(shared) < MIN_SHARED and not shared & right and not (is_own and is_beside):
            continue
        score = rarity.share(keys, notice.keys) + rarity.share(keys, right) + 0.5 * is_own
        if score > best_score:
            best, best_score = span, score
    return sentence_around(best, story) if best and best_score >= MIN_SCORE else None


def _sentences(story: Story, notices: Sequence[Span]) -> Iterator[Span]:
    taken = {(span.block, start) for span in notices for start in range(span.start, span.end)}
    for n, block in enumerate(story.blocks):
        if block.kind != "headline":
            for start, end in split_sentences(block.text):
                if (n, start) not in taken and (n, end - 1) not in taken:
                    yield Span(n, start, end, block.text[start:end])
