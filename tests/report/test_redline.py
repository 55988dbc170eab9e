"""Redlines: which paragraphs are shown, which are folded, and what is said beside them."""

import pytest

from tests.report import stories
from tests.report.drafts import Draft, row, tell
from tracker.report.findings import index_findings
from tracker.report.redline import first_text, fold, redline

SAME = [row(f"Paragraph {n} stays.") for n in range(9)]
CHANGED = row("The toll is [-12-]{+15+}.", "number")
HIDDEN = row("It [-is n't-]{+isn’t+} over.", "punctuation by:apostrophe-style")
# What a redline looks like: S shown, F folded, one letter a paragraph.
FOLDS = {
    "a change keeps one paragraph on each side": ([*SAME[:3], CHANGED, *SAME[3:6]], "FFSSSFF"),
    "a single paragraph is not worth a fold": ([*SAME[:2], CHANGED, *SAME[2:4]], "SSSSS"),
    "a text without changes is one fold": (SAME[:4], "FFFF"),
    "a hidden change is folded away": ([CHANGED, SAME[0], HIDDEN, *SAME[1:3]], "SSFFF"),
}


@pytest.mark.parametrize(("drafts", "shape"), FOLDS.values(), ids=FOLDS)
def test_long_unchanged_stretches_are_folded(drafts: list[Draft], shape: str) -> None:
    """What is needed is shown with its neighbours, the rest is folded in twos and more."""
    analysis = tell(tuple(drafts))
    stretches = fold(redline(analysis.revisions[0], index_findings(analysis)))
    letters = ["F" if stretch.is_folded else "S" for stretch in stretches for _ in stretch.paragraphs]
    assert "".join(letters) == shape


def test_a_fold_counts_its_hidden_changes() -> None:
    """What a filter hides is said, not swallowed."""
    analysis = tell((CHANGED, SAME[0], HIDDEN, *SAME[1:3]))
    assert fold(redline(analysis.revisions[0], index_findings(analysis)))[1].n_hidden == 1


def test_notices_and_passages_are_never_folded() -> None:
    """A paragraph a card leads to is in sight, though nothing in it changed."""
    analysis = stories.orphan()
    paragraphs = redline(first_text(analysis.versions[0]), index_findings(analysis))
    assert [paragraph.is_needed for paragraph in paragraphs] == [False, False, True]
    assert [ref.number for ref in paragraphs[2].notices] == [1]


def test_a_moved_paragraph_says_where_it_was() -> None:
    """A move is a mark of the whole paragraph, apart from what was edited on the way."""
    analysis = stories.ferry()
    moved = redline(analysis.revisions[1], index_findings(analysis))[1]
    assert moved.relation == "moved"
    assert moved.places == ("paragraph 9", "paragraph 1")
    assert [mark.change.kind for mark in moved.marks] == ["moved", "replaced"]


def test_the_paragraph_that_brings_a_notice_names_it() -> None:
    """The change that brings a notice is shown as that notice, in the version it came with."""
    analysis = stories.ferry()
    last = redline(analysis.revisions[1], index_findings(analysis))[-2:]
    assert [[ref.number for ref in paragraph.notices] for paragraph in last] == [[1], [2]]
