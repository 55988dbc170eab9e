"""How long wrong words stood, and how long after the fix the notice came: intervals, bounded by captures.

What happened between two captures happened at a time we do not know. Words that came between two captures and went
between two others stood at least from the second to the third capture and at most from the first to the fourth.
Where they were there at the first capture, or a time is not known, there is no upper bound.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from tracker.core.analysis import Analysis
from tracker.core.change import Change, Revision, Span, invert
from tracker.core.notice import Interval, Notice, Timing
from tracker.core.story import Story
from tracker.core.trace import trace

SURE_LINK = 0.5  # below it a link is no ground for a statement about time


@dataclass(frozen=True, slots=True)
class Gap:
    """The captures between which something happened: after the first, by the second; None is unknown."""

    after: datetime | None
    by: datetime | None


def measure(notice: Notice, analysis: Analysis) -> Timing:
    """Return how long the wrong words stood and how long after their fix the notice came, where that is known."""
    linked = [analysis.change(link.change) for link in notice.links if link.confidence >= SURE_LINK]
    if not linked:
        return Timing()
    captured = {version.n: version.captured_at for version in analysis.versions}
    fixes = sorted((revision for revision, _ in linked), key=lambda revision: revision.new)
    first_fix, last_fix = fixes[0], fixes[-1]
    since = _standing_since(linked, analysis)
    came = _gap(captured, notice.first_seen)
    return Timing(
        between(_gap(captured, since), _made(captured, last_fix)) if since is not None else None,
        between(_made(captured, first_fix), came) if first_fix.new <= notice.first_seen else None,
    )


def between(start: Gap, end: Gap) -> Interval | None:
    """Return how much time lies between two events of which the second is the later one; None when nothing is known.

    >>> hour = [datetime(2026, 3, 1, n) for n in range(5)]
    >>> between(Gap(None, hour[1]), Gap(hour[3], hour[4]))
    Interval(at_least=datetime.timedelta(seconds=7200), at_most=None)
    """
    least = end.after - start.by if end.after and start.by else None
    most = end.by - start.after if end.by and start.after else None
    if least is None and most is None:
        return None
    floor = max(least or timedelta(0), timedelta(0))
    return Interval(floor, None if most is None else max(most, floor))


def _gap(captured: Mapping[int, datetime | None], n: int) -> Gap:
    """When what version `n` is the first to carry came."""
    before = max((number for number in captured if number < n), default=None)
    return Gap(None if before is None else captured[before], captured[n])


def _made(captured: Mapping[int, datetime | None], revision: Revision) -> Gap:
    return Gap(captured[revision.old], captured[revision.new])


def _standing_since(linked: Sequence[tuple[Revision, Change]], analysis: Analysis) -> int | None:
    """The first version that carries any of the words that were taken away; None where none were."""
    stories = {version.n: version.story for version in analysis.versions}
    backwards = [invert(revision) for revision in reversed(analysis.revisions)]
    return min(
        (
            _first_version(change.old, revision.old, stories, backwards)
            for revision, change in linked
            if change.old and any(map(str.isalnum, change.old.text))
        ),
        default=None,
    )


def _first_version(span: Span, n: int, stories: Mapping[int, Story], backwards: Sequence[Revision]) -> int:
    """Follow words back through the versions as long as they are the same."""
    for revision in (revision for revision in backwards if revision.old <= n):
        before = trace(span, stories, [revision])
        if before is None or before.text.split() != span.text.split():
            return n
        span, n = before, revision.new
    return n
