"""Repairing what is derived: nothing that a version, a page or a ledger holds is touched."""

from collections.abc import Callable, Sequence

from tracker.archive.index import Index
from tracker.archive.leftovers import remove
from tracker.archive.proof.fault import Fault
from tracker.archive.proof.git_files import remake
from tracker.archive.repository import Archive
from tracker.errors import ArchiveError


def repair(archive: Archive, faults: Sequence[Fault], warn: Callable[[str], object]) -> tuple[Fault, ...]:
    """Put right what can be made anew, and return the faults that this was done for; warn where it cannot be done."""
    done = list[Fault]()
    archive.close()  # its reading process has files of git open
    for fault in (fault for fault in faults if fault.repair and fault.repair != "reindex"):
        try:
            _repair(archive, fault)
            done.append(fault)
        except (ArchiveError, OSError) as error:
            warn(f"not repaired: {error}")
    unindexed = [fault for fault in faults if fault.repair == "reindex"]
    if unindexed:
        with Index(archive, must_write=True) as index:
            if not index.refreshed.rebuilt:
                index.rebuild()
    return (*done, *unindexed)


def _repair(archive: Archive, fault: Fault) -> None:
    if fault.repair == "finish":
        archive.finish()
    elif fault.path:
        with archive.quiet():
            if fault.repair == "remake":
                remake(archive.store, fault.path)
            else:
                remove(fault.path)
