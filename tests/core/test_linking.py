"""The parts of the linker: topics, readings, clues, the model, and what is chosen."""

import pytest

from tests.core.test_diff import FERRY, FIRE, MAYOR, story
from tracker.core.diff import diff
from tracker.core.evidence import weigh_all
from tracker.core.links import choose, make_link
from tracker.core.model import Model
from tracker.core.notice import Claim, FoundNotice
from tracker.core.place_clues import Circumstances
from tracker.core.rarity import Rarity
from tracker.core.readings import Candidate, Reading, read_change, read_notice
from tracker.core.terms import find_terms
from tracker.core.topic_table import TOPICS
from tracker.core.topics import Changed, find_topics, fitting_topics
from tracker.core.weights import MODEL

# A notice that names the topic alone, and changed words that are of it; then words that are not.
TOPIC_ROWS = {
    "money": ("the cost of the pier", "$1.5m", "nine people"),
    "share": ("the percentage of voters", "46%", "nine people"),
    "count": ("the number of passengers", "forty", "the mayor"),
    "measure": ("the height of the pier", "34", "the mayor"),
    "age": ("the age of the driver", "aged 34", "34 boats"),
    "unit": ("the unit of the dose", "milligrams", "the mayor"),
    "date": ("the day of the vote", "Tuesday", "the mayor"),
    "year": ("the year of her birth", "1957", "1,957"),
    "weekday": ("the day of the vote", "Tuesday", "a market"),
    "month": ("the month of the vote", "April", "a market"),
    "clock": ("the time of the vote", "7:30 p.m.", "seven boats"),
    "period": ("how long she served", "two years", "two boats"),
    "place": ("the city where she lives", "Norwich", "a house"),
    "site": ("the county where she lives", "Dale County", "Dale"),
    "state": ("the state he represents", "Nevada", "Norbert"),
    "country": ("the country he left", "Norway", "Norbert"),
    "party": ("the party of the senator", "Republican", "mayor"),
    "kin": ("the relationship of the two", "her sister", "the mayor"),
    "gender": ("the gender of the captain", "she", "the captain"),
    "score": ("the score of the final", "2–1", "two goals"),
    "rank": ("the order of the runners", "the second", "the runner"),
    "opposite": ("whether he will stand", "not stand", "stand"),
    "name": ("the name of the captain", "Ida Brandt", "the captain"),
    "title": ("the title of the captain", "harbour manager", "a ferry"),
    "organization": ("the company that owns the pier", "Quayside Ltd", "the owners"),
    "attribution": ("a quote to the mayor", "Brandt said", "the pier"),
}


def changed(words: str) -> Changed:
    return Changed(words.casefold(), find_terms(words))


def found(text: str, *claims: Claim) -> FoundNotice:
    return FoundNotice(9, text, (0, len(text)), "correction", None, claims, (0, 0), "test")


def candidates(old: tuple[str, ...], new: tuple[str, ...]) -> list[Candidate]:
    before, after = story(*old), story(*new)
    revision = diff(before, after)
    return [read_change(change, revision, before, after) for change in revision.changes]


def clues(notice: Reading, some: list[Candidate], stories: tuple[str, ...]) -> list[dict[str, float]]:
    return weigh_all(notice, Circumstances((2,), False, frozenset()), some, Rarity([story(*stories)]))


def test_every_topic_has_a_row() -> None:
    """No topic is left untested."""
    assert list(TOPIC_ROWS) == [topic.name for topic in TOPICS]


@pytest.mark.parametrize("name", TOPIC_ROWS)
def test_a_topic_is_named_and_fitted(name: str) -> None:
    """A notice that names the topic is recognised, and so are words of it, but not other words."""
    notice, of_it, other = TOPIC_ROWS[name]
    assert name in find_topics(notice, TOPICS)
    assert name in fitting_topics(changed(of_it), TOPICS)
    assert name not in fitting_topics(changed(other), TOPICS)


def test_a_value_is_known_by_what_stands_beside_it() -> None:
    """A number after a currency is money; one after a name and a comma is an age."""
    assert "money" in fitting_topics(Changed("30,000", find_terms("30,000"), "it cost $", " a year"), TOPICS)
    assert "age" in fitting_topics(Changed("60", find_terms("60"), "by a daughter, helen, ", "; two sons"), TOPICS)


def test_each_part_of_what_a_notice_is_about_names_a_topic() -> None:
    """A description "and the projected year": the second part has a topic of its own."""
    assert "year" in find_topics("a description of growth and the projected year for construction", TOPICS)
    assert "year" not in find_topics("the name of the year book", TOPICS)


