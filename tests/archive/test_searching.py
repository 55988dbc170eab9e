"""Searching: versions are found by their words, and the answer tells in which the words came and went."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.archive.samples import NOON, hours
from tracker.archive.index import Index
from tracker.archive.meta import Meta
from tracker.archive.names import branch_name
from tracker.archive.plan import Capture
from tracker.archive.repository import Archive
from tracker.core.found import Found, Hit
from tracker.core.query import Query, Term, parse_query
from tracker.core.story import Block, Story
from tracker.errors import InputError

TOLL = "https://quay-herald.example/toll"
FERRY = "https://news.quay-herald.example/ferry"
TOKYO = "https://minato-shimbun.example/kasai"
CORRECTION = "Correction: An earlier version misstated the toll. It is five crowns, not four."
KEEPER = "The café of the toll keeper, Zoë Ängström, stays open."

# url: each version as (hours after noon, paragraphs)
HISTORIES: dict[str, list[tuple[int, list[str]]]] = {
    TOLL: [
        (0, ["The toll will be four crowns for several months.", KEEPER]),
        (1, ["The toll will be five crowns for several months.", KEEPER, CORRECTION]),
        (2, ["The toll will be five crowns for some months.", KEEPER]),
        (3, ["The toll will be five crowns for several months, the council said.", KEEPER, CORRECTION]),
        (4, ["The toll will be five crowns for several months, the council said.", KEEPER]),
    ],
    FERRY: [
        (6, ["Months passed, several of them in fog.", "The ferry has no toll."]),
        (7, ["Months passed, several of them in fog."]),
    ],
    TOKYO: [(5, ["東京都港区のビルで火災があり、AI企業の3人がけがをした。", "ผู้ว่าการกล่าวว่า สะพานใหม่"])],
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    with Archive.init(tmp_path_factory.mktemp("search") / "archive") as archive:
        archive.record(captures(HISTORIES), now=NOON)
        with Index(archive) as index:
            yield index


def captures(histories: dict[str, list[tuple[int, list[str]]]]) -> list[Capture]:
    return [
        Capture(
            url,
            Story((Block("headline", url[-4:]), *(Block("paragraph", text) for text in paragraphs))),
            Meta(captured_at=hours(at), url=url),
        )
        for url, versions in histories.items()
        for at, paragraphs in versions
    ]


def ask(index: Index, typed: str, limit: int = 20, **how: Any) -> Found:
    return index.search(parse_query(typed), limit=limit, **how)


def found(index: Index, typed: str, **how: Any) -> dict[str | None, tuple[int, ...]]:
    return {hit.url: hit.versions for hit in ask(index, typed, **how).hits}


def only(found: Found) -> Hit:
    (hit,) = found.hits
    return hit


# what is typed: the stories and versions found, the story that was captured last first
TYPED: dict[str, dict[str, tuple[int, ...]]] = {
    "toll": {FERRY: (1,), TOLL: (1, 2, 3, 4, 5)},
    "TOLL": {FERRY: (1,), TOLL: (1, 2, 3, 4, 5)},
    "several months": {FERRY: (1, 2), TOLL: (1, 2, 4, 5)},
    '"several months"': {TOLL: (1, 2, 4, 5)},
    '"months several"': {},
    '"several months" four': {TOLL: (1, 2, 4)},
    '"some months" "several months"': {},
    '"several months" keeper': {TOLL: (1, 2, 4, 5)},
    "four OR fog": {FERRY: (1, 2), TOLL: (1, 2, 4)},
    "toll -council": {FERRY: (1,), TOLL: (1, 2, 3)},
    "toll -keeper": {FERRY: (1,)},
    'months -"several months"': {FERRY: (1, 2), TOLL: (3,)},
    "counc*": {TOLL: (4, 5)},
    "counc": {},
    "cafe angstrom ZOE": {TOLL: (1, 2, 3, 4, 5)},
    "火災": {TOKYO: (1,)},
    "東京都": {TOKYO: (1,)},
    "災火": {},
    "京東": {},
    "港区 けが": {TOKYO: (1,)},
    "AI企業": {TOKYO: (1,)},
    "ai": {TOKYO: (1,)},
    "สะพาน": {TOKYO: (1,)},
    "สะพก": {},
    "nothing": {},
}


@pytest.mark.parametrize("typed", TYPED)
def test_versions_are_found_by_their_words(index: Index, typed: str) -> None:
    """A version is found when it carries all that is wanted, wherever in it, and nothing unwanted."""
    expected = TYPED[typed]
    assert found(index, typed) == expected
    assert list(found(index, typed)) == list(expected)


def test_words_come_and_go(index: Index) -> None:
    """An answer tells the first and the last version with the words, and the one in which they were gone."""
    hit = only(ask(index, '"four crowns" -correction'))
    assert (hit.branch, hit.headline, hit.n_versions) == (branch_name(TOLL), "toll", 5)
    assert [hit.first.n, hit.last.n, hit.gone and hit.gone.n] == [1, 1, 2]
    assert [hit.first.captured_at, hit.gone and hit.gone.captured_at] == [hours(0), hours(1)]
    assert only(ask(index, '"several months" keeper')).gone is None


def test_the_words_are_marked_where_they_stand(index: Index) -> None:
    """Each passage is told once, with its kind, its versions and the words, the latest first."""
    matches = only(ask(index, '"several months"')).matches
    assert [match.versions for match in matches] == [(4, 5), (2,), (1,)]
    assert {match.kind for match in matches} == {"paragraph"}
    assert [[match.text[a:b] for a, b in match.marks] for match in matches] == [["several months"]] * 3
    (match,) = only(ask(index, "東京都 AI企業")).matches
    assert (match.text, [match.text[a:b] for a, b in match.marks]) == (
        HISTORIES[TOKYO][0][1][0],
        ["東京都", "AI企業"],
    )


def test_passages_of_other_versions_are_not_shown(index: Index) -> None:
    """Words that stood only where the query does not fit are no part of the answer."""
    assert {match.versions for match in only(ask(index, "months some")).matches} == {(3,)}


def test_notices_alone(index: Index) -> None:
    """Only the texts of notices are looked at; one that went and came back is found where it stood."""
    assert found(index, "misstated", in_notices=True) == {TOLL: (2, 4)}
    assert found(index, "keeper", in_notices=True) == {}
    hit = only(ask(index, "misstated toll", in_notices=True))
    assert (hit.gone and hit.gone.n, [match.kind for match in hit.matches]) == (5, ["correction"])


# from when, of which site, and the versions found
NARROWED: list[tuple[datetime | None, str | None, dict[str, tuple[int, ...]]]] = [
    (hours(3), None, {FERRY: (1, 2), TOLL: (4, 5)}),
    (hours(4), None, {FERRY: (1, 2), TOLL: (5,)}),
    (hours(5), None, {FERRY: (1, 2)}),
    (hours(99), None, {}),
    (None, "quay-herald.example", {FERRY: (1, 2), TOLL: (1, 2, 4, 5)}),
    (None, "News.quay-herald.example", {FERRY: (1, 2)}),
    (None, "herald.example", {}),
    (hours(5), "quay-herald.example", {FERRY: (1, 2)}),
]


@pytest.mark.parametrize(("since", "site", "expected"), NARROWED)
def test_by_time_and_site(
    index: Index, since: datetime | None, site: str | None, expected: dict[str, tuple[int, ...]]
) -> None:
    """Versions can be limited to those from a time on, and to a site with its sub-domains."""
    assert found(index, "several months", since=since, site=site) == expected


# what is typed, and the number of stories that is told on a page of one: whether it is exact
PAGED = {
    "toll": (2, True),
    "toll OR fog": (2, True),
    "several months": (2, False),
    "toll -nothing": (2, False),
    "keeper": (1, True),
    "keeper -nothing": (1, True),
}


@pytest.mark.parametrize("typed", PAGED)
def test_what_is_left_out_is_counted(index: Index, typed: str) -> None:
    """A page tells how many stories there are, and whether that is sure or only the most there can be."""
    page = ask(index, typed, limit=1)
    assert ((page.n_stories, page.is_exact), len(page.hits)) == (PAGED[typed], 1)


@given(st.text(alphabet=st.sampled_from("\"'*-^:(){}[]\\/+,;.%_ \x00\x02\x03\ud800aeOR東“"), max_size=30))
def test_a_hostile_query_is_only_words(index: Index, typed: str) -> None:
    """No query reaches SQLite as syntax: it finds something or nothing, or has no word."""
    try:
        query = parse_query(f"{typed} toll")
    except InputError:
        return
    assert {hit.url for hit in index.search(query, limit=9).hits} <= {TOLL, FERRY, TOKYO}


@pytest.mark.parametrize("text", ['"', 'a" OR "toll', '") OR toll', 'toll" *'])
def test_a_term_is_quoted(index: Index, text: str) -> None:
    """Whoever makes a query without the parser cannot break out of it either."""
    assert index.search(Query(((Term(f"nowhere {text}"),),)), limit=9).hits == ()


@pytest.mark.parametrize("typed", ["word " * 64, f'"{"toll " * 20_000}"', "a OR " * 63 + "toll", "x" * 100_000])
def test_a_long_query_is_answered(index: Index, typed: str) -> None:
    """As many words as are allowed, and as long as they come."""
    ask(index, typed)


def test_marks_of_our_own_in_a_text_do_no_harm(archive: Archive) -> None:
    """A text that holds the characters by which hits are marked is found and told as it is."""
    text = "The \x02toll\x03 is \x03five\x02 crowns\u200b, not four\x02."
    archive.record(captures({TOLL: [(0, [text])]}), now=NOON)
    with Index(archive) as index:
        for typed in ("toll", "five", "crowns", '"toll is five"'):
            match = only(ask(index, typed)).matches[-1]
            assert all(0 <= start < end <= len(match.text) for start, end in match.marks)
            assert "crowns" in match.text
