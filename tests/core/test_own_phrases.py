"""A newsroom's own wordings: found where they are in the table, refused in words where they cannot work."""

import pytest

from tracker.core.analysis import Version
from tracker.core.history import analyse
from tracker.core.notices import find_notices
from tracker.core.phrases import PHRASES
from tracker.core.phrases.own import make_phrase
from tracker.core.phrases.phrase import Phrase
from tracker.core.plaintext import parse_markdown
from tracker.core.story import Story

TEXT = """# Harbour museum reopens

The harbour museum reopened on Friday with 40 rooms, said Dana Holm, who has led it since the spring.

Visitors queued along the quay from nine in the morning, and the last of them left when the lamps were lit.
"""
LABELLED = "Putting it right: the museum has 14 rooms."
WORDED = "This write-up got muddled over the number of rooms."


def story(*notices: str) -> Story:
    return parse_markdown("\n\n".join((TEXT.strip(), *notices)))


def own(role: str, *words: str, lang: str = "en", kind: str | None = None, name: str = "own") -> Phrase:
    """A row that stands under the tables."""
    return make_phrase(lang, role, words, kind, name, PHRASES)


ROWS = [
    ("a label as it is printed", LABELLED, [own("label", "Putting it right:", kind="correction")]),
    ("a label of no kind", LABELLED, [own("label", "Putting it right")]),
    ("words for the text and the fault", WORDED, [own("this", "this write-up"), own("wrong", "got muddled over")]),
    ("a word of the tables in braces", "Our story has been put right.",
     [own("did", "our {noun} has been put right")]),
    ("another language", "Berigtigelse: Museet har 14 rum.", [own("label", "berigtigelse")]),
    ("a language of its own", "Oikaisu: museossa on 14 huonetta.", [own("label", "oikaisu", lang="fi")]),
]  # fmt: skip


@pytest.mark.parametrize(("notice", "rows"), [pytest.param(*row[1:], id=row[0]) for row in ROWS])
def test_a_wording_is_found_with_its_row_and_not_without(notice: str, rows: list[Phrase]) -> None:
    """What a newsroom adds is what makes the difference, all of its rows together."""
    assert find_notices(story(notice)) == ()
    for number in range(len(rows)):
        assert find_notices(story(notice), PHRASES + tuple(rows[:number])) == ()
    (found,) = find_notices(story(notice), (*PHRASES, *rows))
    assert found.text == notice and found.kind == "correction"


def test_a_label_is_tied_to_its_words() -> None:
    """A notice found by a newsroom's own label is linked as any other."""
    notice = "Putting it right: the museum has 14 rooms, not 40."
    versions = [Version(1, story(), "1"), Version(2, parse_markdown(f"{TEXT.replace('40', '14')}\n{notice}\n"), "2")]
    with_row = analyse(versions, phrases=(*PHRASES, own("label", "Putting it right:")))
    assert [link.change for link in with_row.notices[0].links] == ["r1c1"]
    assert with_row.silent == ()
    assert analyse(versions).notices == ()


def test_a_template_gives_values() -> None:
    """A row of claims is read like those of the tables."""
    rows = (own("label", "putting it right"), own("contrast", "<right> in place of <wrong>"))
    (found,) = find_notices(story("Putting it right: 14 rooms in place of 40."), PHRASES + rows)
    assert [(claim.wrong, claim.right) for claim in found.claims] == [("40", "14")]


REFUSED = [
    ("no language", {"lang": "English"}, "is no language"),
    ("no role", {"role": "tag"}, "there is no role 'tag': it is one of label, edit"),
    ("no kind", {"kind": "mistake"}, "there is no kind 'mistake'"),
    ("no words", {"words": ()}, "it has no words"),
    ("an empty word", {"words": (" : ",)}, "would match where nothing stands"),
    ("words that may all be missing", {"words": ("(a)? (b)?",)}, "would match where nothing stands"),
    ("an empty choice", {"words": ("a|",)}, "would match where nothing stands"),
    ("an open bracket", {"words": ("(a|b",)}, "brackets that do not fit"),
    ("a closed bracket", {"words": ("a)",)}, "brackets that do not fit"),
    ("unknown braces", {"words": ("our {rag}",)}, "braces around what is no role"),
    ("half a brace", {"words": ("our {noun",)}, "braces around what is no role"),
    ("braces of another language", {"words": ("unser {noun}",), "lang": "xx"}, "braces around what is no role"),
    ("too many gaps", {"words": ("a … b … c … d … e",)}, "more than 3 gaps"),
    ("a value in a label", {"words": ("<wrong> label",)}, "takes: no value"),
    ("half a contrast", {"role": "contrast", "words": ("<right> now",)}, "takes: <right> and <wrong>"),
    ("a value twice", {"role": "claim", "words": ("<wrong> and <wrong>",)}, "other values than its role"),
    ("an unknown value", {"role": "claim", "words": ("as <false>",)}, "other values than its role"),
    ("a place without a name", {"role": "place"}, "a place needs a name, one of caption, chart"),
    ("a name that is none", {"name": "Our Own"}, "is no name"),
    ("common words that are known", {"role": "common"}, "are known already"),
]


@pytest.mark.parametrize(("given", "why"), [pytest.param(*row[1:], id=row[0]) for row in REFUSED])
def test_a_row_that_cannot_work_is_refused(given: dict[str, object], why: str) -> None:
    """Each mistake is named, so that no wording fails in silence or matches everything."""
    row: dict[str, object] = {"lang": "en", "role": "label", "words": ("a",), "kind": None, "name": "own"} | given
    with pytest.raises(ValueError) as caught:
        make_phrase(row["lang"], row["role"], row["words"], row["kind"], row["name"], PHRASES)  # type: ignore[arg-type]
    assert why in str(caught.value)
