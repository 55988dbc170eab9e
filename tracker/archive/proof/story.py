"""A story held against the ledger, and its versions against what they say of themselves."""

import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tracker.archive.commits import Commit
from tracker.archive.proof.chain import Chain
from tracker.archive.proof.fault import Fault
from tracker.archive.proof.git_files import COPY
from tracker.archive.proof.restated import check_restated
from tracker.archive.proof.texts import check_version
from tracker.archive.reading import order_versions, read_commits
from tracker.archive.store import Store
from tracker.errors import ArchiveError


@dataclass(frozen=True, slots=True)
class Citation:
    """A version's page, as the version cites it: the record in its file, and the digest."""

    branch: str
    n: int
    file: str
    record: str
    digest: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What a story was found to be: its faults, the ids of its versions, and the pages they cite."""

    faults: tuple[Fault, ...]
    versions: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()


def check_story(store: Store, branch: str, tip: str, packed: str | None, chain: Chain | None) -> Checked:
    """Check a story whose branch stands at `tip`; `packed` is where `packed-refs` has it."""
    try:
        commits = read_commits(store, tip)
        versions = order_versions(store, [tip], commits)
    except ArchiveError as error:
        return Checked((Fault(f"its versions cannot all be reached: {error}", COPY, branch),))
    faults = [*_check_branch(store, branch, tip, packed, commits, chain)]
    if chain and not faults:
        faults += _check_named(branch, versions, chain)
    if commits[tip].get("Versions") != str(len(versions)):
        what = f"{len(versions)} versions can be reached, its last commit says {commits[tip].get('Versions')}"
        faults.append(Fault(what, COPY, branch))
    faults += check_restated(store, branch, versions, commits, chain if not faults else None)
    return _check_versions(store, branch, versions, faults)


def _check_branch(
    store: Store, branch: str, tip: str, packed: str | None, commits: Mapping[str, Commit], chain: Chain | None
) -> Iterator[Fault]:
    moved = chain.moved.get(branch, {}) if chain else {tip: None}
    if packed and packed not in commits:
        yield Fault(f"packed-refs has it at {packed}, which is none of its commits", COPY, branch)
    if not moved:
        yield Fault("no run in the ledger recorded it", drop_branch(store, branch), branch)
    elif lost := [commit for commit in moved if commit not in commits]:
        what = "was put back to an older version" if _leads_to(store, lost[0], tip) else "was rewritten"
        yield Fault(f"{what}: the ledger says that it stood at {lost[0]}", put_back(store, branch, lost[0]), branch)
    elif tip not in moved:
        what = f"stands at {tip}, which no run in the ledger recorded"
        yield Fault(what, put_back(store, branch, next(iter(moved))), branch)


def _leads_to(store: Store, commit: str, older: str) -> bool:
    try:
        return older in read_commits(store, commit)
    except ArchiveError:  # it is lost: nobody knows
        return False


def put_back(store: Store, branch: str, commit: str) -> str:
    """Say how a branch is put where the ledger says that it stood, if that commit is still there."""
    try:
        is_there = next(store.read([commit])) is not None
    except ArchiveError:
        is_there = False
    command = shlex.join(["git", "-C", str(store.git_dir), "update-ref", f"refs/heads/{branch}", commit])
    return f"Put it there: {command}" if is_there else COPY


def drop_branch(store: Store, branch: str) -> str:
    """Say how a branch is dropped that nobody needs; its name may be of anybody's making."""
    command = shlex.join(["git", "-C", str(store.git_dir), "branch", "-D", "--", branch])
    return f"If it is not wanted, drop it: {command}"


def _check_named(branch: str, versions: Sequence[Commit], chain: Chain) -> Iterator[Fault]:
    named = chain.named.get(branch, {})
    for n, version in enumerate(versions, 1):
        if version.id not in named:
            yield Fault(f"version {n} ({version.id}) is named by no run in the ledger", COPY, branch)
        elif named[version.id] != version.captured_at:
            what = f"version {n} ({version.id}) was captured at another time than the ledger says"
            yield Fault(what, COPY, branch)
    for commit in named.keys() - {version.id for version in versions}:
        yield Fault(f"the ledger names version {commit}, which is none of its versions", COPY, branch)


def _check_versions(store: Store, branch: str, versions: Sequence[Commit], faults: Sequence[Fault]) -> Checked:
    found, citations = list(faults), list[Citation]()
    for n, version in enumerate(versions, 1):
        try:
            meta = check_version(store, version)
        except ArchiveError as error:
            found.append(Fault(f"version {n}: {error}", COPY, branch))
            continue
        if meta.page_file:
            cited = meta.page_file, meta.page_record or "", meta.page_digest or ""
            citations.append(Citation(branch, n, *cited))
    return Checked(tuple(found), tuple(version.id for version in versions), tuple(citations))
