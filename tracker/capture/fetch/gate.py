"""The gate that each request passes twice: before it is queued, and again just before it connects.

Closed for an address that is never asked, for a host that has asked to wait, that has fallen silent or whose
robots.txt cannot be read, and for everything once the crawl ends. It never waits: who is turned away is told at once.
"""

import asyncio
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from math import ceil
from urllib.parse import urlsplit

from scrapy.exceptions import IgnoreRequest

from tracker.capture.fetch.addresses import Allowed, find_address, fold_host, refuse_url
from tracker.capture.fetch.resolver import find_inside
from tracker.capture.fetch.values import Outcome

MAX_SILENCE = 10  # tries in a row without any answer, after which a host is not asked again in this crawl
MAX_WAIT = timedelta(days=1)
_WAIT = timedelta(seconds=60)  # for a 429 that does not say how long


class KeptError(IgnoreRequest):
    """A request that is not sent, with what that means for its target."""

    def __init__(self, outcome: Outcome, reason: str) -> None:
        super().__init__(reason)
        self.outcome, self.reason = outcome, reason


class EndedError(IgnoreRequest):
    """A request that is not sent because the crawl has ended: nothing is known of its target."""


class Gate:
    """What is known, in one crawl, that keeps requests from being sent."""

    def __init__(self, allowed: Allowed, proxy_hosts: Iterable[str], refused: Mapping[str, str]) -> None:
        """Begin with every host open; `refused` says of hosts, once looked up, why their addresses are not asked."""
        self.ended = asyncio.Event()
        self._allowed, self._refused = allowed, refused
        self._proxy_names = {fold_host(host) for host in proxy_hosts if not find_address(host)} - allowed.hosts
        self._waits: dict[str, datetime] = {}
        self._silences: Counter[str] = Counter()
        self._unread: dict[str, str] = {}
        self._inside: dict[str, str | None] = {}

    def check(self, url: str, now: datetime) -> None:
        """Raise `KeptError` or `EndedError` for a request that must not be sent now."""
        if self.ended.is_set():
            raise EndedError
        reason = refuse_url(url, self._allowed)
        if reason:
            raise KeptError("refused", reason)
        host = find_host(url)
        if host in self._proxy_names:
            raise KeptError("refused", f"{host} is the proxy itself: if it is meant, name it under allow_private")
        if (until := self._waits.get(host)) and now < until:
            raise KeptError("throttled", say_wait(until - now))
        if self._silences[host] >= MAX_SILENCE:
            raise KeptError("failed", f"the host gave no answer {MAX_SILENCE} tries in a row")
        if host in self._unread:
            raise KeptError("failed", f"robots.txt cannot be read ({self._unread[host]}), so nothing is asked for")

    async def check_name(self, url: str) -> None:
        """Raise `KeptError` for a request to a proxy whose host, by its name, leads inside."""
        host = find_host(url)
        if host not in self._inside:
            self._inside[host] = await find_inside(host, self._allowed)
        if reason := self._inside[host]:
            raise KeptError("refused", reason)

    def note_answer(self, url: str, status: int, retry_after: str | None, now: datetime) -> timedelta | None:
        """Remember that a host answers, and how long it asks to wait; give that back, None for no wait."""
        self._silences.pop(find_host(url), None)
        wait = find_wait(status, retry_after, now)
        if wait:
            self._waits[find_host(url)] = now + wait
        return wait

    def note_silence(self, url: str) -> None:
        """Remember that a host gave no answer; raise `KeptError` if its addresses are not asked."""
        if find_host(url) in self._refused:
            raise KeptError("refused", self._refused[find_host(url)])
        self._silences[find_host(url)] += 1

    def note_unread(self, url: str, status_line: str) -> None:
        """Remember that the robots.txt of a host cannot be read; until it can, nothing is allowed (RFC 9309)."""
        self._unread[find_host(url)] = status_line


def find_wait(status: int, retry_after: str | None, now: datetime) -> timedelta | None:
    """Find how long an answer asks to wait (`Retry-After`: seconds or a date, RFC 9110), None for not at all."""
    if status not in {429, 503} or (status == 503 and not retry_after):
        return None
    text = (retry_after or "").strip()
    if text.isascii() and text.isdigit():
        return min(timedelta(seconds=min(int(text[:9]), 10**8)), MAX_WAIT) or None
    try:
        until = parsedate_to_datetime(text)
    except ValueError:
        return _WAIT if status == 429 else None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return min(until - now, MAX_WAIT) if until > now else None


def say_wait(wait: timedelta) -> str:
    """Say in a line that a host asks to wait."""
    return f"the host asks to wait {ceil(wait.total_seconds())} s"


def find_host(url: str) -> str:
    """Find the host of an address on the web that has one, as it is compared."""
    return fold_host(urlsplit(url).hostname or "")
