"""The linker's model: a weight for each clue, and two thresholds. Small enough to read.

The confidence of a link is the logistic function of the weighted sum of its clues: a clue with a positive weight
speaks for the link, one with a negative weight against it. A candidate is linked when its confidence is at least
`min_confidence` and at least `min_share_of_best` of that of the best candidate.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Model:
    """Weights by the name of the clue; a clue without one does not count."""

    bias: float
    weights: Mapping[str, float]
    min_confidence: float
    min_share_of_best: float

    def confidence(self, clues: Mapping[str, float]) -> float:
        """Return the probability, between 0 and 1, that a change is one the notice is about."""
        total = self.bias + math.fsum(weight * clues[name] for name, weight in self.weights.items())
        return round(1 / (1 + math.exp(-max(-60.0, min(60.0, total)))), 4)
