"""Where every change stands: acknowledged, the notice itself, hidden, minor, a headline test, news, unsure or silent,
and why.

A change that a notice explains or that is the notice itself is out of the question; so is one that touches no fact.
Of the rest, what is a matter of style is *minor* (`copyedits`), what tells the reader more is *news*, and what
replaced or took away a fact is *silent* (`substance`). A silent change that may yet belong to a notice is *unsure*:
it stands in the sentence of a linked change, or a notice that found no better one came close to it, and no editor
has said that it does not belong there. What a headline test brought is of a class of its own, unless its wordings
contradict each other (`flips`).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from tracker.core.change import Revision, Span
from tracker.core.copyedits import find_style
from tracker.core.flips import Flip, find_flips, judge_flip
from tracker.core.headline_tests import HeadlineTest
from tracker.core.notice import Notice
from tracker.core.story import Story
from tracker.core.substance import judge_substance
from tracker.core.verdict import Revised
from tracker.core.wordings import Exchange, read_exchanges
from tracker.core.words import split_sentences

StandingClass = Literal["acknowledged", "notice", "hidden", "minor", "headline_test", "news", "unsure", "silent"]
STANDING_CLASSES: tuple[StandingClass, ...] = get_args(StandingClass)


@dataclass(frozen=True, slots=True)
class Standing:
    """The class of one change, and the reason for it in a few words for an editor.

    `notice` is the id of the notice that it is part of, that is about it, or that may explain it.
    """

    change: str
    kind: StandingClass
    reason: str
    notice: str | None = None


def find_standings(
    revisions: Sequence[Revision],
    stories: Mapping[int, Story],
    notices: Sequence[Notice],
    suspects: Mapping[str, str],
    tests: Sequence[HeadlineTest] = (),
) -> tuple[Standing, ...]:
    """Return the standing of every change, in order.

    `stories` are by version number; `suspects` gives, for the id of a change, that of a notice it may belong to;
    `tests` are the headline tests of the history.
    """
    linked = {link.change: notice.id for notice in notices for link in notice.links}
    told: dict[str, tuple[StandingClass, str, str]] = {
        id_: ("notice", f"part of notice {n.id[1:]}", n.id) for n in notices for id_ in n.changes
    }
    told |= {id_: ("acknowledged", f"notice {notice[1:]} is about it", notice) for id_, notice in linked.items()}
    cleared = {(link.change, notice.id) for notice in notices for link in notice.rejected}
    standings = []
    for revision in revisions:
        old, new = stories[revision.old], stories[revision.new]
        beside = _beside_links(revision, old, new, linked)
        exchanges = read_exchanges(revision, old, new)
        revised = _count_whole(exchanges, told)
        flips = find_flips(revision, old, new, tests)
        for exchange in exchanges:
            change = exchange.change.id
            near = (each.get(change) for each in (beside, suspects))
            likeliest = next((notice for notice in near if notice and (change, notice) not in cleared), None)
            stands = told.get(change) or _weighed(exchange, revised, likeliest, flips.get(change))
            standings.append(Standing(change, *stands))
    return tuple(standings)


def _weighed(
    exchange: Exchange, revised: Revised, notice: str | None, flip: Flip | None
) -> tuple[StandingClass, str, str | None]:
    """Judge a change that no notice is known to explain; `notice` is one that perhaps does."""
    by_itself = _judge(exchange, revised)
    kind, reason = judge_flip(exchange, by_itself, flip) if flip and by_itself[0] != "hidden" else by_itself
    if notice and "silent" in (kind, by_itself[0]):
        return "unsure", f"perhaps explained by notice {notice[1:]}; {reason}", notice
    return kind, reason, None


def _judge(exchange: Exchange, revised: Revised) -> tuple[StandingClass, str]:
    change = exchange.change
    if change.hidden_by:
        return "hidden", f"typography: {change.hidden_by}"
    if change.kind in ("moved", "split", "merged"):
        return "minor", "a paragraph moved" if change.kind == "moved" else f"a paragraph was {change.kind}"
    if not change.substantive:
        return "minor", "no fact and no word of content changed"
    if style := find_style(exchange):
        return "minor", style
    return judge_substance(exchange, revised)


def _count_whole(exchanges: Sequence[Exchange], told: Mapping[str, object]) -> Revised:
    """Count what came and went whole, apart from notices and what they explain."""
    rest = [each for each in exchanges if each.change.id not in told]
    return Revised(
        sum(each.new.is_whole and not each.old.text.strip() for each in rest),
        sum(each.old.is_whole and not each.new.text.strip() for each in rest),
    )


def _beside_links(revision: Revision, old: Story, new: Story, linked: Mapping[str, str]) -> dict[str, str]:
    """Return, for each change in a sentence of a linked change, the id of the notice."""
    spots = {c.id: {*_sentences("old", c.old, old), *_sentences("new", c.new, new)} for c in revision.changes}
    explained = {spot: linked[id_] for id_, places in spots.items() if id_ in linked for spot in places}
    return {
        id_: min(explained[spot] for spot in places & explained.keys())
        for id_, places in spots.items()
        if places & explained.keys()
    }


def _sentences(side: str, span: Span | None, story: Story) -> Iterator[tuple[str, int, int]]:
    """Yield the sentences that a span touches."""
    if span is not None:
        for n, (start, end) in enumerate(split_sentences(story.blocks[span.block].text)):
            if start <= span.end and span.start <= end:
                yield side, span.block, n
