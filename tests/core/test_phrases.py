"""The tables of wordings: every row is fired by a sentence of its own, alone, and left cold by a near miss.

`wordings/<language>.txt` holds for each row a sentence that needs it (`+`) and one that looks like it (`-`), with
`/` between blocks. A row is needed when its removal changes what is found.
"""

from dataclasses import replace
from pathlib import Path

import pytest

from tracker.core.notice import FoundNotice
from tracker.core.notices import find_notices
from tracker.core.phrases import PHRASES
from tracker.core.phrases.fold import BLANK, blank_quotations, fold
from tracker.core.phrases.matcher import matcher_of
from tracker.core.phrases.phrase import TEMPLATES, Phrase, parse_table, write_pattern
from tracker.core.story import Block, Story

WORDINGS = Path(__file__).with_name("wordings")
LANGUAGES = sorted({phrase.lang for phrase in PHRASES})
SPEAKING = {"label", "edit", "remark", "version", "this", "the", "dated", "wrong", "said", "formerly", "fixed"} | {
    "corrects", "altered", "aim", "did", "hint", "regret", "part", "word",
}  # fmt: skip
SENTENCES = {
    "da": "Byrådet siger nej til broen, og det er ikke første gang af sin slags.",
    "de": "Der Rat sagt nein zu der Brücke, und das ist nicht das erste Mal.",
    "en": "The council says no to the bridge, and it is not the first time that it has.",
    "es": "El concejo dice que no al puente, y no es la primera vez que lo hace en el año.",
    "fr": "Le conseil dit non au pont, et ce n’est pas la première fois que les élus le font.",
    "it": "Il consiglio dice di no al ponte, che non è una novità per gli abitanti della valle.",
    "ja": "市議会は橋に反対した。これが初めてのことではない。",
    "nl": "De raad zegt nee tegen de brug, en dat is niet de eerste keer voor het dorp.",
    "no": "Byrådet sier nei til broen, og det er ikke første gang at det skjer.",
    "pl": "Rada mówi nie w sprawie mostu i nie jest to po raz pierwszy, że tak się dzieje.",
    "pt": "A câmara diz que não à ponte, e não é a primeira vez que o faz para os moradores do bairro.",
    "sv": "Rådet säger nej till bron, och det är inte första gången som det sker i stan.",
    "zh": "市议会反对建桥，这不是第一次了，也是最大的一次。",
}


def read_examples() -> dict[str, tuple[str, str]]:
    """Return the two sentences of each row, by its id."""
    examples = {}
    for path in sorted(WORDINGS.glob("*.txt")):
        for row in path.read_text("utf-8").strip().split("\n\n"):
            name, hit, miss = row.split("\n")
            examples[name] = (hit.removeprefix("+ "), miss.removeprefix("- "))
    return examples


EXAMPLES = read_examples()
ROWS = [phrase for phrase in PHRASES if phrase.role != "common"]


def find(text: str, phrases: tuple[Phrase, ...]) -> list[FoundNotice]:
    """Find the notices of a few blocks; what names the rows themselves is left out."""
    story = Story(tuple(Block("paragraph", block) for block in text.split(" / ")))
    return [replace(notice, rule="") for notice in find_notices(story, phrases)]


def test_every_row_has_its_sentences_and_every_sentence_its_row() -> None:
    """No row goes untried, and no sentence tries a row that is gone."""
    assert {row.id for row in ROWS} == EXAMPLES.keys()
    assert len({row.id for row in PHRASES}) == len(PHRASES)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_a_row_is_needed_by_its_sentence_and_left_cold_by_its_near_miss(row: Phrase) -> None:
    """Without the row, its sentence is read otherwise, and its near miss the same.

    With a row that speaks for notices, the sentence is one.
    """
    phrases = tuple(phrase for phrase in PHRASES if phrase.lang == row.lang)
    others = tuple(phrase for phrase in phrases if phrase is not row)
    hit, miss = EXAMPLES[row.id]
    assert find(hit, phrases) != find(hit, others)
    assert find(hit, phrases) or row.role not in SPEAKING
    assert find(miss, phrases) == find(miss, others)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_commonest_words_tell_the_language(lang: str) -> None:
    """A sentence keeps the rows of its own language and at most two neighbours, and drops the rest."""
    sample = " ".join(SENTENCES.values())
    kept = {found.phrase.lang for found in matcher_of([SENTENCES[lang]]).find("common", fold(sample))}
    assert lang in kept
    assert len(kept) <= 3


