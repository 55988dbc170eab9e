"""The words of a redline, an excerpt or a notice as a terminal shows them: each with its look.

A paragraph break that came or went is a pilcrow; a hidden change shows its new words, unless it is asked for.
"""

from collections.abc import Iterator

from tracker.core.change import BREAK
from tracker.report.cards import Card
from tracker.report.columns import Look, Words
from tracker.report.excerpts import Excerpt
from tracker.report.findings import Mark
from tracker.report.printable import show_space
from tracker.report.redline import Paragraph
from tracker.report.runs import Group, Piece, Run

LOOKS: dict[str, Look] = {"same": "plain", "inserted": "inserted", "deleted": "deleted"}


def quote_paragraph(paragraph: Paragraph, *, hidden: bool = False) -> Iterator[Words]:
    """Yield the words of a paragraph, with what is known of it in front."""
    yield from (Words(f"({label}) ", "quiet") for label in _labels(paragraph))
    if paragraph.move:
        yield from _refs(paragraph.move)
    for group in paragraph.groups:
        yield from _group(group, hidden)


def quote_excerpt(excerpt: Excerpt) -> Iterator[Words]:
    """Yield the words of an excerpt."""
    yield Words(excerpt.before)
    kind = excerpt.change.kind
    if kind in ("split", "merged"):
        yield Words("¶", "inserted" if kind == "split" else "deleted")
        yield Words(" ")
    elif kind == "moved":
        yield Words(excerpt.inserted)
    else:
        yield Words(show_space(excerpt.deleted), "deleted")
        yield Words(show_space(excerpt.inserted), "inserted")
    yield Words(excerpt.after)


def quote_notice(card: Card) -> Iterator[Words]:
    """Yield the words of a notice, its evidence marked."""
    for run in card.runs:
        yield Words(run.text, "marked" if run.target else "title" if run.is_label else "plain")


def _labels(paragraph: Paragraph) -> Iterator[str]:
    if paragraph.relation == "moved":
        yield f"moved, was {paragraph.places[0]}"
    elif paragraph.relation in ("split", "merged"):
        yield paragraph.relation
    if paragraph.was_kind:
        yield f"was {paragraph.was_kind.replace('_', ' ')}"
    yield from (f"notice {ref.number}" for ref in paragraph.notices)


def _group(group: Group, hidden: bool) -> Iterator[Words]:
    for piece in group.pieces:
        is_passage = bool(group.passages) and piece.mark is None
        yield from _piece(piece, "marked" if is_passage else "plain", hidden)
    yield from (Words(f"[{ref.number}]", "ref") for ref in group.closes)


def _piece(piece: Piece, same: Look, hidden: bool) -> Iterator[Words]:
    if piece.mark is None:
        yield from (Words(run.text.replace(BREAK, "¶"), same) for run in piece.runs)
    elif piece.mark.is_hidden and not hidden:
        yield from (Words(run.text.replace(BREAK, " ")) for run in piece.runs if run.kind == "inserted")
    else:
        yield from (_stretch(runs, piece.mark) for runs in piece.stretches)
        yield from _refs(piece.mark)


def _stretch(runs: tuple[Run, ...], mark: Mark) -> Words:
    """The words of runs of one kind as one insertion or deletion."""
    text, kind = "".join(run.text for run in runs), runs[0].kind
    if text == BREAK:
        return Words("¶ " if kind == "inserted" else "¶", LOOKS[kind])
    if mark.change.kind in ("split", "merged"):
        return Words(text)
    return Words(show_space(text), LOOKS[kind])


def _refs(mark: Mark) -> Iterator[Words]:
    if mark.is_hidden:
        yield Words(f"[{mark.change.hidden_by}]", "quiet")
    if mark.is_silent:
        yield Words("[silent]", "silent")
    yield from (Words(f"[{ref.number}]", "ref") for ref in mark.notices)
