"""A headline test on the page of its story, in the terminal and as JSON."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.report.drafts import NOW
from tests.report.html import Page
from tests.report.stories import HOSTILE
from tracker.core.analysis import Analysis, Version
from tracker.core.history import analyse
from tracker.core.story import Block, Story
from tracker.report.contract import compare_json
from tracker.report.page import render_story
from tracker.report.terminal import render_headline_tests, render_redline
from tracker.report.views import StoryReport, story_view

A, B = "Mayor quits over the ferry loan", "Why the mayor walked out"
BEGIN = datetime(2031, 5, 1, 2, tzinfo=UTC)


def told(*headlines: str, is_timed: bool = True) -> Analysis:
    """Analyse versions of a story that differ in the headline alone, a day apart."""
    body = Block("paragraph", "The mayor of Orrin left her office on Monday, to nobody’s surprise.")
    stories = (Story((Block("headline", headline), body)) for headline in headlines)
    return analyse(
        [
            Version(n, story, f"v{n}", BEGIN + timedelta(days=n - 1) if is_timed else None)
            for n, story in enumerate(stories, 1)
        ]
    )


def page_of(analysis: Analysis) -> Page:
    """Render the page of a story."""
    return Page(render_story(story_view(StoryReport("orrin.example/mayor", "orrin.example", analysis)), now=NOW))


def text_of(page: Page) -> str:
    return " ".join(page.text.split())


def test_a_story_has_one_card_for_a_test() -> None:
    """Both wordings, how often they were seen and when; the flips are told apart from what is silent."""
    page = page_of(told(A, B, A, B, A))
    assert page.values("id").count("headline-test-1") == 1
    assert f"Seen 3 times{A} Seen 2 times⇄ {B} Between" in text_of(page)
    assert "Betweenversion 1, 1 May 2031, 02:00 UTC, and version 5, 5 May 2031, 02:00 UTC" in text_of(page)
    assert "changes of headlines that went back and forth" in text_of(page)
    assert "Changed without a word" not in text_of(page)
    assert "went back and forth" not in text_of(page_of(told(A, B)))


def test_a_test_that_contradicts_itself_is_silent_on_the_page_too() -> None:
    """It has its card, and its flips stand among the silent changes with the note."""
    page = page_of(told(f"{A} of 12 million", f"{A} of 15 million", f"{A} of 12 million"))
    assert text_of(page).count("the headline went back and forth; the number changed: 12 → 15") == 1
    assert "Headline test" in text_of(page)


@pytest.mark.parametrize("is_timed", [True, False])
def test_what_a_headline_says_is_text(is_timed: bool) -> None:
    """Whatever takes turns is escaped, and where no time is known none is told."""
    page = page_of(told(HOSTILE, A, HOSTILE, is_timed=is_timed))
    assert f"Seen 2 times{HOSTILE} Seen 1 time" in text_of(page)
    assert "img" not in {tag for tag, _ in page.tags}
    assert ("Betweenversion 1 and version 3" in text_of(page)) == (not is_timed)


def test_a_terminal_tells_a_test_after_the_changes() -> None:
    """With a revision alone, only the tests that it is part of."""
    analysis = told(A, B, A, "Mayor stays away")
    tests = render_headline_tests(analysis, color=False)
    assert f"    {A} · seen 2 times\n  ⇄ {B} · seen 1 time\n" in tests
    assert tests in render_redline(analysis, color=False, only=analysis.revisions[0])
    assert "Headline test" not in render_redline(analysis, color=False, only=analysis.revisions[2])
    assert render_headline_tests(told(A, B), color=False) == ""


def test_scripts_get_a_test_as_values() -> None:
    """The wordings with their versions, and the changes that are its flips, which are of the class of that name."""
    result = compare_json(told(A, B, A))
    changes = [each["change"] for each in result["standings"] if each["class"] == "headline_test"]
    assert result["headline_tests"] == [
        {
            "first": 1,
            "last": 3,
            "wordings": [
                {"headline": A, "standfirst": None, "n_times": 2, "versions": [1, 3]},
                {"headline": B, "standfirst": None, "n_times": 1, "versions": [2]},
            ],
            "changes": changes,
        }
    ]
    assert result["silent"] == []
