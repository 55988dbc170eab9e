"""Headlines that take turns are told from edits, corrections and their undoing; and no fact is lost among them."""

from datetime import UTC, datetime
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.core.analysis import Analysis, Version
from tracker.core.deciding import apply_decisions
from tracker.core.history import analyse
from tracker.core.noise import plain
from tracker.core.story import Block, Story
from tracker.core.taking import take_decision

Seen = list[tuple[int, int, list[tuple[str, int]]]]  # of each test, its first and last version, and its wordings

A, B, C = "Mayor quits over the ferry loan", "Why the mayor walked out", "Ferry loan costs the mayor her office"
BODY = (
    "Ida Brandt quit as mayor of Orrin on Monday, after a row over the loan that was to pay for the new ferry.",
    "The office stays empty until the vote, the council said, and nobody walked out of the hall with her.",
)
MORE = "Her deputy, who had asked for the loan, would not say on Monday evening whether he will stand himself."
NOTICE = "Correction: An earlier version of this article misstated the number of the dead. It is 15, not 12."


def told(*heads: str, bodies: tuple[tuple[str, ...], ...] = ()) -> Analysis:
    """Analyse versions, each a headline and, after `|`, its standfirst; their bodies are all alike, or `bodies`."""
    versions = []
    for n, (head, body) in enumerate(zip(heads, bodies or (BODY,) * len(heads), strict=True), 1):
        headline, _, standfirst = head.partition("|")
        blocks = [Block("headline", headline)] if headline else []
        blocks += [Block("standfirst", standfirst)] if standfirst else []
        versions.append(Version(n, Story((*blocks, *(Block("paragraph", text) for text in body))), f"v{n}"))
    return analyse(versions)


def seen_in(analysis: Analysis) -> Seen:
    return [
        (test.first, test.last, [(each.headline, each.n_times) for each in test.wordings])
        for test in analysis.headline_tests
    ]


BOTH = [(A, 2), (B, 1)]
LONGER = (*BODY, MORE)
FIXED = (BODY[0].replace("Monday", "Sunday"), BODY[1])
# Id, the headlines in order, the bodies where they differ, the tests that are to be seen.
CASES: list[tuple[str, tuple[str, ...], tuple[tuple[str, ...], ...], Seen]] = [
    ("there and back", (A, B, A), (), [(1, 3, BOTH)]),
    ("there and not back", (A, B), (), []),
    ("one after the other", (A, B, C), (), []),
    ("several times", (A, B, A, B, A), (), [(1, 5, [(A, 3), (B, 2)])]),
    ("three wordings", (A, B, C, A), (), [(1, 4, [(A, 2), (B, 1), (C, 1)])]),
    ("a third wording after it", (A, B, A, C), (), [(1, 3, BOTH)]),
    ("a first wording before it", (C, A, B, A), (), [(2, 4, BOTH)]),
    ("two that meet", (A, B, A, C, A), (), [(1, 5, [(A, 3), (B, 1), (C, 1)])]),
    ("while the body stays", (A, A, B, B, A, A), (BODY, BODY, BODY, LONGER, LONGER, BODY), [(2, 5, BOTH)]),
    ("while the body grows", (A, B, A), (BODY, LONGER, LONGER), [(1, 3, BOTH)]),
    ("while the body is edited", (A, B, A), (BODY, BODY, FIXED), [(1, 3, BOTH)]),
    ("with the body, undone", (A, B, A), (BODY, FIXED, BODY), []),
    ("with a paragraph that came and went", (A, B, A), (BODY, LONGER, BODY), []),
    ("undone first, then by itself", (A, B, A, B), (BODY, FIXED, BODY, BODY), [(2, 4, [(B, 2), (A, 1)])]),
    ("typography", ("The mayor’s loan", "The mayor's loan", "The mayor’s loan"), (), []),
    ("punctuation", (f"{A}!", A, f"{A}!"), (), [(1, 3, [(f"{A}!", 2), (A, 1)])]),
    ("a headline that was lost", (A, "", A), (), []),
    ("lost in between", (A, B, "", A), (), []),
    ("wire labels", (f"UPDATE 1-{A}", f"UPDATE 2-{A}", f"UPDATE 3-{A}"), (), []),
]


