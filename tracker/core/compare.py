"""The items that differ between two sequences: diff-match-patch, whatever the items are.

Every item is written as one character and the clock is switched off, so the result depends on the sequences alone;
the C++ port, where it is installed, gives the same result sooner.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from diff_match_patch import diff_match_patch

try:
    import fast_diff_match_patch
except ImportError:  # the extra `fast` is not installed
    fast_diff_match_patch = None

HAS_PORT = fast_diff_match_patch is not None


class Edit(NamedTuple):
    """`old[old_start:old_end]` became `new[new_start:new_end]`; one of the two may be empty."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int


def find_gaps(a: Sequence[str], b: Sequence[str], at_a: int = 0, at_b: int = 0) -> Iterator[Edit]:
    """Find what differs between two sequences that start at some place of longer ones, as edits of those.

    >>> list(find_gaps(["toll", "of", "12"], ["toll", "of", "15"]))
    [Edit(old_start=2, old_end=3, new_start=2, new_end=3)]
    """
    code = {item: _character(n) for n, item in enumerate(dict.fromkeys((*a, *b)))}
    start_a, start_b, end_a, end_b = at_a, at_b, at_a, at_b
    parts = compare("".join(map(code.__getitem__, a)), "".join(map(code.__getitem__, b)))
    for operation, length in (*parts, ("=", 0)):
        if operation == "=":
            if (start_a, start_b) != (end_a, end_b):
                yield Edit(start_a, end_a, start_b, end_b)
            start_a, start_b = end_a + length, end_b + length
            end_a, end_b = start_a, start_b
        elif operation == "-":
            end_a += length
        else:
            end_b += length


def compare(a: str, b: str) -> list[tuple[str, int]]:
    """Compare two strings by character: a list of `=`, `-` or `+` with how many characters each.

    >>> compare("abcd", "abxd")
    [('=', 2), ('-', 1), ('+', 1), ('=', 1)]
    """
    if fast_diff_match_patch is not None:
        parts: list[tuple[str, int]] = fast_diff_match_patch.diff(a, b, timelimit=0, checklines=False, cleanup="No")
        return parts
    return compare_in_python(a, b)


def compare_in_python(a: str, b: str) -> list[tuple[str, int]]:
    """Do the same without the C++ port; the two agree, and a test says so."""
    engine = diff_match_patch()
    engine.Diff_Timeout = 0  # never the clock: a busy machine would give another diff
    return [("-=+"[operation + 1], len(text)) for operation, text in engine.diff_main(a, b, False)]


def _character(n: int) -> str:
    """The n-th character that is no surrogate."""
    return chr(n + 1 if n + 1 < 0xD800 else n + 1 + 0x800)
