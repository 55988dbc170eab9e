"""A full disk and a read-only folder: a message with the next step, and nothing lost.

Each test mounts a disk of its own in a name space of its own, which goes with its process. Where the system does not
allow that, the tests are skipped.
"""

import os
import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.cli.conftest import URL
from tests.cli.runs import COMMAND, NEW, NOTICED, fsck, told, tracker
from tracker.capture.state import State

IN_NAMESPACE = ("unshare", "--map-root-user", "--mount", "sh", "-eu", "-c")


def can_mount() -> bool:
    """Whether this system lets us mount a disk that only we see."""
    try:
        return subprocess.run([*IN_NAMESPACE, "mount -t tmpfs tmpfs /mnt"], capture_output=True).returncode == 0
    except FileNotFoundError:
        return False


pytestmark = pytest.mark.skipif(not can_mount(), reason="this system allows no mount in a name space of our own")

READ_ONLY = """
mount --bind "$FOLDER" "$FOLDER"
mount -o remount,bind,ro "$FOLDER"
exec "$@"
"""
# A disk of two megabytes with the archive on it, filled up but for eight kilobytes, then emptied again.
FULL = """
mount -t tmpfs -o size=2m tmpfs "$DISK"
cp -r "$ARCHIVE" "$DISK/archive"
export TRACKER_ARCHIVE="$DISK/archive"
available=$(df --output=avail "$DISK" | tail -1)
head -c "$(( (available - 8) * 1024 ))" /dev/zero > "$DISK/filler"
for command in "record $URL $PAGE" corrections "report --out $DISK/report"; do
    status=0
    "$@" $command >/dev/null 2>>"$SAID" || status=$?
    echo "$status" >> "$STATUSES"
done
"$@" log "$URL" >/dev/null
git --git-dir "$DISK/archive/stories.git" fsck --strict --no-dangling
rm "$DISK/filler"
"$@" record "$URL" "$PAGE" >/dev/null
"$@" corrections >/dev/null
"$@" report --out "$DISK/report" >/dev/null
cp -r "$DISK/archive" "$DISK/report" "$AFTER"
"""


def run(script: str, *command: str | Path, **places: str | Path) -> "subprocess.CompletedProcess[str]":
    """Run a script in a name space of its own, with a command as its arguments and places as its variables."""
    environment = os.environ | {name: str(path) for name, path in places.items()}
    arguments = [*IN_NAMESPACE, script, "sh", *COMMAND, *map(str, command)]
    return subprocess.run(arguments, capture_output=True, text=True, env=environment)


@pytest.mark.parametrize("command", [["list"], ["log", "quay"], ["show", "quay"], ["diff", "quay"]], ids=" ".join)
def test_reading_needs_no_writing(bridge: Path, command: list[str]) -> None:
    """An archive that cannot be written can be read."""
    ended = run(READ_ONLY, *command, "--archive", bridge, FOLDER=bridge)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout


@pytest.mark.parametrize(
    ("command", "how"),
    [(["corrections"], "was read as it is"), (["search", "rained"], "was brought up to date for this command alone")],
)
def test_an_index_that_cannot_be_written_is_read(bridge: Path, command: list[str], how: str) -> None:
    """What the index tells is the same where it cannot be written, and a note says why it took longer."""
    tracker("corrections", "--archive", bridge)
    if command[0] == "search":
        tracker("record", "quay", "-", "--at", "2031-05-04", "--archive", bridge, given=f"{NOTICED}\nIt rained.\n")
    ended = run(READ_ONLY, *command, "--archive", bridge, FOLDER=bridge)
    assert (ended.returncode, ended.stderr) == (0, f"Note: {bridge} cannot be written: its index {how}\n")
    assert ended.stdout == tracker(*command, "--archive", bridge).stdout


@pytest.mark.parametrize(
    "command",
    [
        ["record", "quay", "PAGE"],
        ["maintain"],
        ["reindex"],
        ["report", "--out", "ARCHIVE/report"],
        ["watch", "add", URL],
    ],
    ids=lambda command: command[0],
)
def test_a_folder_that_cannot_be_written_is_named(bridge: Path, tmp_path: Path, command: list[str]) -> None:
    """What has to write says which folder it cannot write, and what to do."""
    (tmp_path / "page.txt").write_text(f"{NEW}\nMore of it.\n")
    names = {"PAGE": str(tmp_path / "page.txt"), "ARCHIVE/report": str(bridge / "report")}
    ended = run(READ_ONLY, *(names.get(word, word) for word in command), "--archive", bridge, FOLDER=bridge)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert re.match(rf"Error: {re.escape(str(bridge))}.*Make the folder writable", ended.stderr)
    assert fsck(bridge) == "" and told("list", "--archive", bridge)[0]["n_versions"] == 3


def test_what_is_watched_is_told(bridge: Path) -> None:
    """What a backup was watching, and what had come of it, can be asked of it."""
    tracker("watch", "add", "https://courier.example/rss.xml", "--archive", bridge)
    with State(bridge) as state:
        state.add([URL], "https://courier.example/rss.xml", datetime.now(UTC))
    before = tracker("watch", "list", "--archive", bridge).stdout
    ended = run(READ_ONLY, "watch", "list", "--archive", bridge, FOLDER=bridge)
    assert (ended.returncode, ended.stderr, ended.stdout) == (0, "", before)
    assert "1 story; not checked yet" in before


def test_a_full_disk_costs_nothing(bridge: Path, tmp_path: Path) -> None:
    """Without space a command says what to do; with space again, all is as it should be."""
    page = tmp_path / "page.txt"
    page.write_text(f"{NEW}\nA word that no other text has: {'x' * 30_000}.\n")
    for name in ("disk", "after"):
        (tmp_path / name).mkdir()
    places = {"DISK": tmp_path / "disk", "AFTER": tmp_path / "after", "SAID": tmp_path / "said"}
    places |= {"STATUSES": tmp_path / "statuses", "ARCHIVE": bridge, "PAGE": page}
    ended = run(FULL, **places, URL=URL)
    assert (ended.returncode, ended.stderr) == (0, "")
    said = (tmp_path / "said").read_text()
    assert (tmp_path / "statuses").read_text() == "1\n1\n1\n"
    assert len(re.findall("^Error: ", said, re.M)) == 3
    assert "Free some space, then run the command again" in said
    assert "bug in tracker" not in said and "Traceback" not in said
    assert fsck(tmp_path / "after" / "archive") == ""
    assert told("list", "--archive", tmp_path / "after" / "archive")[0]["n_versions"] == 4
    assert told("corrections", "--acknowledged", "--archive", tmp_path / "after" / "archive")
    report = tmp_path / "after" / "report"
    assert all(path.read_text("utf-8").rstrip().endswith(">") for path in report.rglob("*.*"))
