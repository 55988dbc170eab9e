"""The heaviest chain of pairs that rises on both sides: one algorithm behind every alignment.

Given pairs `(i, j, weight)`, keep those that can be read in order on both sides and weigh most together. What is
left out of the chain has moved or is a coincidence; the caller decides. O(n log n) with a Fenwick tree.
"""

from collections.abc import Iterable
from typing import NamedTuple


class Pair(NamedTuple):
    """Position `old` on one side goes with position `new` on the other; `weight` is a positive integer."""

    old: int
    new: int
    weight: int


def heaviest_chain(pairs: Iterable[Pair]) -> tuple[Pair, ...]:
    """Return the pairs of the heaviest chain in which both positions strictly increase.

    Of two chains of equal weight the one found first in the order (old, new) is kept: equal input, equal output.

    >>> heaviest_chain([Pair(0, 1, 5), Pair(1, 0, 3), Pair(2, 2, 1)])
    (Pair(old=0, new=1, weight=5), Pair(old=2, new=2, weight=1))
    """
    # Within one `old`, falling `new`: no pair can then extend another of the same `old`.
    ordered = sorted(pairs, key=lambda pair: (pair.old, -pair.new, -pair.weight))
    size = max((pair.new for pair in ordered), default=0) + 2
    best: list[tuple[int, int]] = [(0, -1)] * (size + 1)  # Fenwick: (weight of the chain, index of its last pair)
    before = [-1] * len(ordered)
    for index, pair in enumerate(ordered):
        weight, before[index] = _prefix_best(best, pair.new)
        _raise_to(best, pair.new + 1, (weight + pair.weight, index))
    chain = []
    at = _prefix_best(best, size)[1]
    while at >= 0:
        chain.append(ordered[at])
        at = before[at]
    return tuple(reversed(chain))


def _prefix_best(tree: list[tuple[int, int]], end: int) -> tuple[int, int]:
    top = (0, -1)
    while end > 0:
        if tree[end][0] > top[0]:
            top = tree[end]
        end &= end - 1
    return top


def _raise_to(tree: list[tuple[int, int]], at: int, value: tuple[int, int]) -> None:
    while at < len(tree):
        if value[0] > tree[at][0]:
            tree[at] = value
        at += at & -at
