"""The spider: takes targets as there is room, tells the caller what came of each, and ends in order.

It ends when all is done, at the deadline, or at the first SIGTERM or Ctrl-C: what is under way is finished, what
waits is dropped and stays due. A second signal does what it would have done without a crawl.
"""

import asyncio
import logging
import signal
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from datetime import UTC, datetime
from typing import Any, Self

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from tracker.capture.fetch.backlog import Backlog
from tracker.capture.fetch.gate import EndedError, Gate
from tracker.capture.fetch.outcome import tell_failure, tell_response
from tracker.capture.fetch.values import Ending, Fetched, FetchRules, StopCrawlError, Target

Handle = Callable[[Fetched], Awaitable[Iterable[Target]]]

logger = logging.getLogger("tracker.capture.fetch")


class TargetSpider(Spider):
    """Fetch the targets of a backlog."""

    name = "tracker"

    def __init__(
        self, backlog: Backlog, gate: Gate, handle: Handle, rules: FetchRules, deadline: datetime | None
    ) -> None:
        super().__init__()
        self.gate, self.rules = gate, rules
        self.ending: Ending = "done"
        self._backlog, self._handle, self._deadline = backlog, handle, deadline
        self._stopping: asyncio.Future[None] | None = None
        self._before: dict[int, Any] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Build the spider; it watches for its end until it is closed."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider._unwatch_end, signals.spider_closed)
        return spider

    async def start(self) -> AsyncIterator[Any]:
        """Yield a request for each target, as there is room.

        Scrapy's engine runs from here on: one that is stopped earlier would start all the same, and never stop.
        """
        self._watch_end()
        while target := await self._backlog.take():
            try:
                request = self._ask(target)
            except ValueError:
                now = datetime.now(UTC)
                await self._settle(Fetched(target, "refused", "this is no address on the web", now, target.url))
            else:
                yield request

    def end(self, ending: Ending) -> None:
        """End in order: nothing new is sent, and what is under way is finished."""
        if self.gate.ended.is_set():
            return
        self.ending = ending
        self.gate.ended.set()
        self._unwatch_end()
        for slot in self.crawler.engine.downloader.slots.values():
            while slot.queue:
                slot.queue.popleft()[1].errback(EndedError())
        self._stopping = asyncio.ensure_future(self.crawler.stop_async())

    def _ask(self, target: Target) -> Request:
        etag, last_modified = (None, None) if target.is_rendered else (target.etag, target.last_modified)
        headers = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        return Request(
            target.url,
            headers={name: value for name, value in headers.items() if value},
            callback=self._settle_response,
            errback=self._settle_failure,
            cb_kwargs={"target": target},
            dont_filter=True,
        )

    async def _settle_response(self, response: Response, target: Target) -> None:
        await self._settle(tell_response(target, response, datetime.now(UTC)))

    async def _settle_failure(self, failure: Failure) -> None:
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy adds it
        error = failure.value
        if error and not isinstance(error, EndedError):
            now = datetime.now(UTC)
            await self._settle(tell_failure(request.cb_kwargs["target"], request, error, now))

    async def _settle(self, fetched: Fetched) -> None:
        """Tell the caller of a target; what it raises is logged and stops no other."""
        self._backlog.note_answer(fetched.target)
        logger.info("%s %r: %s", fetched.outcome, fetched.target.url, fetched.reason)
        found: tuple[Target, ...] = ()
        try:
            found = tuple(await self._handle(fetched))
        except StopCrawlError:
            self.end("stopped")
        except Exception:
            logger.exception("what was fetched from %r could not be used", fetched.target.url)
        self._backlog.finish(found)

    def _watch_end(self) -> None:
        loop = asyncio.get_running_loop()
        if self._deadline:
            seconds = (self._deadline - datetime.now(UTC)).total_seconds()
            loop.call_later(max(0, seconds), self.end, "deadline")
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGINT, signal.SIGTERM):
                self._before[number] = signal.getsignal(number)
                loop.add_signal_handler(number, self.end, "interrupted")

    def _unwatch_end(self) -> None:
        loop = asyncio.get_running_loop()
        while self._before:
            number, handler = self._before.popitem()
            loop.remove_signal_handler(number)
            signal.signal(number, handler)


def find_spider(crawler: Crawler) -> TargetSpider:
    """Find the spider of a crawl; it is there before all else of the crawl is made."""
    assert isinstance(crawler.spider, TargetSpider)
    return crawler.spider
