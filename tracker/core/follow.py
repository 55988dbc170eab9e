"""A notice followed through the versions: the same notice in five versions is one thing with a life.

Two notices of consecutive versions are the same when their blocks are aligned, or when they share most of their
words: a notice that moves, is reworded or relabelled stays itself. One that is removed and put back later is the
same notice again; what comes back as another kind of notice, in other words, is another one.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tracker.core.change import Revision, Span
from tracker.core.notice import FoundNotice
from tracker.core.terms import find_terms

SAME_PERCENT = 60  # shared words that make two notices one; a rewording keeps more, another correction fewer


@dataclass(frozen=True, slots=True)
class Life:
    """One notice through a history: the versions that carry it, by number, with the notice as found in each."""

    sightings: tuple[tuple[int, FoundNotice], ...]

    @property
    def first_seen(self) -> int:
        """The number of the first version that carries the notice."""
        return self.sightings[0][0]

    @property
    def last_seen(self) -> int:
        """The number of the last version that carries the notice."""
        return self.sightings[-1][0]

    @property
    def latest(self) -> FoundNotice:
        """The notice as the last version that carries it has it."""
        return self.sightings[-1][1]

    @property
    def stated_in(self) -> tuple[int, ...]:
        """The numbers of the versions in which the notice came or got other words."""
        texts = [("", 0), *((found.text, n) for n, found in self.sightings)]
        return tuple(n for (before, _), (now, n) in pairwise(texts) if now != before)


def follow(found: Mapping[int, Sequence[FoundNotice]], revisions: Sequence[Revision]) -> tuple[Life, ...]:
    """Tie the notices found in each version, by its number, into lives, in order of appearance."""
    lives: list[list[tuple[int, FoundNotice]]] = []
    for n, notices in found.items():
        open_lives = list(lives)
        revision = next((revision for revision in revisions if revision.new == n), None)
        for notice in notices:
            life = _match(notice, open_lives, revision)
            if life is None:
                lives.append([(n, notice)])
            else:
                life.append((n, notice))
                open_lives = [other for other in open_lives if other is not life]
    return tuple(Life(tuple(life)) for life in lives)


def _match(
    notice: FoundNotice, lives: list[list[tuple[int, FoundNotice]]], revision: Revision | None
) -> list[tuple[int, FoundNotice]] | None:
    """The life that a notice continues: an aligned one before others, then the most alike in words."""
    if revision is None:
        return None
    partners = next(row.old for row in revision.rows if notice.block in row.new)

    def alike(life: list[tuple[int, FoundNotice]]) -> tuple[bool, int]:
        seen, before = life[-1]
        if seen != revision.old and before.kind != notice.kind and before.text != notice.text:
            return False, 0
        return seen == revision.old and before.block in partners, _shared_percent(before.text, notice.text)

    best = max(lives, key=alike, default=None)
    if best is None:
        return None
    is_aligned, percent = alike(best)
    return best if percent >= SAME_PERCENT or (is_aligned and percent >= SAME_PERCENT // 2) else None


def _shared_percent(a: str, b: str) -> int:
    """How much of the shorter text's terms stand in the other: an extended notice contains its earlier self."""
    terms_a, terms_b = (Counter(term.key for term in find_terms(text)) for text in (a, b))
    shorter = min(terms_a.total(), terms_b.total())
    return 100 * (terms_a & terms_b).total() // shorter if shorter else 100 * (a == b)


def steps_of_twins(life: Life, lives: Sequence[Life]) -> frozenset[int]:
    """Return the versions in which another notice came that says much the same: each speaks of its own step."""
    twins = [
        other
        for other in lives
        if other is not life and _shared_percent(other.latest.text, life.latest.text) >= SAME_PERCENT
    ]
    return frozenset(n for twin in twins for n in twin.stated_in) - {*life.stated_in}


def own_changes(life: Life, revisions: Sequence[Revision]) -> tuple[str, ...]:
    """Return the ids of the changes that brought, reworded or removed the notice itself."""
    places = {(n, found.block): found.span for n, found in life.sightings}
    return tuple(
        change.id
        for revision in revisions
        for change in revision.changes
        if _is_inside(change.old, revision.old, places) or _is_inside(change.new, revision.new, places)
    )


def _is_inside(span: Span | None, n: int, places: dict[tuple[int, int], tuple[int, int]]) -> bool:
    """Whether most of the changed words belong to the notice: a dateline that leads up to it came with it."""
    place = places.get((n, span.block)) if span else None
    if span is None or place is None or not span.text.strip():
        return False
    start = span.start + len(span.text) - len(span.text.lstrip())
    end = start + len(span.text.strip())
    shared = min(end, place[1]) - max(start, place[0])
    return shared >= end - start or (shared == place[1] - place[0] and 2 * shared > end - start)
