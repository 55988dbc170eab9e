"""What becomes of our branches, given what has arrived: which only go on, and which are to be joined.

A plan is made under the archive's lock, of the branches as they stand then.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.archive.decisions import DECISIONS
from tracker.archive.runs import RUNS
from tracker.archive.sharing.checking import Arrival
from tracker.archive.sharing.joining import Joined, join_decisions, join_story, leads_to
from tracker.archive.store import Store
from tracker.core.decision import Decision


@dataclass(frozen=True, slots=True)
class Placed:
    """The stories that only go on, with where to, and those that both archives went on with; and the ledgers.

    `runs` is the other's last run where our ledger does not lead to it. `reviews` are the ends to be joined, or the
    one to go on to, with what only both together tell in `decided`.
    """

    tips: Mapping[str, str]
    forward: Mapping[str, str]
    joins: Mapping[str, Joined]
    runs: str | None
    reviews: tuple[str, ...]
    decided: Mapping[str, tuple[Decision, ...]]

    @property
    def stories(self) -> tuple[str, ...]:
        """The branches of the stories that move."""
        return (*self.forward, *self.joins)

    @property
    def is_news(self) -> bool:
        """Whether anything moves."""
        return bool(self.stories or self.runs or self.reviews)

    @property
    def previous(self) -> str | None:
        """Our last run."""
        return self.tips.get(RUNS)


def place_all(store: Store, runs: str | None, arrivals: Mapping[str, Arrival]) -> Placed:
    """Plan what becomes of our branches; `runs` is the other's last run, if it has any."""
    tips = dict(store.list_tips())
    both = {
        branch: join_story(store, branch, tips[branch], arrival.tip)
        for branch, arrival in arrivals.items()
        if branch in tips and branch != DECISIONS
    }
    new = {branch: arrival.tip for branch, arrival in arrivals.items() if branch not in {*tips, DECISIONS}}
    on = {branch: each.theirs for branch, each in both.items() if each.is_forward and not each.is_known}
    joins = {branch: each for branch, each in both.items() if not (each.is_forward or each.is_known)}
    is_known = runs is None or (RUNS in tips and leads_to(store, tips[RUNS], runs))
    reviews, decided = _place_decisions(store, tips.get(DECISIONS), arrivals.get(DECISIONS))
    return Placed(tips, new | on, joins, None if is_known else runs, reviews, decided)


def _place_decisions(
    store: Store, ours: str | None, arrival: Arrival | None
) -> tuple[tuple[str, ...], Mapping[str, tuple[Decision, ...]]]:
    if arrival is None or (ours and leads_to(store, ours, arrival.tip)):
        return (), {}
    decided = join_decisions(store, ours, arrival.tip) if ours else {}
    if ours is None or (leads_to(store, arrival.tip, ours) and not decided):
        return (arrival.tip,), {}
    return (ours, arrival.tip), decided
