"""A headline that goes back and forth, from recording to the ledgers."""

from pathlib import Path

import pytest

from tests.cli.runs import told, tracker

A, B = "Mayor quits over the ferry loan", "Why the mayor walked out"
BODY = "The mayor of Orrin left her office on Monday, to nobody’s surprise, and the council meets on Friday.\n"


@pytest.fixture
def flipped(tmp_path: Path) -> Path:
    """An archive with a story of which the headline went to another wording and back."""
    tracker("init", "--archive", tmp_path)
    for day, headline in enumerate((A, B, A), 1):
        arguments = ("https://orrin.example/mayor", "-", "--at", f"2031-05-0{day}", "--archive", tmp_path)
        tracker("record", *arguments, given=f"# {headline}\n\n{BODY}")
    return tmp_path


def test_the_log_tells_a_headline_test(flipped: Path) -> None:
    """Each flip is named with its version, and the wordings are told at the end, in JSON too."""
    log = tracker("log", "mayor", "--archive", flipped).stdout
    assert log.count("a headline test\n") == 2 and "silent" not in log
    assert f"    {A} · seen 2 times\n  ⇄ {B} · seen 1 time\n" in log
    values = told("log", "mayor", "--archive", flipped)
    assert [row["is_headline_test"] for row in values["versions"]] == [False, True, True]
    assert [each["headline"] for each in values["headline_tests"][0]["wordings"]] == [A, B]


def test_a_revision_knows_that_its_headline_came_back_later(flipped: Path) -> None:
    """What looks like an edit between two versions is a flip where a later version takes it back."""
    first = tracker("diff", "mayor", "1", "2", "--archive", flipped).stdout
    assert "Headline test" in first and "silent" not in first
    assert told("diff", "mayor", "1", "2", "--archive", flipped)["headline_tests"][0]["last"] == 3


def test_the_ledgers_count_the_flips_and_list_them_where_asked(flipped: Path) -> None:
    """They are not silent; beside the silent changes it is said how many there are."""
    ledgers = tracker("corrections", "--archive", flipped).stdout
    assert "Changed without a word (0)\n" in ledgers
    entries = told("corrections", "--headline-tests", "--archive", flipped)
    assert {(entry["ledger"], entry["reason"]) for entry in entries} == {
        ("headline_test", f"a headline test: {A} ⇄ {B}")
    }
    assert {entry["n"] for entry in entries} == {2, 3}
    assert f"{len(entries)} changes of headlines that went back and forth" in ledgers
    asked = tracker("corrections", "--headline-tests", "--archive", flipped).stdout
    assert asked.startswith(f"Headlines that went back and forth ({len(entries)})\n")
