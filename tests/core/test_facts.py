"""Each change says which facts it touches; the noise filter never hides one."""

import pytest
from hypothesis import given

from tests.core.strategies import edited_stories
from tests.core.test_diff import changes_of
from tracker.core.change import Fact
from tracker.core.diff import diff
from tracker.core.story import Story

TOUCHES: list[tuple[str, str, str, Fact]] = [
    ("number", "toll of 12 dead", "toll of 15 dead", "number"),
    ("age", "Brandt, 34, said", "Brandt, 43, said", "number"),
    ("spelled number", "nine people came", "eight people came", "number"),
    ("money", "a $1.5m loan", "a $15m loan", "number"),
    ("separator", "over 1,000 seats", "over 1.000 seats", "number"),
    ("score", "they won 2–1 there", "they won 1–2 there", "number"),
    ("year", "built in 1987 by", "built in 1978 by", "date"),
    ("day of month", "a vote on 4 May here", "a vote on 14 May here", "date"),
    ("weekday", "closed on Tuesday for", "closed on Thursday for", "date"),
    ("period", "within 3 days of it", "within 3 months of it", "date"),
    ("time", "left at 09:15 sharp", "left at 21:15 sharp", "date"),
    ("surname", "when Ada Smith spoke", "when Ada Smyth spoke", "name"),
    ("place", "born in Iowa and", "born in Ohio and", "name"),
    ("name for a common noun", "the driver fled", "the Brandt fled", "name"),
    ("marks removed", "he called it “a mess” then", "he called it a mess then", "quotation"),
    ("inside a quotation", "he said “we lost badly” then", "he said “we won easily” then", "quotation"),
    ("negation", "it had money", "it did not have money", "negation"),
    ("negation in German", "er hat Geld", "er hat kein Geld", "negation"),
    ("verb of saying", "the mayor said so", "the mayor denied so", "attribution"),
    ("wording", "will be reluctant to", "will be willing to", "wording"),
    ("comma", "eat, children", "eat children", "punctuation"),
]
NOT_SUBSTANTIVE = [
    ("one word, two forms", "they increase it", "they increased it"),
    ("small words", "a vote of the board", "a vote by the board"),
    ("tense of saying", "the mayor says so", "the mayor said so"),
    ("capitals", "at City Hall today", "at city hall today"),
    ("hyphen", "a counter-offensive began", "a counteroffensive began"),
    ("curly marks", 'he said "yes" then', "he said “yes” then"),
    ("comma", "in May, the", "in May the"),
]
HIDDEN = [
    ("white-space", "so it\u00a0was", "so it was"),
    ("apostrophe-style", "the mayor's view", "the mayor’s view"),
    ("dash-style", "so - yes", "so – yes"),
    ("ellipsis-style", "so… yes", "so... yes"),
    ("unicode-form", "the cafe\u0301 is", "the café is"),
]


@pytest.mark.parametrize(("old", "new", "fact"), [row[1:] for row in TOUCHES], ids=[row[0] for row in TOUCHES])
def test_a_change_says_which_fact_it_touches(old: str, new: str, fact: Fact) -> None:
    """Each kind of fact is recognised, and none of these changes can be hidden."""
    for change in changes_of(old, new):
        assert fact in change.facts
        assert change.hidden_by is None
        assert change.substantive or fact == "punctuation"


@pytest.mark.parametrize(("old", "new"), [row[1:] for row in NOT_SUBSTANTIVE], ids=[r[0] for r in NOT_SUBSTANTIVE])
def test_a_copy_edit_is_not_substantive(old: str, new: str) -> None:
    """Forms of a word, small words and typography leave the facts as they were."""
    assert not any(change.substantive for change in changes_of(old, new))


@pytest.mark.parametrize(("rule", "old", "new"), HIDDEN)
def test_typography_is_hidden_by_a_rule_with_a_name(rule: str, old: str, new: str) -> None:
    """A hidden change names the rule that hid it."""
    assert [change.hidden_by for change in changes_of(old, new)] == [rule]


@given(edited_stories())
def test_no_hidden_change_touches_a_fact(pair: tuple[Story, Story]) -> None:
    """Whatever the text, only white space and punctuation can be hidden, and never with a quotation mark."""
    for change in diff(*pair).changes:
        if change.hidden_by:
            assert set(change.facts) <= {"punctuation", "whitespace"}
            assert not change.substantive
