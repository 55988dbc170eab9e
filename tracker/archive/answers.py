"""What an index can be asked; `index` brings it up to date first.

Every question is answered from the file alone, a page of results at a time where there may be many: no story is read
again, so an archive of any size answers within a second. An answer is that of one moment, whoever writes meanwhile.
"""

import sqlite3
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from tracker.archive.index_file import told
from tracker.archive.ledger_page import LedgerPage, read_page
from tracker.archive.ledgers import USUAL, Entry, Ledger, read_ledgers
from tracker.archive.searching import search
from tracker.core.found import Found
from tracker.core.query import Query


class Answers:
    """The questions to an index."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self._path = path
        self._connection = connection

    def corrections(
        self,
        *ledgers: Ledger,
        since: datetime | None = None,
        site: str | None = None,
        limit: int | None = None,
        is_incomplete: bool = False,
    ) -> tuple[Entry, ...]:
        """Return ledgers as one list, newest entry first: from a time on, of a site with its sub-domains.

        Without a name these are the usual ones. With a `limit` there are at most as many entries of each; with
        `is_incomplete`, of the acknowledged ones only those whose correction is not complete.
        """
        wanted = ledgers or USUAL
        with self._moment() as index:
            return read_ledgers(index, wanted, since=since, site=site, limit=limit, is_incomplete=is_incomplete)

    def ledger_page(
        self,
        ledgers: Collection[Ledger],
        limit: int,
        *,
        since: datetime | None = None,
        site: str | None = None,
        is_incomplete: bool = False,
    ) -> LedgerPage:
        """Return how long the ledgers are, and the stories that hold the first `limit` entries of some of them.

        With `is_incomplete` the acknowledged ones count only where their correction is not complete.
        """
        with self._moment() as index:
            return read_page(index, ledgers, limit, since=since, site=site, is_incomplete=is_incomplete)

    def search(
        self,
        query: Query,
        *,
        limit: int,
        in_notices: bool = False,
        since: datetime | None = None,
        site: str | None = None,
    ) -> Found:
        """Return the stories with a version that a query fits, those captured last first, at most `limit`.

        With `in_notices` the words are looked for in notices alone. Only versions captured `since` a time count, and
        only stories of a `site` with its sub-domains.
        """
        with self._moment() as index:
            return search(index, query, limit=limit, in_notices=in_notices, since=since, site=site)

    @contextmanager
    def _moment(self) -> Iterator[sqlite3.Connection]:
        """Read from one state of the file."""
        with told(self._path):
            self._connection.execute("BEGIN")
            try:
                yield self._connection
            finally:
                self._connection.rollback()
