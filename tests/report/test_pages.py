"""Pages: well formed, self-contained, escaped, and the same for the same input."""

import base64
import hashlib
import re
from dataclasses import replace
from itertools import pairwise

import pytest
from lxml.html import document_fromstring

from tests.report import stories
from tests.report.drafts import NOW, row, tell
from tests.report.html import Page
from tracker.core.analysis import Analysis
from tracker.core.standing import Standing
from tracker.report.archive import archive_view, summary
from tracker.report.ledger import fold_ledgers, story_ledger
from tracker.report.page import render_compare, render_corrections, render_index, render_story
from tracker.report.views import StoryReport, StoryView, story_view

ANALYSES = {
    "ferry": stories.ferry(),
    "orphan": stories.orphan(),
    "hostile": stories.hostile(),
    "long": stories.long_story(4, 40),
}


def view(name: str, analysis: Analysis | None = None) -> StoryView:
    """Return a story ready to print, under hostile names where it is the hostile one."""
    analysis = analysis or ANALYSES[name]
    if name == "hostile":
        url = "javascript:alert(1)"
        return story_view(StoryReport(stories.HOSTILE, stories.HOSTILE, analysis, url, stories.HOSTILE))
    return story_view(
        StoryReport(f"skarvoy.example/{name}", "skarvoy.example", analysis, "https://skarvoy.example/1", "en")
    )


def pages() -> dict[str, str]:
    """Render every kind of page."""
    views = [view(name) for name in ANALYSES]
    ledger = fold_ledgers(story_ledger(each) for each in views)
    archive = archive_view([summary(each) for each in views], ledger, now=NOW)
    empty = archive_view([], fold_ledgers([]), now=NOW)
    return {
        **{name: render_story(view(name), now=NOW) for name in ANALYSES},
        "compare": render_compare(ANALYSES["ferry"], title="ferry.html", now=NOW),
        "index": render_index(archive, now=NOW),
        "corrections": render_corrections(archive, now=NOW),
        "empty index": render_index(empty, now=NOW),
        "empty corrections": render_corrections(empty, now=NOW),
    }


PAGES = pages()
every_page = pytest.mark.parametrize("source", PAGES.values(), ids=PAGES)


@every_page
def test_pages_are_well_formed(source: str) -> None:
    """Tags close in order, no id is given twice, and every link inside the page has its target."""
    page = Page(source)
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    targets = {href.removeprefix("#") for href in page.values("href") if href.startswith("#")}
    assert targets <= set(ids)
    assert set(page.values("aria-labelledby")) <= set(ids)


