"""What came of corrections: where the wrong value still stands, what became of the notice, and how long it took."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.core.analysis import Analysis, Version
from tracker.core.deciding import apply_decisions
from tracker.core.history import analyse
from tracker.core.notice import RANKS, Event, Interval, Notice, NoticeKind
from tracker.core.stated import Stated, StatedPlace
from tracker.core.story import Block, Story
from tracker.core.timing import Gap, between

BEGIN = datetime(2031, 5, 1, 2, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
MORE = (
    "Rain fell on the regatta for the whole of Saturday, and the tents by the mole were taken down at noon.",
    "Ferdinand Oakes, who sells smoked eels by the bridge, said he had not seen such a crowd since his youth.",
    "The library will open its reading room on Thursdays from the first week of the coming month.",
)


def told(
    *texts: tuple[str, ...],
    headline: str = "Old mill by the weir gets a new roof",
    every: timedelta = DAY,
    stated: tuple[Stated, ...] = (),
) -> Analysis:
    """Analyse versions, each a headline, some paragraphs and three more that have nothing to do with them.

    Their pages have `stated` what the story does not say.
    """
    stories = (
        Story((Block("headline", headline), *(Block("paragraph", each) for each in (*text, *MORE)))) for text in texts
    )
    times = (BEGIN + n * every for n in range(len(texts)))
    return analyse(
        [
            Version(n, each, f"v{n}", at, stated=stated)
            for n, (each, at) in enumerate(zip(stories, times, strict=True), 1)
        ]
    )


def standing(analysis: Analysis) -> list[tuple[int | tuple[StatedPlace, ...], str]]:
    """Return the blocks, or the places in which the page states them, and the words of all that remains."""
    last = analysis.versions[-1]
    stated = {each.place: each.text for each in last.stated}
    remains = [each for notice in analysis.notices for each in notice.remains]
    for each in remains:
        texts = [stated[p] for p in each.places] if each.block is None else [last.story.blocks[each.block].text]
        assert {text[each.start : each.end] for text in texts} == {each.text}
    return [(each.places if each.block is None else each.block, each.text) for each in remains]


ROOF = "The new roof of the mill will cost £{}m, the parish council said on Friday."
TRUST = "The mill trust, which has {} members, met in the chapel and voted for the slate roof."
OPENED = "The mill trust was founded in {} by the millers of the parish, in the chapel by the weir."
NAMED = "Greta {} of the mill trust said the slate would come from a quarry in the next valley."
ROOF_NOTICE = "Correction: An earlier version misstated the cost of the roof. It is £46m, not £64m."
TRUST_NOTICE = "Correction: An earlier version misstated how many members the mill trust has. It is 15, not 13."
YEAR_NOTICE = "Correction: An earlier version misstated when the mill trust was founded. It was 1987, not 1978."
NAME_NOTICE = "Correction: An earlier version misspelled the name of Greta Lindqvist of the mill trust."

# What is corrected, wrong and right, its notice, the sentence that still says something, and the words that remain.
STILL: dict[str, tuple[str, str, str, str, str, str]] = {
    "money": (ROOF, "64", "46", ROOF_NOTICE, "With a roof for £64m the mill will outlive its parish.", "£64m"),
    "money in words": (ROOF, "64", "46", ROOF_NOTICE, "A roof for the mill at a cost of £64 million.", "£64 million"),
    "number": (TRUST, "13", "15", TRUST_NOTICE, "The 13 members of the mill trust all live by the weir.", "13"),
    "number in words": (TRUST, "13", "15", TRUST_NOTICE, "All thirteen members of the trust voted.", "thirteen"),
    "compound": (TRUST, "13", "15", TRUST_NOTICE, "The 13-member mill trust voted for it.", "13"),
    "year": (OPENED, "1978", "1987", YEAR_NOTICE, "Founded in 1978, the trust of the millers met there.", "1978"),
    "misspelt name": (NAMED, "Lindkvist", "Lindqvist", NAME_NOTICE, "Lindkvist laughed at the rain.", "Lindkvist"),
}  # fmt: skip
NEAR: dict[str, tuple[str, str, str, str, str]] = {
    "other thing of that cost": (ROOF, "64", "46", ROOF_NOTICE, "The harbour took £64m in dues last year."),
    "other unit": (ROOF, "64", "46", ROOF_NOTICE, "The roof of the mill is 64m long, the council said."),
    "both values": (ROOF, "64", "46", ROOF_NOTICE, "The mill roof will cost £46m; £64m had been feared."),
    "earlier value": (ROOF, "64", "46", ROOF_NOTICE, "An earlier cost of the mill roof was put at £64m."),
    "other things counted": (TRUST, "13", "15", TRUST_NOTICE, "The mill trust met in a chapel with 13 windows."),
    "other members": (TRUST, "13", "15", TRUST_NOTICE, "The rowing club lost 13 members in the flood."),
    "small number alone": (TRUST, "13", "15", TRUST_NOTICE, "It was over by 13 minutes past noon."),
    "year of something else": (OPENED, "1978", "1987", YEAR_NOTICE, "The mill burned in 1978, on a windy night."),
    "word in a word": (NAMED, "Lindkvist", "Lindqvist", NAME_NOTICE, "Lindkvistson is a shop for oars."),
    "first name of another": (
        "{} Marlowe, who keeps the mill, wound up the sluice.", "Jonn", "John",
        "Correction: An earlier version misspelled the first name of John Marlowe.", "Jonn Abbot paid for the oars.",
    ),
    "name put for another": (
        "The sluice was drawn by {}, who keeps the mill.", "Ada Kerr", "Tom Reeve",
        "Correction: An earlier version misidentified who drew the sluice. It was Tom Reeve, not Ada Kerr.",
        "Ada Kerr rowed in the final, and lost it by a length.",
    ),
    "mere words": (
        "The trust chose a {} roof for the mill.", "thatched", "slate",
        "Correction: An earlier version misstated the kind of roof. It is slate, not thatched.",
        "The mill once had a thatched roof.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", STILL)
def test_a_wrong_value_that_still_stands_is_told_with_its_place(name: str) -> None:
    """The sentence left alone is told, by the words of the wrong value."""
    text, wrong, right, notice, left, words = STILL[name]
    analysis = told((text.format(wrong), left), (text.format(right), left, notice))
    assert analysis.notices[0].links, "the case is linked"
    assert standing(analysis) == [(2, words)]


@pytest.mark.parametrize("name", NEAR)
def test_the_same_value_in_another_sense_is_not_told(name: str) -> None:
    """A value proves nothing without what it is about; nor do words about the past, or about both values."""
    text, wrong, right, notice, left = NEAR[name]
    analysis = told((text.format(wrong), left), (text.format(right), left, notice))
    assert analysis.notices[0].links, "the case is linked"
    assert standing(analysis) == []


def test_the_headline_is_looked_at_first() -> None:
    """A correction of the text that leaves the headline is not complete; the notice itself is no remainder."""
    analysis = told((ROOF.format(64),), (ROOF.format(46), ROOF_NOTICE), headline="Mill roof to cost the parish £64m")
    assert standing(analysis) == [(0, "£64m")]


def test_what_the_page_states_is_looked_at_after_the_text() -> None:
    """The same words in several places are told once; a sentence about something else, or with both values, never."""
    left = STILL["money"][4]
    stated = (
        Stated("title", "Harbour takes £64m in dues"), Stated("description", left),
        Stated("og:title", "Mill roof to cost £46m, not £64m"), Stated("og:description", left),
        Stated("json-ld:articleBody", f"It rained. {ROOF.format(64)}"),
    )  # fmt: skip
    analysis = told((ROOF.format(64), left), (ROOF.format(46), left, ROOF_NOTICE), stated=stated)
    assert standing(analysis) == [
        (2, "£64m"), (("description", "og:description"), "£64m"), (("json-ld:articleBody",), "£64m"),
    ]  # fmt: skip


def test_what_is_mended_later_is_complete() -> None:
    """Only the last version counts."""
    left = STILL["money"][4]
    analysis = told(
        (ROOF.format(64), left), (ROOF.format(46), left, ROOF_NOTICE),
        (ROOF.format(46), left.replace("64", "46"), ROOF_NOTICE),
    )  # fmt: skip
    assert standing(analysis) == []


@pytest.mark.parametrize(
    "notice",
    [
        "Update: This article has been updated with the cost of the roof of the mill, £46m.",
        "Correction: An earlier version of this article contained an error.",
        "Correction: The photograph beside this article showed another mill.",
    ],
)
def test_what_no_notice_calls_wrong_is_not_told(notice: str) -> None:
    """An update, a vague notice and a notice about a picture prove no value wrong."""
    left = STILL["money"][4]
    assert standing(told((ROOF.format(64), left), (ROOF.format(46), left, notice))) == []


def test_a_one_sided_change_leaves_nothing_behind() -> None:
    """Words that were only added or only taken away have no value that replaced another."""
    notice = "Correction: An earlier version omitted the cost of the mill roof. It is £46m."
    silent = "The new roof of the mill was promised, the parish council said on Friday."
    assert standing(told((silent, STILL["money"][4]), (ROOF.format(46), STILL["money"][4], notice))) == []


def test_the_outcome_is_worked_out_again_when_links_change() -> None:
    """Applying no decisions changes nothing, and the outcome belongs to the links."""
    analysis = told((ROOF.format(64),), (ROOF.format(46), ROOF_NOTICE))
    assert apply_decisions(analysis, ()) == analysis


def events(analysis: Analysis) -> list[tuple[object, ...]]:
    (notice,) = analysis.notices
    return [(e.version, e.kind, *filter(None, (e.was, e.now)), *(["down"] * e.is_downgrade)) for e in notice.events]


FIXED, WRONG = ROOF.format(46), ROOF.format(64)
CLARIFIED = ROOF_NOTICE.replace("Correction", "Clarification")
UPDATED = ROOF_NOTICE.replace("Correction", "Update")
YEAR = OPENED.format(1987)
REWORDED = ROOF_NOTICE.replace("It is", "The right figure is")
LIVES: dict[str, tuple[tuple[tuple[str, ...], ...], list[tuple[object, ...]]]] = {
    "there from the start": (((FIXED, ROOF_NOTICE), (FIXED, ROOF_NOTICE)), []),
    "added": (((WRONG,), (FIXED, ROOF_NOTICE)), [(2, "added")]),
    "reworded": (((WRONG,), (FIXED, ROOF_NOTICE), (FIXED, REWORDED)), [(2, "added"), (3, "reworded")]),
    "downgraded": (
        ((WRONG,), (FIXED, ROOF_NOTICE), (FIXED, CLARIFIED)),
        [(2, "added"), (3, "relabelled", "correction", "clarification", "down")],
    ),
    "downgraded in name": (
        ((WRONG,), (FIXED, ROOF_NOTICE), (FIXED, UPDATED)),
        [(2, "added"), (3, "relabelled", "correction", "update", "down")],
    ),
    "upgraded": (
        ((WRONG,), (FIXED, CLARIFIED), (FIXED, ROOF_NOTICE)),
        [(2, "added"), (3, "relabelled", "clarification", "correction")],
    ),
    "moved to the top": (((WRONG,), (FIXED, ROOF_NOTICE), (ROOF_NOTICE, FIXED)), [(2, "added"), (3, "moved")]),
    "another paragraph came before it": (
        ((WRONG,), (FIXED, ROOF_NOTICE), (FIXED, TRUST.format(15), ROOF_NOTICE)), [(2, "added")],
    ),
    "a paragraph moved past it": (
        ((WRONG, TRUST), (FIXED, ROOF_NOTICE, YEAR, TRUST), (TRUST, FIXED, ROOF_NOTICE, YEAR)), [(2, "added")],
    ),
    "removed": (((WRONG,), (FIXED, ROOF_NOTICE), (FIXED,)), [(2, "added"), (3, "removed")]),
    "put back, in other words": (
        ((FIXED, ROOF_NOTICE), (FIXED,), (FIXED,), (FIXED, REWORDED)),
        [(2, "removed"), (4, "put back"), (4, "reworded")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LIVES)
def test_the_life_of_a_notice_is_told_version_by_version(name: str) -> None:
    """Each event has its version; what was not seen to happen is not told."""
    texts, expected = LIVES[name]
    assert events(told(*texts)) == expected


@given(st.sampled_from(list(RANKS)), st.sampled_from(list(RANKS)))
def test_a_downgrade_the_other_way_is_none(a: NoticeKind, b: NoticeKind) -> None:
    """Of two kinds, at most one is a downgrade of the other, and none of itself."""
    there, back = Event(2, "relabelled", a, b), Event(2, "relabelled", b, a)
    assert not (there.is_downgrade and back.is_downgrade)
    assert (there.is_downgrade or back.is_downgrade) == (RANKS[a] != RANKS[b])


def timed(*texts: tuple[str, ...], every: timedelta = DAY) -> Notice:
    (notice,) = told(*texts, every=every).notices
    return notice


def test_wrong_words_that_were_there_at_first_stood_at_least_so_long() -> None:
    """Without a capture before the words there is no upper bound; fix and notice in one step: at most the gap."""
    timing = timed((WRONG,), (WRONG,), (FIXED, ROOF_NOTICE)).timing
    assert timing.stood == Interval(DAY, None)
    assert timing.waited == Interval(timedelta(0), DAY)


def test_wrong_words_that_came_between_captures_have_both_bounds() -> None:
    """Came after the first capture, there at the second, gone at the fourth; the notice came two steps later."""
    timing = timed(
        (MORE[0],), (MORE[0], WRONG), (MORE[0], WRONG), (MORE[0], FIXED), (MORE[0], FIXED),
        (MORE[0], FIXED, ROOF_NOTICE), every=2 * HOUR,
    ).timing  # fmt: skip
    assert timing.stood == Interval(2 * HOUR, 6 * HOUR)
    assert timing.waited == Interval(2 * HOUR, 6 * HOUR)


def test_days_are_never_dropped() -> None:
    """Fifty hours are 180,000 seconds, not two hours."""
    timing = timed((WRONG,), (WRONG,), (FIXED, ROOF_NOTICE), every=50 * HOUR).timing
    assert timing.stood
    assert timing.stood.seconds == (180_000, None)


def test_times_that_are_not_known_give_no_timing() -> None:
    """Files carry no time, and none is made up."""
    analysis = told((WRONG,), (FIXED, ROOF_NOTICE))
    bare = analyse([Version(version.n, version.story, "") for version in analysis.versions])
    assert (bare.notices[0].timing.stood, bare.notices[0].timing.waited) == (None, None)


def test_a_notice_before_its_fix_has_not_waited() -> None:
    """Where the words were mended after the notice came, only their standing is told."""
    timing = timed((WRONG,), (WRONG, ROOF_NOTICE), (FIXED, ROOF_NOTICE)).timing
    assert timing.stood == Interval(DAY, None)
    assert timing.waited is None


@given(st.lists(st.integers(0, 10**6), min_size=6, max_size=6).map(sorted))
def test_the_truth_lies_within_the_bounds(minutes: list[int]) -> None:
    """Whenever two things happened, between the captures around them, the interval holds the time between them."""
    first, began, seen, last_seen, ended, gone = (BEGIN + timedelta(minutes=m) for m in minutes)
    interval = between(Gap(first, seen), Gap(last_seen, gone))
    assert interval
    assert interval.at_most is not None
    assert interval.at_least <= ended - began <= interval.at_most
    opened = between(Gap(None, seen), Gap(last_seen, gone))
    assert opened == Interval(interval.at_least, None)


def test_versions_follow_each_other() -> None:
    """The histories of this module are captured in order."""
    versions = told((WRONG,), (FIXED,)).versions
    assert all((a.captured_at or BEGIN) < (b.captured_at or BEGIN) for a, b in pairwise(versions))
