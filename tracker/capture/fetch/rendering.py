"""Rendering, for the targets that want it: the page is fetched as any other, then its scripts run in a browser.

So robots.txt, the delay, the limits, the gate and the retries have all been kept to before a script runs; and what it
asks for goes the same way again, but for two things. It has no pause before it, since a page would else take minutes:
the site's number of requests at a time still holds, and the pause between pages. And what one page has asked for is
not asked for again by the next. Validators tell nothing of what scripts write: none is sent for such a page, and none
handed on with it.
"""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial
from importlib.util import find_spec
from typing import TYPE_CHECKING, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import HtmlResponse, Response
from scrapy.http.request import NO_CALLBACK

from tracker.capture.fetch.gate import EndedError, KeptError, find_host
from tracker.capture.fetch.outcome import tell_failure, tell_response
from tracker.capture.fetch.polite import PART
from tracker.capture.fetch.spider import find_spider
from tracker.capture.fetch.values import Fetched, Target

if TYPE_CHECKING:
    from tracker.capture.fetch.browser import Browser

AT_ONCE = 4  # pages in the browser; each is a process of some 100 MB
MISSING = "its scripts cannot be run: pip install 'newsroom-tracker[rendered]'"
_MAX_KEPT = 64_000_000  # bytes of scripts and data that are kept for the next page


class RenderMiddleware:
    """Run the scripts of the pages of rendered targets. The outermost middleware: what it is given is final."""

    def __init__(self, crawler: Crawler) -> None:
        spider = find_spider(crawler)
        self._crawler, self._gate, self._rules = crawler, spider.gate, spider.rules
        self._browser = _make_browser(crawler)
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._kept: dict[tuple[str, frozenset[tuple[str, str]]], Fetched] = {}
        self._n_kept_bytes = 0
        crawler.signals.connect(self._close, signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the middleware for a crawl."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Turn a target away whose page could not be rendered, before anything is asked for it."""
        if _is_rendered(request):
            await self._find_browser().start()

    async def process_response(self, request: Request, response: Response) -> Response:
        """Put the page as it reads once its scripts have run in place of the page as served."""
        if not _is_rendered(request) or not isinstance(response, HtmlResponse):
            return response
        page = tell_response(request.cb_kwargs["target"], response, datetime.now(UTC))
        if page.outcome != "page":
            return response
        async with self._turns:
            if self._gate.ended.is_set():
                raise EndedError
            html = await self._find_browser().render(page, partial(self._ask, find_host(page.url)))
        headers = response.headers.copy()
        for name in ("ETag", "Last-Modified"):
            headers.pop(name, None)
        headers["Content-Type"] = "text/html; charset=utf-8"
        return response.replace(body=html.encode("utf-8", "replace"), headers=headers, encoding="utf-8")

    async def _ask(self, page_host: str, url: str, headers: Mapping[str, str]) -> Fetched:
        """Fetch a part of a page. Raises `KeptError` if it is one of the site's own and did not come."""
        key = url, frozenset(headers.items())
        if key in self._kept:
            return self._kept[key]
        part = await self._fetch(url, headers)
        if part.outcome == "page":
            self._keep(key, part)
        elif _is_lost(part) and _is_own(find_host(url), page_host):
            raise KeptError("failed", f"its script or data {url[:200]!r} did not come: {part.reason}")
        return part

    async def _fetch(self, url: str, headers: Mapping[str, str]) -> Fetched:
        target = Target(url, "story")
        meta = {PART: True, "download_timeout": self._rules.timeout / 4}
        meta |= {"dont_retry": True, "autothrottle_dont_adjust_delay": True}
        request = Request(url, headers=dict(headers), meta=meta, callback=NO_CALLBACK)
        assert self._crawler.engine
        try:
            response = await self._crawler.engine.download_async(request)
        except EndedError:
            raise
        except Exception as error:  # named by `tell_failure`, as that of a target
            return tell_failure(target, request, error, datetime.now(UTC))
        return tell_response(target, response, datetime.now(UTC))

    def _keep(self, key: tuple[str, frozenset[tuple[str, str]]], part: Fetched) -> None:
        self._n_kept_bytes += len(part.body)
        if self._n_kept_bytes > _MAX_KEPT:
            self._kept.clear()
            self._n_kept_bytes = len(part.body)
        self._kept[key] = part

    def _find_browser(self) -> "Browser":
        if not self._browser:
            raise KeptError("failed", MISSING)
        return self._browser

    async def _close(self) -> None:
        if self._browser:
            await self._browser.close()


def _make_browser(crawler: Crawler) -> "Browser | None":
    """Make the browser of a crawl, which starts with the first page; None without the extra."""
    if not find_spec("playwright"):
        return None
    from tracker.capture.fetch.browser import Browser

    rules = find_spider(crawler).rules
    return Browser(crawler.settings["USER_AGENT"], rules.timeout, rules.max_bytes)


def _is_rendered(request: Request) -> bool:
    target = request.cb_kwargs.get("target")
    return isinstance(target, Target) and target.is_rendered


def _is_lost(part: Fetched) -> bool:
    """Tell whether a part may well come another time; one that robots.txt forbids or that is gone will not."""
    if part.outcome == "failed":
        return part.status is None or part.status >= 500
    return part.outcome in {"throttled", "too_large"}


def _is_own(host: str, page_host: str) -> bool:
    """Tell whether a host is that of the page or stands below it; of others, one is always down.

    >>> _is_own("api.courier.example", "www.courier.example"), _is_own("ads.example", "www.courier.example")
    (True, False)
    """
    domain = page_host.removeprefix("www.")
    return host in {page_host, domain} or host.endswith(f".{domain}")