@every_page
def test_headings_are_in_order(source: str) -> None:
    """One first-level heading, and no level is skipped on the way down."""
    levels = [int(tag[1]) for tag, _ in Page(source).tags if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1
    assert levels[0] in (1, 2)
    assert all(after <= before + 1 for before, after in pairwise(levels))


@every_page
def test_pages_have_landmarks(source: str) -> None:
    """Someone who listens to the page can jump to its parts."""
    page = Page(source)
    assert [page.count(tag) for tag in ("main", "footer", "title", "h1")] == [1, 1, 1, 1]
    assert ("a", {"class": "skip", "href": "#main"}) in page.tags


@every_page
def test_pages_ask_for_nothing(source: str) -> None:
    """Style, script and icon are inside, and the content policy allows exactly them."""
    page = Page(source)
    assert not page.values("src")
    assert not page.values("style")
    assert not [name for _, attributes in page.tags for name in attributes if name.startswith("on")]
    (policy,) = (a["content"] for t, a in page.tags if t == "meta" and "http-equiv" in a)
    assert policy.startswith("default-src 'none'; ")
    for tag in ("style", "script"):
        inside = re.findall(rf"<{tag}>(.*?)</{tag}>", source, re.DOTALL)
        assert len(inside) == 1
        assert base64.b64encode(hashlib.sha256(inside[0].encode()).digest()).decode() in policy


@every_page
def test_links_are_relative_or_to_the_web(source: str) -> None:
    """Nothing leads anywhere but within the site, to a story's own address, or to a name in the page."""
    for href in Page(source).values("href"):
        assert re.match(
            r"#|data:image/svg|https?://|(\.\./)?(stories/|index\.html|corrections\.html|feed\.xml)", href
        )


def test_the_same_input_gives_the_same_bytes() -> None:
    """A page depends on nothing but what it is given."""
    assert pages() == PAGES


def test_hostile_text_shows_as_text() -> None:
    """A story whose text is markup has that text on its page, and no such element."""
    for name in ("hostile", "index", "corrections"):
        page = Page(PAGES[name])
        assert stories.HOSTILE in page.text
        assert page.count("script") == 1
        assert page.count("img") == 0
        assert "javascript:alert(1)" not in page.values("href")
    assert "<b>" not in {a.get("title") for _, a in Page(PAGES["hostile"]).tags}
    assert "\x1b" not in PAGES["hostile"]
    assert "␛[31m" in Page(PAGES["hostile"]).text


def test_an_invalid_language_is_left_out() -> None:
    """Only a language tag becomes one."""
    assert set(Page(PAGES["ferry"]).values("lang")) == {"en"}
    assert set(Page(PAGES["hostile"]).values("lang")) == {"en"}
    assert set(Page(render_compare(ANALYSES["ferry"], title="x", now=NOW, language="de-AT")).values("lang")) == {
        "en",
        "de-AT",
    }


def test_a_card_leads_to_its_words_and_they_lead_back() -> None:
    """The link goes both ways, for changes and for passages."""
    hrefs = Page(PAGES["ferry"]).values("href")
    for target in ("#change-r1c1", "#change-r1c2", "#passage-n1", "#passage-n2", "#notice-n1", "#notice-n2"):
        assert target in hrefs
    marks = [attributes for tag, attributes in Page(PAGES["ferry"]).tags if tag == "mark" and "id" in attributes]
    assert {mark["id"] for mark in marks} == {"change-r1c1", "change-r1c2", "passage-n1", "passage-n2"}


def test_insertions_and_deletions_are_said_in_words() -> None:
    """Who does not see the marks hears them."""
    text = Page(PAGES["ferry"]).text
    assert "with [deleted: 241][inserted: 214]" in text
    assert "wrong: 241" in text
    assert "right: 214" in text


def test_hidden_changes_are_one_click_away() -> None:
    """A hidden change is on the page, marked, with the name of the rule that hid it."""
    page = Page(PAGES["ferry"])
    assert "hidden by the rule quote-style" in page.values("title")
    assert "1 hidden change: quote-style (1)" in page.text
    assert "show-hidden" in page.values("id")


def test_a_story_without_hidden_changes_offers_none() -> None:
    """No control that does nothing."""
    assert "show-hidden" not in Page(PAGES["long"]).values("id")
    assert "mode-sides" not in Page(PAGES["orphan"]).values("id")


def test_a_mailed_page_leads_to_no_site() -> None:
    """The page of a comparison stands alone."""
    page = Page(PAGES["compare"])
    assert all(href.startswith(("#", "data:")) for href in page.values("href"))


def test_nothing_is_said_of_times_that_are_not_known() -> None:
    """A comparison of files names the files instead; nor does it print its headline twice."""
    versions = tuple(replace(version, captured_at=None) for version in stories.ferry().versions)
    analysis = replace(stories.ferry(), versions=versions)
    page = render_compare(analysis, title=versions[-1].story.headline, now=NOW)
    text = " ".join(document_fromstring(page).xpath("//main")[0].text_content().split())
    assert "not known" not in text
    assert "3 versions 1 notice tied to a change" in text
    assert text.startswith(f"{versions[-1].story.headline} 3 versions")
    assert "Version 2 2.md" in text


def test_a_long_story_stays_small() -> None:
    """Twelve versions of sixty long paragraphs fold into a page that can be mailed."""
    page = render_story(view("long", stories.long_story()), now=NOW)
    assert len(page) < 600_000
    assert Page(page).count("details") >= 12


def test_equal_versions_are_said_to_be_equal() -> None:
    """A version that changed nothing says so."""
    analysis = tell((row("It stays."),))
    assert "The text is the same as in version 1." in Page(render_compare(analysis, title="x", now=NOW)).text


def test_more_than_a_few_silent_changes_are_folded() -> None:
    """A long list of silent changes does not push the redlines off the page."""
    analysis = replace(stories.long_story(12, 31), silent=tuple(f"r{n}c1" for n in range(1, 12)))
    assert "5 more" in Page(render_compare(analysis, title="x", now=NOW)).text


def test_silent_changes_say_why_and_news_is_folded() -> None:
    """A silent change stands with its reason; what told the reader more is folded away and counted apart."""
    analysis = tell((row("It has [-9-]{+8+} wheels.", "number silent"), row("It has {+oak +}gates.", "wording")))
    standings = (
        Standing("r1c1", "silent", "the number changed: 9 → 8"),
        Standing("r1c2", "news", "words were added"),
    )
    text = Page(render_story(view("ferry", replace(analysis, standings=standings)), now=NOW)).text
    assert "the number changed: 9 → 8" in text
    assert "1 change told the reader more" in text
