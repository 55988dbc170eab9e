"""The ledger of runs as one value: a chain of commits, or a web of them where two machines' ledgers were merged.

Each run must say of itself what its commit says: its number, the time, and the runs before it.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from tracker.archive.commits import Commit
from tracker.archive.names import LEDGERS, is_branch
from tracker.archive.proof.fault import Fault
from tracker.archive.proof.git_files import COPY
from tracker.archive.reading import read_commits, read_run
from tracker.archive.runs import PageFile, Run
from tracker.archive.store import Store
from tracker.archive.times import render_time
from tracker.errors import ArchiveError

_ID = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Chain:
    """What all runs say together, by branch: the versions they name, the commits they moved it to, newest first.

    `restated` has by branch the commits that restate a version, each with that version.

    `numbers` has the number of each run by its commit, newest first; `kept` and `pruned` the files of pages by their
    name, `decided` the reviews that runs have noted.
    """

    numbers: dict[str, int] = field(default_factory=dict)
    named: dict[str, dict[str, datetime]] = field(default_factory=lambda: defaultdict(dict))
    moved: dict[str, dict[str, None]] = field(default_factory=lambda: defaultdict(dict))
    restated: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    kept: dict[str, list[PageFile]] = field(default_factory=lambda: defaultdict(list))
    pruned: dict[str, list[PageFile]] = field(default_factory=lambda: defaultdict(list))
    decided: dict[str, int] = field(default_factory=dict)


def is_id(commit: str) -> bool:
    """Say whether a text is a whole id of git's."""
    return _ID.fullmatch(commit) is not None


def read_chain(store: Store, tip: str | None) -> tuple[Chain | None, list[Fault]]:
    """Read all runs up to a commit; None, with the fault, where they cannot all be read."""
    chain, faults = Chain(), list[Fault]()
    try:
        commits = read_commits(store, tip) if tip else {}
        for commit in commits.values():
            run = read_run(store, commit.id)
            faults += _check_run(run, commit)
            _check_names(run, commit)
            _add(chain, run, commit.id)
    except (ArchiveError, TypeError, AttributeError) as error:
        return None, [Fault(f"the ledger of runs cannot be read, nor anything be held against it: {error}", COPY)]
    return chain, [*faults, *_check_numbers(chain, commits)]


def _add(chain: Chain, run: Run, commit: str) -> None:
    chain.numbers[commit] = run.n
    for recorded in run.recorded:
        if recorded.commit:
            chain.named[recorded.branch][recorded.commit] = recorded.captured_at
    for each in run.restated:
        chain.restated[each.branch][each.commit] = each.version
    for move in run.moves:
        chain.moved[move.branch].update(dict.fromkeys(filter(None, (move.new, move.old))))
    for file in run.kept:
        chain.kept[file.file].append(file)
    for file in run.pruned:
        chain.pruned[file.file].append(file)
    if run.decided:
        chain.decided.setdefault(run.decided, run.n)


def _check_names(run: Run, commit: Commit) -> None:
    """Raise `ArchiveError` where a run names what is no branch or no commit; nothing of it may reach git."""
    branches = [each.branch for rows in (run.recorded, run.moves, run.restated) for each in rows]
    ids = [*(each.commit for each in run.recorded), *(id for move in run.moves for id in (move.old, move.new))]
    ids += [id for each in run.restated for id in (each.version, each.commit)]
    are_branches = all(is_branch(branch) or branch in LEDGERS for branch in branches)
    if not are_branches or not all(is_id(each) for each in (*ids, run.decided) if each is not None):
        raise ArchiveError(f"run {run.n} ({commit.id}) names what is no branch or no commit")


def _check_run(run: Run, commit: Commit) -> Iterator[Fault]:
    said = {"number": str(run.n), "time": render_time(run.started_at), "runs before it": run.parents}
    held = {"number": commit.get("Run"), "time": commit.get("Started-At"), "runs before it": commit.parents}
    for what in said:
        if said[what] != held[what]:
            yield Fault(
                f"run {run.n} ({commit.id}) was edited: its commit has another {what} than its run.json", COPY
            )


def _check_numbers(chain: Chain, commits: dict[str, Commit]) -> Iterator[Fault]:
    for commit in commits.values():
        before = [chain.numbers[parent] for parent in commit.parents]
        n = chain.numbers[commit.id]
        last = max(before, default=0)
        if n <= last or (n != last + 1 and len(before) < 2):
            yield Fault(f"run {n} ({commit.id}) does not follow run {last}: runs are missing", COPY)
