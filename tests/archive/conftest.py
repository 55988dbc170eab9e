"""An empty archive of its own for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tracker.archive.repository import Archive


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """An empty archive in a folder of its own."""
    with Archive.init(tmp_path / "archive") as archive:
        yield archive
