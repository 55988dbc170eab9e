"""Clues of kind and size: whether a change is of the kind that the notice names, and how much was changed."""

from collections import Counter

from tracker.core.place_clues import Clues
from tracker.core.rarity import Rarity
from tracker.core.readings import Candidate, Reading
from tracker.core.topic_table import NARROW

LITTLE = 6  # terms: a notice that says less is matched by accident
SHORT = 25  # characters: a value or a word
SENTENCE = 60  # characters: what is longer is a sentence, or most of one


def weigh_kind(notice: Reading, candidate: Candidate, rarity: Rarity) -> Clues:
    """Whether the change is of the kind that the notice names."""
    change, topics = candidate.change, notice.topics & candidate.topics
    return {
        "kind of fact named": float(bool(topics)),
        "narrow kind of fact named": float(bool(topics & NARROW)),
        "several kinds named": float(len(topics) > 1),
        "kind of fact named, no value given": float(bool(topics) and notice.is_topic_only),
        "other kind named, no value given": float(bool(notice.topics) and not topics and notice.is_topic_only),
        "counted thing named": float(bool(candidate.counted & notice.keys)),
        "removal said and done": (
            rarity.share(notice.keys, candidate.gone_keys) if notice.is_removal and change.kind == "deleted" else 0.0
        ),
        "spelling said and done": float(notice.is_spelling and _respells(candidate)),
        "substantive": float(change.substantive),
        "same in other words": float(candidate.is_style and not (notice.is_spelling and _respells(candidate))),
        "touches a value": float(bool({"number", "date", "name"} & set(change.facts))),
        "no word of content": float(not candidate.gone and not candidate.come),
        "whole block": float(change.old is None or change.new is None),
    }


def weigh_size(notice: Reading, candidate: Candidate) -> Clues:
    """How much the notice says and how much was changed."""
    change = candidate.change
    n_characters = sum(len(span.text) for span in (change.old, change.new) if span)
    return {
        "notice says little": float(len(notice.keys) < LITTLE),
        "notice gives a number": float(any(term.kind == "number" for term in notice.terms)),
        "few characters": float(n_characters < SHORT),
        "a sentence came": float(change.kind == "inserted" and n_characters >= SENTENCE),
        "touches a negation": float("negation" in change.facts),
    }


def _respells(candidate: Candidate) -> bool:
    """The change exchanged two words that share most of their pairs of letters, or but their capitals."""
    old, new = (span.text if span else "" for span in (candidate.change.old, candidate.change.new))
    if not candidate.gone and not candidate.come:
        return old.casefold() == new.casefold() and old != new
    return any(_alike(a.key, b.key) for a in candidate.gone for b in candidate.come if "name" in (a.kind, b.kind))


def _alike(a: str, b: str) -> bool:
    pairs_a, pairs_b = (Counter(word[n : n + 2] for n in range(len(word) - 1)) for word in (a, b))
    total = pairs_a.total() + pairs_b.total()
    return a != b and total > 4 and 4 * (pairs_a & pairs_b).total() >= total
