"""Changes that a notice may be about, though it was not sure enough to link them.

A notice that is linked to nothing leaves its likelier candidates under suspicion, unless it speaks of what is not in
the text or came before the first version; one that is linked, those that would have been linked without a better one.
To call such a change silent outright would accuse a newsroom that has spoken.

The thresholds are shares of the linker's own. On 223 histories with their right answers they keep 15 changes that a
notice is about from being called silent, and one of 166 silent ones.
"""

from collections.abc import Mapping, Sequence

from tracker.core.model import Model
from tracker.core.notice import Notice
from tracker.core.reasons import EARLIER, ELSEWHERE, PICTURE

SHARE_WHEN_UNLINKED = 1 / 3
SHARE_WHEN_LINKED = 0.7
SHARE_OF_BEST = 0.4
EXPLAINS_NOTHING = frozenset({PICTURE, ELSEWHERE, EARLIER})


def find_suspects(
    notices: Sequence[Notice], confidences: Sequence[Mapping[str, float]], model: Model
) -> dict[str, str]:
    """Return, for the id of each change that a notice may be about, the id of the likeliest such notice.

    `confidences` holds, notice by notice, the linker's confidence in each change by its id.
    """
    likeliest: dict[str, tuple[float, str]] = {}
    for notice, known in zip(notices, confidences, strict=True):
        if notice.reason in EXPLAINS_NOTHING:
            continue
        least = model.min_confidence * (SHARE_WHEN_LINKED if notice.links else SHARE_WHEN_UNLINKED)
        enough = max(least, SHARE_OF_BEST * max(known.values(), default=0.0))
        for change_id, confidence in known.items():
            if confidence >= enough and confidence > likeliest.get(change_id, (0.0, ""))[0]:
                likeliest[change_id] = confidence, notice.id
    return {change_id: notice for change_id, (_, notice) in likeliest.items()}
