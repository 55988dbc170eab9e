"""What is said about a correction notice: its words, its claims, and what it is tied to.

A notice is followed through the history: the same notice in five versions is one `Notice`, which knows the
first and the last version that carry it. Its links cite changes by id, and each link carries its evidence: the
words of the notice that match words of the change. A notice without a link has a `reason` for a person to read.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal, get_args

from tracker.core.change import Span
from tracker.core.stated import StatedPlace

NoticeKind = Literal["correction", "clarification", "update", "editors_note", "retraction", "refile"]
NOTICE_KINDS: tuple[NoticeKind, ...] = get_args(NoticeKind)
Status = Literal["linked", "passage", "unlinked"]
Decided = Literal["confirmed", "by hand", "rejected"]
EventKind = Literal["added", "reworded", "relabelled", "moved", "removed", "put back"]
RANKS: dict[NoticeKind, int] = {"retraction": 4, "refile": 3, "correction": 3, "clarification": 2, "update": 1}


@dataclass(frozen=True, slots=True)
class Claim:
    """What a notice says was wrong, what is right, what it is about, and where; None for what it does not say."""

    wrong: str | None = None
    right: str | None = None
    about: str | None = None
    where: str | None = None


@dataclass(frozen=True, slots=True)
class FoundNotice:
    """A notice as it stands in one version: a block of it, its kind, date and claims.

    `text` is the notice's own words, `span` of the block's text: the whole of it, but where the notice is glued to
    another paragraph. `label` is the span `(start, end)` of the label in `text` ("CORRECTION:"), or `(0, 0)`;
    `rule` names the rule that recognised it.
    """

    block: int
    text: str
    span: tuple[int, int]
    kind: NoticeKind
    date: date | None
    claims: tuple[Claim, ...]
    label: tuple[int, int]
    rule: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of the notice that match words of a change: both spans half-open.

    `notice` is in code points of the notice's text, `span` in those of the block cited by that `side` of the
    change.
    """

    notice: tuple[int, int]
    side: Literal["old", "new"]
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Link:
    """A notice tied to a change; `confidence` is between 0 and 1.

    `decided` is what an editor said of it, with their name and the time: `confirmed`, or tied `by hand`; None is the
    machine's word alone. A link that was `rejected` is none any more; its notice remembers it.
    """

    change: str
    confidence: float
    evidence: tuple[Evidence, ...]
    decided: Decided | None = None
    decided_by: str | None = None
    decided_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """Where the corrected fact now reads: a span of one version, at most a sentence or two long."""

    version: int
    span: Span


@dataclass(frozen=True, slots=True)
class Remain:
    """Words of a story's last version that still tell a wrong value: the half-open span `start` to `end` of a block.

    Where `block` is None, it is a span of what the page states, in the same words in all of `places`.
    """

    block: int | None
    start: int
    end: int
    text: str
    places: tuple[StatedPlace, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a notice in a version; `was` and `now` are the kinds of a relabelled one."""

    version: int
    kind: EventKind
    was: NoticeKind | None = None
    now: NoticeKind | None = None

    @property
    def is_downgrade(self) -> bool:
        """Whether the notice admits less than before: correction → clarification → update."""
        was, now = (RANKS.get(kind) if kind else None for kind in (self.was, self.now))
        return was is not None and now is not None and was > now


@dataclass(frozen=True, slots=True)
class Interval:
    """A length of time of which captures give the bounds; `at_most` is None where there is no upper one."""

    at_least: timedelta
    at_most: timedelta | None

    @property
    def seconds(self) -> tuple[float, float | None]:
        """Both bounds in seconds, days included."""
        return self.at_least.total_seconds(), None if self.at_most is None else self.at_most.total_seconds()


@dataclass(frozen=True, slots=True)
class Timing:
    """How long the wrong words `stood`, and how long after the fix the notice came (`waited`); None is unknown."""

    stood: Interval | None = None
    waited: Interval | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice followed through the history.

    `version` is the last version that carries it (equal to `last_seen`), and `block` and `text` are of that
    version. `changes` are the ids of the changes that brought, reworded or removed the notice itself: they are
    never linked and never silent. `rejected` are the links that an editor took away; `uncaptured_by` is the editor
    who said that it is about nothing that was captured. `remains` are the places of the story's last version, and of
    its page, where the wrong value still stands: the correction is not complete. `events` are in order.
    """

    id: str
    first_seen: int
    last_seen: int
    block: int
    text: str
    kind: NoticeKind
    date: date | None
    claims: tuple[Claim, ...]
    label: tuple[int, int]
    passage: Passage | None
    links: tuple[Link, ...]
    reason: str | None
    changes: tuple[str, ...] = ()
    rejected: tuple[Link, ...] = ()
    remains: tuple[Remain, ...] = ()
    events: tuple[Event, ...] = ()
    timing: Timing = Timing()
    uncaptured_by: str | None = None

    @property
    def version(self) -> int:
        """The number of the last version that carries the notice."""
        return self.last_seen

    @property
    def status(self) -> Status:
        """`linked` with a link, `passage` with only a passage, else `unlinked`."""
        return "linked" if self.links else "passage" if self.passage else "unlinked"
