"""Every change has a class, with the reason for it: each mechanism by a row that it decides, and a near miss."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given

from tests.core.strategies import edited_stories
from tracker.core.analysis import Analysis, Version
from tracker.core.deciding import apply_decisions
from tracker.core.history import analyse
from tracker.core.model import Model
from tracker.core.notice import Link, Notice
from tracker.core.reasons import PICTURE
from tracker.core.silent import find_silent
from tracker.core.standing import STANDING_CLASSES, StandingClass
from tracker.core.story import Block, Story
from tracker.core.suspects import find_suspects
from tracker.core.synonyms import ROWS, unify
from tracker.core.taking import take_decision

FILL = "The council of the town of Marrow met in the hall by the river on the first evening of the week."
MORE = "Two more trains were held at the junction while crews worked through the night."


def told(old: str, new: str) -> Analysis:
    """Analyse two versions, their paragraphs divided by `|`, with a paragraph that stays."""
    versions = (
        Version(n, Story(tuple(Block("paragraph", part) for part in [*text.split("|"), FILL])), f"v{n}")
        for n, text in enumerate((old, new), 1)
    )
    return analyse(tuple(versions))


# Id, old, new, the class of the gravest change, words of its reason; each mechanism before its near miss.
ROWS_OF_CLASSES: list[tuple[str, str, str, StandingClass, str]] = [
    ("equal number", "It took 9 days there.", "It took nine days there.", "minor", "other words"),
    ("another number", "It took 9 days there.", "It took eight days there.", "silent", "9 → eight"),
    ("percent", "A rise of 24% was seen.", "A rise of 24 percent was seen.", "minor", ""),
    ("percent lost", "A rise of 24% was seen.", "A rise of 24 was seen.", "silent", "unit"),
    ("currency", "It cost $300 to mend.", "It cost £300 to mend.", "silent", "unit"),
    ("fraction", "Some two-thirds of it sank.", "Some 67 percent of it sank.", "minor", "otherwise"),
    ("other fraction", "Some two-thirds of it sank.", "Some 47 percent of it sank.", "silent", "number"),
    ("separator", "It holds 1,000 seats now.", "It holds 1.000 seats now.", "silent", "number"),
    ("grouping", "It holds 1,030 seats now.", "It holds 1030 seats now.", "minor", ""),
    ("hyphen", "Their health care plan failed.", "Their health-care plan failed.", "minor", "joined"),
    ("joined", "A new timeframe was set.", "A new time frame was set.", "minor", "joined"),
    ("score", "They won 2–1 at home.", "They won 1–2 at home.", "silent", "number"),
    ("British spelling", "The colour organised them all.", "The color organized them all.", "minor", ""),
    ("another word", "The colour pleased them all.", "The collar pleased them all.", "silent", "wording"),
    ("contraction", "They said it is done.", "They said it’s done.", "minor", ""),
    ("contracted negation", "It has not been built.", "It hasn’t been built.", "minor", ""),
    ("negation", "It has been built.", "It has not been built.", "silent", "negation"),
    ("synonym", "They purchased rare stamps.", "They bought rare stamps.", "minor", "other words"),
    ("no synonym", "They purchased rare stamps.", "They stole rare stamps.", "silent", "wording"),
    ("approximation", "It took about 20 days.", "It took roughly 20 days.", "minor", ""),
    ("other side", "It took nearly 20 days.", "It took more than 20 days.", "silent", ""),
    ("company", "The Brell Company paid.", "The Brell Co. paid.", "minor", ""),
    ("other company", "The Brell Company paid.", "The Brell Club paid.", "silent", "name"),
    ("rank", "Then Lieutenant Orr spoke.", "Then Lt. Orr spoke.", "minor", ""),
    ("acronym", "The NTB looked into it.", "The National Tram Board looked into it.", "minor", "abbreviation"),
    ("other letters", "The NTB looked into it.", "The National Rail Office looked into it.", "silent", "name"),
    ("title", "Here Ida Brandt spoke.", "Here Mayor Ida Brandt spoke.", "minor", "title"),
    ("title alone", "The driver said Orr fled.", "The driver said Captain fled.", "silent", "name"),
    ("first name", "Then Brandt spoke.", "Then Ida Brandt spoke.", "minor", "first name"),
    ("other first name", "Then Ida Brandt spoke.", "Then Ada Brandt spoke.", "silent", "name"),
    ("short first name", "Then Josh Brandt spoke.", "Then Joshua Brandt spoke.", "minor", "first name"),
    ("a mark for a name", "Then Josh Brandt spoke.", "Then . Brandt spoke.", "silent", "name"),
    ("pronoun", "Orr paid and he left.", "Orr paid and Orr left.", "minor", "pronoun"),
    ("another person", "Orr paid and he left.", "Orr paid and Brandt left.", "news", "name was added"),
    ("day told otherwise", "It shut on Thursday there.", "It shut on May 3 there.", "minor", "same time"),
    ("another day", "It shut on Thursday there.", "It shut on Friday there.", "silent", "date"),
    ("verb of saying", "The mayor said so.", "The mayor wrote so.", "minor", ""),
    ("stronger verb", "The mayor said so.", "The mayor denied so.", "silent", "attribution"),
    ("order", "They met quietly today in Marrow.", "Today they met quietly in Marrow.", "minor", ""),
    ("living story", f"{MORE}|This story will be updated.", MORE, "minor", "updating"),
    ("promise", f"{MORE}|The mayor promised nine new boats.", MORE, "silent", "paragraph with a number"),
    ("time stamp", "Updated at 9:50 a.m. today", "Updated at 11:30 a.m. today", "news", "time stamp"),
    ("departure", "The train left at 9:50 a.m.", "The train left at 11:30 a.m.", "silent", "number"),
    ("item", "3. Cut the pears thinly.", "4. Cut the pears thinly.", "minor", "numbered"),
    ("credit", "Ann Orr contributed to this report.", "Bea Orr contributed to this report.", "minor", "credit"),
    ("wire label", "UPDATE 1-Fire shuts the mill", "UPDATE 2-Fire shuts the mill", "minor", "label"),
    ("toll rises", "The flood left 12 dead.", f"The flood left 15 dead.|{MORE}", "news", "moved on"),
    ("toll falls", "The flood left 15 dead.", f"The flood left 12 dead.|{MORE}", "silent", "number"),
    ("toll alone", "The flood left 12 dead.", "The flood left 15 dead.", "silent", "12 → 15"),
    ("made exact", "It hired nearly 80 guards.", "It hired 79 guards.", "news", "exact"),
    ("made vague", "It hired three guards.", "It hired a few guards.", "silent", "taken away"),
    ("number added", "It hired many guards.", "It hired 79 guards.", "news", "number was added"),
    ("sentence added", "The mill burned.", f"The mill burned. {MORE}", "news", "sentence was added"),
    ("paragraph added", "The mill burned.", f"The mill burned.|{MORE}", "news", "paragraph was added"),
    ("words added", "The mill burned.", "The mill by the southern canal burned.", "news", "words were added"),
    ("doubt added", "The thief fled.", "The alleged thief fled.", "silent", "qualification"),
    ("doubt taken away", "The alleged thief fled.", "The thief fled.", "silent", "qualification"),
    ("trim", "The very muddy thief fled.", "The thief fled.", "minor", "trimmed"),
    (
        "superlative narrowed",
        "She was the first woman to row there.",
        "She was the first woman elected to row there.",
        "silent",
        "narrowed",
    ),
    (
        "no superlative",
        "She was the woman who rowed there.",
        "She was the woman elected who rowed there.",
        "news",
        "added",
    ),
    ("name taken away", "It runs in Ohio, Iowa and Utah.", "It runs in Ohio and Utah.", "silent", "name"),
    ("quoted words", "He said “we lost badly” there.", "He said “we won easily” there.", "silent", "quotation"),
    ("quotation marks", "He called it “a mess” there.", "He called it a mess there.", "silent", "quotation marks"),
    ("quotation added", "He left.", "He left. “It was a mess,” he said.", "news", "sentence"),
    ("sentence taken away", "The mill burned. “We fled,” said Ann Orr.", "The mill burned.", "silent", "quotation"),
    ("made way", "The mill burned. “We fled,” said Ann Orr.", f"The mill burned.|{MORE}", "news", "made way"),
    (
        "answered",
        "The firm did not respond to a request for comment.",
        "The firm called the report false.",
        "news",
        "comment",
    ),
    ("meaning", "It is reluctant to pay for it.", "It is willing to pay for it.", "silent", "wording"),
    ("comma", "Eat, children of the house.", "Eat children of the house.", "minor", ""),
    ("typography", "The mayor's view was clear.", "The mayor’s view was clear.", "hidden", "apostrophe-style"),
]
GRAVEST: tuple[StandingClass, ...] = ("silent", "unsure", "news", "minor", "hidden")
VISIBLE = [
    ("toll", "toll of 12 dead", "toll of 15 dead"),
    ("age", "Brandt, 34, said", "Brandt, 43, said"),
    ("year", "built in 1987 by", "built in 1978 by"),
    ("score", "they won 2–1 there", "they won 1–2 there"),
    ("money", "a $1.5m loan", "a $15m loan"),
    ("separator", "over 1,000 seats", "over 1.000 seats"),
    ("comma", "eat, children", "eat children"),
    ("date", "a vote on 4 May here", "a vote on 14 May here"),
    ("period", "within 3 days of it", "within 3 months of it"),
    ("time", "left at 09:15 sharp", "left at 21:15 sharp"),
    ("marks", "he called it “a mess” then", "he called it a mess then"),
    ("notice", "The mill burned.", "The mill burned.|Updated to correct the name of the mill."),
]


@pytest.mark.parametrize(
    ("old", "new", "kind", "reason"), [row[1:] for row in ROWS_OF_CLASSES], ids=[row[0] for row in ROWS_OF_CLASSES]
)
def test_a_change_has_a_class_and_a_reason(old: str, new: str, kind: StandingClass, reason: str) -> None:
    """The gravest change of a pair is of the class that an editor would give it, and says why."""
    standings = told(old, new).standings
    gravest = min(standings, key=lambda standing: GRAVEST.index(standing.kind))
    assert gravest.kind == kind, standings
    assert reason in gravest.reason


@pytest.mark.parametrize(("old", "new"), [row[1:] for row in VISIBLE], ids=[row[0] for row in VISIBLE])
def test_a_one_fact_change_stays_visible(old: str, new: str) -> None:
    """A change of one fact is never hidden, and a replaced fact is silent where no notice explains it."""
    kinds = {standing.kind for standing in told(old, new).standings}
    assert kinds and "hidden" not in kinds
    assert "silent" in kinds or "notice" in kinds or "," in old


NOTICE = (
    "Correction: An earlier version of this article misstated the bridge’s cost. It is $4 million, not $9 million."
)
BRIDGE = "The bridge over the Esk will cost $9 million and open in June, the county said."
FIXED = "The bridge over the Esk will cost $4 million and open in June, the county said."


def test_what_a_notice_is_about_is_acknowledged() -> None:
    """A linked change and the notice itself have classes of their own, which name the notice."""
    analysis = told(BRIDGE, f"{FIXED}|{NOTICE}")
    assert [(each.kind, each.reason) for each in analysis.standings] == [
        ("acknowledged", "notice 1 is about it"),
        ("notice", "part of notice 1"),
    ]
    assert analysis.silent == ()


def test_what_stands_beside_a_linked_change_is_unsure() -> None:
    """Another change in the sentence that a notice corrects may belong to it, and is not called silent."""
    analysis = told(BRIDGE, f"{FIXED.replace('June', 'July')}|{NOTICE}")
    unsure = [each for each in analysis.standings if each.kind == "unsure"]
    assert [(each.reason.split(";")[0], each.notice) for each in unsure] == [("perhaps explained by notice 1", "n1")]
    assert analysis.silent == ()


def test_what_an_editor_says_a_notice_does_not_explain_is_silent() -> None:
    """Also where it stands in the sentence that the notice corrects; the link itself is not touched."""
    analysis = told(BRIDGE, f"{FIXED.replace('June', 'July')}|{NOTICE}")
    (unsure,) = analysis.unsure
    at = datetime(2031, 5, 4, 12, tzinfo=UTC)
    rejected = take_decision("reject", analysis, by="Ada", at=at, notice="1", change=unsure)
    decided = apply_decisions(analysis, [rejected])
    assert (decided.unsure, decided.silent) == ((), (unsure,))
    assert decided.notices[0].links == analysis.notices[0].links


ORPHAN = Notice(
    "n1", 2, 2, 0, "Correction.", "correction", None, (), (0, 0), None, (), "No captured change matches it."
)
SUSPECTS: list[tuple[str, Notice, dict[str, float], list[str]]] = [
    ("close to an orphan", ORPHAN, {"r1c1": 0.2, "r1c2": 0.05}, ["r1c1"]),
    ("far from it", ORPHAN, {"r1c1": 0.05}, []),
    ("far from the best", ORPHAN, {"r1c1": 0.29, "r1c2": 0.11}, ["r1c1"]),
    ("about a picture", replace(ORPHAN, reason=PICTURE), {"r1c1": 0.2}, []),
    ("beside a link", replace(ORPHAN, links=(Link("r1c2", 0.7, ()),)), {"r1c1": 0.32, "r1c2": 0.7}, ["r1c1", "r1c2"]),
    ("below a link", replace(ORPHAN, links=(Link("r1c2", 0.7, ()),)), {"r1c1": 0.2, "r1c2": 0.7}, ["r1c2"]),
]


@pytest.mark.parametrize(
    ("notice", "known", "suspected"), [row[1:] for row in SUSPECTS], ids=[row[0] for row in SUSPECTS]
)
def test_a_notice_may_be_about_what_came_close(notice: Notice, known: dict[str, float], suspected: list[str]) -> None:
    """A likely candidate of a notice is suspected, but not where the notice can explain no change."""
    assert sorted(find_suspects([notice], [known], Model(0.0, {}, 0.3, 0.5))) == suspected


def test_what_stands_elsewhere_is_silent() -> None:
    """A change in another paragraph is none of the notice's business."""
    ferry = "The ferry at Tarn carried 212 cars a day in the summer of the flood."
    analysis = told(f"{BRIDGE}|{ferry}", f"{FIXED}|{ferry.replace('212', '221')}|{NOTICE}")
    assert [analysis.change(each)[1].new.text for each in analysis.silent if analysis.change(each)[1].new] == ["221"]  # type: ignore[union-attr]


