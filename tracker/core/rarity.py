"""How much a term says in a story: a word that stands everywhere ties a notice to nothing, a rare one does."""

from collections import Counter
from collections.abc import Collection, Iterable
from collections.abc import Set as AbstractSet
from functools import cached_property

from tracker.core.readings import all_keys
from tracker.core.story import Story


class Rarity:
    """How much a term says: the binary logarithm of its rarity in the story, and most for one that is not in it.

    The stories are only read when a weight is asked for: where there is no notice, none is.
    """

    def __init__(self, stories: Collection[Story]) -> None:
        self._stories = stories

    @cached_property
    def _bits(self) -> dict[str, int]:
        blocks = sorted({block.text for story in self._stories for block in story.blocks})
        counts = Counter(key for text in blocks for key in all_keys(text))
        return {key: (2 * len(blocks) // count).bit_length() for key, count in counts.items()}

    @cached_property
    def _unseen(self) -> int:
        return max(self._bits.values(), default=1)

    def of(self, keys: Iterable[str]) -> int:
        """Add up the weights of some terms."""
        return sum(self._bits.get(key, self._unseen) for key in keys)

    def share(self, part: AbstractSet[str], whole: AbstractSet[str]) -> float:
        """How much of the weight of `whole` lies in `part`."""
        total = self.of(whole)
        return self.of(whole & part) / total if total else 0.0
