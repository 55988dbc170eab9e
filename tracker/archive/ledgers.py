"""The three ledgers of an archive, and what its house rules found, asked of its index.

*Acknowledged* are the notices that are linked to changes, *orphans* the notices that are not, *silent* the
substantive changes that no notice explains. An entry stands at the version that brought it: the first that carries
the notice, or the one with the new words. What the house rules found makes a ledger of its own, which is empty where
no rule is on.
"""

import sqlite3
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from tracker.archive.finding_rows import parse_finding
from tracker.archive.index_rows import parse_change
from tracker.archive.notice_rows import parse_link, parse_notice
from tracker.archive.times import parse_time, render_time
from tracker.core.change import Change
from tracker.core.finding import Finding
from tracker.core.notice import Notice

Ledger = Literal["acknowledged", "silent", "orphan", "finding", "news"]


@dataclass(frozen=True, slots=True)
class Revised:
    """A change with the versions it leads from and to."""

    change: Change
    old: int
    new: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a ledger: version `n` of a story, captured then, with its notice or its silent change.

    `changes` are those that `notice.links` cites, in the same order, or the one silent change. `finding` is what a
    house rule found, of the notice or of the version; `reason` why a change is silent or news.
    """

    ledger: Ledger
    branch: str
    headline: str
    url: str | None
    n: int
    captured_at: datetime
    notice: Notice | None
    changes: tuple[Revised, ...]
    finding: Finding | None = None
    reason: str | None = None

    @property
    def site(self) -> str:
        """The site of the story."""
        return self.branch.partition("/")[0]


HERE = "(:site = '' OR stories.site = :site OR substr(stories.site, -length(:site) - 1) = '.' || :site)"
_SELECT = """
    SELECT {table}.*, versions.n, versions.captured_at, stories.headline, stories.url
    FROM {table}
    JOIN stories USING (branch)
    JOIN versions ON versions.branch = {table}.branch AND versions.n = {table}.{version}
    WHERE {condition} AND versions.captured_at >= :since
    AND {here}
    ORDER BY {table}.branch, {table}.rowid
"""
_SILENT = _SELECT.format(table="changes", version="new_version", condition="is_silent", here=HERE)
_NEWS = _SELECT.format(table="changes", version="new_version", condition="class = 'news'", here=HERE)
_NOTICES = _SELECT.format(table="notices", version="first_version", condition="TRUE", here=HERE)
_FINDINGS = _SELECT.format(table="findings", version="version", condition="TRUE", here=HERE)
_NOTICE = "SELECT * FROM notices WHERE branch = :branch AND id = :id"
_LINKS = """
    SELECT * FROM links JOIN changes ON changes.branch = links.branch AND changes.id = links.change_id
    WHERE links.branch = :branch AND links.notice_id = :id
    ORDER BY links.rowid
"""


def read_ledgers(
    index: sqlite3.Connection,
    ledger: Ledger | None = None,
    *,
    since: datetime | None = None,
    site: str | None = None,
    has_news: bool = False,
) -> tuple[Entry, ...]:
    """Return one ledger, or all, newest entry first: from a time on, and of a site with its sub-domains."""
    asked = asked_for(since, site)
    entries: list[Entry] = []
    if ledger in ("silent", None):
        entries += [_change_entry("silent", row) for row in index.execute(_SILENT, asked)]
    if ledger == "news" or has_news:
        entries += [_change_entry("news", row) for row in index.execute(_NEWS, asked)]
    if ledger in ("finding", None):
        entries += [_finding_entry(index, row) for row in index.execute(_FINDINGS, asked)]
    if ledger in ("acknowledged", "orphan", None):
        entries += [_notice_entry(index, row) for row in index.execute(_NOTICES, asked)]
    kept = [entry for entry in entries if ledger in (entry.ledger, None)]
    return tuple(sorted(sorted(kept, key=lambda entry: entry.branch), key=lambda e: e.captured_at, reverse=True))


def asked_for(since: datetime | None, site: str | None) -> dict[str, str | int]:
    """Return the parameters of a question about what was captured from a time on, on a site."""
    return {"since": render_time(since) if since else "", "site": (site or "").lower()}


def _change_entry(ledger: Ledger, row: sqlite3.Row) -> Entry:
    return replace(_entry(ledger, row, None, (_revised(row),)), reason=row["reason"])


def _notice_entry(index: sqlite3.Connection, row: sqlite3.Row) -> Entry:
    notice, changes = _read_notice(index, row)
    return _entry("acknowledged" if changes else "orphan", row, notice, changes)


def _finding_entry(index: sqlite3.Connection, row: sqlite3.Row) -> Entry:
    asked = {"branch": row["branch"], "id": row["notice_id"]}
    about = index.execute(_NOTICE, asked).fetchone() if row["notice_id"] else None
    notice, changes = _read_notice(index, about) if about else (None, ())
    return replace(_entry("finding", row, notice, changes), finding=parse_finding(row))


def _read_notice(index: sqlite3.Connection, row: sqlite3.Row) -> tuple[Notice, tuple[Revised, ...]]:
    rows = index.execute(_LINKS, {"branch": row["branch"], "id": row["id"]}).fetchall()
    return parse_notice(row, tuple(map(parse_link, rows))), tuple(map(_revised, rows))


def _entry(ledger: Ledger, row: sqlite3.Row, notice: Notice | None, changes: tuple[Revised, ...]) -> Entry:
    at = parse_time(row["captured_at"])
    return Entry(ledger, row["branch"], row["headline"], row["url"], row["n"], at, notice, changes)


def _revised(row: sqlite3.Row) -> Revised:
    return Revised(parse_change(row), row["old_version"], row["new_version"])
