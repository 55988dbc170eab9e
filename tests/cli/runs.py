"""Running the command line: in this process through click's runner, and as the user does, in a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from tracker.cli import main

COMMAND = (sys.executable, "-m", "tracker")
OLD = "Quay bridge opens\n\nThe bridge at Quay cost 12 million crowns, the mayor said on Monday.\n"
NEW = OLD.replace("12 million", "21 million")
NOTICE = "Correction: An earlier version misstated the cost of the bridge. It was 21 million crowns, not 12 million."
NOTICED = f"{NEW}\n{NOTICE}\n"


def tracker(*arguments: str | Path, given: str | bytes = "", status: int = 0) -> Result:
    """Run a command in this process; `given` is its standard input, `status` what it must end with."""
    ended = CliRunner().invoke(main, [str(argument) for argument in arguments], input=given, prog_name="tracker")
    assert ended.exit_code == status, ended.output
    assert "Traceback" not in ended.output and "bug in tracker" not in ended.output, ended.output
    return ended


def told(*arguments: str | Path) -> Any:
    """Run a command with `--json` and read what it prints."""
    return json.loads(tracker(*arguments, "--json").stdout)


def refused(*arguments: str | Path, given: str | bytes = "") -> str:
    """Run a command that must end with our own error, and return what it says."""
    ended = tracker(*arguments, given=given, status=1)
    assert ended.stdout == ""
    assert ended.stderr.startswith("Error: ")
    return ended.stderr


def start(*arguments: str | Path, **options: Any) -> "subprocess.Popen[str]":
    """Start a command in a process of its own, which reads nothing unless told what, with pipes for what it says."""
    streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen([*COMMAND, *map(str, arguments)], text=True, **streams | options)


def git(archive: Path, *arguments: str) -> str:
    """Run plain git on an archive."""
    environment = os.environ | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    command = ["git", "--git-dir", str(archive / "stories.git"), *arguments]
    return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout


def fsck(archive: Path) -> str:
    """What git finds wrong with an archive: nothing, as a rule."""
    return git(archive, "fsck", "--strict", "--no-dangling")
