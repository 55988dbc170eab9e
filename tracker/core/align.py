"""Which blocks of two versions belong together: identical ones, then similar, moved, split and merged ones.

Blocks that go together in order are paired (`pairing`), and good pairs outside that order have moved. A leftover
block whose words come from the neighbour's partner is the second half of a split (or, mirrored, of a merge).
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from tracker.core.chain import Pair, heaviest_chain
from tracker.core.change import Relation, Row
from tracker.core.likeness import Bag, Likeness, weigh, weigh_texts
from tracker.core.pairing import Match, identical_pairs, same_slot, similar_pairs
from tracker.core.story import Block

MOVED_PERCENT = 60  # more than a similar pair in place must share, as nothing else speaks for a moved one
# The share of a block's weight that must come out of another block for it to be a part split off or merged.
PART_PERCENT = 70
MIN_PART_WORDS = 4  # fewer shared words are a coincidence, not a split paragraph


def align(old: Sequence[Block], new: Sequence[Block]) -> tuple[Row, ...]:
    """Sort the blocks of two versions into rows; each block stands in exactly one row.

    >>> a, b = Block("paragraph", "It rained all of the night."), Block("paragraph", "Nobody came.")
    >>> [row.relation for row in align([a, b], [b, a])]
    ['moved', 'same']
    """
    texts = [block.text for block in old], [block.text for block in new]
    likeness = weigh_texts(*texts)
    alike = (pair for pair in similar_pairs(*texts, likeness) if _may_pair(old[pair.old], new[pair.new]))
    pairs = [*identical_pairs(*texts, likeness), *alike, *_headline_pair(old, new)]
    in_place = {pair.new: pair.old for pair in heaviest_chain(pairs)}
    in_place |= {n: o for n, o in same_slot(in_place, likeness).items() if _may_pair(old[o], new[n])}
    split = _split_off(in_place, likeness.old, likeness.new, likeness.weights)
    merged = _split_off({o: n for n, o in in_place.items()}, likeness.new, likeness.old, likeness.weights)
    # A row is one-to-many or many-to-one; where a block offers itself for both, the split stands.
    merged = {o: n for o, n in merged.items() if in_place[n] not in split.values()}
    more_old, more_new = _by_partner(merged), _by_partner(split)
    groups = [
        (tuple(sorted((o, *more_old[n]))), tuple(sorted((n, *more_new[o]))), False) for n, o in in_place.items()
    ]
    taken = {*in_place, *split}, {*in_place.values(), *merged}
    moved = _moved(pairs, taken, old, new, likeness)
    groups += [((o,), (n,), True) for n, o in moved.items()]
    return tuple(_rows(old, new, groups))


def _by_partner(extras: Match) -> dict[int, list[int]]:
    partners: dict[int, list[int]] = defaultdict(list)
    for extra, partner in extras.items():
        partners[partner].append(extra)
    return partners


def _headline_pair(old: Sequence[Block], new: Sequence[Block]) -> Iterator[Pair]:
    """A headline goes with the headline even when no word of it was kept."""
    if old and new and old[0].kind == new[0].kind == "headline" and old[0].text != new[0].text:
        yield Pair(0, 0, 1)


def _may_pair(old: Block, new: Block) -> bool:
    """A headline is edited into a headline and nothing else is; other kinds may change (a caption set as text)."""
    return (old.kind == "headline") == (new.kind == "headline")


def _moved(
    pairs: list[Pair],
    taken: tuple[set[int], set[int]],
    old: Sequence[Block],
    new: Sequence[Block],
    likeness: Likeness,
) -> Match:
    """Of the pairs that the chain left out, the heaviest first, those that are alike enough to have moved."""
    used_new, used_old = taken
    moved: Match = {}
    for pair in sorted(pairs, key=lambda pair: (-pair.weight, pair.new, pair.old)):
        if pair.new in used_new or pair.old in used_old:
            continue
        same = old[pair.old].text == new[pair.new].text
        if same or likeness.percent(pair.old, pair.new) >= MOVED_PERCENT:
            moved[pair.new] = pair.old
            used_new.add(pair.new)
            used_old.add(pair.old)
    return moved


def _split_off(match: Match, old: list[Bag], new: list[Bag], weights: dict[str, int]) -> Match:
    """Return new blocks beside a matched one, with the old block whose words they took over.

    Read with the sides swapped, it returns the old blocks that were merged into their neighbour's partner.
    """
    found: Match = {}
    left: dict[int, Bag] = {}  # the words that an old block still has to give
    partners = {o: n for n, o in match.items()}
    for step, order in ((1, range(len(new))), (-1, range(len(new) - 1, -1, -1))):
        for n in order:
            o = match.get(n - step, found.get(n - step, -1))
            if o < 0 or n in match or n in found:
                continue
            if o not in left:
                left[o] = old[o] - new[partners[o]]
            shared = left[o] & new[n]
            if shared.total() >= MIN_PART_WORDS and 100 * weigh(shared, weights) >= PART_PERCENT * weigh(
                new[n], weights
            ):
                found[n] = o
                left[o] -= shared
    return found


def _rows(
    old: Sequence[Block], new: Sequence[Block], groups: list[tuple[tuple[int, ...], tuple[int, ...], bool]]
) -> Iterator[Row]:
    """Write the groups in the order of the new text, deleted blocks after the row of their old predecessor."""
    matched_old = {o for olds, _, _ in groups for o in olds}
    matched_new = {n for _, news, _ in groups for n in news}
    inserted = [((), (n,), False) for n in range(len(new)) if n not in matched_new]
    yield from _deleted_from(0, matched_old, old)
    for olds, news, has_moved in sorted([*groups, *inserted], key=lambda group: group[1]):
        relation = _relation(old, new, olds, news, has_moved)
        old_kinds, new_kinds = tuple(old[o].kind for o in olds), tuple(new[n].kind for n in news)
        yield Row(relation, olds, news, old_kinds, new_kinds)
        if olds:
            yield from _deleted_from(olds[-1] + 1, matched_old, old)


def _relation(
    old: Sequence[Block], new: Sequence[Block], olds: tuple[int, ...], news: tuple[int, ...], has_moved: bool
) -> Relation:
    if not olds:
        return "inserted"
    if has_moved:
        return "moved"
    if len(olds) != len(news):
        return "split" if len(news) > 1 else "merged"
    return "same" if old[olds[0]].text == new[news[0]].text else "edited"


def _deleted_from(start: int, matched: set[int], old: Sequence[Block]) -> Iterator[Row]:
    """The run of deleted blocks that starts here."""
    for o in range(start, len(old)):
        if o in matched:
            return
        yield Row("deleted", (o,), (), (old[o].kind,), ())
