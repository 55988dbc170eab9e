"""What speaks for, and against, a change being the one a notice is about.

For a notice and each change of its history, `weigh_all` returns named clues, each a number between 0 and 1. They say
how much of the changed words the notice repeats, how much of the notice stands around the change, whether values
match or contradict, whether the kind of fact is the one the notice names, where and when the change was made, and
how all this stands beside the best of the other changes. No clue knows a publisher or a case; `model` weighs them.
"""

from collections import Counter
from collections.abc import Sequence

from tracker.core.kind_clues import weigh_kind, weigh_size
from tracker.core.place_clues import Circumstances, Clues, weigh_place
from tracker.core.rarity import Rarity
from tracker.core.readings import Candidate, Claimed, Exchange, Reading
from tracker.core.topic_table import NARROW
from tracker.core.word_clues import weigh_values, weigh_words

MADE_RIGHT = 0.99  # of a claim's values, by weight
HALF_RIGHT = 0.5

# Clues that are also read beside the best candidate: much in a history of few changes is little in a storm.
RELATIVE = (
    "notice in sentence",
    "part of the notice in sentence",
    "claim in sentence",
    "topic in sentence",
    "notice close by",
    "notice in block",
    "new words named",
    "old words named",
    "notice in new words",
    "notice in old words",
)


def weigh_all(notice: Reading, about: Circumstances, candidates: Sequence[Candidate], rarity: Rarity) -> list[Clues]:
    """Return the clues for a notice and each of its candidates, in their order."""
    alone = [_weigh(notice, about, candidate, rarity) for candidate in candidates]
    # A change made after the notice is rarely what it is about: it must not outshine one made before.
    so_far = [e for e, c in zip(alone, candidates, strict=True) if c.revision.new <= about.stated_in[0]] or alone
    best = {name: max((each[name] for each in so_far), default=0.0) for name in RELATIVE}
    beside = [_beside(clues, best) for clues in alone]
    kinds, number = _weigh_rivals(notice, alone, candidates), _count(candidates)
    others = _explained_by_others(notice, candidates, rarity)
    return [a | b | c | d | e for a, b, c, d, e in zip(alone, beside, kinds, number, others, strict=True)]


def _weigh(notice: Reading, about: Circumstances, candidate: Candidate, rarity: Rarity) -> Clues:
    return (
        weigh_words(notice, candidate, rarity)
        | weigh_values(notice, candidate, rarity)
        | weigh_kind(notice, candidate, rarity)
        | weigh_place(notice, about, candidate)
        | weigh_size(notice, candidate)
    )


def _beside(clues: Clues, best: Clues) -> Clues:
    """Clues as shares of the best candidate's."""
    shares = {name: min(clues[name] / best[name], 1.0) if best[name] else 0.0 for name in RELATIVE}
    return {f"{name}, beside the best": share for name, share in shares.items()} | {
        "kind of fact named, in sentence": clues["kind of fact named"] * shares["notice in sentence"],
    }


def _weigh_rivals(notice: Reading, alone: Sequence[Clues], candidates: Sequence[Candidate]) -> list[Clues]:
    """How few changes are of the kind that the notice names, counted in blocks of the same step."""
    of_kind = Counter(step for step, _ in {_spot(c) for c in candidates if notice.topics & c.topics})
    of_narrow = Counter(step for step, _ in {_spot(c) for c in candidates if notice.topics & c.topics & NARROW})
    has_narrow = notice.is_topic_only and of_narrow.total() > 0
    rivals = []
    for clues, candidate in zip(alone, candidates, strict=True):
        n_kind, n_narrow = (max(1, counted[candidate.revision.new]) for counted in (of_kind, of_narrow))
        narrow = clues["narrow kind of fact named"]
        rivals.append(
            {
                "few of the kind named": clues["kind of fact named"] / n_kind,
                "few of the kind named, no value given": clues["kind of fact named, no value given"] / n_kind,
                "few of the narrow kind named": narrow / n_narrow,
                "few of the narrow kind named, ever": narrow / max(1, of_narrow.total()),
                "another is of the narrow kind named": float(has_narrow and not narrow),
            }
        )
    return rivals


def _count(candidates: Sequence[Candidate]) -> list[Clues]:
    """How few changes there are in the step and the block, and whether one was made more than once."""
    in_step = Counter(candidate.revision.new for candidate in candidates if candidate.change.substantive)
    in_block = Counter(map(_block, candidates))
    exchanges = Counter(candidate.exchange for candidate in candidates)
    return [
        {
            "few changes in the step": 1 / max(1, in_step[candidate.revision.new]),
            "few changes in the block": 1 / in_block[_block(candidate)],
            "made in several places": float(bool(candidate.exchange) and exchanges[candidate.exchange] > 1),
        }
        for candidate in candidates
    ]


def _explained_by_others(notice: Reading, candidates: Sequence[Candidate], rarity: Rarity) -> list[Clues]:
    """How well other exchanges make right what the notice says was wrong, and this one does not."""
    fits = [[_fit(claim, candidate, rarity) for claim in notice.claims] for candidate in candidates]
    is_pair = [bool(claim.wrong and claim.right) for claim in notice.claims]
    pairs = [max((fit for fit, each in zip(row, is_pair, strict=True) if each), default=0.0) for row in fits]
    names = [candidate.exchange or n for n, candidate in enumerate(candidates)]
    best = [_best_two(list(zip(column, names, strict=True))) for column in zip(*fits, strict=True)]
    explained = []
    for name, pair, row in zip(names, pairs, fits, strict=True):
        others = [next((fit for fit, other in two if other != name), 0.0) for two in best]
        is_all = bool(others) and min(others) > MADE_RIGHT and max(row) < HALF_RIGHT
        explained.append(
            {
                "another makes wrong right": max(pairs) - pair,
                "others explain all": float(is_all),
            }
        )
    return explained


def _best_two(fits: list[tuple[float, Exchange | int]]) -> list[tuple[float, Exchange | int]]:
    """Return the best exchange for a claim, and the best other one."""
    first = max(fits, key=lambda each: each[0])
    return [first, *sorted((each for each in fits if each[1] != first[1]), key=lambda each: -each[0])[:1]]


def _fit(claim: Claimed, candidate: Candidate, rarity: Rarity) -> float:
    """How far a change took away what the claim says was wrong and put in what is right, where it says so."""
    went = [rarity.share(claim.wrong, candidate.gone_keys)] if claim.wrong else []
    came = [rarity.share(claim.right, candidate.come_keys)] if claim.right else []
    return min(went + came, default=0.0)


def _spot(candidate: Candidate) -> tuple[int, int]:
    """The step, and the block, in which a change was made."""
    span = candidate.change.new or candidate.change.old
    return candidate.revision.new, span.block if span else 0


def _block(candidate: Candidate) -> tuple[int, str, int]:
    new, old = candidate.change.new, candidate.change.old
    return (
        (candidate.revision.new, "new", new.block)
        if new
        else (candidate.revision.new, "old", old.block if old else 0)
    )
