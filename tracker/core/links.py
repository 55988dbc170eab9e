"""Tie a notice to the changes it is about, with a confidence and the words that show it.

Every change of the history is a candidate, whenever it was made. `evidence` weighs each; a logistic model with
few, named weights (`weights`) turns the clues into a confidence; candidates above a threshold and near the best
one are linked, and so is every other change that made the same exchange of words. Nothing is linked when no
candidate is good enough.
"""

from collections.abc import Sequence

from tracker.core.change import Span
from tracker.core.model import Model
from tracker.core.notice import Evidence, Link
from tracker.core.readings import Candidate, Reading
from tracker.core.terms import Term

LIKELY = 0.1  # from this confidence on, a change that takes out the value a sure one replaced is linked too
SURE = 0.8  # from this confidence on, the same exchange of words elsewhere is linked too


def choose(candidates: Sequence[Candidate], confidences: Sequence[float], model: Model) -> dict[int, float]:
    """Return the positions of the candidates to link, with their confidence.

    Chosen are the good ones near the best, and the repetitions of a sure one, which are as sure as it is: the same
    exchange made elsewhere, or the same wrong value taken out elsewhere.
    """
    best = max(confidences, default=0.0)
    if best < model.min_confidence:
        return {}
    enough = max(model.min_confidence, model.min_share_of_best * best)
    chosen = {n: p for n, p in enumerate(confidences) if p >= enough}
    sure = [(candidates[n], p) for n, p in chosen.items() if p >= SURE]
    for n, candidate in enumerate(candidates):
        same = [p for other, p in sure if _repeats(candidate, other, is_likely=confidences[n] >= LIKELY)]
        chosen[n] = max([*same, chosen.get(n, 0.0)])
    return {n: p for n, p in sorted(chosen.items()) if p}


def _repeats(candidate: Candidate, other: Candidate, *, is_likely: bool) -> bool:
    """Whether a change made the exchange that another one made, or took out the value that it replaced."""
    if candidate.exchange and candidate.exchange == other.exchange:
        return True
    values = {term.key for term in other.gone if term.kind != "word"}
    is_taken_out = not candidate.come and len(candidate.gone) <= len(other.gone) + 1
    return is_likely and is_taken_out and bool(values and other.come) and values <= candidate.gone_keys


def make_link(notice: Reading, candidate: Candidate, confidence: float) -> Link:
    """Return the link with its evidence: each word of the notice that stands among the changed words."""
    change = candidate.change
    evidence = (
        *_evidence(notice, "old", change.old, candidate.gone),
        *_evidence(notice, "new", change.new, candidate.come),
    )
    return Link(
        change.id, confidence, tuple(_joined(sorted(set(evidence), key=lambda e: (e.side, e.notice, e.span))))
    )


def _joined(evidence: Sequence[Evidence]) -> list[Evidence]:
    """Join pieces that go on in both texts: in scripts without spaces a word is several terms."""
    joined: list[Evidence] = []
    for piece in evidence:
        last = joined[-1] if joined else None
        if last and last.side == piece.side and last.notice[1] == piece.notice[0] and last.span[1] == piece.span[0]:
            joined[-1] = Evidence((last.notice[0], piece.notice[1]), last.side, (last.span[0], piece.span[1]))
        else:
            joined.append(piece)
    return joined


def _evidence(notice: Reading, side: str, span: Span | None, terms: Sequence[Term]) -> list[Evidence]:
    if span is None:
        return []
    return [
        Evidence((told.start, told.end), "old" if side == "old" else "new", (term.start, term.end))
        for term in terms
        for told in notice.terms
        if told.key == term.key
    ]
