"""Whether a page is a version of its story, the same once more, or only something seen.

A version is what a reader would call another text: other words in the headline, the standfirst, a caption, a notice
or the body. What is no version is told with its reason, for the ledger of runs: a page that stands in for the story,
a story that was cut off by a wall, another story or another language at the same address. A stub never takes the
place of a story, and no rule looks at the clock.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from tracker.capture.extract import Extract
from tracker.capture.stubs import find_stub, find_wall
from tracker.capture.volatile import drop_volatile
from tracker.core.story import Story
from tracker.core.terms import find_terms

CUT_OFF = 0.6  # of the words of the version before: what a wall leaves is less
LEAST_ALIKE = 0.25  # of the terms of the shorter text; real revisions share half or more, other stories less
ENOUGH = 20  # terms that each side has, so that it can be told whether they are alike

Kind = Literal["version", "unchanged", "observed"]


@dataclass(frozen=True, slots=True)
class Known:
    """The newest version of a story that the archive holds, and the language its page stated."""

    story: Story
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """What a page is to the archive, with the reason in words; `story` is what to record, of a version alone."""

    kind: Kind
    reason: str
    story: Story | None = None


def decide(known: Known | None, extract: Extract) -> Decision:
    """Decide what a page is, given the newest version of its story."""
    story = drop_volatile(extract.story)
    stub = "no story can be found in the page" if not story.blocks else find_stub(story)
    if stub:
        return Decision("observed", stub)
    if known is None:
        return Decision("version", "first seen", story)
    if story.digest == known.story.digest:
        return Decision("unchanged", "the same text")
    if _is_other(known.story, story):
        return Decision("observed", _other(known.language, extract.facts.language))
    if wall := _find_cut(known.story, story):
        return Decision("observed", wall)
    return Decision("version", "other words", story)


def _is_other(known: Story, story: Story) -> bool:
    """Say whether a story is not what is known as it: another headline, and hardly a term in common."""
    likeness = find_likeness(known, story)
    return story.headline != known.headline and likeness is not None and likeness < LEAST_ALIKE


def find_likeness(known: Story, story: Story) -> float | None:
    """Return the terms that both have, as a share of those of the one that has fewer; None where these are few."""
    old, new = _terms(known), _terms(story)
    fewer = min(old.total(), new.total())
    return (old & new).total() / fewer if fewer >= ENOUGH else None


def _other(was: str | None, now: str | None) -> str:
    """Say what else stands at the address."""
    languages = [(language or "").partition("-")[0].lower() for language in (was, now)]
    if all(languages) and languages[0] != languages[1]:
        return f"the story in another language ({languages[1]}, not {languages[0]})"
    return "another story at the same address"


def _find_cut(old: Story, new: Story) -> str | None:
    """Say so when a wall left only the beginning of the story: fewer words, nearly all old, and an invitation."""
    texts = [block.text for block in new.blocks if block.kind != "headline"]
    wall = find_wall(texts)
    if wall is None or find_wall([block.text for block in old.blocks]):
        return None
    before = {block.text for block in old.blocks}
    kept = [text for text in texts if any(text.rstrip("….") in whole for whole in before)]
    is_less = _n_words(kept) < CUT_OFF * _n_words([block.text for block in old.blocks if block.kind != "headline"])
    others = [text for text in texts if text not in kept and find_wall([text]) is None]
    return f"cut off by {wall}" if is_less and _n_words(others) <= _n_words(kept) else None


def _n_words(texts: Sequence[str]) -> int:
    return sum(len(text.split()) for text in texts)


def _terms(story: Story) -> Counter[str]:
    return Counter(term.key for block in story.blocks for term in find_terms(block.text))
