"""The difference between two versions of a story, as changes an editor can read and a program can apply.

Blocks are aligned (`align`), the words of each row are compared (`edits`), and each edit becomes a change that
says which facts it touches (`facts`) and whether a rule may hide it (`noise`). In a row of several blocks the
paragraph break takes part as one more token: a break that came is a `split`, one that went a `merged`.

Guaranteed, and tested as laws: `apply(old, diff(old, new)) == new`; the way back likewise; the same texts give
the same revision on any machine; no change begins or ends inside a word or a number.
Not guaranteed: the fewest possible changes. Readable ones are preferred.
"""

from collections.abc import Iterator

from tracker.core.align import align
from tracker.core.change import BREAK, Change, ChangeKind, Revision, Row, Span
from tracker.core.edits import find_edits
from tracker.core.facts import judge
from tracker.core.story import Story

_Piece = tuple[ChangeKind, Span | None, Span | None]  # a change before it is judged: its kind, and its words


def diff(old: Story, new: Story, old_n: int = 1, new_n: int = 2) -> Revision:
    """Return the revision that leads from `old` (version number `old_n`) to `new` (`new_n`).

    Change ids are `r<k>c<m>`: the m-th change of the revision that starts at version k, both from 1.

    >>> from tracker.core.story import Block
    >>> old, new = (Story((Block("paragraph", f"{n} people came."),)) for n in ("Nine", "Eight"))
    >>> [(change.old.text, change.new.text) for change in diff(old, new).changes]
    [('Nine', 'Eight')]
    """
    rows = align(old.blocks, new.blocks)
    pieces = (piece for row in rows for piece in _row_pieces(row, old, new))
    changes = tuple(Change(f"r{old_n}c{m}", *piece, *judge(*piece, old, new)) for m, piece in enumerate(pieces, 1))
    return Revision(old_n, new_n, rows, changes)


def _row_pieces(row: Row, old: Story, new: Story) -> Iterator[_Piece]:
    if row.relation == "inserted":
        yield "inserted", None, _whole(new, row.new[0])
    elif row.relation == "deleted":
        yield "deleted", _whole(old, row.old[0]), None
    elif row.relation == "merged":
        yield from map(_mirrored, _edit_pieces(row.new[0], new, row.old, old))
    elif row.relation != "same":
        if row.relation == "moved":
            yield "moved", _whole(old, row.old[0]), _whole(new, row.new[0])
        yield from _edit_pieces(row.old[0], old, row.new, new)


def _whole(story: Story, block: int) -> Span:
    text = story.blocks[block].text
    return Span(block, 0, len(text), text)


def _mirrored(piece: _Piece) -> _Piece:
    mirror: dict[ChangeKind, ChangeKind] = {"inserted": "deleted", "deleted": "inserted", "split": "merged"}
    kind, old, new = piece
    return mirror.get(kind, kind), new, old


def _edit_pieces(one: int, old: Story, many: tuple[int, ...], new: Story) -> Iterator[_Piece]:
    """Compare one block with the one or more blocks it became."""
    text = old.blocks[one].text
    joined = BREAK.join(new.blocks[block].text for block in many)
    for start, end, new_start, new_end in find_edits(text, joined):
        parts = joined[new_start:new_end].split(BREAK)
        at = new_start
        for n, part in enumerate(parts):
            # The white space before a new paragraph is what the break replaced; the rest goes with the first part.
            stop = start + len(text[start:end].rstrip()) if n < len(parts) - 1 and n == 0 else end
            if part or stop > start:
                kind: ChangeKind = "replaced" if part and stop > start else "inserted" if part else "deleted"
                yield kind, _span(one, text, start, stop), _place(many, joined, at, at + len(part))
            start, at = stop, at + len(part) + 1
            if n < len(parts) - 1:
                yield "split", _span(one, text, start, end), _place(many, joined, at, at)
                start = end


def _span(block: int, text: str, start: int, end: int) -> Span:
    return Span(block, start, end, text[start:end])


def _place(many: tuple[int, ...], joined: str, start: int, end: int) -> Span:
    """Turn a place in the joined text of a row into a place in one of its blocks."""
    nth = joined.count(BREAK, 0, start)
    base = joined.rfind(BREAK, 0, start) + 1
    return _span(many[nth], joined[base:], start - base, end - base)
