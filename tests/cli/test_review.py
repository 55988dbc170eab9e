"""An editor's word on the command line: asked with single keys, or decided by a script, and shown as theirs."""

import os
import select
import shutil
import signal
import subprocess
import termios
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Demo
from tests.cli.runs import COMMAND, NOTICE, NOTICED, OLD, fsck, git, refused, told, tracker
from tracker.archive.agenda import Subject
from tracker.archive.repository import Archive
from tracker.cli.answers import ANSWERS
from tracker.core.decision import Decision

SAID = "by Ada Brandt"
LENGTH = "It is 300 metres long, and was paid for by the harbour board."


@pytest.fixture(scope="module")
def reviewable(bridge_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bridge with a link and two silent changes to review: its length, and the day on which the mayor spoke."""
    archive = Path(shutil.copytree(bridge_once, tmp_path_factory.mktemp("review") / "archive"))
    text = f"{NOTICED}\n{LENGTH}\n"
    for day, each in enumerate((text, text.replace("300", "330").replace("on Monday", "on Sunday")), 4):
        tracker("record", "quay", "-", "--at", f"2031-05-0{day}T02:00Z", "--archive", archive, given=each)
    return archive


@pytest.fixture
def archive(reviewable: Path, tmp_path: Path) -> Path:
    """A copy of its own for each test."""
    return Path(shutil.copytree(reviewable, tmp_path / "archive"))


def review(archive: Path, *arguments: str, keys: str = "") -> str:
    """Review an archive with some keys, and return what was printed."""
    return tracker("review", *arguments, "--as", "Ada Brandt", "--archive", archive, given=keys).output


def listing(archive: Path) -> dict[str, Any]:
    """What is to be reviewed, and what was decided."""
    found: dict[str, Any] = told("review", "--archive", archive)
    return found


def kinds(archive: Path) -> list[str]:
    """What was decided, in order."""
    return [decision["kind"] for decision in listing(archive)["decisions"]]


def left(archive: Path, *options: str) -> list[tuple[str, str]]:
    """What is to be reviewed, with the new words or the id of the notice, in the order of the review."""
    items = told("review", *options, "--archive", archive)["to_review"]
    return [(i["subject"], i["change"]["new"]["text"] if i["change"] else i["notice"]) for i in items]


def printed_ledgers(archive: Path) -> str:
    return tracker("corrections", "--archive", archive).stdout


def pages(archive: Path) -> list[str]:
    """The corrections page and the story's page of the report."""
    out = archive.parent / "report"
    tracker("report", "--out", out, "--archive", archive)
    return [page.read_text("utf-8") for page in (out / "corrections.html", *(out / "stories").iterdir())]


def test_what_is_to_be_reviewed(archive: Path) -> None:
    """Links before silent changes; each kind can be asked for alone, and so can a story, a site and a time."""
    assert left(archive) == [("link", "21"), ("silent", "Sunday"), ("silent", "330")]
    for options, n in (
        (["--links"], 1), (["--silent"], 2), (["--since", "2031-05-04"], 2), (["--since", "2031-06-01"], 0),
        (["--site", "elsewhere.example"], 0), (["quay"], 3),
    ):  # fmt: skip
        assert len(told("review", *options, "--archive", archive)["to_review"]) == n


def test_a_script_is_told_why(archive: Path, demo: Demo) -> None:
    """A link comes with the words it rests on, a change with the reason for its class."""
    link, day, length = listing(archive)["to_review"]
    assert {(each["side"], each["text"]) for each in link["evidence"]} == {
        ("old", "12 million"),
        ("new", "21 million"),
    }
    assert link["confidence"] > 0.9 and link["reason"] is None
    assert [each["reason"] for each in (day, length)] == [
        "the date or time changed: Monday → Sunday", "the number changed: 300 → 330",
    ]  # fmt: skip
    (unsure, *_) = told("review", "library-branches", "--silent", "--archive", demo.archive)["to_review"]
    assert (unsure["subject"], unsure["change"]["new"]["text"]) == ("unsure", "Five")
    assert unsure["reason"] == "perhaps explained by notice 1; the number changed: Six → Five"


def test_a_reviewer_is_told_why(archive: Path, demo: Demo) -> None:
    """Each question comes with the reason for which it is asked."""
    printed = " ".join(review(archive, keys="ss").split())
    assert "why: the notice says “12 million”, as the text did before, and “21 million”, as the text does" in printed
    assert "why: the date or time changed: Monday → Sunday" in printed
    printed = " ".join(review(demo.archive, "library-branches", "--silent", keys="q").split())
    assert (
        "a change that a notice may explain" in printed and "why: perhaps explained by notice 1; the num" in printed
    )


def test_a_change_that_a_notice_may_explain_is_judged(demo: Demo, tmp_path: Path) -> None:
    """It is asked about until it is called harmless or acknowledged, like a silent one."""
    copy = Path(shutil.copytree(demo.archive, tmp_path / "archive"))
    before = told("review", "library-branches", "--archive", copy)["to_review"]
    n = sum(item["subject"] == "unsure" for item in before)
    assert n > 0
    review(copy, "library-branches", "--silent", keys="hq")
    assert told("review", "library-branches", "--archive", copy)["to_review"] == [
        item for item in before if item != next(each for each in before if each["subject"] == "unsure")
    ]


def test_orphans_are_walked_through_where_they_are_asked_for_and_tied_by_hand(archive: Path) -> None:
    """Each is shown with the reason why it has no change; one that stays as it is stays an orphan."""
    review(archive, "--links", keys="r")
    assert "orphan" not in {subject["subject"] for subject in listing(archive)["to_review"]}
    (orphan,) = told("review", "--orphans", "--archive", archive)["to_review"]
    assert (orphan["subject"], orphan["notice"], orphan["change"], orphan["evidence"]) == ("orphan", "n1", None, None)
    assert orphan["reason"].startswith("An editor rejected the link")
    printed = review(archive, "--orphans", keys="xl\ns")
    assert "1 of 1: a notice with no captured change" in printed and "why no change: An editor rejected" in printed
    assert "Nothing was decided" in printed
    assert "1 decision saved" in review(archive, "--orphans", keys="l1\n")
    assert f"tied by hand {SAID}" in printed_ledgers(archive)
    assert "Nothing is left to review" in review(archive, "--orphans")


def test_an_orphan_of_a_story_without_changes_is_only_shown(empty: Path) -> None:
    """Where there is nothing to tie it to, that is said, and the question stands."""
    tracker("record", "quay", "-", "--archive", empty, given=NOTICED)
    printed = review(empty, "--orphans", keys="lq")
    assert "This story has no change to tie it to." in printed and printed.count("1 of 1") == 2
    assert "corrected before we watched it" in " ".join(printed.split())


def test_house_rules_ask_nothing_twice(archive: Path) -> None:
    """A notice that breaks a rule stands in a ledger more, and its link is asked about once."""
    before = left(archive)
    (archive / "tracker.toml").write_text("[house]\nmust-say-where = true\n", "utf-8")
    assert len(told("corrections", "--findings", "--archive", archive)) == 1
    assert left(archive) == before


def test_a_link_is_confirmed_with_a_key_and_shown_as_confirmed(archive: Path) -> None:
    """The words before and after are shown, and terminal, JSON and report say whose word it is."""
    printed = review(archive, "--links", keys="c")
    assert "1 of 1: a link" in printed and "[-12-]{+21+} million" in printed and "1 decision saved" in printed
    assert f"confirmed {SAID}" in printed_ledgers(archive)
    (entry,) = told("corrections", "--acknowledged", "--archive", archive)
    (link,) = entry["notice"]["links"]
    assert (link["decided"], link["decided_by"], link["confidence"]) == ("confirmed", "Ada Brandt", 1.0)
    assert all(f"confirmed {SAID}" in page for page in pages(archive))
    assert ("link", "21") not in left(archive)


def test_a_rejected_link_is_an_orphan_that_says_why(archive: Path) -> None:
    """The change is silent again, and the ledger, the report and JSON remember who rejected it."""
    review(archive, keys="rq")
    assert ("silent", "21") in left(archive)
    printed = printed_ledgers(archive)
    assert f"rejected {SAID}" in printed and "An editor rejected the link" in printed
    (entry,) = told("corrections", "--orphans", "--archive", archive)
    assert [link["decided_by"] for link in entry["notice"]["rejected"]] == ["Ada Brandt"]
    assert f"rejected {SAID}" in pages(archive)[1]


def test_a_notice_is_tied_to_changes_picked_from_a_list(archive: Path) -> None:
    """Numbers that are not on the list are asked for again, and none goes back to the question."""
    printed = review(archive, "--links", keys="l\nl77\n3, 4\n")
    assert "Give numbers from 1 to 4." in printed and "1 decision saved" in printed
    assert left(archive) == [("silent", "21")]
    assert f"tied by hand {SAID}" in printed_ledgers(archive)


def test_silent_changes_are_judged_harmless_or_acknowledged(archive: Path) -> None:
    """They leave the silent list: one is counted as harmless, the other tied to the notice that was picked."""
    assert "2 decisions saved" in review(archive, "--silent", keys="ha1\n")
    assert left(archive) == [("link", "21")]
    printed = printed_ledgers(archive)
    assert "1 change judged harmless" in printed and f"tied by hand {SAID}" in printed
    assert all(f"judged harmless {SAID}" in page and "1 change judged harmless" in page for page in pages(archive))
    assert f"judged harmless {SAID}" in tracker("diff", "quay", "--archive", archive).stdout


def test_the_last_answer_is_taken_back_before_it_is_saved(archive: Path) -> None:
    """Its item is asked about again, and nothing of the answer is kept; a key without a meaning changes nothing."""
    printed = review(archive, keys="uxruchq")
    assert "Nothing was answered yet" in printed and "That is no answer." in printed
    assert kinds(archive) == ["confirm", "harmless"]
    assert git(archive, "rev-list", "--count", "decisions") == "1\n"


def test_an_item_that_was_settled_by_an_answer_is_not_asked_about(archive: Path) -> None:
    """The words that a notice was tied to are silent no more."""
    printed = review(archive, keys="l3\nq")
    assert "2 of 3" not in printed and "3 of 3: a silent change" in printed


def test_a_decision_whose_words_are_gone_is_told_as_stale(archive: Path) -> None:
    """The list, the review and the story's page say so, and the link is asked about as if nothing had been said."""
    before = left(archive)
    tracker("review", "quay", "--notice", "1", "--change", "r1c1", "--reject", "--archive", archive)
    with Archive.open(archive) as opened:
        ((branch, _),) = opened.decided().items()
        (decision,) = opened.decisions(branch)
        assert decision.change and decision.change.new
        other = replace(decision.change, new=replace(decision.change.new, text="22"))
        undone = Decision("undo", "Bo", decision.at, undoes=decision.id)
        opened.decide({branch: [undone, replace(decision, change=other)]}, now=decision.at)
    assert left(archive) == before
    assert [each["status"] for each in listing(archive)["decisions"]] == ["taken back", "stands", "stale"]
    assert "1 earlier decision about words of this story that are no longer found" in review(archive, keys="q")
    assert "1 decision of editors is about words that are no longer found here" in pages(archive)[1]


def test_skipping_and_quitting_decide_nothing(archive: Path) -> None:
    """Another review asks about the same again; the end of input is quitting."""
    before = listing(archive)
    for keys in ("sss", "sq", ""):
        assert "Nothing was decided" in review(archive, keys=keys)
    assert listing(archive) == before
    review(archive, keys="chh")
    assert "Nothing is left to review" in review(archive)


@pytest.mark.parametrize(
    ("arguments", "kind", "after"),
    [
        (("--notice", "1", "--change", "r1c1", "--confirm"), "confirm", [("silent", "Sunday"), ("silent", "330")]),
        (("--notice", "n1", "--change", "r1c1", "--reject"), "reject", None),
        (("--notice", "1", "--change", "r1c1", "--relink", "r4c1", "--relink", "r4c2"), "relink", [("silent", "21")]),
        (("--notice", "1", "--relink", "r4c2"), "relink", None),
        (("--notice", "1", "--change", "r4c2", "--acknowledge"), "acknowledge", None),
        (("--change", "r4c2", "--harmless"), "harmless", [("link", "21"), ("silent", "Sunday")]),
        (
            ("--notice", "1", "--uncaptured"),
            "uncaptured",
            [("silent", "Sunday"), ("silent", "330"), ("silent", "21")],
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_a_script_decides_without_questions_and_takes_it_back(
    archive: Path, arguments: tuple[str, ...], kind: str, after: list[tuple[str, str]] | None
) -> None:
    """The decision is printed with the id by which it is undone; then all is as it was, and both are remembered."""
    before = left(archive)
    decided = told("review", "quay", *arguments, "--as", "Ada Brandt", "--archive", archive)
    assert (decided["kind"], decided["by"]) == (kind, "Ada Brandt")
    assert left(archive) == after if after is not None else left(archive) != before
    assert "takes that back\n" in review(archive, "--undo", decided["id"])
    assert left(archive) == before
    assert [(each["kind"], each["status"]) for each in listing(archive)["decisions"]] == [
        (kind, "taken back"), ("undo", "stands"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("quay", "--notice", "7", "--change", "r1c1", "--confirm"), "there is no notice '7': there are n1"),
        (("quay", "--notice", "1", "--change", "r9c9", "--confirm"), "there is no change 'r9c9'"),
        (("quay", "--notice", "1", "--change", "r4c1", "--confirm"), "n1 is not tied to r4c1, but to r1c1"),
        (("quay", "--notice", "1", "--confirm"), "n1 is not tied to no change, but to r1c1"),
        (("quay", "--change", "r1c1", "--confirm"), "say which notice is meant: one of n1"),
        (("quay", "--change", "r1c1", "--harmless"), "only a silent change can be judged harmless"),
        (("quay", "--notice", "1", "--relink", "r2c1"), "r2c1 is the notice itself"),
        (("quay", "--notice", "1", "--change", "r1c1", "--acknowledge"), "r1c1 cannot be tied to n1 anew"),
        (("quay", "--notice", "1", "--change", "r1c1", "--uncaptured"), "or about nothing that was captured"),
        (("quay", "--notice", "1", "--change", "r4c1", "--reject"), "n1 is not tied to r4c1, but to r1c1"),
        (("quay", "--undo", "0123456789ab"), "there is no decision '0123456789ab'"),
        (("quay", "--change", "r4c1", "--harmless", "--as", " "), "say who decides with `--as NAME`"),
        (("canal",), "canal"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_what_cannot_be_decided_is_refused(archive: Path, arguments: tuple[str, ...], said: str) -> None:
    """The message says what there is, and nothing is written."""
    assert said in refused("review", *arguments, "--archive", archive)
    assert "decisions" not in git(archive, "branch", "--list").split()


@pytest.mark.parametrize(
    "arguments",
    [("quay", "--notice", "1"), ("quay", "--confirm", "--reject"), ("--change", "r4c1", "--harmless")],
    ids=["nothing-decided", "two-things", "no-story"],
)
def test_a_command_line_that_says_too_little_or_too_much_is_status_two(
    archive: Path, arguments: tuple[str, ...]
) -> None:
    """What is meant is never guessed."""
    assert "Usage: tracker review" in tracker("review", *arguments, "--archive", archive, status=2).stderr


def test_without_a_terminal_nothing_is_asked(archive: Path) -> None:
    """Under cron a review ends with an error that says so, and waits for nobody."""
    command = [*COMMAND, "review", "--archive", str(archive)]
    ended = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, start_new_session=True)
    assert ended.returncode == 1 and "there is no terminal" in ended.stderr


VAGUE = "Correction: The name of the ferryman was misspelled in an earlier version of this article."
FERRYMAN = "The ferryman, who lost his trade, is to keep the toll house."


@pytest.fixture(scope="module")
def doubtful_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A link, a change in its sentence, a silent change, and a notice that nothing captured matches."""
    archive = tmp_path_factory.mktemp("doubtful") / "archive"
    tracker("init", "--archive", archive)
    old = f"{OLD}\n{LENGTH}\n\n{FERRYMAN}\n"
    new = old.replace("12 million", "21 million").replace("Monday", "Sunday") + f"\n{NOTICE}\n\n{VAGUE}\n"
    for day, text in enumerate((old, new, new.replace("300", "330")), 1):
        tracker("record", "quay bridge", "-", "--at", f"2031-05-0{day}T02:00Z", "--archive", archive, given=text)
    return archive


@pytest.fixture
def doubtful(doubtful_once: Path, tmp_path: Path) -> Path:
    """A copy of its own for each test."""
    return Path(shutil.copytree(doubtful_once, tmp_path / "archive"))


@pytest.mark.parametrize("subject", ANSWERS)
def test_every_key_is_explained(doubtful: Path, subject: Subject) -> None:
    """`?` says what is asked and what each key means, and asks again."""
    answers = ANSWERS[subject]
    assert len({answer.key for answer in answers}) == len(answers)
    assert all(f"[{answer.key}]" in answer.label for answer in answers)
    option = {"link": "--links", "orphan": "--orphans"}.get(subject, "--silent")
    printed = review(doubtful, option, keys="s?q" if subject == "silent" else "?q")
    words = " ".join(printed.split())
    assert all(f" {answer.key} {answer.means}" in words for answer in answers)
    assert "Nothing was decided" in printed


def test_an_orphan_that_is_about_nothing_captured_is_not_asked_about_again(doubtful: Path) -> None:
    """The ledgers and the report say whose word it is, until it is taken back or the notice is tied after all."""
    assert left(doubtful, "--orphans") == [("orphan", "n2")]
    assert "1 decision saved" in review(doubtful, "--orphans", keys="nunq")
    assert (left(doubtful, "--orphans"), kinds(doubtful)) == ([], ["uncaptured"])
    said = "Ada Brandt judged that it is about nothing that was captured."
    assert said in " ".join(printed_ledgers(doubtful).split())
    assert all(said in page for page in pages(doubtful))
    (entry,) = told("corrections", "--orphans", "--archive", doubtful)
    assert entry["notice"]["uncaptured_by"] == "Ada Brandt"
    tracker("review", "quay", "--notice", "2", "--change", "r2c1", "--acknowledge", "--archive", doubtful)
    assert told("corrections", "--orphans", "--archive", doubtful) == []


@pytest.mark.parametrize(
    ("key", "kind", "after", "said"),
    [
        ("a", "acknowledge", [("silent", "330")], f"tied by hand {SAID}"),
        ("r", "reject", [("silent", "330"), ("silent", "Sunday")], f"rejected {SAID}"),
        ("h", "harmless", [("silent", "330")], "1 change judged harmless"),
    ],
)
def test_what_a_notice_may_explain_is_settled_with_one_key(
    doubtful: Path, key: str, kind: str, after: list[tuple[str, str]], said: str
) -> None:
    """It is acknowledged by that notice, silent, or harmless; and so it stays when the story is read again."""
    assert "Notice 1: Correction, first seen in version 2" in review(doubtful, "--silent", keys=f"{key}q")
    assert kinds(doubtful) == [kind]
    for _ in range(2):
        assert left(doubtful, "--silent") == after
        (doubtful / "index.sqlite").unlink()
    assert said in printed_ledgers(doubtful)


class Terminal:
    """A review in a process of its own, at a terminal of its own."""

    def __init__(self, archive: Path) -> None:
        self._end, other = os.openpty()
        command = [*COMMAND, "review", "--as", "Ada Brandt", "--archive", str(archive)]
        environment = os.environ | {"TERM": "xterm", "NO_COLOR": "1"}
        self.process = subprocess.Popen(
            command, stdin=other, stdout=other, stderr=other, env=environment, start_new_session=True
        )
        os.close(other)

    def until(self, words: str) -> str:
        """Read what is printed until some words are there, or the end."""
        printed = b""
        while words.encode() not in printed and select.select([self._end], [], [], 60)[0]:
            try:
                printed += os.read(self._end, 4096)
            except OSError:  # the other side is closed
                break
        return printed.decode("utf-8", "replace")

    def press(self, keys: str) -> None:
        """Press keys, once the terminal waits for single ones: what is typed before a question is no answer to it."""
        while termios.tcgetattr(self._end)[3] & termios.ICANON:
            pass
        self.type(keys)

    def type(self, line: str) -> None:
        """Type a line."""
        os.write(self._end, line.encode())

    def close(self) -> int:
        """Close the terminal when the process has ended, and return how that ended."""
        status = self.process.wait(60)
        os.close(self._end)
        return status


def test_a_review_at_a_real_terminal(archive: Path) -> None:
    """A key is an answer without Enter, a number is picked with it, and everything is saved."""
    terminal = Terminal(archive)
    assert "1 of 3: a link" in terminal.until("[q]uit: ")
    terminal.press("c")
    assert "2 of 3: a silent change" in terminal.until("[q]uit: ")
    terminal.press("a")
    assert "for back" in terminal.until("for back: ")
    terminal.type("1\r")
    assert "3 of 3: a silent change" in terminal.until("[q]uit: ")
    terminal.press("q")
    assert "2 decisions saved" in terminal.until("saved")
    assert terminal.close() == 0
    assert kinds(archive) == ["confirm", "acknowledge"]


@pytest.mark.parametrize("end", ["\x03", signal.SIGTERM, signal.SIGHUP], ids=["ctrl-c", "ended", "hung-up"])
def test_whatever_ends_a_review_loses_no_answer(archive: Path, end: str | signal.Signals) -> None:
    """Ctrl-C at a question, a request to end, a terminal that is gone: what was answered is saved."""
    terminal = Terminal(archive)
    terminal.until("[q]uit: ")
    terminal.press("c")
    terminal.until("[q]uit: ")
    if isinstance(end, str):
        terminal.press(end)
    else:
        terminal.process.send_signal(end)
    assert "1 decision saved" in terminal.until("Stopped.")
    assert terminal.close() == 130
    assert kinds(archive) == ["confirm"]
    assert fsck(archive) == ""
