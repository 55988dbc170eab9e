"""Notices: the passages in which a newsroom corrects, clarifies, updates or takes back this very story.

Each block is searched for an opening that has the signs of a notice (`signs.RULES`). A block that is a label by
itself is a heading, and the blocks after it are read with its authority for as long as they are notices.

What is never a notice: words in quotation marks; a correction of somebody else's that is quoted or has strayed in;
advice to readers; what will be done rather than has been; and a bare stamp ("Updated 3:15 p.m.").
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from tracker.core.admissions import Reading
from tracker.core.bystanders import (
    announces_quotation,
    is_about_another,
    is_erratum,
    is_posted,
    tells_what_was_removed,
)
from tracker.core.claims import read_claims
from tracker.core.dates import read_date
from tracker.core.kinds import tell_kind
from tracker.core.labels import find_heading
from tracker.core.notice import FoundNotice
from tracker.core.openings import Opening, Place, find_openings
from tracker.core.phrases import PHRASES
from tracker.core.phrases.matcher import Found, Matcher, matcher_of
from tracker.core.phrases.phrase import Phrase, Role
from tracker.core.signs import find_rule
from tracker.core.story import Block, Story

_TOP, _FOOT, _FOOT_SHARE = 5, 4, 0.15  # blocks that are the top and the foot, and the foot of a long story
_LONGEST = 20_000  # characters of a block that are read: its last, where notices are glued on
_READINGS = 512  # blocks kept as they were read: the versions of a story have most of theirs in common
_SHORTEST_PROSE = 500  # characters: in a shorter block a notice may begin before the sentence that admits
_LONGEST_STAMP = 40  # characters of a block that is but a date
_STAMP = 60  # characters before or after the admission that may hold the date
_ENDS = (".", ")", "]", "。", "）", "】", "*")  # of a notice, and of next to no headline
_CREDIT = re.compile(r"\b(?:contribut|report|edit|follow|e-?mail|reach|write|photo)|[@©]", re.IGNORECASE)
_ROLES: tuple[Role, ...] = (
    "label",
    "edit",
    "remark",
    "version",
    "this",
    "did",
    "recalls",
    "disowned",
    "hint",
    "dated",
    "regret",
    "corrects",
)


@dataclass(frozen=True, slots=True)
class _Hit:
    opening: Opening
    rule: str
    evidence: tuple[Found, ...]


def find_notices(story: Story, phrases: tuple[Phrase, ...] = PHRASES) -> tuple[FoundNotice, ...]:
    """Return the notices of a story in order, at most one a block.

    >>> from tracker.core.story import Block
    >>> found = find_notices(Story((Block("paragraph", "Correction: It is May, not June."),)))
    >>> found[0].kind, found[0].claims[0].wrong, found[0].claims[0].right
    ('correction', 'June', 'May')
    """
    return tuple(_walk(story, matcher_of((block.text[:_LONGEST] for block in story.blocks), phrases)))


def _walk(story: Story, matcher: Matcher) -> Iterator[FoundNotice]:
    """Read block after block: `heading` is the one in force, `quoted` tells that the last block was a bystander."""
    if is_erratum(story.headline):
        return
    heading: Reading | None = None
    before: Reading | None = None
    quoted = False
    for index, block in enumerate(story.blocks):
        reading = read_block(block.text[-_LONGEST:], matcher)
        if heading and before is None and _is_stamp(reading.text):
            heading = Reading(f"{heading.text} {reading.text}", matcher)
            continue
        is_heading = hit = None
        if _is_read(block) and (heading or block.kind == "notice" or _may_tell(reading)):
            is_heading = find_heading(reading)
            hit = None if is_heading else _find_hit(reading, _find_place(story, index, heading, before))
        quoted = hit is not None and _is_bystander(story, index, reading, hit, before, quoted)
        if hit and not quoted:
            yield _make_notice(index, len(block.text) - len(reading.text), reading, hit, heading)
        heading = reading if is_heading else heading if hit and not quoted else None
        before = None if is_heading else reading


@lru_cache(maxsize=_READINGS)
def read_block(text: str, matcher: Matcher) -> Reading:
    """Return the reading of a block, which is kept: what was found in it for one version is there for the next."""
    return Reading(text, matcher)


@lru_cache(maxsize=_READINGS)
def _may_tell(reading: Reading) -> bool:
    """Whether a block has any of the words without which it is no notice, unless it is called one."""
    return reading.matcher.has(reading.plain, *_ROLES)


def _is_read(block: Block) -> bool:
    """Whether a block may hold a notice: a headline only if it ends as none does, where a notice was taken for it."""
    return block.kind != "headline" or block.text.rstrip().endswith(_ENDS)


def _is_stamp(text: str) -> bool:
    """A date in a block of its own, between a heading and its notice."""
    return len(text) <= _LONGEST_STAMP and read_date(text) is not None


def _find_place(story: Story, index: int, heading: Reading | None, before: Reading | None) -> Place:
    n_foot = max(_FOOT, round(len(story.blocks) * _FOOT_SHARE))
    is_edge = index < _TOP or index >= len(story.blocks) - n_foot
    label = find_heading(heading) if heading else None
    return Place(story.blocks[index].kind, is_edge, index >= len(story.blocks) - 2, label, before is None)


def _find_hit(reading: Reading, place: Place) -> _Hit | None:
    for opening in find_openings(reading, place):
        rule = find_rule(reading, opening)
        if rule:
            return _Hit(opening, *rule)
    return None


def _is_bystander(
    story: Story, index: int, reading: Reading, hit: _Hit, before: Reading | None, quoted: bool
) -> bool:
    """A quotation goes on in the next block where that has no label of its own."""
    if is_posted(reading.text) or (before and announces_quotation(before)) or (quoted and not hit.opening.label):
        return True
    is_inline = hit.opening.is_marked and not hit.opening.is_whole  # in brackets inside the story's own prose
    if is_inline or tells_what_was_removed(reading):
        return False
    start = hit.opening.label.end if hit.opening.label else hit.opening.start
    return is_about_another(story, index, reading.text[start : hit.opening.end])


def _make_notice(index: int, offset: int, reading: Reading, hit: _Hit, heading: Reading | None) -> FoundNotice:
    start, end, label = _find_start(reading, hit), hit.opening.end, hit.opening.label
    body = label.end if label else start
    claims = read_claims(reading.text[start:end], reading.matcher)
    return FoundNotice(
        block=index,
        text=reading.text[start:end],
        span=(start + offset, end + offset),
        kind=tell_kind(reading, body, end, label or hit.opening.place.heading, claims),
        date=_find_date(reading, hit, heading),
        claims=claims,
        label=(label.start - start, label.end - start) if label else (0, 0),
        rule=f"{hit.rule}: {', '.join(dict.fromkeys(found.phrase.id for found in hit.evidence))}".rstrip(": "),
    )


def _find_start(reading: Reading, hit: _Hit) -> int:
    """A short block is a notice from its beginning: "Lind is a chemist. An earlier version of this story …"."""
    opening, before = hit.opening, reading.text[: hit.opening.start]
    is_own = len(reading.text) < _SHORTEST_PROSE and not (opening.label or opening.is_marked or opening.is_whole)
    return 0 if is_own and not _CREDIT.search(before) else opening.start


def _find_date(reading: Reading, hit: _Hit, heading: Reading | None) -> date | None:
    """Look where a newsroom dates a notice: its label, its heading, and the words around the admission."""
    text, opening = reading.text, hit.opening
    pieces = [text[opening.start : opening.label.end]] if opening.label else []
    pieces += [heading.text] if heading else []
    for found in hit.evidence:
        pieces.append(text[max(opening.start, found.start - _STAMP) : found.start])
        if found.phrase.role in ("fixed", "did", "hint"):
            end = next(end for _, end in reading.sentences if end >= found.end)
            pieces.append(text[found.start : min(end, found.end + _STAMP)])
    return next(filter(None, map(read_date, pieces)), None)
