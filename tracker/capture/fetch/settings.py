"""The rules of fetching as settings of Scrapy, and all of Scrapy that is not wanted switched off."""

from dataclasses import asdict
from typing import Any

from tracker.capture.fetch.compression import DecompressionMiddleware
from tracker.capture.fetch.polite import PARTS, GateHandler, GateMiddleware, RobotsMiddleware
from tracker.capture.fetch.rendering import RenderMiddleware
from tracker.capture.fetch.throttle import MAX_DELAY, Throttle
from tracker.capture.fetch.values import FetchRules

_OFF: dict[str, Any] = {
    "CONCURRENT_ITEMS": 1,  # there are none, and Scrapy makes a task for each that might be, for every answer
    "COOKIES_ENABLED": False,
    "HTTPCACHE_ENABLED": False,
    "LOGSTATS_INTERVAL": 0,
    "MEMUSAGE_ENABLED": False,
    "METAREFRESH_ENABLED": False,
    "REMOTE_CONTROL_ENABLED": False,
    "STATS_DUMP": False,
    "TELNETCONSOLE_ENABLED": False,
    "WARN_ON_GENERATOR_RETURN_VALUE": False,
    "REFERRER_POLICY": "no-referrer",
    "HTTPERROR_ALLOW_ALL": True,
    "RETRY_GIVE_UP_LOG_LEVEL": "DEBUG",  # the crawl's own log has a line for each target
    # These drop requests without a word to anybody.
    "SPIDER_MIDDLEWARES": {
        "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
        "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,
    },
}
_PARTS = {PARTS: {"delay": 0, "concurrency": 1000}}  # GateHandler counts them with their sites


def make_settings(rules: FetchRules) -> dict[str, Any]:
    """Translate the rules for Scrapy."""
    delays = [rules.pace.delay, *(pace.delay for pace in rules.sites.values())]
    return _OFF | {
        "USER_AGENT": f"{rules.user_agent} (+{rules.contact})" if rules.contact else rules.user_agent,
        "ROBOTSTXT_USER_AGENT": rules.user_agent,
        "ROBOTSTXT_OBEY": rules.obey_robots,
        "DEFAULT_REQUEST_HEADERS": {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"},
        "AUTOTHROTTLE_ENABLED": True,
        "AUTOTHROTTLE_START_DELAY": rules.pace.delay,
        "AUTOTHROTTLE_MAX_DELAY": max(MAX_DELAY, *delays),
        "EXTENSIONS": {"scrapy.extensions.throttle.AutoThrottle": None, Throttle: 0},
        "DOWNLOAD_DELAY": rules.pace.delay,
        "DOWNLOAD_DELAY_JITTER": 0,  # a delay is the least, not the mean
        "DOWNLOAD_SLOTS": {site: asdict(pace) for site, pace in rules.sites.items()} | _PARTS,
        "CONCURRENT_REQUESTS": rules.total_concurrency,
        "CONCURRENT_REQUESTS_PER_DOMAIN": rules.pace.concurrency,
        "DOWNLOAD_TIMEOUT": rules.timeout,
        "DOWNLOAD_MAXSIZE": rules.max_bytes,
        "DOWNLOAD_WARNSIZE": 0,
        "DOWNLOAD_VERIFY_CERTIFICATES": True,
        "REDIRECT_MAX_TIMES": rules.max_redirects,
        "RETRY_TIMES": rules.retries,
        "SCHEDULER_MEMORY_QUEUE": "scrapy.squeues.FifoMemoryQueue",
        "DOWNLOADER_MIDDLEWARES": {
            "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
            "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
            RenderMiddleware: 50,
            RobotsMiddleware: 100,
            GateMiddleware: 150,  # after robots.txt, before all that sends
            DecompressionMiddleware: 590,
        },
        "DOWNLOAD_HANDLERS": {"http": GateHandler, "https": GateHandler}
        | dict.fromkeys(("data", "file", "ftp", "s3")),
    }
