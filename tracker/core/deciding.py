"""An editor's word outranks the machine's: decisions applied to an analysis.

Decisions are folded in their order into verdicts, one for each pair of a notice and a change, so that the last word
on a subject wins; then the links are put right, and all that follows from them: passages, reasons, the silent
changes. Applying them twice is applying them once, and whatever another model says of a decided link is not heard.

A decision whose subject is not in the analysis changes nothing and is reported as stale.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from tracker.core.analysis import Analysis
from tracker.core.change import Span
from tracker.core.decision import Decision, Harmless, split_undone
from tracker.core.headline_tests import find_headline_tests
from tracker.core.notice import Decided, FoundNotice, Link, Notice, Passage
from tracker.core.outcome import add_outcome
from tracker.core.passages import find_passage, passage_of_links
from tracker.core.rarity import Rarity
from tracker.core.readings import read_notice
from tracker.core.rulings import Verdicts, find_subject, fold_verdicts
from tracker.core.silent import find_silent
from tracker.core.standing import Standing, StandingClass, find_standings
from tracker.core.story import Story

OPEN_CLASSES: tuple[StandingClass, ...] = ("unsure", "silent")  # what can be judged harmless
UNCAPTURED = "{} judged that it is about nothing that was captured."
REJECTED = "An editor rejected the link that was found; no other captured change is tied to it."


def apply_decisions(analysis: Analysis, decisions: Iterable[Decision]) -> Analysis:
    """Return the analysis as the editors see it: their links instead of the machine's, and what follows from them."""
    decisions = tuple(decisions)
    if not decisions:
        return analysis
    standing, _ = split_undone(decisions)
    found = {decision: find_subject(decision, analysis) for decision in standing}
    verdicts = fold_verdicts(subject for subject in found.values() if subject)
    notices = _decided_notices(analysis, verdicts)
    stories = {version.n: version.story for version in analysis.versions}
    tests = find_headline_tests(stories, analysis.revisions, notices)
    found_standings = find_standings(analysis.revisions, stories, notices, dict(analysis.suspects), tests)
    judged = {each.change: verdicts.harmless[each.change] for each in found_standings if _is_judged(each, verdicts)}
    standings = tuple(_judged(each, judged) for each in found_standings)
    decided = replace(
        analysis,
        notices=notices,
        standings=standings,
        silent=find_silent(analysis.revisions, standings),
        harmless=tuple(Harmless(change, decision.by, decision.at) for change, decision in judged.items()),
        stale=(*(each for each in standing if found[each] is None), *_vain_undoings(decisions)),
        headline_tests=tests,
    )
    return add_outcome(decided)


def _is_judged(standing: Standing, verdicts: Verdicts) -> bool:
    """Whether a change was judged harmless and no notice explains it."""
    return standing.kind in OPEN_CLASSES and standing.change in verdicts.harmless


def _judged(standing: Standing, judged: Mapping[str, Decision]) -> Standing:
    if standing.change not in judged:
        return standing
    return Standing(standing.change, "minor", f"judged harmless by {judged[standing.change].by}")


def _vain_undoings(decisions: tuple[Decision, ...]) -> Iterable[Decision]:
    """The undoings of what is not there."""
    ids = {decision.id for decision in decisions}
    return (decision for decision in decisions if decision.kind == "undo" and decision.undoes not in ids)


def _decided_notices(analysis: Analysis, verdicts: Verdicts) -> tuple[Notice, ...]:
    """Put the links of the notices right that anything was decided about."""
    touched = {notice for notice, _ in verdicts.pairs} | verdicts.relinked.keys()
    order = {change.id: n for n, change in enumerate(c for r in analysis.revisions for c in r.changes)}
    relinked = {n.id: _relinked(n, verdicts, order) for n in analysis.notices if n.id in touched}
    return tuple(
        _with_passage(relinked[notice.id], analysis) if relinked.get(notice.id, notice) != notice else notice
        for notice in analysis.notices
    )


def _relinked(notice: Notice, verdicts: Verdicts, order: Mapping[str, int]) -> Notice:
    """Return a notice with the links that were decided, and the machine's where nothing was."""
    known = {link.change: link for link in (*notice.rejected, *notice.links)}
    pairs = {change: verdict for (n, change), verdict in verdicts.pairs.items() if n == notice.id}
    if notice.id in verdicts.relinked:
        rest: tuple[Decided, Decision] = "rejected", verdicts.relinked[notice.id]
        pairs = dict.fromkeys(known, rest) | pairs
    links = known | {change: _decided(known.get(change), change, *verdict) for change, verdict in pairs.items()}
    by_order = sorted(links.values(), key=lambda link: order[link.change])
    tied = tuple(link for link in by_order if link.decided != "rejected")
    whole = verdicts.relinked.get(notice.id)
    return replace(
        notice,
        links=tied,
        rejected=tuple(link for link in by_order if link.decided == "rejected"),
        uncaptured_by=whole.by if whole and whole.kind == "uncaptured" and not tied else None,
    )


def _decided(known: Link | None, change: str, decided: Decided, decision: Decision) -> Link:
    """Return a link as it was decided: what an editor says is certain, what they reject stays as unsure as it was."""
    link = known or Link(change, 0.0, ())
    confidence = link.confidence if decided == "rejected" else 1.0
    return Link(change, confidence, link.evidence, decided, decision.by, decision.at)


def _with_passage(notice: Notice, analysis: Analysis) -> Notice:
    """Return a notice whose passage and reason follow from its links."""
    stories = {version.n: version.story for version in analysis.versions}
    led_to = passage_of_links(notice.links, stories, analysis.revisions)
    passage = led_to or _passage_without_link(notice, analysis)
    reason = UNCAPTURED.format(notice.uncaptured_by) if notice.uncaptured_by else REJECTED
    return replace(notice, passage=passage, reason=None if notice.links else reason)


def _passage_without_link(notice: Notice, analysis: Analysis) -> Passage | None:
    """The sentence of the last version that is most like the notice."""
    stories = {version.n: version.story for version in analysis.versions}
    last = max(stories)
    found = FoundNotice(
        notice.block, notice.text, (0, len(notice.text)), notice.kind, notice.date, notice.claims, notice.label, ""
    )
    present = [_place(each, stories[last]) for each in analysis.notices if each.last_seen == last]
    own = notice.block if notice.last_seen == last else None
    span = find_passage(read_notice(found), stories[last], present, own, Rarity(stories.values()))
    return Passage(last, span) if span else None


def _place(notice: Notice, story: Story) -> Span:
    start = story.blocks[notice.block].text.index(notice.text)
    return Span(notice.block, start, start + len(notice.text), notice.text)
