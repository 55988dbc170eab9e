"""Train the linker: `python -m benchmarks.train [FOLDER...]` fits the weights and writes `tracker/core/weights.py`.

The example stories are always trained on, and any folder of cases that is named, such as `benchmarks/gold`. Figures
are printed for the cases trained on, and cross-validated: each publisher's cases are scored by a model that has seen
none of them. The reliability table says how often links of a confidence are right on held-out cases.
"""

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.cases import Case, read_cases
from benchmarks.links import measure
from benchmarks.score import Score, total
from benchmarks.training import FOLDS, MIN_CONFIDENCES, MIN_SHARES, Sample, fit, fold_of, read_samples
from tracker.core.links import choose
from tracker.core.model import Model

WEIGHTS = Path(__file__).parent.parent / "tracker" / "core" / "weights.py"


def main() -> None:
    """Train, print the figures, and write the weights unless asked not to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    parser.add_argument("--dry-run", action="store_true", help="write nothing")
    arguments = parser.parse_args()
    sets = {"examples": read_cases(None)} | {folder.name: read_cases(folder) for folder in arguments.folders}
    cases = tuple(case for some in sets.values() for case in some)
    samples = read_samples(cases)
    folds = fold_of(cases)
    held_out = [fit([s for s in samples if folds[s.case.publisher] != n]) for n in range(FOLDS)]
    thresholds = _best_thresholds(samples, held_out, folds)
    model = replace(fit(samples), min_confidence=thresholds[0], min_share_of_best=thresholds[1])
    held_out = [replace(each, min_confidence=thresholds[0], min_share_of_best=thresholds[1]) for each in held_out]
    for name, some in sets.items():
        plain, crossed = measure(some, model), _measure_held_out(some, held_out, folds)
        print(f"\n{name}: {len(some)} histories{'plain':>18}{'cross-validated':>18}")
        for figure, value in plain.figures().items():
            print(f"  {figure:<28}{value:>12.3f}{crossed.figures()[figure]:>18.3f}")
    _print_reliability(samples, held_out, folds)
    if not arguments.dry_run:
        WEIGHTS.write_text(render_weights(model), "utf-8")
        print(f"\nwrote {WEIGHTS.name}: {len(model.weights)} weights, thresholds {thresholds}")


def _measure_held_out(cases: Sequence[Case], models: Sequence[Model], folds: dict[str, int]) -> Score:
    return total(measure([case], models[folds[case.publisher]]) for case in cases)


def _best_thresholds(
    samples: Sequence[Sample], models: Sequence[Model], folds: dict[str, int]
) -> tuple[float, float]:
    """Choose the thresholds with the best F1 of links on held-out predictions."""
    confidences = [
        [models[folds[sample.case.publisher]].confidence(clues) for clues in sample.weighing.clues]
        for sample in samples
    ]

    def f1(pair: tuple[float, float]) -> float:
        right = linked = found = 0
        for sample, some in zip(samples, confidences, strict=True):
            chosen = choose(sample.weighing.candidates, some, Model(0.0, {}, *pair)).keys()
            linked += len(chosen)
            right += sum(sample.labels[n] for n in chosen)
            found += sum(not chosen.isdisjoint(gold) for gold in sample.gold)
        precision, recall = right / max(linked, 1), found / sum(len(sample.gold) for sample in samples)
        return 2 * precision * recall / max(precision + recall, 1e-9)

    return max(((c, s) for c in MIN_CONFIDENCES for s in MIN_SHARES), key=f1)


def _print_reliability(samples: Sequence[Sample], models: Sequence[Model], folds: dict[str, int]) -> None:
    print("\nreliability of links on held-out cases\n  confidence     links     right")
    linked = []
    for sample in samples:
        model = models[folds[sample.case.publisher]]
        some = [model.confidence(clues) for clues in sample.weighing.clues]
        linked += [(p, sample.labels[n]) for n, p in choose(sample.weighing.candidates, some, model).items()]
    for low, high in ((0.0, 0.5), (0.5, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 1.01)):
        inside = [is_right for p, is_right in linked if low <= p < high]
        if inside:
            print(f"  {low:.1f} – {min(high, 1):.1f}{len(inside):>10}{sum(inside) / len(inside):>10.2f}")


def render_weights(model: Model) -> str:
    """Write a model as the module that the linker reads."""
    rows = "\n".join(
        f'        "{name}": {weight},'
        for name, weight in sorted(model.weights.items(), key=lambda item: (-abs(item[1]), item[0]))
    )
    return (
        '"""The weights of the linker, written by `python -m benchmarks.train`; the heaviest first."""\n\n'
        "from tracker.core.model import Model\n\n"
        "MODEL = Model(\n"
        f"    bias={model.bias},\n    weights={{\n{rows}\n    }},\n"
        f"    min_confidence={model.min_confidence},\n    min_share_of_best={model.min_share_of_best},\n)\n"
    )


if __name__ == "__main__":
    main()
