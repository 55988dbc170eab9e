"""Two desks that share a hub."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.archive.sharing.hubs import Desks, make_desks


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[Desks]:
    """Two empty archives and an empty hub."""
    desks = make_desks(tmp_path)
    yield desks
    desks.close()
