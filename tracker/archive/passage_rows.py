"""The text of a story as rows of the index: each block once, with the versions that carry it, and back.

A story has a number, and its passages and notices have numbers that begin with it, so that either leads to the other
without a look at any row.
"""

import json
from collections.abc import Iterable, Iterator, Sequence

from tracker.core.analysis import Version
from tracker.core.found import find_runs
from tracker.core.query import part_words
from tracker.core.story import Block

PLACES = 1 << 32  # more than the blocks of any story; a number has 63 bits


def first_number(story: int) -> int:
    """Return the first number of the passages or notices of a story; those of the next one begin `PLACES` later."""
    return story * PLACES


def passage_rows(story: int, versions: Sequence[Version]) -> Iterator[dict[str, object]]:
    """Yield the passages of a story, in order of their first version."""
    carried: dict[Block, list[int]] = {}
    for version in versions:
        for block in dict.fromkeys(version.story.blocks):
            carried.setdefault(block, []).append(version.n)
    for number, (block, carriers) in enumerate(carried.items(), first_number(story)):
        yield {
            "number": number,
            "first_version": carriers[0],
            "last_version": carriers[-1],
            "versions": render_numbers(carriers),
            "kind": block.kind,
            "text": block.text,
            "parted": parted(block.text),
        }


def passage_lists(versions: Iterable[Version]) -> Iterator[str]:
    """Yield for each version its passages in order, as a JSON list of their places among those of the story."""
    places: dict[Block, int] = {}
    for version in versions:
        yield json.dumps([places.setdefault(block, len(places)) for block in version.story.blocks])


def parted(text: str) -> str | None:
    """Return a text with its words told apart, None where they are anyway."""
    words = part_words(text)
    return None if words == text else words


def render_numbers(numbers: Sequence[int]) -> str:
    """Write rising numbers of versions.

    >>> render_numbers([1, 2, 3, 5])
    '1-3, 5'
    """
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in find_runs(numbers))


def parse_numbers(text: str) -> frozenset[int]:
    """Read what `render_numbers` wrote.

    >>> sorted(parse_numbers("1-3, 5"))
    [1, 2, 3, 5]
    """
    bounds = (run.partition("-") for run in text.split(", "))
    return frozenset(n for first, _, last in bounds for n in range(int(first), int(last or first) + 1))
