"""One flip of a headline test: whether its two wordings contradict each other, or only tell the story another way.

Wordings that take turns are no copy edits and no silent changes: readers saw both. But two facts of which readers saw
now one and now the other cannot both be true. So where each wording has a number, a date, a name or quoted words that
the other lacks, or only one of them says no, the flip stays among the silent changes, with the note that the headline
went back and forth. A fact that one wording tells and the other leaves out is no contradiction.

Some headlines write every word with a capital. It makes a name unless the story somewhere writes the word small; in
doubt it is a name, for a flip that is listed costs less than a fact that is not.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from tracker.core.change import Fact, Revision
from tracker.core.headline_tests import HeadlineTest
from tracker.core.noise import plain
from tracker.core.story import Story
from tracker.core.synonyms import unify
from tracker.core.terms import TermKind, find_terms
from tracker.core.verdict import pair, shortened
from tracker.core.wordings import Exchange, count_negations

NOTE = "the headline went back and forth"
_QUOTED = re.compile(r"(?<!\w)(['\"])(.+?)\1(?!\w)")  # in plain text


@dataclass(frozen=True, slots=True)
class Flip:
    """A change that a headline test made, and whether it exchanged a fact."""

    test: HeadlineTest
    is_contradiction: bool


def find_flips(revision: Revision, old: Story, new: Story, tests: Sequence[HeadlineTest]) -> dict[str, Flip]:
    """Return those changes of a revision that are of headline tests, by their ids.

    Where the wordings contradict each other in a way that no single change shows, all changes of the flip do.
    """
    flips: dict[str, Flip] = {}
    for test in tests:
        changes = [change for change in revision.changes if change.id in test.changes]
        exchanged = _find_exchanged(old, new, test) if changes else set()
        substantive = [change for change in changes if change.substantive]
        named = [change for change in substantive if exchanged & {*change.facts}] or substantive
        flips |= {change.id: Flip(test, bool(exchanged) and change in named) for change in changes}
    return flips


def judge_flip(
    exchange: Exchange, by_itself: tuple[str, str], flip: Flip
) -> tuple[Literal["silent", "headline_test"], str]:
    """Return the class of a change of a flip and the reason; `by_itself` is what it would be outside of a test."""
    if not flip.is_contradiction:
        wordings = (shortened(wording.headline) for wording in flip.test.wordings)
        return "headline_test", f"a headline test: {' ⇄ '.join(wordings)}"
    kind, reason = by_itself
    fact = f"the {exchange.change.facts[0]} changed: {pair(exchange)}"
    return "silent", f"{NOTE}; {reason if kind == 'silent' else fact}"


def _find_exchanged(old: Story, new: Story, test: HeadlineTest) -> set[Fact]:
    """Return the kinds of fact of which each of two wordings has one that the other lacks."""
    was, now = _read_head(old, test), _read_head(new, test)
    small = {key for story in (old, new) for block in story.blocks for key in _keys(block.text, "word")}
    exchanged: set[Fact] = {"negation"} if count_negations(was) != count_negations(now) else set()
    if _differ(*(_keys(text, "number") | _keys(text, "date") for text in (was, now))):
        exchanged |= {"number", "date"}  # a year is both
    if _differ(*(_keys(text, "name") - small for text in (was, now))):
        exchanged.add("name")
    if _differ(*({words for _, words in _QUOTED.findall(plain(text))} for text in (was, now))):
        exchanged.add("quotation")
    return exchanged


def _differ(was: set[str], now: set[str]) -> bool:
    return bool(was - now and now - was)


def _keys(text: str, kind: TermKind) -> set[str]:
    return {term.key for term in find_terms(unify(text)) if term.kind == kind}


def _read_head(story: Story, test: HeadlineTest) -> str:
    """Return the words that take turns: the headline, and the standfirst where it goes along."""
    kinds = ("headline", "standfirst") if test.has_standfirsts else ("headline",)
    return "\n".join(block.text for block in story.blocks if block.kind in kinds)
