"""The nightly run: what is due is fetched, read and decided, and what is new is recorded, a batch at a time.

The conductor knows the order and nothing else. A batch goes into the archive first, and into the state after that: a
run that is killed has lost at most the batch under way, and the next one goes on where it stopped. What was recorded
and not noted any more is fetched once more, found to be the same, and counted as what it was. One story or host that
fails is told of and stops no other; an archive that cannot be written stops the run.

Instants of a run are counted from its start `now`, so that a run can be had for any night.
"""

import hashlib
import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tracker.archive.repository import Archive
from tracker.archive.times import to_utc
from tracker.capture.batch import Batch
from tracker.capture.checks import FAILED, RunState, StoryState
from tracker.capture.fetch import Ending, Fetched, FetchRules, StopCrawlError, Target, crawl
from tracker.capture.lists import Lists
from tracker.capture.recovery import restore_state
from tracker.capture.schedule import is_due, is_retired
from tracker.capture.state import State
from tracker.capture.stories import Checked, Stories
from tracker.capture.watching import CaptureSettings
from tracker.capture.workers import Workers
from tracker.errors import ArchiveError, InputError

logger = logging.getLogger(__name__)

Shard = tuple[int, int]  # the k-th of n shares


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A run that ended: `run` says when and what came of it, over all its parts where it `is_resumed`."""

    run: RunState
    ending: Ending
    is_resumed: bool

    @property
    def is_blind(self) -> bool:
        """Whether there was something to check, and none of it could be."""
        counts = self.run.counts
        return sum(counts.values()) > 0 and all(key in FAILED for key, n in counts.items() if n)


def snapshot(
    archive: Archive,
    settings: CaptureSettings,
    rules: FetchRules,
    *,
    now: datetime,
    deadline: datetime | None = None,
    shard: Shard = (1, 1),
    log: Path | None = None,
    step: Callable[[], None] = lambda: None,
) -> Snapshot:
    """Check all that is due, and record what is new; `step` is called for each story and list.

    `rules` are how politely it is fetched, made from the same settings (`make_rules`).
    A process can do it once, since a crawl can be had once. Raises `InputError` when nothing is watched, and
    `ArchiveError` when the archive cannot be written; what was recorded until then stays.
    """
    if not settings.watch:
        raise InputError(f"{archive.path} watches nothing yet: `tracker watch add URL` adds a story or a feed")
    with State(archive.path) as state, Workers(archive.settings.phrases) as workers:
        restore_state(archive, state, settings)
        conductor = _Conductor(archive, settings, state, workers, now, shard, step)
        ending = crawl(conductor.targets(), conductor.handle, rules, deadline=deadline, log=log)
        return conductor.end(ending)


def is_in_shard(branch: str, shard: Shard) -> bool:
    """Say whether a story is in a share of all, which depends on its branch alone."""
    k, n = shard
    return int.from_bytes(hashlib.sha256(branch.encode()).digest()[:8]) % n == k - 1


class _Conductor:
    """One run under way."""

    def __init__(
        self,
        archive: Archive,
        settings: CaptureSettings,
        state: State,
        workers: Workers,
        now: datetime,
        shard: Shard,
        step: Callable[[], None],
    ) -> None:
        self._archive, self._settings, self._state, self._now, self._step = archive, settings, state, now, step
        self._shard = shard
        self._started = datetime.now(UTC)
        self._run = state.begin_run(now)
        self._is_resumed = self._run.started_at != to_utc(now)
        self._batch = Batch(archive, state)
        self._lists = Lists(settings, state, workers, self._is_ours)
        self._stories = Stories(archive, state, workers, self._run.started_at if self._is_resumed else None)
        self._error: ArchiveError | None = None

    def targets(self) -> Iterator[Target]:
        """Yield what is to be checked: the lists, then the stories that are due, those first that wait longest."""
        self._lists.add_stories(self._now)
        stories = self._state.stories()
        yield from self._lists.targets()
        for story in stories:
            if self._is_ours(story.branch) and self._is_wanted(story):
                yield self._target(story)

    async def handle(self, fetched: Fetched) -> Iterable[Target]:
        """Take in what was fetched; return what is to be fetched because of it."""
        at = self._in_run(fetched.fetched_at)
        found: list[Target] = []
        if fetched.target.kind == "story":
            if checked := await self._check(fetched, at):
                logger.info("%s %s: %s", checked[0].outcome, checked[0].branch, checked[0].reason)
                self._batch.add(*checked)
        else:
            check, found, branches = await self._lists.check(fetched, at)
            self._batch.add(check)
            found += [self._target(story) for branch in branches if (story := self._state.story(branch))]
        self._step()
        self._write_full()
        return found

    async def _check(self, fetched: Fetched, at: datetime) -> Checked | None:
        """Check a story; whatever goes wrong with it is told of it, and stops no other."""
        try:
            return await self._stories.check(fetched, at)
        except Exception as error:
            logger.exception("%r could not be checked", fetched.target.url)
            return self._stories.tell_failure(fetched, at, f"{type(error).__name__}: {error}"[:500])

    def end(self, ending: Ending) -> Snapshot:
        """Write down the rest, and that the run has ended; one that was interrupted stays open."""
        if self._error:
            raise self._error
        at = self._in_run(datetime.now(UTC))
        self._batch.write(at)
        if ending != "interrupted":
            self._archive.record([], now=at, checked=self._state.runs()[0].counts)
            self._state.end_run(at, ending)
        return Snapshot(self._state.runs()[0], ending, self._is_resumed)

    def _write_full(self) -> None:
        """Write a batch that is full; an archive that cannot be written ends the run."""
        if self._error or not self._batch.is_full:
            return
        try:
            self._batch.write(self._in_run(datetime.now(UTC)))
        except ArchiveError as error:
            self._error = error
            raise StopCrawlError from error

    def _in_run(self, at: datetime) -> datetime:
        """Return an instant of this machine's clock as one of the run, which began at `now`."""
        return self._now + (at - self._started)

    def _is_ours(self, branch: str) -> bool:
        return is_in_shard(branch, self._shard)

    def _is_wanted(self, story: StoryState) -> bool:
        """Say whether a story is still watched, is due, and was not checked in this run before it was cut off."""
        checked_at = story.last_checked_at
        if story.source not in self._lists.sources:
            return False
        if self._is_resumed and checked_at is not None and checked_at >= self._run.started_at:
            return False
        schedule = self._settings.rules_for(story.url).schedule
        if story.outcome == "failed":  # it is not known what it is like, so it need not wait
            return not is_retired(story.first_seen_at, checked_at, self._run.started_at, schedule)
        return is_due(story.first_seen_at, checked_at, self._run.started_at, schedule)

    def _target(self, story: StoryState) -> Target:
        is_rendered = self._settings.rules_for(story.url).is_rendered
        return Target(story.url, "story", story.etag, story.last_modified, story.source, is_rendered)
