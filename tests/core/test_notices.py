"""Notices are found by label, wording, place and markup, as exact words; what only looks like one is left alone."""

import json
from collections import Counter
from datetime import date
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.strategies import stories
from tracker.core.notice import FoundNotice, NoticeKind
from tracker.core.notices import find_notices
from tracker.core.story import Block, BlockKind, Story

BODY = (
    "The council of Aldmere met on Tuesday and voted to keep the pier open through the winter.",
    "Mayor Ann Lind said the repairs would cost $2.4 million, which the county is to pay by March.",
    "“We have waited nine years for this,” she said, and thanked the harbour master, Peter Ono.",
    "Two members of the council, both from Westgate, voted against the plan.",
    "The pier was built in 1904 and has been closed to coaches since 1987, when a beam gave way in a storm.",
    "The ferry to Deal sails from it four times a day in summer and twice a day in winter.",
    "Fishermen have asked for a crane. Ono said that he would look into it.",
    "The next meeting of the council is on 14 May.",
)
NOTICE = "Correction: An earlier version of this story misstated the cost. It is $2.4 million, not $24 million."


def make_story(*paragraphs: str, headline: str = "Council keeps pier open") -> Story:
    return Story((Block("headline", headline), *(Block("paragraph", text) for text in paragraphs)))


def find(*paragraphs: str) -> tuple[FoundNotice, ...]:
    """Find the notices of a story that ends with these paragraphs."""
    return find_notices(make_story(*BODY, *paragraphs))


def test_a_story_without_notices_has_none() -> None:
    """Ordinary paragraphs are no notices."""
    assert find() == ()


def test_a_notice_knows_its_block_words_kind_label_and_rule() -> None:
    """Everything about a notice is cited from its block."""
    (notice,) = find(NOTICE)
    assert (notice.block, notice.text, notice.span) == (len(BODY) + 1, NOTICE, (0, len(NOTICE)))
    assert notice.text[slice(*notice.label)].strip() == "Correction:"
    assert (notice.kind, notice.rule) == ("correction", "label")
    assert [(claim.wrong, claim.right, claim.about) for claim in notice.claims] == [
        ("$24 million", "$2.4 million", "cost")
    ]


PLACES = {
    "at the top": (0, NOTICE),
    "in the middle": (4, NOTICE),
    "at the foot": (len(BODY), NOTICE),
    "glued to a credit line": (len(BODY), f"Jo Ray contributed to this report. {NOTICE}"),
    "glued to prose": (4, f"The tide was out. Nobody swam. {NOTICE}"),
    "in brackets inside a paragraph": (4, f"The pier is long. [{NOTICE}] (Photo: Ono)"),
    "in brackets in a sentence": (4, f"The pier is long [{NOTICE}] and old."),
    "after a star": (len(BODY), f"*{NOTICE}"),
}


@pytest.mark.parametrize(("at", "text"), PLACES.values(), ids=PLACES)
def test_a_notice_is_found_wherever_it_stands(at: int, text: str) -> None:
    """The words reported are the notice's, and what it is glued to is not among them."""
    (notice,) = find_notices(make_story(*BODY[:at], text, *BODY[at:]))
    assert notice.block == at + 1
    assert text[slice(*notice.span)] == notice.text
    assert notice.text.strip("*[]") == NOTICE


def test_a_short_unlabelled_notice_begins_with_its_block() -> None:
    """The sentence before the admission belongs to it when it says what is right."""
    text = "Peter Ono is the harbour master. An earlier version of this story called him the mayor."
    assert find(text)[0].text == text


def test_a_label_in_prose_needs_more_than_itself() -> None:
    """Inside a paragraph, a label is believed where a repair or a contrast follows."""
    assert find("Jo Ray took the pictures. Correction: The council meets on Friday, not Tuesday.")
    assert not find("He wrote three words on the board. Correction: The council meets on Friday.")


