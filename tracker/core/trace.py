"""Where words of one version stand in a later one.

A span is carried through the revisions between two versions: its block by the rows, its place in the block by the
changes. Words that were replaced are carried to what replaced them; words whose block was deleted are lost, and
words deleted inside a block are carried to the point where they stood.
"""

from collections.abc import Mapping, Sequence

from tracker.core.change import BREAK, Change, Revision, Row, Span
from tracker.core.story import Story

_Joined = tuple[int, int, int, int]  # an edit in the joined text of a row: old start, old end, new start, new end


def trace(span: Span, stories: Mapping[int, Story], revisions: Sequence[Revision]) -> Span | None:
    """Return where a span stands after some consecutive revisions, or None when its block was deleted on the way.

    `stories` holds the versions that the revisions lead from and to, by number.
    """
    for revision in revisions:
        old, new = stories[revision.old], stories[revision.new]
        row = next(row for row in revision.rows if span.block in row.old)
        if not row.new:
            return None
        span = _carry(span, row, _joined_edits(row, revision.changes, old, new), old, new)
    return span


def trace_block(block: int, revisions: Sequence[Revision]) -> int | None:
    """Return the index of a block after some revisions, or None when it was deleted on the way."""
    for revision in revisions:
        row = next(row for row in revision.rows if block in row.old)
        if not row.new:
            return None
        block = row.new[min(row.old.index(block), len(row.new) - 1)]
    return block


def _starts(blocks: Sequence[int], story: Story) -> dict[int, int]:
    """Where each block of a row begins in the joined text."""
    starts, at = {}, 0
    for block in blocks:
        starts[block] = at
        at += len(story.blocks[block].text) + len(BREAK)
    return starts


def _joined_edits(row: Row, changes: Sequence[Change], old: Story, new: Story) -> list[_Joined]:
    old_starts, new_starts = _starts(row.old, old), _starts(row.new, new)
    edits = []
    for change in changes:
        if change.kind != "moved" and change.old and change.new and change.old.block in old_starts:
            start = old_starts[change.old.block] + change.old.start
            new_start = new_starts[change.new.block] + change.new.start
            edits.append(
                (
                    start - len(BREAK) * (change.kind == "merged"),
                    start + len(change.old.text),
                    new_start - len(BREAK) * (change.kind == "split"),
                    new_start + len(change.new.text),
                )
            )
    return edits


def _carry(span: Span, row: Row, edits: list[_Joined], old: Story, new: Story) -> Span:
    base = _starts(row.old, old)[span.block]
    start, end = _carry_start(base + span.start, edits), _carry_end(base + span.end, edits)
    starts = _starts(row.new, new)
    block = max((b for b in row.new if starts[b] <= start), key=lambda b: starts[b])
    text = new.blocks[block].text
    start = min(start - starts[block], len(text))
    end = min(max(end - starts[block], start), len(text))
    return Span(block, start, end, text[start:end])


def _carry_start(at: int, edits: list[_Joined]) -> int:
    shift = 0
    for start, end, new_start, new_end in edits:
        if start <= at < end:
            return new_start
        if end <= at:
            shift = new_end - end
    return at + shift


def _carry_end(at: int, edits: list[_Joined]) -> int:
    shift = 0
    for start, end, _, new_end in edits:
        if start < at <= end:
            return new_end
        if end <= at and start < at:
            shift = new_end - end
    return at + shift
