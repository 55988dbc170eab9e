"""Fit the linker's model to cases: logistic regression with a ridge penalty, by Newton's method, without libraries.

A row is one candidate of one found notice; its label says whether the change is a gold one. Thresholds are chosen
after the weights, as those with the best F1 on predictions for publishers that were held out.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.cases import Case
from benchmarks.score import is_gold, same_notice
from tracker.core.diff import diff
from tracker.core.history import Weighing, weigh_notices
from tracker.core.model import Model
from tracker.core.rarity import Rarity

RIDGE = 3.0  # of 0.3, 1, 3 and 10 the best on held-out publishers
N_STEPS = 12  # Newton's method has converged long before
FOLDS = 8
MIN_CONFIDENCES = (0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6)
MIN_SHARES = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8)


@dataclass(frozen=True, slots=True)
class Sample:
    """A found notice of a case, and for each gold link the positions of the candidates that are right for it."""

    case: Case
    weighing: Weighing
    gold: tuple[frozenset[int], ...]

    @property
    def labels(self) -> list[bool]:
        """Whether each candidate is right for any gold link."""
        right = frozenset().union(*self.gold)
        return [n in right for n in range(len(self.weighing.candidates))]


def read_samples(cases: Sequence[Case]) -> list[Sample]:
    """Weigh the notices of the cases; a notice that the gold does not judge is left out."""
    return [sample for case in cases for sample in _samples(case)]


def _samples(case: Case) -> Iterator[Sample]:
    stories = dict(enumerate(case.stories, 1))
    revisions = [diff(stories[n], stories[n + 1], n, n + 1) for n in range(1, len(stories))]
    for weighing in weigh_notices(stories, revisions, Rarity(case.stories)):
        text = weighing.life.latest.text
        gold = [each for each in case.gold.notices if same_notice(each.text, text)]
        if not gold and any(same_notice(text, allowed) for allowed in case.gold.allowed_notices):
            continue
        links = [link for each in gold for link in each.links]
        candidates = list(enumerate(weighing.candidates))
        yield Sample(
            case,
            weighing,
            tuple(
                frozenset(n for n, each in candidates if is_gold(each.change, each.revision, link, case.stories))
                for link in links
            ),
        )


def fit(samples: Sequence[Sample]) -> Model:
    """Fit the weights; the thresholds are left at one half."""
    rows = [clues for sample in samples for clues in sample.weighing.clues]
    labels = [label for sample in samples for label in sample.labels]
    names = sorted({name for clues in rows for name in clues})
    names = [name for name in names if len({clues[name] for clues in rows}) > 1]
    columns = [[1.0, *(clues[name] for name in names)] for clues in rows]
    weights = _newton(columns, labels)
    return Model(
        round(weights[0], 3), {name: round(w, 3) for name, w in zip(names, weights[1:], strict=True)}, 0.5, 0.5
    )


def _newton(rows: list[list[float]], labels: list[bool]) -> list[float]:
    size = len(rows[0])
    weights = [0.0] * size
    for _ in range(N_STEPS):
        gradient = [0.0] + [-RIDGE * weight for weight in weights[1:]]
        hessian = [[RIDGE * (i == j and i > 0) for j in range(size)] for i in range(size)]
        for row, label in zip(rows, labels, strict=True):
            used = [(i, value) for i, value in enumerate(row) if value]
            p = 1 / (1 + math.exp(-sum(weights[i] * value for i, value in used)))
            for i, value in used:
                gradient[i] += (label - p) * value
                scaled, line = p * (1 - p) * value, hessian[i]
                for j, other in used:
                    line[j] += scaled * other
        weights = [a + b for a, b in zip(weights, _solve(hessian, gradient), strict=True)]
    return weights


def _solve(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Solve a symmetric positive definite system by Gaussian elimination."""
    rows = [[*line, value] for line, value in zip(matrix, right, strict=True)]
    for i, pivot in enumerate(rows):
        for line in rows[i + 1 :]:
            factor = line[i] / pivot[i] if pivot[i] else 0.0
            if factor:
                line[i:] = [a - factor * b for a, b in zip(line[i:], pivot[i:], strict=True)]
    solution = [0.0] * len(rows)
    for i in range(len(rows) - 1, -1, -1):
        rest = sum(rows[i][j] * solution[j] for j in range(i + 1, len(rows)))
        solution[i] = (rows[i][-1] - rest) / rows[i][i] if rows[i][i] else 0.0
    return solution


def fold_of(cases: Sequence[Case]) -> dict[str, int]:
    """Deal the publishers out to the folds."""
    return {publisher: n % FOLDS for n, publisher in enumerate(sorted({case.publisher for case in cases}))}
