"""What a run found out and has not written down yet: first into the archive, then into the state, all or nothing.

A batch is written when it is large enough to be worth it, or holds as many pages as fit in memory well.
"""

from dataclasses import replace
from datetime import datetime

from tracker.archive.plan import Capture
from tracker.archive.repository import Archive
from tracker.archive.runs import Observation
from tracker.capture.checks import SAME, Check, StoryState
from tracker.capture.seeing import observe
from tracker.capture.state import State

CHECKS, NEWS, BYTES = 1000, 200, 20_000_000  # of checks, of captures and observations, and of pages


class Batch:
    """Checks, and what the archive is to hold because of them."""

    def __init__(self, archive: Archive, state: State) -> None:
        self._archive, self._state = archive, state
        self._clear()

    def add(self, check: Check, before: StoryState | None = None, capture: Capture | None = None) -> None:
        """Take in what came of a check, what was known `before`, and the version to be recorded, if any."""
        self._observations += observe(before, check) if before else []
        if capture:
            self._captures[len(self._checks)] = capture
        self._checks.append(check)
        self._n_bytes += capture.size if capture else 0

    @property
    def is_full(self) -> bool:
        """Whether it is time to write."""
        n_news = len(self._captures) + len(self._observations)
        return len(self._checks) >= CHECKS or n_news >= NEWS or self._n_bytes >= BYTES

    def write(self, now: datetime) -> None:
        """Record, then note what was recorded. Raises `ArchiveError`; nothing is noted then."""
        if self._captures or self._observations:
            recorded = self._archive.record(self._captures.values(), now=now, observations=self._observations)
            for n, each in zip(self._captures, recorded, strict=True):
                if each.commit is None:  # the same story came twice, under two addresses
                    self._checks[n] = replace(self._checks[n], outcome="unchanged", reason=SAME)
        self._state.note(self._checks)
        self._clear()

    def _clear(self) -> None:
        self._checks: list[Check] = []
        self._captures: dict[int, Capture] = {}  # by the place of their check
        self._observations: list[Observation] = []
        self._n_bytes = 0