def test_this_text_is_meant_where_a_sentence_stands_out() -> None:
    """In the midst of prose, "this piece was restored" is said of something else."""
    text = "The gallery has four lamps. This piece was restored in 1987."
    assert find_notices(make_story(*BODY, text, *BODY)) == ()
    assert find_notices(make_story(*BODY, "This piece was updated on Friday.", *BODY))


def test_a_dateline_is_no_part_of_a_notice() -> None:
    """A wire's notice begins after the place and the agency."""
    text = "In a story May 14 about the pier, The Wire reported erroneously that it was closed."
    (notice,) = find_notices(make_story(f"ALDMERE (AW) — {text}", *BODY))
    assert notice.text == text


HEADINGS = {
    "label": ("Correction", "The cost of the repairs was wrong. It is $2.4 million.", "correction"),
    "label with colon and date": (
        "Correction: March 1, 2010",
        "An article on Monday misstated the cost.",
        "correction",
    ),
    "label over a plain statement": ("Correction", "The council meets on Friday, and not on Tuesday.", "correction"),
    "plural label": ("Corrections", "The cost of the repairs was wrong.", "correction"),
    "clarification": ("Clarification", "The cost was wrongly called final.", "clarification"),
    "remark": ("Editor’s note", "This story was updated to include the mayor’s answer.", "update"),
    "announcement": (
        "This article has been changed to reflect the following correction:",
        "An article on Monday misstated the cost.",
        "correction",
    ),
}


@pytest.mark.parametrize(("heading", "body", "kind"), HEADINGS.values(), ids=HEADINGS)
def test_a_heading_lends_its_authority_to_what_follows(heading: str, body: str, kind: NoticeKind) -> None:
    """The block under a heading is the notice, and the heading gives the kind."""
    (notice,) = find(heading, body)
    assert (notice.text, notice.kind) == (body, kind)


def test_a_heading_has_its_say_only_over_notices() -> None:
    """The first block that is no notice ends the heading's authority; ordinary news under a heading is no notice."""
    assert [
        n.text for n in find("Corrections", "The cost was wrong.", "The date was wrong.", BODY[3], "All was wrong.")
    ] == [
        "The cost was wrong.",
        "The date was wrong.",
    ]
    assert find("Corrections", "The prisons want $3 million more.") == ()
    assert find("Update", "The prisons want $3 million more.") == ()


KINDS: list[tuple[NoticeKind, str]] = [
    ("correction", "Correction: The pier is open."),
    ("clarification", "Clarification: The pier is open to walkers alone."),
    ("retraction", "Retraction: The report of a fire was unfounded."),
    ("correction", "Update: An earlier version of this story misstated the cost."),
    ("correction", "Update: Ono is not the mayor. We regret the error."),
    ("correction", "Editor’s note: A previous version of this story misidentified the harbour master."),
    ("editors_note", "Editor’s note: The headline was changed to better fit the story."),
    ("clarification", "Editor’s note: This story has been updated to clarify who voted."),
    ("update", "Editor’s note: This story has been updated to include the mayor’s answer."),
    ("retraction", "Editor’s note: This story has been retracted."),
    ("update", "This story has been updated with an answer from the mayor."),
    ("update", "(This story was updated at 8:30 p.m.)"),
    ("correction", "This story has been updated to reflect that Ono resigned in 2014, not 2015."),
    ("clarification", "This story has been updated to make clear that the vote is not binding."),
    ("correction", "This story was updated to include the vote and to correct the cost."),
    ("correction", "This article was amended on 5 March to remove a sentence about the mayor."),
    ("correction", "Corrections and clarifications: The pier is open."),
    ("clarification", "Corrections and clarifications: This story clarifies who voted."),
    ("correction", "(Corrects paragraph 3 to say million, not billion)"),
    ("refile", "(Refiles to fix a dropped word in paragraph 3)"),
    ("clarification", "(Clarifies paragraph 3 to show the vote is not binding)"),
    ("correction", "An earlier version of this story said the pier was closed."),
    ("editors_note", "Editor’s note: Questions have been raised about a source quoted in this story."),
]


