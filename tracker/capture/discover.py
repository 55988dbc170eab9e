"""From a list to the stories it links: feeds, sitemaps and section pages.

Whatever a list holds, it comes from outside: addresses are joined to its own, only web addresses are taken, and no
more of them than a limit. Old entries of sitemaps are left out, for a sitemap may list everything a site ever
published. The same bytes give the same links, in the order in which they stand.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

from dateutil.parser import ParserError, isoparse
from lxml.etree import XMLParser, XMLSyntaxError, fromstring

from tracker.archive.names import identity
from tracker.capture.page import parse_page
from tracker.capture.watching import Watch

MAX_LINKS = 5_000  # of one list; the longest news sitemap allowed has 1,000
FRESH_DAYS = 7  # how old an entry of a sitemap may be
_LONGEST = 2_000  # characters of an address


@dataclass(frozen=True, slots=True)
class Links:
    """What a list links: stories, and further lists, which only sitemaps have."""

    stories: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    doubt: str | None = None


def find_links(watch: Watch, url: str, body: bytes, now: datetime) -> Links:
    """Return what the list of a watch, read from `url`, links; one that cannot be read has a `doubt` and no links."""
    if watch.kind == "feed":
        found, lists, doubt = _read_feed(body)
    elif watch.kind == "sitemap":
        found, lists, doubt = _read_sitemap(body, now)
    else:
        found, lists, doubt = _read_section(body)
    stories = tuple(link for link in _clean(found, url) if watch.wants(link))
    return Links(stories, tuple(_clean(lists, url)), doubt if not stories and not lists else None)


def _clean(links: Iterable[str], base: str) -> Iterator[str]:
    """Make addresses whole, and leave out what is no web address, the list itself, and repetitions."""
    seen = {identity(base)}
    for link in links:
        try:
            whole = urldefrag(urljoin(base, link.strip())).url
            is_web = urlsplit(whole).scheme in ("http", "https") and bool(urlsplit(whole).hostname)
        except ValueError:  # a broken IPv6 address
            continue
        if is_web and len(whole) <= _LONGEST and (name := identity(whole)) not in seen:
            seen.add(name)
            yield whole
        if len(seen) > MAX_LINKS:
            return


def _read_feed(body: bytes) -> tuple[list[str], list[str], str | None]:
    """Read RSS, Atom or a JSON feed, well-formed or not."""
    if body.lstrip()[:1] == b"{":
        try:
            items = json.loads(body).get("items")
        except (ValueError, RecursionError):
            return [], [], "this is no JSON feed"
        return (
            [link for item in _dicts(items) for link in _strings(item.get("url"), item.get("external_url"))],
            [],
            None,
        )
    import feedparser  # type: ignore[import-untyped]  # only here: it takes 80 ms to import

    feed = feedparser.parse(BytesIO(body), sanitize_html=False, resolve_relative_uris=False)
    links = [link for entry in feed.entries for link in _strings(entry.get("link"))]
    return links, [], None if feed.get("version") else "this is no feed"


def _read_sitemap(body: bytes, now: datetime) -> tuple[list[str], list[str], str | None]:
    """Read a sitemap, or an index of sitemaps, without the entries that say they are old."""
    parser = XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False, load_dtd=False)
    try:
        root = fromstring(body, parser)
    except (XMLSyntaxError, ValueError):
        root = None
    if root is None:
        return [], [], "this is no sitemap"
    pages: list[str] = []
    lists: list[str] = []
    for entry in root.iterchildren("{*}url", "{*}sitemap"):
        is_list = str(entry.tag).rpartition("}")[2] == "sitemap"
        place = entry.findtext("{*}loc")
        date = entry.findtext("{*}news/{*}publication_date") or entry.findtext("{*}lastmod")
        if place and not _is_old(date, now):
            (lists if is_list else pages).append(place)
    is_known = str(root.tag).rpartition("}")[2] in ("urlset", "sitemapindex")
    return pages, lists, None if is_known else "this is no sitemap"


def _is_old(date: str | None, now: datetime) -> bool:
    try:
        at = isoparse((date or "").strip())
    except (ParserError, ValueError, OverflowError):
        return False
    at = at.replace(tzinfo=UTC) if at.tzinfo is None else at
    return now - at > timedelta(days=FRESH_DAYS)


def _read_section(body: bytes) -> tuple[list[str], list[str], str | None]:
    """Read the links of a page."""
    from tracker.capture.encoding import decode_page

    root = parse_page(decode_page(body, None).text)
    if root is None:
        return [], [], "this page is empty"
    base = next((element.get("href", "") for element in root.iter("base")), "")
    return [urljoin(base, link) for element in root.iter("a") for link in _strings(element.get("href"))], [], None


def _dicts(values: Any) -> list[dict[str, Any]]:
    return [value for value in values if isinstance(value, dict)] if isinstance(values, list) else []


def _strings(*values: Any) -> list[str]:
    return [value for value in values if isinstance(value, str)][:1]
