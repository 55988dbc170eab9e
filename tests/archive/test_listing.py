"""The list of stories: what git says, however much of it the index knows already."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from tests.archive.samples import BRANCH, NOON, capture
from tests.archive.stories import HISTORIES, capture_all
from tests.archive.test_index import DAMAGE
from tracker.archive.commits import StoryRef
from tracker.archive.index import Index
from tracker.archive.listing import ListedStory, list_stories
from tracker.archive.repository import Archive
from tracker.archive.times import render_time


def as_git_says(archive: Archive) -> tuple[ListedStory, ...]:
    """The stories, read from git alone."""
    return tuple(
        ListedStory(
            story.branch,
            story.url,
            story.headline,
            story.n_versions,
            render_time(story.first_captured_at),
            render_time(story.last_captured_at),
        )
        for story in archive.stories()
    )


def read_commits(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note the branches whose commits are read."""
    read: list[str] = []
    heads = archive.heads

    def noted(branches: Iterable[str]) -> list[StoryRef | None]:
        read.extend(branches)
        return heads(read)

    monkeypatch.setattr(archive, "heads", noted)
    return read


def nothing(path: Path) -> None:
    """Leave the index as it is."""


@pytest.mark.parametrize("damage", ["nothing", *DAMAGE])
def test_a_list_is_what_git_says(archive: Archive, damage: str) -> None:
    """With an index that is whole, old or damaged, or none; with stories it does not know, and some that are gone."""
    apply: Callable[[Path], object] = nothing if damage == "nothing" else DAMAGE[damage][0]
    assert list_stories(archive) == ()
    archive.record(capture_all(), now=NOON)
    assert list_stories(archive) == as_git_says(archive)
    Index(archive).close()
    apply(archive.path / "index.sqlite")
    assert list_stories(archive) == as_git_says(archive)
    archive.record([capture("Nine."), capture("New.", 99, name=next(iter(HISTORIES)))], now=NOON)
    assert list_stories(archive) == as_git_says(archive)
    (archive.path / "stories.git" / "refs" / "heads" / BRANCH).unlink()
    assert list_stories(archive) == as_git_says(archive)


def test_only_the_commits_that_are_new_are_read(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the index says of a commit is not asked of git again, and nothing is written."""
    archive.record(capture_all(), now=NOON)
    Index(archive).close()
    before = (archive.path / "index.sqlite").read_bytes()
    archive.record([capture("Nine.")], now=NOON)
    read = read_commits(archive, monkeypatch)
    assert len(list_stories(archive)) == len(HISTORIES) + 1 and read == [BRANCH]
    assert (archive.path / "index.sqlite").read_bytes() == before
