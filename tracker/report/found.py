"""What a search found, for a terminal: each story with the versions that carry the words, and the words themselves.

A passage is shortened to what stands around the words that were looked for, and says which versions carry it.
"""

from collections.abc import Iterator
from itertools import pairwise

from tracker.core.found import Found, Hit, Match, find_runs
from tracker.report.columns import Sheet, Words
from tracker.report.excerpts import AROUND, shorten, trim_end, trim_start
from tracker.report.wording import BLOCK_NAMES, KIND_NAMES, count, moment

_NAMES = dict[str, str]([*BLOCK_NAMES.items(), *KIND_NAMES.items()])  # what was found is a block or a notice
MOST_MATCHES = 3  # passages shown of a story
MOST_MARKS = 5  # words marked in a passage
STEP = 4


def render_found(found: Found, *, color: bool, width: int = 80) -> str:
    """Render the stories that were found, how many there are first. The text ends with a line end."""
    sheet = Sheet(color, width)
    at_most = "" if found.is_exact else "at most "
    sheet.title(f"{at_most}{count(found.n_stories, 'story', 'stories')}" if found.n_stories else "No story has it")
    for hit in found.hits:
        _add_hit(sheet, hit)
    if n_left := found.n_stories - len(found.hits):
        sheet.add(Words(f"⋯ and {at_most}{n_left:,} more", "quiet"))
    return sheet.text()


def _add_hit(sheet: Sheet, hit: Hit) -> None:
    sheet.add(Words(hit.headline, "title"), Words(f"  {hit.branch}", "quiet"), first="•", indent=2)
    sheet.add(Words(seen(hit), "quiet"), indent=STEP)
    for match in hit.matches[:MOST_MATCHES]:
        where = _NAMES[match.kind]
        if match.versions != tuple(range(1, hit.n_versions + 1)):
            where += f", {versions_name(match.versions)}"
        sheet.add(Words(where, "quiet"), indent=STEP)
        sheet.add(*quote_match(match), indent=2 * STEP)
    if (n_left := len(hit.matches) - MOST_MATCHES) > 0:
        sheet.add(Words(f"⋯ and {count(n_left, 'passage')} more", "quiet"), indent=STEP)


def seen(hit: Hit) -> str:
    """Say in which versions of a story the words came and went."""
    n, at = hit.first.n, moment(hit.first.captured_at)
    came = f"there at the first capture, {at}" if n == 1 else f"first seen in version {n}, {at}"
    gaps = f"; in {versions_name(hit.versions)}" if len(find_runs(hit.versions)) > 1 else ""
    if hit.gone:
        return f"{came}{gaps}; gone in version {hit.gone.n}, {moment(hit.gone.captured_at)}"
    return f"{came}{gaps}" + (f"; still in version {hit.last.n}" if hit.last != hit.first else "")


def versions_name(versions: tuple[int, ...]) -> str:
    """Name versions.

    >>> versions_name((2,)), versions_name((1, 2, 3, 5))
    ('version 2', 'versions 1 to 3, 5')
    """
    runs = (str(first) if first == last else f"{first} to {last}" for first, last in find_runs(versions))
    return f"version{'s' if len(versions) > 1 else ''} {', '.join(runs)}"


def quote_match(match: Match) -> Iterator[Words]:
    """Yield the words that were looked for, with a little of what stands around them."""
    marks = match.marks[:MOST_MARKS]
    if not marks:
        yield Words(shorten(match.text))
        return
    bounds = [0, *(at for mark in marks for at in mark), len(match.text)]
    for n, (start, end) in enumerate(pairwise(bounds)):
        piece = match.text[start:end]
        if n % 2:
            yield Words(piece, "marked")
        else:
            yield Words(_beside(piece, has_before=n > 0, has_after=n < 2 * len(marks)))


def _beside(text: str, *, has_before: bool, has_after: bool) -> str:
    """Shorten what stands beside words that are shown: after some, before others, or between."""
    if len(text) <= AROUND * (has_before + has_after):
        return text
    head = trim_end(text[:AROUND]) if has_before else ""
    tail = trim_start(text[-AROUND:]) if has_after else ""
    return f"{head} … {tail}" if head and tail else f"{head}…{tail}"
