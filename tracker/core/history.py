"""The fold of a history: versions in, and out come revisions, notices and the three ledgers.

`analyse` is the whole of the core in one call. It is a pure function of the texts: one more version gives what
analysing all of them together would give.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tracker.core.analysis import Analysis, Version
from tracker.core.change import Change, Revision, Span
from tracker.core.copyedits import find_style
from tracker.core.deciding import apply_decisions
from tracker.core.decision import Decision
from tracker.core.diff import diff
from tracker.core.evidence import weigh_all
from tracker.core.finding import RuleName
from tracker.core.follow import Life, follow, own_changes, steps_of_twins
from tracker.core.headline_tests import find_headline_tests
from tracker.core.house import judge
from tracker.core.life import find_events
from tracker.core.links import choose, make_link
from tracker.core.model import Model
from tracker.core.notice import Link, Notice, Passage
from tracker.core.notices import find_notices
from tracker.core.outcome import add_outcome
from tracker.core.passages import find_passage, passage_of_links
from tracker.core.phrases import PHRASES
from tracker.core.phrases.phrase import Phrase
from tracker.core.place_clues import Circumstances
from tracker.core.rarity import Rarity
from tracker.core.readings import Candidate, Reading, read_change, read_notice
from tracker.core.reasons import reason_for
from tracker.core.silent import find_silent
from tracker.core.standing import find_standings
from tracker.core.story import Story
from tracker.core.suspects import find_suspects
from tracker.core.weights import MODEL
from tracker.core.wordings import read_exchanges

Stories = Mapping[int, Story]  # by version number, rising


@dataclass(frozen=True, slots=True)
class Weighing:
    """One notice with every change that it could be about, and the clues for each: what the linker decides on."""

    life: Life
    reading: Reading
    candidates: tuple[Candidate, ...]
    clues: tuple[dict[str, float], ...]


def analyse(
    versions: Sequence[Version],
    model: Model = MODEL,
    *,
    phrases: tuple[Phrase, ...] = PHRASES,
    house: Collection[RuleName] = (),
    decisions: Sequence[Decision] = (),
) -> Analysis:
    """Diff the versions, find and follow the notices, link them, and fold all into the three ledgers.

    Versions come in order, with rising numbers; some may be left out. One version is enough: it has notices and
    passages. `phrases` are the wordings that notices are found by, `house` the house rules that are on;
    the `decisions` of editors outrank what is found.
    """
    stories = {version.n: version.story for version in versions}
    revisions = tuple(diff(old.story, new.story, old.n, new.n) for old, new in pairwise(versions))
    rarity = Rarity(stories.values())
    weighings = weigh_notices(stories, revisions, rarity, phrases)
    notices = tuple(
        _notice(n, weighing, stories, revisions, rarity, weighings, model) for n, weighing in enumerate(weighings, 1)
    )
    suspects = find_suspects(notices, [_confidences(weighing, model) for weighing in weighings], model)
    tests = find_headline_tests(stories, revisions, notices)
    standings = find_standings(revisions, stories, notices, suspects, tests)
    silent = find_silent(revisions, standings)
    analysis = Analysis(
        tuple(versions),
        revisions,
        notices,
        silent,
        standings=standings,
        suspects=tuple(suspects.items()),
        headline_tests=tests,
    )
    return judge(apply_decisions(add_outcome(analysis), decisions), house, phrases)


def _confidences(weighing: Weighing, model: Model) -> dict[str, float]:
    """Return how sure it is, change by change, that the notice is about it."""
    pairs = zip(weighing.candidates, weighing.clues, strict=True)
    return {candidate.change.id: model.confidence(clues) for candidate, clues in pairs}


def weigh_notices(
    stories: Stories, revisions: Sequence[Revision], rarity: Rarity, phrases: tuple[Phrase, ...] = PHRASES
) -> list[Weighing]:
    """Return, for each notice of the history, the changes it could be about with their clues."""
    lives = follow({n: find_notices(story, phrases) for n, story in stories.items()}, revisions)
    if not lives:  # most stories: their changes need not be read for linking
        return []
    own = {change_id for life in lives for change_id in own_changes(life, revisions)}
    candidates = tuple(
        read_change(exchange.change, revision, old, new, is_style=find_style(exchange) is not None)
        for revision in revisions
        for old, new in [(stories[revision.old], stories[revision.new])]
        for exchange in read_exchanges(revision, old, new)
        if exchange.change.id not in own and _may_be_meant(exchange.change)
    )
    stated = [set(life.stated_in) for life in lives]
    weighings = []
    for n, life in enumerate(lives):
        reading = read_notice(life.latest)
        about = Circumstances(
            life.stated_in,
            life.first_seen == min(stories),
            _own_blocks(life, reading, stories, revisions),
            frozenset().union(*stated[:n], *stated[n + 1 :]),
            life.latest.kind == "retraction",
        )
        theirs = steps_of_twins(life, lives)
        some = tuple(each for each in candidates if each.revision.new not in theirs)
        weighings.append(Weighing(life, reading, some, tuple(weigh_all(reading, about, some, rarity))))
    return weighings


def _may_be_meant(change: Change) -> bool:
    """A notice is about words: not about a move, a paragraph break, white space or a sign."""
    words = "".join(span.text for span in (change.old, change.new) if span)
    return (
        change.kind in ("replaced", "inserted", "deleted") and any(map(str.isalnum, words)) and not change.hidden_by
    )


def _own_blocks(
    life: Life, reading: Reading, stories: Stories, revisions: Sequence[Revision]
) -> set[tuple[int, int]]:
    """The paragraph that a notice is glued to, or speaks of as its own, in every version, earlier ones included."""
    own = {
        (n, found.block)
        for n, found in life.sightings
        if found.span != (0, len(stories[n].blocks[found.block].text)) or reading.is_here
    }
    for revision in reversed(revisions):
        own |= {
            (revision.old, b) for row in revision.rows for n in row.new if (revision.new, n) in own for b in row.old
        }
    return own


def _notice(
    n: int,
    weighing: Weighing,
    stories: Stories,
    revisions: tuple[Revision, ...],
    rarity: Rarity,
    all_weighings: Sequence[Weighing],
    model: Model,
) -> Notice:
    life, found = weighing.life, weighing.life.latest
    links = link(weighing, model)
    passage = _passage(weighing, links, stories, revisions, rarity, all_weighings)
    return Notice(
        id=f"n{n}",
        first_seen=life.first_seen,
        last_seen=life.last_seen,
        block=found.block,
        text=found.text,
        kind=found.kind,
        date=found.date,
        claims=found.claims,
        label=found.label,
        passage=passage,
        links=links,
        reason=None if links else reason_for(found, life.first_seen, has_passage=passage is not None),
        changes=own_changes(life, revisions),
        events=find_events(life, tuple(stories), revisions),
    )


def link(weighing: Weighing, model: Model) -> tuple[Link, ...]:
    """Return the links of a notice."""
    confidences = [model.confidence(clues) for clues in weighing.clues]
    chosen = choose(weighing.candidates, confidences, model)
    return tuple(make_link(weighing.reading, weighing.candidates[n], p) for n, p in chosen.items())


def _passage(
    weighing: Weighing,
    links: tuple[Link, ...],
    stories: Stories,
    revisions: tuple[Revision, ...],
    rarity: Rarity,
    all_weighings: Sequence[Weighing],
) -> Passage | None:
    """The sentence of the last version that the surest link leads to, or else the one most like the notice."""
    if passage := passage_of_links(links, stories, revisions):
        return passage
    last = max(stories)
    present = [w.life.latest for w in all_weighings if w.life.last_seen == last]
    notices = [Span(found.block, *found.span, found.text) for found in present]
    own = weighing.life.latest.block if weighing.life.last_seen == last else None
    span = find_passage(weighing.reading, stories[last], notices, own, rarity)
    return Passage(last, span) if span else None
