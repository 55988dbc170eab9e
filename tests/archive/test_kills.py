"""Killed at any point: what was reported as done is there, nothing is half-written, and the next command just works.

Each row of `JOBS` is killed at points that seeds pick: a few in the ordinary suite, many more in the slow one.
"""

import os
import random
import shutil
from functools import partial
from pathlib import Path

import pytest

from tests.archive.kills import Job, Rehearsal, Tell, rehearse, run, told
from tests.archive.proof.archives import LAMP, LATER, fill, proof, tides
from tests.archive.samples import NOON, capture, git, hours
from tests.archive.test_interruptions import start_child, wait_for
from tracker.archive.index import Index
from tracker.archive.names import branch_name
from tracker.archive.repository import Archive
from tracker.archive.sharing.bundles import import_bundle, write_bundle
from tracker.archive.sharing.remote import parse_remote
from tracker.archive.sharing.syncing import sync
from tracker.core.decision import Decision

N_KILLS = 25 if os.environ.get("TRACKER_SLOW") else 2
FOG, ABROAD = "https://harbour-gazette.example/fog", "https://tide-tables.example/abroad"
BUNDLE, HUB = "abroad.bundle", "hub.git"


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
]


@pytest.fixture(scope="module")
def filled_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive with something of everything, and what another has to share; tests only copy it."""
    path = tmp_path_factory.mktemp("filled") / "archive"
    with Archive.init(path) as archive:
        fill(archive)
    with Archive.init(path.parent / "abroad") as abroad:
        abroad.record([capture(f"{n}.", n, name=ABROAD) for n in range(3)], now=hours(3))
        write_bundle(abroad.store, branch_name(ABROAD), path / BUNDLE)
        git(path, "init", "--quiet", "--bare", str(path / HUB))
        sync(abroad, parse_remote(str(path / HUB)), now=hours(4))
    return path


@pytest.fixture(scope="module")
def rehearsals() -> dict[str, Rehearsal]:
    """What each job takes, once it has been rehearsed."""
    return {}


def check_sound(path: Path, before: set[str]) -> None:
    """No commit that there was is missing, and once maintained nothing is left over and nothing wrong."""
    assert before <= commits(path)
    with Archive.open(path) as archive:
        archive.maintain(now=LATER)
        assert archive.backlog(now=LATER).n_leftovers == 0
    assert proof(path).faults == ()


@pytest.mark.parametrize("n", range(N_KILLS))
@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.name)
def test_killed(job: Job, n: int, filled_once: Path, rehearsals: dict[str, Rehearsal], tmp_path: Path) -> None:
    """What was there and what was reported stays, and after the next command all is as if nobody had been killed."""
    path = Path(shutil.copytree(filled_once, tmp_path / "archive"))
    rehearsal = rehearsed(job, filled_once, rehearsals, tmp_path)
    before = commits(path)
    done = told(run(job, path, rehearsal.pick(random.Random(f"{job.name} {n}"))))
    assert before <= commits(path)
    assert [each for each in done if not job.is_done(path, each)] == []
    job.work(path, done.append)
    assert [each for each in done if not job.is_done(path, each)] == []
    check_sound(path, before)


def rehearsed(job: Job, archive: Path, rehearsals: dict[str, Rehearsal], folder: Path) -> Rehearsal:
    """Return what a job takes, which is found out once."""
    if job.name not in rehearsals:
        rehearsals[job.name] = rehearse(job, Path(shutil.copytree(archive, folder / "rehearsal")))
    return rehearsals[job.name]


@pytest.mark.parametrize("n", range(N_KILLS))
def test_one_of_two_is_killed(n: int, filled_once: Path, rehearsals: dict[str, Rehearsal], tmp_path: Path) -> None:
    """While one records night after night, others record or maintain and are killed: it never notices."""
    path = Path(shutil.copytree(filled_once, tmp_path / "archive"))
    rng, before = random.Random(n), commits(path)
    other = start_child(partial(record, path, set[str]().add))
    for job in rng.sample([each for each in JOBS if each.work in (record_many, maintain, decide)], k=3):
        rehearsal = rehearsed(job, filled_once, rehearsals, tmp_path / job.name)
        done = told(run(job, path, rehearsal.pick(rng)))
        assert [each for each in done if not job.is_done(path, each)] == []
    assert wait_for(other) == 0
    record(path, before.add)
    check_sound(path, before)
