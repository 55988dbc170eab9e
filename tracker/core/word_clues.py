"""Clues of words and values: how much of the changed words a notice repeats, and whether its values are theirs."""

import re

from tracker.core.place_clues import Clues
from tracker.core.rarity import Rarity
from tracker.core.readings import Candidate, Reading
from tracker.core.terms import Term

_WORD = re.compile(r"[^\W_]+")
_QUOTED = re.compile(r"(?<!\w)[\"“‘']([^\"“”‘’']{1,40})[\"”’'](?!\w)")


def weigh_words(notice: Reading, candidate: Candidate, rarity: Rarity) -> Clues:
    """How far the words of the notice and the words of and around the change are the same."""
    gone, come = candidate.gone_keys, candidate.come_keys
    return {
        "new words named": rarity.share(notice.keys, come),
        "old words named": rarity.share(notice.keys, gone),
        "both sides named": float(bool(gone & notice.keys) and bool(come & notice.keys)),
        "notice in new words": rarity.share(come, notice.keys),
        "notice in old words": rarity.share(gone, notice.keys),
        "notice close by": rarity.share(candidate.near, notice.keys),
        "notice in sentence": rarity.share(candidate.sentence, notice.keys),
        "part of the notice in sentence": max(
            (rarity.share(candidate.sentence, part) for part in notice.parts), default=0.0
        ),
        "notice in block": rarity.share(candidate.block, notice.keys),
    }


def weigh_values(notice: Reading, candidate: Candidate, rarity: Rarity) -> Clues:
    """Whether the values of the notice are those of the change, claim by claim."""
    gone, come = candidate.gone_keys, candidate.come_keys
    went = [rarity.share(claim.wrong, gone) for claim in notice.claims if claim.wrong]
    came = [rarity.share(claim.right, come) for claim in notice.claims if claim.right]
    both = [
        rarity.share(claim.wrong, gone) * rarity.share(claim.right, come)
        for claim in notice.claims
        if claim.wrong and claim.right
    ]
    return {
        "new value named": float(bool({t.key for t in candidate.come if _is_value(t)} & notice.keys)),
        "old value named": float(bool({t.key for t in candidate.gone if _is_value(t)} & notice.keys)),
        "old words are the wrong ones": max(went, default=0.0),
        "new words are the right ones": max(came, default=0.0),
        "wrong became right": max(both, default=0.0),
        "wrong words went": max((rarity.share(gone, c.wrong) for c in notice.claims if c.wrong), default=0.0),
        "right words came": max((rarity.share(come, c.right) for c in notice.claims if c.right), default=0.0),
        "claim in sentence": max((rarity.share(candidate.sentence, c.all) for c in notice.claims), default=0.0),
        "topic in sentence": max(
            (rarity.share(candidate.sentence, c.about) for c in notice.claims if c.about), default=0.0
        ),
        "wrong words came": max((rarity.share(c.wrong - c.right, come) for c in notice.claims), default=0.0),
        "nearly the value named": float(_is_near(notice, candidate)),
        "quoted words exchanged": float(_is_quoted(notice, candidate)),
        "number contradicted": float(_contradicts(notice, candidate)),
    }


def _is_value(term: Term) -> bool:
    return term.kind in ("number", "date", "name")


def _is_near(notice: Reading, candidate: Candidate) -> bool:
    """A number of the change is one of the notice, rounded, or as a percentage ("a quarter" of 24 percent)."""
    told = [term.value for term in notice.terms if term.value]
    changed = [term.value for term in (*candidate.gone, *candidate.come) if term.value]
    return any(a != b and (abs(a - b) * 25 <= b or a * 100 == b or b * 100 == a) for a in changed for b in told)


def _is_quoted(notice: Reading, candidate: Candidate) -> bool:
    """The change took or put words that the notice quotes: "dropped word 'not'"."""
    change = candidate.change
    changed = [_words_of(span.text) for span in (change.old, change.new) if span]
    quoted = [_words_of(match[1]) for match in _QUOTED.finditer(notice.text)]
    return any(words in text for words in quoted if words.strip() for text in changed)


def _words_of(text: str) -> str:
    """The words of a text between single spaces, so that whole words are found in it."""
    return f" {' '.join(_WORD.findall(text.casefold()))} "


def _contradicts(notice: Reading, candidate: Candidate) -> bool:
    """The notice gives the right number, and the change put in another."""
    right = {key for claim in notice.claims for key in claim.right if key.startswith("#")}
    come = {term.key for term in candidate.come if term.kind == "number"}
    return bool(right and come and not right & come)
