"""The heaviest chain is really the heaviest."""

from itertools import combinations
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from tracker.core.chain import Pair, heaviest_chain

pairs = st.lists(st.builds(Pair, st.integers(0, 5), st.integers(0, 5), st.integers(1, 9)), max_size=8)


def rises(chain: tuple[Pair, ...]) -> bool:
    return all(a.old < b.old and a.new < b.new for a, b in combinations(chain, 2))


@given(pairs)
def test_no_chain_weighs_more(given_pairs: list[Pair]) -> None:
    """Against every subset: the chain rises on both sides, and none that rises weighs more."""
    chain = heaviest_chain(given_pairs)
    subsets = (s for n in range(len(given_pairs) + 1) for s in combinations(sorted(given_pairs), n))
    heaviest = max(sum(pair.weight for pair in subset) for subset in subsets if rises(subset))
    assert rises(chain)
    assert sum(pair.weight for pair in chain) == heaviest


@given(pairs, st.randoms())
def test_the_order_of_the_pairs_does_not_matter(given_pairs: list[Pair], random: Random) -> None:
    """Equal input, equal output."""
    shuffled = list(given_pairs)
    random.shuffle(shuffled)
    assert heaviest_chain(shuffled) == heaviest_chain(given_pairs)
