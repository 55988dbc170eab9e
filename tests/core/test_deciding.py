"""An editor's word: it outranks the machine, the last one wins, and it is never moved to anything else."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.strategies import edited_stories
from tests.core.test_diff import story
from tracker.core.analysis import Analysis, Version
from tracker.core.citing import cite_change, cite_notice, find_change, find_notice
from tracker.core.deciding import REJECTED, UNCAPTURED, apply_decisions
from tracker.core.decision import DECISION_KINDS, Decision, DecisionKind
from tracker.core.history import analyse
from tracker.core.model import Model
from tracker.core.notice import Link
from tracker.core.story import Story
from tracker.core.weights import MODEL

FARE = "The single fare to the island rises to 14 crowns in May, the ferry company said on Monday."
SHIP = "The Lindvar, which was built in 1989, carries 214 passengers and, since 2011, bicycles."
PIER = "The pier is to be closed for 9 weeks in the autumn, and the kiosk with it."
NOTICE = "Correction: An earlier version of this article misstated the single fare. It is 14 crowns, not 12."
NOON = datetime(2031, 5, 4, 12, tzinfo=UTC)
VERSIONS = (
    (FARE.replace("14", "12"), SHIP.replace("1989", "1998"), PIER.replace("9 weeks", "6 weeks")),
    (FARE, SHIP, PIER),
    (FARE, SHIP, PIER, NOTICE),
)
DEAF = Model(MODEL.bias, MODEL.weights, min_confidence=1.1, min_share_of_best=1.0)  # links nothing
CREDULOUS = Model(MODEL.bias, MODEL.weights, min_confidence=0.0, min_share_of_best=0.0)  # links everything


def tell(*texts: tuple[str, ...], model: Model = MODEL) -> Analysis:
    """Analyse versions of a story, each named by its text, as a commit is."""
    stories = [story(*paragraphs, headline="Fares rise") for paragraphs in texts]
    return analyse([Version(n, each, each.digest, NOON) for n, each in enumerate(stories, 1)], model)


ANALYSIS = tell(*VERSIONS)
FARE_CHANGE, SHIP_CHANGE, PIER_CHANGE = (change.id for change in ANALYSIS.revisions[0].changes)
IDS = (FARE_CHANGE, SHIP_CHANGE, PIER_CHANGE)


def decide(kind: DecisionKind, change: str | None = None, *to: str, day: int = 0, by: str = "Ada") -> Decision:
    """Decide something about the notice and a change of the story."""
    return Decision(
        kind,
        by,
        NOON + timedelta(days=day),
        None if kind == "harmless" else cite_notice(ANALYSIS.notices[0], ANALYSIS),
        cite_change(change, ANALYSIS) if change else None,
        tuple(cite_change(each, ANALYSIS) for each in to),
    )


def undo(decision: Decision, day: int = 0) -> Decision:
    """Take a decision back."""
    return Decision("undo", "Ada", NOON + timedelta(days=day), undoes=decision.id)


def links(analysis: Analysis) -> dict[str, str | None]:
    """The changes that the notice is tied to, with what was decided of each."""
    return {link.change: link.decided for link in analysis.notices[0].links}


@st.composite
def decision_lists(draw: st.DrawFn) -> tuple[Decision, ...]:
    """Decisions of every kind about the notice and the three changes of the story, some of them taken back."""
    taken: list[Decision] = []
    for day in range(draw(st.integers(0, 6))):
        kind = draw(st.sampled_from(["confirm", "reject", "relink", "acknowledge", "harmless", "uncaptured", "undo"]))
        change = draw(st.sampled_from(IDS))
        if kind == "undo":
            taken += [undo(draw(st.sampled_from(taken)), day)] if taken else []
        elif kind == "relink":
            to = draw(st.lists(st.sampled_from(IDS), min_size=1, max_size=3, unique=True))
            taken.append(decide("relink", draw(st.sampled_from([change, None])), *to, day=day))
        else:
            taken.append(decide(kind, None if kind == "uncaptured" else change, day=day))  # type: ignore[arg-type]
    return tuple(taken)


def test_the_machine_links_the_fare_and_is_silent_about_the_rest() -> None:
    """What the other tests start from."""
    assert links(ANALYSIS) == {FARE_CHANGE: None}
    assert ANALYSIS.silent == (SHIP_CHANGE, PIER_CHANGE)
    assert apply_decisions(ANALYSIS, ()) == ANALYSIS


def test_a_confirmed_link_is_certain_and_signed() -> None:
    """It keeps its evidence, and says who confirmed it and when."""
    (link,) = apply_decisions(ANALYSIS, [decide("confirm", FARE_CHANGE)]).notices[0].links
    assert link == Link(FARE_CHANGE, 1.0, ANALYSIS.notices[0].links[0].evidence, "confirmed", "Ada", NOON)


def test_a_rejected_link_is_gone_and_remembered() -> None:
    """The notice is an orphan with a reason, the change is silent, and who rejected it is known."""
    decided = apply_decisions(ANALYSIS, [decide("reject", FARE_CHANGE)])
    (notice,) = decided.orphans
    assert (notice.reason, decided.silent) == (REJECTED, IDS)
    assert [(link.change, link.decided, link.decided_by) for link in notice.rejected] == [
        (FARE_CHANGE, "rejected", "Ada")
    ]


def test_a_notice_about_nothing_captured_is_an_orphan_by_an_editors_word() -> None:
    """It says who judged so, and no machine ties it to anything again; a link by hand ends that."""
    for model in (MODEL, CREDULOUS):
        decided = apply_decisions(tell(*VERSIONS, model=model), [decide("uncaptured")])
        (notice,) = decided.orphans
        assert (notice.uncaptured_by, notice.reason) == ("Ada", UNCAPTURED.format("Ada"))
        assert decided.silent == IDS
    tied = apply_decisions(ANALYSIS, [decide("uncaptured"), decide("acknowledge", SHIP_CHANGE, day=1)])
    assert (tied.notices[0].uncaptured_by, tied.notices[0].reason) == (None, None)


def test_relinking_ties_by_hand_what_the_editor_picked() -> None:
    """The old change is silent again, the new ones are not, and the passage follows."""
    decided = apply_decisions(ANALYSIS, [decide("relink", FARE_CHANGE, SHIP_CHANGE, PIER_CHANGE)])
    assert links(decided) == {SHIP_CHANGE: "by hand", PIER_CHANGE: "by hand"}
    assert decided.silent == (FARE_CHANGE,)
    passage = decided.notices[0].passage
    assert passage and passage.span.text == SHIP


def test_a_silent_change_can_be_acknowledged_beside_what_is_linked() -> None:
    """The machine's link stays."""
    decided = apply_decisions(ANALYSIS, [decide("acknowledge", SHIP_CHANGE)])
    assert links(decided) == {FARE_CHANGE: None, SHIP_CHANGE: "by hand"}
    assert decided.silent == (PIER_CHANGE,)


