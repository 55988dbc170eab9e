"""What a verification says: the faults it found, and what it found them in."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

# what `--repair` does: finish a run that was cut off, remove a file or folder that nothing needs, make anew a file
# that git derives, make the index anew
Repair = Literal["finish", "remove", "remake", "reindex"]


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it should be, of a story or, without a `branch`, of the archive; and the next step.

    A fault with a `repair` is in what is derived.
    """

    what: str
    next_step: str
    branch: str | None = None
    repair: Repair | None = None
    path: Path | None = None


def derived(repair: Repair, what: str, path: Path | None = None) -> Fault:
    """Return a fault that `--repair` puts right."""
    return Fault(what, "`tracker verify --repair` puts that right", None, repair, path)


@dataclass(frozen=True, slots=True)
class Proof:
    """All faults, those of a story together, and how much was looked at; `notes` are no faults.

    `runs` and `decided` are the last commits of the two ledgers, which stand for everything before them.
    """

    faults: tuple[Fault, ...]
    notes: tuple[str, ...]
    runs: str | None
    decided: str | None
    n_stories: int
    n_versions: int
    n_runs: int
    n_pages: int
    n_pruned: int

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults
