"""How the nightly runs are doing: what the last ones did, what fails since when, and what the last one found.

What fails and how often comes from the state, what was found from the ledger of runs. Nothing is written.
"""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime

from tracker.archive.repository import Archive
from tracker.archive.runs import Observation, Recorded
from tracker.capture.checks import Failing, RunState
from tracker.capture.state_file import read_failing, read_only, read_runs


@dataclass(frozen=True, slots=True)
class Status:
    """`runs` are the last ones, newest first; `versions` and `observations` are those since the newest began.

    `versions` come with the headline of their story. All are empty before the first run.
    """

    runs: tuple[RunState, ...] = ()
    failing: tuple[Failing, ...] = ()
    versions: tuple[tuple[Recorded, str], ...] = ()
    observations: tuple[Observation, ...] = ()


def read_status(archive: Archive) -> Status:
    """Return how the nightly runs of an archive are doing."""
    try:
        with closing(read_only(archive.path)) as state:
            runs, failing = read_runs(state), read_failing(state)
    except sqlite3.DatabaseError:
        runs, failing = (), ()
    if not runs:
        return Status()
    recorded, observations = _read_since(archive, runs[0].started_at)
    heads = archive.heads([each.branch for each in recorded])
    headlines = [head.headline if head else "" for head in heads]
    return Status(runs, failing, tuple(zip(recorded, headlines, strict=True)), tuple(observations))


def _read_since(archive: Archive, since: datetime) -> tuple[list[Recorded], list[Observation]]:
    """Return what the ledger says was recorded and observed from a time on, in order."""
    recorded: list[Recorded] = []
    observations: list[Observation] = []
    for run in archive.runs():
        if run.started_at < since:
            break
        recorded[:0] = [each for each in run.recorded if each.commit]
        observations[:0] = run.observations
    return recorded, observations
