"""How slowly a site is asked: never faster than its own pace, nor than its robots.txt asks with `Crawl-delay`.

Scrapy's AutoThrottle slows down with a site that is slow. By itself it knows one least delay, to which it would lead
all sites back; and it takes no notice of robots.txt. A site whose delay is 0 is not slowed down for being slow.
"""

from dataclasses import asdict, replace
from typing import Any

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Response

from tracker.capture.fetch.gate import find_host
from tracker.capture.fetch.spider import find_spider

MAX_DELAY = 60.0  # seconds; how slow a site becomes that is slow, or asks for it


def bound_delay(asked: float | None) -> float:
    """Bound the seconds that a robots.txt asks for; nonsense asks for none.

    >>> bound_delay(3.0), bound_delay(86400.0), bound_delay(float("nan")), bound_delay(None)
    (3.0, 60.0, 0.0, 0.0)
    """
    return min(asked, MAX_DELAY) if asked and asked > 0 else 0.0


class Throttle(AutoThrottle):
    """AutoThrottle with a least delay for each site."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._rules = find_spider(crawler).rules
        self._asked: dict[str, float] = {}  # by site, in seconds
        crawler.signals.connect(self._note_robots, signals.robots_parsed)

    def _note_robots(self, robotparser: Any, request: Request) -> None:
        """Remember the delay that a robots.txt asks for; of several hosts of a site, the longest counts."""
        site = self._rules.find_site(find_host(request.url))
        asked = bound_delay(robotparser.crawl_delay(self._rules.user_agent))
        self._asked[site] = max(self._asked.get(site, 0.0), asked)
        pace = replace(self._rules.find_pace(site), delay=self._find_delay(site))
        downloader = self.crawler.engine.downloader
        downloader.per_slot_settings[site] = asdict(pace)  # for a slot that was idle for a minute, and is made anew
        if slot := downloader.slots.get(site):
            slot.delay = max(slot.delay, pace.delay)

    def _response_downloaded(self, response: Response, request: Request, spider: Spider) -> None:
        site = request.meta["download_slot"]
        if self._rules.find_pace(site).delay:
            self.mindelay = self._find_delay(site)
            super()._response_downloaded(response, request, spider)

    def _find_delay(self, site: str) -> float:
        return max(self._rules.find_pace(site).delay, self._asked.get(site, 0.0))