@pytest.mark.parametrize(("kind", "text"), KINDS)
def test_the_kind_goes_by_what_a_notice_does(kind: NoticeKind, text: str) -> None:
    """A label of one kind decides; else an error makes a correction, clarity a clarification, news an update."""
    assert [notice.kind for notice in find(text)] == [kind]


DATES = [
    ("Correction, Aug. 13, 2018: The pier is open.", date(2018, 8, 13)),
    ("Editor’s Note: Sept. 9, 2018 An earlier version of this story misstated the cost.", date(2018, 9, 9)),
    ("This article was amended on 28 November 2018 to correct the cost.", date(2018, 11, 28)),
    ("(2024-06-20) This post was corrected: the pier is open.", date(2024, 6, 20)),
    ("This story was corrected on Friday. The pier burned on 3 May 1987.", None),
    ("Correction: The pier burned on 3 May 1987.", None),
]


@pytest.mark.parametrize(("text", "day"), DATES)
def test_a_notice_has_the_date_it_gives_itself(text: str, day: date | None) -> None:
    """The date is that of the label or of the amendment, never one that the notice speaks of."""
    assert [notice.date for notice in find(text)] == [day]


@pytest.mark.parametrize("heading", [("Correction: March 1, 2010",), ("Correction", "March 1, 2010")])
def test_a_heading_dates_its_notice(heading: tuple[str, ...]) -> None:
    """A stamp in the heading, or in a block of its own below, is the date of what follows."""
    (notice,) = find(*heading, "An article on Monday misstated the cost.")
    assert notice.date == date(2010, 3, 1)


def test_a_list_under_a_heading_is_a_list_of_notices() -> None:
    """Each item is a notice; the paragraph after the list is none."""
    items = ("Ono is the harbour master.", "The pier was built in 1904.")
    heading = Block("subheading", "Corrections")
    story = Story((*make_story(*BODY).blocks, heading, *(Block("list_item", item) for item in items)))
    assert [notice.text for notice in find_notices(story)] == list(items)
    assert find("Corrections", *items) == ()


NOT_NOTICES = {
    "quoted": "“Correction: An earlier version of this story misstated the cost,” the Gazette wrote.",
    "quoted elsewhere": "The Gazette’s correction read: “An earlier version of this story misstated the cost.”",
    "reported": "The Gazette said on Monday that its story had misstated the cost of the pier.",
    "course correction": "The mayor called for a course correction: less talk and more work.",
    "correction officers": "Correction officers said that two men had been misidentified at the gate.",
    "market correction": "Correction on the markets: shares fell by a tenth.",
    "updated figures": "Updated figures show that 300 people use the pier each day.",
    "bare stamp": "Updated 3:15 p.m., May 14, 2020",
    "news": "Update: The council has voted to keep the pier open.",
    "will be updated": "This is a developing story and will be updated.",
    "policy": "Corrections: If you believe that we have been inaccurate, write to us.",
    "invitation": "To report a correction, write to the editor of this story.",
    "print edition": "A version of this article appeared in print on Page A4.",
    "republication": "An earlier version of this article appeared in the Harbour Review.",
    "first published": "This story was originally published by the Harbour Review.",
    "edited interview": "This interview was edited for length and clarity.",
    "bio": "Editor’s note: Ann Lind is the author of two books on piers.",
    "contents": "Editor’s note: This story contains descriptions of a storm.",
    "earlier bill": "An earlier version of the bill said that the pier would be closed.",
    "earlier software": "An earlier version of the machine incorrectly counted votes.",
    "source erred": "Ono originally said the pier was built in 1940; he had misread the plaque.",
    "subject of a story": "This story is about a man who was wrongly jailed for burning down a pier.",
    "names changed": "The names of the children in this story have been changed to protect them.",
    "player": "This video has been removed. This could be because it launched early.",
    "social post": "CORRECTION: It was the crane. — Peter Ono (@peterono) May 3, 2026",
    "label alone": "Correction:",
}  # fmt: skip


