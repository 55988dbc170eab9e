"""Archives for the tests: an empty one, one with something of everything; and a disk so small that it can be full."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.archive.jobs import make_archive
from tracker.archive.repository import Archive


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """An empty archive in a folder of its own."""
    with Archive.init(tmp_path / "archive") as archive:
        yield archive


@pytest.fixture(scope="session")
def rich_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive with something of everything, which tests only copy."""
    return make_archive(tmp_path_factory.mktemp("rich") / "archive")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 3 MB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = shutil.which("mount") and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(disk)], capture_output=True
    )
    if not mounted or mounted.returncode:
        pytest.skip("only root can mount a small disk")
    yield disk
    subprocess.run(["umount", "--lazy", str(disk)], check=True)
