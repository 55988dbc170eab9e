"""What happened to a notice, version by version: added, reworded, relabelled, moved, removed, put back.

Two sightings of a notice are compared where they follow each other, and where it was gone in between. A notice that
stood in the first version was not seen to be added, so nothing is said of that. A notice has moved when a block that
did not itself change places stands on its other side now. A notice whose label calls it something lesser than before,
a correction an update, is downgraded.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from tracker.core.change import Revision
from tracker.core.follow import Life
from tracker.core.labels import find_label
from tracker.core.notice import Event, FoundNotice, NoticeKind
from tracker.core.phrases.fold import fold
from tracker.core.phrases.matcher import matcher_of


def find_events(life: Life, numbers: Sequence[int], revisions: Sequence[Revision]) -> tuple[Event, ...]:
    """Return the events of a notice's life in order; `numbers` are those of all versions, rising."""
    seen = dict(life.sightings)
    revision_to = {revision.new: revision for revision in revisions}
    events = [Event(life.first_seen, "added")] if life.first_seen != numbers[0] else []
    latest = seen.get(numbers[0]) or life.sightings[0][1]
    for old, new in pairwise(numbers):
        if new <= life.first_seen:
            continue
        if new in seen:
            events += _between(latest, seen[new], new, revision_to.get(new) if old in seen else None)
            latest = seen[new]
        elif old in seen:
            events.append(Event(new, "removed"))
    return tuple(events)


def _between(old: FoundNotice, new: FoundNotice, n: int, revision: Revision | None) -> Iterator[Event]:
    """What happened between two sightings; without a revision the notice was gone in between."""
    if revision is None:
        yield Event(n, "put back")
    was, now = (old.kind, new.kind) if old.text == new.text else (_called(old), _called(new))
    if was != now:
        yield Event(n, "relabelled", was, now)
    if _words(old) != _words(new) or (was == now and old.text.split() != new.text.split()):
        yield Event(n, "reworded")
    if revision and _has_moved(old.block, new.block, revision):
        yield Event(n, "moved")


def _called(notice: FoundNotice) -> NoticeKind:
    """What the label calls a notice, which may be less than what it is; without a label, its kind."""
    if not notice.label[1]:
        return notice.kind
    label = find_label(fold(notice.text), notice.label[0], matcher_of([notice.text]))
    return label.phrase.kind or notice.kind if label else notice.kind


def _words(notice: FoundNotice) -> list[str]:
    """The words of a notice after its label."""
    return notice.text[notice.label[1] :].split()


def _has_moved(old: int, new: int, revision: Revision) -> bool:
    """Whether a block stands before the notice on one side only, and did not itself change places with others."""
    rows = [row for row in revision.rows if row.old and row.new and row.old[0] != old and row.new[0] != new]
    was = {row: rank for rank, row in enumerate(sorted(rows, key=lambda row: row.old[0]))}
    now = {row: rank for rank, row in enumerate(sorted(rows, key=lambda row: row.new[0]))}
    stayed = [row for row in rows if row.relation != "moved" or was[row] == now[row]]
    return any((row.old[0] < old) != (row.new[0] < new) for row in stayed)
