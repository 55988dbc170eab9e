"""Rows cut into runs: nothing is lost, and every mark stands where it belongs."""

from hypothesis import given
from hypothesis import strategies as st

from tests.report import stories
from tests.report.drafts import NOW, link_to, noticed, passage_of, row, tell, with_notices
from tracker.core.analysis import Analysis, Version
from tracker.core.change import BREAK, Revision
from tracker.core.diff import diff
from tracker.core.story import Block, Story
from tracker.report.findings import Findings, index_findings
from tracker.report.page import render_compare
from tracker.report.redline import Paragraph, redline
from tracker.report.runs import Group, Run, joined
from tracker.report.terminal import render_redline

WORDS = st.sampled_from("the ferry sank at dawn with 214 241 aboard , . “ said Holt”".split())
BLOCKS = st.lists(WORDS, min_size=1, max_size=12).map(lambda words: Block("paragraph", " ".join(words)))
STORIES = st.lists(BLOCKS, min_size=1, max_size=8).map(lambda blocks: Story(tuple(blocks)))


def runs_of(paragraph: Paragraph) -> list[Run]:
    """Return all runs of a paragraph."""
    return [run for group in paragraph.groups for piece in group.pieces for run in piece.runs]


def check_joins(revision: Revision, findings: Findings) -> None:
    """Check that the runs of each row join to its old and to its new text."""
    old, new = findings.versions[revision.old].story, findings.versions[revision.new].story
    for paragraph, aligned in zip(redline(revision, findings), revision.rows, strict=True):
        runs = runs_of(paragraph)
        assert "".join(run.text for run in runs if run.kind != "inserted") == joined(old, aligned.old)[0]
        assert "".join(run.text for run in runs if run.kind != "deleted") == joined(new, aligned.new)[0]


@given(STORIES, STORIES)
def test_runs_join_to_both_texts(old: Story, new: Story) -> None:
    """Whatever the diff says, the redline holds the whole old text and the whole new one."""
    revision = diff(old, new)
    analysis = Analysis((Version(1, old, "1"), Version(2, new, "2")), (revision,), (), ())
    check_joins(revision, index_findings(analysis))


def test_runs_of_a_story_with_links_and_passages_join_too() -> None:
    """Evidence and passages cut the text without losing any."""
    for analysis in (stories.ferry(), stories.hostile()):
        for revision in analysis.revisions:
            check_joins(revision, index_findings(analysis))


def paragraphs(analysis: Analysis, revision: int) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a revision, by its place."""
    return redline(analysis.revisions[revision], index_findings(analysis))


def test_a_linked_change_names_its_notice_and_its_evidence() -> None:
    """The words that match the notice are told apart inside the change."""
    piece = paragraphs(stories.ferry(), 0)[1].groups[0].pieces[1]
    assert piece.mark
    assert [ref.number for ref in piece.mark.notices] == [1]
    assert piece.runs == (Run("deleted", "241", True), Run("inserted", "214", True))


def test_evidence_may_be_a_part_of_a_change() -> None:
    """Only the matching words of a longer change are evidence."""
    analysis = tell((row("She is [-a farmer-]{+a pear farmer+}."), row("{+Correction: not a farmer.+}")))
    text = "Correction: not a farmer."
    notice = noticed(text, seen=(2, 2), block=1, links=(link_to(analysis, "r1c1", 0.9, text, "farmer"),))
    piece = paragraphs(with_notices(analysis, notice), 0)[0].groups[0].pieces[1]
    assert [(run.text, run.is_evidence) for run in piece.runs] == [
        ("a ", False), ("farmer", True), ("a pear ", False), ("farmer", True),
    ]  # fmt: skip


def test_what_was_taken_out_in_one_go_is_marked_in_one_go() -> None:
    """Evidence is told apart inside a deletion or an insertion, which stays one in the page and in the terminal."""
    analysis = tell((row("It is [-a pear farm-]{+the old pear yard+}."), row("{+Correction: a pear yard.+}")))
    text = "Correction: a pear yard."
    notice = noticed(text, seen=(2, 2), block=1, links=(link_to(analysis, "r1c1", 0.9, text, "pear"),))
    noted = with_notices(analysis, notice)
    piece = paragraphs(noted, 0)[0].groups[0].pieces[1]
    assert ["".join(run.text for run in stretch) for stretch in piece.stretches] == [
        "a pear farm",
        "the old pear yard",
    ]
    assert "It is [-a pear farm-]{+the old pear yard+}[1]." in render_redline(noted, color=False)
    page = render_compare(noted, title="Farm", now=NOW)
    assert "[deleted: </span>a <b>pear</b> farm<span" in page


def passage_groups(analysis: Analysis, words: str) -> tuple[Group, ...]:
    """Return the groups of the first paragraph, with a passage on some words of version 2."""
    notice = noticed("Correction: it.", seen=(2, 2), block=0, passage=passage_of(analysis, 2, 0, words))
    return paragraphs(with_notices(analysis, notice), 0)[0].groups


def test_a_passage_groups_the_pieces_inside_it() -> None:
    """A passage that holds a change is one group around unchanged words and the change."""
    analysis = tell((row("It opens in [-May-]{+June+} at noon on the quay."),))
    before, inside, after = passage_groups(analysis, "in June at noon")
    assert [run.text for piece in inside.pieces for run in piece.runs] == ["in ", "May", "June", " at noon"]
    assert [ref.number for ref in inside.opens] == [ref.number for ref in inside.closes] == [1]
    assert not before.passages
    assert not after.passages


def test_a_passage_that_ends_inside_a_change_takes_the_whole_change() -> None:
    """A highlight never cuts a change in two."""
    analysis = tell((row("It opens in [-May-]{+early June+} at noon."),))
    _, inside, _ = passage_groups(analysis, "opens in early")
    assert [run.text for piece in inside.pieces for run in piece.runs] == ["opens in ", "May", "early June"]


def test_a_deletion_at_the_edge_of_a_passage_is_outside_it() -> None:
    """Words that are no longer there belong to a passage only inside it."""
    analysis = tell((row("It opens[- soon-] in May [-or so -]at noon."),))
    _, inside = passage_groups(analysis, " in May at noon.")
    assert [run.text for piece in inside.pieces for run in piece.runs] == [" in May ", "or so ", "at noon."]


def test_breaks_are_runs_of_their_own() -> None:
    """A paragraph break that came or went can be shown as a sign."""
    split, merged = paragraphs(stories.ferry(), 0)[3:5]
    assert [run.text for run in runs_of(split)][1:3] == [" ", BREAK]
    assert [(run.kind, run.text) for run in runs_of(merged)][1:3] == [("deleted", BREAK), ("inserted", " ")]
