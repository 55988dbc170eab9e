"""The list of stories: from the index as far as it agrees with git, from git where it does not.

Git tells the last commit of every story at once, but takes long to read 100,000 of them; what a commit says never
changes, so that of a commit the index knows need not be read. Nothing is written, and an index that is missing, old
or damaged costs time, nothing else.
"""

from dataclasses import dataclass, fields

from tracker.archive.index_file import peek_stories
from tracker.archive.index_rows import story_row
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


_COLUMNS = tuple(field.name for field in fields(ListedStory))  # of the index, which has the same names


def list_stories(archive: Archive) -> tuple[ListedStory, ...]:
    """Return every story, in order of branch."""
    tips = archive.tips()
    known = peek_stories(archive.path / INDEX, ("tip", *_COLUMNS))
    stories = {branch: ListedStory(branch, *rest) for tip, branch, *rest in known if tips.get(branch) == tip}
    others = (story_row(story) for story in archive.heads(sorted(tips.keys() - stories.keys())) if story)
    stories |= {row["branch"]: ListedStory(*(row[column] for column in _COLUMNS)) for row in others}
    return tuple(stories[branch] for branch in tips if branch in stories)
