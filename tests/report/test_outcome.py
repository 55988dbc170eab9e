"""What came of a correction, in cards, pages and the terminal."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import document_fromstring

from tests.report.drafts import BEGIN, NOW
from tracker.core.analysis import Analysis, Version
from tracker.core.history import analyse
from tracker.core.notice import Interval
from tracker.core.stated import Stated
from tracker.core.story import Block, Story
from tracker.report.archive import archive_view, summary
from tracker.report.contract import compare_json
from tracker.report.ledger import ledger
from tracker.report.outcome import interval
from tracker.report.page import render_compare, render_corrections, render_index
from tracker.report.terminal import render_ledger, render_redline
from tracker.report.views import StoryReport, story_view

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
LOAN = "The council approved a loan of ${}m for the ferry pier on Friday, to be repaid within nine years."
NOTICE = "Correction: An earlier version of this article misstated the size of the loan. It is $15m, not $1.5m."
UPDATE = NOTICE.replace("Correction", "Update")
FOG = "Fog kept the <ferries> in port until noon, and the market on the mole was all but empty."


def told(headline: str, *paragraphs: tuple[str, ...]) -> Analysis:
    """Analyse versions of a story, a day apart, under one headline."""
    stories = (Story((Block("headline", headline), *(Block("paragraph", t) for t in each))) for each in paragraphs)
    return analyse([Version(n, each, f"{n}.md", BEGIN + (n - 1) * DAY) for n, each in enumerate(stories, 1)])


LEFT = told(
    "Ferry pier <gets> a loan of $1.5m",
    (LOAN.format("1.5"), FOG), (LOAN.format("1.5"), FOG), (LOAN.format("15"), FOG, NOTICE),
    (LOAN.format("15"), FOG, UPDATE),
)  # fmt: skip
DONE = told("Ferry pier gets a loan", (LOAN.format("1.5"), FOG), (LOAN.format("15"), FOG, NOTICE))
REPORTS = [StoryReport("a.example/done", "a.example", DONE), StoryReport("b.example/left", "b.example", LEFT)]

INTERVALS: dict[str, tuple[timedelta, timedelta | None, str | None]] = {
    "both": (2 * HOUR, 26 * HOUR, "between 2 hours and 26 hours"),
    "no upper bound": (50 * HOUR, None, "at least 2 days"),
    "one step": (timedelta(0), 24 * HOUR, "at most 24 hours"),
    "rounded outwards": (3 * HOUR - MINUTE, 49 * HOUR, "between 2 hours and 3 days"),
    "known": (3 * DAY, 3 * DAY, "3 days"),
    "nothing is known": (timedelta(0), None, None),
}  # fmt: skip


@pytest.mark.parametrize("name", INTERVALS)
def test_an_interval_is_told_as_it_is(name: str) -> None:
    """No bound is made up, and none is narrower than the captures allow."""
    least, most, words = INTERVALS[name]
    assert interval(Interval(least, most)) == words


@given(st.timedeltas(MINUTE, 900 * DAY), st.timedeltas(timedelta(0), 900 * DAY))
def test_rounding_never_narrows(least: timedelta, more: timedelta) -> None:
    """What is said holds the whole interval."""
    words = (interval(Interval(least, least + more)) or "").replace(",", "").split()
    units = {"day": DAY, "hour": HOUR, "minute": MINUTE}
    bounds = [int(n) * units[unit.rstrip("s")] for n, unit in pairwise(words) if n.isdigit()]
    assert bounds[0] <= least
    assert bounds[-1] >= least + more


def test_a_card_says_where_a_correction_is_not_complete() -> None:
    """The place, the words, and the sentence around them; then its life and its times."""
    (card,) = story_view(REPORTS[1]).cards
    (remainder,) = card.remains
    assert (remainder.subject, remainder.before, remainder.words) == (
        "the headline",
        "Ferry pier <gets> a loan of ",
        "$1.5m",
    )
    assert [(event.words, event.version.n) for event in card.events] == [("downgraded from Correction to Update", 4)]
    assert card.times == (
        "The words that were corrected stood at least 24 hours.",
        "The notice came at most 24 hours after the fix.",
    )


def test_a_complete_correction_says_nothing_of_it() -> None:
    """Silence means that nothing was found."""
    (card,) = story_view(REPORTS[0]).cards
    assert (card.remains, card.events) == ((), ())


def test_the_page_leads_from_the_card_to_the_words() -> None:
    """The words still wrong are marked in the last version, and the card's link finds them; all is escaped."""
    text = render_compare(LEFT, title="Ferry", now=NOW)
    tree = document_fromstring(text)
    (box,) = tree.xpath("//div[@class='incomplete']")
    assert " ".join(box.text_content().split()).startswith("Not complete: the headline still says $1.5m")
    (target,) = [a.get("href").removeprefix("#") for a in box.xpath(".//a")]
    (mark,) = tree.xpath(f"//mark[@id='{target}']")
    assert mark.text_content() == "$1.5m"
    assert "<gets>" not in text


