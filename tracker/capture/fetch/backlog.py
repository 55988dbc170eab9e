"""The targets of a crawl, handed out one at a time, so that memory does not grow with their number.

At most `window` of them are unfinished at any moment; more hosts in a window keep more of them busy, so whoever lists
the targets does well to mix the hosts. Targets found on the way come before those that were listed.
"""

import asyncio
from collections import deque
from collections.abc import Iterable

from tracker.capture.fetch.values import Target


class Backlog:
    """Targets that are listed lazily, and those found on the way; `error` is what the list of them raised."""

    def __init__(self, targets: Iterable[Target], window: int) -> None:
        self._sources = deque([iter(targets)])
        self._window = window
        self._n_open = 0
        self._changed = asyncio.Event()
        self.error: Exception | None = None

    async def take(self) -> Target | None:
        """Give out the next target, once there is room for it; None when all are finished."""
        while True:
            if self._n_open < self._window and (target := self._next()):
                self._n_open += 1
                return target
            if not self._n_open:
                return None
            self._changed.clear()
            await self._changed.wait()

    def finish(self, found: Iterable[Target]) -> None:
        """Note that a target is done with, and which others it led to."""
        self._sources.appendleft(iter(found))
        self._n_open -= 1
        self._changed.set()

    def _next(self) -> Target | None:
        while self._sources:
            try:
                for target in self._sources[0]:
                    return target
            except Exception as error:
                self.error = error
            self._sources.popleft()
        return None
