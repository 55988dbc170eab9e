"""House rules: for each a notice that breaks it alone, and a near miss that keeps it."""

import pytest

from tracker.core.analysis import Analysis, Version
from tracker.core.finding import RULE_NAMES, RuleName
from tracker.core.history import analyse
from tracker.core.plaintext import parse_markdown

OLD = """# Harbour museum reopens after a long repair

The harbour museum reopened on Friday with 40 rooms, said Dana Holm, who has led it since spring.

The repair of the roof took four years and was paid for by the city and by a lottery of its friends.

![A boat in the yard](boat.jpg)

Visitors queued along the quay from nine in the morning, and the last of them left when the lamps were lit.
"""
NEW = OLD.replace("40 rooms", "14 rooms")
RIGHT = "Correction: An earlier version of this story misstated the number of rooms in paragraph 1. It is 14, not 40."


def judged(*texts: str, rules: tuple[RuleName, ...] = RULE_NAMES, dated: tuple[str | None, ...] = ()) -> Analysis:
    """Analyse versions with rules on, all of them if none is named, and with the dates their pages state."""
    stories = [parse_markdown(text) for text in texts]
    modified = dated or (None,) * len(texts)
    return analyse([Version(n, stories[n - 1], "", None, at) for n, at in enumerate(modified, 1)], house=rules)


def broken(notice: str, rules: tuple[RuleName, ...] = RULE_NAMES, old: str = OLD, new: str = NEW) -> list[str]:
    """The rules that a notice breaks below the changed story."""
    analysis = judged(old, f"{new}\n{notice}\n", rules=rules)
    assert len(analysis.notices) == 1, analysis.notices
    return [finding.rule for finding in analysis.findings]


BREACHES: list[tuple[str, RuleName, str]] = [
    ("an update that admits", "label-must-say-correction", RIGHT.replace("Correction", "Update")),
    ("a clarification that admits", "label-must-say-correction", RIGHT.replace("Correction", "Clarification")),
    ("a note that admits", "label-must-say-correction", RIGHT.replace("Correction", "Editor's note")),
    ("no label", "label-must-say-correction", RIGHT.removeprefix("Correction: ")),
    ("only what is right", "says-wrong-and-right", RIGHT.replace("It is 14, not 40.", "It is 14.")),
    (
        "only what was wrong", "says-wrong-and-right",
        "Correction: An earlier version of this story said incorrectly in paragraph 1 that it has 40 rooms.",
    ),
    (
        "neither", "says-wrong-and-right",
        "Correction: An earlier version of this story misstated the number of rooms in paragraph 1.",
    ),
    ("a clarification of a fact", "no-euphemism", "This story has been updated to clarify the number of rooms."),
    ("an update of a fact", "no-euphemism", "Update: This story has been updated with the number of rooms."),
    ("no place", "must-say-where", RIGHT.replace(" in paragraph 1", "")),
]  # fmt: skip
KEPT: list[tuple[str, str]] = [
    ("a whole correction", RIGHT),
    ("in the headline", RIGHT.replace("paragraph 1", "the headline")),
    ("under a heading", f"Correction\n\n{RIGHT.removeprefix('Correction: ')}"),
    ("under a heading and a date", f"Correction\n\n4 May 2031\n\n{RIGHT.removeprefix('Correction: ')}"),
    ("an update that says it corrects", f"{RIGHT} The story has been updated."),
    ("a removal", "Correction: This story was updated to remove an incorrect reference in paragraph 1 to a café."),
    ("a retraction", "Retraction: This story has been retracted, for it misstated the number of rooms."),
    ("added news", "Update: This story has been updated to include a comment from the mayor of the town."),
]


@pytest.mark.parametrize(("rule", "notice"), [pytest.param(*row[1:], id=row[0]) for row in BREACHES])
def test_a_notice_breaks_one_rule_alone(rule: RuleName, notice: str) -> None:
    """Each rule is broken by a notice that keeps all the others, and only where it is on."""
    assert broken(notice) == [rule]
    assert broken(notice, rules=tuple(name for name in RULE_NAMES if name != rule)) == []


@pytest.mark.parametrize("notice", [pytest.param(row[1], id=row[0]) for row in KEPT])
def test_a_near_miss_breaks_none(notice: str) -> None:
    """A notice that keeps the rules is let be."""
    assert broken(notice) == []