@pytest.mark.parametrize(
    ("heads", "bodies", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_a_headline_test_is_a_return_that_nothing_explains(
    heads: tuple[str, ...], bodies: tuple[tuple[str, ...], ...], expected: Seen
) -> None:
    """The headline came back to words that it had left, and the body did not go with it."""
    assert seen_in(told(*heads, bodies=bodies)) == expected


def test_a_standfirst_goes_along_where_each_headline_has_its_own() -> None:
    """It is quoted with its headline, and its changes are flips too; one that changes otherwise is an edit."""
    along = told(f"{A}|She blames the bank", f"{B}|The bank blames her", f"{A}|She blames the bank")
    (test,) = along.headline_tests
    assert [each.standfirst for each in test.wordings] == ["She blames the bank", "The bank blames her"]
    assert {*test.changes} == {change.id for revision in along.revisions for change in revision.changes}
    apart = told(f"{A}|She blames the bank", f"{B}|The bank blames her", f"{A}|The bank blames her")
    assert [each.standfirst for each in apart.headline_tests[0].wordings] == [None, None]
    assert len(apart.headline_tests[0].changes) < sum(len(revision.changes) for revision in apart.revisions)


# Id, two headlines that take turns, and the class of the flips: silent where one contradicts the other.
FLIPS = [
    ("other words", A, B, "headline_test"),
    ("other words, all with capitals", "Mayor Quits Over Ferry Loan", "Why the Mayor Walked Out", "headline_test"),
    ("a copy edit", "Mayor quits over ferry loan", "Mayor resigns over ferry loan", "headline_test"),
    ("punctuation", A, f"{A}!", "headline_test"),
    ("a name left out", "Brandt quits over ferry loan", "Mayor quits over ferry loan", "headline_test"),
    ("a number left out", "Nine ferries lie idle in Orrin", "Why ferries lie idle in Orrin", "headline_test"),
    ("the same number", "9 ferries lie idle", "Why nine ferries lie idle", "headline_test"),
    ("another number", "Ferry sinks with 12 dead", "Ferry sinks with 15 dead", "silent"),
    ("another number in other words", "Ferry sinks, killing 12", "The ferry that took 15 with it", "silent"),
    ("another name", "Brandt quits over ferry loan", "Lind quits over ferry loan", "silent"),
    ("another name inside", "Loan costs Brandt her office", "Loan costs Lind her office", "silent"),
    ("another day", "Ferry sails on Friday", "Ferry sails on Sunday", "silent"),
    ("another date", "Orrin votes on 4 May", "Orrin votes on 14 May", "silent"),
    ("another year", "The loan of 1987 is paid", "The loan of 1978 is paid", "silent"),
    ("no", "Ferry will sail in May", "Ferry will not sail in May", "silent"),
    ("other quoted words", "Mayor: ‘I was wrong’", "Mayor: ‘I was right’", "silent"),
    ("quoted words left out", "Mayor: ‘I was wrong’", "Mayor walks out", "headline_test"),
    ("another sum", "Loan of $1.5m sinks mayor", "Loan of $15m sinks mayor", "silent"),
]


@pytest.mark.parametrize(("one", "other", "kind"), [row[1:] for row in FLIPS], ids=[row[0] for row in FLIPS])
def test_what_contradicts_itself_is_silent_and_the_rest_a_test(one: str, other: str, kind: str) -> None:
    """Two facts in turn are listed with the note that the headline went back and forth; two wordings are no edit."""
    analysis = told(one, other, one)
    assert seen_in(analysis) == [(1, 3, [(one, 2), (other, 1)])]
    assert {each.kind for each in analysis.standings if each.change in analysis.tested} <= {"headline_test"}
    assert {_step(each) for each in (analysis.silent if kind == "silent" else analysis.tested)} == {"r1", "r2"}
    assert kind == "silent" or not analysis.silent
    said = "the headline went back and forth; " if kind == "silent" else "a headline test: "
    assert all(each.reason.startswith(said) for each in analysis.standings if each.kind == kind)


def _step(change_id: str) -> str:
    return change_id.partition("c")[0]


TOLL = ("The ferry sank with 15 people on board, none of whom was found by Monday.", *BODY)
TWELVE, FIFTEEN = "Ferry sinks off Orrin with 12 dead", "Ferry sinks off Orrin with 15 dead"


def test_a_correction_is_no_test() -> None:
    """The step that a notice is about ends a test, and what comes back after it is no test but the error."""
    noticed = (*TOLL, NOTICE)
    analysis = told(TWELVE, FIFTEEN, TWELVE, bodies=(TOLL, noticed, noticed))
    assert "r1c1" in {link.change for notice in analysis.notices for link in notice.links}
    assert (analysis.headline_tests, analysis.tested) == ((), ())
    flipped = told(A, B, A, TWELVE, FIFTEEN, bodies=(TOLL, TOLL, TOLL, TOLL, noticed))
    assert seen_in(flipped) == [(1, 3, BOTH)]


def test_an_editor_who_rejects_the_notice_makes_it_a_test() -> None:
    """What follows from a decision is worked out again: without a correction, the headline only went to and fro."""
    noticed = (*TOLL, NOTICE)
    analysis = told(TWELVE, FIFTEEN, TWELVE, bodies=(TOLL, noticed, noticed))
    at = datetime(2031, 5, 4, 12, tzinfo=UTC)
    changes = [link.change for link in analysis.notices[0].links]
    rejected = [take_decision("reject", analysis, by="Ada", at=at, notice="1", change=each) for each in changes]
    decided = apply_decisions(analysis, rejected)
    assert seen_in(decided) == [(1, 3, [(TWELVE, 2), (FIFTEEN, 1)])]
    assert {"r1c1", "r2c1"} <= {*decided.silent}


@given(st.lists(st.sampled_from([A, B, C]), max_size=9))
def test_there_is_a_test_where_a_headline_comes_back(heads: list[str]) -> None:
    """With one body, a wording that stands twice with another between is in exactly one test, with all its flips."""
    analysis = told(*heads)
    runs = [wording for wording, _ in groupby(heads)]
    came_back = {wording for wording in runs if runs.count(wording) > 1}
    in_tests = [each for test in analysis.headline_tests for each in test.wordings]
    assert came_back == {each.headline for each in in_tests if each.n_times > 1}
    for test in analysis.headline_tests:
        stood = [heads[n - 1] for n in range(test.first, test.last + 1)]
        flips = [wording for wording, _ in groupby(stood)]
        assert {each.headline: each.n_times for each in test.wordings} == {h: flips.count(h) for h in flips}
        assert len({_step(change) for change in test.changes}) == len(flips) - 1
    assert {*analysis.tested} == {change for test in analysis.headline_tests for change in test.changes}


@given(st.lists(st.sampled_from([A, B, TWELVE, FIFTEEN, f"{A}|{MORE}", f"{B}|{BODY[0]}"]), max_size=7))
def test_every_fact_of_a_flip_stands_in_a_list(heads: list[str]) -> None:
    """Whatever takes turns, no change of a headline is called a copy edit or hidden, and each wording is quoted."""
    analysis = told(*heads)
    kinds = {standing.change: standing.kind for standing in analysis.standings}
    for test in analysis.headline_tests:
        assert {kinds[change] for change in test.changes} <= {"silent", "headline_test"}
        assert len({plain(each.headline) for each in test.wordings}) == len(test.wordings) > 1
