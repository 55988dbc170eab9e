"""What the documents say is true: every command and option is explained, every example works, every path is there."""

import re
from configparser import ConfigParser
from pathlib import Path

import click
import pytest

from tests.readme import README, ROOT, rerun
from tracker import __version__
from tracker.cli import COMMANDS, main

TEXT = README.read_text("utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
CHANGELOG = (ROOT / "CHANGELOG.md").read_text("utf-8")
CONTEXT = click.Context(main)


def command(name: str) -> click.Command:
    """The command of a name."""
    found = main.get_command(CONTEXT, name)
    assert found is not None
    return found


def long_options(name: str) -> set[str]:
    """The long options of a command, and of the commands below it."""
    found = command(name)
    below = found.commands.values() if isinstance(found, click.Group) else ()
    options = (param for each in (found, *below) for param in each.params if isinstance(param, click.Option))
    return {spelling for option in options for spelling in option.opts if spelling.startswith("--")}


def undocumented(text: str) -> list[str]:
    """What a text leaves out of the commands and options that there are: each has a row in its table."""
    rows = {name: row for name in COMMANDS for row in text.splitlines() if re.match(rf"\| `tracker {name}\b", row)}
    missing = [name for name in COMMANDS if name not in rows]
    for name, row in rows.items():
        known = set(re.findall(r"`(--[a-z-]+)", row)) | ({"--archive"} if "`--archive DIR`" in text else set())
        missing += [f"{name} {option}" for option in sorted(long_options(name) - known)]
    return missing


def test_every_command_and_option_is_in_the_readme() -> None:
    """The table of commands is whole."""
    assert undocumented(TEXT) == []


def test_a_missing_option_is_seen() -> None:
    """The guard has been seen to fail, for a command and for an option."""
    without = re.sub(r"\| `tracker init`.*\n", "", TEXT).replace("`--hidden`, ", "")
    assert undocumented(without) == ["init", "diff --hidden"]


def examples(text: str) -> list[str]:
    """The command lines of `tracker` in a text: in blocks of code, in spans of code, and in help."""
    blocks = re.findall(r"```(?:console|sh)\n(.*?)```", text, re.DOTALL)
    lines = [line.removeprefix("$ ") for block in blocks for line in block.splitlines() if not line.startswith("#")]
    lines += re.findall(r"`(tracker [^`]*)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))
    lines += [line for line in text.splitlines() if re.match(r"\s*(?:Examples?:)?\s+.*\btracker \w", line)]
    return [line[match.start() :] for line in lines for match in re.finditer(r"(?<![\w/.-])tracker (?=[a-z-])", line)]


def faults(line: str) -> list[str]:
    """What is wrong with one command line: an unknown command, or an unknown option of a known one."""
    words = re.split(r"\s[|&;]", line)[0].split()
    if words[1] not in COMMANDS:
        return [] if words[1] in ("--help", "--version") else [f"no command {words[1]}"]
    given = set(re.findall(r"(?<!\S)--[a-z-]+", line))
    return [f"{words[1]} has no {option}" for option in sorted(given - long_options(words[1]) - {"--help"})]


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "docs/index.md", *COMMANDS])
def test_examples_name_commands_and_options_that_exist(name: str) -> None:
    """An example that is copied is understood, in the documents and in the help of each command."""
    text = command(name).help or "" if name in COMMANDS else (ROOT / name).read_text("utf-8")
    found = examples(text)
    assert found or name == "CONTRIBUTING.md"
    assert [fault for line in found for fault in faults(line)] == []


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("tracker recrod story", "no command recrod"),
        ("tracker list --jason | head", "list has no --jason"),
        ("tracker list --json", None),
    ],
)
def test_a_wrong_example_is_seen(line: str, fault: str | None) -> None:
    """The guard has been seen to fail, and not to fail."""
    assert [found for each in examples(f"```sh\n{line}\n```") for found in faults(each)] == ([fault] if fault else [])


def test_the_sessions_are_real(tmp_path: Path) -> None:
    """What the README shows is what the commands print; `make readme` brings it up to date."""
    assert rerun(TEXT, tmp_path) == TEXT, "run `make readme` and look at what has changed"


def test_the_changelog_has_an_entry_for_this_version() -> None:
    """The version, with its date."""
    assert re.search(rf"^## {re.escape(__version__)} - \d{{4}}-\d\d-\d\d$", CHANGELOG, re.MULTILINE)


def test_every_library_is_accounted_for() -> None:
    """Each dependency has its reason in the change log."""
    config = ConfigParser()
    config.read(ROOT / "setup.cfg")
    required = re.findall(r"^[\w-]+", config["options"]["install_requires"], re.MULTILINE)
    assert required
    assert [name for name in required if not re.search(rf"^- {name}\b", CHANGELOG, re.MULTILINE)] == []


@pytest.mark.parametrize("text", [TEXT, CONTRIBUTING], ids=["readme", "contributing"])
def test_paths_and_targets_exist(text: str) -> None:
    """A path or a `make` target that is named is there."""
    paths = re.findall(r"`((?:tracker|templates|tests|benchmarks)/[\w/.*-]*)`", text)
    assert [path for path in paths if not list(ROOT.glob(path.rstrip("/")))] == []
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z-]+)\b(?=`|\s+#)", text)) <= targets


def test_every_folder_of_code_is_in_the_readme() -> None:
    """Who looks for the code is told what is in each folder."""
    folders = {path.parent.name for path in (ROOT / "tracker").glob("*/__init__.py")}
    assert {name for name in folders if f"| `tracker/{name}/` |" not in TEXT} == set()
