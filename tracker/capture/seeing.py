"""When what was seen of a story is worth a line in the ledger of runs.

A night sees most stories as they were. So what is told is what is other than last time: a story that is gone is said
to be gone once, and once to be back; a wall, a failure, the same text after a change are told when they begin.
"""

from tracker.archive.runs import Observation
from tracker.capture.checks import THERE, VERSIONS, Check, StoryState


def observe(story: StoryState, check: Check) -> list[Observation]:
    """Return what the ledger is told of a check, given what was known of its story before."""
    found = []
    if story.gone_since and check.outcome in THERE:
        found.append(Observation(story.branch, check.at, "back"))
    if check.outcome not in VERSIONS and (check.outcome, check.reason) != (story.outcome, story.reason):
        is_told = check.outcome in ("gone", "failed")
        reason = f"{check.outcome}: {check.reason}" if is_told else check.reason
        found.append(Observation(story.branch, check.at, reason))
    return found
