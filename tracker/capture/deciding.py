"""Whether a page is a version of its story, the same once more, or only something seen.

A version is what a reader would call another text: other words in the headline, the standfirst, a caption, a notice
or the body. What is no version is told with its reason, for the ledger of runs: a page that stands in for the story,
a story that was cut off, another story or another language at the same address. A stub never takes the place of a
story, not even of one that is not known yet, and no rule looks at the clock.
"""

from collections import Counter
from dataclasses import dataclass
from typing import Literal

from tracker.capture.checks import SAME
from tracker.capture.cuts import find_cut, find_fragment
from tracker.capture.extract import Extract
from tracker.capture.stubs import find_stub
from tracker.core.story import Story
from tracker.core.terms import find_terms

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
    story = extract.story
    cut = {"is_broken_off": extract.is_broken_off, "is_for_payers": extract.facts.is_for_payers}
    if known is None:
        stub = find_stub(story) or find_fragment(story, **cut)
        return Decision("observed", stub) if stub else Decision("version", "first seen", story)
    if story.digest == known.story.digest:
        return Decision("unchanged", SAME)
    is_renamed = story.headline != known.story.headline  # no stub has the headline of the story
    if is_renamed and (reason := find_stub(story) or _find_other(known, story, extract.facts.language)):
        return Decision("observed", reason)
    if reason := find_cut(known.story, story, **cut):
        return Decision("observed", reason)
    return Decision("version", "other words", story)


def find_likeness(known: Story, story: Story, fewest: int = ENOUGH) -> float | None:
    """Return the terms that both have, as a share of those of the one that has fewer; None where that is too few."""
    old, new = _terms(known), _terms(story)
    fewer = min(old.total(), new.total())
    return (old & new).total() / fewer if fewer >= fewest else None


def _find_other(known: Known, story: Story, language: str | None) -> str | None:
    """Say so when another story, or the story in another language, stands at the address."""
    was, now = ((each or "").partition("-")[0].lower() for each in (known.language, language))
    is_translated = bool(was and now) and was != now
    likeness = find_likeness(known.story, story, 1 if is_translated else ENOUGH)
    if likeness is None or likeness >= LEAST_ALIKE:
        return None
    return (
        f"the story in another language ({now}, not {was})" if is_translated else "another story at the same address"
    )


def _terms(story: Story) -> Counter[str]:
    return Counter(term.key for block in story.blocks for term in find_terms(block.text))
