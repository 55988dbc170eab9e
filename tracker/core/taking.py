"""Taking a decision: from the ids in front of a person to a decision that cites content.

What contradicts the analysis is refused: only a link can be confirmed, only a link or what a notice perhaps explains
be rejected, only a silent change be harmless, and a notice is never tied to the change that brought it.
"""

from collections.abc import Sequence
from datetime import datetime

from tracker.core.analysis import Analysis
from tracker.core.citing import cite_change, cite_notice
from tracker.core.deciding import OPEN_CLASSES
from tracker.core.decision import Decision, DecisionKind
from tracker.core.notice import Notice
from tracker.errors import InputError


def take_decision(
    kind: DecisionKind,
    analysis: Analysis,
    *,
    by: str,
    at: datetime,
    notice: str | None = None,
    change: str | None = None,
    to: Sequence[str] = (),
) -> Decision:
    """Decide about a notice (by its number or id), a change, or both. Raises `InputError` where that cannot be."""
    told = pick_notice(notice, analysis) if notice is not None else None
    for change_id in (*([change] if change is not None else []), *to):
        _check_change(change_id, analysis)
    if kind == "harmless":
        _check_silent(change, analysis)
    elif told is None:
        raise InputError(f"say which notice is meant: one of {_names(notice.id for notice in analysis.notices)}")
    else:
        _check_pair(kind, told, change, to, analysis)
    return Decision(
        kind,
        by,
        at,
        cite_notice(told, analysis) if told and kind != "harmless" else None,
        cite_change(change, analysis) if change is not None else None,
        tuple(cite_change(each, analysis) for each in dict.fromkeys(to)),
    )


def pick_notice(name: str, analysis: Analysis) -> Notice:
    """Return the notice with a number, from 1, or an id. Raises `InputError`."""
    found = next((notice for notice in analysis.notices if name in (notice.id, notice.id.removeprefix("n"))), None)
    if found is None:
        raise InputError(f"there is no notice {name!r:.80}: there are {_names(n.id for n in analysis.notices)}")
    return found


def _check_change(change_id: str, analysis: Analysis) -> None:
    try:
        analysis.change(change_id)
    except KeyError:
        raise InputError(f"there is no change {change_id!r:.80}: `tracker review --json` and `tracker diff --json` "
                         "tell their ids") from None  # fmt: skip


def _check_silent(change: str | None, analysis: Analysis) -> None:
    unsure = {standing.change for standing in analysis.standings if standing.kind in OPEN_CLASSES}
    if change not in {*analysis.silent, *unsure}:
        silent = _names(analysis.silent)
        raise InputError(f"only a silent change can be judged harmless, and {change} is none: there are {silent}")


def _check_pair(
    kind: DecisionKind, notice: Notice, change: str | None, to: Sequence[str], analysis: Analysis
) -> None:
    """Check a decision about a notice and changes."""
    linked = [link.change for link in notice.links]
    own = sorted({change, *to} & {*notice.changes} - {None}, key=str)
    if own:
        raise InputError(f"{own[0]} is the notice itself: tie it to the words it is about")
    if kind == "relink" and not to:
        raise InputError(f"say which changes notice {notice.id} is about")
    if kind == "uncaptured":
        if change is not None:
            raise InputError(f"{notice.id} is about {change}, or about nothing that was captured: say one of them")
    elif kind == "acknowledge":
        if change is None or change in linked:
            said = f"{change or 'no change'} cannot be tied to {notice.id} anew: it is tied to {_names(linked)}"
            raise InputError(said)
    elif (
        (change or kind != "relink")
        and change not in linked
        and not (kind == "reject" and _may_be(change, notice, analysis))
    ):
        raise InputError(f"{notice.id} is not tied to {change or 'no change'}, but to {_names(linked)}")


def _may_be(change: str | None, notice: Notice, analysis: Analysis) -> bool:
    """Whether a notice perhaps explains a change."""
    unsure = (standing for standing in analysis.standings if standing.kind == "unsure")
    return any((standing.change, standing.notice) == (change, notice.id) for standing in unsure)


def _names(ids: object) -> str:
    return ", ".join(map(str, ids)) or "none"  # type: ignore[call-overload]
