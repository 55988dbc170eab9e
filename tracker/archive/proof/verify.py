"""Verifying, from the ledger down: one look at where all branches stand, and then everything that leads from there.

Branches are read at a moment at which nobody writes, and what they lead to never changes: recording goes on
meanwhile. A run that was cut off counts as what it will be when it is finished. What cannot be read is a fault, not
the end of it.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime

from tracker.archive.decisions import DECISIONS
from tracker.archive.index_file import Unusable
from tracker.archive.layout import INDEX
from tracker.archive.names import LEDGERS, is_branch
from tracker.archive.proof.chain import Chain, is_id, read_chain
from tracker.archive.proof.decided import check_noted, read_reviews
from tracker.archive.proof.fault import Fault, Proof, derived
from tracker.archive.proof.git_files import (
    COPY,
    check_derived,
    check_head,
    check_objects,
    check_refs,
    read_packed,
)
from tracker.archive.proof.index import check_index
from tracker.archive.proof.leftovers import check_leftovers
from tracker.archive.proof.pages import check_pages
from tracker.archive.proof.signed import check_signatures
from tracker.archive.proof.story import Citation, check_story, drop_branch, put_back
from tracker.archive.pruning import find_dropped
from tracker.archive.recording import read_moves
from tracker.archive.repository import Archive
from tracker.archive.runs import RUNS
from tracker.errors import ArchiveError, InputError, TrackerError

_MAINTAIN_LOCK = "maintain.lock"

# Takes what is gone through, and what to call that while it takes long.
Watch = Callable[[Sequence[str], str], Iterable[str]]


def unwatched(items: Sequence[str], label: str) -> Iterable[str]:
    """Go through items with nobody watching."""
    return items


def verify(archive: Archive, *, now: datetime, against: Sequence[str] = (), watch: Watch = unwatched) -> Proof:
    """Verify an archive; `against` are ids of runs or reviews noted earlier, which it must still lead to.

    Raises `InputError` for settings that cannot be read, `ArchiveError` when another tracker holds the lock.
    """
    check_ids(against)
    verification = _Verification(archive, watch)
    if verification.check_git() and verification.read_branches():
        verification.check_ledgers(against)
        verification.check_stories()
        verification.check_pages()
        verification.check_index()
    verification.faults += check_leftovers(archive.path, now)
    return verification.proof()


def check_ids(commits: Sequence[str]) -> None:
    """Raise `InputError` for what is no whole id of a commit: a part of one would prove little."""
    for commit in commits:
        if not is_id(commit):
            raise InputError(
                f"{commit!r:.80} is no id of a run: give all 40 or 64 digits, as `tracker verify` printed them"
            )


class _Verification:
    """A verification under way: what is known so far, and the faults."""

    def __init__(self, archive: Archive, watch: Watch) -> None:
        self._archive, self._store, self._watch = archive, archive.store, watch
        self._tips: dict[str, str] = {}
        self._chain: Chain | None = None
        self._cited: defaultdict[str, list[Citation]] = defaultdict(list)
        self._versions: dict[str, tuple[str, ...]] = {}
        self._notes: list[str] = []
        self.faults: list[Fault] = []

    def check_git(self) -> bool:
        """Check what git keeps; say whether it is a repository to git, which takes its HEAD."""
        self.faults += check_head(self._store)
        if self.faults:
            return False
        with self._archive.quiet(_MAINTAIN_LOCK):  # packs must not go while git reads them
            self._check_objects()
        return True

    def _check_objects(self) -> None:
        for _ in self._watch(["objects"], "Checking git's objects"):
            self.faults += [*check_objects(self._store), *check_derived(self._store), *check_refs(self._store)]

    def read_branches(self) -> bool:
        """Read where all branches stand; say whether they could be read."""
        with self._archive.quiet():
            try:
                self._tips, pending = dict(self._store.list_tips()), self._archive.pending
            except ArchiveError as error:
                self.faults.append(Fault(f"the branches cannot be read: {error}", COPY))
                return False
        if pending:
            self._finish(pending)
        return True

    def _finish(self, commit: str) -> None:
        """Take a run that was cut off for finished."""
        self.faults.append(derived("finish", f"a run was cut off and waits to be finished: {commit}"))
        try:
            check_ids([commit])
            moves = read_moves(self._store, commit)
        except TrackerError:  # a repository that does not know the run: then it never happened
            return
        self._tips |= {move.branch: move.new for move in moves}

    def check_ledgers(self, against: Sequence[str]) -> None:
        """Check the runs, their signatures, the decisions, and that both lead to what was noted earlier."""
        reviews: Collection[str] = ()
        for _ in self._watch([RUNS], "Reading the ledgers"):
            self._chain, faults = read_chain(self._store, self._tips.get(RUNS))
            reviews, more = read_reviews(self._store, self._tips.get(DECISIONS))
            self.faults += [*faults, *more]
        if self._chain:
            self.faults += check_noted(self._store, self._chain, reviews)
            self._check_packed({RUNS: self._chain.numbers, DECISIONS: reviews})
            self._check_against(against, {*self._chain.numbers, *reviews})
            key = self._archive.settings.signing_key
            self.faults += check_signatures(self._store, self._chain, key) if key else ()

    def _check_packed(self, ledgers: Mapping[str, Collection[str]]) -> None:
        for branch, commits in ledgers.items():
            packed = read_packed(self._store).get(branch)
            if packed and packed not in commits:
                self.faults.append(Fault(f"packed-refs has {branch} at {packed}, which is none of its commits", COPY))

    def _check_against(self, against: Sequence[str], known: Collection[str]) -> None:
        for commit in against:
            if commit not in known:
                what = f"the ledgers do not lead to {commit}: what was recorded until then was rewritten or lost"
                self.faults.append(Fault(what, COPY))

    def check_stories(self) -> None:
        """Check every branch of a story that there is, and that none is missing that a run recorded."""
        packed = read_packed(self._store)
        branches = [branch for branch in self._tips if is_branch(branch)]
        for branch in self._watch(branches, "Checking stories"):
            story = check_story(self._store, branch, self._tips[branch], packed.get(branch), self._chain)
            self.faults += story.faults
            self._versions[branch] = story.versions
            for citation in story.citations:
                self._cited[citation.file].append(citation)
        moved = self._chain.moved if self._chain else {}
        for branch in sorted(moved.keys() - self._tips.keys()):
            commit = next(iter(moved[branch]))
            what = f"its branch is gone: the ledger says that it stood at {commit}"
            self.faults.append(Fault(what, put_back(self._store, branch, commit), branch))
        for branch in sorted({*self._tips} - {*branches, *LEDGERS}):
            what = f"the branch {branch} is neither a story nor a ledger"
            self.faults.append(Fault(what, drop_branch(self._store, branch)))

    def check_pages(self) -> None:
        """Check the pages that versions cite, and that what was dropped is gone."""
        for file in self._watch(sorted(self._cited), "Checking pages"):
            self.faults += check_pages(self._archive.page_folders, file, self._cited[file], self._chain)
        pruned = [each for files in self._chain.pruned.values() for each in files] if self._chain else []
        for path in find_dropped(self._archive.path, pruned):
            self.faults.append(derived("remove", f"{path} was dropped, says the ledger, and is still there", path))

    def check_index(self) -> None:
        """Check the index, where it is there and can be used as it is."""
        path = self._archive.path / INDEX
        try:
            for _ in self._watch(["index"], "Checking the index"):
                self.faults += check_index(path, self._archive.settings.digest, self._tips, self._versions)
        except Unusable as error:
            self._notes.append(f"the index was not checked, since the next command makes it anew: {error.why}")
        except ArchiveError as error:
            self._notes.append(f"the index was not checked: {error}")

    def proof(self) -> Proof:
        """Return all that was found, the faults of a story together after those of the archive."""
        pruned = self._chain.pruned if self._chain else {}
        return Proof(
            faults=tuple(sorted(dict.fromkeys(self.faults), key=lambda fault: fault.branch or "")),
            notes=tuple(self._notes),
            runs=self._tips.get(RUNS),
            decided=self._tips.get(DECISIONS),
            n_stories=len(self._versions),
            n_versions=sum(map(len, self._versions.values())),
            n_runs=len(self._chain.numbers) if self._chain else 0,
            n_pages=sum(map(len, self._cited.values())),
            n_pruned=sum(len(cited) for file, cited in self._cited.items() if file in pruned),
        )
