"""Two desks that share a hub."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.archive.sharing.hubs import Desks, copy_desks, make_desks


@pytest.fixture(scope="session")
def empty_once(tmp_path_factory: pytest.TempPathFactory) -> Desks:
    """Two empty archives and an empty hub, to be copied."""
    desks = make_desks(tmp_path_factory.mktemp("desks"))
    desks.close()
    return desks


@pytest.fixture
def desks(empty_once: Desks, tmp_path: Path) -> Iterator[Desks]:
    """Two empty archives and an empty hub."""
    desks = copy_desks(empty_once, tmp_path)
    yield desks
    desks.close()
