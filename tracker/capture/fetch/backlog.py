"""The targets of a crawl, handed out one at a time, so that memory does not grow with their number.

A bounded number of them is known at any moment, and of those only a few a site are being asked for: a site that hangs
keeps its own stories waiting and no others. Among the sites, they are handed out in turn. Targets found on the way
come before what was not read of the list.
"""

import asyncio
from collections import Counter, deque
from collections.abc import Iterable
from urllib.parse import urlsplit

from tracker.capture.fetch.addresses import fold_host
from tracker.capture.fetch.values import FetchRules, Target

_WINDOW = 20  # targets known for each request that may be under way: enough to find several sites
_AHEAD = 1  # targets of a site that stand ready behind those that are being asked for


class Backlog:
    """Targets that are listed lazily, and those found on the way; `error` is what the list of them raised."""

    def __init__(self, targets: Iterable[Target], rules: FetchRules) -> None:
        self._sources = deque([iter(targets)])
        self._rules = rules
        self._window = _WINDOW * rules.total_concurrency
        self._waiting: dict[str, deque[Target]] = {}  # by site, the one whose turn it is first
        self._n_known = 0
        self._asked: Counter[str] = Counter()  # by site
        self._changed = asyncio.Event()
        self.error: Exception | None = None

    async def take(self) -> Target | None:
        """Give out the next target, once there is room for it; None when all are finished."""
        while True:
            self._look_ahead()
            for site in self._waiting:
                if self._asked[site] < self._rules.find_pace(site).concurrency + _AHEAD:
                    return self._pick(site)
            if not self._n_known:
                return None
            self._changed.clear()
            await self._changed.wait()

    def note_answer(self, target: Target) -> None:
        """Note that the site of a target has answered, so that another can be asked for."""
        site = self._find_site(target)
        self._asked[site] -= 1
        if not self._asked[site]:
            del self._asked[site]
        self._changed.set()

    def finish(self, found: Iterable[Target]) -> None:
        """Note that a target is done with, and which others it led to."""
        self._sources.appendleft(iter(found))
        self._n_known -= 1
        self._changed.set()

    def _look_ahead(self) -> None:
        while self._n_known < self._window and (target := self._next()):
            self._waiting.setdefault(self._find_site(target), deque()).append(target)
            self._n_known += 1

    def _pick(self, site: str) -> Target:
        waiting = self._waiting.pop(site)
        target = waiting.popleft()
        if waiting:
            self._waiting[site] = waiting  # behind all others
        self._asked[site] += 1
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

    def _find_site(self, target: Target) -> str:
        try:
            return self._rules.find_site(fold_host(urlsplit(target.url).hostname or ""))
        except ValueError:  # no address at all, which is told of it in its turn
            return ""
