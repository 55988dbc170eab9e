"""The words that differ between two texts: a diff on tokens, with the meaning of words kept in mind.

The tokens of the two texts are compared (`compare`), long texts sentence by sentence first; that bounds the work, and
a stretch that is still too long counts as replaced whole. Then:

- edits with no common ground between them are joined (`rewriting`);
- an insertion or deletion that could stand at several places stands at the start of a sentence, else of a word.

Guarantee: edits are in order, do not touch each other, begin and end between tokens, and never begin or end with
an equal token on both sides.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from tracker.core.compare import Edit, find_gaps
from tracker.core.rewriting import join_neighbours, swallow_islands
from tracker.core.words import Token, split_sentences, split_words

MAX_WORK = 4_000_000  # product of the two token counts that are compared at once: about a second in the worst case


def find_edits(old: str, new: str) -> tuple[Edit, ...]:
    """Return the edits that lead from one text to another, in code points.

    >>> find_edits("It cost $1.5m, he said.", "It cost $15m, he said.")
    (Edit(old_start=8, old_end=13, new_start=8, new_end=12),)
    """
    a, b = split_words(old), split_words(new)
    edits = join_neighbours(_raw_edits(a, b), a)
    slid = list(_slid(edits, a, b))
    edits = swallow_islands(edits if slid == edits else join_neighbours(slid, a), a, b)
    return tuple(_in_characters(_trimmed(edit, a, b), a, b) for edit in edits)


def _raw_edits(a: Sequence[Token], b: Sequence[Token]) -> Iterator[Edit]:
    """Compare tokens; where that is too much work, sentences first and the tokens of what differs after."""
    texts_a, texts_b = [token.text for token in a], [token.text for token in b]
    head = _common(texts_a, texts_b)
    tail = _common(texts_a[head:][::-1], texts_b[head:][::-1])
    end_a, end_b = len(a) - tail, len(b) - tail
    if head == end_a and head == end_b:
        return
    if (end_a - head) * (end_b - head) <= MAX_WORK:
        yield from find_gaps(texts_a[head:end_a], texts_b[head:end_b], head, head)
        return
    runs_a, runs_b = _sentences(a[head:end_a], head), _sentences(b[head:end_b], head)
    keys_a, keys_b = _keys(runs_a, texts_a), _keys(runs_b, texts_b)
    if len(keys_a) * len(keys_b) > MAX_WORK:
        yield Edit(head, end_a, head, end_b)
        return
    for gap in find_gaps(keys_a, keys_b):
        start_a, stop_a = _run(runs_a, gap.old_start, gap.old_end, end_a)
        start_b, stop_b = _run(runs_b, gap.new_start, gap.new_end, end_b)
        if (stop_a - start_a) * (stop_b - start_b) > MAX_WORK:
            yield Edit(start_a, stop_a, start_b, stop_b)
        else:
            yield from find_gaps(texts_a[start_a:stop_a], texts_b[start_b:stop_b], start_a, start_b)


def _common(a: Sequence[str], b: Sequence[str]) -> int:
    """Length of the common beginning."""
    return next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def _sentences(tokens: Sequence[Token], offset: int) -> list[tuple[int, int]]:
    """Token runs that hold one sentence each, with the white space after it."""
    if not tokens:
        return []
    text, base = "".join(token.text for token in tokens), tokens[0].start
    ends = {end + base for _, end in split_sentences(text)}
    cuts = [n + 1 + offset for n, token in enumerate(tokens) if token.end in ends]
    cuts = [offset, *cuts[:-1], len(tokens) + offset]
    return [(start, end) for start, end in pairwise(cuts) if start < end]


def _keys(runs: list[tuple[int, int]], texts: list[str]) -> list[str]:
    return ["".join(texts[start:end]).strip() for start, end in runs]


def _run(runs: list[tuple[int, int]], start: int, end: int, stop: int) -> tuple[int, int]:
    first = runs[start][0] if start < len(runs) else stop
    return first, runs[end - 1][1] if end > start else first


def _slid(edits: Sequence[Edit], a: Sequence[Token], b: Sequence[Token]) -> Iterator[Edit]:
    """Move each pure insertion or deletion to the best of the places where it says the same."""
    before = Edit(0, 0, 0, 0)
    for edit, after in pairwise((*edits, Edit(len(a), len(a), len(b), len(b)))):
        if edit.old_start == edit.old_end:
            step = _best_step(b, edit.new_start, edit.new_end, before.new_end, after.new_start)
        elif edit.new_start == edit.new_end:
            step = _best_step(a, edit.old_start, edit.old_end, before.old_end, after.old_start)
        else:
            step = 0
        before = Edit(*(place + step for place in edit)) if step else edit
        yield before


def _best_step(tokens: Sequence[Token], start: int, end: int, low: int, high: int) -> int:
    """How far a run of tokens should slide between two limits; every step keeps the text as it is."""
    steps, at = [0], -1
    while start + at >= low and tokens[start + at].text == tokens[end + at].text:
        steps.append(at)
        at -= 1
    at = 0
    while end + at < high and tokens[start + at].text == tokens[end + at].text:
        at += 1
        steps.append(at)
    return max(steps, key=lambda step: (_boundary(tokens, start + step, end + step), -abs(step), step))


def _trimmed(edit: Edit, a: Sequence[Token], b: Sequence[Token]) -> Edit:
    """Give back equal tokens that a join took in at either end."""
    start_a, end_a, start_b, end_b = edit
    if start_a == end_a or start_b == end_b:
        return edit
    while start_a < end_a and start_b < end_b and a[start_a].text == b[start_b].text:
        start_a, start_b = start_a + 1, start_b + 1
    while start_a < end_a and start_b < end_b and a[end_a - 1].text == b[end_b - 1].text:
        end_a, end_b = end_a - 1, end_b - 1
    return Edit(start_a, end_a, start_b, end_b)


def _boundary(tokens: Sequence[Token], start: int, end: int) -> int:
    """How well a run of tokens reads as a unit of its own."""
    before = tokens[start - 1].text if start else "\0"
    last = tokens[end - 1]
    after_space = before.isspace() or before == "\0"
    after_sentence = start < 2 or (after_space and tokens[start - 2].text in '.!?…”"»。')
    return 4 * (after_sentence and last.kind == "space") + 2 * (after_space and last.kind == "space") + after_space


def _in_characters(edit: Edit, a: Sequence[Token], b: Sequence[Token]) -> Edit:
    return Edit(
        _start(a, edit.old_start), _start(a, edit.old_end), _start(b, edit.new_start), _start(b, edit.new_end)
    )


def _start(tokens: Sequence[Token], n: int) -> int:
    """Where the n-th token starts, or where the last one ends."""
    return tokens[n].start if n < len(tokens) else tokens[-1].end if tokens else 0
