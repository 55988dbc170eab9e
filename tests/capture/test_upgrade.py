"""The first night after an upgrade of the extractor: no revision appears because a page is read differently."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from tests.capture.newsroom import Newsroom
from tests.capture.nights import FIRST, Desk, Story
from tests.capture.test_reextract import read_before
from tracker.archive.names import branch_name
from tracker.archive.repository import Archive
from tracker.core.history import analyse


def test_the_night_after_an_upgrade(tmp_path: Path) -> None:
    """A page that is as it was is unchanged, and one with another toll differs from the last in nothing else."""
    desk = Desk(tmp_path / "archive")
    stories = [Story(1), Story(2)]
    with Newsroom() as newsroom:
        urls = [newsroom.publish(f"/2026/storm-{story.number}", str(story)) for story in stories]
        with Archive.open(desk.folder) as archive:
            read = [read_before(str(story), 0, name=url) for story, url in zip(stories, urls, strict=True)]
            at = FIRST - timedelta(days=1)
            archive.record([replace(each, meta=replace(each.meta, captured_at=at)) for each in read], now=at)
        newsroom.publish("/2026/storm-2", str(replace(stories[1], toll=15)))
        for url in urls:
            desk.add(story=url)
        assert desk.snapshot(0) == {"unchanged": 1, "changed": 1, "ending": "done", "is_resumed": False}
    assert desk.n_versions() == dict(zip(urls, (1, 2), strict=True))
    with Archive.open(desk.folder) as archive:
        versions = archive.history(branch_name(urls[1])).versions
    [revision] = analyse(versions).revisions
    assert [(change.old.text, change.new.text) for change in revision.changes if change.old and change.new] == [
        ("12", "15")
    ]
    assert len(revision.changes) == 1
    assert desk.fsck() == ""
