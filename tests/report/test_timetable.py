"""The nightly run in a timetable: cron, a shell and systemd all read the words that were meant."""

import re
import shlex
import shutil
import subprocess
from datetime import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.errors import InputError
from tracker.report.timetable import (
    SERVICE,
    TIMER,
    Nightly,
    crontab_line,
    render_crontab,
    render_systemd,
    service,
    timer,
)

FOLDER = Path("/srv/news desk/50% of it's $HOME")
COMMAND = ("/opt/tracker 2/bin/tracker", "snapshot", "--archive", str(FOLDER), "--shard", "2/8")
NIGHTLY = Nightly(COMMAND, FOLDER, time(2, 5))
# whatever a file may be called, but for what is refused
WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\\"), min_size=1)


def cron_reads(line: str) -> list[str]:
    """What the shell gets of a line of a crontab: cron takes `\\%` for `%`, and a bare `%` for the line's end."""
    assert "\n" not in line
    command = line.split(" ", 5)[5]
    bare = re.search(r"(?<!\\)%", command)
    assert bare is None, "cron would end the line there"
    return shlex.split(command.replace("\\%", "%"))


def systemd_reads(value: str) -> list[str]:
    """Split a value of a unit into words: quotation marks bind, `%%` is a `%`."""
    words = re.findall(r'"((?:[^"\\]|\\.)*)"|(\S+)', value)
    return [re.sub(r"\\(.)", r"\1", quoted or plain).replace("%%", "%") for quoted, plain in words]


def value(unit: str, key: str) -> str:
    (found,) = re.findall(rf"^{key}=(.*)$", unit, re.MULTILINE)
    return str(found)


def test_cron_runs_the_command() -> None:
    """Every day at that time, with spaces, quotation marks and per cent signs as they are in the paths."""
    assert crontab_line(NIGHTLY).startswith("5 2 * * * ")
    assert cron_reads(crontab_line(NIGHTLY)) == [*COMMAND]
    explained = render_crontab(NIGHTLY).splitlines()
    assert [line for line in explained if not line.startswith("#")] == [crontab_line(NIGHTLY)]


@given(WORDS)
def test_whatever_a_path_is_called_it_is_read_as_it_is(word: str) -> None:
    """By cron, by the shell and by systemd."""
    nightly = Nightly(("/bin/tracker", "snapshot", "--archive", f"/srv/{word}"), Path(f"/srv/{word}"), time(2))
    assert cron_reads(crontab_line(nightly)) == [*nightly.command]
    command = [each.replace("$$", "$") for each in systemd_reads(value(service(nightly), "ExecStart"))]
    assert command == [*nightly.command]
    assert systemd_reads(value(service(nightly), "ReadWritePaths")) == [str(nightly.folder)]


REFUSED = {
    "a line end, which would begin a line of its own": ("/bin/tracker", "/srv/a\n* * * * * b"),
    "a carriage return": ("/bin/tracker", "/srv/a\rb"),
    "a control character": ("/bin/tracker", "/srv/\x1b[31m"),
    "a backslash, which means another thing to each cron": ("/bin/tracker", "/srv/a\\b"),
    "a quotation mark in the program, which systemd refuses": ("/srv/it's/tracker", "/srv/a"),
}


@pytest.mark.parametrize(("program", "folder"), REFUSED.values(), ids=REFUSED)
def test_what_a_timetable_cannot_hold_is_refused(program: str, folder: str) -> None:
    """It is named, and nothing is printed that would do something else."""
    with pytest.raises(InputError, match="rename it"):
        Nightly((program, "snapshot", "--archive", folder), Path(folder), time(2))


def test_a_place_of_programs_is_told_to_both() -> None:
    """Where git is where neither would look for it."""
    nightly = Nightly(COMMAND, FOLDER, time(2), "/opt/git 2%/bin:/usr/bin:/bin")
    assert cron_reads(crontab_line(nightly)) == ["PATH=/opt/git 2%/bin:/usr/bin:/bin", *COMMAND]
    assert systemd_reads(value(service(nightly), "Environment")) == ["PATH=/opt/git 2%/bin:/usr/bin:/bin"]
    assert "Environment" not in service(NIGHTLY)


def test_the_script_writes_both_units(tmp_path: Path) -> None:
    """What is pasted into a terminal puts the units there as they are, and starts the timer."""
    (tmp_path / "bin").mkdir()
    for name in ("systemctl", "loginctl"):
        program = tmp_path / "bin" / name
        program.write_text(f'#!/bin/sh\necho {name} "$@" >> "$HOME/called"\n')
        program.chmod(0o755)
    environment = {"HOME": str(tmp_path), "PATH": f"{tmp_path / 'bin'}:/usr/bin:/bin"}
    subprocess.run(["sh", "-eu"], input=render_systemd(NIGHTLY), text=True, check=True, env=environment)
    units = tmp_path / ".config/systemd/user"
    assert {path.name: path.read_text() for path in units.iterdir()} == {
        SERVICE: service(NIGHTLY),
        TIMER: timer(NIGHTLY),
    }
    called = (tmp_path / "called").read_text().splitlines()
    assert "systemctl --user enable --now tracker.timer" in called and "loginctl enable-linger" in called


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd-analyze")
def test_systemd_takes_the_units(tmp_path: Path) -> None:
    """Its own check finds nothing to say about either unit, and knows when the timer runs next."""
    program = tmp_path / "the 50% of $HOME tracker"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    nightly = Nightly((str(program), *COMMAND[1:]), FOLDER, time(2, 5), "/opt/git 2%/bin:/usr/bin:/bin")
    (tmp_path / SERVICE).write_text(service(nightly))
    (tmp_path / TIMER).write_text(timer(nightly))
    told = subprocess.run(
        ["systemd-analyze", "verify", tmp_path / SERVICE, tmp_path / TIMER], capture_output=True, text=True
    )
    assert (told.returncode, told.stdout, told.stderr) == (0, "", "")
    calendar = ["systemd-analyze", "calendar", value(timer(nightly), "OnCalendar")]
    assert "02:05:00" in subprocess.run(calendar, capture_output=True, text=True, check=True).stdout
