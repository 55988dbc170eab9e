"""An archive with something of everything, and what a verification says of one."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from tests.archive.samples import capture, git, hours
from tests.archive.stories import CORRECTED, SILENT, capture_all
from tracker.archive.analysing import analyse_story
from tracker.archive.index import Index
from tracker.archive.names import branch_name
from tracker.archive.pages import Page
from tracker.archive.plan import Capture
from tracker.archive.proof.fault import Proof
from tracker.archive.proof.verify import verify
from tracker.archive.repository import Archive
from tracker.core.taking import take_decision

TIDES_URL = "https://harbour-gazette.example/tides"
FARES, LAMP, TIDES = map(branch_name, (CORRECTED, SILENT, TIDES_URL))
LATER = datetime(2031, 6, 1, tzinfo=UTC)


def tides(text: str, at: float) -> Capture:
    """A capture of the tides, with its page."""
    page = Page(f"<p>{text}".encode(), headers=(("Content-Type", "text/html"),))
    return capture(text, at, name=TIDES_URL, page=page)


def fill(archive: Archive) -> None:
    """Record five stories: in packs and loose, with pages, older versions, decisions, a dropped file, an index."""
    archive.record(capture_all(), now=hours(10))
    archive.record([tides("Low at two.", 10)], now=hours(10))
    archive.record([tides("Low at one.", 11), tides("Low at three.", 12)], now=hours(12))
    judge(archive, 13)
    git(archive.path, "repack", "-a", "-d", "-q", "--write-bitmap-index")
    git(archive.path, "pack-refs", "--all")
    git(archive.path, "commit-graph", "write", "--reachable")
    git(archive.path, "multi-pack-index", "write")
    archive.record([tides("Low at four.", 14), tides("Low at nine.", 5)], now=hours(14))
    archive.drop_pages([file for run in archive.runs() if run.n == 2 for file in run.kept], now=hours(15))
    reject(archive, 16)
    archive.record([tides("Low at four.", 17)], now=hours(17))
    Index(archive).close()
    archive.close()


def judge(archive: Archive, at: float) -> None:
    """Judge the change of the lighthouse harmless."""
    whole = analyse_story(archive, archive.history(LAMP))
    taken = take_decision("harmless", whole, by="Ada Brandt", at=hours(at), change=whole.silent[0])
    archive.decide({LAMP: [taken]}, now=hours(at))


def reject(archive: Archive, at: float) -> None:
    """Reject the link of the fares."""
    whole = analyse_story(archive, archive.history(FARES))
    change = whole.notices[0].links[0].change
    taken = take_decision("reject", whole, by="Ada Brandt", at=hours(at), notice="1", change=change)
    archive.decide({FARES: [taken]}, now=hours(at))


def proof(path: Path, against: Sequence[str] = (), now: datetime = LATER) -> Proof:
    """Verify the archive in a folder."""
    with Archive.open(path) as archive:
        return verify(archive, now=now, against=against)


def ids(path: Path, *revisions: str) -> list[str]:
    """The ids of commits."""
    return git(path, "rev-parse", *revisions).split()
