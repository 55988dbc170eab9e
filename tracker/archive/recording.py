"""Recording: read the heads, plan, keep the pages, write one stream, move the branches.

`write_run` puts everything into the repository, the run that names it last, and moves no branch. `finish_run` moves
them all to where a written run says; it can be repeated, so a run that was cut off between the two is finished from
what it says itself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from tracker.archive.commits import StoryRef
from tracker.archive.meta import Meta
from tracker.archive.pages import Exposure, write_pages
from tracker.archive.plan import Capture, Plan, goes_on, plan_story
from tracker.archive.reading import read_decided_tip, read_heads, read_last_run, read_run, read_versions
from tracker.archive.runs import RUNS, Move, Observation, PageFile, Recorded, Run
from tracker.archive.scribe import Scribe
from tracker.archive.store import Store
from tracker.archive.stream import open_stream
from tracker.archive.timeline import Point
from tracker.errors import ArchiveError


def write_run(
    store: Store,
    pages: Path,
    captures: Sequence[Capture],
    observations: Sequence[Observation],
    now: datetime,
    checked: Mapping[str, int] = MappingProxyType({}),
) -> tuple[str, Run]:
    """Write the new versions among the captures, their pages, and the run; return the run's commit and the run."""
    plans = _plan(store, captures)
    going_on = [plan for plan in plans if plan.new]
    metas, kept = _keep_pages(pages, {n: captures[n] for plan in going_on for n in plan.new}, now)
    previous, n_runs = read_last_run(store)
    with open_stream(store) as stream:
        scribe = Scribe(stream, {n: (captures[n].story, meta) for n, meta in metas.items()}, now)
        tips = [scribe.write_story(plan) for plan in going_on]
        ids = stream.ids([*tips, *scribe.marks.values()])
        moves = [
            Move(plan.branch, plan.head.tip if plan.head else None, ids[tip])
            for plan, tip in zip(going_on, tips, strict=True)
        ]
        recorded = _recorded(plans, captures, {n: ids[mark] for n, mark in scribe.marks.items()})
        run = Run(
            n_runs + 1,
            now,
            previous,
            recorded,
            tuple(observations),
            tuple(moves),
            kept=kept,
            decided=read_decided_tip(store),
            checked=checked,
        )
        mark = scribe.write_run(run)
        return stream.ids([mark])[mark], run


def _plan(store: Store, captures: Sequence[Capture]) -> list[Plan]:
    stories: dict[str, dict[int, Capture]] = {}
    for n, capture in enumerate(captures):
        stories.setdefault(capture.branch, {})[n] = capture
    heads = dict(zip(stories, read_heads(store, stories), strict=True))
    return [plan_story(name, heads[name], _known(store, heads[name], new), new) for name, new in stories.items()]


def _known(store: Store, head: StoryRef | None, new: Mapping[int, Capture]) -> list[Point]:
    """Return the versions that planning takes: only the newest, where the story only goes on."""
    if head is None:
        return []
    if goes_on(head, new.values()):
        return [Point(head.last_captured_at, head.content_digest, head.tip)]
    return [Point(each.captured_at, text.content_digest, each.id) for each, text in read_versions(store, head.tip)]


def _keep_pages(
    folder: Path, captures: Mapping[int, Capture], now: datetime
) -> tuple[dict[int, Meta], tuple[PageFile, ...]]:
    """Write the pages of new versions; return what is known of each, with where its page lies, and the file."""
    metas = {
        n: replace(each.meta, content_digest=each.digest, page_digest=None, page_file=None, page_record=None)
        for n, each in captures.items()
    }
    exposures = {
        n: Exposure(each.meta.url or f"urn:tracker:{each.branch}", each.meta.captured_at, each.page)
        for n, each in captures.items()
        if each.page is not None
    }
    if not exposures:
        return metas, ()
    kept, records = write_pages(folder, now, exposures.values())
    for (n, exposure), record in zip(exposures.items(), records, strict=True):
        metas[n] = replace(metas[n], page_digest=exposure.page.digest, page_file=kept.file, page_record=record)
    return metas, (kept,)


def _recorded(plans: Sequence[Plan], captures: Sequence[Capture], commits: Mapping[int, str]) -> tuple[Recorded, ...]:
    """Say what became of each capture, in the order of the call."""
    found = {
        n: Recorded(plan.branch, number, commits.get(n), captures[n].meta.captured_at)
        for plan in plans
        for n, number in plan.numbers.items()
    }
    return tuple(found[n] for n in range(len(captures)))


def finish_run(store: Store, run_commit: str) -> None:
    """Move all branches to where a written run says, each only from where the run found it."""
    if next(store.read([run_commit])) is None:  # an older copy of the repository was put in place: it never happened
        return
    moves = read_moves(store, run_commit)
    branches = [move.branch for move in moves]
    try:
        store.move_refs(_outstanding(store, moves))
    except ArchiveError:
        # under the archive's lock nobody else writes: a lock git has waited for in vain was left by a killed git
        store.clean_refs(branches)
        store.move_refs(_outstanding(store, moves))
    store.sync_refs(branches)


def is_begun(store: Store, run_commit: str) -> bool:
    """Say whether any branch stands where a written run says."""
    moves = read_moves(store, run_commit)
    return len(_outstanding(store, moves)) < len(moves)


def read_moves(store: Store, run_commit: str) -> list[Move]:
    """Return the moves that a written run asks for, and that of the ledger: to the run, unless it says where else."""
    run = read_run(store, run_commit)
    if any(move.branch == RUNS for move in run.moves):
        return [*run.moves]
    return [*run.moves, Move(RUNS, run.previous, run_commit)]


def _outstanding(store: Store, moves: Sequence[Move]) -> list[Move]:
    """Return the moves that have not been made; a branch that is not there is made anew."""
    tips = list(store.read(f"refs/heads/{move.branch}" for move in moves))
    return [
        move if tip else replace(move, old=None)
        for move, tip in zip(moves, tips, strict=True)
        if tip is None or tip.id != move.new
    ]
