"""Killed at any point: what was reported as done is there, nothing is half-written, and the next command just works.

Each row of `JOBS` is killed at points that seeds pick: a few in the ordinary suite, many more in the slow one.
"""

import os
import random
import shutil
from functools import partial
from pathlib import Path

import pytest

from tests.archive.jobs import JOBS, Job, check_sound, commits, decide, maintain, record, record_many
from tests.archive.kills import Rehearsal, rehearse, run, told
from tests.archive.test_interruptions import start_child, wait_for

N_KILLS = 25 if os.environ.get("TRACKER_SLOW") else 2


@pytest.fixture(scope="module")
def rehearsals() -> dict[str, Rehearsal]:
    """What each job takes, once it has been rehearsed."""
    return {}


@pytest.mark.parametrize("n", range(N_KILLS))
@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.name)
def test_killed(job: Job, n: int, rich_once: Path, rehearsals: dict[str, Rehearsal], tmp_path: Path) -> None:
    """What was there and what was reported stays, and after the next command all is as if nobody had been killed."""
    path = Path(shutil.copytree(rich_once, tmp_path / "archive"))
    rehearsal = rehearsed(job, rich_once, rehearsals, tmp_path)
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
def test_one_of_two_is_killed(n: int, rich_once: Path, rehearsals: dict[str, Rehearsal], tmp_path: Path) -> None:
    """While one records night after night, others record or maintain and are killed: it never notices."""
    path = Path(shutil.copytree(rich_once, tmp_path / "archive"))
    rng, before = random.Random(n), commits(path)
    other = start_child(partial(record, path, set[str]().add))
    for job in rng.sample([each for each in JOBS if each.work in (record_many, maintain, decide)], k=3):
        rehearsal = rehearsed(job, rich_once, rehearsals, tmp_path / job.name)
        done = told(run(job, path, rehearsal.pick(rng)))
        assert [each for each in done if not job.is_done(path, each)] == []
    assert wait_for(other) == 0
    record(path, before.add)
    check_sound(path, before)
