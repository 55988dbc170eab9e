"""The archive as a folder: `stories.git`, `pages/`, and `index.sqlite`, which is derived from them.

Recording happens under one lock, in two steps. First everything is written that is to be recorded, the run's own
commit last; then the run is named in the file `pending`, all branches are moved at once, and `pending` is removed.
Before `pending` nothing has happened, after it all has: should the machine stop in between, the next recording
first finishes the run named there.

Reading never waits for a lock. An archive is not safe to share between threads: open one in each.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Self

from tracker.archive.commits import StoryRef
from tracker.archive.find import find_story
from tracker.archive.layout import PAGES, STORIES, ObjectFormat, check_format, create
from tracker.archive.names import is_branch
from tracker.archive.plan import Capture
from tracker.archive.reading import History, list_stories, list_tips, read_heads, read_history, read_runs
from tracker.archive.recording import finish_run, is_begun, write_run
from tracker.archive.reviewing import list_decided, read_decisions, write_review
from tracker.archive.runs import Observation, Recorded, Run
from tracker.archive.settings import Settings, archive_settings
from tracker.archive.store import Store
from tracker.archive.times import to_utc
from tracker.archive.writing import LOCK_SECONDS, durable_file, writing
from tracker.core.decision import Decision
from tracker.errors import ArchiveError, InputError


class Archive:
    """An open archive; close it, or use it as a context manager."""

    def __init__(self, path: Path, *, lock_seconds: float = LOCK_SECONDS) -> None:
        """Use `Archive.open` or `Archive.init`: this checks nothing. Recording waits `lock_seconds` for others."""
        self.path = path.absolute()
        self._lock_seconds = lock_seconds
        self._pending = self.path / "pending"
        self._store = Store(self.path / STORIES)

    @classmethod
    def open(cls, path: Path, *, lock_seconds: float = LOCK_SECONDS) -> Self:
        """Open the archive in a folder. Raises `ArchiveError` where there is none, or one of a later format."""
        check_format(path)
        return cls(path, lock_seconds=lock_seconds)

    @classmethod
    def init(cls, path: Path, object_format: ObjectFormat = "sha1") -> Self:
        """Make an archive in a folder that may hold other things, or open the one that is there as it is.

        Raises `ArchiveError` when something of the same names is in the way.
        """
        create(path, object_format)
        return cls.open(path)

    def close(self) -> None:
        """End the process that reads for this archive."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @cached_property
    def settings(self) -> Settings:
        """The newsroom's settings, as they were when they were first asked for. Raises `InputError`."""
        return archive_settings(self.path)

    def stories(self) -> tuple[StoryRef, ...]:
        """Return every story, in order of branch."""
        return list_stories(self._store)

    def tips(self) -> Mapping[str, str]:
        """Return the branch of every story, in order, with its last commit: all it takes to see what is new."""
        return list_tips(self._store)

    def heads(self, branches: Iterable[str]) -> list[StoryRef | None]:
        """Return the stories on these branches, None for each that does not exist."""
        return read_heads(self._store, filter(is_branch, branches))

    def find(self, name: str) -> StoryRef:
        """Return the one story meant by a branch, a URL in any spelling, a name, or a part of them.

        Raises `InputError` when none is, or several are: it then lists up to 10.
        """
        return find_story(self.stories(), name)

    def history(self, branch: str) -> History:
        """Return all versions of a story. Raises `InputError` when there is no such branch."""
        history = read_history(self._store, branch) if is_branch(branch) else None
        if history is None:
            raise InputError(f"no story has the branch {branch!r:.200}: `tracker list` shows those there are")
        return history

    def runs(self) -> Iterator[Run]:
        """Yield the runs, newest first."""
        return read_runs(self._store)

    def decisions(self, branch: str) -> tuple[Decision, ...]:
        """Return what editors decided about a story, in order."""
        return read_decisions(self._store, branch) if is_branch(branch) else ()

    def decided(self) -> Mapping[str, str]:
        """Return the branches that anything was decided about; what stands beside each changes when that does."""
        return list_decided(self._store)

    def decide(self, decisions: Mapping[str, Sequence[Decision]], *, now: datetime) -> None:
        """Add the decisions of one review, by branch, to those there are: all of them, or none.

        Raises `InputError` for a branch that is no story's, `ArchiveError` when the archive cannot be written.
        """
        known = {story.branch for story in self.stories()}
        if strange := sorted(decisions.keys() - known):
            raise InputError(f"no story has the branch {strange[0]!r:.200}: `tracker list` shows those there are")
        with writing(self.path, "lock", self._lock_seconds):
            write_review(self._store, {branch: each for branch, each in decisions.items() if each}, to_utc(now))

    def record(
        self, captures: Iterable[Capture], *, now: datetime, observations: Iterable[Observation] = ()
    ) -> tuple[Recorded, ...]:
        """Record captures as versions, with one run in the ledger; return what became of each.

        All of it is recorded, or nothing. A capture with the text of the version before or after it adds none.
        Raises `ArchiveError` when the archive cannot be written.
        """
        captures, observations = tuple(captures), tuple(observations)
        with writing(self.path, "lock", self._lock_seconds):
            self._finish_pending()
            commit, run = write_run(self._store, self.path / PAGES, captures, observations, to_utc(now))
            with durable_file(self._pending) as file:
                file.write(commit.encode())
            self._finish_pending()
        return run.recorded

    def _finish_pending(self) -> None:
        """Move the branches of the run that was written last, if that is not done yet."""
        if not self._pending.exists():
            return
        commit = self._pending.read_text()
        try:
            finish_run(self._store, commit)
        except ArchiveError:
            if not is_begun(self._store, commit):  # then it never happened
                self._pending.unlink()
            raise
        self._pending.unlink()
