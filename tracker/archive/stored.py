"""The analysis of a story as the index holds it: what a page of results shows of a story, without reading it again.

Two things are not kept, for nobody asks the index for them: the rows of a revision, which only a redline needs, and
how an analysis came about (`suspects`, `stale`).
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from itertools import pairwise

from tracker.archive.finding_rows import parse_finding
from tracker.archive.index_rows import parse_change
from tracker.archive.meta import parse_stated
from tracker.archive.notice_rows import parse_link, parse_notice
from tracker.archive.passage_rows import PLACES, first_number
from tracker.archive.times import parse_time
from tracker.core.analysis import Analysis, Version
from tracker.core.change import Revision
from tracker.core.decision import Harmless
from tracker.core.headline_tests import find_headline_tests
from tracker.core.notice import Notice
from tracker.core.standing import Standing
from tracker.core.story import Block, Story
from tracker.errors import InputError

_BLOCKS = "SELECT kind, text FROM passages WHERE number BETWEEN ? AND ? ORDER BY number"


def read_analysis(index: sqlite3.Connection, branch: str) -> Analysis:
    """Read a story's analysis; its revisions have no rows. Raises `InputError` where there is none."""
    versions = tuple(_versions(index, branch))
    stories = {version.n: version.story for version in versions}
    changes = _rows(index, "changes", branch)
    revisions, notices = tuple(_revisions(versions, changes)), tuple(_notices(index, branch))
    silent = sorted((row for row in changes if row["is_silent"]), key=lambda row: row["silent_rank"])
    return Analysis(
        versions=versions,
        revisions=revisions,
        notices=notices,
        silent=tuple(row["id"] for row in silent),
        harmless=tuple(
            Harmless(row["id"], row["harmless_by"], parse_time(row["harmless_at"]))
            for row in changes
            if row["harmless_by"]
        ),
        findings=tuple(map(parse_finding, _rows(index, "findings", branch))),
        standings=tuple(
            Standing(row["id"], row["class"], row["reason"], row["notice_id"]) for row in changes if row["class"]
        ),
        headline_tests=find_headline_tests(stories, revisions, notices),
    )


def _rows(index: sqlite3.Connection, table: str, branch: str) -> list[sqlite3.Row]:
    """Return the rows of a story in a table, as they were written."""
    return index.execute(f"SELECT * FROM {table} WHERE branch = ? ORDER BY rowid", (branch,)).fetchall()  # noqa: S608


def _versions(index: sqlite3.Connection, branch: str) -> Iterator[Version]:
    row = index.execute("SELECT number FROM stories WHERE branch = ?", (branch,)).fetchone()
    if row is None:
        raise InputError(f"no story has the branch {branch!r:.200}: `tracker list` shows those there are")
    first = first_number(row["number"])
    blocks = [Block(kind, text) for kind, text in index.execute(_BLOCKS, (first, first + PLACES - 1))]
    for row in index.execute("SELECT * FROM versions WHERE branch = ? ORDER BY n", (branch,)):
        story = Story(tuple(blocks[place] for place in json.loads(row["blocks"])))
        at, stated = parse_time(row["captured_at"]), parse_stated(json.loads(row["stated"]))
        yield Version(row["n"], story, row["commit_id"], at, row["modified"], stated)


def _revisions(versions: Iterable[Version], changes: Iterable[sqlite3.Row]) -> Iterator[Revision]:
    made: dict[tuple[int, int], list[sqlite3.Row]] = {}
    for row in changes:
        made.setdefault((row["old_version"], row["new_version"]), []).append(row)
    for old, new in pairwise(version.n for version in versions):
        yield Revision(old, new, (), tuple(map(parse_change, made.get((old, new), ()))))


def _notices(index: sqlite3.Connection, branch: str) -> Iterator[Notice]:
    links: dict[str, list[sqlite3.Row]] = {}
    for row in _rows(index, "links", branch):
        links.setdefault(row["notice_id"], []).append(row)
    for row in _rows(index, "notices", branch):
        yield parse_notice(row, tuple(map(parse_link, links.get(row["id"], ()))))
