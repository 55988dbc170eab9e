"""An editor's word on a link or a silent change, as a value that outlives any analysis.

A decision cites its subject by content: the two versions a change lies between, its words on both sides with the
digest of the block they stand in, and the words of the notice. Ids such as `r2c1` are the machine's, and another
machine may count otherwise. `citing` makes citations and finds again what they cite; `deciding` lets decisions
outrank the machine.

Decisions are only ever added. One is taken back by another that names its id, and a later word on the same subject
outranks an earlier one.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from typing import Literal, get_args

from tracker.core.change import ChangeKind

DecisionKind = Literal["confirm", "reject", "relink", "acknowledge", "harmless", "uncaptured", "undo"]
DECISION_KINDS: tuple[DecisionKind, ...] = get_args(DecisionKind)
_ID_DIGITS = 12


@dataclass(frozen=True, slots=True)
class CitedWords:
    """Words on one side of a change: the SHA-256 of their block's text, and where in it they start."""

    block: str
    start: int
    text: str


@dataclass(frozen=True, slots=True)
class CitedChange:
    """A change by content, between two versions named by their source (the commit, in an archive).

    `nth` tells changes apart that are alike in all of this, in blocks of the same text; it counts from 0.
    """

    old_version: str
    new_version: str
    kind: ChangeKind
    old: CitedWords | None
    new: CitedWords | None
    nth: int = 0


@dataclass(frozen=True, slots=True)
class CitedNotice:
    """A notice by its words, as one version has them."""

    version: str
    text: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What `by` decided at `at` (timezone-aware), about a notice, a change, or the two together.

    `confirm` and `reject` are about a link. `relink` ties a notice to the changes in `to` instead of to `change`, or
    instead of to all others where that is None; `uncaptured` says that it is about nothing that was captured.
    `acknowledge` ties a change that was silent to a notice; `harmless` takes one off the silent ones. `undo` takes
    back the decision with the id `undoes`.
    """

    kind: DecisionKind
    by: str
    at: datetime
    notice: CitedNotice | None = None
    change: CitedChange | None = None
    to: tuple[CitedChange, ...] = ()
    undoes: str | None = None

    def __post_init__(self) -> None:
        missing = [name for name in NEEDED[self.kind] if not getattr(self, name)]
        if missing or not self.by.strip() or self.at.tzinfo is None:
            raise ValueError(f"a decision to {self.kind} needs {', '.join((*missing, 'a name and a time'))}")

    @property
    def id(self) -> str:
        """Return the id by which it can be taken back: equal decisions, equal ids."""
        return hashlib.sha256("\0".join(_parts(self)).encode("utf-8", "backslashreplace")).hexdigest()[:_ID_DIGITS]


NEEDED: dict[DecisionKind, tuple[str, ...]] = {
    "confirm": ("notice", "change"),
    "reject": ("notice", "change"),
    "relink": ("notice", "to"),
    "acknowledge": ("notice", "change"),
    "harmless": ("change",),
    "uncaptured": ("notice",),
    "undo": ("undoes",),
}


@dataclass(frozen=True, slots=True)
class Harmless:
    """A silent change that needs no notice, as an editor judged."""

    change: str
    by: str
    at: datetime


def _parts(value: object) -> Iterator[str]:
    """Write a value out, part by part, the same everywhere."""
    if isinstance(value, tuple):
        yield str(len(value))
        for each in value:
            yield from _parts(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _parts(getattr(value, field.name))
    else:
        yield value.isoformat() if isinstance(value, datetime) else "\1" if value is None else str(value)


def split_undone(decisions: Iterable[Decision]) -> tuple[tuple[Decision, ...], tuple[Decision, ...]]:
    """Return the decisions that stand, and those that were taken back, both in order and without the undoing itself.

    An undoing can be undone too.
    """
    standing, undone, taken_back = list[Decision](), list[Decision](), set[str]()
    for decision in reversed(tuple(decisions)):
        if decision.id in taken_back:
            undone.append(decision)
        elif decision.kind == "undo":
            taken_back.add(decision.undoes or "")
        else:
            standing.append(decision)
    return tuple(standing[::-1]), tuple(each for each in undone[::-1] if each.kind != "undo")
