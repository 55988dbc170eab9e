"""What is watched: the rows of tracker.toml, how sites are treated, when stories are due, and what lists link."""

import gzip
import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.archive.settings import SETTINGS
from tracker.capture.discover import FRESH_DAYS, MAX_LINKS, find_links
from tracker.capture.schedule import is_due, is_retired
from tracker.capture.watching import (
    CaptureSettings,
    Schedule,
    Watch,
    parse_capture_settings,
    read_capture_settings,
)
from tracker.capture.watchlist import add_watch, remove_watch
from tracker.errors import InputError

NOW = datetime(2026, 11, 25, 2, tzinfo=UTC)
SITE = "https://courier.example"
FEED = Watch("feed", f"{SITE}/rss.xml")
SITEMAP = Watch("sitemap", f"{SITE}/sitemap.xml")
SECTION = Watch("section", f"{SITE}/politics", "/politics/*")


def parse(text: str) -> CaptureSettings:
    return parse_capture_settings(tomllib.loads(text))


def test_settings_name_what_is_watched_and_how() -> None:
    """Rows, rules for all, and rules of a site that go before them and hold for its sub-domains."""
    settings = parse(
        """
        [[watch]]
        feed = "https://courier.example/rss.xml"
        [[watch]]
        section = "https://courier.example/politics"
        links = "/politics/*"
        [capture]
        contact = "desk@courier.example"
        delay = 2
        allow-private = ["10.0.0.0/8"]
        [capture.sites."courier.example"]
        delay = 5
        rendered = true
        weekly-days = 90
        """
    )
    assert settings.watch == (FEED, SECTION)
    assert (settings.contact, settings.allowed) == ("desk@courier.example", ("10.0.0.0/8",))
    rules = settings.rules_for("https://www.courier.example/a")
    assert (rules.delay, rules.is_rendered, rules.schedule) == (5, True, Schedule(weekly_days=90))
    assert settings.rules_for("https://other.example/").delay == 2


FAULTS = {
    "an unknown key": ("[capture]\ndealy = 2", "capture.dealy"),
    "an unknown key of a site": ('[capture.sites."a.example"]\ncontact = "x"', "contact"),
    "a delay that is no number": ('[capture]\ndelay = "2"', "capture.delay"),
    "a delay below nothing": ("[capture]\ndelay = -1", "capture.delay"),
    "a flag that is none": ("[capture]\nrendered = 1", "capture.rendered"),
    "days that fall": ("[capture]\ndaily-days = 1", "must not fall"),
    "a row without an address": ("[[watch]]\nlinks = '*'", "watch 1"),
    "a row with two": ('[[watch]]\nfeed = "https://a.example/f"\nstory = "https://a.example/s"', "watch 1"),
    "an address of another kind": ('[[watch]]\nstory = "file:///etc/passwd"', "whole address"),
    "a section without links": ('[[watch]]\nsection = "https://a.example/"', "links"),
    "links of a story": ('[[watch]]\nstory = "https://a.example/s"\nlinks = "*"', "no list"),
    "the same row twice": (
        '[[watch]]\nstory = "https://a.example/s"\n[[watch]]\nstory = "http://www.a.example/s/"',
        "watch 1 again",
    ),
    "no list of rows": ("watch = 3", "[[watch]]"),
    "private hosts that are no list": ("[capture]\nallow-private = true", "allow-private"),
}


@pytest.mark.parametrize(("text", "said"), FAULTS.values(), ids=FAULTS)
def test_what_is_not_understood_is_an_error(text: str, said: str) -> None:
    """Each fault is told with its key; nothing that was misspelled is off in silence."""
    with pytest.raises(ValueError, match=said.replace("[", r"\[")):
        parse(text)


def test_the_file_of_an_archive_is_named_in_the_error(tmp_path: Path) -> None:
    """Without a file nothing is watched; one with a fault says where it lies."""
    assert read_capture_settings(tmp_path) == CaptureSettings()
    (tmp_path / SETTINGS).write_text("[capture]\ndelay = -1")
    with pytest.raises(InputError, match=SETTINGS):
        read_capture_settings(tmp_path)


def test_rows_come_and_go_and_the_rest_stays(tmp_path: Path) -> None:
    """Comments, order and spacing of the file are the newsroom's: adding and removing leaves them as they were."""
    before = "# Ours.\n[house]   # strict\nno-euphemism = true\n"
    (tmp_path / SETTINGS).write_text(before)
    assert add_watch(tmp_path, FEED) is None and add_watch(tmp_path, SECTION) is None
    assert add_watch(tmp_path, Watch("story", "http://www.courier.example/rss.xml#top")) == FEED
    assert (tmp_path / SETTINGS).read_text().startswith(before)
    assert read_capture_settings(tmp_path).watch == (FEED, SECTION)
    assert remove_watch(tmp_path, "courier.example/rss.xml") == FEED
    assert remove_watch(tmp_path, SECTION.url) == SECTION
    assert (tmp_path / SETTINGS).read_text().strip() == before.strip()
    with pytest.raises(InputError, match="not watched"):
        remove_watch(tmp_path, FEED.url)


def test_a_row_that_would_not_be_read_is_not_written(tmp_path: Path) -> None:
    """What cannot be watched is refused before the file is touched."""
    with pytest.raises(InputError, match="whole address"):
        add_watch(tmp_path, Watch("story", "javascript:alert(1)"))
    assert not (tmp_path / SETTINGS).exists()


