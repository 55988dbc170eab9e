"""The silent changes of a story, the gravest first.

A replaced value (a number, date, name or negation) stands before other exchanged words, and these before what was
taken away or put in; within each, the order is that of the story. What is silent is decided in `standing`.
"""

from collections.abc import Sequence

from tracker.core.change import Change, Revision
from tracker.core.standing import Standing

_VALUES = frozenset({"number", "date", "name", "negation"})


def find_silent(revisions: Sequence[Revision], standings: Sequence[Standing]) -> tuple[str, ...]:
    """Return the ids of the changes of class silent, replaced values first."""
    made = {change.id: change for revision in revisions for change in revision.changes}
    silent = (standing.change for standing in standings if standing.kind == "silent")
    return tuple(sorted(silent, key=lambda change_id: _rank(made[change_id])))


def _rank(change: Change) -> int:
    if change.kind != "replaced":
        return 2
    return 0 if _VALUES & set(change.facts) else 1
