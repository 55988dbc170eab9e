"""Archives for the tests of the command line: the example stories, a single story, none at all."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.runs import NEW, NOTICED, OLD, tracker

URL = "https://quay-herald.example/2031/quay-bridge"


@dataclass(frozen=True, slots=True)
class Demo:
    """What `tracker demo` made, and what it printed."""

    folder: Path
    printed: str

    @property
    def archive(self) -> Path:
        """The archive of the example stories; tests only read it."""
        return self.folder / "archive"


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """The example stories, recorded and reported once for all tests."""
    folder = tmp_path_factory.mktemp("demo")
    return Demo(folder, tracker("demo", "--out", folder).stdout)


@pytest.fixture(scope="session")
def bridge_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One story in three versions: a silent change at first, and a notice for it the night after."""
    archive = tmp_path_factory.mktemp("bridge") / "archive"
    tracker("init", "--archive", archive)
    for day, text in enumerate((OLD, NEW, NOTICED), 1):
        tracker("record", URL, "-", "--at", f"2031-05-0{day}T02:00Z", "--archive", archive, given=text)
    return archive


@pytest.fixture
def bridge(bridge_once: Path, tmp_path: Path) -> Path:
    """An archive of one story in three versions, to change at will."""
    return Path(shutil.copytree(bridge_once, tmp_path / "archive"))


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """An archive without a story."""
    tracker("init", "--archive", tmp_path / "archive")
    return tmp_path / "archive"
