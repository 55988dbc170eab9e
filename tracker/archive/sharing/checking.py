"""Whether what another archive offers was written by `tracker`: a story, a ledger of runs, one of decisions.

Git has checked that the objects are whole. Here the commits are held against each other and against what they say
of themselves, since recording trusts the last commit of a branch. What is known already is not read again.
"""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from tracker.archive.commits import Commit, StoryRef, parse_commit
from tracker.archive.meta import Meta, parse_meta
from tracker.archive.names import LEDGERS, is_branch
from tracker.archive.reading import checked, find_texts, order_versions, read_all, read_commits, read_run
from tracker.archive.restating import check_same, read_meta
from tracker.archive.reviewing import list_decided, read_decisions, read_last_review
from tracker.archive.runs import Restated, Run
from tracker.archive.store import Store
from tracker.core.story import parse_story_md


@dataclass(frozen=True, slots=True)
class Arrival:
    """A story as it was offered and found in order, with the versions that are new here, by their commits.

    `restated` are the commits new here that have the text of a version as it was read later.
    """

    branch: str
    tip: str
    new: tuple[str, ...]
    restated: tuple[Restated, ...] = ()


def check_story(store: Store, branch: str, tip: str, known: Collection[str]) -> Arrival:
    """Check a story whose commits are here, those beyond `known` with their texts.

    Raises `ArchiveError` that says what is wrong with it.
    """
    commits = read_commits(store, tip)
    versions = order_versions(store, [tip], commits)
    texts = find_texts([tip], commits)
    with checked(store, tip):
        _check_tip(StoryRef.of(branch, commits[tip]), versions, texts)
    new = [version for version in versions if version.id not in known]
    for version in new:
        _check_version(store, version)
    technical = (commit for commit in commits.values() if commit.restates and commit.id not in known)
    restated = tuple(_check_restated(store, branch, versions, technical))
    return Arrival(branch, tip, tuple(version.id for version in new), restated)


def _check_restated(
    store: Store, branch: str, versions: Iterable[Commit], technical: Iterable[Commit]
) -> Iterator[Restated]:
    """Yield what commits restate. Raises `ArchiveError` where one does not say of a version what its page may say."""
    there = {version.id: version for version in versions}
    for commit in technical:
        with checked(store, commit.id):
            version = there.get(commit.restates or "")
            if version is None:
                raise ValueError("it restates what is none of its versions")
            check_same(read_meta(store, version), _check_version(store, commit))
        yield Restated(branch, version.id, commit.id)


def _check_tip(head: StoryRef, versions: list[Commit], texts: Mapping[str, Commit]) -> None:
    if head.n_versions != len(versions) or not versions:
        raise ValueError(f"it says that it leads to {head.n_versions} versions, and leads to {len(versions)}")
    first, last = versions[0].captured_at, versions[-1].captured_at
    if (head.first_captured_at, head.last_captured_at) != (first, last):
        raise ValueError("it says other times than its versions have")
    if head.content_digest not in (texts[each.id].content_digest for each in versions if each.captured_at == last):
        raise ValueError("it has another text than its newest version")


def _check_version(store: Store, version: Commit) -> Meta:
    text, about = (file.data for _, file in read_all(store, [f"{version.id}:story.md", f"{version.id}:meta.json"]))
    with checked(store, version.id):
        meta = parse_meta(about.decode())
        if not parse_story_md(text.decode()).blocks:
            raise ValueError("it has no text")
        digest = "sha256:" + hashlib.sha256(text).hexdigest()
        if not digest == meta.content_digest == version.content_digest:
            raise ValueError("its text is not the one that its digest stands for")
        if meta.captured_at != version.captured_at:
            raise ValueError("its meta.json has another capture time than its commit")
    return meta


def check_runs(store: Store, commits: Collection[str]) -> tuple[Run, ...]:
    """Return the runs that these commits stand for. Raises `ArchiveError` for one that was not written by tracker."""
    runs = []
    for name, raw in read_all(store, [*commits]):
        run, commit = read_run(store, name), parse_commit(name, raw.data)
        with checked(store, name):
            _check_run(run, commit)
        runs.append(run)
    return tuple(runs)


def _check_run(run: Run, commit: Commit) -> None:
    if (str(run.n), run.parents) != (commit.get("Run"), commit.parents):
        raise ValueError("its run.json tells of another run than its commit")
    rows = (run.recorded, run.moves, run.restated)
    branches = [each.branch for some in rows for each in some]
    ids = [*(each.commit for each in run.recorded if each.commit), *(move.new for move in run.moves)]
    ids += [id for each in run.restated for id in (each.version, each.commit)]
    if not all(isinstance(each, str) for each in (*branches, *ids)):
        raise ValueError("its run.json has a value of the wrong type")
    if strange := [branch for branch in branches if branch not in LEDGERS and not is_branch(branch)]:
        raise ValueError(f"it tells of {strange[0]!r:.200}, which is no branch of an archive")


def check_decisions(store: Store, tip: str, ours: str | None) -> None:
    """Check all decisions at a review but those that ours has too. Raises `ArchiveError`."""
    read_last_review(store, tip)
    known = list_decided(store, ours) if ours else {}
    for branch, file in list_decided(store, tip).items():
        with checked(store, tip):
            if not is_branch(branch):
                raise ValueError(f"{branch!r:.200} is no branch of a story")
        if known.get(branch) != file:
            read_decisions(store, branch, tip)
