"""The index: everything in it can be worked out again, and is whenever it cannot be trusted."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.archive.samples import BRANCH, NOON, capture, hours
from tests.archive.stories import HISTORIES, capture_all
from tracker.archive.index import Index
from tracker.archive.names import branch_name
from tracker.archive.passage_rows import PLACES
from tracker.archive.repository import Archive
from tracker.core.analysis import Analysis, Version
from tracker.core.history import analyse
from tracker.errors import ArchiveError

TABLES = ["stories", "versions", "passages", "changes", "notices", "links", "findings"]


def rows(archive: Archive) -> dict[str, list[tuple[object, ...]]]:
    """All that the index says, in an order that does not depend on how it came to be."""
    connection = sqlite3.connect(archive.path / "index.sqlite")
    try:
        connection.row_factory = sqlite3.Row
        found = {table: [*map(told, connection.execute(f"SELECT * FROM {table}"))] for table in TABLES}
        for table in ("passages", "notices"):
            connection.execute(f"INSERT INTO {table}_fts ({table}_fts, rank) VALUES ('integrity-check', 1)")
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        return {table: sorted(found[table], key=repr) for table in TABLES}
    finally:
        connection.close()


def told(row: sqlite3.Row) -> tuple[object, ...]:
    """What a row says; the numbers of stories tell only the order of reading."""
    values = dict(row)
    number = values.pop("number", 0)
    return (*values.values(), 0 if "tip" in values else number % PLACES)


def query(archive: Archive, sql: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(archive.path / "index.sqlite")
    try:
        with connection:
            return connection.execute(sql).fetchall()
    finally:
        connection.close()


class Counted:
    """The analysis, noting how often it is asked."""

    def __init__(self) -> None:
        self.n = 0

    def __call__(self, versions: tuple[Version, ...], /, **how: Any) -> Analysis:
        self.n += 1
        return analyse(versions, **how)


@pytest.fixture
def filled(archive: Archive) -> Archive:
    """An archive with the sample histories."""
    archive.record(capture_all(), now=NOON)
    return archive


def test_an_index_says_what_the_analysis_says(filled: Archive) -> None:
    """Every version, change, notice and link of every story is in it."""
    with Index(filled) as index:
        assert (index.refreshed.n_stories, index.refreshed.rebuilt) == (len(HISTORIES), "there was none")
    analyses = [analyse(filled.history(ref.branch).versions) for ref in filled.stories()]
    found = rows(filled)
    assert len(found["versions"]) == sum(len(each.versions) for each in analyses)
    assert len(found["changes"]) == sum(len(revision.changes) for each in analyses for revision in each.revisions)
    assert len(found["notices"]) == sum(len(each.notices) for each in analyses)
    assert len(found["links"]) == sum(len(notice.links) for each in analyses for notice in each.notices) > 0


def test_refreshing_reads_only_what_changed(filled: Archive) -> None:
    """A story whose branch stands where it stood is not analysed again."""
    Index(filled).close()
    counted = Counted()
    with Index(filled, counted) as index:
        assert (index.refreshed.n_stories, index.refreshed.rebuilt, counted.n) == (0, None, 0)
        filled.record([capture("Nine."), capture("Ten.", 1)], now=NOON)
        assert index.refresh().n_stories == counted.n == 1
        filled.record([capture("Eight.", -1), capture("Ten.", 5)], now=NOON)
        assert index.refresh().n_stories == 1
        assert index.refresh().n_stories == 0
    assert query(filled, f"SELECT version, text FROM texts WHERE branch = '{BRANCH}' ORDER BY version") == [
        (1, "Lock gates reopen\n\nEight."),
        (2, "Lock gates reopen\n\nNine."),
        (3, "Lock gates reopen\n\nTen."),
    ]


def test_any_way_to_an_index_gives_the_same(filled: Archive) -> None:
    """Step by step or anew, the index says the same."""
    Index(filled).close()
    for n in range(3):
        filled.record([capture(f"{n}.", n), capture(f"{n}.", -n, name="tides")], now=hours(n))
        Index(filled).close()
    step_by_step = rows(filled)
    with Index(filled) as index:
        entries = index.corrections()
        assert index.rebuild().rebuilt == "it was asked for"
        assert index.corrections() == entries
    assert rows(filled) == step_by_step


def test_a_story_that_is_gone_is_dropped(filled: Archive) -> None:
    """The index follows the branches there are."""
    filled.record([capture("Nine.")], now=NOON)
    Index(filled).close()
    (filled.path / "stories.git" / "refs" / "heads" / BRANCH).unlink()
    with Index(filled) as index:
        assert index.refreshed.n_stories == 1
    assert query(filled, "SELECT COUNT(*) FROM stories") == [(len(HISTORIES),)]
    assert query(filled, "SELECT COUNT(*) FROM passages_fts WHERE passages_fts MATCH 'gates'") == [(0,)]
    assert query(filled, "SELECT COUNT(*) FROM passages WHERE text LIKE '%gates%'") == [(0,)]


def overwrite(data: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(data)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def scribble(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    path.write_bytes(data)


def execute(*statements: str) -> Callable[[Path], object]:
    def run(path: Path) -> None:
        connection = sqlite3.connect(path)
        with connection:
            for statement in statements:
                connection.execute(statement)
        connection.close()

    return run


DAMAGE: dict[str, tuple[Callable[[Path], object], str]] = {
    "removed": (Path.unlink, "there was none"),
    "empty": (overwrite(b""), "another version"),
    "no database": (overwrite(b"not a database at all, only text" * 400), "damaged"),
    "cut short": (cut, "damaged"),
    "overwritten": (scribble, "damaged"),
    "another schema": (execute("PRAGMA user_version = 99"), "another version"),
    "another tracker": (execute("UPDATE about SET made_by = '0.0'"), "another version"),
    "without a table": (execute("DROP TABLE links"), "damaged"),
    "somebody else's": (execute("PRAGMA user_version = 0", "DROP TABLE about"), "another version"),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_an_index_that_cannot_be_trusted_is_made_anew(filled: Archive, damage: str) -> None:
    """A missing, old or damaged file is replaced, and what was wrong is said."""
    with Index(filled) as index:
        entries = index.corrections()
    expected = rows(filled)
    apply, why = DAMAGE[damage]
    apply(filled.path / "index.sqlite")
    filled.record([capture("Nine.")], now=NOON)
    with Index(filled) as index:
        assert why in (index.refreshed.rebuilt or "nothing")
        assert index.corrections() == entries
    found = rows(filled)
    assert [row for row in found["stories"] if row[0] != BRANCH] == expected["stories"]
    assert sorted(path.name for path in filled.path.glob("index*")) == ["index.lock", "index.sqlite"]


def test_leftovers_do_no_harm(filled: Archive) -> None:
    """The log of an index that is gone, and an index that was never completed, are cleared away."""
    for name in ("index.sqlite-wal", "index.sqlite-shm", "index.sqlite.part", "index.sqlite.part-wal"):
        (filled.path / name).write_bytes(b"left behind" * 500)
    with Index(filled) as index:
        assert index.refreshed.rebuilt == "there was none"
        assert index.corrections()
    assert rows(filled)["stories"]


def test_an_analysis_that_fails_leaves_the_old_index(filled: Archive) -> None:
    """What an error stops is not half in the index."""

    def fail(versions: tuple[Version, ...], /, **how: object) -> Analysis:
        raise ZeroDivisionError

    Index(filled).close()
    before = rows(filled)
    filled.record([capture("Nine.")], now=NOON)
    with pytest.raises(ZeroDivisionError):
        Index(filled, fail)
    assert rows(filled) == before


def test_damage_found_while_reading_is_named(filled: Archive) -> None:
    """A question that the file cannot answer any more ends with the next step."""
    with Index(filled) as index:
        query(filled, "DROP TABLE links")
        with pytest.raises(ArchiveError, match="tracker reindex"):
            index.corrections()


def interrupted_after(n: int) -> Callable[[Sequence[str]], Iterator[str]]:
    """Pass on the first n stories, then stop as Ctrl-C would."""

    def follow(branches: Sequence[str]) -> Iterator[str]:
        yield from branches[:n]
        raise KeyboardInterrupt

    return follow


def test_a_rebuild_that_was_cut_off_goes_on(filled: Archive) -> None:
    """What was read is not read again, and the index is the same in the end; until then the old one stands."""
    with Index(filled) as index:
        expected = rows(filled)
        index._follow = interrupted_after(3)
        with pytest.raises(KeyboardInterrupt):
            index.rebuild()
    assert rows(filled) == expected
    (filled.path / "index.sqlite").unlink()
    counted = Counted()
    with Index(filled, counted) as index:
        assert (index.refreshed.n_stories, counted.n) == (len(HISTORIES) - 3, len(HISTORIES) - 3)
    assert rows(filled) == expected


@pytest.mark.parametrize("damage", ["no database", "cut short", "overwritten", "another tracker", "without a table"])
def test_a_rebuild_does_not_go_on_with_what_was_damaged(filled: Archive, damage: str) -> None:
    """What a killed rebuild left is used only where it can be trusted."""
    Index(filled).close()
    expected = rows(filled)
    (filled.path / "index.sqlite").rename(filled.path / "index.sqlite.part")
    DAMAGE[damage][0](filled.path / "index.sqlite.part")
    with Index(filled) as index:
        assert index.refreshed.n_stories == len(HISTORIES)
    assert rows(filled) == expected


def test_the_stories_to_be_read_are_told(filled: Archive) -> None:
    """Whoever shows progress hears of every story that is to be read, and of no other."""
    told: list[Sequence[str]] = []

    def follow(branches: Sequence[str]) -> Sequence[str]:
        told.append(branches)
        return branches

    Index(filled, follow=follow).close()
    filled.record([capture("Nine.")], now=NOON)
    Index(filled, follow=follow).close()
    assert [len(each) for each in told] == [len(HISTORIES), 1] and told[1] == [BRANCH]


def test_two_readers_at_once(filled: Archive) -> None:
    """An index that another holds open can be replaced and read."""
    with Index(filled) as one, Archive.open(filled.path) as archive, Index(archive) as other:
        entries = one.corrections()
        other.rebuild()
        assert one.corrections() == other.corrections() == entries
        filled.record([capture("Nine.")], now=NOON)
        assert one.refresh().n_stories == 1 and other.refresh().n_stories == 0
        assert branch_name("nothing") not in [entry.branch for entry in other.corrections()]
