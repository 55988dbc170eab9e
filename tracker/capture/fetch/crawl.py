"""One crawl, from the outside: `crawl` hides Scrapy, and imports it only when it is called."""

import logging
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from logging import NullHandler
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

from tracker.capture.fetch.addresses import allow_hosts, parse_allowed
from tracker.capture.fetch.backlog import Backlog
from tracker.capture.fetch.values import Ending, Fetched, FetchRules, Target

_LOG_BYTES = 10_000_000  # of a log; three older ones are kept beside it
_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"
# What goes wrong with a target is told of the target, so Scrapy need not tell it too.
_LEVELS = {
    "tracker.capture": "INFO",
    "scrapy": "WARNING",
    "scrapy.downloadermiddlewares": "CRITICAL",
    "scrapy.core.downloader": "CRITICAL",
    "twisted": "CRITICAL",
}


def crawl(
    targets: Iterable[Target],
    handle: Callable[[Fetched], Awaitable[Iterable[Target]]],
    rules: FetchRules,
    *,
    deadline: datetime | None,
    log: Path | None,
) -> Ending:
    """Fetch the targets and await `handle` for what came of each; say how it ended.

    Targets are taken from the iterable as there is room; those that `handle` returns are fetched too. What `handle`
    raises is logged and stops no other target; what the iterable raises is raised here, after the targets it gave.
    At the deadline, at SIGTERM, at Ctrl-C and when `handle` raises `StopCrawlError`, what is under way is finished
    and handled, and of the rest nothing is told. A process can run one crawl: Twisted's reactor does not start twice.
    """
    backlog = Backlog(targets, rules)
    with _logging(log):
        ending = _run(backlog, handle, rules, deadline)
    if backlog.error:
        raise backlog.error
    return ending


def _run(
    backlog: Backlog,
    handle: Callable[[Fetched], Awaitable[Iterable[Target]]],
    rules: FetchRules,
    deadline: datetime | None,
) -> Ending:
    from scrapy.crawler import AsyncCrawlerRunner
    from scrapy.utils.reactor import install_reactor
    from twisted.python.log import PythonLoggingObserver

    install_reactor(_REACTOR)
    from twisted.internet import reactor as installed

    from tracker.capture.fetch.gate import Gate
    from tracker.capture.fetch.resolver import GuardedResolver, find_proxy_hosts
    from tracker.capture.fetch.settings import make_settings
    from tracker.capture.fetch.spider import TargetSpider, find_spider

    reactor: Any = installed  # Twisted types it by its interfaces, which know less
    observer: Any = PythonLoggingObserver
    observer("twisted").start()  # else Twisted writes to standard error
    allowed, proxy_hosts = parse_allowed(rules.allow_private), find_proxy_hosts()
    resolver = GuardedResolver(reactor, allow_hosts(allowed, proxy_hosts))
    resolver.install_on_reactor()
    gate = Gate(allowed, proxy_hosts, resolver.refused)
    runner = AsyncCrawlerRunner(make_settings(rules))
    crawler = runner.create_crawler(TargetSpider)
    crawling = runner.crawl(crawler, backlog=backlog, gate=gate, handle=handle, rules=rules, deadline=deadline)
    crawling.add_done_callback(lambda _: reactor.stop())
    try:
        reactor.run(installSignalHandlers=False)
    except BaseException:  # a second Ctrl-C: the threads that look up names would keep the process
        reactor.fireSystemEvent("shutdown")
        raise
    crawling.result()
    return find_spider(crawler).ending


@contextmanager
def _logging(log: Path | None) -> Iterator[None]:
    """Write the log of the crawl to a file, and none of it anywhere else."""
    handler = RotatingFileHandler(log, maxBytes=_LOG_BYTES, backupCount=3, encoding="utf-8") if log else NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    for name, level in _LEVELS.items():
        logging.getLogger(name).setLevel(level)
    tops = [logging.getLogger(name) for name in _LEVELS if "scrapy." not in name]
    for logger in tops:
        logger.addHandler(handler)
        logger.propagate = False
    try:
        yield
    finally:
        for logger in tops:
            logger.removeHandler(handler)
        handler.close()
