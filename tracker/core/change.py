"""What a diff says: rows of aligned blocks, and the changes inside them, as values that apply both ways.

A `Revision` is the difference between two consecutive versions. Its `rows` tell which blocks of the two sides
belong together; its `changes` tell which words differ. The two together are complete:
`apply(old, revision) == new`, and `apply(new, invert(revision)) == old`.

Spans are half-open, in code points of the text of the block they cite, and carry the text they cite.
How changes are found is `diff`'s business; this module refuses to know.
"""

from dataclasses import dataclass, replace
from typing import Literal, get_args

from tracker.core.story import Block, BlockKind, Story

ChangeKind = Literal["replaced", "inserted", "deleted", "moved", "split", "merged"]
Fact = Literal[
    "number", "date", "name", "quotation", "negation", "attribution", "wording", "punctuation", "whitespace"
]
FACTS: tuple[Fact, ...] = get_args(Fact)
Relation = Literal["same", "edited", "moved", "inserted", "deleted", "split", "merged"]

BREAK = "\0"  # stands between the blocks of a row when they are read as one text; no block contains it


@dataclass(frozen=True, slots=True)
class Span:
    """Words of one block: `text == blocks[block].text[start:end]`; a point when `start == end`."""

    block: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """One edit inside a revision.

    `replaced` has words on both sides. `inserted` and `deleted` have words on one side and, on the other, the
    point where they came or went, or None when the whole block came or went. `moved` cites the whole block on
    both sides; what was edited on the way are changes of their own. `split` cites the white space that became a
    paragraph break (old) and the point at the start of the new paragraph (new); `merged` is its mirror image.
    """

    id: str
    kind: ChangeKind
    old: Span | None
    new: Span | None
    facts: tuple[Fact, ...] = ()
    substantive: bool = False
    hidden_by: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """Blocks of the two sides that belong together, by index, with the kinds of the blocks on each side."""

    relation: Relation
    old: tuple[int, ...]
    new: tuple[int, ...]
    old_kinds: tuple[BlockKind, ...]
    new_kinds: tuple[BlockKind, ...]


@dataclass(frozen=True, slots=True)
class Revision:
    """The difference between version `old` and version `new` (their numbers, from 1).

    `rows` are in the order of the new text, a deleted block standing after the row its old predecessor is in.
    `changes` are in the order of the rows.
    """

    old: int
    new: int
    rows: tuple[Row, ...]
    changes: tuple[Change, ...]


def apply(old: Story, revision: Revision) -> Story:
    """Return the new story that `revision` makes of `old`. Raises `ValueError` when it was made for another text."""
    edits = _edits_by_row(revision)
    blocks: dict[int, Block] = {}
    for number, row in enumerate(revision.rows):
        text = _patch(old, row, edits.get(number, ()))
        parts = text.split(BREAK) if len(row.new) > 1 else [text]
        if row.new and len(parts) != len(row.new):
            raise ValueError(f"revision {revision.old} to {revision.new} does not fit this text")
        blocks.update(
            (index, Block(kind, part)) for index, kind, part in zip(row.new, row.new_kinds, parts, strict=False)
        )
    return Story(tuple(block for _, block in sorted(blocks.items())))


def _edits_by_row(revision: Revision) -> dict[int, list[Change]]:
    """Sort the changes into the rows they belong to; a moved block is told by its row, not by an edit."""
    row_of = {("old", b): n for n, row in enumerate(revision.rows) for b in row.old}
    row_of |= {("new", b): n for n, row in enumerate(revision.rows) for b in row.new}
    edits: dict[int, list[Change]] = {}
    for change in revision.changes:
        if change.kind != "moved":
            side = ("old", change.old.block) if change.old else ("new", change.new.block if change.new else -1)
            edits.setdefault(row_of[side], []).append(change)
    return edits


def _patch(old: Story, row: Row, edits: "list[Change] | tuple[()]") -> str:
    """Replace the cited old words of a row by the new ones, checking that they are there."""
    starts, offset = {}, 0
    for block in row.old:
        starts[block] = offset
        offset += len(old.blocks[block].text) + len(BREAK)
    text = BREAK.join(old.blocks[block].text for block in row.old)
    done, at = [], 0
    for change in edits:
        start = starts[change.old.block] + change.old.start if change.old else 0
        was, now = _words(change)
        if change.kind == "merged":
            start -= len(BREAK)
        if text[start : start + len(was)] != was or start < at:
            raise ValueError(f"change {change.id} does not fit this text")
        done += [text[at:start], now]
        at = start + len(was)
    return "".join([*done, text[at:]])


def _words(change: Change) -> tuple[str, str]:
    """Return what a change takes out of the joined text of its row and what it puts in."""
    was, now = change.old.text if change.old else "", change.new.text if change.new else ""
    if change.kind == "split":
        return was, BREAK
    if change.kind == "merged":
        return BREAK, now
    return was, now


_MIRROR: dict[str, str] = {"inserted": "deleted", "deleted": "inserted", "split": "merged", "merged": "split"}


def invert(revision: Revision) -> Revision:
    """Swap the sides: the revision that leads from new back to old.

    Rows come in the order of what is now the new text, so inverting twice gives an equal effect, not an equal
    order.
    """
    rows = tuple(
        Row(_MIRROR.get(row.relation, row.relation), row.new, row.old, row.new_kinds, row.old_kinds)  # type: ignore[arg-type]
        for row in revision.rows
    )
    changes = tuple(
        replace(change, kind=_MIRROR.get(change.kind, change.kind), old=change.new, new=change.old)  # type: ignore[arg-type]
        for change in revision.changes
    )
    return Revision(revision.new, revision.old, rows, changes)
