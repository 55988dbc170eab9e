"""The targets of a crawl, handed out one at a time, so that memory does not grow with their number.

At most `window` of them are known at any moment, and of those at most `share` a host are being asked for: a host that
hangs keeps its own stories waiting and no others. Among the hosts of a window, they are handed out in turn. Targets
found on the way come before those that were listed.
"""

import asyncio
from collections import Counter, deque
from collections.abc import Iterable
from urllib.parse import urlsplit

from tracker.capture.fetch.values import Target


class Backlog:
    """Targets that are listed lazily, and those found on the way; `error` is what the list of them raised."""

    def __init__(self, targets: Iterable[Target], window: int, share: int) -> None:
        self._sources = deque([iter(targets)])
        self._window, self._share = window, share
        self._waiting: dict[str, deque[Target]] = {}  # by host, the one whose turn it is first
        self._n_known = 0
        self._asked: Counter[str] = Counter()  # by host
        self._changed = asyncio.Event()
        self.error: Exception | None = None

    async def take(self) -> Target | None:
        """Give out the next target, once there is room for it; None when all are finished."""
        while True:
            self._look_ahead()
            for host in self._waiting:
                if self._asked[host] < self._share:
                    return self._pick(host)
            if not self._n_known:
                return None
            self._changed.clear()
            await self._changed.wait()

    def note_answer(self, target: Target) -> None:
        """Note that the host of a target has answered, so that another can be asked for."""
        host = _find_host(target)
        self._asked[host] -= 1
        if not self._asked[host]:
            del self._asked[host]
        self._changed.set()

    def finish(self, found: Iterable[Target]) -> None:
        """Note that a target is done with, and which others it led to."""
        self._sources.appendleft(iter(found))
        self._n_known -= 1
        self._changed.set()

    def _look_ahead(self) -> None:
        while self._n_known < self._window and (target := self._next()):
            self._waiting.setdefault(_find_host(target), deque()).append(target)
            self._n_known += 1

    def _pick(self, host: str) -> Target:
        waiting = self._waiting.pop(host)
        target = waiting.popleft()
        if waiting:
            self._waiting[host] = waiting  # behind all others
        self._asked[host] += 1
        return target

    def _next(self) -> Target | None:
        while self._sources:
            try:
                for target in self._sources[0]:
                    return target
            except Exception as error:
                self.error = error
            self._sources.popleft()
        return None


def _find_host(target: Target) -> str:
    try:
        return urlsplit(target.url).hostname or ""
    except ValueError:  # no address at all, which is told of it in its turn
        return ""
