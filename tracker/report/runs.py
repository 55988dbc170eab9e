"""One row of a revision, cut into the runs of words that a redline prints.

The blocks of a row are read as one text with a `BREAK` between them, as `core.change` does, and cut where a
change begins or ends, where words are evidence for a link, and where a passage begins or ends. Runs that are not
`inserted` join to the old text, those that are not `deleted` to the new one: inline and side by side print the
same runs. A passage that begins or ends inside a change is widened to the whole change.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import Literal

from tracker.core.change import BREAK, Change, Row
from tracker.core.story import Story
from tracker.report.findings import Findings, Mark, NoticeRef

RunKind = Literal["same", "inserted", "deleted"]


@dataclass(frozen=True, slots=True)
class Run:
    """Words printed in one way; a text of `BREAK` alone is the break between two blocks."""

    kind: RunKind
    text: str
    is_evidence: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """The runs of one change, or unchanged words when `mark` is None."""

    runs: tuple[Run, ...]
    mark: Mark | None = None

    @property
    def stretches(self) -> tuple[tuple[Run, ...], ...]:
        """Its runs, those of one kind that follow each other together; a break between blocks stands alone."""
        stretches = groupby(self.runs, key=lambda run: (run.kind, run.text == BREAK))
        return tuple(tuple(runs) for _, runs in stretches)


@dataclass(frozen=True, slots=True)
class Group:
    """Consecutive pieces within the same passages; `opens` are those that begin here.

    `closes` are those that end here, but for the notices that a change inside already leads to.
    """

    pieces: tuple[Piece, ...]
    passages: tuple[NoticeRef, ...] = ()
    opens: tuple[NoticeRef, ...] = ()
    closes: tuple[NoticeRef, ...] = ()


@dataclass(frozen=True, slots=True)
class PassageSpan:
    """A half-open span of the new text of a row, with the notice whose passage it is."""

    start: int
    end: int
    notice: NoticeRef


def joined(story: Story, blocks: tuple[int, ...]) -> tuple[str, dict[int, int]]:
    """Return the blocks of one side of a row as one text, and where each starts in it."""
    texts = [story.blocks[block].text for block in blocks]
    starts, offset = {}, 0
    for block, text in zip(blocks, texts, strict=True):
        starts[block] = offset
        offset += len(text) + len(BREAK)
    return BREAK.join(texts), starts


def cut_row(
    old: Story, row: Row, changes: tuple[Change, ...], passages: tuple[PassageSpan, ...], findings: Findings
) -> tuple[Group, ...]:
    """Cut a row into groups of pieces; `changes` are those inside the row, in order, without `moved`."""
    text, starts = joined(old, row.old)
    bounds = sorted({at for passage in passages for at in (passage.start, passage.end)})
    placed, at_old, at_new = list[tuple[int, Piece]](), 0, 0
    for change in changes:
        start = _start(change, starts)
        placed += _same(text[at_old:start], at_new, bounds)
        at_new += start - at_old
        piece = _changed(change, findings)
        placed.append((at_new, piece))
        at_old = start + _length(piece, "deleted")
        at_new += _length(piece, "inserted")
    placed += _same(text[at_old:], at_new, bounds)
    return tuple(_grouped(placed, passages))


def _start(change: Change, starts: dict[int, int]) -> int:
    """Return where a change begins in the joined old text."""
    if change.old is None:
        return 0
    return starts[change.old.block] + change.old.start - (len(BREAK) if change.kind == "merged" else 0)


def _same(text: str, at: int, bounds: list[int]) -> Iterator[tuple[int, Piece]]:
    """Cut unchanged words at the bounds of passages; `at` is their place in the new text."""
    inner = [bound - at for bound in bounds if at < bound < at + len(text)]
    for start, end in pairwise([0, *inner, len(text)]):
        if start < end:
            yield at + start, Piece(tuple(_at_breaks(Run("same", text[start:end]))))


def _changed(change: Change, findings: Findings) -> Piece:
    was, now = change.old.text if change.old else "", change.new.text if change.new else ""
    if change.kind == "split":
        now = BREAK
    if change.kind == "merged":
        was = BREAK
    evidence = findings.evidence(change)
    runs: list[Run] = []
    for side, span, kind, text in (("old", change.old, "deleted", was), ("new", change.new, "inserted", now)):
        spans = [(e.span[0] - span.start, e.span[1] - span.start) for e in evidence if span and e.side == side]
        runs += (part for run in _at_evidence(Run(kind, text), spans) for part in _at_breaks(run))  # type: ignore[arg-type]
    return Piece(tuple(runs), findings.mark(change))


def _at_evidence(run: Run, spans: list[tuple[int, int]]) -> Iterator[Run]:
    """Cut a run where its words begin or end to be evidence; a span may reach beyond the run."""
    length = len(run.text)
    inner = {min(max(at, 0), length) for span in spans for at in span}
    for start, end in pairwise(sorted({0, length} | inner)):
        is_evidence = any(a <= start and end <= b for a, b in spans)
        yield replace(run, text=run.text[start:end], is_evidence=is_evidence)


def _at_breaks(run: Run) -> Iterator[Run]:
    for number, text in enumerate(run.text.split(BREAK)):
        if number:
            yield replace(run, text=BREAK)
        if text:
            yield replace(run, text=text)


def _length(piece: Piece, kind: RunKind) -> int:
    return sum(len(run.text) for run in piece.runs if run.kind == kind)


def _grouped(placed: list[tuple[int, Piece]], passages: tuple[PassageSpan, ...]) -> Iterator[Group]:
    """Put consecutive pieces of the same passages together, and say where each passage begins and ends."""
    covers = [(_covering(at, piece, passages), piece) for at, piece in placed]
    groups = [(refs, tuple(p for _, p in items)) for refs, items in groupby(covers, key=lambda item: item[0])]
    for number, (refs, pieces) in enumerate(groups):
        before = {ref for earlier, _ in groups[:number] for ref in earlier}
        after = {ref for later, _ in groups[number + 1 :] for ref in later}
        after |= {ref for piece in pieces if piece.mark for ref in piece.mark.notices}
        opens, closes = (tuple(ref for ref in refs if ref not in others) for others in (before, after))
        yield Group(pieces, refs, opens, closes)


def _covering(at: int, piece: Piece, passages: tuple[PassageSpan, ...]) -> tuple[NoticeRef, ...]:
    """Return the notices in whose passage a piece lies; a deletion, a point, must lie strictly inside."""
    end = at + sum(len(run.text) for run in piece.runs if run.kind != "deleted")
    return tuple(passage.notice for passage in passages if passage.start < end and at < passage.end)
