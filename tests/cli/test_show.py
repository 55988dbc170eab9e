"""`tracker show`: which version is meant, by number and by time."""

from pathlib import Path

import pytest

from tests.cli.conftest import URL
from tests.cli.runs import OLD, refused, told, tracker

# the captures are at 02:00 UTC on the first, second and third of May
TIMES = [
    ("2031-05-01T02:00Z", 1),
    ("2031-05-01T23:59:59Z", 1),
    ("2031-05-02", 1),
    ("2031-05-02T02:00", 2),
    ("2031-05-02T04:00+02:00", 2),
    ("2031-05-02T03:59+02:00", 1),
    ("2031-05-03T02:00:00Z", 3),
    ("2099-01-01", 3),
]


@pytest.mark.parametrize(("time", "n"), TIMES, ids=[row[0] for row in TIMES])
def test_the_version_that_stood_then(bridge: Path, time: str, n: int) -> None:
    """It is the last that was captured at that time or before it."""
    shown = told("show", "quay", "--at", time, "--archive", bridge)
    assert shown == told("show", f"quay@{n}", "--archive", bridge) and shown["n"] == n
    assert tracker("show", "quay", "--at", time, "--archive", bridge).stdout.startswith("# Quay bridge opens\n")


def test_before_the_first_version(bridge: Path) -> None:
    """There is none to show, and it is said from when on there is."""
    said = refused("show", "quay", "--at", "2031-05-01T01:59:59Z", "--archive", bridge)
    assert "was first captured at 2031-05-01T02:00:00Z, after 2031-05-01T01:59:59Z: ask for that time" in said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["quay@1", "--at", "2031-05-02"], "leave out one of them"),
        (["quay@0", "--at", "2031-05-02"], "leave out one of them"),
        (["quay", "--at", "yesterday"], "is no time"),
        (["quay@4"], "has no version 4: it has 1 to 3"),
        (["quay@0"], "has no version 0"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_cannot_be_shown(bridge: Path, arguments: list[str], said: str) -> None:
    """A version that is not there, or is asked for in two ways, is answered with what can be asked for."""
    assert said in refused("show", *arguments, "--archive", bridge)


def test_an_address_that_ends_in_a_number(bridge: Path) -> None:
    """A URL that ends in `@12` is that story; a version of it is asked for behind that."""
    posted = f"{URL}/posts/@12"
    tracker("record", posted, "-", "--at", "2031-05-01", "--archive", bridge, given=OLD.replace("Quay", "Pier"))
    for name, n in ((posted, 1), (f"{posted}@1", 1), (posted.replace("https://", "http://www."), 1), (f"{URL}@2", 2)):
        shown = told("show", name, "--archive", bridge)
        assert (shown["n"], shown["url"]) == (n, posted if "@12" in name else URL)
    assert "has no version 2" in refused("show", f"{posted}@2", "--archive", bridge)
    assert told("show", posted, "--at", "2031-05-01", "--archive", bridge)["url"] == posted
