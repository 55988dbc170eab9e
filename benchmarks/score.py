"""What the figures mean: counts of an analysis against the gold of its case.

- *notices*: a gold notice is found when a reported one overlaps its words; a reported one is right when it is a gold
  notice or one that may be reported. *kind*: of those found, the kind is the gold one.
- *links*: a link is right when its change lies in the gold revision and overlaps the gold wording on either side.
  A gold link is found when any link of its notice is right for it. Every other link is wrong.
- *abstain*: of the notices that have nothing to link, those without a link.
- *passage*: the reported passage lies in the gold paragraph, overlaps the gold words and has at most 400 characters.
- *silent*: gold silent changes that are reported as silent; linked gold changes reported as silent are errors.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from benchmarks.cases import Case
from tracker.core.analysis import Analysis
from tracker.core.change import Change, Revision, Span
from tracker.core.notice import Notice
from tracker.core.story import Story
from tracker.examples.gold import GoldLink, GoldNotice

HEAD = 60  # characters of a notice that identify it
MAX_PASSAGE = 400

Place = tuple[int, int, int]  # block, start, end


@dataclass(frozen=True, slots=True)
class Score:
    """Counts over some cases, and what was missed, case by case, in words."""

    counts: Mapping[str, int]
    misses: tuple[str, ...]

    def figures(self) -> dict[str, float]:
        """Return the figures, each between 0 and 1; nothing to count gives `nan`."""
        n = self.counts
        precision, recall = _ratio(n, "link_right", "links"), _ratio(n, "link_found", "link_gold")
        return {
            "notice precision": _ratio(n, "notice_right", "notices"),
            "notice recall": _ratio(n, "notice_found", "notice_gold"),
            "kind": _ratio(n, "kind_right", "notice_found"),
            "link precision": precision,
            "link recall": recall,
            "link F1": 2 * precision * recall / (precision + recall) if precision + recall else 0.0,
            "abstain": _ratio(n, "abstain_right", "abstain_gold"),
            "passage": _ratio(n, "passage_right", "passage_gold"),
            "silent recall": _ratio(n, "silent_found", "silent_gold"),
        }


def _ratio(counts: Mapping[str, int], part: str, whole: str) -> float:
    return counts[part] / counts[whole] if counts[whole] else float("nan")


def total(scores: Iterable[Score]) -> Score:
    """Add scores up."""
    scores = tuple(scores)
    counts: Counter[str] = Counter()
    for score in scores:
        counts.update(score.counts)
    return Score(counts, tuple(miss for score in scores for miss in score.misses))


def same_notice(a: str, b: str) -> bool:
    """Whether two texts are of one notice: one contains the beginning of the other."""
    return a[:HEAD] in b or b[:HEAD] in a


def locate(story: Story, paragraph: str | None, words: str) -> Place | None:
    """Find gold words: in the block that holds their paragraph."""
    for n, block in enumerate(story.blocks):
        at = block.text.find(paragraph) if paragraph else -1
        if at >= 0:
            start = at + max((paragraph or "").find(words), 0)
            return n, start, start + len(words)
    return None


def touches(span: Span | None, place: Place | None) -> bool:
    """Whether a span overlaps a place; a point that lies at its edge does."""
    if span is None or place is None or span.block != place[0]:
        return False
    shared = min(span.end, place[2]) - max(span.start, place[1])
    return shared > 0 or (shared == 0 and (span.start == span.end or place[1] == place[2]))


def is_gold(change: Change, revision: Revision, link: GoldLink, stories: tuple[Story, ...]) -> bool:
    """Whether a change is the one that a gold link means."""
    if (revision.old, revision.new) != (link.from_version, link.to_version):
        return False
    old = locate(stories[revision.old - 1], link.old_paragraph, link.old)
    new = locate(stories[revision.new - 1], link.new_paragraph, link.new)
    return touches(change.old, old) or touches(change.new, new)


def score(case: Case, analysis: Analysis) -> Score:
    """Count one analysis against the gold of its case."""
    counts: Counter[str] = Counter(notices=len(analysis.notices))
    misses: list[str] = []
    gold = case.gold
    known = [*(each.text for each in gold.notices), *gold.allowed_notices]
    known += [wording.text for each in gold.notices for wording in each.earlier]
    for notice in analysis.notices:
        is_right = any(same_notice(text, notice.text) for text in known)
        counts["notice_right"] += is_right
        misses += [] if is_right else [f"{case.id}: false notice: {notice.text[:160]!r}"]
    pairs = [
        (each, next((n for n in analysis.notices if same_notice(each.text, n.text)), None)) for each in gold.notices
    ]
    for each, found in pairs:
        served = [other for other, reported in pairs if reported is found] if found else [each]
        _score_notice(case, analysis, each, found, served, counts, misses)
    _score_silent(case, analysis, counts, misses)
    return Score(counts, tuple(misses))


def _score_notice(
    case: Case,
    analysis: Analysis,
    each: GoldNotice,
    found: Notice | None,
    served: list[GoldNotice],
    counts: Counter[str],
    misses: list[str],
) -> None:
    """Count one gold notice; `served` are the gold notices that share the reported one."""
    counts["notice_gold"] += 1
    if found is None:
        misses.append(f"{case.id}: missed notice: {each.text[:160]!r}")
    else:
        counts["notice_found"] += 1
        counts["kind_right"] += found.kind == each.kind
        misses += [] if found.kind == each.kind else [f"{case.id}: {found.kind} is {each.kind}: {each.text[:160]!r}"]
    links = [analysis.change(link.change) for link in found.links] if found else []
    all_gold = [link for other in served for link in other.links]
    if not all_gold:
        counts["abstain_gold"] += 1
        counts["abstain_right"] += not links
        counts["links"] += len(links)
        misses += [f"{case.id}: nothing to link, linked {_told(change)}" for _, change in links]
    else:
        hit = [link for link in each.links if any(is_gold(c, r, link, case.stories) for r, c in links)]
        counts["link_gold"] += len(each.links)
        counts["link_found"] += len(hit)
        misses += [f"{case.id}: missed link: {x.old!r} → {x.new!r}" for x in each.links if x not in hit]
        if each is served[0]:
            wrong = [c for r, c in links if not any(is_gold(c, r, link, case.stories) for link in all_gold)]
            counts["links"] += len(links)
            counts["link_right"] += len(links) - len(wrong)
            misses += [f"{case.id}: wrong link: {_told(change)}" for change in wrong]
    if each.passage:
        _score_passage(case, each, found, counts, misses)


def _score_passage(
    case: Case, each: GoldNotice, found: Notice | None, counts: Counter[str], misses: list[str]
) -> None:
    assert each.passage is not None
    counts["passage_gold"] += 1
    want = locate(case.stories[-1], each.passage.paragraph, each.passage.text)
    span = found.passage.span if found and found.passage else None
    is_right = touches(span, want) and span is not None and len(span.text) <= MAX_PASSAGE
    counts["passage_right"] += is_right
    told = span.text[:120] if span else None
    misses += [] if is_right else [f"{case.id}: missed passage: {each.passage.text!r}; reported {told!r}"]


def _score_silent(case: Case, analysis: Analysis, counts: Counter[str], misses: list[str]) -> None:
    silent = [analysis.change(change_id) for change_id in analysis.silent]
    for link in case.gold.silent:
        is_found = any(is_gold(change, revision, link, case.stories) for revision, change in silent)
        counts["silent_gold"] += 1
        counts["silent_found"] += is_found
        misses += [] if is_found else [f"{case.id}: not called silent: {link.old!r} → {link.new!r}"]
    linked = [link for notice in case.gold.notices for link in notice.links]
    counts["silent_reported"] += len(silent)
    counts["silent_wrong"] += sum(any(is_gold(c, r, link, case.stories) for link in linked) for r, c in silent)


def _told(change: Change) -> str:
    old, new = change.old.text if change.old else "", change.new.text if change.new else ""
    return f"{old[:80]!r} → {new[:80]!r}"
