"""Findings: what a newsroom's own rules say against a notice or a version.

A rule is known by its name, which is also its key in `tracker.toml`; `house` holds what each of them looks at. All
are off until they are asked for.
"""

from dataclasses import dataclass
from typing import Literal, get_args

RuleName = Literal[
    "label-must-say-correction", "says-wrong-and-right", "no-euphemism", "must-say-where", "date-modified-moved"
]
RULE_NAMES: tuple[RuleName, ...] = get_args(RuleName)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found, as a sentence for an editor.

    `version` is the number of the version that brought it: the first that carries the notice, or the one with the
    new text; `notice` is the id of the notice, None where the finding is about the version.
    """

    rule: RuleName
    version: int
    notice: str | None
    text: str
