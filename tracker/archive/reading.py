"""Reading stories and runs back from the store, by the hundred and without a lock.

What git holds was written by `tracker`, or by somebody who pushed into the archive: it is checked as it is read, and
what does not fit is an `ArchiveError` that names the commit.
"""

import heapq
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from tracker.archive.commits import Commit, StoryRef, parse_commit, parse_message
from tracker.archive.decisions import DECISIONS
from tracker.archive.meta import Meta, parse_meta
from tracker.archive.names import is_branch
from tracker.archive.runs import RUNS, Run, parse_run
from tracker.archive.store import Object, Store
from tracker.core.analysis import Version
from tracker.core.story import parse_story_md
from tracker.errors import ArchiveError

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class History:
    """The versions of a story in order of capture, numbered from 1, with what is known of each.

    The `source` of a version is its commit id; `metas[k]` belongs to `versions[k]`. A version that was restated has
    the text and the facts as they were read last, and is the same version otherwise.
    """

    branch: str
    metas: tuple[Meta, ...]
    versions: tuple[Version, ...]


def list_stories(store: Store) -> tuple[StoryRef, ...]:
    """Return every story, in order of branch."""
    return tuple(
        _story_ref(store, branch, Commit(tip, (), *parse_message(message)))
        for branch, tip, message in store.list_refs()
        if is_branch(branch)
    )


def list_tips(store: Store) -> dict[str, str]:
    """Return the branch of every story, in order, with its last commit."""
    return {branch: tip for branch, tip in store.list_tips() if is_branch(branch)}


def read_heads(store: Store, branches: Iterable[str]) -> list[StoryRef | None]:
    """Return the stories on these branches, None for each that does not exist."""
    branches = list(branches)
    tips = store.read(f"refs/heads/{branch}" for branch in branches)
    return [
        _story_ref(store, branch, parse_commit(tip.id, tip.data)) if tip else None
        for branch, tip in zip(branches, tips, strict=True)
    ]


def _story_ref(store: Store, branch: str, tip: Commit) -> StoryRef:
    with checked(store, tip.id):
        return StoryRef.of(branch, tip)


def read_commits(store: Store, tip: str) -> dict[str, Commit]:
    """Return all commits that can be reached from one, by id, those near it first."""
    found: dict[str, Commit] = {}
    wanted = [tip]
    while wanted:
        found |= {name: parse_commit(name, raw.data) for name, raw in read_all(store, wanted)}
        parents = dict.fromkeys(parent for name in wanted for parent in found[name].parents)
        wanted = [parent for parent in parents if parent not in found]
    return found


def read_versions(store: Store, tip: str) -> list[tuple[Commit, Commit]]:
    """Return the versions that can be reached from a commit, in order, each with the commit that has its text."""
    commits = read_commits(store, tip)
    texts = find_texts([tip], commits)
    return [(version, texts[version.id]) for version in order_versions(store, [tip], commits)]


def order_versions(store: Store, tips: Sequence[str], commits: Mapping[str, Commit]) -> list[Commit]:
    """Return the versions among the commits of a story, in order of capture, then of recording.

    Those of the first tip count as recorded before those of the next, as in a merge of both.
    """
    with checked(store, tips[0]):
        versions = (commit for commit in _as_recorded(tips, commits) if commit.is_version)
        return sorted(versions, key=lambda commit: commit.captured_at)


def find_texts(tips: Sequence[str], commits: Mapping[str, Commit]) -> dict[str, Commit]:
    """Return by version the commit that has its text as it was read last: itself, or the last that restates it."""
    texts: dict[str, Commit] = {}
    for commit in _as_recorded(tips, commits):
        if commit.is_version:
            texts.setdefault(commit.id, commit)
        elif commit.restates:
            texts[commit.restates] = commit
    return texts


def _as_recorded(tips: Sequence[str], commits: Mapping[str, Commit]) -> Iterator[Commit]:
    """Yield each commit after its parents, a first parent before the versions that were joined to it later."""
    done: set[str] = set()
    waiting = [*reversed(tips)]
    while waiting:
        name = waiting.pop()
        parents = [parent for parent in commits[name].parents if parent not in done]
        if name not in done and not parents:
            done.add(name)
            yield commits[name]
        elif name not in done:
            waiting += [name, *reversed(parents)]


def read_history(store: Store, branch: str) -> History | None:
    """Return all versions of the story on a branch, or None when there is no such branch."""
    tip = next(store.read([f"refs/heads/{branch}"]))
    if tip is None:
        return None
    found = read_versions(store, tip.id)
    stories = _parse_all(store, parse_story_md, [f"{text.id}:story.md" for _, text in found])
    metas = _parse_all(store, parse_meta, [f"{text.id}:meta.json" for _, text in found])
    rows = enumerate(zip(found, stories, metas, strict=True), 1)
    versions = (
        Version(n, story, version.id, meta.captured_at, meta.modified, meta.stated)
        for n, ((version, _), story, meta) in rows
    )
    return History(branch, metas, tuple(versions))


def read_run(store: Store, commit: str) -> Run:
    """Return the run that a commit on `runs` stands for."""
    return _parse_all(store, parse_run, [f"{commit}:run.json"])[0]


def read_last_run(store: Store, ledger: str = f"refs/heads/{RUNS}") -> tuple[str | None, int]:
    """Return the commit and the number of the last run: None and 0 before the first."""
    tip = next(store.read([ledger]))
    if tip is None:
        return None, 0
    with checked(store, tip.id):
        return tip.id, int(parse_commit(tip.id, tip.data).get("Run") or "")


def read_decided_tip(store: Store) -> str | None:
    """Return the commit of the last review, None before the first."""
    tip = next(store.read([f"refs/heads/{DECISIONS}"]))
    return tip.id if tip else None


def read_runs(store: Store) -> Iterator[Run]:
    """Yield the runs, newest first, those of other machines that were taken in among them, each once.

    A run comes after the one that led to it. Of runs of one instant, the one with the smaller id comes first.
    """
    tip = next(store.read([f"refs/heads/{RUNS}"]))
    seen = {tip.id} if tip else set()
    waiting = [_in_time(read_run(store, commit), commit) for commit in seen]
    while waiting:
        *_, run = heapq.heappop(waiting)
        yield run
        for parent in run.parents:
            if parent not in seen:
                seen.add(parent)
                heapq.heappush(waiting, _in_time(read_run(store, parent), parent))


def _in_time(run: Run, commit: str) -> tuple[float, str, Run]:
    """Return what sorts runs as they are told of."""
    return -run.started_at.timestamp(), commit, run


def _parse_all(store: Store, parse: Callable[[str], T], names: Sequence[str]) -> tuple[T, ...]:
    values = []
    for name, file in read_all(store, names):
        with checked(store, name):
            values.append(parse(file.data.decode()))
    return tuple(values)


def read_all(store: Store, names: Sequence[str]) -> Iterator[tuple[str, Object]]:
    """Yield objects with their names. Raises `ArchiveError` for one that is not there."""
    for name, found in zip(names, store.read(names), strict=True):
        if found is None:
            raise ArchiveError(f"{store.git_dir} lacks {name}. Run `git fsck` there and restore a copy")
        yield name, found


@contextmanager
def checked(store: Store, name: str) -> Iterator[None]:
    """Turn a `ValueError` about what is stored under `name` into the error a person reads."""
    try:
        yield
    except ValueError as error:
        raise ArchiveError(f"{store.git_dir}: {name} was not written by tracker: {error}") from error
