"""The list of stories: from the index as far as it agrees with git, from git where it does not.

Git tells the last commit of every story at once, but takes long to read 100,000 of them; what a commit says never
changes, so that of a commit the index knows need not be read. Nothing is written, and an index that is missing, old
or damaged costs time, nothing else.
"""

import sqlite3
from dataclasses import dataclass

from tracker.archive.index_file import peek_stories
from tracker.archive.index_rows import Row, story_row
from tracker.archive.layout import INDEX
from tracker.archive.repository import Archive


@dataclass(frozen=True, slots=True)
class ListedStory:
    """A story in a list; times are written as the archive writes them."""

    branch: str
    url: str | None
    headline: str
    n_versions: int
    first_captured_at: str
    last_captured_at: str


def list_stories(archive: Archive) -> tuple[ListedStory, ...]:
    """Return every story, in order of branch."""
    tips = archive.tips()
    known = (row for row in peek_stories(archive.path / INDEX) if tips.get(row["branch"]) == row["tip"])
    stories = {row["branch"]: _listed(row) for row in known}
    others = archive.heads(sorted(tips.keys() - stories.keys()))
    stories |= {story.branch: _listed(story_row(story)) for story in others if story}
    return tuple(stories[branch] for branch in tips if branch in stories)


def _listed(row: sqlite3.Row | Row) -> ListedStory:
    return ListedStory(*(row[key] for key in ListedStory.__slots__))
