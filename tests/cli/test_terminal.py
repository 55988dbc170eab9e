"""The terminal and the pipes around a command: colours, encodings, readers that go away, and patience."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Demo
from tests.cli.runs import COMMAND, NOTICED, OLD, start
from tracker.cli import output


def printed_on_a_terminal(*arguments: str | Path, **settings: str) -> str:
    """Run a command whose standard output is a terminal, and return what it prints there."""
    master, slave = os.openpty()
    environment = (
        {key: value for key, value in os.environ.items() if key != "NO_COLOR"} | {"TERM": "xterm"} | settings
    )
    with start(*arguments, stdout=slave, env=environment) as process:
        os.close(slave)
        printed = b"".join(read_all(master))
    assert process.returncode == 0
    return printed.decode()


def read_all(terminal: int) -> Iterator[bytes]:
    """Read what is printed until the other side is closed; Linux then reports an error."""
    try:
        while part := os.read(terminal, 65536):
            yield part
    except OSError:
        pass
    finally:
        os.close(terminal)


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Two versions of a story."""
    paths = [tmp_path / "a.txt", tmp_path / "b.txt"]
    for path, text in zip(paths, (OLD, NOTICED), strict=True):
        path.write_text(text)
    return paths


def test_colour_is_for_terminals_that_want_it(files: list[Path]) -> None:
    """A terminal gets colours; with NO_COLOR, on a dumb terminal, or in a pipe, marks say the same."""
    assert "\x1b[31;9m12\x1b[0m\x1b[32;4m21\x1b[0m" in printed_on_a_terminal("compare", *files)
    assert "[-12-]{+21+}" in printed_on_a_terminal("compare", *files, NO_COLOR="1")
    assert "\x1b" not in printed_on_a_terminal("compare", *files, TERM="dumb")
    piped = subprocess.run([*COMMAND, "compare", *files], check=True, capture_output=True, text=True).stdout
    assert "\x1b" not in piped and "[-12-]{+21+}" in piped


@pytest.mark.parametrize("command", ["list", "corrections"])
def test_a_reader_that_has_seen_enough_is_no_error(demo: Demo, command: str) -> None:
    """As in `tracker list | head -1`: the command ends early, and quietly."""
    reading, writing = os.pipe()
    os.close(reading)
    with start(command, "--archive", demo.archive, stdout=writing) as process:
        os.close(writing)
        assert process.stderr is not None
        assert process.stderr.read() == ""
    assert process.returncode == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_an_output_that_cannot_be_written_is_an_error(files: list[Path]) -> None:
    """A full disk behind `>` is told, not traced."""
    with Path("/dev/full").open("w") as full, start("compare", *files, stdout=full) as process:
        assert process.stderr is not None
        said = process.stderr.read()
    assert said == "Error: standard output cannot be written: No space left on device. Send it elsewhere\n"
    assert process.returncode == 1


def test_a_terminal_without_the_characters_shows_what_it_can(files: list[Path]) -> None:
    """In an old encoding a missing character is a question mark; JSON is UTF-8 in any."""
    environment = os.environ | {"PYTHONIOENCODING": "latin-1"}
    printed = subprocess.run([*COMMAND, "compare", *files], check=True, capture_output=True, env=environment).stdout
    assert b"Version 1 ? 2" in printed
    files[0].write_text("Brücke\n\n„Schön“\n")
    command: list[str | Path] = [*COMMAND, "compare", files[0], "--json"]
    assert "„Schön“" in subprocess.run(command, check=True, capture_output=True, env=environment).stdout.decode(
        "utf-8"
    )


def test_closed_streams_are_no_error(files: list[Path]) -> None:
    """A job without standard input and output, as some schedulers start it, does its work."""
    command = f'"$@" compare {files[0]} {files[1]} --html {files[0].parent / "page.html"} <&- >&-'
    ended = subprocess.run(["sh", "-c", command, "sh", *COMMAND], capture_output=True, text=True)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert (files[0].parent / "page.html").exists()


def test_what_takes_long_is_counted_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Once patience is over, the work is named, its steps are counted, and the line is wiped in the end."""
    monkeypatch.setattr(output, "PATIENCE", 0.0)
    master, slave = os.openpty()
    with os.fdopen(slave, "w") as terminal:
        monkeypatch.setattr(sys, "stderr", terminal)
        with output.progress("Reading stories", 1200) as step:
            assert os.read(master, 1000).decode() == "\rReading stories …"
            step()
            assert os.read(master, 1000).decode() == "\rReading stories … 1 of 1,200"
            output.warn("it rains")
            assert os.read(master, 1000).decode() == "\r\x1b[KNote: it rains\r\n"
        assert os.read(master, 1000).decode() == "\r\x1b[K"
    os.close(master)


def test_where_nobody_watches_nothing_is_counted(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where standard error is no terminal, as under cron, long work is silent."""
    monkeypatch.setattr(output, "PATIENCE", 0.0)
    assert list(output.with_progress("abc", "Reading", 3)) == ["a", "b", "c"]
    assert capsys.readouterr() == ("", "")