def test_a_text_without_common_words_keeps_every_language() -> None:
    """Where nothing tells the language, the notices of all are found."""
    matcher = matcher_of(["Oslo 4711"])
    assert all(matcher.has(word, "label") for word in ("sprostowanie", "rättelse", "勘误"))


def test_a_newsroom_adds_rows_of_its_own() -> None:
    """A row of a new language is read beside the others, whatever the story is written in."""
    house = Phrase("house-slip", "house", "label", ("we slipped up",), "correction")
    story = "We slipped up: The council of the town meets in the hall on Tuesday."
    assert not find(story, PHRASES)
    assert [notice.kind for notice in find(story, (*PHRASES, house))] == ["correction"]


@pytest.mark.parametrize(
    ("wording", "text", "fits"),
    [
        ("(a|b)? c", "c", True),
        ("(a|b)? c", "b  c", True),
        ("(a|b)? c", "d c", False),
        ("a … c", "a c", True),
        ("a … c", "a b b c", True),
        ("a … c", "a " + "b" * 91 + " c", False),
        ("misspel*", "misspelling", True),
        ("# days", "14 days", True),
        ("in fact, it", "in fact it", True),
        ("in fact, it", "in fact, it", True),
        ("story", "stories", False),
    ],
)
def test_the_signs_of_a_wording(wording: str, text: str, fits: bool) -> None:
    """Each sign of the wording language means what its description says."""
    matcher = matcher_of([""], (Phrase("x-row", "x", "label", (wording,)),))
    assert any(found.start == 0 for found in matcher.find("label", text)) is fits


def test_a_macro_without_rows_matches_nothing() -> None:
    """A wording that names no known row is silent, not an error."""
    assert not matcher_of([""], (Phrase("x-row", "x", "this", ("this {tale}",)),)).has("this tale", "this")


@pytest.mark.parametrize("table", ["en-note remark", "en-note notarole\n    note"])
def test_a_broken_row_is_refused(table: str) -> None:
    """A row without wordings, or with an unknown role, names itself in the error."""
    with pytest.raises(ValueError, match="row of phrases"):
        parse_table("en", table)


def test_no_wording_repeats_without_bound() -> None:
    """Stars and pluses stand only for spaces and the rest of a word: nothing can be read in many ways."""
    patterns = [write_pattern(row, {}) for row in PHRASES if row.role not in TEMPLATES]
    for sign in ("\\s+", "\\w*"):
        patterns = [pattern.replace(sign, "") for pattern in patterns]
    assert not any("*" in pattern.replace("\\*", "") or "+" in pattern.replace("\\+", "") for pattern in patterns)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("She said “no, not I” twice", "She said  twice"),
        ('He said "no" and "yes"', "He said  and "),
        ("„Nein“, sagte er", ", sagte er"),
        ("»Nein«, sagte er", ", sagte er"),
        ("« Non », dit-il", ", dit-il"),
        ("彼は「いいえ」と言った", "彼はと言った"),
        ("He said ‘it isn’t so’ twice", "He said  twice"),
        ("the mayor’s dogs’ home", "the mayor’s dogs’ home"),
        ("a 6'2\" man", "a 6'2\" man"),
        ("“It goes on", ""),
    ],
)
def test_quotations_are_blanked(text: str, left: str) -> None:
    """What stands in quotation marks of any kind is hidden, an apostrophe hides nothing, and the length is kept."""
    blanked = blank_quotations(text)
    assert len(blanked) == len(text)
    assert blanked.replace(BLANK, "") == left


@pytest.mark.parametrize("text", ["İSTANBUL’da", "STRASSE", "EDITOR’S\u00a0NOTE", "ﬁ ǅ Ω"])
def test_folding_keeps_the_length(text: str) -> None:
    """Folded text has a character for each of the original's, and folding twice is folding once."""
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)
