"""Full-text search over all versions of all stories, asked of the index.

A version is found when it carries all that is wanted, each word in whichever paragraph, and nothing unwanted. The
index finds the passages that hold a word; which versions carry them, and so which versions are found, is worked out
story by story, as far as the page of results reaches. So the answer also tells in which version words appeared and in
which they were gone.
"""

import re
import sqlite3
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from datetime import datetime
from functools import partial
from itertools import islice
from typing import Literal

from tracker.archive.ledgers import HERE, asked_for
from tracker.archive.passage_rows import first_number, parse_numbers
from tracker.archive.times import parse_time, render_time
from tracker.core.found import Found, Hit, Match, Seen
from tracker.core.query import PARTING, Query, Term, part_words

Table = Literal["passages", "notices"]

_CANDIDATES = """
    SELECT number, branch, headline, url, n_versions FROM stories
    WHERE last_captured_at >= :since AND {here} AND {groups}
    ORDER BY last_captured_at DESC, branch
"""
_GROUP = "number IN (SELECT rowid >> 32 FROM {table}_fts WHERE {table}_fts MATCH :group{n})"
_CARRIERS = """
    SELECT versions FROM {table}
    WHERE number IN (SELECT rowid FROM {table}_fts WHERE {table}_fts MATCH ? AND rowid BETWEEN ? AND ?)
"""
_MATCHES = """
    SELECT {table}.kind, {table}.versions, highlight({table}_fts, 0, char(2), char(3)) AS marked
    FROM {table}_fts JOIN {table} ON {table}.number = {table}_fts.rowid
    WHERE {table}_fts MATCH ? AND {table}_fts.rowid BETWEEN ? AND ?
    ORDER BY {table}_fts.rowid
"""
_MARK = re.compile("\x02([^\x02\x03]*)\x03")


def search(
    index: sqlite3.Connection,
    query: Query,
    *,
    limit: int,
    in_notices: bool = False,
    since: datetime | None = None,
    site: str | None = None,
) -> Found:
    """Return the stories with a version that a query fits, those captured last first, at most `limit`.

    Only versions captured `since` a time count, and only stories of a `site` with its sub-domains. How many stories
    there are is exact where no further look at them is needed: for a word, a phrase, or several of which one will do.
    """
    table: Table = "notices" if in_notices else "passages"
    look = partial(_look, index, query, table, render_time(since) if since else "")
    stories = _candidates(index, query, table, since, site)
    rest = iter(stories)
    hits = tuple(islice(filter(None, map(look, rest)), limit))
    n_left = len(list(rest))
    is_exact = not n_left or (len(query.wanted) == 1 and not query.unwanted and since is None)
    return Found(hits, len(hits) + n_left, is_exact)


def _candidates(
    index: sqlite3.Connection, query: Query, table: Table, since: datetime | None, site: str | None
) -> list[sqlite3.Row]:
    """Return the stories that hold all that is wanted, though perhaps in no single version, in order."""
    groups = {f"group{n}": _match(group) for n, group in enumerate(query.wanted)}
    all_groups = " AND ".join(_GROUP.format(table=table, n=n) for n in range(len(groups)))
    select = _CANDIDATES.format(here=HERE if site else "TRUE", groups=all_groups)
    return index.execute(select, asked_for(since, site) | groups).fetchall()


def _match(terms: Iterable[Term]) -> str:
    """Write terms as a question to SQLite, any of them; quoted, so that nothing in them is syntax."""
    quoted = ((part_words(term.text).replace('"', '""'), term.is_start) for term in terms)
    return " OR ".join(f'"{text}"{" *" if is_start else ""}' for text, is_start in quoted)


def _look(index: sqlite3.Connection, query: Query, table: Table, since: str, story: sqlite3.Row) -> Hit | None:
    """Return a story with the versions that the query fits, None where there is no such version."""
    rows = index.execute("SELECT n, captured_at FROM versions WHERE branch = ? ORDER BY n", (story["branch"],))
    times = {row["n"]: row["captured_at"] for row in rows}
    found = {n for n, captured_at in times.items() if captured_at >= since}
    for group in query.wanted:
        found &= _carriers(index, table, group, story["number"])
    if query.unwanted:
        found -= _carriers(index, table, query.unwanted, story["number"])
    if not found:
        return None
    seen = {n: Seen(n, parse_time(times[n])) for n in {min(found), max(found), max(found) + 1} & times.keys()}
    return Hit(
        branch=story["branch"],
        headline=story["headline"],
        url=story["url"],
        n_versions=story["n_versions"],
        versions=tuple(sorted(found)),
        first=seen[min(found)],
        last=seen[max(found)],
        gone=seen.get(max(found) + 1),
        matches=_matches(index, table, query, story["number"], found),
    )


def _carriers(index: sqlite3.Connection, table: Table, terms: Iterable[Term], story: int) -> set[int]:
    """Return the versions of a story that carry any of these terms."""
    rows = index.execute(_CARRIERS.format(table=table), (_match(terms), *_bounds(story)))
    return {n for row in rows for n in parse_numbers(row["versions"])}


def _matches(
    index: sqlite3.Connection, table: Table, query: Query, story: int, found: AbstractSet[int]
) -> tuple[Match, ...]:
    """Return the passages of the versions that were found with words that were looked for, the latest first."""
    rows = index.execute(_MATCHES.format(table=table), (_match(query.terms), *_bounds(story)))
    carried = [(row, tuple(sorted(parse_numbers(row["versions"])))) for row in rows]
    latest = sorted((each for each in carried if found & set(each[1])), key=lambda each: -max(found & set(each[1])))
    return tuple(Match(row["kind"], *_read_marks(row["marked"]), versions) for row, versions in latest)


def _bounds(story: int) -> tuple[int, int]:
    """Return the first and the last number of the passages or notices of a story."""
    return first_number(story), first_number(story + 1) - 1


def _read_marks(marked: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return a text and the spans of the words that SQLite marked in it."""
    pieces, marks, length = [], [], 0
    for n, piece in enumerate(_MARK.split(marked.replace(PARTING, ""))):
        pieces.append(piece)
        marks += [(length, length + len(piece))] if n % 2 else []
        length += len(piece)
    return "".join(pieces), tuple(marks)
