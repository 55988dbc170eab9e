"""Restating: versions say what a later extractor reads in their pages, and stay the versions they are.

A restatement is a technical commit. It has the files of the version that it restates, with the text and the facts of
its page as they are read now; where, when and under which names that was captured stays as it was. Of several of one
version, the last recorded holds.

There is one commit a version, not one a story. So a restatement is known by the same rules as a version: its digest
stands for its text, git compares the two, and where two machines' histories meet nothing has to be put together. All
of a story at once are a chain of their own, in order of capture, joined to the branch by a merge, as older versions
are. The merge is a technical commit too: it has the text of the head as it is read now, and counts no version.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from tracker.archive.commits import Commit, StoryRef
from tracker.archive.meta import Meta, parse_meta
from tracker.archive.reading import (
    checked,
    read_all,
    read_decided_tip,
    read_heads,
    read_last_run,
    read_versions,
)
from tracker.archive.runs import Move, Restated, Run
from tracker.archive.scribe import Scribe
from tracker.archive.store import Store
from tracker.archive.stream import open_stream
from tracker.core.story import Story
from tracker.errors import InputError

# what another reading of the same page may say differently
_READ = ("byline", "published", "modified", "language", "section", "stated", "extractor", "extractor_version")


@dataclass(frozen=True, slots=True)
class Restatement:
    """What the page of a version, named by its commit, says as it is read now: the text, and the facts in `meta`."""

    branch: str
    version: str
    story: Story
    meta: Meta


@dataclass(frozen=True, slots=True)
class _Plan:
    """The restatements of a story, by their place in the call, each with its version: in order of capture.

    `newest` is the place of that of the head.
    """

    head: StoryRef
    restated: Mapping[int, str]
    newest: int | None


def write_restating(store: Store, asked: Sequence[Restatement], now: datetime) -> tuple[str, Run] | None:
    """Write what is to be restated, and the run; return the run's commit and the run, None where nothing is.

    What a version says already is left out. Raises `InputError` for what is no version of the story, and for what
    another reading cannot change.
    """
    metas = {n: replace(each.meta, content_digest=each.story.digest) for n, each in enumerate(asked)}
    plans = [plan for plan in _plan_all(store, asked, metas) if plan.restated]
    if not plans:
        return None
    previous, n_runs = read_last_run(store)
    with open_stream(store) as stream:
        scribe = Scribe(stream, {n: (asked[n].story, meta) for n, meta in metas.items()}, now)
        tips = [scribe.write_again(plan.head, plan.restated, plan.newest) for plan in plans]
        ids = stream.ids([*tips, *scribe.marks.values()])
        moves = [Move(plan.head.branch, plan.head.tip, ids[tip]) for plan, tip in zip(plans, tips, strict=True)]
        restated = [
            Restated(plan.head.branch, version, ids[scribe.marks[n]])
            for plan in plans
            for n, version in plan.restated.items()
        ]
        decided = read_decided_tip(store)
        run = Run(n_runs + 1, now, previous, (), (), tuple(moves), decided=decided, restated=tuple(restated))
        mark = scribe.write_run(run)
        return stream.ids([mark])[mark], run


def _plan_all(store: Store, asked: Sequence[Restatement], metas: Mapping[int, Meta]) -> list[_Plan]:
    stories: dict[str, dict[str, int]] = {}
    for n, each in enumerate(asked):
        stories.setdefault(each.branch, {})[each.version] = n
    heads = read_heads(store, stories)
    return [_plan(store, branch, head, stories[branch], metas) for branch, head in zip(stories, heads, strict=True)]


def _plan(
    store: Store, branch: str, head: StoryRef | None, places: Mapping[str, int], metas: Mapping[int, Meta]
) -> _Plan:
    versions = read_versions(store, head.tip) if head else []
    if head is None or places.keys() - {version.id for version, _ in versions}:
        raise InputError(f"{branch!r:.200} has not all versions to be restated: `tracker log` shows those there are")
    restated = {}
    for version, text in versions:
        n = places.get(version.id)
        if n is not None and _is_news(store, version, text, metas[n]):
            restated[n] = version.id
    return _Plan(head, restated, next((n for n, version in restated.items() if version == versions[-1][0].id), None))


def _is_news(store: Store, version: Commit, text: Commit, meta: Meta) -> bool:
    """Say whether a version says something else so far. Raises `InputError` for what cannot be restated."""
    try:
        check_same(read_meta(store, version), meta)
    except ValueError as error:
        raise InputError(f"version {version.id} cannot be restated: {error}") from error
    return read_meta(store, text) != meta


def read_meta(store: Store, commit: Commit) -> Meta:
    """Return what is known of a version, or of what restates one. Raises `ArchiveError`."""
    ((name, about),) = read_all(store, [f"{commit.id}:meta.json"])
    with checked(store, name):
        return parse_meta(about.data.decode())


def check_same(was: Meta, now: Meta) -> None:
    """Raise `ValueError` where what restates a version has more of it anew than another reading of its page can."""
    if was.page_digest is None:
        raise ValueError("its version was read from no page")
    if replace(now, content_digest=was.content_digest, **{key: getattr(was, key) for key in _READ}) != was:
        raise ValueError("it says of its version what no reading of its page can")