def test_a_correction_taken_out_elsewhere_goes_with_a_sure_one() -> None:
    """The wrong value that was exchanged in one place and dropped in another is linked in both."""
    some = candidates(("the 13-member board met", "a 13-member board"), ("the 15-member board met", "a board"))
    assert choose(some, [0.9, 0.2], Model(0, {}, 0.4, 0.6)) == {0: 0.9, 1: 0.9}
    assert choose(some, [0.9, 0.05], Model(0, {}, 0.4, 0.6)) == {0: 0.9}


def test_a_notice_is_read_without_the_words_of_the_trade_and_its_own_date() -> None:
    """What is left can match: neither the label, nor the formula, nor when the notice was written."""
    text = "Correction: This article was amended on 5 March 2026 to correct the surname of Ida Brandt."
    assert {term.key for term in read_notice(found(text)).terms} == {"ida", "brandt", "surnam"}


def test_changed_numbers_are_read_whole_with_what_they_count() -> None:
    """A word that changed inside a number stands for the number."""
    (change,) = candidates(("five hundred and twelve students came",), ("five hundred and sixty students came",))
    assert [term.key for term in (*change.gone, *change.come)] == ["#512", "#560"]
    assert change.counted == {"student"}


def test_a_claim_is_weighed_against_both_sides() -> None:
    """The change that makes wrong right is told from one that does half of it, and from none."""
    notice = read_notice(found("It began at 9:50, not 9:15.", Claim(wrong="9:15", right="9:50")))
    old, new = (FIRE, FERRY), (FIRE.replace("9:15", "9:50"), FERRY.replace("two", "three"))
    right, other = clues(notice, candidates(old, new), new)
    assert right["wrong became right"] == 1.0
    assert other["wrong became right"] == 0.0
    assert other["another makes wrong right"] == 1.0


def test_every_clue_lies_between_nothing_and_all() -> None:
    """Clues are shares or yes-or-no, so that weights can be compared."""
    notice = read_notice(found("The fire began at 9:50, Mayor Brandt said.", Claim(right="9:50", about="the fire")))
    old, new = (FIRE, FERRY, MAYOR), (MAYOR.replace("month", "week"), FIRE.replace("9:15", "9:50"))
    some = clues(notice, candidates(old, new), new)
    assert some
    assert all(0 <= value <= 1 for each in some for value in each.values())


def test_every_weight_belongs_to_a_clue() -> None:
    """A weight for a clue that no longer exists would be a mistake in every confidence."""
    notice = read_notice(found("It began at 9:50."))
    (each,) = clues(notice, candidates((FIRE,), (FIRE.replace("9:15", "9:50"),)), (FIRE,))
    assert set(MODEL.weights) <= set(each)
    assert 0 < MODEL.min_confidence < 1


@pytest.mark.parametrize(
    ("confidences", "chosen"),
    [
        ([0.9, 0.8, 0.3], [0, 1]),  # good and near the best
        ([0.39, 0.2, 0.1], []),  # the best is not good enough
        ([0.9, 0.5, 0.1], [0]),  # good, but far from the best
    ],
)
def test_the_good_ones_near_the_best_are_chosen(confidences: list[float], chosen: list[int]) -> None:
    """Both thresholds must be passed."""
    some = candidates(("a 1 b", "c 2 d", "e 3 f"), ("a 4 b", "c 5 d", "e 6 f"))
    assert list(choose(some, confidences, Model(0, {}, 0.4, 0.6))) == chosen


def test_a_sure_correction_is_linked_wherever_it_was_made() -> None:
    """The same exchange of words elsewhere goes with a sure link, and not with an unsure one."""
    some = candidates(("toll of 12 dead", "so 12 died"), ("toll of 15 dead", "so 15 died"))
    assert choose(some, [0.9, 0.05], Model(0, {}, 0.4, 0.6)) == {0: 0.9, 1: 0.9}
    assert choose(some, [0.45, 0.05], Model(0, {}, 0.4, 0.6)) == {0: 0.45}


def test_evidence_in_a_script_without_spaces_is_joined() -> None:
    """A word of several characters is one piece of evidence."""
    (change,) = candidates(("容量は百万です",), ("容量は実装時百万です",))
    link = make_link(read_notice(found("訂正：実装時の容量です")), change, 0.9)
    assert [(piece.notice, piece.span) for piece in link.evidence] == [((3, 6), (3, 6))]
