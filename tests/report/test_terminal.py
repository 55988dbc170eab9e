"""Redlines and ledgers in a terminal."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.report import stories
from tests.report.drafts import row, tell
from tracker.report.columns import Words, columns, wrap
from tracker.report.ledger import ledger
from tracker.report.terminal import render_ledger, render_redline
from tracker.report.views import StoryReport

SGR = re.compile(r"\x1b\[[0-9;]*m")


def test_a_redline_reads_without_colour() -> None:
    """Changes stand in marks, with the number of their notice or the word silent behind them."""
    text = render_redline(stories.ferry(), color=False, width=100)
    assert "headline       Ferry with [-241-]{+214+}[1] aboard runs aground off Skarvoy\n" in text
    assert "paragraph 7    The ship was built in [-1998-]{+1989+}[silent].\n" in text
    assert "paragraph 3    (split) The harbour inquiry opens in May. {+¶ +}It will sit in Skarvoy.\n" in text
    assert "paragraph 5    (merged) Tickets are refunded.[-¶-] The office opens at nine.\n" in text
    assert "(moved, was paragraph 9) A tug reached her at [-dawn-]{+noon+}[silent].\n" in text
    assert "aground on Tuesday night «with 214 passengers»[1] aboard.\n" in text
    assert "⋯ 1 unchanged paragraph, 1 hidden change\n" in text
    assert "\x1b" not in text


def test_a_redline_ends_with_its_notices_and_silent_changes() -> None:
    """Each notice comes with the words it is tied to, and how sure that is, or the reason why not."""
    text = render_redline(stories.ferry(), color=False, width=200)
    assert "Notice 1: Correction, tied to its words: almost certain, 97 %\n" in text
    assert "number of passengers. There were «214», not «241».\n" in text
    assert "    paragraph 1, version 1 → 2 · number · almost certain, 97 %\n" in text
    assert "Notice 2: Clarification, passage found, no change captured\n" in text
    assert "why no change: No captured change touches" in text
    assert text.index("Notice 2") < text.index("2 silent changes\n")


def test_colour_changes_no_words() -> None:
    """Taking the colours off leaves the plain text without its marks."""
    plain = render_redline(stories.ferry(), color=False, width=1000)
    coloured = SGR.sub("", render_redline(stories.ferry(), color=True, width=1000))
    assert coloured == re.sub(r"\[-|-\]|\{\+|\+\}|«|»", "", plain)
    assert "\x1b[31;9m241\x1b[0m\x1b[32;4m214\x1b[0m" in render_redline(stories.ferry(), color=True)


def test_one_revision_can_be_shown_alone() -> None:
    """Only its own notices and silent changes come with it."""
    analysis = stories.ferry()
    text = render_redline(analysis, color=False, only=analysis.revisions[0])
    assert "Version 1 → 2" in text
    assert "Version 2 → 3" not in text
    assert "Notice 1" in text
    assert "Notice 2" not in text
    assert "1 silent change\n" in text


def test_hidden_changes_can_be_asked_for() -> None:
    """They come with the name of the rule that hid them."""
    text = render_redline(stories.ferry(), color=False, hidden=True)
    assert '“It was dark,[-"-]{+”+}[quote-style] said Mara Holt, the mate.\n' in text


def test_a_single_version_shows_its_notices() -> None:
    """One file has no changes; what there is to see is its notices."""
    text = render_redline(stories.orphan(), color=False)
    assert "Version 1\n" in text
    assert "⋯ 2 paragraphs\n" in text
    assert "Notice 1: Correction, not tied to any words\nthere at the first capture" in text


@pytest.mark.parametrize("color", [True, False])
def test_no_control_character_of_a_story_gets_through(color: bool) -> None:
    """Scraped text cannot colour, clear, title or turn a terminal."""
    acting = "a\x1b]0;owned\x07b\x9b2Jc\u202ed\x7fe\rf\x08g"
    analysis = tell((row(f"It says [-{acting}-]{{+{acting}!+}}.", "wording silent"),))
    text = SGR.sub("", render_redline(analysis, color=color, width=200))
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", text)
    assert "a␛]0;owned␇b‹U+009B›2Jc‹U+202E›d␡e␍f␈g" in text


def test_ledgers_show_what_is_asked_for() -> None:
    """All three with their counts, or only some."""
    found = ledger([StoryReport("skarvoy.example/ferry", "skarvoy.example", stories.ferry())])
    text = render_ledger(found, color=False, width=100)
    assert [line for line in text.splitlines() if line and not line.startswith((" ", "•"))] == [
        "Acknowledged (1)",
        "Changed without a word (2)",
        "Notices with no captured change (1)",
    ]
    assert "• Ferry with 214 aboard runs aground off Skarvoy skarvoy.example/ferry\n" in text
    assert render_ledger(found, color=False, show=["silent"]).startswith("Changed without a word (2)\n")


@given(st.lists(st.text(), max_size=6), st.integers(10, 60))
def test_wrapping_loses_nothing_and_keeps_the_width(texts: list[str], width: int) -> None:
    """Lines hold the words in order, and none is wider than asked for, but for a character that is."""
    lines = list(wrap([Words(text) for text in texts], width))
    assert "".join("".join(word.text for word in line) for line in lines).replace(" ", "") == "".join(
        "".join(texts).split()
    )
    assert all(sum(columns(word.text) for word in line) <= width for line in lines)


def test_wide_characters_count_two_columns_and_part_anywhere() -> None:
    """A line of Japanese is wrapped without spaces."""
    lines = list(wrap([Words("東京の新聞は訂正を出した")], 10))
    assert [line[0].text for line in lines] == ["東京の新聞", "は訂正を出", "した"]
