"""A story from its first capture to its redline: init, record, list, log, show, diff, reindex."""

from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import URL
from tests.cli.runs import NEW, NOTICE, NOTICED, OLD, fsck, git, refused, told, tracker

BRANCH = "quay-herald.example/quay-bridge-"
COST = "The bridge at Quay cost {} million crowns, the mayor said on Monday."


def test_init_makes_an_archive_and_leaves_one_that_is_there(tmp_path: Path) -> None:
    """Making an archive twice is making it once; what else lies in the folder stays."""
    (tmp_path / "notes.txt").write_text("ours")
    for _ in range(2):
        assert tracker("init", "--archive", tmp_path).stdout == f"The archive is in {tmp_path}\n"
    assert (tmp_path / "notes.txt").read_text() == "ours"
    assert fsck(tmp_path) == ""
    ended = tracker("list", "--archive", tmp_path)
    assert ended.stdout == "" and "tracker record" in ended.stderr
    assert told("list", "--archive", tmp_path) == []


def test_the_archive_is_named_by_option_then_environment_then_folder(
    bridge: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`--archive` wins over `$TRACKER_ARCHIVE`, which wins over `archive/` in the current folder."""
    monkeypatch.chdir(tmp_path)
    assert len(told("list")) == 1
    tracker("init", "--archive", tmp_path / "other")
    monkeypatch.setenv("TRACKER_ARCHIVE", str(tmp_path / "other"))
    assert told("list") == []
    assert len(told("list", "--archive", bridge)) == 1


def record(archive: Path, text: str, day: int) -> str:
    """Record a text and return what is printed."""
    return tracker("record", URL, "-", "--at", f"2031-05-0{day}T02:00Z", "--archive", archive, given=text).stdout


def test_recording_says_what_became_of_it(empty: Path) -> None:
    """A first version makes a story, a second adds to it, and the same text adds nothing and says so."""
    first = record(empty, OLD, day=1)
    assert first.startswith(BRANCH) and first.endswith(": recorded version 1 of a new story\n")
    assert record(empty, NEW, day=2).endswith(": recorded version 2\n")
    assert record(empty, NEW, day=3).endswith(": nothing new, the text is that of version 2\n")
    branch = first.partition(":")[0]
    assert git(empty, "rev-list", "--count", branch) == "2\n"


def test_recording_tells_a_script_the_commit(bridge: Path) -> None:
    """As JSON the result names branch, number, commit and time; no commit means nothing new."""
    new = told_record(bridge, NOTICED + "\nMore.\n")
    assert set(new) == {"branch", "n", "commit", "captured_at"}
    assert (new["n"], new["captured_at"]) == (4, "2031-05-09T02:00:00Z")
    assert git(bridge, "rev-parse", new["branch"]).strip() == new["commit"]
    assert told_record(bridge, NOTICED + "\nMore.\n") == {**new, "commit": None}


def told_record(archive: Path, text: str) -> dict[str, Any]:
    path = archive.parent / "page.txt"
    path.write_text(text)
    result: dict[str, Any] = told("record", URL, path, "--at", "2031-05-09T02:00Z", "--archive", archive)
    return result


def test_an_older_version_finds_its_place(bridge: Path) -> None:
    """A version captured before others is numbered by its time, and nothing is rewritten."""
    before = git(bridge, "rev-parse", told("list", "--archive", bridge)[0]["branch"]).strip()
    tracker("record", "quay-bridge", "-", "--at", "2031-04-01", "--archive", bridge, given="Quay bridge\n\nSoon.")
    versions = told("log", "quay", "--archive", bridge)["versions"]
    assert [row["captured_at"][:10] for row in versions] == ["2031-04-01", "2031-05-01", "2031-05-02", "2031-05-03"]
    assert git(bridge, "merge-base", "--is-ancestor", before, told("list", "--archive", bridge)[0]["branch"]) == ""


def test_a_page_is_kept_as_it_was(empty: Path, tmp_path: Path) -> None:
    """HTML is stored as it came, with what it says of itself beside the text."""
    page = tmp_path / "page.html"
    page.write_text(
        f"<html lang=en-GB><head><title>Quay bridge opens</title><link rel=canonical href='{URL}'></head>"
        f"<body><article><h1>Quay bridge opens</h1><p>{COST.format(12)}</p><p>It opens to traffic in June, after a "
        "winter of storms that held the work up by eleven weeks.</p></article></body></html>"
    )
    branch = told("record", "https://quay-herald.example/amp/q?id=7", page, "--archive", empty)["branch"]
    assert "Page: " in git(empty, "log", "-1", "--format=%B", branch)
    assert len(list((empty / "pages").glob("*.warc.gz"))) == 1
    assert told("show", URL, "--archive", empty)["branch"] == branch, "the address that the page states is a name too"


def test_list_and_log_read_like_a_table(bridge: Path) -> None:
    """A story has two lines in the list, a version two in the log: when and what, then what it brought."""
    branch = told("list", "--archive", bridge)[0]["branch"]
    listed = tracker("list", "--archive", bridge).stdout
    assert listed == f"   3  2031-05-03T02:00:00Z  {branch}\n      Quay bridge opens\n"
    log = tracker("log", "quay", "--archive", bridge).stdout.splitlines()
    assert log[0] == branch
    assert [line[:28] for line in log[1:5]] == [
        "   1  2031-05-01T02:00:00Z  ",
        "   2  2031-05-02T02:00:00Z  ",
        "      1 change",
        "   3  2031-05-03T02:00:00Z  ",
    ]
    assert log[-1].endswith("+ Correction")


def test_list_and_log_as_json(bridge: Path) -> None:
    """A script gets the same as values, with the commit of each version."""
    (story,) = told("list", "--archive", bridge)
    assert story | {"branch": ""} == {
        "branch": "",
        "url": URL,
        "headline": "Quay bridge opens",
        "n_versions": 3,
        "first_captured_at": "2031-05-01T02:00:00Z",
        "last_captured_at": "2031-05-03T02:00:00Z",
    }
    log = told("log", story["branch"], "--archive", bridge)
    assert [row["n"] for row in log["versions"]] == [1, 2, 3]
    commits = git(bridge, "rev-list", "--reverse", story["branch"]).split()
    assert [row["commit"] for row in log["versions"]] == commits
    assert [row["notices"] for row in log["versions"]] == [[], [], ["correction"]]


def test_show_prints_a_version_that_can_be_read_again(bridge: Path, tmp_path: Path) -> None:
    """The last version or the N-th, as text; saved as `story.md` it is the same story."""
    assert COST.format(21) in tracker("show", "quay", "--archive", bridge).stdout
    old = tracker("show", "quay@1", "--archive", bridge).stdout
    assert old == f"# Quay bridge opens\n\n{COST.format(12)}\n"
    (tmp_path / "story.md").write_text(old)
    again = tracker("record", URL, tmp_path / "story.md", "--at", "2031-05-01T02:00Z", "--archive", bridge)
    assert "nothing new" in again.stdout
    version = told("show", f"{URL}@1", "--archive", bridge)
    assert version["n"] == 1 and version["url"] == URL
    assert version["blocks"][1] == {"kind": "paragraph", "text": COST.format(12)}


def test_diff_shows_one_revision(bridge: Path) -> None:
    """With no number the last revision, with one what changed since, with two what lies between, as is known now."""
    assert NOTICE[:40] in tracker("diff", "quay", "--archive", bridge).stdout.replace("\n               ", " ")
    since = tracker("diff", "quay", "1", "--archive", bridge).stdout
    assert since.startswith("Version 1 → 3\n") and "[-12-]{+21+} million" in since
    between = tracker("diff", "quay", "1", "2", "--archive", bridge).stdout
    assert between.startswith("Version 1 → 2\n") and "first seen in version 3" in between
    assert "silent" not in between


def test_diff_as_json_holds_the_revision_asked_for(bridge: Path) -> None:
    """The contract of `compare`, cut down to one revision; everything that it cites is in it."""
    result = told("diff", "quay", "2", "3", "--archive", bridge)
    assert [(each["from"], each["to"]) for each in result["revisions"]] == [(2, 3)]
    ids = {change["id"] for change in result["revisions"][0]["changes"]}
    assert {link["change"] for notice in result["notices"] for link in notice["links"]} <= ids
    assert set(result["silent"]) <= ids
    assert [notice["kind"] for notice in result["notices"]] == ["correction"]


def test_diff_can_show_what_is_hidden(empty: Path) -> None:
    """What the noise filter hides is counted, and shown when asked for."""
    for day, mark in ((1, "'"), (2, "’")):
        record(empty, f"Quay bridge opens\n\nThe mayor{mark}s band played on the east bank until noon.\n", day)
    printed = tracker("diff", "quay", "--archive", empty).stdout
    assert "1 hidden" in printed and "{+" not in printed
    assert "[-mayor's-]{+mayor’s+}" in tracker("diff", "quay", "--hidden", "--archive", empty).stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["show", "quay@4"], "has no version 4: it has 1 to 3"),
        (["show", "quay@0"], "has no version 0"),
        (["diff", "quay", "2", "2"], "version 2 is not before version 2"),
        (["diff", "quay", "3", "1"], "version 3 is not before version 1"),
        (["diff", "quay", "1", "9"], "has no version 9"),
        (["log", "harbour"], "no story is called 'harbour': `tracker list`"),
        (["record", URL, "-", "--at", "yesterday"], "'yesterday' is no time: write 2026-11-25T02:00Z"),
        (["corrections", "--since", "0000-01-01"], "is no time"),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, list) else "",
)
def test_what_is_not_there_is_said(bridge: Path, arguments: list[str], said: str) -> None:
    """A version, story or time that cannot be is answered with what there is."""
    assert said in refused(*arguments, "--archive", bridge, given=OLD)


def test_one_version_has_no_difference(empty: Path) -> None:
    """A story of one version sends the user to `tracker show`."""
    tracker("record", URL, "-", "--archive", empty, given=OLD)
    assert "has one version, nothing to compare: `tracker show`" in refused("diff", "quay", "--archive", empty)


@pytest.mark.parametrize("damage", ["none", "missing", "damaged"])
def test_reindex_gives_the_same_answers(bridge: Path, damage: str) -> None:
    """The index is made anew from the stories, whatever became of the old one."""
    before = told("corrections", "--archive", bridge)
    assert before
    if damage == "missing":
        (bridge / "index.sqlite").unlink()
    elif damage == "damaged":
        (bridge / "index.sqlite").write_bytes(b"no index" * 1000)
    ended = tracker("reindex", "--archive", bridge)
    assert ended.stdout == "Read 1 story anew\n"
    assert ("the index was made anew" in ended.stderr) == (damage == "damaged")
    assert told("corrections", "--archive", bridge) == before
