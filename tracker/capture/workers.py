"""Reading what was fetched, in processes of their own: fetching never waits for it, and no page can hang a run.

Pages, feeds and sitemaps come from outside, and reading one may take for ever or fill the memory. So each is read in
a worker (pebble), which is killed when its time is up, and replaced; what it was reading is told as a failure.
"""

import asyncio
import multiprocessing
import os
import resource
import signal
import sys
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from pebble import ProcessExpired, ProcessPool

from tracker.archive.closing import Closing
from tracker.capture.discover import Links, find_links
from tracker.capture.extract import Extract, extract
from tracker.capture.watching import Watch
from tracker.core.phrases.phrase import Phrase
from tracker.errors import TrackerError

T = TypeVar("T")

SECONDS = 30.0  # the worst of real pages takes one
_GRACE = 10  # seconds after which a worker ends by itself, should its run have been killed
_MEMORY = 2_000_000_000  # bytes of address space; the largest page that is fetched takes a tenth
_TASKS = 2_000  # after which a worker is replaced, for libraries forget to free


class UnreadableError(TrackerError):
    """What was fetched cannot be read: that took too long, or too much memory, or the reader fell over."""


class Workers(Closing):
    """The processes that read, as many as there are processors; use it as a context manager."""

    def __init__(self, phrases: tuple[Phrase, ...], *, seconds: float = SECONDS) -> None:
        """`phrases` are the wordings by which notices are found, `seconds` what one page may take."""
        self._seconds = seconds
        self._pool = ProcessPool(
            max_workers=_count_processors(),
            max_tasks=_TASKS,
            initializer=_begin,
            initargs=(phrases, int(seconds) + _GRACE),
            context=_context(),
        )

    def close(self) -> None:
        """End the processes, whatever they read."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()

    async def extract(self, body: bytes, url: str, charset: str | None) -> Extract:
        """Read a page as a story, as `extract` does. Raises `UnreadableError`."""
        return await self._run(_extract, body, url, charset)

    async def find_links(self, watch: Watch, url: str, body: bytes, now: datetime) -> Links:
        """Read what a list links, as `find_links` does. Raises `UnreadableError`."""
        return await self._run(find_links, watch, url, body, now)

    async def _run(self, function: Callable[..., T], *arguments: Any) -> T:
        future = self._pool.schedule(_work, (function, arguments), timeout=self._seconds)
        try:
            result: T = await asyncio.wrap_future(future)
        except TimeoutError as error:
            raise UnreadableError(f"reading it took more than {self._seconds:.0f} seconds") from error
        except (ProcessExpired, MemoryError) as error:
            raise UnreadableError("reading it took more memory than there is") from error
        except Exception as error:
            raise UnreadableError(f"reading it failed: {type(error).__name__}: {error}"[:200]) from error
        return result


def _count_processors() -> int:
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


_phrases: tuple[Phrase, ...] = ()  # in a worker: too many to be sent along with each page
_limit = 0


def _begin(phrases: tuple[Phrase, ...], limit: int) -> None:
    global _phrases, _limit
    _phrases, _limit = phrases, limit
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all of a terminal, and the run ends in order
    if sys.platform == "linux":  # macOS knows the limit and refuses it
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def _work(function: Callable[..., T], arguments: tuple[Any, ...]) -> T:
    signal.alarm(_limit)
    try:
        return function(*arguments)
    finally:
        signal.alarm(0)


def _extract(body: bytes, url: str, charset: str | None) -> Extract:
    return extract(body, url=url, charset=charset, phrases=_phrases)


def _context() -> multiprocessing.context.ForkServerContext:
    """Let workers be forked from a server that has imported what they need, and has no thread that fetches."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tracker.capture.workers", "trafilatura"])
    return context
