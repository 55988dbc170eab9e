"""The fold: notices are followed, tied to their words, and what nobody explains is called silent."""

import pytest

from tests.core.test_diff import FERRY, FIRE, MAYOR, story
from tracker.core.analysis import Analysis, Version
from tracker.core.history import analyse
from tracker.core.story import Story

HEADLINE = "Fire halts ferry"
COST = "The council approved a loan of $1.5m for the ferry pier, to be repaid within nine years."
FIXED = COST.replace("$1.5m", "$15m")
NOTICE = "Correction: An earlier version of this article misstated the size of the loan. It is $15m, not $1.5m."
PHRASE = "Brandt said the closure would last “several weeks”, and that talks with the insurer had begun."
CLARIFIED = PHRASE.replace("the closure", "the inquiry into the fire")
CLARIFICATION = (
    "CLARIFICATION: This story has been updated to reflect that Brandt’s prediction of “several weeks” was a "
    "reference to the inquiry into the fire."
)


def history(*versions: tuple[str, ...]) -> Analysis:
    stories = (story(*paragraphs, headline=HEADLINE) for paragraphs in versions)
    return analyse([Version(n, each, f"v{n}") for n, each in enumerate(stories, 1)])


def linked(analysis: Analysis, n: int = 0) -> list[tuple[str, str]]:
    changes = (analysis.change(link.change)[1] for link in analysis.notices[n].links)
    return [(c.old.text if c.old else "", c.new.text if c.new else "") for c in changes]


def test_a_notice_is_tied_to_the_words_it_corrects() -> None:
    """The amount is linked, and the copy edit of the same step is not."""
    analysis = history((FIRE, COST, FERRY), (FIRE.replace("began", "started"), FIXED, FERRY, NOTICE))
    assert linked(analysis) == [("$1.5m", "$15m")]
    assert analysis.notices[0].status == "linked"
    assert analysis.acknowledged == analysis.notices


def test_a_clarification_leads_to_the_phrase_it_explains() -> None:
    """A notice that gives no wrong value is tied to the words that now carry its meaning."""
    analysis = history((FIRE, PHRASE, FERRY), (FIRE, CLARIFIED, FERRY, CLARIFICATION))
    assert linked(analysis) == [("closure", "inquiry into the fire")]
    passage = analysis.notices[0].passage
    assert passage is not None
    assert "several weeks" in passage.span.text


def test_evidence_cites_equal_words_of_the_notice_and_the_change() -> None:
    """Both spans of each piece of evidence slice to words that mean the same."""
    analysis = history((FIRE, COST, FERRY), (FIRE, FIXED, FERRY, NOTICE))
    notice = analysis.notices[0]
    told = set()
    for evidence in notice.links[0].evidence:
        revision, change = analysis.change(notice.links[0].change)
        side = change.old if evidence.side == "old" else change.new
        assert side is not None
        version = revision.old if evidence.side == "old" else revision.new
        words = analysis.versions[version - 1].story.blocks[side.block].text[slice(*evidence.span)]
        told.add((notice.text[slice(*evidence.notice)], words))
    assert told == {("$1.5m", "$1.5m"), ("$15m", "$15m")}


def test_a_fix_that_came_before_its_notice_is_found() -> None:
    """The words changed on Monday, the notice came on Tuesday."""
    analysis = history((FIRE, COST), (FIRE, FIXED), (FIRE, FIXED, MAYOR), (FIRE, FIXED, MAYOR, NOTICE))
    assert [link.change for link in analysis.notices[0].links] == ["r1c1"]


def test_every_occurrence_of_the_corrected_fact_is_linked() -> None:
    """The same exchange of words in two places is one correction made twice."""
    again = "Repaying $1.5m will cost each household a little more."
    analysis = history((COST, FIRE, again), (FIXED, FIRE, again.replace("$1.5m", "$15m"), NOTICE))
    assert linked(analysis) == [("$1.5m", "$15m")] * 2


def test_a_notice_that_was_there_from_the_start_is_an_orphan_with_a_passage() -> None:
    """Corrected before we looked: no change, but the place where the fact now reads, and the reason."""
    analysis = history((FIRE, FIXED, NOTICE), (FIRE.replace("dawn", "five"), FIXED, NOTICE))
    notice = analysis.notices[0]
    assert (notice.status, analysis.orphans) == ("passage", (notice,))
    assert notice.passage is not None
    assert "$15m" in notice.passage.span.text
    assert "first capture" in (notice.reason or "")


def test_the_notice_itself_is_never_silent_and_never_linked() -> None:
    """Bringing, rewording and removing a notice are its own changes."""
    reworded = NOTICE.replace("It is", "The right figure is")
    analysis = history((FIRE, COST), (FIRE, FIXED, NOTICE), (FIRE, FIXED, reworded), (FIRE, FIXED))
    notice = analysis.notices[0]
    assert (notice.first_seen, notice.last_seen, len(notice.changes)) == (2, 3, 3)
    assert not set(notice.changes) & ({link.change for link in notice.links} | set(analysis.silent))


def test_a_change_of_substance_without_a_notice_is_silent() -> None:
    """A replaced value is silent; an added paragraph is news, and a copy edit is nothing."""
    analysis = history((FIRE, FERRY), (FIRE.replace("9:15", "9:50"), FERRY.replace("while", "as"), MAYOR))
    assert [analysis.change(change)[1].new.text for change in analysis.silent] == ["9:50"]  # type: ignore[union-attr]


def test_a_relabelled_notice_stays_one_notice() -> None:
    """Clarification → Correction is a step in the life of one notice."""
    before = NOTICE.replace("Correction", "Clarification")
    analysis = history((FIRE, COST), (FIRE, FIXED, before), (FIRE, FIXED, NOTICE))
    assert [(n.first_seen, n.last_seen, n.kind) for n in analysis.notices] == [(2, 3, "correction")]


def test_versions_can_be_left_out() -> None:
    """An analysis of the first and the third version keeps their numbers."""
    first, third = story(FIRE, COST, headline=HEADLINE), story(FIRE, FIXED, NOTICE, headline=HEADLINE)
    analysis = analyse([Version(1, first, "a"), Version(3, third, "c")])
    assert [(revision.old, revision.new) for revision in analysis.revisions] == [(1, 3)]
    assert analysis.notices[0].version == 3
    assert analysis.notices[0].links[0].change == "r1c1"


@pytest.mark.parametrize("stories", [[], [Story(())], [Story(()), Story(())]])
def test_nothing_to_analyse_is_no_error(stories: list[Story]) -> None:
    """Empty histories have empty ledgers."""
    analysis = analyse([Version(n, each, "") for n, each in enumerate(stories, 1)])
    assert (analysis.notices, analysis.silent) == ((), ())
