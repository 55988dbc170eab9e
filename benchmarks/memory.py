"""Print the most memory that a job on an archive takes: `python -m benchmarks.memory record|reindex ARCHIVE STORIES`.

`record` makes an archive of so many stories, `reindex` makes the index of one that is there. Two figures in MB: of
this process, and of the largest git it starts. The second is never less than this process had when it started that
git, and holds what git maps of the files it reads, though the system can take that back at any time.
"""

import json
import resource
import subprocess
import sys
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from benchmarks.invented import NOW, histories
from tracker.archive.index import Index
from tracker.archive.repository import Archive
from tracker.core.analysis import Analysis, Version
from tracker.core.decision import Decision
from tracker.core.finding import RuleName
from tracker.core.history import analyse
from tracker.core.phrases.phrase import Phrase

_UNIT = 1e6 if sys.platform == "darwin" else 1e3
ANALYSED = 200  # stories of which the analysis is real


class Analyser:
    """Analyses the first stories; each further one gets the analysis of one with as many blocks in each version."""

    def __init__(self) -> None:
        """Begin with no analysis."""
        self._known: dict[tuple[int, ...], list[Analysis]] = {}
        self._n = 0

    def __call__(
        self,
        versions: tuple[Version, ...],
        /,
        *,
        decisions: tuple[Decision, ...],
        phrases: tuple[Phrase, ...],
        house: Collection[RuleName],
    ) -> Analysis:
        """Analyse a story, or lend it an analysis."""
        known = self._known.setdefault(tuple(len(version.story.blocks) for version in versions), [])
        self._n += 1
        if self._n <= ANALYSED or not known:
            known.append(analyse(versions, decisions=decisions, phrases=phrases, house=house))
            return known[-1]
        return replace(known[self._n % len(known)], versions=versions)


def peak(job: str, archive: Path, n_stories: int) -> dict[str, float]:
    """Do a job in a process of its own and return the memory it took in MB: its own, and that of its largest git."""
    command = [sys.executable, "-m", "benchmarks.memory", job, str(archive), str(n_stories)]
    printed = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout
    return dict(json.loads(printed))


def main() -> None:
    """Do a job and print what memory it took."""
    job, folder, n_stories = sys.argv[1:]
    with Archive.init(Path(folder)) as archive:
        if job == "record":
            captures = (capture for story in histories(int(n_stories)) for capture in story)
            for _ in archive.record_all(captures, now=NOW):
                pass
        else:
            Index(archive, Analyser()).close()
    print(json.dumps({"tracker": _own_peak(), "git": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / _UNIT}))


def _own_peak() -> float:
    """Return the most memory this process took; Linux counts that of its parent in, except in this file."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _UNIT
    return next(int(line.split()[1]) / 1e3 for line in status.read_text().splitlines() if line.startswith("VmHWM"))


if __name__ == "__main__":
    main()
