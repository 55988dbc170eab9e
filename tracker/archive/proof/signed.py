"""Signatures on the ledger, where the settings name a key: the last run is signed, and stands for all before it."""

from collections.abc import Iterator

from tracker.archive.proof.chain import Chain
from tracker.archive.proof.fault import Fault
from tracker.archive.signing import is_signed
from tracker.archive.store import Store

_STEP = "If those runs are yours, the next run that is recorded signs for them; else put a sound copy in place"


def check_signatures(store: Store, chain: Chain, key: str) -> Iterator[Fault]:
    """Check that the last run is signed by a key, and say since when none is."""
    runs = sorted(chain.numbers.items(), key=lambda run: -run[1])
    unsigned = 0
    for commit, n in runs:
        if is_signed(store, commit, key):
            if unsigned:
                yield Fault(f"no run after run {n} is signed by the key in tracker.toml", _STEP)
            return
        unsigned += 1
    if unsigned:
        yield Fault("no run is signed by the key in tracker.toml", _STEP)
