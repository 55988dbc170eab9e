"""The three ledgers asked of the index: whole core values, in a fixed order, by time and site."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from tests.archive.samples import NOON, hours
from tests.archive.stories import CORRECTED, ORPHANED, SILENT, capture_all
from tracker.archive.index import Index
from tracker.archive.ledgers import Entry, Ledger
from tracker.archive.names import branch_name
from tracker.archive.repository import Archive
from tracker.core.analysis import Analysis
from tracker.core.history import analyse


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """An archive with the sample histories."""
    with Archive.init(tmp_path_factory.mktemp("ledgers") / "archive") as archive:
        archive.record(capture_all(), now=NOON)
        yield archive


@pytest.fixture(scope="module")
def index(archive: Archive) -> Iterator[Index]:
    with Index(archive) as index:
        yield index


def analysis(archive: Archive, url: str) -> Analysis:
    return analyse(archive.history(branch_name(url)).versions)


def of(entries: tuple[Entry, ...], url: str) -> list[Entry]:
    return [entry for entry in entries if entry.branch == branch_name(url)]


def test_an_acknowledged_correction(archive: Archive, index: Index) -> None:
    """An entry has the notice, its links, and the changes they cite, as the analysis made them."""
    (entry,) = of(index.corrections("acknowledged"), CORRECTED)
    whole = analysis(archive, CORRECTED)
    assert (entry.headline, entry.url, entry.site) == ("Ferry fares", CORRECTED, "harbour-gazette.example")
    assert (entry.n, entry.captured_at) == (3, hours(7))
    assert (entry.notice,) == whole.notices
    assert entry.notice is not None and entry.notice.links
    for link, revised in zip(entry.notice.links, entry.changes, strict=True):
        revision, change = whole.change(link.change)
        assert (revised.change, revised.old, revised.new) == (change, revision.old, revision.new)
    assert ("12", "14") in [
        (r.change.old.text, r.change.new.text) for r in entry.changes if r.change.old and r.change.new
    ]


def test_a_silent_change(archive: Archive, index: Index) -> None:
    """An entry has the change, with the version that brought it."""
    (entry,) = of(index.corrections("silent"), SILENT)
    whole = analysis(archive, SILENT)
    assert (entry.n, entry.captured_at, entry.notice) == (2, hours(9), None)
    assert [revised.change for revised in entry.changes] == [whole.change(name)[1] for name in whole.silent]


def test_an_orphan(archive: Archive, index: Index) -> None:
    """An entry has the notice and the reason why nothing is linked."""
    (entry,) = of(index.corrections("orphan"), ORPHANED)
    assert (entry.n, entry.captured_at, entry.changes) == (1, hours(3), ())
    assert (entry.notice,) == analysis(archive, ORPHANED).orphans
    assert entry.notice is not None and entry.notice.reason


def test_all_ledgers_together(index: Index) -> None:
    """Without a ledger, all three come in one list, the newest entry first."""
    together = index.corrections()
    assert [entry.captured_at for entry in together] == sorted((e.captured_at for e in together), reverse=True)
    kinds: tuple[Ledger, ...] = ("acknowledged", "silent", "orphan")
    alone = [entry for kind in kinds for entry in index.corrections(kind)]
    assert sorted(map(repr, alone)) == sorted(map(repr, together))


# from when, of which site, and the stories found
ASKED = [
    (None, None, [SILENT, CORRECTED, ORPHANED]),
    (hours(7), None, [SILENT, CORRECTED]),
    (hours(8), None, [SILENT]),
    (hours(99), None, []),
    (None, "tide-tables.example", [ORPHANED]),
    (None, "harbour-gazette.example", [SILENT, CORRECTED]),
    (None, "News.Harbour-Gazette.example", [SILENT]),
    (None, "gazette.example", []),
    (None, "%", []),
    (hours(8), "harbour-gazette.example", [SILENT]),
]


@pytest.mark.parametrize(("since", "site", "found"), ASKED)
def test_entries_by_time_and_site(index: Index, since: datetime | None, site: str | None, found: list[str]) -> None:
    """A ledger can be asked from a time on, and for a site with its sub-domains."""
    assert [entry.url for entry in index.corrections(since=since, site=site)] == found