def test_a_harmless_change_is_silent_no_more() -> None:
    """It leaves the silent list and is counted by itself."""
    decided = apply_decisions(ANALYSIS, [decide("harmless", SHIP_CHANGE)])
    assert decided.silent == (PIER_CHANGE,)
    assert [(each.change, each.by, each.at) for each in decided.harmless] == [(SHIP_CHANGE, "Ada", NOON)]


@pytest.mark.parametrize(
    ("first", "last", "linked", "harmless"),
    [
        (("reject", FARE_CHANGE), ("confirm", FARE_CHANGE), {FARE_CHANGE: "confirmed"}, []),
        (("confirm", FARE_CHANGE), ("reject", FARE_CHANGE), {}, []),
        (("relink", None, PIER_CHANGE), ("relink", None, SHIP_CHANGE), {SHIP_CHANGE: "by hand"}, []),
        (("relink", None, PIER_CHANGE), ("reject", PIER_CHANGE), {}, []),
        (("confirm", FARE_CHANGE), ("relink", None, SHIP_CHANGE), {SHIP_CHANGE: "by hand"}, []),
        (("confirm", FARE_CHANGE), ("uncaptured",), {}, []),
        (("uncaptured",), ("acknowledge", SHIP_CHANGE), {SHIP_CHANGE: "by hand"}, []),
        (("harmless", SHIP_CHANGE), ("acknowledge", SHIP_CHANGE), {FARE_CHANGE: None, SHIP_CHANGE: "by hand"}, []),
        (("acknowledge", SHIP_CHANGE), ("harmless", SHIP_CHANGE), {FARE_CHANGE: None}, [SHIP_CHANGE]),
    ],
    ids=lambda value: "-".join(map(str, value)) if isinstance(value, tuple) else "",
)
def test_the_last_word_on_a_subject_wins(
    first: tuple[DecisionKind, str], last: tuple[DecisionKind, str], linked: dict[str, str], harmless: list[str]
) -> None:
    """Whatever was said of it before."""
    decided = apply_decisions(ANALYSIS, [decide(*first), decide(*last, day=1)])
    assert links(decided) == linked
    assert [each.change for each in decided.harmless] == harmless


@given(decision_lists())
def test_applying_twice_is_applying_once(decisions: tuple[Decision, ...]) -> None:
    """Decisions say how things are, not what to do to them."""
    once = apply_decisions(ANALYSIS, decisions)
    assert apply_decisions(once, decisions) == once


@given(decision_lists(), st.sampled_from([DEAF, CREDULOUS]))
def test_a_decision_outranks_whatever_the_model_says(decisions: tuple[Decision, ...], model: Model) -> None:
    """After a re-analysis with another model, what was decided is as it was, and none of it is stale."""
    before, after = (apply_decisions(tell(*VERSIONS, model=each), decisions) for each in (MODEL, model))
    was, now = links(before), links(after)
    assert {change: said for change, said in was.items() if said} == {c: said for c, said in now.items() if said}
    machines = [each.change for each in before.notices[0].rejected if each.decided == "rejected"]
    assert set(now).isdisjoint(machines)
    assert after.stale == before.stale == ()


