"""The archive as a folder: `stories.git`, `pages/`, and `index.sqlite`, which is derived from them.

Recording happens under one lock, in two steps. First everything is written that is to be recorded, the run's own
commit last; then the run is named in the file `pending`, all branches are moved at once, and `pending` is removed.
Before `pending` nothing has happened, after it all has: should the machine stop in between, the next recording
first finishes the run named there.

Reading never waits for a lock. An archive is not safe to share between threads: open one in each.
"""

import os
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import datetime
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Self

from tracker.archive.backlog import Backlog, read_backlog
from tracker.archive.closing import Closing
from tracker.archive.commits import StoryRef
from tracker.archive.find import find_story
from tracker.archive.layout import PAGES, STORIES, ObjectFormat, check_format, create
from tracker.archive.maintaining import MAINTAIN_LOCK, Maintained, Watch, maintain
from tracker.archive.names import branch_name, is_branch
from tracker.archive.plan import Capture, cut_into_runs
from tracker.archive.pruning import DROPPING, find_dropped, remove_files, write_names, write_pruning
from tracker.archive.reading import History, list_stories, list_tips, read_heads, read_history, read_runs
from tracker.archive.recording import finish_run, is_begun, write_run
from tracker.archive.restating import Restatement, write_restating
from tracker.archive.reviewing import list_decided, read_decisions, write_review
from tracker.archive.runs import Observation, PageFile, Recorded, Run
from tracker.archive.settings import Settings, archive_settings
from tracker.archive.signing import sign_commit
from tracker.archive.store import Store
from tracker.archive.times import to_utc
from tracker.archive.writing import LOCK_SECONDS, durable_file, writing
from tracker.core.decision import Decision
from tracker.errors import ArchiveError, InputError, TrackerError

Warn = Callable[[str], object]


