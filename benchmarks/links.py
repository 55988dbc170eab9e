"""Print how well notices are found and linked: `python -m benchmarks.links [FOLDER...]`.

Without a folder the example stories of the package are measured. A folder holds cases in the form that
`benchmarks.cases` describes. Beside the project's figures stand two naive linkers that work on its own changes: one
takes the largest change, the other the one that shares most words with the notice.
"""

import argparse
import json
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.cases import Case, read_cases
from benchmarks.score import Score, score, total
from tracker.core.analysis import Analysis, Version
from tracker.core.change import Change
from tracker.core.history import analyse
from tracker.core.model import Model
from tracker.core.notice import Link, Notice
from tracker.core.weights import MODEL

_STOP = frozenset(
    """the a an of in on at to for and or that this it is was were be been being am had has have by with from as not
    an earlier version story article said originally correction updated corrected previous""".split()
)


def measure(cases: Sequence[Case], model: Model = MODEL) -> Score:
    """Score the project on some cases."""
    return total(score(case, analyse_case(case, model)) for case in cases)


def analyse_case(case: Case, model: Model = MODEL) -> Analysis:
    """Analyse the history of a case."""
    return analyse([Version(n, story, f"v{n}") for n, story in enumerate(case.stories, 1)], model)


def measure_naive(cases: Sequence[Case], by_words: bool) -> Score:
    """Score a naive linker: the largest change, or the one that shares most words with the notice."""
    return total(score(case, _naive(analyse_case(case), by_words)) for case in cases)


def _naive(analysis: Analysis, by_words: bool) -> Analysis:
    own = {change_id for notice in analysis.notices for change_id in notice.changes}

    def linked(notice: Notice) -> Notice:
        changes = [c for r in analysis.revisions if r.new <= notice.first_seen for c in r.changes if c.id not in own]
        worth = {change.id: _worth(change, notice, by_words) for change in changes}
        best = max(worth, key=lambda change_id: worth[change_id], default=None)
        return replace(notice, links=(Link(best, 1.0, ()),) if best and worth[best] else ())

    return replace(analysis, notices=tuple(map(linked, analysis.notices)))


def _worth(change: Change, notice: Notice, by_words: bool) -> int:
    text = f"{change.old.text if change.old else ''} {change.new.text if change.new else ''}"
    return len(_words(text) & _words(notice.text)) if by_words else len(text)


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.lower())) - _STOP


def main() -> None:
    """Print the table, or JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    parser.add_argument("--misses", action="store_true", help="print what was missed, case by case")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    for folder in arguments.folders or [None]:
        cases = read_cases(folder)
        measured = {
            "tracker": measure(cases),
            "largest change": measure_naive(cases, by_words=False),
            "most shared words": measure_naive(cases, by_words=True),
        }
        if arguments.json:
            print(json.dumps({name: each.figures() | {"counts": each.counts} for name, each in measured.items()}))
        else:
            _print_table(f"{folder or 'the example stories'}, {len(cases)} histories", measured, len(cases))
        if arguments.misses:
            print(*measured["tracker"].misses, sep="\n")


def _print_table(title: str, measured: dict[str, Score], n_cases: int) -> None:
    print(f"\n{title}\n")
    print(f"{'':<18}" + "".join(f"{name:>20}" for name in measured))
    for name in next(iter(measured.values())).figures():
        print(f"{name:<18}" + "".join(f"{each.figures()[name]:>20.3f}" for each in measured.values()))
    ours = measured["tracker"].counts
    n_silent = ours["silent_reported"]
    print(f"\nlinked changes called silent: {ours['silent_wrong']}; silent changes reported: {n_silent}", end=" ")
    print(f"({n_silent / n_cases:.1f} a history; {ours['silent_gold']} are gold)")


if __name__ == "__main__":
    main()
