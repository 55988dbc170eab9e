"""Which changes are silent: of substance, and explained by no notice.

Whole sentences and paragraphs that were added are news, not corrections: the reader sees them.
"""

from collections.abc import Sequence

from tracker.core.change import Change, Revision
from tracker.core.notice import Notice


def find_silent(revisions: Sequence[Revision], notices: Sequence[Notice]) -> tuple[str, ...]:
    """Return the ids of the changes that replaced or took away words of substance, and that no notice links or is."""
    spoken = {link.change for notice in notices for link in notice.links}
    spoken |= {change_id for notice in notices for change_id in notice.changes}
    return tuple(
        change.id
        for revision in revisions
        for change in revision.changes
        if change.substantive and change.id not in spoken and not _adds_news(change)
    )


def _adds_news(change: Change) -> bool:
    """Whether a change only adds whole sentences."""
    if change.kind != "inserted" or change.new is None:
        return False
    return change.old is None or change.new.text.rstrip().rstrip('”"’»)')[-1:] in (".", "!", "?", "…", "。")
