"""An archive with something of everything, made once and copied for each test."""

import shutil
from pathlib import Path

import pytest

from tests.archive.proof.archives import fill
from tracker.archive.repository import Archive


@pytest.fixture(scope="session")
def filled_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive, which tests only copy."""
    path = tmp_path_factory.mktemp("filled") / "archive"
    with Archive.init(path) as archive:
        fill(archive)
    return path


@pytest.fixture
def filled(filled_once: Path, tmp_path: Path) -> Path:
    """A copy of the archive, to change at will."""
    return Path(shutil.copytree(filled_once, tmp_path / "archive"))
