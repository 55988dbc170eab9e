"""Taking in what another archive offers: check it, put it together with what is here, move all branches at once.

Checking takes long and needs no lock. Under the lock it is seen what has become of our branches meanwhile; then all
joining commits are written, and a run that names the moves, and it is concluded as a recording is: before `pending`
nothing has happened, after it all has.

Where this archive has nothing of its own to tell, its ledger simply becomes the other's: else each of two archives
would answer the other's run with a run, for ever. Versions that the other's ledger does not name, because they came
without one, are named by ours, and so is what restates a version.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from tracker.archive.decisions import DECISIONS
from tracker.archive.reading import read_commits, read_last_run
from tracker.archive.repository import Archive
from tracker.archive.runs import RUNS, Move, Recorded, Restated, Run
from tracker.archive.scribe import Scribe
from tracker.archive.sharing.checking import Arrival, check_decisions, check_runs, check_story
from tracker.archive.sharing.joining import join_story, leads_to, write_decisions_join, write_join
from tracker.archive.sharing.offer import Offer
from tracker.archive.sharing.placing import Placed, place_all
from tracker.archive.store import Store
from tracker.archive.stream import Stream, open_stream
from tracker.errors import ArchiveError

Step = Callable[[], None]
Unknown = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Refused:
    """A branch that was not taken in, and why."""

    branch: str
    why: str


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken in: stories that are new or went on, stories that were joined, and how many versions with them.

    `tips` is where our branches stand now.
    """

    received: tuple[str, ...]
    joined: tuple[str, ...]
    n_versions: int
    refused: tuple[Refused, ...]
    tips: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Told:
    """What a run tells of: what no run named, versions and restated ones, the moves, and the last review then."""

    strays: tuple[Recorded, ...]
    restated: tuple[Restated, ...]
    moves: Sequence[Move]
    decided: str | None


def find_unknown(store: Store, offer: Offer) -> Unknown:
    """Return the branches that stand where ours does not lead, each with where ours stands, ledgers first."""
    tips = dict(store.list_tips())
    differing = {branch: tip for branch, tip in offer.tips.items() if tips.get(branch) != tip}
    unknown = {
        branch: tips.get(branch) for branch, tip in differing.items() if not _is_here(store, branch, tip, tips)
    }
    return dict(sorted(unknown.items(), key=lambda item: item[0] not in (RUNS, DECISIONS)))


def _is_here(store: Store, branch: str, tip: str, tips: Mapping[str, str]) -> bool:
    if branch not in tips or next(store.read([tip])) is None:
        return False
    if branch in (RUNS, DECISIONS):
        return leads_to(store, tips[branch], tip)
    return tip in read_commits(store, tips[branch])


def take_in(
    archive: Archive, offer: Offer, unknown: Unknown, *, now: datetime, step: Step, is_dry: bool = False
) -> Taken:
    """Take in the branches of an offer that are `unknown` here, whose commits have been fetched.

    A branch that `tracker` did not write is refused, the others are taken in; `is_dry` only says what would be.
    Raises `ArchiveError` for a ledger of runs that it did not write, and when the archive cannot be written.
    """
    store = archive.store
    runs = check_runs(store, _new_runs(store, offer, unknown))
    arrivals, refused = _check(store, offer, unknown, step)
    with archive.settled():
        placed = place_all(store, offer.runs, arrivals)
        if placed.is_news and not is_dry:
            archive.conclude(_write(store, placed, arrivals, runs, now))
        return Taken(
            received=tuple(sorted(placed.forward)),
            joined=tuple(sorted(placed.joins)),
            n_versions=sum(len(arrivals[branch].new) for branch in placed.stories),
            refused=tuple(refused),
            tips=dict(store.list_tips()),
        )


def _new_runs(store: Store, offer: Offer, unknown: Unknown) -> list[str]:
    """Return the commits of the runs that our ledger does not lead to."""
    if RUNS not in unknown or offer.runs is None:
        return []
    ours = unknown[RUNS]
    return store.run("rev-list", offer.runs, *([f"^{ours}"] if ours else [])).decode().split()