def test_capitals_before_the_headline_are_a_label() -> None:
    """A wire says it there; a headline that begins with the word alone does not."""
    notice = f"({RIGHT.removeprefix('Correction: ')})"
    named = ("# CORRECTED-", "# Corrected: ", "# ")
    found = [broken(notice, old=OLD, new=NEW.replace("# ", mark)) for mark in named]
    assert found == [[], ["label-must-say-correction"], ["label-must-say-correction"]]
    texts = (f"{NEW.replace('# ', mark)}\n{notice}\n" for mark in ("# CORRECTED-", "# UPDATE 2-"))
    assert judged(OLD, *texts).findings == (), "the notice came under a label, though it is gone"


def test_a_clarified_wording_is_no_euphemism() -> None:
    """The rule is about facts that were exchanged, by the links of the notice."""
    clear = OLD.replace("a lottery of its friends", "a lottery that its friends held")
    notice = (
        "Clarification: This story has been updated to make clear that the friends of the museum held the lottery."
    )
    analysis = judged(OLD, f"{clear}\n{notice}\n")
    assert analysis.acknowledged == analysis.notices
    assert analysis.findings == ()


def test_rules_hold_in_other_languages() -> None:
    """Labels and wordings are told by the tables, so that a German notice is judged as an English one is."""
    old = (
        "# Museum am Hafen öffnet wieder\n\nDas Museum am Hafen hat seit Freitag wieder geöffnet und zeigt 40 Räume, "
        "wie die Leiterin Dana Holm am Abend sagte.\n\nDie Stadt hat den Umbau des Daches bezahlt.\n"
    )
    new = old.replace("40 Räume", "14 Räume")
    body = "In einer früheren Version dieses Artikels stand fälschlicherweise, das Museum zeige 40 Räume. Es sind 14."
    rule: RuleName = "label-must-say-correction"
    assert broken(f"Korrektur: {body}", (rule,), old, new) == []
    assert broken(f"Anmerkung der Redaktion: {body}", (rule,), old, new) == [rule]


MAY, JUNE = "2031-05-04T10:00:00+00:00", "2031-06-01"
DATES = [
    ("changed, and told of", OLD, NEW, (MAY, JUNE), None),
    ("changed, and not told of", OLD, NEW, (MAY, MAY), "stayed"),
    ("the same instant in another zone", OLD, NEW, (MAY, "2031-05-04T12:00:00+02:00"), "stayed"),
    ("moved for nothing", OLD, OLD, (MAY, JUNE), "did not change"),
    ("nothing at all", OLD, OLD, (MAY, MAY), None),
    ("a change of no substance", OLD, OLD.replace(", and the last", " and the last"), (MAY, MAY), None),
    ("a date before is not known", OLD, NEW, (None, MAY), None),
    ("a date after is not known", OLD, NEW, (MAY, None), None),
    ("no time, but the same words", OLD, NEW, ("yesterday", "yesterday"), "stayed"),
]


@pytest.mark.parametrize(("old", "new", "dated", "said"), [pytest.param(*row[1:], id=row[0]) for row in DATES])
def test_the_date_of_a_page_moves_with_its_text(
    old: str, new: str, dated: tuple[str | None, str | None], said: str | None
) -> None:
    """A date that stays when the substance changes, or moves when nothing does, is said of the later version."""
    findings = judged(old, new, dated=dated).findings
    assert [(each.rule, each.version, each.notice) for each in findings] == (
        [("date-modified-moved", 2, None)] if said else []
    )
    assert all(said in each.text for each in findings if said)


def test_a_finding_is_a_sentence_for_an_editor() -> None:
    """It stands at the version that brought the notice, and quotes what it speaks of."""
    notice = "This story has been updated to clarify the number of rooms."
    (finding,) = judged(OLD, f"{NEW}\n{notice}\n", f"{NEW}\nBoats are shown too.\n\n{notice}\n").findings
    assert (finding.version, finding.notice) == (2, "n1")
    assert finding.text == "The notice says “has been updated”, but it replaced a fact: “40” by “14”."


def test_no_rule_is_on_unless_asked_for() -> None:
    """Without settings there are no findings."""
    assert judged(OLD, f"{NEW}\nUpdate: An earlier version misstated the number.\n", rules=()).findings == ()


def test_a_label_over_the_notice_is_quoted() -> None:
    """Who wrote the heading finds it in the sentence."""
    body = RIGHT.removeprefix("Correction: ")
    findings = judged(OLD, f"{NEW}\nEditor's note\n\n{body}\n").findings
    assert [each.text for each in findings] == [
        "The notice admits an error, but its label says “Editor's note”: it must say Correction."
    ]
