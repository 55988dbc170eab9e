"""What restates the versions of a story, held against these and against the ledger.

A restatement says of a version what another reading of its page can say, and nothing else; a run names it, as one
names each version.
"""

from collections.abc import Iterator, Mapping, Sequence

from tracker.archive.commits import Commit
from tracker.archive.proof.chain import Chain
from tracker.archive.proof.fault import Fault
from tracker.archive.proof.git_files import COPY
from tracker.archive.proof.texts import check_version
from tracker.archive.reading import checked
from tracker.archive.restating import check_same, read_meta
from tracker.archive.store import Store
from tracker.errors import ArchiveError


def check_restated(
    store: Store, branch: str, versions: Sequence[Commit], commits: Mapping[str, Commit], chain: Chain | None
) -> Iterator[Fault]:
    """Check the commits of a story that restate its versions; without a `chain`, not against the ledger."""
    there = {version.id: version for version in versions}
    restated = {commit.id: commit.restates for commit in commits.values() if commit.restates}
    for name, version in restated.items():
        try:
            _check(store, commits[name], there.get(version or ""))
        except ArchiveError as error:
            yield Fault(f"what restates a version is not in order: {error}", COPY, branch)
    for what in _check_named(restated, chain.restated.get(branch, {})) if chain else ():
        yield Fault(what, COPY, branch)


def _check(store: Store, commit: Commit, version: Commit | None) -> None:
    """Raise `ArchiveError` where a commit does not say of a version what its page may say."""
    with checked(store, commit.id):
        if version is None:
            raise ValueError("it restates what is none of its versions")
        check_same(read_meta(store, version), check_version(store, commit))


def _check_named(restated: Mapping[str, str | None], named: Mapping[str, str]) -> Iterator[str]:
    for commit, version in restated.items():
        if commit not in named:
            yield f"{commit}, which restates version {version}, is named by no run in the ledger"
        elif named[commit] != version:
            yield f"{commit} restates another version than the ledger says"
    for commit in named.keys() - restated.keys():
        yield f"the ledger names {commit}, which restates a version, and it cannot be reached"
