"""How alike the blocks of two versions are: by the words they share, rare words weighing more.

All weights are integers, so no machine rounds another way.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from tracker.core.words import split_words

Bag = Counter[str]


@dataclass(frozen=True, slots=True)
class Likeness:
    """The words of the texts of both sides, what each word weighs, and what each text weighs with all its words."""

    old: list[Bag]
    new: list[Bag]
    weights: dict[str, int]
    old_weights: list[int]
    new_weights: list[int]

    def shared(self, o: int, n: int) -> int:
        """Weigh the words that an old text and a new one have in common."""
        old, new, weights = self.old[o], self.new[n], self.weights
        return sum(weights[word] * min(old[word], new[word]) for word in old.keys() & new.keys())

    def percent(self, o: int, n: int) -> int:
        """Return the Dice coefficient of the weighed words of two texts, in percent."""
        return self.share(o, n, self.shared(o, n))

    def share(self, o: int, n: int, shared: int) -> int:
        """Return the same where it is known what the two texts share."""
        total = self.old_weights[o] + self.new_weights[n]
        return 200 * shared // total if total else 0


def weigh_texts(old: Sequence[str], new: Sequence[str]) -> Likeness:
    """Weigh the words of two versions, each a list of texts.

    >>> weigh_texts(["It rained."], ["It snowed."]).percent(0, 0)
    50
    """
    bags = [_bag(text) for text in old], [_bag(text) for text in new]
    weights = _word_weights(*bags)
    return Likeness(*bags, weights, *([weigh(bag, weights) for bag in side] for side in bags))


@lru_cache(maxsize=4096)
def _bag(text: str) -> Bag:
    return Counter(token.text.casefold() for token in split_words(text) if token.kind in ("word", "number"))


def _word_weights(old: list[Bag], new: list[Bag]) -> dict[str, int]:
    """Weigh a word by the binary logarithm of its rarity: 1 for a word in every text.

    A word of a single text speaks for no pair; that it is rare must not speak against one either, so it weighs 1.
    """
    counts = Counter(word for bag in (*old, *new) for word in bag)
    total = len(old) + len(new)
    return {word: (total // count).bit_length() if count > 1 else 1 for word, count in counts.items()}


def weigh(bag: Bag, weights: dict[str, int]) -> int:
    """Weigh all words of a bag."""
    return sum(weights[word] * count for word, count in bag.items())
