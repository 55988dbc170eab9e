"""`index.sqlite`: what is slow to work out of the stories again, and nothing git does not hold.

The index notes for each story which commit and which decisions it was made from. Refreshing reads only the stories of
which one is another now, one transaction each, so it can be cut off anywhere. A file that is missing, damaged or made
by another version of `tracker` or with other settings is made anew beside the old one and takes its place when it is
complete.
"""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Self

from tracker.archive.analysing import Analyse, analyse_story
from tracker.archive.commits import StoryRef
from tracker.archive.finding_rows import finding_rows
from tracker.archive.index_file import Unusable, create_file, open_file, put_in_place, told
from tracker.archive.index_rows import Row, change_rows, link_row, notice_row, story_row, version_row
from tracker.archive.index_seals import set_seal
from tracker.archive.layout import INDEX
from tracker.archive.ledgers import Entry, Ledger, read_ledgers
from tracker.archive.repository import Archive
from tracker.archive.writing import writing
from tracker.core.history import analyse


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What bringing the index up to date took: the stories read, and why it was made anew, if it was."""

    n_stories: int
    rebuilt: str | None


class Index:
    """The index of an archive; close it, or use it as a context manager.

    `refreshed` says what opening it took.
    """

    def __init__(self, archive: Archive, analyse: Analyse = analyse) -> None:
        """Open the index and bring it up to date. Raises `ArchiveError` when it cannot be written."""
        self._archive = archive
        self._analyse = analyse
        self._path = archive.path / INDEX
        self._connection = sqlite3.connect(":memory:")
        self.refreshed = self.refresh()

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def corrections(
        self,
        ledger: Ledger | None = None,
        *,
        since: datetime | None = None,
        site: str | None = None,
        has_news: bool = False,
    ) -> tuple[Entry, ...]:
        """Return one ledger or all three, newest entry first: from a time on, and of a site with its sub-domains.

        News is among all only where it is asked for with `has_news`.
        """
        with told(self._path):
            return read_ledgers(self._connection, ledger, since=since, site=site, has_news=has_news)

    def refresh(self) -> Refreshed:
        """Read the stories that changed since the index was made, or all where it cannot be used."""
        with writing(self._archive.path, "index.lock"):
            try:
                self._open()
                return Refreshed(self._update(), None)
            except Unusable as error:
                return Refreshed(self._rebuild(), error.why)

    def rebuild(self) -> Refreshed:
        """Make the index anew from all stories."""
        with writing(self._archive.path, "index.lock"):
            return Refreshed(self._rebuild(), "it was asked for")

    def _open(self) -> None:
        self.close()
        self._connection = open_file(self._path, self._archive.settings.digest)

    def _rebuild(self) -> int:
        self.close()
        part = self._path.with_name(f"{INDEX}.part")
        self._connection = create_file(part, self._archive.settings.digest)
        n_stories = self._update()
        self.close()
        put_in_place(part, self._path)
        self._open()
        return n_stories

    def _update(self) -> int:
        """Read the stories that stand elsewhere than the index says, drop those that are gone, and count both."""
        with told(self._path):
            rows = self._connection.execute("SELECT branch, tip, decisions FROM stories")
            known = {row["branch"]: (row["tip"], row["decisions"]) for row in rows}
            decided = self._archive.decided()  # read first: what is decided meanwhile is found the next time
            stories = {story.branch: story for story in self._archive.stories()}
            for branch in known.keys() - stories.keys():
                self._replace(branch, None, None)
            changed = [
                each for each in stories.values() if known.get(each.branch) != (each.tip, decided.get(each.branch))
            ]
            for story in changed:
                self._replace(story.branch, story, decided.get(story.branch))
        return len(changed) + len(known.keys() - stories.keys())

    def _replace(self, branch: str, story: StoryRef | None, decisions: str | None) -> None:
        tables = self._tables(story, decisions) if story else {}
        with self._connection:
            self._connection.execute("DELETE FROM stories WHERE branch = ?", (branch,))
            for table, rows in tables.items():
                for row in rows:
                    columns = f"({', '.join(row)}) VALUES ({', '.join(f':{column}' for column in row)})"
                    self._connection.execute(f"INSERT INTO {table} {columns}", row)
            if story:
                set_seal(self._connection, branch)

    def _tables(self, story: StoryRef, decisions: str | None) -> dict[str, Iterable[Row]]:
        history = self._archive.history(story.branch)
        analysis = analyse_story(self._archive, history, self._analyse)
        branch = story.branch
        return {
            "stories": [{**story_row(story), "decisions": decisions}],
            "versions": map(version_row, [branch] * len(history.metas), history.versions, history.metas),
            "changes": change_rows(branch, analysis),
            "notices": [notice_row(branch, notice) for notice in analysis.notices],
            "links": [link_row(branch, notice, link) for notice in analysis.notices for link in notice.links],
            "findings": finding_rows(branch, analysis),
        }
