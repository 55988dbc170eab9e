"""The Atom feed of an archive: its newest notices, silent changes and findings, each with an id that stays.

An entry's id is made of the story's branch, the time its version was captured and the words it is about, never of
numbers that shift when an older version is found: a feed reader shows each once. A notice that is reworded is a
new entry. Links are relative to the feed where the place of the site is not known.
"""

import uuid
from datetime import datetime
from typing import Any
from urllib.parse import quote, urljoin

from feedgen.feed import FeedGenerator

from tracker.report.anchors import anchor
from tracker.report.files import GENERATOR
from tracker.report.ledger import FindingEntry, Ledger, NoticeEntry, SilentEntry, newest_first
from tracker.report.printable import printable
from tracker.report.render import render
from tracker.report.wording import KIND_NAMES

FeedEntry = NoticeEntry | SilentEntry | FindingEntry
LONGEST = 200  # entries; older ones are in the archive and on the corrections page
FEED_ID = "urn:uuid:" + str(uuid.uuid5(uuid.NAMESPACE_URL, GENERATOR))


def render_feed(ledger: Ledger, *, now: datetime, base_url: str | None = None) -> str:
    """Render the newest entries of all ledgers as an Atom feed; `now` dates what has no time of its own."""
    found: list[FeedEntry] = [*ledger.acknowledged, *ledger.silent, *ledger.orphans, *ledger.findings]
    entries = newest_first(found)[:LONGEST]
    feed = FeedGenerator()
    feed.id(urljoin(base_url, "feed.xml") if base_url else FEED_ID)
    feed.title("Corrections and silent changes")
    feed.author(name="tracker")
    feed.generator(GENERATOR)
    feed.updated(max((entry.seen_at for entry in entries if entry.seen_at), default=now))
    feed.link(href=urljoin(base_url or "", "index.html"), rel="alternate")
    if base_url:
        feed.link(href=urljoin(base_url, "feed.xml"), rel="self")
    for entry in entries:
        _add_entry(feed, entry, now, base_url or "")
    return str(feed.atom_str(pretty=True).decode())


def _add_entry(feed: Any, entry: FeedEntry, now: datetime, base_url: str) -> None:
    label, fragment, words = _about(entry)
    atom = feed.add_entry(order="append")
    atom.id(_entry_id(entry, label, words))
    atom.title(printable(f"{label}: {entry.story.title}"))
    atom.updated(entry.seen_at or now)
    atom.link(href=urljoin(base_url, f"stories/{quote(entry.story.page)}#{fragment}"), rel="alternate")
    atom.content(render("entry.html", entry=entry), type="html")


def _about(entry: FeedEntry) -> tuple[str, str, str]:
    """Return what an entry is called, the fragment id it leads to, and the words that tell it from others."""
    if isinstance(entry, NoticeEntry):
        return KIND_NAMES[entry.card.ref.kind], entry.card.ref.card, entry.card.notice.text
    if isinstance(entry, FindingEntry):
        finding = entry.view.finding
        return "House rule", entry.view.target, f"{finding.rule}\0{finding.text}\0{entry.view.words}"
    change = entry.excerpt.change
    return "Silent change", anchor("silent", change.id), f"{change.old}\0{change.new}"


def _entry_id(entry: FeedEntry, label: str, words: str) -> str:
    seen_at = entry.seen_at.isoformat() if entry.seen_at else ""
    name = "\0".join((entry.story.branch, seen_at, label, words))
    return "urn:uuid:" + str(uuid.uuid5(uuid.NAMESPACE_URL, name.encode("utf-8", "replace").decode()))