@pytest.mark.parametrize("text", NOT_NOTICES.values(), ids=NOT_NOTICES)
@pytest.mark.parametrize("at", [0, 4, len(BODY)])
def test_look_alikes_are_left_alone(text: str, at: int) -> None:
    """What only looks like a notice is none, wherever it stands."""
    assert find_notices(make_story(*BODY[:at], text, *BODY[at:])) == ()


def test_a_quotation_announced_in_the_paragraph_before_is_no_notice() -> None:
    """Neither is its second paragraph, until something else comes between."""
    quoted = "An earlier version of this story misstated the cost of the pier."
    assert find("The Gazette has since added this note:", f"Correction: {quoted}", quoted) == ()
    assert len(find("The Gazette has since added this note:", f"Correction: {quoted}", BODY[3], quoted)) == 1
    assert len(find("More from the harbour:", quoted)) == 1


def test_a_correction_of_another_story_is_no_notice() -> None:
    """A notice that names people and places which the story does not know is somebody else's."""
    text = "Correction: An earlier version of this story misstated where Brett Kale met Katya Roth in Lisbon."
    assert find(text) == ()
    assert len(find_notices(make_story(*BODY, "Kale met the mayor.", text))) == 1


@pytest.mark.parametrize(
    ("headline", "n"),
    [
        ("Author Correction: A warmer battery", 0),
        ("Erratum to: A warmer battery", 0),
        ("Corrigendum – A warmer battery", 0),
        ("Retraction Note: A warmer battery", 0),
        ("Correction: Ferry fire story", 1),
        ("Errata in the parish book cost the vicar his post", 1),
    ],
)
def test_an_article_that_is_a_correction_is_about_another(headline: str, n: int) -> None:
    """A journal's erratum says what was wrong elsewhere; a wire's corrected story carries its own notice."""
    text = "In the version of this article initially published, the name of the harbour master was misspelled."
    assert len(find_notices(Story((Block("headline", headline), *make_story(*BODY, text).blocks)))) == n


def test_markup_is_trusted_more_than_a_paragraph() -> None:
    """A block that the page calls a notice needs only to speak of an error or a repair."""
    text = "The name of the harbour master was misspelled."
    assert find(text) == ()
    story = Story((*make_story(*BODY).blocks, Block("notice", text)))
    assert [notice.rule for notice in find_notices(story)] == ["markup: en-mis"]


@pytest.mark.parametrize("kind", ["standfirst", "subheading", "caption", "list_item", "notice"])
def test_notices_stand_in_blocks_of_any_kind(kind: BlockKind) -> None:
    """Every block is searched but a headline that reads like one."""
    story = Story((Block("headline", NOTICE.removesuffix(".")), Block(kind, NOTICE)))
    assert [notice.block for notice in find_notices(story)] == [1]


@pytest.mark.parametrize(
    "text", [NOTICE, "(Corrects paragraph 3 to say million)", "[This story has been corrected.]"]
)
def test_a_notice_taken_for_a_headline_is_found(text: str) -> None:
    """A headline that ends as none does is read: the text had none, and its first paragraph was a notice."""
    assert [notice.text for notice in find_notices(make_story(*BODY, headline=text))] == [text]


def test_a_removal_is_believed_without_its_names() -> None:
    """What a notice says was taken out does not stand in the story any more."""
    text = "This story has been corrected to remove a reference to Brett Kale, who met Katya Roth in Lisbon."
    assert len(find_notices(make_story(*BODY, text))) == 1


def test_a_bracket_inside_the_prose_belongs_to_it() -> None:
    """Names that stand nowhere else do not make it somebody else's."""
    text = f"{BODY[6]} [An earlier version of this story said that the crane came from Katya Roth of Lisbon.]"
    assert len(find_notices(make_story(*BODY, text))) == 1


RECALLED = "We previously reported that the harbour master had voted."


