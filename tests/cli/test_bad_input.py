"""What bad input gets: a message that names it and the next step, exit status 1, and nothing lost."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import URL
from tests.cli.runs import NEW, OLD, fsck, git, refused, start, told, tracker

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4
# What is in the file (None for no file), and what is said of it.
BAD_FILES: dict[str, tuple[bytes | None, str]] = {
    "missing": (None, "does not exist: check the name"),
    "empty": (b"", "is empty: save the story's text in it"),
    "white space": (b" \n\t\n", "holds nothing but white space"),
    "a picture": (PNG, "save its text as plain text, Markdown or HTML"),
    "zeros": (b"Quay\0bridge" * 100, "save its text as plain text, Markdown or HTML"),
    "no story": (b"<html><head><title></title></head><body><script>write()</script></body></html>", "holds no story"),
    "50 MB": (b"Quay bridge opens. " * 2_700_000, "has more than 5 MB"),
}
# The commands that read files, as functions of the file and an archive.
READERS: dict[str, Callable[[Path, Path], list[str | Path]]] = {
    "compare": lambda file, _: ["compare", file],
    "notices": lambda file, _: ["notices", file],
    "record": lambda file, archive: ["record", "quay", file, "--archive", archive],
}


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("name", BAD_FILES)
def test_a_file_that_is_no_story(bridge: Path, tmp_path: Path, reader: str, name: str) -> None:
    """Every command that reads files names the file and what to do, and the archive stays as it was."""
    content, said = BAD_FILES[name]
    file = tmp_path / "story.txt"
    if content is not None:
        file.write_bytes(content)
    before = told("list", "--archive", bridge)
    message = refused(*READERS[reader](file, bridge))
    assert str(file) in message and said in message
    assert told("list", "--archive", bridge) == before


@pytest.mark.parametrize("reader", READERS)
def test_a_folder_is_no_file(bridge: Path, tmp_path: Path, reader: str) -> None:
    """A folder is named as one."""
    assert f"{tmp_path} is a directory: name a file in it" in refused(*READERS[reader](tmp_path, bridge))


@pytest.mark.parametrize("reader", READERS)
def test_latin_1_is_read_with_a_word(bridge: Path, tmp_path: Path, reader: str) -> None:
    """A text that is not UTF-8 is read, and standard error says how; the result is clean."""
    file = tmp_path / "story.txt"
    file.write_bytes("Das Brückenfest\n\nDie Brücke wurde am Montag eröffnet.\n".encode("latin-1"))
    ended = tracker(*READERS[reader](file, bridge))
    assert ended.stderr == f"Note: {file} is not UTF-8, read as Windows-1252; save it as UTF-8 to be sure\n"
    if reader == "record":
        assert "Die Brücke" in tracker("show", "quay@1", "--archive", bridge).stdout
    elif reader == "compare":
        assert told("compare", file)["versions"][0]["blocks"][1]["text"] == "Die Brücke wurde am Montag eröffnet."


@pytest.mark.parametrize("reader", READERS)
def test_a_line_of_a_megabyte_is_read(bridge: Path, tmp_path: Path, reader: str) -> None:
    """A story without a line end is unusual, not an error."""
    file = tmp_path / "story.txt"
    file.write_text("Quay bridge opens\n\n" + f"The {'a' * 100}bridge cost 12 million crowns. " * 8_000)
    assert file.stat().st_size > 1_000_000
    assert tracker(*READERS[reader](file, bridge)).stdout


def test_a_name_that_is_not_utf_8_does_not_stop_it(tmp_path: Path) -> None:
    """A file from another system, with bytes in its name that are no character, is read like any other."""
    file = Path(os.fsdecode(os.fsencode(tmp_path) + b"/br\xfccke.txt"))
    file.write_text(OLD)
    assert "br" in tracker("notices", file).stdout
    assert told("compare", file)["versions"][0]["source"] == str(file)
    assert "does not exist" in refused("compare", f"{file}x")


def test_what_a_story_says_cannot_act(bridge: Path, tmp_path: Path) -> None:
    """Control characters in a text, a file's name or a story's name never reach the terminal."""
    file = tmp_path / "\x1b[31mred.txt"
    file.write_text("Quay bridge opens\n\nThe \x1b]0;owned\x07 bridge is open\x9b31m to all from today.\n")
    told_so = [
        tracker("compare", file).output,
        tracker("notices", file).output,
        tracker("record", "\x1b[31mred", file, "--archive", bridge).output,
        *(tracker(command, "red", "--archive", bridge).output for command in ("show", "log")),
        tracker("list", "--archive", bridge).output,
        refused("log", "\x1b[31mblue", "--archive", bridge),
        refused("compare", f"{file}x"),
    ]
    assert not any(active in text for text in told_so for active in "\x1b\x07\x9b")


NO_ARCHIVES: dict[str, Callable[[Path], object]] = {
    "nothing": lambda path: None,
    "an empty folder": lambda path: path.mkdir(),
    "a file": lambda path: path.write_text("no archive"),
    "a repository of others": lambda path: (path / "stories.git").mkdir(parents=True),
}
WITH_ARCHIVE = [
    ["list"], ["log", "quay"], ["show", "quay"], ["diff", "quay"], ["corrections"], ["reindex"],
    ["record", "quay", "-"], ["report"],
]  # fmt: skip


@pytest.mark.parametrize("kind", NO_ARCHIVES)
@pytest.mark.parametrize("command", WITH_ARCHIVE, ids=" ".join)
def test_a_path_that_is_no_archive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, command: list[str]
) -> None:
    """Every command that needs an archive says that there is none, and how to make or name one."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "stories"
    NO_ARCHIVES[kind](path)
    said = refused(*command, "--archive", path, given=OLD)
    assert f"{path} is no archive: `tracker init` makes one there, `--archive` names another" in said
    assert not (tmp_path / "report").exists()


def test_an_archive_of_a_later_format_is_left_alone(bridge: Path) -> None:
    """What this version cannot read it does not touch."""
    config = bridge / "stories.git" / "config"
    config.write_text(config.read_text() + "[tracker]\n\tformat = 99\n")
    for command in WITH_ARCHIVE:
        assert "is an archive of format 99: it takes a later tracker" in refused(
            *command, "--archive", bridge, given=OLD
        )


def test_init_does_not_take_what_is_not_its_own(tmp_path: Path) -> None:
    """A file in the place of the folder, or of what lies in it, is named."""
    (tmp_path / "file").write_text("ours")
    assert "cannot be made a folder" in refused("init", "--archive", tmp_path / "file")
    (tmp_path / "pages").mkdir()
    assert "has a pages that is no archive's" in refused("init", "--archive", tmp_path)


def test_several_processes_record_at_once(bridge: Path) -> None:
    """Two on one story, two on others: every version is there, and the ledger of runs names them all."""
    runs = []
    for n, story in enumerate((URL, URL, f"{URL}-toll", f"{URL}-ferry"), 1):
        (bridge.parent / f"{n}.txt").write_text(f"{NEW}\nReport {n} of the night.\n")
        at = f"2031-06-0{n}"
        runs.append(start("record", story, bridge.parent / f"{n}.txt", "--at", at, "--archive", bridge))
    ends = [(run.communicate()[1], run.returncode) for run in runs]
    assert ends == [("", 0)] * 4
    counted = {story["url"]: story["n_versions"] for story in told("list", "--archive", bridge)}
    assert counted == {URL: 5, f"{URL}-toll": 1, f"{URL}-ferry": 1}
    assert git(bridge, "rev-list", "--count", "runs") == "7\n"
    assert fsck(bridge) == ""