def _check(
    store: Store, offer: Offer, unknown: Unknown, step: Step
) -> tuple[Mapping[str, Arrival], Sequence[Refused]]:
    arrivals, refused = dict[str, Arrival](), list[Refused]()
    for branch, ours in unknown.items():
        try:
            if branch != RUNS:
                arrivals[branch] = _check_branch(store, branch, offer.tips[branch], ours)
        except ArchiveError as error:
            refused.append(Refused(branch, str(error)))
        step()
    return arrivals, refused


def _check_branch(store: Store, branch: str, tip: str, ours: str | None) -> Arrival:
    if branch == DECISIONS:
        check_decisions(store, tip, ours)
        return Arrival(branch, tip, ())
    return check_story(store, branch, tip, read_commits(store, ours) if ours else ())


def _write(store: Store, placed: Placed, arrivals: Mapping[str, Arrival], runs: Sequence[Run], now: datetime) -> str:
    """Write all that joins, and the run; return the commit that says where the branches move."""
    with open_stream(store) as stream:
        marks = {branch: write_join(store, stream, each, now) for branch, each in placed.joins.items()}
        ends = {**placed.forward, **{branch: stream.ids([mark])[mark] for branch, mark in marks.items()}}
        moves = [Move(branch, placed.tips.get(branch), new) for branch, new in ends.items()]
        strays = tuple(_find_strays(store, placed, arrivals, runs))
        named = {each for run in runs for each in run.restated}
        restated = tuple(each for branch in placed.stories for each in arrivals[branch].restated if each not in named)
        told = {move.new for run in runs for move in run.moves}
        is_told = not strays and not restated and told.issuperset(ends.values())
        end = _ledger_end(store, placed) if is_told else None
        if placed.reviews:
            review = _write_reviews(store, stream, placed, now)
            moves.append(Move(DECISIONS, placed.tips.get(DECISIONS), review))
        decided = moves[-1].new if placed.reviews else placed.tips.get(DECISIONS)
        mark = _write_run(store, Scribe(stream, {}, now), placed, end, _Told(strays, restated, moves, decided), now)
        return stream.ids([mark])[mark]


def _write_reviews(store: Store, stream: Stream, placed: Placed, now: datetime) -> str:
    if len(placed.reviews) == 1:
        return placed.reviews[0]
    mark = write_decisions_join(store, stream, placed.reviews, placed.decided, now)
    return stream.ids([mark])[mark]


def _ledger_end(store: Store, placed: Placed) -> str | None:
    """Return where our ledger stands without a run of its own: None where both archives went on with theirs."""
    if placed.runs is None or placed.previous is None:
        return placed.runs or placed.previous
    return placed.runs if leads_to(store, placed.runs, placed.previous) else None


def _write_run(store: Store, scribe: Scribe, placed: Placed, end: str | None, told: "_Told", now: datetime) -> str:
    """Write a run, or the note of what is to be done where the ledger is at its `end` without one."""
    theirs, previous = placed.runs, placed.previous
    n = max(read_last_run(store, commit)[1] if commit else 0 for commit in (theirs, previous))
    if end:
        return scribe.write_note(Run(n, now, previous, (), (), (*told.moves, Move(RUNS, previous, end))))
    run = Run(n + 1, now, previous, told.strays, (), tuple(told.moves), merged=theirs, decided=told.decided)
    return scribe.write_run(replace(run, restated=told.restated))


def _find_strays(
    store: Store, placed: Placed, arrivals: Mapping[str, Arrival], runs: Sequence[Run]
) -> Iterator[Recorded]:
    """Yield the new versions that the other's ledger does not name."""
    named = {each.commit for run in runs for each in run.recorded}
    for branch in placed.stories:
        if new := set(arrivals[branch].new) - named:
            tip = arrivals[branch].tip
            joined = placed.joins.get(branch) or join_story(store, branch, tip, tip)
            for n, version in enumerate(joined.versions, 1):
                if version.id in new:
                    yield Recorded(branch, n, version.id, version.captured_at)