STATED = "Loan of $1.5m for the <ferry> pier"
FORGOTTEN = analyse(
    tuple(replace(v, stated=(Stated("description", STATED), Stated("og:title", STATED))) for v in DONE.versions)
)


def test_words_beside_the_text_are_told_with_their_place() -> None:
    """In the card, which leads to the words in the last version's redline; in the terminal; in JSON."""
    tree = document_fromstring(render_compare(FORGOTTEN, title="Ferry", now=NOW))
    (box,) = tree.xpath("//div[@class='incomplete']")
    said = " ".join(box.text_content().split())
    place = "the page’s description for search engines and social media"
    assert said.startswith(f"Not complete: {place} still says $1.5m")
    assert said.endswith("description, og:title, as captured with version 2, 5 March 2026, 01:30 UTC")
    (target,) = [a.get("href").removeprefix("#") for a in box.xpath(".//a")]
    (row,) = tree.xpath(f"//section[@id='version-2']//div[.//mark[@id='{target}']]//p[@class='text']")
    assert row.text_content() == f"{STATED}1 description, og:title"
    assert f"{place} (description, og:title) still says" in render_redline(FORGOTTEN, color=False, width=200)
    result = compare_json(FORGOTTEN)
    assert result["versions"][1]["stated"] == {"description": STATED, "og:title": STATED}
    (remain,) = result["notices"][0]["remains"]
    assert (remain["block"], remain["places"]) == (None, ["description", "og:title"])
    assert STATED[remain["start"] : remain["end"]] == remain["text"] == "$1.5m"


def test_what_is_not_complete_is_counted_and_comes_first() -> None:
    """In the ledger, on the index and on the corrections page, although it is not the newest."""
    found = ledger(REPORTS)
    assert [entry.story.branch for entry in found.acknowledged] == ["b.example/left", "a.example/done"]
    assert [entry.story.branch for entry in found.only_incomplete().acknowledged] == ["b.example/left"]
    archive = archive_view([summary(story_view(each)) for each in REPORTS], found, now=NOW)
    for text in (render_index(archive, now=NOW), render_corrections(archive, now=NOW)):
        counts = document_fromstring(text).xpath("//*[contains(@class, 'incomplete-count')]")
        assert [each.text_content().strip() for each in counts] == ["1 not complete"]


def test_the_terminal_says_it_before_the_notice() -> None:
    """A redline and a ledger both tell it, and mark the words."""
    redline = render_redline(LEFT, color=False)
    assert "Not complete: the headline still says:" in redline
    assert redline.index("Not complete") < redline.index("downgraded from Correction to Update in version 4.")
    printed = render_ledger(ledger(REPORTS), color=False)
    assert "1 not complete" in printed.splitlines()[1]
    assert "of «$1.5m»" in printed


def test_the_contract_tells_it_in_plain_values() -> None:
    """Spans as spans, events with their versions, times in seconds."""
    (notice,) = compare_json(LEFT)["notices"]
    assert notice["remains"] == [{"block": 0, "start": 28, "end": 33, "text": "$1.5m", "places": []}]
    assert notice["events"] == [
        {"version": 3, "event": "added", "from": None, "to": None, "downgrade": False},
        {"version": 4, "event": "relabelled", "from": "correction", "to": "update", "downgrade": True},
    ]
    assert notice["timing"] == {
        "stood": {"at_least": 86400.0, "at_most": None},
        "waited": {"at_least": 0.0, "at_most": 86400.0},
    }
