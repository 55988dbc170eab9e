"""The first page of the ledgers, asked of the index: how long they are, and the stories that stand on it.

The order is that of the ledgers in reports: corrections that are not complete first, then the newest entries. So
whoever puts together the ledgers of these stories alone has the first page of the ledgers of them all.
"""

import sqlite3
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Literal

from tracker.archive.ledgers import HERE, SOURCES, Ledger, asked_for
from tracker.archive.stored import read_analysis
from tracker.core.analysis import Analysis

Count = Ledger | Literal["incomplete", "harmless"]

# table and condition of what is counted
_COUNTED: dict[Count, tuple[str, str]] = {
    **{ledger: (table, condition) for ledger, (table, _, condition) in SOURCES.items()},
    "incomplete": ("notices", "status = 'linked' AND n_remains"),
    "harmless": ("changes", "harmless_by IS NOT NULL"),
}
_ORDERS: dict[Ledger, str] = {
    "acknowledged": "n_remains = 0, seen_at DESC, branch, number",
    "silent": "seen_at DESC, branch, new_version DESC, silent_rank",
    "orphan": "seen_at DESC, branch, number",
    "finding": "seen_at DESC, branch, version DESC",
    "news": "seen_at DESC, branch, new_version DESC",
    "unsure": "seen_at DESC, branch, new_version DESC",
    "headline_test": "seen_at DESC, branch, new_version DESC",
}
_HERE = f"branch IN (SELECT branch FROM stories WHERE {HERE})"  # noqa: S608 (all our own words)
_SELECT = "SELECT {what} FROM {table} WHERE {condition} AND seen_at >= :since AND {here}"


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """How many entries there are in all, and the analyses of the stories on the page, by branch."""

    counts: dict[Count, int]
    stories: dict[str, Analysis]


def read_page(
    index: sqlite3.Connection,
    ledgers: Collection[Ledger],
    limit: int,
    *,
    since: datetime | None = None,
    site: str | None = None,
    is_incomplete: bool = False,
) -> LedgerPage:
    """Return the page with the first `limit` entries of each ledger: from a time on, of a site and its sub-domains.

    With `is_incomplete` the acknowledged ones count only where their correction is not complete.
    """
    select = partial(_select, has_site=site is not None)
    asked = asked_for(since, site, is_incomplete=is_incomplete) | {"limit": limit}
    counts = {count: index.execute(select("count(*)", *_COUNTED[count]), asked).fetchone()[0] for count in _COUNTED}
    branches: dict[str, None] = {}
    for ledger in ledgers:
        page = f"{select('branch', *_COUNTED[ledger])} ORDER BY {_ORDERS[ledger]} LIMIT :limit"
        branches |= dict.fromkeys(row["branch"] for row in index.execute(page, asked))
    return LedgerPage(counts, {branch: read_analysis(index, branch) for branch in branches})


def _select(what: str, table: str, condition: str, *, has_site: bool) -> str:
    return _SELECT.format(what=what, table=table, condition=condition, here=_HERE if has_site else "TRUE")
