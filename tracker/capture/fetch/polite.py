"""Where the gate stands in Scrapy: a middleware behind robots.txt, before the queue, and a handler that connects."""

import asyncio
from collections import defaultdict
from contextlib import suppress
from datetime import UTC, datetime
from typing import Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import CannotResolveHostError, DownloadConnectionRefusedError, DownloadTimeoutError
from scrapy.http import Response
from scrapy.robotstxt import RobotParser

from tracker.capture.fetch.gate import Gate, find_host, say_wait
from tracker.capture.fetch.headers import bound_headers
from tracker.capture.fetch.outcome import WAIT, say_status
from tracker.capture.fetch.spider import find_spider
from tracker.capture.fetch.values import FetchRules

PART = "tracker_part"  # the key of a request's meta that marks the part of a page
PARTS = "/parts"  # the queue of all of them, without a pause; no host has such a name
_SILENCE = (CannotResolveHostError, DownloadConnectionRefusedError, DownloadTimeoutError)


class GateMiddleware:
    """Hold retries back for longer each time, turn away what must not be sent, and read the status of robots.txt."""

    def __init__(self, gate: Gate, rules: FetchRules) -> None:
        self._gate, self._rules = gate, rules

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the middleware for a crawl."""
        spider = find_spider(crawler)
        return cls(spider.gate, spider.rules)

    async def process_request(self, request: Request) -> None:
        """Wait before a retry, or until the crawl ends; then ask the gate, and queue with the site.

        A request that was redirected would else stay in the queue of the site that it came from.
        """
        n_retries = request.meta.get("retry_times", 0)
        if n_retries > request.meta.get("tracker_waited", 0):
            request.meta["tracker_waited"] = n_retries
            with suppress(TimeoutError):
                await asyncio.wait_for(self._gate.ended.wait(), self._rules.back_off * 2 ** (n_retries - 1))
        self._gate.check(request.url, datetime.now(UTC))
        site = self._rules.find_site(find_host(request.url))
        request.meta["download_slot"] = PARTS if request.meta.get(PART) else site

    def process_response(self, request: Request, response: Response) -> Response:
        """Empty a robots.txt that is an error page; remember one that could not be read (RFC 9309, 2.3.1)."""
        if not request.meta.get("dont_obey_robotstxt") or response.status < 400:
            return response
        if response.status >= 500:
            self._gate.note_unread(request.url, say_status(response.status))
        return response.replace(body=b"")


class RobotsMiddleware(RobotsTxtMiddleware):
    """Obey robots.txt, also for the requests that come while it is on its way.

    In Scrapy 2.19, only the first of those that wait for a host's robots.txt is given its rules.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def robot_parser(self, request: Request) -> RobotParser | None:
        """Find the rules of a host; one request at a time asks for them."""
        async with self._locks[urlsplit(request.url).netloc]:
            return await super().robot_parser(request)


class GateHandler(HTTP11DownloadHandler):
    """Ask the gate once more before connecting, and tell it what the host answered.

    It also keeps to the number of requests a site: in Scrapy 2.19, those that arrive at the same moment all go out,
    since each is counted only after the next was let through.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = bound_headers(self._pool._factory)
        spider = find_spider(crawler)
        self._gate, self._rules = spider.gate, spider.rules
        self._turns: dict[str, asyncio.Semaphore] = {}

    async def download_request(self, request: Request) -> Response:
        """Download a page, unless the gate has closed since the request was queued."""
        site = self._rules.find_site(find_host(request.url))
        async with self._turns.setdefault(site, asyncio.Semaphore(self._rules.find_pace(site).concurrency)):
            self._gate.check(request.url, datetime.now(UTC))
            if request.meta.get("proxy"):
                await self._gate.check_name(request.url)
            try:
                response = await super().download_request(request)
            except _SILENCE:
                self._gate.note_silence(request.url)
                raise
            self._note_answer(request, response)
            return response

    def _note_answer(self, request: Request, response: Response) -> None:
        retry_after = response.headers.get("Retry-After")
        text = retry_after.decode("latin-1") if retry_after else None
        wait = self._gate.note_answer(request.url, response.status, text, datetime.now(UTC))
        if wait:
            request.meta.update({WAIT: say_wait(wait), "dont_retry": True})
