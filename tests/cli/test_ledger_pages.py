"""The ledgers on the terminal, answered from the index alone, are those of the stories read again."""

import shutil
from collections.abc import Iterator
from datetime import datetime

import pytest

from tests.cli.conftest import Demo
from tests.cli.runs import tracker
from tracker.archive.analysing import analyse_story
from tracker.archive.index import Index
from tracker.archive.ledgers import Ledger as Name
from tracker.archive.repository import Archive
from tracker.archive.times import parse_time
from tracker.core.analysis import Analysis
from tracker.report.ledger import Ledger, ledger
from tracker.report.views import StoryReport

LEDGERS: dict[Name, str] = {
    "acknowledged": "acknowledged",
    "silent": "silent",
    "orphan": "orphans",
    "finding": "findings",
    "news": "news",
    "headline_test": "tested",
}
FIELDS = dict[str, str](LEDGERS.items())
SPRING = parse_time("2026-04-10T00:00Z")


@pytest.fixture(scope="module")
def archive(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """The example stories with house rules, decisions and a headline test, so that every ledger has entries."""
    path = shutil.copytree(demo.archive, tmp_path_factory.mktemp("house") / "archive")
    for day, headline in enumerate(("Mayor quits", "Why the mayor quits", "Mayor quits"), 1):
        text, at = f"# {headline}\n\nThe mayor left her office on Monday, to nobody’s surprise.\n", f"2026-05-0{day}"
        url = "https://harbourtimes.example/mayor"
        tracker("record", url, "-", "--at", at, "--archive", path, given=text)
    with Archive.open(path) as archive, Index(archive) as index:
        for entry in index.corrections("silent")[:3]:
            change = entry.changes[0].change.id
            tracker("review", entry.branch, "--change", change, "--harmless", "--as", "Ada", "--archive", path)
    (path / "tracker.toml").write_text("[house]\nmust-say-where = true\nsays-wrong-and-right = true\n")
    with Archive.open(path) as archive:
        yield archive


@pytest.fixture(scope="module")
def index(archive: Archive) -> Iterator[Index]:
    with Index(archive) as index:
        yield index


@pytest.fixture(scope="module")
def analyses(archive: Archive) -> dict[str, Analysis]:
    """All stories, read from git."""
    return {ref.branch: analyse_story(archive, archive.history(ref.branch)) for ref in archive.stories()}


def told(analyses: dict[str, Analysis]) -> Ledger:
    return ledger(StoryReport(branch, branch.partition("/")[0], each) for branch, each in analyses.items())


@pytest.mark.parametrize("is_incomplete", [False, True], ids=["all", "incomplete"])
@pytest.mark.parametrize("since", [None, SPRING], ids=["ever", "since"])
@pytest.mark.parametrize("site", [None, "example", "harbourtimes.example"])
def test_a_page_is_the_beginning_of_the_whole(
    index: Index, analyses: dict[str, Analysis], site: str | None, since: datetime | None, is_incomplete: bool
) -> None:
    """For every ledger, the same entries in the same words and order, however long the page; and the same counts."""
    wanted = {b: each for b, each in analyses.items() if f".{b.partition('/')[0]}".endswith(f".{site or 'example'}")}
    whole = told(wanted).since(since or parse_time("2000-01-01T00:00Z"))
    whole = whole.only_incomplete() if is_incomplete else whole
    for limit in (1, 4, 1000):
        page = index.ledger_page(tuple(LEDGERS), limit, since=since, site=site, is_incomplete=is_incomplete)
        part = told(page.stories).since(since or parse_time("2000-01-01T00:00Z"))
        part = part.only_incomplete() if is_incomplete else part
        for field in LEDGERS.values():
            assert getattr(part, field)[:limit] == getattr(whole, field)[:limit]
    assert {FIELDS.get(name, name): n for name, n in page.counts.items()} == whole.counts


def test_every_ledger_has_entries(index: Index) -> None:
    """Else the test above would compare nothing with nothing."""
    counts = index.ledger_page(tuple(LEDGERS), 1).counts
    assert all(counts.values()), counts


def test_a_page_holds_no_more_stories_than_it_must(index: Index) -> None:
    """Two entries of two ledgers are of four stories at most."""
    assert 1 <= len(index.ledger_page(("silent", "orphan"), 2).stories) <= 4
