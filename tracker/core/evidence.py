"""What speaks for, and against, a change being the one a notice is about.

For a notice and each change of its history, `weigh_all` returns named clues, each a number between 0 and 1. They say
how much of the changed words the notice repeats, how much of the notice stands around the change, whether values
match or contradict, whether the kind of fact is the one the notice names, where and when the change was made, and
how all this stands beside the best of the other changes. No clue knows a publisher or a case; `model` weighs them.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property

from tracker.core.change import Change
from tracker.core.readings import Candidate, Reading, all_keys
from tracker.core.story import Story
from tracker.core.terms import Term

Clues = dict[str, float]

LITTLE = 6  # terms: a notice that says less is matched by accident
SHORT = 25  # characters: a value or a word
SENTENCE = 60  # characters: what is longer is a sentence, or most of one
MANY = 8  # terms: as many as a rewritten sentence has


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Where and when a notice stands: the versions in which it came or was reworded, and its own paragraph.

    `own_blocks` are the blocks it is part of, or speaks of as "this paragraph", by version, earlier ones included.
    """

    stated_in: tuple[int, ...]
    is_there_from_start: bool
    own_blocks: AbstractSet[tuple[int, int]]


class Weights:
    """How much a term says: the binary logarithm of its rarity in the story, and most for one that is not in it.

    The stories are only read when a weight is asked for: where there is no notice, none is.
    """

    def __init__(self, stories: Collection[Story]) -> None:
        self._stories = stories

    @cached_property
    def _weights(self) -> dict[str, int]:
        blocks = sorted({block.text for story in self._stories for block in story.blocks})
        counts = Counter(key for text in blocks for key in all_keys(text))
        return {key: (2 * len(blocks) // count).bit_length() for key, count in counts.items()}

    @cached_property
    def _unseen(self) -> int:
        return max(self._weights.values(), default=1)

    def of(self, keys: Iterable[str]) -> int:
        """Add up the weights of some terms."""
        return sum(self._weights.get(key, self._unseen) for key in keys)

    def share(self, part: AbstractSet[str], whole: AbstractSet[str]) -> float:
        """How much of the weight of `whole` lies in `part`."""
        total = self.of(whole)
        return self.of(whole & part) / total if total else 0.0


# Clues that are also read beside the best candidate: much in a history of few changes is little in a storm.
RELATIVE = (
    "notice in sentence",
    "part of the notice in sentence",
    "claim in sentence",
    "topic in sentence",
    "notice close by",
    "notice in block",
    "new words named",
    "old words named",
    "notice in new words",
    "notice in old words",
)


def weigh_all(
    notice: Reading, about: Circumstances, candidates: Sequence[Candidate], weights: Weights
) -> list[Clues]:
    """Return the clues for a notice and each of its candidates, in their order."""
    clues = [_weigh(notice, about, candidate, weights) for candidate in candidates]
    # A change made after the notice is rarely what it is about: it must not outshine one made before.
    so_far = [e for e, c in zip(clues, candidates, strict=True) if c.revision.new <= about.stated_in[0]] or clues
    best = {name: max((each[name] for each in so_far), default=0.0) for name in RELATIVE}
    best_pair = max((each["wrong became right"] for each in clues), default=0.0)
    in_step = Counter(candidate.revision.new for candidate in candidates if candidate.change.substantive)
    in_block = Counter(_block(candidate) for candidate in candidates)
    exchanges = Counter(candidate.exchange for candidate in candidates if candidate.exchange)
    of_kind = Counter(candidate.revision.new for candidate in candidates if notice.topics & candidate.topics)
    return [
        each
        | {f"{name}, beside the best": min(each[name] / best[name], 1.0) if best[name] else 0.0 for name in RELATIVE}
        | {
            "few changes in the step": (few := 1 / max(1, in_step[candidate.revision.new])),
            "kind of fact named, few changes": each["kind of fact named"] * few,
            "few of the kind named": each["kind of fact named"] / max(1, of_kind[candidate.revision.new]),
            "few of the kind named, no value given": each["kind of fact named, no value given"]
            / max(1, of_kind[candidate.revision.new]),
            "kind of fact named, in sentence": each["kind of fact named"]
            * (
                min(each["notice in sentence"] / best["notice in sentence"], 1.0)
                if best["notice in sentence"]
                else 0.0
            ),
            "few changes in the block": 1 / in_block[_block(candidate)],
            "made in several places": float(candidate.exchange is not None and exchanges[candidate.exchange] > 1),
            "another makes wrong right": best_pair - each["wrong became right"],
        }
        for each, candidate in zip(clues, candidates, strict=True)
    ]


def _block(candidate: Candidate) -> tuple[int, str, int]:
    new, old = candidate.change.new, candidate.change.old
    return (
        (candidate.revision.new, "new", new.block)
        if new
        else (candidate.revision.new, "old", old.block if old else 0)
    )


def _weigh(notice: Reading, about: Circumstances, candidate: Candidate, weights: Weights) -> Clues:
    return (
        _words(notice, candidate, weights)
        | _values(notice, candidate, weights)
        | _kinds(notice, candidate, weights)
        | _place_and_time(notice, about, candidate)
        | _size(notice, candidate)
    )


def _words(notice: Reading, candidate: Candidate, weights: Weights) -> Clues:
    """How far the words of the notice and the words of and around the change are the same."""
    gone, come = candidate.gone_keys, candidate.come_keys
    return {
        "new words named": weights.share(notice.keys, come),
        "old words named": weights.share(notice.keys, gone),
        "both sides named": float(bool(gone & notice.keys) and bool(come & notice.keys)),
        "notice in new words": weights.share(come, notice.keys),
        "notice in old words": weights.share(gone, notice.keys),
        "notice close by": weights.share(candidate.near, notice.keys),
        "notice in sentence": weights.share(candidate.sentence, notice.keys),
        "part of the notice in sentence": max(
            (weights.share(candidate.sentence, part) for part in notice.parts), default=0.0
        ),
        "notice in block": weights.share(candidate.block, notice.keys),
    }


def _values(notice: Reading, candidate: Candidate, weights: Weights) -> Clues:
    """Whether the values of the notice are those of the change, claim by claim."""
    gone, come = candidate.gone_keys, candidate.come_keys
    went = [weights.share(claim.wrong, gone) for claim in notice.claims if claim.wrong]
    came = [weights.share(claim.right, come) for claim in notice.claims if claim.right]
    both = [
        weights.share(claim.wrong, gone) * weights.share(claim.right, come)
        for claim in notice.claims
        if claim.wrong and claim.right
    ]
    return {
        "new value named": float(bool({t.key for t in candidate.come if _is_value(t)} & notice.keys)),
        "old value named": float(bool({t.key for t in candidate.gone if _is_value(t)} & notice.keys)),
        "old words are the wrong ones": max(went, default=0.0),
        "new words are the right ones": max(came, default=0.0),
        "wrong became right": max(both, default=0.0),
        "wrong words went": max((weights.share(gone, c.wrong) for c in notice.claims if c.wrong), default=0.0),
        "right words came": max((weights.share(come, c.right) for c in notice.claims if c.right), default=0.0),
        "claim in sentence": max((weights.share(candidate.sentence, c.all) for c in notice.claims), default=0.0),
        "topic in sentence": max(
            (weights.share(candidate.sentence, c.about) for c in notice.claims if c.about), default=0.0
        ),
        "wrong words came": max((weights.share(c.wrong - c.right, come) for c in notice.claims), default=0.0),
        "nearly the value named": float(_is_near(notice, candidate)),
        "number contradicted": float(_contradicts(notice, candidate)),
    }


def _is_value(term: Term) -> bool:
    return term.kind in ("number", "date", "name")


def _is_near(notice: Reading, candidate: Candidate) -> bool:
    """A number of the change is a number of the notice, rounded or as a percentage ("a quarter" of 24 percent)."""
    told = [term.value for term in notice.terms if term.value]
    changed = [term.value for term in (*candidate.gone, *candidate.come) if term.value]
    return any(
        a != b and (abs(a - b) * 25 <= b or a * 100 == b or b * 100 == a) for a in changed for b in told if a and b
    )


def _contradicts(notice: Reading, candidate: Candidate) -> bool:
    """The notice gives the right number, and the change put in another."""
    right = {key for claim in notice.claims for key in claim.right if key.startswith("#")}
    come = {term.key for term in candidate.come if term.kind == "number"}
    return bool(right and come and not right & come)


def _kinds(notice: Reading, candidate: Candidate, weights: Weights) -> Clues:
    """Whether the change is of the kind that the notice names."""
    change, topics = candidate.change, notice.topics & candidate.topics
    return {
        "kind of fact named": float(bool(topics)),
        "several kinds named": float(len(topics) > 1),
        "other kind named": float(bool(notice.topics) and not topics),
        "kind of fact named, no value given": float(bool(topics) and notice.is_topic_only),
        "other kind named, no value given": float(bool(notice.topics) and not topics and notice.is_topic_only),
        "counted thing named": float(bool(candidate.counted & notice.keys)),
        "removal said and done": (
            weights.share(notice.keys, candidate.gone_keys) if notice.is_removal and change.kind == "deleted" else 0.0
        ),
        "addition said and done": (
            weights.share(notice.keys, candidate.come_keys)
            if notice.is_addition and change.kind == "inserted"
            else 0.0
        ),
        "spelling said and done": float(notice.is_spelling and _respells(candidate)),
        "substantive": float(change.substantive),
        "touches a value": float(bool({"number", "date", "name"} & set(change.facts))),
        "no word of content": float(not candidate.gone and not candidate.come),
        "replaced": float(change.kind == "replaced"),
        "whole block": float(change.old is None or change.new is None),
    }


def _size(notice: Reading, candidate: Candidate) -> Clues:
    """How much the notice says and how much was changed."""
    change = candidate.change
    n_characters = sum(len(span.text) for span in (change.old, change.new) if span)
    return {
        "notice says little": float(len(notice.keys) < LITTLE),
        "notice gives a number": float(any(term.kind == "number" for term in notice.terms)),
        "few characters": float(n_characters < SHORT),
        "many terms": min(1.0, (len(candidate.gone) + len(candidate.come)) / MANY),
        "a sentence came": float(change.kind == "inserted" and n_characters >= SENTENCE),
        "touches a negation": float("negation" in change.facts),
    }


def _respells(candidate: Candidate) -> bool:
    """The change exchanged two words that share most of their pairs of letters."""
    return any(_alike(a.key, b.key) for a in candidate.gone for b in candidate.come)


def _alike(a: str, b: str) -> bool:
    pairs_a, pairs_b = (Counter(word[n : n + 2] for n in range(len(word) - 1)) for word in (a, b))
    total = pairs_a.total() + pairs_b.total()
    return a != b and total > 4 and 4 * (pairs_a & pairs_b).total() >= total


def _place_and_time(notice: Reading, about: Circumstances, candidate: Candidate) -> Clues:
    """When the change was made, beside when the notice came, and whether it is where the notice says."""
    change, made_in = candidate.change, candidate.revision.new
    in_headline = is_in_headline(change)
    return {
        "same step": float(made_in == about.stated_in[0]),
        "step of a rewording": float(made_in in about.stated_in[1:]),
        "earlier step": float(made_in < about.stated_in[0]),
        "later step": float(made_in > about.stated_in[-1]),
        "notice there from the start": float(about.is_there_from_start),
        "in the notice's own paragraph": float(_is_own(candidate, about)),
        "in headline": float(in_headline),
        "headline said and done": float(in_headline and "headline" in notice.where),
        "paragraph said and done": _in_paragraph(candidate, notice),
        "elsewhere said": float(_ELSEWHERE.search(notice.text.casefold()) is not None),
    }


_ELSEWHERE = re.compile(
    r"\b(?:graphs?|charts?|graphics?|maps?|photo(?:graph)?s?|pictures?|images?|videos?|print edition|some editions"
    r"|search engines?|social media|tweet|newsletter|my [\w. ]{0,20}column)\b"
)


def _in_paragraph(candidate: Candidate, notice: Reading) -> float:
    """How near the change is to the paragraph that the notice names: newsrooms miscount by a few."""
    span = candidate.change.new or candidate.change.old
    away = min((abs(span.block - n) for n in notice.paragraphs), default=9) if span else 9
    return max(0.0, 1 - away / 4)


def _is_own(candidate: Candidate, about: Circumstances) -> bool:
    old, new, revision = candidate.change.old, candidate.change.new, candidate.revision
    return bool(
        (old and (revision.old, old.block) in about.own_blocks)
        or (new and (revision.new, new.block) in about.own_blocks)
    )


def is_in_headline(change: Change) -> bool:
    """Whether a change was made in the first block, where that is short enough to be a headline."""
    return any(span is not None and span.block == 0 and span.start < 200 for span in (change.old, change.new))
