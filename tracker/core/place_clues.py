"""Clues of place and time: when a change was made, beside when the notice came, and whether it is where it says."""

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from tracker.core.change import Change
from tracker.core.readings import Candidate, Reading

Clues = dict[str, float]

_PICTURE = re.compile(r"\b(?:graphs?|charts?|graphics?|maps?|photo(?:graph)?s?|pictures?|images?|videos?)\b")
_OTHER_EDITION = re.compile(
    r"\b(?:print edition|some editions|in print|audio (?:version|edition)|podcast|emailed version|by e-?mail"
    r"|news email|search engines?|social media|tweet|newsletter|my [\w. ]{0,20}column|transcript of)\b"
)


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Where and when a notice stands: the versions in which it came or was reworded, and its own paragraph.

    `own_blocks` are the blocks it is part of, or speaks of as "this paragraph", by version, earlier ones included.
    `others_stated_in` are the versions in which other notices came.
    """

    stated_in: tuple[int, ...]
    is_there_from_start: bool
    own_blocks: AbstractSet[tuple[int, int]]
    others_stated_in: AbstractSet[int] = frozenset()
    is_retraction: bool = False


def weigh_place(notice: Reading, about: Circumstances, candidate: Candidate) -> Clues:
    """When the change was made, beside when the notice came, and whether it is where the notice says."""
    change, made_in = candidate.change, candidate.revision.new
    in_headline = is_in_headline(change)
    return {
        "same step": float(made_in == about.stated_in[0]),
        "step of a rewording": float(made_in in about.stated_in[1:]),
        "earlier step": float(made_in < about.stated_in[0]),
        "later step": float(made_in > about.stated_in[-1]),
        "step of another notice": float(made_in in about.others_stated_in and made_in not in about.stated_in),
        "notice there from the start": float(about.is_there_from_start),
        "text retracted": float(about.is_retraction),
        "in the notice's own paragraph": float(_is_own(candidate, about)),
        "in headline": float(in_headline),
        "headline said and done": float(in_headline and "headline" in notice.where),
        "paragraph said and done": _in_paragraph(candidate, notice),
        "picture said": float(_PICTURE.search(notice.text.casefold()) is not None),
        "other edition said": float(_OTHER_EDITION.search(notice.text.casefold()) is not None),
    }


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
