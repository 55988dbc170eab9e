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
from tracker.archive.index import Index
from tracker.archive.repository import Archive
from tracker.core.decision import Decision

N_KILLS = 40 if os.environ.get("TRACKER_SLOW") else 3
FOG = "https://harbour-gazette.example/fog"


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


JOBS = [
    Job("record", record, is_reachable),
    Job("record many", record_many, is_reachable),
    Job("decide", decide, is_decided),
    Job("maintain", maintain, is_packed),
    Job("reindex", reindex, is_indexed),
    Job("drop pages", drop_pages, is_dropped),
    Job("init", init, is_archive),
]


@pytest.fixture(scope="module")
def filled_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive with something of everything, and a backlog; tests only copy it."""
    path = tmp_path_factory.mktemp("filled") / "archive"
    with Archive.init(path) as archive:
        fill(archive)
    return path


@pytest.fixture(scope="module")
def rehearsals() -> dict[str, Rehearsal]:
    """What each job takes, once it has been rehearsed."""
    return {}


@pytest.mark.parametrize("n", range(N_KILLS))
@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.name)
def test_killed(job: Job, n: int, filled_once: Path, rehearsals: dict[str, Rehearsal], tmp_path: Path) -> None:
    """What was there and what was reported stays, and after the next command all is as if nobody had been killed."""
    copy = partial(shutil.copytree, filled_once)
    if job.name not in rehearsals:
        rehearsals[job.name] = rehearse(job, copy(tmp_path / "rehearsal"))
    path = copy(tmp_path / "archive")
    before = commits(path)
    done = told(run(job, path, rehearsals[job.name].pick(random.Random(f"{job.name} {n}"))))
    assert before <= commits(path)
    assert [each for each in done if not job.is_done(path, each)] == []
    job.work(path, done.append)
    assert [each for each in done if not job.is_done(path, each)] == []
    assert before <= commits(path)
    with Archive.open(path) as archive:
        archive.maintain(now=LATER)
        assert archive.backlog(now=LATER).n_leftovers == 0
    assert proof(path).faults == ()
