"""The static site on disk."""

from pathlib import Path

import pytest

from tests.report import stories
from tests.report.drafts import NOW
from tests.report.html import Page
from tracker.errors import InputError
from tracker.report.site import StoryReport, write_site

REPORTS = [
    StoryReport("skarvoy.example/ferry", "skarvoy.example", stories.ferry(), "https://skarvoy.example/1", "en"),
    StoryReport("skarvoy.example/lamp", "skarvoy.example", stories.orphan()),
    StoryReport("../../" + stories.HOSTILE, stories.HOSTILE, stories.hostile()),
]


def files(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_site_has_an_index_a_page_a_story_the_ledgers_and_a_feed(tmp_path: Path) -> None:
    """The path of the index comes back, and nothing lies outside the folder or is left over in it."""
    index = write_site(tmp_path / "a" / "out", REPORTS, now=NOW)
    assert index == tmp_path / "a" / "out" / "index.html"
    names = sorted(files(tmp_path / "a"))
    assert names[:3] == ["out/corrections.html", "out/feed.xml", "out/index.html"]
    assert "out/stories/skarvoy.example__ferry.html" in names
    assert len(names) == 6
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a"]


def test_links_between_pages_hold(tmp_path: Path) -> None:
    """Every link of every page leads to a file that is there, and to an id in it."""
    write_site(tmp_path, REPORTS, now=NOW)
    pages = {path.resolve(): Page(path.read_text()) for path in tmp_path.rglob("*.html")}
    n_links = 0
    for path, page in pages.items():
        for href in page.values("href"):
            if href.startswith(("data:", "https:")):
                continue
            name, _, fragment = href.partition("#")
            target = (path.parent / name).resolve() if name else path
            assert target.exists()
            assert not fragment or fragment in pages[target].values("id")
            n_links += 1
    assert n_links > 50


def test_writing_twice_changes_nothing(tmp_path: Path) -> None:
    """The same stories and the same instant give the same bytes, over the old files."""
    write_site(tmp_path, REPORTS, now=NOW)
    first = files(tmp_path)
    write_site(tmp_path, iter(REPORTS), now=NOW)
    assert files(tmp_path) == first


def test_other_files_are_left_alone(tmp_path: Path) -> None:
    """A report deletes nothing, and refuses to replace a page that it did not write."""
    (tmp_path / "notes.txt").write_text("mine")
    write_site(tmp_path, REPORTS, now=NOW)
    assert (tmp_path / "notes.txt").read_text() == "mine"
    (tmp_path / "index.html").write_text("<h1>my homepage</h1>")
    with pytest.raises(InputError, match=r"index\.html was not written by tracker"):
        write_site(tmp_path, REPORTS, now=NOW)
    assert (tmp_path / "index.html").read_text() == "<h1>my homepage</h1>"


def test_a_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    """A bad output folder is an error that names it and says what to do."""
    (tmp_path / "out").write_text("a file")
    with pytest.raises(InputError, match=r"out.*cannot write the report.*Choose another folder"):
        write_site(tmp_path / "out", REPORTS, now=NOW)
    assert (tmp_path / "out").read_text() == "a file"


def test_a_page_that_cannot_be_replaced_leaves_no_temporary_file(tmp_path: Path) -> None:
    """A failure in the middle leaves whole files alone."""
    (tmp_path / "corrections.html").mkdir()
    with pytest.raises(InputError, match="cannot write the report"):
        write_site(tmp_path, REPORTS, now=NOW)
    assert not [name for name in files(tmp_path) if name.endswith(".tmp")]


def test_an_archive_without_stories_has_a_site(tmp_path: Path) -> None:
    """The first report of a new archive says that there is nothing yet."""
    index = write_site(tmp_path, [], now=NOW)
    assert "The archive holds no story yet." in Page(index.read_text()).text
