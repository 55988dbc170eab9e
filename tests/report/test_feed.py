"""The Atom feed."""

from dataclasses import replace
from datetime import timedelta
from xml.etree.ElementTree import Element, fromstring

from tests.report import stories
from tests.report.drafts import NOW
from tracker.core.finding import Finding
from tracker.report.feed import LONGEST, render_feed
from tracker.report.ledger import Ledger, ledger
from tracker.report.views import StoryReport

ATOM = "{http://www.w3.org/2005/Atom}"
REPORTS = [
    StoryReport("skarvoy.example/ferry", "skarvoy.example", stories.ferry()),
    StoryReport(stories.HOSTILE, "skarvoy.example", stories.hostile()),
]


def read(text: str) -> Element:
    """Parse a feed."""
    return fromstring(text.encode())


def entry_texts(feed: Element, name: str) -> list[str]:
    """Return a text of every entry."""
    return [entry.findtext(ATOM + name) or "" for entry in feed.findall(ATOM + "entry")]


def test_the_feed_holds_every_notice_and_silent_change() -> None:
    """Acknowledged, silent and orphan, newest first, each once."""
    feed = read(render_feed(ledger(REPORTS), now=NOW))
    titles = entry_texts(feed, "title")
    assert titles[0] == "Correction: Ferry with 214 aboard runs aground off Skarvoy"
    assert sum(title.startswith("Silent change: ") for title in titles) == 4
    assert len(titles) == 7
    assert entry_texts(feed, "updated") == sorted(entry_texts(feed, "updated"), reverse=True)
    assert len(set(entry_texts(feed, "id"))) == 7


def test_what_the_house_rules_found_is_in_the_feed() -> None:
    """Beside the corrections: one about each notice that breaks a rule, and one about a version, with their words."""
    said = "The notice does not say where <the error> stood."
    rules = (
        Finding("must-say-where", 3, "n1", said), Finding("must-say-where", 3, "n2", said),
        Finding("date-modified-moved", 2, None, "The page's dateModified stayed."),
    )  # fmt: skip
    ruled = replace(REPORTS[0], analysis=replace(stories.ferry(), findings=rules))
    feed, plain = (read(render_feed(ledger([each]), now=NOW)) for each in (ruled, REPORTS[0]))
    assert set(entry_texts(plain, "id")) < set(entry_texts(feed, "id"))
    assert len(set(entry_texts(feed, "id"))) == len(set(entry_texts(plain, "id"))) + 3
    found = [n for n, title in enumerate(entry_texts(feed, "title")) if title.startswith("House rule: ")]
    links = [link.get("href", "").partition("#")[2] for link in feed.findall(f"{ATOM}entry/{ATOM}link")]
    assert [links[n] for n in found] == ["notice-n1", "notice-n2", "version-2"]
    first = entry_texts(feed, "content")[found[0]]
    assert "where &lt;the error&gt; stood. <i>(must-say-where)</i>" in first
    assert stories.FERRY_NOTICE in first


def test_the_feed_is_the_same_for_the_same_archive() -> None:
    """Running the report again without news gives the same bytes, at any time."""
    first = render_feed(ledger(REPORTS), now=NOW)
    assert render_feed(ledger(REPORTS[::-1]), now=NOW + timedelta(days=1)) == first


def test_ids_stay_when_numbers_shift() -> None:
    """A notice keeps its id when another one is found before it."""
    analysis = stories.ferry()
    shifted = replace(analysis, notices=(analysis.notices[1], replace(analysis.notices[0], id="n7")))
    before = read(render_feed(ledger(REPORTS[:1]), now=NOW))
    after = read(render_feed(ledger([replace(REPORTS[0], analysis=shifted)]), now=NOW))
    assert set(entry_texts(before, "id")) == set(entry_texts(after, "id"))


def test_links_follow_the_place_of_the_site() -> None:
    """Relative without a base, absolute with one."""
    link = ".//{*}entry/{*}link"
    relative = read(render_feed(ledger(REPORTS[:1]), now=NOW)).find(link)
    absolute = read(render_feed(ledger(REPORTS[:1]), now=NOW, base_url="https://desk.example/r/")).find(link)
    assert relative is not None
    assert absolute is not None
    assert relative.get("href") == "stories/skarvoy.example__ferry.html#notice-n1"
    assert absolute.get("href") == "https://desk.example/r/stories/skarvoy.example__ferry.html#notice-n1"


def test_hostile_text_stays_text_in_the_feed() -> None:
    """Titles and contents are escaped, also where they would end a CDATA section."""
    feed = read(render_feed(ledger(REPORTS[1:]), now=NOW))
    assert entry_texts(feed, "title")[0].endswith(stories.HOSTILE)
    assert all("<script" not in content for content in entry_texts(feed, "content"))
    assert any("&lt;script&gt;" in content for content in entry_texts(feed, "content"))


def test_an_empty_feed_is_dated_now() -> None:
    """An archive without news still has a valid feed."""
    feed = read(render_feed(Ledger(), now=NOW))
    assert feed.findtext(ATOM + "updated") == "2026-03-20T06:00:00+00:00"
    assert not feed.findall(ATOM + "entry")


def test_a_feed_is_bounded() -> None:
    """Only the newest entries are in it."""
    found = ledger(REPORTS[:1])
    many = tuple(
        replace(entry, order=n, story=replace(entry.story, branch=f"b{n}"))
        for n in range(LONGEST + 5)
        for entry in found.silent[:1]
    )
    feed = read(render_feed(replace(found, silent=many), now=NOW))
    assert len(feed.findall(ATOM + "entry")) == LONGEST
