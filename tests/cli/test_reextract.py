"""`tracker reextract` on the command line: what is printed, as JSON, and what the other commands show afterwards."""

from pathlib import Path

import pytest

from tests.archive.samples import hours
from tests.capture.newspaper import print_page
from tests.capture.test_reextract import BRANCH, PAID, URL, body, read_before, stored
from tests.cli.runs import refused, told, tracker
from tracker.archive.repository import Archive
from tracker.capture.extract import extract
from tracker.capture.extractor import extractor_version


@pytest.fixture
def ferry(empty: Path) -> Path:
    """A story in three states; an older extractor read something more in the pages of the first two."""
    states = [body(0), body(0), body(1)]
    captures = [read_before(print_page(body=paragraphs), n) for n, paragraphs in enumerate(states)]
    captures[0] = read_before(print_page(body=body(0)), 0, text=extract(print_page(body=body(0))).story)
    with Archive.open(empty) as archive:
        archive.record(captures, now=hours(2))
    return empty


def test_what_is_printed(ferry: Path) -> None:
    """What was read and restated, by story; a second time there is nothing to do."""
    command = ("reextract", "--archive", ferry)
    dry = tracker(*command, "--dry-run")
    assert dry.stdout == f"Read 3 pages of 1 story again\nTo restate: 2 versions of 1 story\n  {BRANCH}: 2 versions\n"
    ended = tracker(*command)
    assert ended.stdout == dry.stdout.replace("To restate", "Restated") and ended.stderr == ""
    assert tracker(*command).stdout == "No page was left to be read again\n"
    assert tracker("verify", "--archive", ferry).stdout.startswith("Sound: 3 versions of 1 story")


def test_what_other_commands_show(ferry: Path, tmp_path: Path) -> None:
    """The same versions at the same times; where only the menu had come, no change; the page again is nothing new."""
    before = told("log", "ferry", "--archive", ferry)["versions"]
    tracker("reextract", "ferry", "--archive", ferry)
    after = told("log", "ferry", "--archive", ferry)["versions"]
    kept = ("n", "captured_at", "commit", "headline")
    assert [[row[key] for key in kept] for row in after] == [[row[key] for key in kept] for row in before]
    assert [row["n_changes"] for row in before] == [0, 1, 1] and [row["n_changes"] for row in after] == [0, 0, 1]
    assert "no change" in tracker("log", "ferry", "--archive", ferry).stdout
    assert [entry["n"] for entry in told("corrections", "--silent", "--archive", ferry)] == [3]
    (tmp_path / "page.html").write_text(print_page(body=body(1)))
    said = tracker("record", URL, tmp_path / "page.html", "--at", "2031-05-06", "--archive", ferry).stdout
    assert said == f"{BRANCH}: nothing new, the text is that of version 3\n"


def test_as_json(ferry: Path) -> None:
    """The extractor, the figures, the stories, and what stays as it is with its reason."""
    with Archive.open(ferry) as archive:
        archive.record([stored(PAID, extract(print_page(body=body(2))).story, 0.5)], now=hours(3))
    done = told("reextract", "--archive", ferry)
    assert done == {
        "extractor": "tracker", "extractor_version": extractor_version(), "n_stories": 1, "n_pages": 3,
        "restated": [{"branch": BRANCH, "n_versions": 2}],
        "left": [{"branch": BRANCH, "n": 2, "reason": "its page now reads as a wall of payment"}],
    }  # fmt: skip
    said = tracker("reextract", "ferry", "--archive", ferry)
    assert said.stderr == (
        f"Note: {BRANCH}, version 2 and those before it stay as they are: its page now reads as a wall of payment\n"
    )


def test_a_recorded_page_names_its_extractor(empty: Path, tmp_path: Path) -> None:
    """A page is noted with who read it, a text is not: there is nothing to be read again."""
    (tmp_path / "page.html").write_text(print_page())
    tracker("record", URL, tmp_path / "page.html", "--archive", empty)
    tracker("record", "by hand", "-", "--archive", empty, given="Tides\n\nLow at noon.\n")
    with Archive.open(empty) as archive:
        metas = [archive.history(story.branch).metas[0] for story in archive.stories()]
    assert [meta.extractor for meta in metas] == [None, "tracker"]
    assert told("reextract", "--archive", empty)["n_pages"] == 0


def test_a_story_that_there_is_not(ferry: Path) -> None:
    """It is named, with the next step."""
    assert "tracker list" in refused("reextract", "fog", "--archive", ferry)
