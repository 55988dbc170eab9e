"""`tracker report` and `tracker demo`: a site on disk."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.cli.conftest import Demo
from tests.cli.runs import fsck, refused, told, tracker
from tracker.cli.demo import has_desktop
from tracker.examples import read_examples


def pages(folder: Path) -> set[str]:
    """The files of a report, by their paths in it."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_a_report_holds_a_page_a_story(bridge: Path, tmp_path: Path) -> None:
    """The site has its front page, the corrections, a feed and each story; the path printed is the front page."""
    out = tmp_path / "report"
    assert tracker("report", "--out", out, "--archive", bridge).stdout == f"{out / 'index.html'}\n"
    stories = {page for page in pages(out) if page.startswith("stories/")}
    assert pages(out) - stories == {"index.html", "corrections.html", "feed.xml"}
    assert len(stories) == 1
    assert "Quay bridge opens" in (out / "index.html").read_text("utf-8")


def test_a_report_is_brought_up_to_date(bridge: Path, tmp_path: Path) -> None:
    """Writing it again replaces the pages, and a file of somebody else is left alone."""
    out = tmp_path / "report"
    tracker("report", "--out", out, "--archive", bridge)
    (out / "notes.html").write_text("ours")
    closed = "Quay bridge closes\n\nThe bridge at Quay is closed.\n"
    tracker("record", "quay", "-", "--at", "2031-05-04", "--archive", bridge, given=closed)
    tracker("report", "--out", out, "--archive", bridge)
    assert "Quay bridge closes" in (out / "index.html").read_text("utf-8")
    assert (out / "notes.html").read_text() == "ours"
    (out / "index.html").write_text("ours as well")
    assert "was not written by tracker" in refused("report", "--out", out, "--archive", bridge)
    assert (out / "index.html").read_text() == "ours as well"


def test_a_feed_knows_where_the_site_is_served(bridge: Path, tmp_path: Path) -> None:
    """With `--base-url` the entries of the feed lead to the site."""
    tracker("report", "--out", tmp_path / "r", "--base-url", "https://desk.example/c/", "--archive", bridge)
    feed = ElementTree.parse(tmp_path / "r" / "feed.xml")
    links = [link.get("href", "") for link in feed.iter("{http://www.w3.org/2005/Atom}link")]
    assert links and all(link.startswith("https://desk.example/c/") for link in links)


def test_a_report_that_cannot_be_written_is_an_error(bridge: Path, tmp_path: Path) -> None:
    """A file in the place of the folder is named."""
    (tmp_path / "taken").write_text("ours")
    said = refused("report", "--out", tmp_path / "taken", "--archive", bridge)
    assert str(tmp_path / "taken") in said and "Choose another folder" in said


def test_an_empty_archive_has_a_report(empty: Path, tmp_path: Path) -> None:
    """The site of no story says so and has its feed."""
    tracker("report", "--out", tmp_path / "report", "--archive", empty)
    assert pages(tmp_path / "report") == {"index.html", "corrections.html", "feed.xml"}


def test_the_demo_shows_the_whole_path(demo: Demo) -> None:
    """An archive of every example story, the three ledgers in the terminal, and the path of the report."""
    stories = told("list", "--archive", demo.archive)
    assert {(story["url"], story["n_versions"]) for story in stories} == {
        (example.url, len(example.texts)) for example in read_examples()
    }
    assert fsck(demo.archive) == ""
    titles = re.findall(r"^(\w.*) \(\d+\)$", demo.printed, re.M)
    assert titles == ["Acknowledged", "Changed without a word", "Notices with no captured change"]
    assert demo.printed.endswith(f"The report is in {demo.folder / 'report' / 'index.html'}\n")
    assert len(pages(demo.folder / "report")) == len(stories) + 3


def test_the_demo_again_adds_nothing(demo: Demo) -> None:
    """It can be run twice, prints the same, and leaves the archive as it was."""
    before = told("list", "--archive", demo.archive)
    assert tracker("demo", "--out", demo.folder).stdout == demo.printed
    assert told("list", "--archive", demo.archive) == before


def test_the_report_is_opened_only_on_a_desktop(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a screen there is nothing to open a page on."""
    monkeypatch.setattr("sys.platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert not has_desktop()
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert has_desktop()
