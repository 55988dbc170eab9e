"""A decision that a script names on the command line: taken and saved without a question."""

from datetime import UTC, datetime

import click

from tracker.archive.analysing import analyse_story
from tracker.archive.decisions import decision_json
from tracker.archive.repository import Archive
from tracker.archive.times import to_utc
from tracker.cli.output import print_json, print_line
from tracker.core.decision import Decision, DecisionKind
from tracker.core.taking import take_decision
from tracker.errors import InputError

DONE: dict[DecisionKind, str] = {
    "confirm": "confirmed",
    "reject": "rejected",
    "relink": "tied by hand",
    "acknowledge": "acknowledged",
    "harmless": "judged harmless",
    "uncaptured": "judged to be about nothing captured",
    "undo": "taken back",
}


def decide(
    archive: Archive,
    branch: str | None,
    kind: DecisionKind,
    by: str,
    *,
    notice: str | None,
    change: str | None,
    to: tuple[str, ...],
    undoes: str | None,
) -> tuple[str, Decision]:
    """Take one decision and save it; return it with its story. Raises `InputError` where that cannot be."""
    now = to_utc(datetime.now(UTC))
    if kind == "undo":
        branch = _find_decided(archive, branch, undoes or "")
        decision = Decision("undo", by, now, undoes=undoes)
    elif branch is None:
        raise click.UsageError("Say which story is meant.")
    else:
        analysis = analyse_story(archive, archive.history(branch))
        decision = take_decision(kind, analysis, by=by, at=now, notice=notice, change=change, to=to)
    archive.decide({branch: [decision]}, now=now)
    return branch, decision


def _find_decided(archive: Archive, branch: str | None, wanted: str) -> str:
    """Return the story that a decision was taken about."""
    for each in [branch] if branch else archive.decided():
        if any(decision.id == wanted for decision in archive.decisions(each)):
            return each
    raise InputError(f"there is no decision {wanted!r:.80}: `tracker review --json` lists those there are")


def print_decided(branch: str, decision: Decision, as_json: bool) -> None:
    """Print what was decided, and how to take it back."""
    if as_json:
        print_json({"branch": branch, **decision_json(decision)})
    else:
        print_line(f"{branch}: {DONE[decision.kind]} by {decision.by}. `--undo {decision.id}` takes that back")
