"""The words of fetching: a target goes in, what came of it comes out, and rules say how politely it is done."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

TargetKind = Literal["story", "feed", "sitemap", "section"]
# page: an answer with a body (2xx). not_modified: 304. gone: 404 or 410. throttled: the host asks to wait.
# too_large: more bytes than allowed, also once decompressed. not_allowed: robots.txt. refused: an address or scheme
# that is never asked. failed: all else that kept the page from coming.
Outcome = Literal["page", "not_modified", "gone", "failed", "refused", "throttled", "too_large", "not_allowed"]
Ending = Literal["done", "deadline", "interrupted", "stopped"]


class StopCrawlError(Exception):
    """What a handler raises to end the crawl in order; it then ended as `stopped`."""


@dataclass(frozen=True, slots=True)
class Target:
    """What is to be fetched.

    `etag` and `last_modified` are the validators of the last answer, sent so that an unchanged page costs a 304.
    `source` is the address of the watch entry it came from; it is the caller's and comes back untouched. Of a page
    that `is_rendered`, the scripts are run in Chromium, and what it says then is its body; validators say nothing of
    that, and are not sent.
    """

    url: str
    kind: TargetKind
    etag: str | None = None
    last_modified: str | None = None
    source: str = ""
    is_rendered: bool = False


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came of a target.

    `reason` says it to people in one line. `url` is the final address, `redirects` are those on the way to it.
    `headers` are as served, decoded as Latin-1, without those of a transfer that is over (compression, chunks);
    `body` is decompressed.
    """

    target: Target
    outcome: Outcome
    reason: str
    fetched_at: datetime
    url: str
    redirects: tuple[str, ...] = ()
    status: int | None = None
    status_line: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast a site is asked: the least number of seconds between two requests, and how many at a time.

    A delay of 0 asks without a pause.
    """

    delay: float = 1.0
    concurrency: int = 2


@dataclass(frozen=True, slots=True)
class FetchRules:
    """How politely, how patiently and how far the fetching goes.

    `user_agent` is also the name that robots.txt is read for, `contact` the address or page by which a publisher
    reaches whoever runs this. `pace` holds for each host; `sites` has the paces of single domains, each for all its
    hosts together. `total_concurrency` counts the requests to all. `timeout` is in seconds for a whole answer,
    `back_off` before the first of `retries`, doubled for each further one. `max_bytes` holds for the body as sent
    and as decompressed. `allow_private` are host names and networks (`10.2.0.0/16`) that may be asked although they
    are not public.
    """

    user_agent: str = "newsroom-tracker"
    contact: str = ""
    pace: Pace = Pace()
    sites: Mapping[str, Pace] = field(default_factory=dict)
    total_concurrency: int = 16
    timeout: float = 30.0
    retries: int = 2
    back_off: float = 2.0
    max_bytes: int = 5_000_000
    max_redirects: int = 10
    allow_private: tuple[str, ...] = ()
    obey_robots: bool = True

    def find_site(self, host: str) -> str:
        """Name what a host shares its pace with: the domain in `sites` that it belongs to, or itself.

        >>> FetchRules(sites={"courier.example": Pace(5)}).find_site("www.courier.example")
        'courier.example'
        """
        labels = host.split(".")
        domains = (".".join(labels[n:]) for n in range(len(labels)))
        return next((domain for domain in domains if domain in self.sites), host)

    def find_pace(self, site: str) -> Pace:
        """Find the pace of what `find_site` names."""
        return self.sites.get(site, self.pace)
