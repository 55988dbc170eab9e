"""The passage is the sentence that now carries the fact, cut to what a reader can take in, and never the notice."""

from tests.core.test_diff import FERRY, FIRE, MAYOR, story
from tracker.core.analysis import Version
from tracker.core.change import Span
from tracker.core.history import analyse
from tracker.core.passages import MAX_LENGTH, sentence_around

NOTICE = (
    "Correction: An earlier version of this article misstated when the fire on Quay Street began. It was 9:15 p.m."
)
LONG = ", ".join(f"the {n}th witness saw the ferry leave" for n in range(20)) + "."


def passage(*paragraphs: str) -> str | None:
    (notice,) = analyse([Version(1, story(*paragraphs), "v1")]).notices
    return notice.passage.span.text if notice.passage else None


def test_the_passage_is_the_sentence_that_carries_the_right_value() -> None:
    """The sentence is found among others, whole."""
    assert passage(MAYOR, f"{FERRY} {FIRE}", NOTICE) == FIRE


def test_a_notice_glued_to_a_paragraph_is_not_its_own_passage() -> None:
    """The sentences of the notice share most with it, and lead a reader nowhere."""
    assert passage(MAYOR, FIRE, f"{FERRY} [{NOTICE}]") == FIRE


def test_a_bracketed_notice_is_about_its_own_paragraph() -> None:
    """Where the notice shares no words with the text, its place tells."""
    noted = f"{FERRY} [Editor’s note: I misunderstood this statistic.]"
    assert passage(FIRE, noted, MAYOR) == FERRY


def test_no_passage_is_better_than_a_wrong_one() -> None:
    """A notice about something else leads nowhere."""
    assert passage(MAYOR, FERRY, "Correction: The goalkeeper of Rothsea was Bram Okoro, not Tom Leith.") is None


def test_a_long_sentence_is_cut_at_its_clauses() -> None:
    """The clause that holds the words is kept."""
    text = story(LONG)
    start = LONG.index("the 9th")
    around = sentence_around(Span(0, start, start + 7, "the 9th"), text)
    assert around.text == "the 9th witness saw the ferry leave"
    assert len(around.text) <= MAX_LENGTH
