"""Several nights in a row over a newsroom that publishes, corrects, moves, deletes and misbehaves."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest

from tests.capture import newsroom as ways
from tests.capture.newspaper import print_page
from tests.capture.newsroom import Newsroom, make_bomb
from tests.capture.nights import Desk, Story, feed
from tracker.archive.names import branch_name
from tracker.archive.repository import Archive

N_MORE = 400 if os.environ.get("TRACKER_SLOW") else 40  # stories to which nothing happens
STORIES = {n: Story(n) for n in (*range(1, 31), *range(101, 101 + N_MORE))}
CONSENT = (
    "<html><body><main><h1>We value your privacy</h1><p>We and our 731 partners store information on a device.</p>"
    "<p>Accept all</p><p>Manage cookie settings</p></main></body></html>"
)
NOT_FOUND = (
    "<html><body><h1>Page not found</h1><p>Sorry, we cannot find the page you are looking for.</p></body></html>"
)
NOTICE = "Correction: An earlier version of this story said that 12 people were hurt. It was 15."


@dataclass(frozen=True, slots=True)
class Nights:
    """What five nights came to."""

    newsroom: Newsroom
    desk: Desk
    counts: list[dict[str, Any]]

    def branch(self, n: int) -> str:
        """The branch of a story."""
        return branch_name(self.newsroom.url(path(n)))


def path(n: int) -> str:
    return f"/2026/storm-{n}"


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nights]:
    """Five nights: all is new; only clutter changes; much happens at once; it goes on; all is as it was."""
    desk = Desk(tmp_path_factory.mktemp("desk") / "archive")
    with Newsroom() as newsroom, Newsroom("127.0.0.2") as other, Newsroom("127.0.0.3") as busy:
        urls = {n: newsroom.publish(path(n), str(story)) for n, story in STORIES.items()}
        newsroom.publish("/rss.xml", feed(urls[n] for n in STORIES if n not in range(21, 31)))
        maps = [newsroom.url(f"/sitemap-{n}.xml") for n in (1, 2)]
        index = "".join(f"<sitemap><loc>{url}</loc></sitemap>" for url in maps)
        places = "".join(f"<url><loc>{urls[n]}</loc></url>" for n in range(21, 26))
        newsroom.publish("/sitemap-1.xml", f"<sitemapindex>{index}</sitemapindex>")  # an index that loops
        newsroom.publish("/sitemap-2.xml", f"<urlset>{places}</urlset>")
        links = "".join(f"<a href='{path(n)}'>Story {n}</a>" for n in range(26, 30))
        newsroom.publish("/news", f"<html><body><a href='/about'>About us</a>{links}</body></html>")
        other.publish("/robots.txt", "")
        bad = {name: other.publish(f"/{name}", str(Story(40 + n))) for n, name in enumerate(BAD)}
        desk.add(feed=newsroom.url("/rss.xml"))
        desk.add(sitemap=maps[0])
        desk.add(section=newsroom.url("/news"), links="/2026/*")
        desk.add(story=urls[30])
        slow = busy.publish("/busy", str(Story(60)))
        for url in (*bad.values(), slow):
            desk.add(story=url)
        counts = [desk.snapshot(0)]
        for n in range(1, 11):
            newsroom.publish(path(n), str(replace(STORIES[n], clutter=f"<p>{n} comments</p><p>5 minutes ago</p>")))
        newsroom.publish("/rss.xml", feed(urls[n] for n in range(11, 21)))
        counts.append(desk.snapshot(1))
        happen(newsroom)
        busy.publish("/busy", status=429, Retry_After="86400")
        for name, behaviour in BAD.items():
            other.misbehave(f"/{name}", behaviour) if callable(behaviour) else other.publish(f"/{name}", **behaviour)
        counts.append(desk.snapshot(2))
        newsroom.publish("/rss.xml", feed([newsroom.url("/2026/storm-4-shuts-ferry"), urls[1]]))
        counts.append(desk.snapshot(2.9))
        for n in (4, 5, 6, 7, 9):
            newsroom.publish(path(n), str(STORIES[n]))
        for n, name in enumerate(BAD):
            other.publish(f"/{name}", str(Story(40 + n)))
        busy.publish("/busy", str(Story(60)))
        counts.append(desk.snapshot(3.8))
        yield Nights(newsroom, desk, counts)


BAD: dict[str, Any] = {
    "hang": ways.hang,
    "reset": ways.reset,
    "cut-short": ways.cut_short,
    "bomb": {"body": make_bomb(6_000_000), "Content_Encoding": "gzip"},
    "huge": {"body": b"<p>" + b"x" * 5_100_000},
    "loop": {"status": 302, "Location": "/loop"},
    "overloaded": {"status": 503},
    "inside": {"status": 302, "Location": "http://169.254.169.254/latest/meta-data/"},
    "file": {"status": 302, "Location": "file:///etc/passwd"},
}


def happen(newsroom: Newsroom) -> None:
    """Let a day go by at the newsroom."""
    newsroom.publish(path(3), str(replace(STORIES[3], toll=15, notice=NOTICE)))
    newsroom.publish("/2026/storm-4-shuts-ferry", str(STORIES[4]))
    newsroom.redirect(path(4), "/2026/storm-4-shuts-ferry")
    del newsroom.pages[path(5)]
    newsroom.publish(path(6), CONSENT)
    newsroom.publish(path(7), NOT_FOUND)
    newsroom.publish(path(8), str(replace(STORIES[8], headline="Storm number 8 does little harm")))
    newsroom.publish("/", "<h1>Wexcombe Courier</h1><p>All the news of the coast, every morning from six.</p>")
    newsroom.redirect(path(9), "/", 302)
    newsroom.publish(path(10), print_page())
    newsroom.publish(path(13), str(STORIES[13]), Content_Type="text/html; charset=iso-8859-1")  # it is UTF-8
    newsroom.publish(path(14), str(STORIES[14]).encode("cp1252"))  # and this is none
    newsroom.publish("/2026/storm-31", print_page(head=f'<link rel="canonical" href="{newsroom.url(path(11))}">'))
    newsroom.publish("/2026/storm-12-again", str(replace(STORIES[12], canonical=newsroom.url(path(12)))))
    new = [newsroom.url(f"/2026/{slug}") for slug in ("storm-31", "storm-12-again")]
    newsroom.publish("/rss.xml", "<rss><channel>" + feed(new).partition("<channel>")[2].replace("</rss>", "<oops>"))


def test_the_counts_say_what_happened(nights: Nights) -> None:
    """Each night adds up to what the newsroom did."""
    n_bad, n_all = len(BAD) + 1, len(STORIES)
    done = {"ending": "done", "is_resumed": False}
    assert nights.counts == [
        {"list": 4, "new": n_all + n_bad, **done},
        {"list": 4, "unchanged": n_all + n_bad, **done},
        {"list": 4, "new": 1, "changed": 2, "gone": 2, "seen": 3, "unchanged": n_all - 6, "failed": n_bad, **done},
        {"list": 4, "gone": 2, "seen": 3, "unchanged": n_all - 4, "failed": n_bad, **done},
        {"list": 4, "seen": 1, "unchanged": n_all + n_bad, **done},
    ]


def test_every_version_is_there_and_no_other(nights: Nights) -> None:
    """A story has a version for each text that was published, whatever came in its place."""
    numbers = {nights.newsroom.url(path(n)): 1 for n in STORIES} | {nights.newsroom.url("/2026/storm-31"): 1}
    numbers |= dict.fromkeys((nights.newsroom.url(path(n)) for n in (3, 8)), 2)
    held = {url: n for url, n in nights.desk.n_versions().items() if "127.0.0.1" in url}
    assert held == numbers
    assert "15 people" in nights.desk.texts()[nights.newsroom.url(path(3))][1]
    assert NOTICE in nights.desk.texts()[nights.newsroom.url(path(3))][1]


def test_the_archive_is_sound(nights: Nights) -> None:
    """Git has nothing against it, and the last entry of a night says what that came to."""
    assert nights.desk.fsck() == ""
    with Archive.open(nights.desk.folder) as archive:
        checked = [dict(run.checked) for run in archive.runs() if run.checked]
    assert checked == [
        {key: n for key, n in counts.items() if isinstance(n, int) and not isinstance(n, bool)}
        for counts in reversed(nights.counts)
    ]


SAID = {
    5: [["the same text"], ["gone: 404 Not Found"], [], ["back", "the same text"]],
    6: [["the same text"], ["a wall of consent"], [], ["the same text"]],
    7: [["the same text"], ["an error page"], [], ["the same text"]],
    9: [["the same text"], ["gone: leads to the front page of its site"], [], ["back", "the same text"]],
    10: [["the same text"], ["another story at the same address"], [], []],
}


@pytest.mark.parametrize("n", SAID)
def test_what_is_no_version_is_said_once(nights: Nights, n: int) -> None:
    """A story that is gone is said to be gone once, and once to be back."""
    seen = [nights.desk.observed(night).get(nights.branch(n), []) for night in (1, 2, 2.9, 3.8)]
    assert seen == SAID[n]


def test_a_moved_story_is_the_same_story(nights: Nights) -> None:
    """The new address is an alias, whether it was a redirect or a canonical link that led to it."""
    with Archive.open(nights.desk.folder) as archive:
        branches = [story.branch for story in archive.stories()]
    for slug in ("storm-4-shuts-ferry", "storm-12-again"):
        assert branch_name(nights.newsroom.url(f"/2026/{slug}")) not in branches


def test_what_misbehaves_stops_nothing(nights: Nights) -> None:
    """Each fault of a page is told with its reason, and all other stories are checked."""
    seen = nights.desk.observed(2)
    names = [*BAD, "busy"]
    reasons = {name: seen[branch][-1] for name in names for branch in seen if f"/{name}-" in branch}
    assert reasons == {
        "busy": "failed: the host asks to wait",
        "hang": "failed: no whole answer in the time allowed",
        "reset": "failed: the connection broke off",
        "cut-short": "failed: the answer was cut short",
        "bomb": "failed: the page has more bytes than max_bytes allows, once decompressed",
        "huge": "failed: the page has more bytes than max_bytes allows",
        "loop": "failed: redirected too often",
        "overloaded": "failed: 503 Service Unavailable",
        "inside": "failed: 169.254.169.254 is not a public address: if it is meant, name it under allow_private",
        "file": "failed: redirected to an address that begins with 'file': only http and https are fetched",
    }