@given(decision_lists())
def test_a_decision_taken_back_was_never_taken(decisions: tuple[Decision, ...]) -> None:
    """Undoing the last decision leaves what the others say; undoing that brings it back."""
    if decisions and decisions[-1].kind != "undo":
        back = undo(decisions[-1], 9)
        assert apply_decisions(ANALYSIS, (*decisions, back)) == apply_decisions(ANALYSIS, decisions[:-1])
        again = (*decisions, back, undo(back, 10))
        assert apply_decisions(ANALYSIS, again) == apply_decisions(ANALYSIS, decisions)


@given(edited_stories(), edited_stories())
def test_a_citation_leads_back_to_the_very_change(first: tuple[Story, Story], second: tuple[Story, Story]) -> None:
    """Every change and every notice of any history, and no other."""
    stories = [*first, *second]
    analysis = analyse([Version(n, each, f"v{n}") for n, each in enumerate(stories, 1)])
    for revision in analysis.revisions:
        for change in revision.changes:
            assert find_change(cite_change(change.id, analysis), analysis) == change.id
    for notice in analysis.notices:
        assert find_notice(cite_notice(notice, analysis), analysis) == notice.id


def test_equal_changes_of_equal_paragraphs_are_told_apart() -> None:
    """Of two paragraphs that read the same and are changed alike, the one that was judged is meant."""
    analysis = tell((FARE, PIER, FARE), (FARE.replace("14", "16"), PIER, FARE.replace("14", "16")))
    first, second = (change.id for change in analysis.revisions[0].changes)
    judged = Decision("harmless", "Ada", NOON, change=cite_change(second, analysis))
    assert apply_decisions(analysis, [judged]).silent == (first,)


def test_decisions_survive_further_and_older_versions() -> None:
    """Ids are counted anew, the notice is reworded and moved, and every decision still finds its subject."""
    decisions = (decide("confirm", FARE_CHANGE), decide("harmless", SHIP_CHANGE))
    reworded = NOTICE.replace("misstated the single fare", "misstated the fare to the island") + " We regret it."
    old = ("Rain is forecast.", *VERSIONS[0])
    between = ("Rain is forecast for the crossing.", *VERSIONS[0])
    decided = apply_decisions(
        tell(old, between, *VERSIONS, (reworded, *VERSIONS[1]), ("Fog is forecast.", *VERSIONS[1], reworded)),
        decisions,
    )
    assert decided.stale == ()
    (link,) = decided.notices[0].links
    fixed = decided.change(link.change)[1]
    assert fixed.new and (fixed.new.text, link.decided) == ("14", "confirmed")
    harmless = decided.change(decided.harmless[0].change)[1]
    assert harmless.new and harmless.new.text == "1989"


def test_a_version_found_between_the_two_moves_nothing() -> None:
    """The same edit of the same paragraphs between the cited versions is the same change; any other is not."""
    early = (VERSIONS[0][0], VERSIONS[1][1], VERSIONS[0][2])
    decisions = (decide("confirm", FARE_CHANGE), decide("harmless", SHIP_CHANGE))
    decided = apply_decisions(tell(VERSIONS[0], early, *VERSIONS[1:]), decisions)
    assert decided.stale == ()
    rewritten = (FARE.replace("14", "12").replace("Monday", "Sunday"), *VERSIONS[0][1:])
    decided = apply_decisions(tell(VERSIONS[0], rewritten, *VERSIONS[1:]), decisions)
    assert decided.stale == decisions[:1]
    assert set(links(decided).values()) == {None}


def test_a_decision_without_its_subject_is_stale_and_changes_nothing() -> None:
    """It is reported, not applied to what looks like it, and not lost."""
    other = tuple(tuple(text.replace("crowns", "marks") for text in version) for version in VERSIONS)
    decisions = (decide("reject", FARE_CHANGE), decide("harmless", SHIP_CHANGE))
    plain = tell(*other)
    assert apply_decisions(plain, decisions) == replace(plain, stale=decisions)
    vain = undo(decisions[0])
    assert apply_decisions(ANALYSIS, [vain]).stale == (vain,)


@pytest.mark.parametrize("kind", DECISION_KINDS)
def test_half_a_decision_is_none(kind: DecisionKind) -> None:
    """What a decision is about, who took it and when is never left out."""
    with pytest.raises(ValueError, match=f"a decision to {kind} needs"):
        Decision(kind, "Ada", NOON)
    with pytest.raises(ValueError, match="a name and a time"):
        replace(decide("confirm", FARE_CHANGE), by=" ")


def test_a_decision_has_an_id_of_its_own() -> None:
    """Equal decisions have equal ids, and a different word, person or time another."""
    one = decide("confirm", FARE_CHANGE)
    others = (decide("confirm", SHIP_CHANGE), replace(one, by="Bo"), replace(one, at=NOON + timedelta(seconds=1)))
    assert one.id == decide("confirm", FARE_CHANGE).id
    assert len({each.id for each in (one, *others)}) == 4