@pytest.mark.parametrize("at", [4, len(BODY)])
@pytest.mark.parametrize(
    ("after", "count"),
    [("In fact, he left before. We regret the error.", 1), ("On Friday the mayor thanked him.", 0), ("", 0)],
)
def test_what_was_reported_is_a_notice_when_it_is_taken_back(at: int, after: str, count: int) -> None:
    """Recalling an earlier report admits nothing; the next sentence does."""
    text = f"{RECALLED} {after}".strip()
    assert len(find_notices(make_story(*BODY[:at], text, *BODY[at:]))) == count


def test_a_short_block_under_a_label_is_a_notice() -> None:
    """Under "Correction" alone, a plain statement at the foot is the correction; under "Update" it is news."""
    text = "The chart of the tides used data of 2019; it now uses those of 2021."
    assert [notice.kind for notice in find("Errata", text)] == ["correction"]
    assert find("Update", text) == ()


def test_several_corrections_in_a_block_are_claims_of_one_notice() -> None:
    """A printed block is one notice, however many corrections it holds."""
    text = f"{NOTICE} Correction, May 2: This story also misnamed the harbour master. He is Peter Ono."
    (notice,) = find(text)
    assert [claim.right for claim in notice.claims] == ["$2.4 million", "Peter Ono"]


@given(stories, st.integers(0, 20))
def test_spans_slice_to_the_words_they_claim(story: Story, at: int) -> None:
    """In any story, a notice's text, label and claims are words of its block."""
    blocks = [*story.blocks[:at], Block("paragraph", NOTICE), *story.blocks[at:]]
    for notice in find_notices(Story(tuple(blocks))):
        assert blocks[notice.block].text[slice(*notice.span)] == notice.text
        assert 0 <= notice.label[0] <= notice.label[1] <= len(notice.text)
        for claim in notice.claims:
            assert all(value in notice.text for value in (claim.wrong, claim.right, claim.about) if value)


HOSTILE = {
    "one word": "a",
    "brackets": "[(",
    "labels": "Correction: ",
    "texts": "an earlier version of this story (",
    "deeds": "Correction: this story said that it was not wrong, ",
    "quotation marks": "“\"‘«",
    "sentences": "A. ",
    "stamps": "Correction 1, 2, ",
    "digits": "Correction 1111111111111111111111111111111111111111111111111111111111 ",
    "blanks": " ",
}  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_a_megabyte_in_one_line_is_read(piece: str) -> None:
    """A block of a million characters is read in its last part only, so it ends, and its foot is still found."""
    text = piece * (1_000_000 // len(piece)) + f" {NOTICE}"
    assert len(find_notices(make_story(text.strip()))) <= 1


def test_the_foot_of_a_very_long_block_is_read() -> None:
    """A notice glued to the end of a story in one paragraph is found, with its place in the whole."""
    text = "The tide came in. " * 10_000 + NOTICE
    (notice,) = find_notices(make_story(text))
    assert text[slice(*notice.span)] == notice.text == NOTICE


def read_examples(name: str) -> list[dict[str, str]]:
    """Read one of the bundled sets of invented paragraphs."""
    rows: list[dict[str, str]] = json.loads(files("tracker.examples").joinpath(name).read_text("utf-8"))
    assert rows
    return rows


def test_the_bundled_notices_are_found() -> None:
    """At least 98 of 100 bundled notices are found, and 95 of 100 kinds are right."""
    rows = read_examples("notices.json")
    found = [(row, find_notices(make_story(row["text"].strip()))) for row in rows]
    missed = [row["text"] for row, notices in found if not notices]
    wrong = [(notices[0].kind, row["text"]) for row, notices in found if notices and notices[0].kind != row["kind"]]
    assert len(missed) <= 0.02 * len(rows), missed
    assert len(wrong) <= 0.05 * len(rows), wrong
    assert len(Counter(row["lang"] for row in rows)) >= 13


def test_no_bundled_look_alike_is_found() -> None:
    """At most 2 of 100 bundled look-alikes are taken for notices."""
    rows = read_examples("negatives.json")
    fired = [row["text"] for row in rows if find_notices(make_story(row["text"].strip()))]
    assert len(fired) <= 0.02 * len(rows), fired