DUE = {
    "never checked": (400, None, True),
    "fresh, checked an hour ago": (2, timedelta(hours=1), True),
    "a week old, checked this morning": (7, timedelta(hours=8), False),
    "a week old, checked last night, a little later than now": (7, timedelta(hours=23, minutes=50), True),
    "two months old, checked yesterday": (60, timedelta(days=1), False),
    "two months old, checked a week ago, less some minutes": (60, timedelta(days=6, hours=23), True),
    "older than a year": (366, timedelta(days=300), False),
}


@pytest.mark.parametrize(("days", "since", "due"), DUE.values(), ids=DUE)
def test_when_a_story_is_due(days: float, since: timedelta | None, due: bool) -> None:
    """Every run for three days, daily to thirty, weekly to a year, then no more."""
    assert is_due(NOW - timedelta(days=days), NOW - since if since else None, NOW, Schedule()) is due


@given(st.floats(0, 400), st.floats(0, 400))
def test_a_retired_story_is_never_due(age: float, since: float) -> None:
    """The two say the same of every story that was checked before."""
    seen, checked = NOW - timedelta(days=age), NOW - timedelta(days=since)
    assert not (is_retired(seen, checked, NOW, Schedule()) and is_due(seen, checked, NOW, Schedule()))


RSS = b"""<rss version="2.0"><channel><title>Courier</title>
<item><link>https://courier.example/2026/bridge</link></item>
<item><link>/2026/ferry?utm_source=rss</link></item>
<item><link>javascript:alert(1)</link></item>
<item><link>https://courier.example/2026/bridge#comments</link></item></channel></rss>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="https://courier.example/a"/></entry></feed>"""
NOT_WELL_FORMED = b"<rss><channel><item><link>https://courier.example/a</link><title>R&D & more</item>"
JSON_FEED = (
    b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"url": "https://courier.example/a"}, {"id": 1}]}'
)
INDEX = b"""<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://courier.example/sitemap.xml</loc></sitemap>
<sitemap><loc>https://courier.example/sitemap-2.xml</loc></sitemap></sitemapindex>"""
LISTS = {
    "RSS": (FEED, RSS, [f"{SITE}/2026/bridge", f"{SITE}/2026/ferry?utm_source=rss"], []),
    "Atom": (FEED, ATOM, [f"{SITE}/a"], []),
    "a feed that is not well-formed": (FEED, NOT_WELL_FORMED, [f"{SITE}/a"], []),
    "JSON": (FEED, JSON_FEED, [f"{SITE}/a"], []),
    "an index of sitemaps that names itself": (SITEMAP, INDEX, [], [f"{SITE}/sitemap-2.xml"]),
    "a section page": (
        SECTION,
        b'<a href="/politics/a">A</a> <a href="/sport/b">B</a> <a href="mailto:desk@courier.example">C</a>',
        [f"{SITE}/politics/a"],
        [],
    ),
    "a section page with a base": (SECTION, b'<base href="/politics/"><a href="a">A</a>', [f"{SITE}/politics/a"], []),
}


@pytest.mark.parametrize(("watch", "body", "stories", "lists"), LISTS.values(), ids=LISTS)
def test_what_a_list_links(watch: Watch, body: bytes, stories: list[str], lists: list[str]) -> None:
    """Web addresses only, whole, each once, and not the list itself."""
    links = find_links(watch, watch.url, body, NOW)
    assert (list(links.stories), list(links.lists), links.doubt) == (stories, lists, None)


def test_old_entries_of_a_sitemap_are_left_out() -> None:
    """A sitemap may list all that a site ever published; what says no date counts as new."""
    dates = [NOW - timedelta(days=days) for days in (1, FRESH_DAYS + 1)]
    rows = [f"<url><loc>{SITE}/{n}</loc><lastmod>{at.isoformat()}</lastmod></url>" for n, at in enumerate(dates)]
    body = f"<urlset>{''.join(rows)}<url><loc>{SITE}/undated</loc></url></urlset>".encode()
    assert find_links(SITEMAP, SITEMAP.url, body, NOW).stories == (f"{SITE}/0", f"{SITE}/undated")


HOSTILE = {
    "nothing": b"",
    "bytes": bytes(range(256)),
    "a bomb of entities": b'<!DOCTYPE x [<!ENTITY a "aa">]><urlset><url><loc>&a;&a;</loc></url></urlset>',
    "a file": b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><urlset><url><loc>&f;</loc></url></urlset>',
    "packed bytes": gzip.compress(b"<urlset/>"),
    "deep JSON": b'{"items": ' + b"[" * 100_000,
    "a broken address": b"<urlset><url><loc>http://[::1</loc></url></urlset>",
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("watch", [FEED, SITEMAP, SECTION], ids=lambda watch: watch.kind)
def test_a_hostile_list_links_nothing(watch: Watch, body: bytes) -> None:
    """No list reads a file, hangs or breaks a run."""
    links = find_links(watch, watch.url, body, NOW)
    assert (links.stories, links.lists) == ((), ())


def test_a_list_links_no_more_than_a_limit() -> None:
    """However long a list is, the run stays bounded."""
    body = "".join(f'<a href="/politics/{n}">x</a>' for n in range(MAX_LINKS + 100)).encode()
    assert len(find_links(SECTION, SECTION.url, body, NOW).stories) <= MAX_LINKS
