"""A revision as a redline: its rows as paragraphs to print, long unchanged stretches folded.

The first version has no revision before it; its redline is its text, every row the same. What a filter hides
counts as unchanged: such paragraphs may be folded, and the fold says how many changes are hidden in it. A
paragraph that carries a passage or a notice is never folded.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from tracker.core.analysis import Version
from tracker.core.change import Change, Relation, Revision, Row
from tracker.core.story import BlockKind
from tracker.report.findings import Findings, Mark, NoticeRef
from tracker.report.runs import Group, PassageSpan, cut_row, joined

CONTEXT = 1  # unchanged paragraphs shown on each side of a changed one
SHORTEST_FOLD = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One row ready to print.

    `places` name its blocks on the two sides ("paragraph 4"), `was_kind` is the old kind of block where the kind
    changed, `move` marks a block that moved, `notices` are those that stand in it.
    """

    relation: Relation
    kind: BlockKind
    was_kind: BlockKind | None
    places: tuple[str | None, str | None]
    groups: tuple[Group, ...]
    move: Mark | None
    notices: tuple[NoticeRef, ...]

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The changes in it, in order."""
        marks = (piece.mark for group in self.groups for piece in group.pieces if piece.mark)
        return ((self.move,) if self.move else ()) + tuple(marks)

    @property
    def is_changed(self) -> bool:
        """Has it a change that is not hidden?"""
        return self.was_kind is not None or any(not mark.is_hidden for mark in self.marks)

    @property
    def n_hidden(self) -> int:
        """The number of hidden changes in it."""
        return sum(mark.is_hidden for mark in self.marks)

    @property
    def is_needed(self) -> bool:
        """Must it be seen? Changed, a passage, or a notice."""
        return self.is_changed or bool(self.notices) or any(group.passages for group in self.groups)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Consecutive paragraphs, shown or folded."""

    paragraphs: tuple[Paragraph, ...]
    is_folded: bool

    @property
    def n_hidden(self) -> int:
        """The number of hidden changes in it."""
        return sum(paragraph.n_hidden for paragraph in self.paragraphs)


def redline(revision: Revision, findings: Findings) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a revision in the order of the new text."""
    edits, moves = _changes_by_row(revision)
    return tuple(
        _paragraph(revision, row, edits.get(number, ()), moves.get(number), findings)
        for number, row in enumerate(revision.rows)
    )


def first_text(version: Version) -> Revision:
    """Return the revision that leads from a version to itself: every row the same."""
    kinds = [(index, block.kind) for index, block in enumerate(version.story.blocks)]
    rows = tuple(Row("same", (index,), (index,), (kind,), (kind,)) for index, kind in kinds)
    return Revision(version.n, version.n, rows, ())


def fold(paragraphs: tuple[Paragraph, ...]) -> tuple[Stretch, ...]:
    """Fold the stretches of at least two paragraphs that are neither needed nor beside one that is."""
    needed = [number for number, paragraph in enumerate(paragraphs) if paragraph.is_needed]
    shown = {near for number in needed for near in range(number - CONTEXT, number + CONTEXT + 1)}
    stretches = []
    for is_shown, items in groupby(enumerate(paragraphs), key=lambda item: item[0] in shown):
        members = tuple(paragraph for _, paragraph in items)
        stretches.append(Stretch(members, not is_shown and len(members) >= SHORTEST_FOLD))
    return tuple(stretches)


def _changes_by_row(revision: Revision) -> tuple[dict[int, tuple[Change, ...]], dict[int, Change]]:
    """Sort the changes into their rows: the edits, and the change that says a row moved."""
    row_of = {("old", block): number for number, row in enumerate(revision.rows) for block in row.old}
    row_of |= {("new", block): number for number, row in enumerate(revision.rows) for block in row.new}
    edits: dict[int, tuple[Change, ...]] = {}
    moves: dict[int, Change] = {}
    for change in revision.changes:
        number = row_of[("old", change.old.block) if change.old else ("new", change.new.block if change.new else -1)]
        if change.kind == "moved":
            moves[number] = change
        else:
            edits[number] = (*edits.get(number, ()), change)
    return edits, moves


def _paragraph(
    revision: Revision, row: Row, edits: tuple[Change, ...], move: Change | None, findings: Findings
) -> Paragraph:
    old, new = findings.versions[revision.old], findings.versions[revision.new]
    old_kind, new_kind = next(iter(row.old_kinds), None), next(iter(row.new_kinds), None)
    old_place = findings.places[old.n][row.old[0]] if row.old else None
    new_place = findings.places[new.n][row.new[0]] if row.new else None
    return Paragraph(
        relation=row.relation,
        kind=new_kind or old_kind or "paragraph",
        was_kind=old_kind if old_kind and new_kind and old_kind != new_kind else None,
        places=(old_place, new_place),
        groups=cut_row(old.story, row, edits, tuple(_passages(new, row, findings)), findings),
        move=findings.mark(move) if move else None,
        notices=tuple(_notices(new.n, row, edits, findings)),
    )


def _passages(new: Version, row: Row, findings: Findings) -> Iterator[PassageSpan]:
    """Find the passages, and what is still wrong, in a row of a version, as spans of its joined text."""
    for notice in findings.notices:
        passage = notice.passage
        if passage and passage.version == new.n and passage.span.block in row.new:
            start = joined(new.story, row.new)[1][passage.span.block]
            yield PassageSpan(start + passage.span.start, start + passage.span.end, findings.refs[notice.id])
        for n, span in enumerate(notice.remains if new.n == max(findings.versions) else ()):
            if span.block in row.new:
                start = joined(new.story, row.new)[1][span.block]
                yield PassageSpan(start + span.start, start + span.end, findings.remainder(notice, n))


def _notices(n: int, row: Row, edits: tuple[Change, ...], findings: Findings) -> Iterator[NoticeRef]:
    """Find the notices that stand in a row: cited there, or brought, reworded or removed there."""
    brought = {notice.id for change in edits for notice in findings.brought.get(change.id, ())}
    for notice in findings.notices:
        if notice.id in brought or (notice.version == n and notice.block in row.new):
            yield findings.refs[notice.id]
