"""What the user is told without asking for anything to be done, and how quickly."""

import json
import subprocess
import sys

import click
import pytest

from tests.cli.runs import tracker
from tracker import __version__
from tracker.cli import COMMANDS, Commands, main

HEAVY = {
    "apprise", "courlan", "dateutil", "diff_match_patch", "feedgen", "filelock", "git", "htmldate", "jinja2",
    "justext", "lxml", "requests", "slugify", "sqlite3", "trafilatura", "urllib3", "warcio",
}  # fmt: skip
# Shows the help of `tracker` and of each command, and in the last line the modules that are there afterwards.
MODULES_AFTER_HELP = """
import json, sys
from tracker.cli import main
for arguments in ([], *([name] for name in sys.argv[1:])):
    main([*arguments, "--help"], prog_name="tracker", standalone_mode=False)
print("\\n" + json.dumps(sorted(sys.modules)))
"""


def test_help_imports_nothing_heavy() -> None:
    """Help is quick because only a command that runs imports what it needs."""
    command = [sys.executable, "-c", MODULES_AFTER_HELP, *COMMANDS]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    modules = set(json.loads(printed.splitlines()[-1]))
    assert {f"tracker.cli.{name.replace('-', '_')}" for name in COMMANDS} <= modules
    assert modules & HEAVY == set()
    assert not any(name.startswith(("tracker.core", "tracker.archive", "tracker.capture")) for name in modules)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_shows_an_example(name: str) -> None:
    """The help of a command ends its text with a line to copy."""
    text = tracker(name, "--help").stdout
    assert "Example" in text and f"tracker {name}" in text.partition("Example")[2]


def test_the_commands_are_listed_in_the_order_of_a_first_session() -> None:
    """The list of commands holds each of them, with a line of what it does."""
    lines = tracker("--help").stdout.partition("Commands:\n")[2].splitlines()
    listed = [line.split() for line in lines[: len(COMMANDS)]]
    assert tuple(words[0] for words in listed) == COMMANDS
    assert all(len(words) > 2 for words in listed)


def test_the_version_is_told() -> None:
    """`--version` names the program and its version."""
    assert tracker("--version").stdout == f"tracker, version {__version__}\n"


def test_it_runs_as_a_module() -> None:
    """`python -m tracker` is the same program."""
    command = [sys.executable, "-m", "tracker", "--version"]
    assert subprocess.run(command, check=True, capture_output=True, text=True).stdout.startswith("tracker, version")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "Usage: tracker"),
        (["recrod"], "No such command 'recrod'"),
        (["list", "--jason"], "No such option '--jason'"),
        (["record", "story"], "Missing argument 'FILE'"),
        (["diff", "story", "first"], "'first' is not a valid integer"),
        (["compare"], "Missing argument"),
    ],
    ids=["nothing", "unknown-command", "unknown-option", "missing-argument", "no-number", "no-file"],
)
def test_a_wrong_command_line_is_status_two(arguments: list[str], said: str) -> None:
    """What cannot be understood is answered with usage and exit status 2."""
    assert said in tracker(*arguments, status=2).stderr


class Broken(Commands):
    """The group with a command that has a bug."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command with the bug, whatever is asked for."""

        @click.command("broken")
        def broken() -> None:
            raise KeyError("half\x1b[31m a thought")

        return broken


def test_a_bug_is_one_message_and_a_traceback_on_request(monkeypatch: pytest.MonkeyPatch) -> None:
    """A bug ends in a message that says how to report it; with TRACKER_DEBUG it shows where it is."""
    group = Broken("tracker")
    ended = click.testing.CliRunner().invoke(group, ["broken"])
    assert ended.exit_code == 1
    assert "KeyError: 'half\\x1b[31m a thought'" in ended.stderr
    assert "TRACKER_DEBUG=1" in ended.stderr
    monkeypatch.setenv("TRACKER_DEBUG", "1")
    assert isinstance(click.testing.CliRunner().invoke(group, ["broken"]).exception, KeyError)


def test_the_group_is_what_the_console_command_runs() -> None:
    """`tracker` and the tests run the same group."""
    assert isinstance(main, Commands)
