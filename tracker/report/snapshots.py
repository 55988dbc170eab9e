"""What nightly runs did, in words and as values for a script."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from tracker.archive.names import host_of
from tracker.archive.times import render_time
from tracker.capture.checks import Failing, RunState, Seen
from tracker.report.wording import count

_SAID: dict[Seen, str] = {
    "new": "new",
    "changed": "changed",
    "unchanged": "unchanged",
    "seen": "seen, but no version",
    "gone": "gone",
    "failed": "failed",
}


def say_run(run: RunState) -> str:
    """Say in a line what a run did.

    >>> from datetime import datetime, UTC
    >>> at = datetime(2026, 11, 25, 2, tzinfo=UTC)
    >>> say_run(RunState(at, at + timedelta(seconds=90), "done", {"new": 1, "failed": 2, "list": 1}))
    'Checked 3 stories and 1 list in 1 min 30 s: 1 new, 2 failed'
    """
    n_lists, n_failed = (run.counts.get(key, 0) for key in ("list", "list_failed"))
    n_stories = sum(run.counts.get(key, 0) for key in _SAID)
    parts = [f"{run.counts[key]:,} {said}" for key, said in _SAID.items() if run.counts.get(key)]
    parts += [f"{count(n_failed, 'list')} failed"] if n_failed else []
    lists = f" and {count(n_lists + n_failed, 'list')}" if n_lists + n_failed else ""
    took = f" in {_length(run.ended_at - run.started_at)}" if run.ended_at else ""
    return f"Checked {count(n_stories, 'story', 'stories')}{lists}{took}: {', '.join(parts) or 'nothing was due'}"


def run_json(run: RunState) -> dict[str, object]:
    """Return a run as plain values; all counts are there, 0 where nothing of the kind was seen."""
    counts: Mapping[str, int] = dict.fromkeys((*_SAID, "list", "list_failed"), 0) | dict(run.counts)
    return {
        "started_at": render_time(run.started_at),
        "ended_at": render_time(run.ended_at) if run.ended_at else None,
        "ending": run.ending,
        "counts": counts,
    }


def group_failing(failing: Iterable[Failing]) -> list[list[Failing]]:
    """Put together what fails for the same reason on the same site, each group longest first."""
    groups: dict[tuple[str, str], list[Failing]] = {}
    for each in failing:
        groups.setdefault((host_of(each.url), each.reason), []).append(each)
    return list(groups.values())


def _length(took: timedelta) -> str:
    minutes, seconds = divmod(max(0, round(took.total_seconds())), 60)
    hours, minutes = divmod(minutes, 60)
    parts = [(hours, "h"), (minutes, "min"), (seconds, "s")]
    return " ".join(f"{n} {unit}" for n, unit in parts if n) or "under a second"
