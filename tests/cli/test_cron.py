"""`tracker cron` on the command line: what is printed runs from anywhere, with the archive that was meant."""

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.capture.newsroom import Newsroom
from tests.capture.nights import Story
from tests.cli.desk import open_desk
from tests.cli.runs import refused, told, tracker
from tracker.cli.cron import own_command


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """An archive in a folder whose name means something to a shell, to cron and to systemd."""
    folder = tmp_path / "50% of $HOME"
    tracker("init", "--archive", folder)
    return folder


def test_both_are_printed_or_one(archive: Path) -> None:
    """Without an option there are two ways; each stands by itself where it is asked for."""
    both = tracker("cron", "--archive", archive).stdout
    crontab, systemd = (tracker("cron", way, "--archive", archive).stdout for way in ("--crontab", "--systemd"))
    assert both == f"{crontab}\n{systemd}"
    assert tracker("cron", "--crontab", "--systemd", "--archive", archive).stdout == both
    assert "ExecStart" not in crontab and "* * *" not in systemd


def test_as_json(archive: Path) -> None:
    """The command word for word, and each text as it is printed."""
    options = ("--at", "23:30", "--max-time", "2h", "--shard", "2/8")
    done = told("cron", *options, "--archive", archive)
    words = ["snapshot", "--archive", str(archive), "--max-time", "2h", "--shard", "2/8"]
    assert done["command"][-len(words) :] == words
    assert done["crontab"].startswith("30 23 * * * ")
    assert "OnCalendar=*-*-* 23:30:00\n" in done["systemd"]["tracker.timer"]
    printed = tracker("cron", *options, "--archive", archive).stdout
    assert all(text in printed for text in (done["crontab"], *done["systemd"].values()))


def test_the_command_runs_from_anywhere(archive: Path) -> None:
    """Called as `python -m tracker`, with a relative path, in another folder: the line names the whole of both."""
    called = [sys.executable, "-m", "tracker", "cron", "--json", "--archive", f"../{archive.name}"]
    ended = subprocess.run(called, cwd=archive, capture_output=True, text=True, check=True)
    done = json.loads(ended.stdout)
    assert Path(done["command"][-1]).samefile(archive) and ".." not in done["command"][-1]
    line = done["crontab"].split(" ", 5)[5].replace("\\%", "%")
    listing = line.replace(" snapshot ", " list ")
    night = {"PATH": "/usr/bin:/bin"}
    ran = subprocess.run(["sh", "-c", listing], cwd="/", env=night, capture_output=True, text=True)
    assert (ran.returncode, ran.stdout) == (0, "") and "No story yet" in ran.stderr
    assert shlex.split(line) == done["command"]


@pytest.mark.skipif(not os.environ.get("TRACKER_SLOW"), reason="a whole snapshot: TRACKER_SLOW=1")
def test_the_line_checks_what_is_watched_and_notifies(archive: Path) -> None:
    """Run by a shell that knows nothing, it takes the snapshot and tells whom the settings name; who is not there
    costs nothing."""
    page = Story(1, notice="Correction: An earlier version misstated the number of tiles.")
    with Newsroom() as newsroom, open_desk() as desk:
        url = newsroom.publish("/2026/storm", str(page))
        receivers = json.dumps([desk.url("a"), "json://127.0.0.1:1/"])
        (archive / "tracker.toml").write_text(
            f'[capture]\ndelay = 0\nallow-private = ["127.0.0.1"]\n[notify]\nurls = {receivers}\n'
        )
        tracker("watch", "add", url, "--archive", archive)
        done = told("cron", "--max-time", "9m", "--shard", "1/1", "--archive", archive)
        assert done["command"][-1] == "--notify"
        line = done["crontab"].split(" ", 5)[5].replace("\\%", "%")
        night = {"PATH": "/usr/bin:/bin"}
        ran = subprocess.run(["sh", "-c", line], cwd="/", env=night, capture_output=True, text=True)
    assert ran.returncode == 0 and ran.stdout.endswith(": 1 new\n")
    assert "json://127.0.0.1:1 (" in ran.stderr and "was not notified" in ran.stderr
    assert [title for title, _ in desk.got["a"]] == ["1 orphan"]
    assert "misstated the number of tiles" in desk.texts("a")[0]


def test_who_calls_the_script_gets_the_script(tmp_path: Path) -> None:
    """The installed script is named as it was called; anything else is the module of this Python."""
    script = tmp_path / "tracker"
    script.touch(0o755)
    assert own_command(str(script), "/usr/bin/python3") == (str(script),)
    module = ("/usr/bin/python3", "-m", "tracker")
    assert own_command(str(tmp_path / "__main__.py"), "/usr/bin/python3") == module
    script.chmod(0o644)
    assert own_command(str(script), "/usr/bin/python3") == module


def test_what_only_runs_here_is_told(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that would not start at night is no line to paste."""
    script = tmp_path / "tracker"
    script.write_text("#!/bin/sh\nexit 1\n")
    script.chmod(0o755)
    monkeypatch.setattr(sys, "argv", [str(script)])
    assert f"{script} does not run outside of this folder" in refused("cron", "--archive", archive)


@pytest.mark.parametrize("name", ["https_proxy", "TRACKER_NOTIFY_URLS"])
def test_what_only_this_shell_knows_is_told(archive: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """What the night will not know is named, and not written down: it may hold a password."""
    monkeypatch.setenv(name, "http://ada:secret@proxy.example")
    ended = tracker("cron", "--archive", archive)
    assert f"{name} will not be known at night" in ended.stderr
    assert "secret" not in ended.output and "--notify" not in ended.output


def test_without_an_archive(tmp_path: Path) -> None:
    """A line for an archive that is not there would fail every night."""
    assert "is no archive" in refused("cron", "--archive", tmp_path)


BAD = [("--at", "25:00"), ("--at", "noon"), ("--shard", "9/8"), ("--shard", "0/8"), ("--max-time", "2h; rm -r /")]


@pytest.mark.parametrize(("option", "value"), BAD)
def test_what_is_no_time_or_share(archive: Path, option: str, value: str) -> None:
    """A wrong command line, and nothing to paste."""
    assert tracker("cron", option, value, "--archive", archive, status=2).stdout == ""
