"""Killing a process somewhere in the middle of what it does, and what it had reported as done by then.

A job runs in a child, which kills itself at a point that a seed picks: at the n-th step it takes (the files it opens,
renames and removes, the processes and databases it starts, as the interpreter reports them), or so many seconds after
its beginning, wherever git is then. It dies alone, or with all of its git at once.
"""

import os
import random
import signal
import sys
import traceback
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from time import perf_counter

from tests.archive.jobs import Job, Tell
from tests.archive.steps import STEPS

_ENDED = "ended, steps: "


@dataclass(frozen=True, slots=True)
class Point:
    """Where to die: at a step, or after some seconds; alone, or with all processes that were started."""

    step: int = 0
    seconds: float = 0
    is_alone: bool = False

    def die(self) -> None:
        """Die."""
        os.kill(os.getpid() if self.is_alone else 0, signal.SIGKILL)


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """How many steps and seconds a job takes when nobody kills it."""

    n_steps: int
    seconds: float

    def pick(self, rng: random.Random) -> Point:
        """Pick a point of the job."""
        is_alone = rng.random() < 0.5
        if rng.random() < 0.5:
            return Point(step=rng.randint(1, self.n_steps), is_alone=is_alone)
        return Point(seconds=rng.uniform(0.001, self.seconds), is_alone=is_alone)


def rehearse(job: Job, path: Path) -> Rehearsal:
    """Do a job to its end, in a child like any other, and note what that took."""
    begun = perf_counter()
    *_, n_steps = run(job, path, Point())
    return Rehearsal(int(n_steps.removeprefix(_ENDED)), perf_counter() - begun)


def run(job: Job, path: Path, point: Point) -> list[str]:
    """Do a job up to a point, and return the lines that its process wrote until then."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        os._exit(_work(job, path, point, lambda line: _write(writing, line)))
    os.close(writing)
    with os.fdopen(reading) as pipe:
        lines = pipe.read().splitlines()
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert status in (0, -signal.SIGKILL), f"{job.name} failed where it should have been killed: {point}"
    return lines


def told(lines: list[str]) -> list[str]:
    """What a job told of, among the lines of its process."""
    return [line for line in lines if not line.startswith(_ENDED)]


def _write(pipe: int, line: str) -> None:
    os.write(pipe, f"{line}\n".encode())


def _work(job: Job, path: Path, point: Point, tell: Tell) -> int:
    """Do a job with its end in view, and return the status to end with."""
    os.setsid()
    steps = count(1)

    def watch(event: str, details: tuple[object, ...]) -> None:
        if event in STEPS and next(steps) == point.step:
            point.die()

    signal.signal(signal.SIGALRM, lambda number, frame: point.die())
    signal.setitimer(signal.ITIMER_REAL, point.seconds)
    sys.addaudithook(watch)
    try:
        job.work(path, tell)
        signal.setitimer(signal.ITIMER_REAL, 0)
        tell(f"{_ENDED}{next(steps) - 1}")
    except BaseException:
        traceback.print_exc()
        return 1
    return 0
