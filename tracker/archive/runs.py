"""The run ledger: one `run.json` for each time something was recorded, a commit each on the branch `runs`.

A run says what it was asked to record and what became of it: the new versions with their commits, the captures
that said nothing new, and observations (a page that was gone, blocked or empty: seen, but no version). It also
says from which commit to which each branch went; a run that was cut off after it was written down is finished from
that. It notes the digest of each file of pages that it wrote or dropped, and where the decisions stood. Each run's
commit has the one before as its parent, so the last id stands for all of it. Where the ledgers of two machines met, a
run has both as parents, and moves for the branches that met with them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from types import MappingProxyType
from typing import Any, TypeVar

from tracker.archive.meta import parse_json, render_json
from tracker.archive.times import parse_time, render_time, to_utc

RUNS = "runs"
T = TypeVar("T", bound="Recorded | Observation | Move | PageFile | Restated")


@dataclass(frozen=True, slots=True)
class Recorded:
    """What became of one capture: `commit` is its new version, or None when version `n` has the same text."""

    branch: str
    n: int
    commit: str | None
    captured_at: datetime


@dataclass(frozen=True, slots=True)
class Observation:
    """Something seen of the story called `name` that is no version, with the reason in words."""

    name: str
    seen_at: datetime
    reason: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "seen_at", to_utc(self.seen_at))


@dataclass(frozen=True, slots=True)
class Move:
    """A branch that went from one commit to another; `old` is None for a new one."""

    branch: str
    old: str | None
    new: str


@dataclass(frozen=True, slots=True)
class PageFile:
    """A file of `pages/`: its name, the SHA-256 of its bytes (`sha256:…`), and its number of pages."""

    file: str
    digest: str
    n_pages: int


@dataclass(frozen=True, slots=True)
class Restated:
    """A version whose text was read again from its page: `commit` has it as it was read then."""

    branch: str
    version: str
    commit: str


@dataclass(frozen=True, slots=True)
class Run:
    """One recording: its number, from 1, when it started, the commit of the run before, and what came of it.

    `kept` are the files of pages that it wrote, `pruned` those it dropped. `merged` is the last run of another
    machine's ledger that was taken in; `decided` is where the branch of decisions stood, so that the ledger stands
    for those too. The last run of a snapshot has in `checked` how often what came of all it looked at. `restated` are
    the versions that a later extractor read anew.
    """

    n: int
    started_at: datetime
    previous: str | None
    recorded: tuple[Recorded, ...]
    observations: tuple[Observation, ...]
    moves: tuple[Move, ...]
    pruned: tuple[PageFile, ...] = ()
    merged: str | None = None
    kept: tuple[PageFile, ...] = ()
    decided: str | None = None
    checked: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    restated: tuple[Restated, ...] = ()

    @property
    def parents(self) -> tuple[str, ...]:
        """The commits of the runs that this one follows."""
        return tuple(commit for commit in (self.previous, self.merged) if commit)

    @property
    def n_new(self) -> int:
        """How many versions the run added."""
        return sum(recorded.commit is not None for recorded in self.recorded)


def render_run(run: Run) -> str:
    """Write `run.json`."""
    return render_json(
        {
            "n": run.n,
            "started_at": render_time(run.started_at),
            "previous": run.previous,
            "recorded": _rows(run.recorded),
            "observations": _rows(run.observations),
            "moves": _rows(run.moves),
            **({"pruned": _rows(run.pruned)} if run.pruned else {}),
            **({"merged": run.merged} if run.merged else {}),
            **({"kept": _rows(run.kept)} if run.kept else {}),
            **({"decided": run.decided} if run.decided else {}),
            **({"checked": dict(run.checked)} if run.checked else {}),
            **({"restated": _rows(run.restated)} if run.restated else {}),
        }
    )


def _rows(values: Iterable[Recorded | Observation | Move | PageFile | Restated]) -> list[dict[str, Any]]:
    rows = [{field.name: getattr(value, field.name) for field in fields(value)} for value in values]
    return [{k: render_time(v) if isinstance(v, datetime) else v for k, v in row.items()} for row in rows]


def parse_run(text: str) -> Run:
    """Read what `render_run` wrote, ignoring what later versions add. Raises `ValueError`."""
    values = parse_json(text)
    try:
        return Run(
            values["n"],
            parse_time(values["started_at"]),
            values["previous"],
            tuple(_parse_row(Recorded, row) for row in values["recorded"]),
            tuple(_parse_row(Observation, row) for row in values["observations"]),
            tuple(_parse_row(Move, row) for row in values["moves"]),
            tuple(_parse_row(PageFile, row) for row in values.get("pruned", ())),
            values.get("merged"),
            tuple(_parse_row(PageFile, row) for row in values.get("kept", ())),
            values.get("decided"),
            MappingProxyType(values.get("checked", {})),
            tuple(_parse_row(Restated, row) for row in values.get("restated", ())),
        )
    except (KeyError, TypeError) as error:
        raise ValueError(f"run.json is not as it was written: {error!r}") from error


def _parse_row(kind: type[T], row: dict[str, Any]) -> T:
    values: dict[str, Any] = {each.name: row[each.name] for each in fields(kind)}
    values.update({key: parse_time(value) for key, value in values.items() if key.endswith("_at")})
    return kind(**values)