def test_replaced_values_come_first() -> None:
    """The silent changes begin with the gravest: values, other words, removals."""
    old = "Trams run in Ohio, Iowa and Utah.|It is reluctant to pay for them.|It took 9 days."
    new = "Trams run in Ohio and Utah.|It is willing to pay for them.|It took 8 days."
    analysis = told(old, new)
    gone = [change.old.text for _, change in map(analysis.change, analysis.silent) if change.old]
    assert gone == ["9", "reluctant", ", Iowa"]
    assert analysis.silent == find_silent(analysis.revisions, analysis.standings)


def test_news_is_told_apart() -> None:
    """What only adds is news and not silent."""
    analysis = told("The mill burned.", f"The mill burned.|{MORE}")
    assert len(analysis.news) == 1
    assert analysis.silent == ()


@given(edited_stories())
def test_every_change_has_one_standing(pair: tuple[Story, Story]) -> None:
    """Whatever the text, each change stands once, in order, with a reason; what is hidden is never silent."""
    analysis = analyse(tuple(Version(n, story, f"v{n}") for n, story in enumerate(pair, 1)))
    changes = [change for revision in analysis.revisions for change in revision.changes]
    assert [each.change for each in analysis.standings] == [change.id for change in changes]
    for change, standing in zip(changes, analysis.standings, strict=True):
        assert standing.kind in STANDING_CLASSES
        assert standing.reason
        assert (standing.kind == "hidden") == bool(change.hidden_by) or standing.kind == "notice"
        assert standing.kind != "silent" or change.substantive


def test_no_wording_stands_in_two_rows() -> None:
    """A wording in two rows would make all of both mean the same."""
    seen: dict[str, str] = {}
    for row in ROWS:
        for wording in row.split(", "):
            assert seen.setdefault(wording.replace(".", ""), row) == row


@pytest.mark.parametrize("row", ROWS)
def test_each_row_of_synonyms_is_one_wording(row: str) -> None:
    """Each wording of a row is written as the first, and none as that of another row."""
    first, *rest = row.split(", ")
    assert {unify(wording) for wording in rest} == {unify(first)}
    assert sum(unify(other.split(", ")[0]) == unify(first) for other in ROWS) == 1