class Archive(Closing):
    """An open archive; close it, or use it as a context manager."""

    def __init__(self, path: Path, *, lock_seconds: float = LOCK_SECONDS, warn: Warn = warnings.warn) -> None:
        """Use `Archive.open` or `Archive.init`: this checks nothing. Recording waits `lock_seconds` for others."""
        self.path = path.absolute()
        self._lock_seconds = lock_seconds
        self._warn = warn
        self._pending = self.path / "pending"
        self._dropping = self.path / DROPPING
        self._store = Store(self.path / STORIES)

    @classmethod
    def open(cls, path: Path, *, lock_seconds: float = LOCK_SECONDS, warn: Warn = warnings.warn) -> Self:
        """Open the archive in a folder. Raises `ArchiveError` where there is none, or one of a later format.

        `warn` is told what a person should know although all goes well: that a run could not be signed, or that
        another tracker is waited for.
        """
        check_format(path)
        return cls(path, lock_seconds=lock_seconds, warn=warn)

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

    @cached_property
    def settings(self) -> Settings:
        """The newsroom's settings, as they were when they were first asked for. Raises `InputError`."""
        return archive_settings(self.path)

    @property
    def store(self) -> Store:
        """The repository, for what looks at git itself."""
        return self._store

    @property
    def page_folders(self) -> tuple[Path, ...]:
        """Where pages lie: `pages/`, then the folders that the settings name."""
        return (self.path / PAGES, *(self.path / Path(each).expanduser() for each in self.settings.page_folders))

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
        return self.named(name) or find_story(self.stories(), name)

    def named(self, name: str) -> StoryRef | None:
        """Return the story on the branch that a name stands for, if there is one, without looking at any other."""
        return read_heads(self._store, [branch_name(name)])[0]

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
        if strange := sorted(branch for branch in decisions if not (is_branch(branch) and self.named(branch))):
            raise InputError(f"no story has the branch {strange[0]!r:.200}: `tracker list` shows those there are")
        with self.settled():
            write_review(self._store, {branch: each for branch, each in decisions.items() if each}, to_utc(now))

    def record(
        self,
        captures: Iterable[Capture],
        *,
        now: datetime,
        observations: Iterable[Observation] = (),
        checked: Mapping[str, int] = MappingProxyType({}),
    ) -> tuple[Recorded, ...]:
        """Record captures as versions, with one run in the ledger; return what became of each.

        All of it is recorded, or nothing. A capture with the text of the version before or after it adds none.
        `checked` counts what came of all that a snapshot looked at, for its last run to say.
        Memory holds all captures of a run; `record_all` takes any number. Raises `ArchiveError` when the archive
        cannot be written.
        """
        captures, observations = tuple(captures), tuple(observations)
        with self.settled():
            commit, run = write_run(self._store, self.path / PAGES, captures, observations, to_utc(now), checked)
            self.conclude(commit)
        return run.recorded

    def record_all(self, captures: Iterable[Capture], *, now: datetime) -> Iterator[Recorded]:
        """Record any number of captures in constant memory, a run for each thousand; yield what became of each.

        Each run is recorded whole or not at all, before its first answer comes: nothing is recorded that is not
        asked for, and where one fails, or the answers are left off, the runs before it stay. Raises `ArchiveError`.
        """
        for run in cut_into_runs(captures):
            yield from self.record(run, now=now)

    def restate(self, restatements: Iterable[Restatement], *, now: datetime) -> Run | None:
        """Have versions say what their pages say as they are read now: all of it, or nothing.

        No version is added, and each keeps its number, its time, its names, its page and its id. Return the run, None
        where every version says that already. Raises `InputError` for what is no version, or another time, name or
        page, and `ArchiveError` when the archive cannot be written.
        """
        with self.settled():
            written = write_restating(self._store, tuple(restatements), to_utc(now))
            if written is None:
                return None
            self.conclude(written[0])
        return written[1]

    def drop_pages(self, files: Sequence[PageFile], *, now: datetime) -> None:
        """Drop files of `pages/`, first on the ledger, then for good; and what is left of earlier ones."""
        with self.settled():
            remove_files(self.dropped())
            if files:
                write_names(self._dropping, files)
                self.conclude(write_pruning(self._store, files, to_utc(now)))
                remove_files(self.dropped())
            self._dropping.unlink(missing_ok=True)

    def dropped(self) -> list[Path]:
        """Return the files that were being dropped when that was cut off, and are still there."""
        return find_dropped(self.path, (file for run in self.runs() for file in run.pruned))

    @contextmanager
    def quiet(self, lock: str = "lock") -> Iterator[None]:
        """Have nobody write for a while, or do what another lock is for, where the folder can be written at all."""
        with self.locked(lock) if os.access(self.path, os.W_OK) else nullcontext():
            yield

    def locked(self, lock: str) -> AbstractContextManager[None]:
        """Hold a lock, once nobody else does. Raises `ArchiveError` when that takes too long, or writing fails."""
        return writing(self.path, lock, self._lock_seconds, self._warn)

    @property
    def pending(self) -> str | None:
        """The commit of the run that was cut off, if any was."""
        return self._pending.read_text().strip() if self._pending.exists() else None

    def finish(self) -> None:
        """Finish the run that was cut off, if any was. Raises `ArchiveError` when it cannot be."""
        with self.settled():
            pass

    def conclude(self, commit: str) -> None:
        """Sign a run that was written, note it as pending, and move all branches to where it says.

        For who has written one while the archive was `settled`.
        """
        with durable_file(self._pending) as file:
            file.write(self._sign(commit).encode())
        self._finish_pending()

    def _sign(self, commit: str) -> str:
        """Sign a run where the settings name a key; that it cannot be signed must cost no version."""
        try:
            key = self.settings.signing_key
            return sign_commit(self._store, commit, key) if key else commit
        except TrackerError as error:
            self._warn(f"the run is recorded without a signature: {error}")
            return commit

    def backlog(self, *, now: datetime) -> Backlog:
        """Return what has piled up and slows the archive down; it says whether maintenance is due."""
        return read_backlog(self.path, self._store, to_utc(now))

    def maintain(self, *, now: datetime, seconds: float | None = None, watch: Watch = nullcontext) -> Maintained:
        """Make the archive small and quick, and return what that took; for `seconds` at most, where that is given.

        Each step is done inside `watch` of what it is called. Raises `ArchiveError` when somebody else maintains the
        archive, or it cannot be written; nothing is lost then, nor when it is killed.
        """
        with writing(self.path, MAINTAIN_LOCK, 0):
            return maintain(self.path, self._store, self.settled, to_utc(now), seconds, watch)

    @contextmanager
    def settled(self) -> Iterator[None]:
        """Have nobody else write, and no run left to be finished."""
        with self.locked("lock"):
            self._finish_pending()
            yield

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
