"""What is done to archives, a row for each way of writing, and the archive that it is done to.

Whatever stops a job (a kill, a full disk), `check_sound` holds afterwards.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from tests.archive.proof.archives import LAMP, LATER, TIDES, fill, proof, tides
from tests.archive.samples import NOON, capture, git, hours, story
from tracker.archive.index import Index
from tracker.archive.names import branch_name
from tracker.archive.repository import Archive
from tracker.archive.restating import Restatement
from tracker.archive.sharing.bundles import import_bundle, write_bundle
from tracker.archive.sharing.remote import parse_remote
from tracker.archive.sharing.syncing import sync
from tracker.core.decision import Decision

FOG, ABROAD = "https://harbour-gazette.example/fog", "https://tide-tables.example/abroad"
BUNDLE, HUB = "abroad.bundle", "hub.git"
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Job:
    """What is done to the archive in a folder: `work` tells of each thing as soon as it is reported as done.

    `is_done` says whether such a thing is there. Worked again, the job completes what was cut off.
    """

    name: str
    work: Callable[[Path, Tell], None]
    is_done: Callable[[Path, str], bool]


def make_archive(path: Path) -> Path:
    """Make an archive with something of everything, and what another has to share."""
    with Archive.init(path) as archive:
        fill(archive)
    with Archive.init(path.parent / "abroad") as abroad:
        abroad.record([capture(f"{n}.", n, name=ABROAD) for n in range(3)], now=hours(3))
        write_bundle(abroad.store, branch_name(ABROAD), path / BUNDLE)
        git(path, "init", "--quiet", "--bare", str(path / HUB))
        sync(abroad, parse_remote(str(path / HUB)), now=hours(4))
    return path


def record(path: Path, tell: Tell) -> None:
    """Record three nights: a version with its page, an older version, a new story."""
    with Archive.open(path) as archive:
        for n in range(3):
            night = [
                tides(f"High at {n}.", 20 + n),
                tides(f"Low at {n}.", 6 + n),
                capture(f"{n}.", name=f"{FOG}/{n}"),
            ]
            for recorded in archive.record(night, now=hours(20 + n)):
                tell(recorded.commit or git(path, "rev-parse", recorded.branch).strip())


def record_many(path: Path, tell: Tell) -> None:
    """Record so many versions at once that git writes a pack."""
    with Archive.open(path) as archive:
        for recorded in archive.record([capture(f"{n}.", name=f"{FOG}/{n}") for n in range(40)], now=hours(20)):
            tell(recorded.commit or git(path, "rev-parse", recorded.branch).strip())


def commits(path: Path) -> set[str]:
    """Every commit that a branch reaches."""
    return set(git(path, "rev-list", "--branches").split())


def is_reachable(path: Path, commit: str) -> bool:
    return commit in commits(path)


def decide(path: Path, tell: Tell) -> None:
    """Take a decision back, in each of three reviews."""
    with Archive.open(path) as archive:
        first = archive.decisions(LAMP)[0].id
        for n in range(3):
            taken = Decision("undo", "Ada Brandt", hours(20 + n), undoes=first)
            if taken not in archive.decisions(LAMP):
                archive.decide({LAMP: [taken]}, now=hours(20 + n))
            tell(taken.id)


def is_decided(path: Path, decision: str) -> bool:
    with Archive.open(path) as archive:
        return any(taken.id == decision for taken in archive.decisions(LAMP))


def maintain(path: Path, tell: Tell) -> None:
    with Archive.open(path) as archive:
        tell(str(archive.maintain(now=LATER).after.n_refs))


def is_packed(path: Path, n_refs: str) -> bool:
    with Archive.open(path) as archive:
        return archive.backlog(now=NOON).n_refs == int(n_refs) == 0


def reindex(path: Path, tell: Tell) -> None:
    with Archive.open(path) as archive, Index(archive) as index:
        index.rebuild()
        tell(index.refreshed.rebuilt or "anew")


def is_indexed(path: Path, why: str) -> bool:
    with Archive.open(path) as archive, Index(archive) as index:
        return (index.refreshed.n_stories, index.refreshed.rebuilt) == (0, None)


def drop_pages(path: Path, tell: Tell) -> None:
    """Drop all pages."""
    with Archive.open(path) as archive:
        dropped = {file.file for run in archive.runs() for file in run.pruned}
        kept = [file for run in archive.runs() for file in run.kept if file.file not in dropped]
        archive.drop_pages(kept, now=hours(20))
        for file in kept:
            tell(file.file)


def is_dropped(path: Path, file: str) -> bool:
    with Archive.open(path) as archive:
        return file in {each.file for run in archive.runs() for each in run.pruned}


def init(path: Path, tell: Tell) -> None:
    """Make another archive, in a folder of this one."""
    Archive.init(path / "other").close()
    tell("other")


def is_archive(path: Path, name: str) -> bool:
    with Archive.open(path / name) as archive:
        return bool(archive.record([capture("Nine.")], now=NOON))


def take_in(path: Path, tell: Tell) -> None:
    """Import a story that another archive has exported."""
    with Archive.open(path) as archive:
        import_bundle(archive, path / BUNDLE, now=hours(20))
    tell(git(path, "rev-parse", branch_name(ABROAD)).strip())


def share(path: Path, tell: Tell) -> None:
    """Sync with a hub that has that story."""
    with Archive.open(path) as archive:
        sync(archive, parse_remote(str(path / HUB)), now=hours(20))
    tell(git(path, "rev-parse", branch_name(ABROAD)).strip())


def restate(path: Path, tell: Tell) -> None:
    """Have all tides say something else, as a later extractor reads their pages, in each of two runs."""
    with Archive.open(path) as archive:
        for by in ("2", "3"):
            history = archive.history(TIDES)
            rows = zip(history.versions, history.metas, strict=True)
            fresh = [
                Restatement(TIDES, version.source, story(f"Tide {version.n}."), replace(meta, extractor_version=by))
                for version, meta in rows
                if int(meta.extractor_version or 1) < int(by)
            ]
            run = archive.restate(fresh, now=hours(20 + int(by)))
            for each in run.restated if run else ():
                tell(each.commit)


def is_restated(path: Path, commit: str) -> bool:
    with Archive.open(path) as archive:
        texts = [version.story.blocks[-1].text for version in archive.history(TIDES).versions]
    return is_reachable(path, commit) and texts == [f"Tide {n}." for n in range(1, len(texts) + 1)]


JOBS = [
    Job("record", record, is_reachable),
    Job("record many", record_many, is_reachable),
    Job("decide", decide, is_decided),
    Job("maintain", maintain, is_packed),
    Job("reindex", reindex, is_indexed),
    Job("drop pages", drop_pages, is_dropped),
    Job("import", take_in, is_reachable),
    Job("sync", share, is_reachable),
    Job("init", init, is_archive),
    Job("restate", restate, is_restated),
]


def check_sound(path: Path, before: set[str]) -> None:
    """No commit that there was is missing, and once maintained nothing is left over and nothing wrong."""
    assert before <= commits(path)
    with Archive.open(path) as archive:
        archive.maintain(now=LATER)
        assert archive.backlog(now=LATER).n_leftovers == 0
    assert proof(path).faults == ()
