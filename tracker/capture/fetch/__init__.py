"""Fetching: what is to be fetched goes in, what came of it comes out, and Scrapy is nobody else's concern.

`crawl` runs one Scrapy crawl and awaits the caller for every answer; `Target`, `Fetched` and `FetchRules` are its
words. Politeness, retries, redirects and decompression are Scrapy's. Added here is what it does not have: addresses
that must not be asked (`addresses`, `resolver`), hosts that ask to wait (`gate`), a pace for each site (`throttle`),
an end in order (`spider`), scripts that are run (`rendering`), and a name for each way a fetch can go (`outcome`).
"""

from tracker.capture.fetch.crawl import crawl
from tracker.capture.fetch.values import (
    Ending,
    Fetched,
    FetchRules,
    Outcome,
    Pace,
    StopCrawlError,
    Target,
    TargetKind,
)

__all__ = ["Ending", "FetchRules", "Fetched", "Outcome", "Pace", "StopCrawlError", "Target", "TargetKind", "crawl"]
