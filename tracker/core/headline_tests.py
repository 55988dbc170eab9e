"""Headlines that take turns: a newsroom tries two or more wordings on its readers, and the captures see them flip.

What tells a test from an edit is the return: the headline goes back to a wording that it had left. A return counts
only where nothing explains it otherwise. A step that a notice is about ends a test, for it was a correction, and what
came back after it is no test but the error. A return that takes part of the body back with it undoes an edit of the
whole story. What changed in the body meanwhile, without going back, does not matter.

Wordings that differ in typography alone are one. The standfirst belongs to a test where each headline has its own.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from tracker.core.change import Change, Revision, Span
from tracker.core.noise import plain
from tracker.core.notice import Notice
from tracker.core.story import BlockKind, Story

Stories = Mapping[int, Story]  # by version number, rising
_HEAD: tuple[BlockKind, ...] = ("headline", "standfirst")


@dataclass(frozen=True, slots=True)
class HeadlineWording:
    """One of the wordings that take turns: how often it stood, and in which versions of the test.

    `standfirst` is the one that goes along with it, None where the test is about the headline alone.
    """

    headline: str
    standfirst: str | None
    n_times: int
    versions: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class HeadlineTest:
    """A headline that goes back and forth; `first` is the last version before the first flip, `last` the one after
    the last.

    `wordings` come in order of appearance; `changes` are the ids of those that the flips are made of.
    """

    first: int
    last: int
    wordings: tuple[HeadlineWording, ...]
    changes: tuple[str, ...]

    @property
    def has_standfirsts(self) -> bool:
        """Whether each headline has a standfirst of its own."""
        return self.wordings[0].standfirst is not None


@dataclass(frozen=True, slots=True)
class _Run:
    """Consecutive versions with one headline, as `plain` writes it."""

    wording: str
    versions: tuple[int, ...]


def find_headline_tests(
    stories: Stories, revisions: Sequence[Revision], notices: Sequence[Notice]
) -> tuple[HeadlineTest, ...]:
    """Return the headline tests of a history, in order.

    `revisions` lead from each of the `stories` to the next.
    """
    if len(stories) < 3:
        return ()
    explained = {id_ for n in notices for id_ in (*n.changes, *(link.change for link in n.links))}
    tests = []
    for runs in _find_stretches(stories, revisions, explained):
        for start, end in _merge(_find_returns(runs, stories)):
            tests.append(_make_test(runs[start : end + 1], stories, revisions))
    return tuple(tests)


def _find_stretches(stories: Stories, revisions: Sequence[Revision], explained: set[str]) -> Iterator[list[_Run]]:
    """Yield the runs between the steps that say something else: a correction of the headline, or none there."""
    made_by = {revision.new: revision for revision in revisions}
    stretches: list[list[int]] = [[]]
    for n, story in stories.items():
        revision = made_by.get(n)
        if not story.headline or (revision and _is_explained(revision, stories, explained)):
            stretches.append([])
        if story.headline:
            stretches[-1].append(n)
    for numbers in stretches:
        by_wording = groupby(numbers, key=lambda n: plain(stories[n].headline))
        yield [_Run(wording, tuple(versions)) for wording, versions in by_wording]


def _is_explained(revision: Revision, stories: Stories, explained: set[str]) -> bool:
    heads = _head_changes(revision, stories, ("headline",))
    return any(change.id in explained for change in heads)


def _head_changes(revision: Revision, stories: Stories, kinds: Sequence[BlockKind]) -> Iterator[Change]:
    """Yield the changes in blocks of some kinds, on either side."""

    def stands(span: Span | None, n: int) -> bool:
        return span is not None and stories[n].blocks[span.block].kind in kinds

    for change in revision.changes:
        if stands(change.old, revision.old) or stands(change.new, revision.new):
            yield change


def _find_returns(runs: Sequence[_Run], stories: Stories) -> Iterator[tuple[int, int]]:
    """Yield where a wording was left and where it came back, by the indices of the runs."""
    seen: dict[str, int] = {}
    for end, run in enumerate(runs):
        start = seen.get(run.wording)
        if start is not None and not _is_undone(runs[start : end + 1], stories):
            yield start, end
        seen[run.wording] = end


def _is_undone(runs: Sequence[_Run], stories: Stories) -> bool:
    """Tell whether part of the body left with a wording and came back with it, or came and went between."""
    before, after = _body(stories[runs[0].versions[-1]]), _body(stories[runs[-1].versions[0]])
    between = _body(stories[runs[1].versions[0]]), _body(stories[runs[-2].versions[-1]])
    back = (before & after) - between[0] - between[1]
    gone = (between[0] & between[1]) - before - after
    return bool(back or gone)


def _body(story: Story) -> set[str]:
    return {plain(block.text) for block in story.blocks if block.kind not in _HEAD}


def _merge(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Join spans of runs that meet: one test.

    >>> list(_merge([(0, 2), (1, 3), (4, 6)]))
    [(0, 3), (4, 6)]
    """
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((start, end))
    yield from joined


def _make_test(runs: Sequence[_Run], stories: Stories, revisions: Sequence[Revision]) -> HeadlineTest:
    standfirsts = _find_standfirsts(runs, stories)
    steps = {(old.versions[-1], new.versions[0]) for old, new in pairwise(runs)}
    return HeadlineTest(
        runs[0].versions[-1],
        runs[-1].versions[0],
        tuple(_make_wording(each, runs, stories, standfirsts) for each in dict.fromkeys(run.wording for run in runs)),
        tuple(
            change.id
            for revision in revisions
            if (revision.old, revision.new) in steps
            for change in _head_changes(revision, stories, _HEAD if standfirsts else _HEAD[:1])
        ),
    )


def _make_wording(
    wording: str, runs: Sequence[_Run], stories: Stories, standfirsts: Mapping[str, str]
) -> HeadlineWording:
    theirs = [run for run in runs if run.wording == wording]
    versions = tuple(n for run in theirs for n in run.versions)
    return HeadlineWording(stories[versions[0]].headline, standfirsts.get(wording), len(theirs), versions)


def _find_standfirsts(runs: Sequence[_Run], stories: Stories) -> dict[str, str]:
    """Return the standfirst of each wording where each has its own, and not all the same."""
    found: dict[str, str] = {}
    for run in runs:
        for n in run.versions:
            text = "\n".join(block.text for block in stories[n].blocks if block.kind == "standfirst")
            if plain(found.setdefault(run.wording, text)) != plain(text):
                return {}
    return found if len({plain(text) for text in found.values()}) > 1 else {}
