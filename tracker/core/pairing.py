"""Which blocks of two versions may go with each other: pairs of equal and of similar texts, weighed.

A pair weighs what the words weigh that it shares (`likeness`); what becomes of the pairs is `align`'s business. The
work is bounded: a text is compared with the few that share its rarest words or are its nearest copies, not with all.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from tracker.core.chain import Pair
from tracker.core.likeness import Bag, Likeness

# A pair is "similar" when it shares this much of its weight, in percent. Paragraphs rewritten around one kept
# quotation share about a third.
SIMILAR_PERCENT = 34
SLOT_PERCENT = 15  # for the only text between two matched ones, whose place speaks for it
MAX_CANDIDATES = 12  # texts that a text is compared with
MAX_POSTINGS = 64  # a word standing in more texts than this proposes no candidates

Match = dict[int, int]  # index of a new text → index of the old text it goes with


def identical_pairs(old: Sequence[str], new: Sequence[str], likeness: Likeness) -> Iterator[Pair]:
    """Pair equal texts. A text standing many times pairs its nearest copies only."""
    places: dict[str, list[int]] = defaultdict(list)
    for o, text in enumerate(old):
        places[text].append(o)
    for n, text in enumerate(new):
        for o in _nearest(n, places.get(text, [])):
            yield Pair(o, n, 4 * likeness.old_weights[o] + 2)


def _nearest(n: int, places: list[int]) -> list[int]:
    at = bisect_left(places, n)
    near = places[max(at - MAX_CANDIDATES, 0) : at + MAX_CANDIDATES]
    return sorted(near, key=lambda o: (abs(o - n), o))[:MAX_CANDIDATES]


def similar_pairs(old: Sequence[str], new: Sequence[str], likeness: Likeness) -> Iterator[Pair]:
    """Pair texts that share much of their words, among those without an identical twin."""
    old_texts, new_texts = set(old), set(new)
    postings: dict[str, list[int]] = defaultdict(list)
    for o, text in enumerate(old):
        if text not in new_texts:
            for word in likeness.old[o]:
                postings[word].append(o)
    for n, text in enumerate(new):
        if text in old_texts:
            continue
        for o in _candidates(n, likeness.new[n], postings, likeness.weights):
            shared = likeness.shared(o, n)
            alike = likeness.share(o, n, shared)
            if alike >= SIMILAR_PERCENT:
                yield Pair(o, n, 1 + shared * alike // 50)


def _candidates(n: int, bag: Bag, postings: Mapping[str, Sequence[int]], weights: Mapping[str, int]) -> list[int]:
    """The old texts that share the most weight with a new one, of words that do not stand everywhere."""
    scores: Counter[int] = Counter()
    for word in bag:
        found = postings.get(word, ())
        if len(found) <= MAX_POSTINGS:
            for o in found:
                scores[o] += weights[word]
    return sorted(scores, key=lambda o: (-scores[o], abs(o - n), o))[:MAX_CANDIDATES]


def same_slot(in_place: Match, likeness: Likeness) -> Match:
    """Pair the only leftover texts between two matched ones when they share a little: a sentence rewritten."""
    stops = [(-1, -1), *sorted(in_place.items()), (len(likeness.new), len(likeness.old))]
    return {
        n + 1: o + 1
        for (n, o), (next_n, next_o) in pairwise(stops)
        if next_n - n == next_o - o == 2 and likeness.percent(o + 1, n + 1) >= SLOT_PERCENT
    }
