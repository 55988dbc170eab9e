"""What another archive offers: where its branches stand, and nothing that is no branch of an archive."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tracker.archive.decisions import DECISIONS
from tracker.archive.names import LEDGERS, is_branch
from tracker.archive.runs import RUNS

_ID = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_HEADS = "refs/heads/"


@dataclass(frozen=True, slots=True)
class Offer:
    """The last commit of each branch: of stories, and of ledgers where there are any."""

    tips: dict[str, str]

    @property
    def stories(self) -> dict[str, str]:
        """The branches of stories."""
        return {branch: tip for branch, tip in self.tips.items() if branch not in LEDGERS}

    @property
    def runs(self) -> str | None:
        """The last run."""
        return self.tips.get(RUNS)

    @property
    def decisions(self) -> str | None:
        """The last review."""
        return self.tips.get(DECISIONS)


def parse_offer(lines: Iterable[str]) -> Offer:
    """Read what git lists of another repository, an id and a name a line; what is no branch of ours is left out.

    >>> parse_offer([f"{'0' * 40}\\trefs/heads/runs", f"{'1' * 40}\\trefs/heads/main"]).tips.keys()
    dict_keys(['runs'])
    """
    pairs = (re.split(r"[\t ]", line, maxsplit=1) for line in lines)
    named = {pair[1].removeprefix(_HEADS): pair[0] for pair in pairs if len(pair) == 2 and pair[1].startswith(_HEADS)}
    return Offer({branch: tip for branch, tip in named.items() if _is_ours(branch) and _ID.fullmatch(tip)})


def _is_ours(branch: str) -> bool:
    return branch in LEDGERS or is_branch(branch)
