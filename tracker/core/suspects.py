"""Changes that a notice may be about, though it was not sure enough to link them.

A notice that is linked to nothing leaves its likelier candidates under suspicion; one that is linked, only those that
came close to being linked as well. To call such a change silent outright would accuse a newsroom that has spoken.
The thresholds are shares of the linker's own; read from held-out histories, at these a suspect is as often the gold
change of its notice as all others together, and 1 of 170 gold silent changes is one.
"""

from collections.abc import Mapping, Sequence

from tracker.core.model import Model
from tracker.core.notice import Notice

SHARE_WHEN_UNLINKED = 1 / 3
SHARE_WHEN_LINKED = 5 / 6
SHARE_OF_BEST = 0.4


def find_suspects(
    notices: Sequence[Notice], confidences: Sequence[Mapping[str, float]], model: Model
) -> dict[str, str]:
    """Return, for the id of each change that a notice may be about, the id of the likeliest such notice.

    `confidences` holds, notice by notice, the linker's confidence in each change by its id.
    """
    likeliest: dict[str, tuple[float, str]] = {}
    for notice, known in zip(notices, confidences, strict=True):
        share = SHARE_WHEN_LINKED if notice.links else SHARE_WHEN_UNLINKED
        enough = max(share * model.min_confidence, SHARE_OF_BEST * max(known.values(), default=0.0))
        for change_id, confidence in known.items():
            if confidence >= enough and confidence > likeliest.get(change_id, (0.0, ""))[0]:
                likeliest[change_id] = confidence, notice.id
    return {change_id: notice for change_id, (_, notice) in likeliest.items()}
