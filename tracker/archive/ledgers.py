"""The three ledgers of an archive, and what stands beside them, asked of its index.

*Acknowledged* are the notices that are linked to changes, *orphans* the notices that are not, *silent* the
substantive changes that no notice explains. An entry stands at the version that brought it: the first that carries
the notice, or the one with the new words. What the house rules found makes a ledger of its own, which is empty where
no rule is on; so do the changes that brought *news*, those that a notice may explain (*unsure*), and those by which
a headline went back and forth (*headline_test*).
"""

import sqlite3
from collections.abc import Callable, Collection
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

Ledger = Literal["acknowledged", "silent", "orphan", "finding", "news", "unsure", "headline_test"]
USUAL: tuple[Ledger, ...] = ("acknowledged", "silent", "orphan", "finding")  # the others where they are asked for


@dataclass(frozen=True, slots=True)
class Revised:
    """A change with the versions it leads from and to."""

    change: Change
    old: int
    new: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a ledger: version `n` of a story, captured then, with its notice or its silent change.

    `changes` are those that `notice.links` cites, in the same order, or the one silent change; of one that a notice
    may explain, `notice` is that. `finding` is what a house rule found, of the notice or of the version; `reason` why
    a change is of its class.
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
    SELECT {table}.*, {table}.{version} AS n, stories.headline, stories.url
    FROM {table} JOIN stories USING (branch)
    WHERE {condition} AND seen_at >= :since AND {here}
    ORDER BY seen_at DESC, {table}.branch, {table}.rowid
    LIMIT :limit
"""
# table, column of the version that brought an entry, condition
SOURCES: dict[Ledger, tuple[str, str, str]] = {
    "silent": ("changes", "new_version", "is_silent"),
    "news": ("changes", "new_version", "class = 'news'"),
    "unsure": ("changes", "new_version", "class = 'unsure'"),
    "headline_test": ("changes", "new_version", "class = 'headline_test'"),
    "finding": ("findings", "version", "TRUE"),
    "acknowledged": ("notices", "first_version", "status = 'linked' AND (n_remains OR NOT :is_incomplete)"),
    "orphan": ("notices", "first_version", "status <> 'linked'"),
}
_SELECTS: dict[Ledger, str] = {
    ledger: _SELECT.format(table=table, version=version, condition=condition, here=HERE)
    for ledger, (table, version, condition) in SOURCES.items()
}
_NOTICE = "SELECT * FROM notices WHERE branch = :branch AND id = :id"
_LINKS = """
    SELECT * FROM links JOIN changes ON changes.branch = links.branch AND changes.id = links.change_id
    WHERE links.branch = :branch AND links.notice_id = :id
    ORDER BY links.rowid
"""


def read_ledgers(
    index: sqlite3.Connection,
    ledgers: Collection[Ledger] = USUAL,
    *,
    since: datetime | None = None,
    site: str | None = None,
    limit: int | None = None,
    is_incomplete: bool = False,
) -> tuple[Entry, ...]:
    """Return ledgers as one list, newest entry first: from a time on, of a site with its sub-domains.

    With a `limit` it holds at most as many entries of each; with `is_incomplete`, of the acknowledged ones only those
    whose correction is not complete.
    """
    asked = asked_for(since, site, is_incomplete=is_incomplete) | {"limit": -1 if limit is None else limit}
    entries = [
        _MAKE[name](index, name, row)
        for name in _SELECTS
        if name in ledgers
        for row in index.execute(_SELECTS[name], asked)
    ]
    return tuple(sorted(sorted(entries, key=lambda entry: entry.branch), key=lambda e: e.captured_at, reverse=True))


def asked_for(since: datetime | None, site: str | None, *, is_incomplete: bool = False) -> dict[str, str | int]:
    """Return the parameters of a question about what was captured from a time on, on a site."""
    at = render_time(since) if since else ""
    return {"since": at, "site": (site or "").lower(), "is_incomplete": is_incomplete}


def _change_entry(index: sqlite3.Connection, ledger: Ledger, row: sqlite3.Row) -> Entry:
    return replace(_entry(ledger, row, None, (_revised(row),)), reason=row["reason"])


def _unsure_entry(index: sqlite3.Connection, ledger: Ledger, row: sqlite3.Row) -> Entry:
    return replace(_change_entry(index, ledger, row), notice=_find_notice(index, row)[0])


def _notice_entry(index: sqlite3.Connection, ledger: Ledger, row: sqlite3.Row) -> Entry:
    return _entry(ledger, row, *_read_notice(index, row))


def _finding_entry(index: sqlite3.Connection, ledger: Ledger, row: sqlite3.Row) -> Entry:
    return replace(_entry(ledger, row, *_find_notice(index, row)), finding=parse_finding(row))


_MAKE: dict[Ledger, Callable[[sqlite3.Connection, Ledger, sqlite3.Row], Entry]] = {
    "silent": _change_entry,
    "news": _change_entry,
    "unsure": _unsure_entry,
    "headline_test": _change_entry,
    "finding": _finding_entry,
    "acknowledged": _notice_entry,
    "orphan": _notice_entry,
}


def _find_notice(index: sqlite3.Connection, row: sqlite3.Row) -> tuple[Notice | None, tuple[Revised, ...]]:
    """Return the notice that a row names, if it names one, with the changes it is tied to."""
    asked = {"branch": row["branch"], "id": row["notice_id"]}
    about = index.execute(_NOTICE, asked).fetchone() if row["notice_id"] else None
    return _read_notice(index, about) if about else (None, ())


def _read_notice(index: sqlite3.Connection, row: sqlite3.Row) -> tuple[Notice, tuple[Revised, ...]]:
    rows = index.execute(_LINKS, {"branch": row["branch"], "id": row["id"]}).fetchall()
    return parse_notice(row, tuple(map(parse_link, rows))), tuple(map(_revised, rows))


def _entry(ledger: Ledger, row: sqlite3.Row, notice: Notice | None, changes: tuple[Revised, ...]) -> Entry:
    at = parse_time(row["seen_at"])
    return Entry(ledger, row["branch"], row["headline"], row["url"], row["n"], at, notice, changes)


def _revised(row: sqlite3.Row) -> Revised:
    return Revised(parse_change(row), row["old_version"], row["new_version"])
