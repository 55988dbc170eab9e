"""What killed runs leave behind is no damage, but `tracker verify` tells of it, and can remove it."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from tracker.archive.leftovers import find_leftovers
from tracker.archive.proof.fault import Fault, derived


def check_leftovers(archive: Path, now: datetime) -> Iterator[Fault]:
    """Look for files of runs that were killed."""
    for path in find_leftovers(archive, now):
        yield derived("remove", f"{path} was left by a run that was killed", path)
