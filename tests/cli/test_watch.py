"""`tracker watch` on the command line: what is watched comes, goes, and is told with what has come of it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from filelock import FileLock

from tests.cli.runs import fsck, refused, start, told, tracker
from tracker.archive.settings import SETTINGS
from tracker.capture.checks import Check
from tracker.capture.state import State
from tracker.capture.state_file import STATE
from tracker.capture.watching import Watch, read_capture_settings

FEED = "https://courier.example/rss.xml"
STORY = "https://courier.example/2026/bridge"
NOW = datetime.now(UTC).replace(microsecond=0)
LONG_AGO = NOW - timedelta(days=400)
NOTHING = {
    "n_stories": 0, "n_retired": 0, "checked_at": None, "outcome": None, "reason": None, "failing_since": None,
    "n_failures": 0, "gone_since": None,
}  # fmt: skip


def watched(archive: Path) -> tuple[Watch, ...]:
    return read_capture_settings(archive).watch


KINDS = {
    "a story": ((STORY,), Watch("story", STORY)),
    "a feed by its spelling": ((FEED,), Watch("feed", FEED)),
    "a sitemap by its spelling": (
        ("https://courier.example/sitemap.xml.gz",),
        Watch("sitemap", "https://courier.example/sitemap.xml.gz"),
    ),
    "a feed that does not look like one": (("--feed", STORY), Watch("feed", STORY)),
    "a page with a pattern": (
        ("https://courier.example/politics", "--links", "/politics/*"),
        Watch("section", "https://courier.example/politics", "/politics/*"),
    ),
    "a feed with a pattern": ((FEED, "--links", "/2026/*"), Watch("feed", FEED, "/2026/*")),
}


@pytest.mark.parametrize(("arguments", "watch"), KINDS.values(), ids=KINDS)
def test_what_is_added_is_watched(empty: Path, arguments: tuple[str, ...], watch: Watch) -> None:
    """Its own spelling says what an address is, or an option; the row is read back as it was meant."""
    assert tracker("watch", "add", *arguments, "--archive", empty).stdout.startswith(f"Watching the {watch.kind} ")
    assert watched(empty) == (watch,)
    (row,) = told("watch", "list", "--archive", empty)
    assert row == {"kind": watch.kind, "url": watch.url, "links": watch.links} | NOTHING


def test_what_is_watched_already_is_said(empty: Path) -> None:
    """Another spelling is the same address; a second row is not written, also where it would be of another kind."""
    tracker("watch", "add", FEED, "--archive", empty)
    before = (empty / SETTINGS).read_text()
    said = tracker("watch", "add", FEED, "--archive", empty).stdout
    assert said == f"It is watched already: the feed {FEED}\n"
    twin = "http://www.courier.example/rss.xml?utm_source=x"
    said = tracker("watch", "add", "--story", twin, "--archive", empty).stdout
    assert said == f"It is watched already, as the feed {FEED}; {empty / SETTINGS} says so\n"
    assert (empty / SETTINGS).read_text() == before


BAD = ["courier.example/rss.xml", "the bridge", "file:///etc/passwd", "javascript:alert(1)", "https://"]


@pytest.mark.parametrize("url", BAD)
def test_what_is_no_web_address_is_refused(empty: Path, url: str) -> None:
    """The message names it and shows how one is written; nothing is written."""
    said = refused("watch", "add", url, "--archive", empty)
    assert repr(url) in said and "https://news.example/" in said
    assert not (empty / SETTINGS).exists()


def test_a_section_and_a_story_with_the_wrong_options(empty: Path) -> None:
    """A page without a pattern would link everything, a story links nothing: a wrong command line."""
    assert "--links" in tracker("watch", "add", "--section", STORY, "--archive", empty, status=2).stderr
    assert "--links" in tracker("watch", "add", "--story", STORY, "--links", "*", "--archive", empty, status=2).stderr


def test_the_rest_of_the_file_is_kept(empty: Path) -> None:
    """Comments and settings stay as they were, from `tracker config` too, and the row is gone again."""
    example = tracker("config").stdout
    (empty / SETTINGS).write_text(example)
    tracker("watch", "add", FEED, "--archive", empty)
    assert (empty / SETTINGS).read_text().startswith(example)
    assert tracker("watch", "remove", FEED, "--archive", empty).stdout == f"No longer watching the feed {FEED}\n"
    assert (empty / SETTINGS).read_text().strip() == example.strip()
    assert not (empty / STATE).exists()


def test_what_is_not_watched_cannot_be_removed(empty: Path) -> None:
    """The message names it and says where to look."""
    assert "`tracker watch list` shows what is" in refused("watch", "remove", STORY, "--archive", empty)


def test_two_at_once_lose_no_row(empty: Path) -> None:
    """Who adds while another changes the file says so and waits, and then finds what the other wrote."""
    with FileLock(empty / "settings.lock"):
        adding = start("watch", "add", FEED, "--archive", empty)
        assert adding.stderr is not None
        assert "waiting for another tracker" in adding.stderr.readline()
        (empty / SETTINGS).write_text(f'[[watch]]\nstory = "{STORY}"\n')
    assert adding.communicate()[0] == f"Watching the feed {FEED}\n"
    assert watched(empty) == (Watch("story", STORY), Watch("feed", FEED))


def checked(archive: Path) -> None:
    """Put down what nights of checking gave: a feed with an old and a new story, and a story that fails."""
    for arguments in ((FEED,), (f"{STORY}-alone",), ("https://courier.example/feed",)):
        tracker("watch", "add", *arguments, "--archive", archive)
    with State(archive) as state:
        (old,) = state.add([f"{STORY}-old"], FEED, LONG_AGO)
        state.add([STORY], FEED, NOW)
        (alone,) = state.add([f"{STORY}-alone"], f"{STORY}-alone", NOW)
        state.note([Check(f"{STORY}-old", LONG_AGO, "new", "first seen", old)])
        state.note([Check(FEED, NOW, "list", "304 Not Modified")])
        for night in (2, 1):
            at = NOW - timedelta(days=night)
            state.note([Check(f"{STORY}-alone", at, "failed", "no answer\x1b[31m", alone)])


def test_what_has_come_of_it_is_told(empty: Path) -> None:
    """Of a list its stories, the retired ones among them, and its last check; of what fails since when, and why."""
    checked(empty)
    feed, story, never = told("watch", "list", "--archive", empty)
    assert [feed[key] for key in ("n_stories", "n_retired", "outcome")] == [2, 1, "list"]
    assert datetime.fromisoformat(feed["checked_at"]) == NOW
    assert [story[key] for key in ("n_stories", "n_retired", "n_failures")] == [1, 0, 2]
    assert datetime.fromisoformat(story["failing_since"]) == NOW - timedelta(days=2)
    assert {key: never[key] for key in NOTHING} == NOTHING
    printed = tracker("watch", "list", "--archive", empty).stdout.splitlines()
    assert printed[0].split() == ["feed", FEED]
    assert printed[1].startswith("         2 stories, 1 retired; checked ") and printed[1].endswith(
        "UTC: 304 Not Modified"
    )
    assert printed[3].endswith("UTC: no answer␛[31m") and printed[4].endswith(" UTC, 2 times in a row")
    assert printed[6] == "         0 stories; not checked yet"


def test_a_story_seen_through_a_feed_is_told_too(empty: Path) -> None:
    """A watched story that a list led to first, under another spelling, is the same; gone, it is said to be."""
    tracker("watch", "add", STORY, "--archive", empty)
    with State(empty) as state:
        (branch,) = state.add([STORY.replace("//courier", "//m.courier")], FEED, LONG_AGO)
        state.note([Check(STORY, NOW, "gone", "410 Gone", branch)])
    (story,) = told("watch", "list", "--archive", empty)
    assert [story[key] for key in ("n_stories", "n_retired", "reason")] == [1, 1, "410 Gone"]
    _, second, third = tracker("watch", "list", "--archive", empty).stdout.splitlines()
    assert second.strip().startswith("retired, checked ") and third.strip().startswith("gone since ")


def test_the_stories_of_a_list_go_with_it(empty: Path) -> None:
    """What was found through a feed is watched no more when the feed is not; other stories are, and the archive is
    as it was."""
    checked(empty)
    said = tracker("watch", "remove", FEED, "--archive", empty).stdout
    assert said == f"No longer watching the feed {FEED}, nor the 2 stories found through it\n"
    with State(empty) as state:
        assert [story.url for story in state.stories()] == [f"{STORY}-alone"]
    assert fsck(empty) == ""


def test_a_state_that_cannot_be_read_tells_of_nothing(empty: Path) -> None:
    """What is watched is listed all the same, and the file is left alone."""
    tracker("watch", "add", FEED, "--archive", empty)
    (empty / STATE).write_bytes(b"no database" * 100)
    (row,) = told("watch", "list", "--archive", empty)
    assert row == {"kind": "feed", "url": FEED, "links": None} | NOTHING
    assert (empty / STATE).read_bytes() == b"no database" * 100


def test_nothing_is_watched(empty: Path) -> None:
    """The first time, the next step is named."""
    ended = tracker("watch", "list", "--archive", empty)
    assert ended.stdout == "" and "`tracker watch add URL`" in ended.stderr
    assert told("watch", "list", "--archive", empty) == []
