"""What decisions say in the end, of one analysis: found subjects folded in their order, so that the last word wins.

A verdict is on a pair of a notice and a change. To relink a notice as a whole, or to say that it is about nothing
that was captured, is a verdict on all of its pairs, those included that another machine may yet find. A change that
is judged harmless is tied to no notice, and the other way round.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tracker.core.analysis import Analysis
from tracker.core.citing import find_change, find_notice
from tracker.core.decision import Decision
from tracker.core.notice import Decided


@dataclass(frozen=True, slots=True)
class Found:
    """A decision with the ids of what it cites in one analysis."""

    decision: Decision
    notice: str
    change: str
    to: tuple[str, ...]


@dataclass(slots=True)
class Verdicts:
    """What decisions say in the end: of pairs of a notice and a change, of whole notices, and of silent changes."""

    pairs: dict[tuple[str, str], tuple[Decided, Decision]] = field(default_factory=dict)
    relinked: dict[str, Decision] = field(default_factory=dict)  # only the pairs of these notices are links
    harmless: dict[str, Decision] = field(default_factory=dict)


def find_subject(decision: Decision, analysis: Analysis) -> Found | None:
    """Find all that a decision cites, or None where any of it is not there."""
    notice = find_notice(decision.notice, analysis) if decision.notice else ""
    change = find_change(decision.change, analysis) if decision.change else ""
    to = [find_change(cited, analysis) for cited in decision.to]
    if notice is None or change is None or None in to:
        return None
    return Found(decision, notice, change, tuple(each for each in to if each))


def fold_verdicts(found: Iterable[Found]) -> Verdicts:
    """Fold decisions in their order: the last word on a subject wins."""
    verdicts = Verdicts()
    for each in found:
        if each.decision.kind == "harmless":
            verdicts.harmless[each.change] = each.decision
            verdicts.pairs = {pair: v for pair, v in verdicts.pairs.items() if pair[1] != each.change or _is_no(v[0])}
        elif each.decision.kind in ("relink", "uncaptured"):
            _relink(each, verdicts)
        else:
            _rule(each, each.change, _RULINGS[each.decision.kind], verdicts)
    return verdicts


_RULINGS: Mapping[str, Decided] = {"confirm": "confirmed", "reject": "rejected", "acknowledge": "by hand"}


def _is_no(decided: Decided) -> bool:
    return decided == "rejected"


def _rule(found: Found, change: str, decided: Decided, verdicts: Verdicts) -> None:
    verdicts.pairs[found.notice, change] = decided, found.decision
    if not _is_no(decided):
        verdicts.harmless.pop(change, None)


def _relink(found: Found, verdicts: Verdicts) -> None:
    """Tie a notice to changes, or to none, instead of to one, or instead of to all others."""
    if found.change:
        _rule(found, found.change, "rejected", verdicts)
    else:
        verdicts.relinked[found.notice] = found.decision
        for notice, change in verdicts.pairs:
            if notice == found.notice:
                verdicts.pairs[notice, change] = "rejected", found.decision
    for change in found.to:
        _rule(found, change, "by hand", verdicts)
