"""What every test has: no connection leaves this machine, and no setting of the person running it leaks in."""

import os
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import settings

# No deadlines: machines are noisy. `make test-slow` tries more than ten times as much; so no test sets a number.
settings.register_profile("ordinary", max_examples=30, deadline=None)
settings.register_profile("slow", max_examples=400, deadline=None)
settings.load_profile("slow" if os.environ.get("TRACKER_SLOW") else "ordinary")


def pytest_xdist_auto_num_workers() -> int:
    """One worker more than processors: many tests wait for another process."""
    return (os.cpu_count() or 1) + 1


LOOPBACK = {"127.0.0.1", "::1", "localhost"}


@pytest.fixture(autouse=True)
def loopback_only(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Refuse any connection that is not loopback."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and address[0] not in LOOPBACK:
            raise AssertionError(f"a test tried to reach {address!r}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)
    yield


@pytest.fixture(autouse=True)
def no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """The archive of the person who runs the tests is not theirs to touch; a command finds its modules compiled."""
    monkeypatch.delenv("TRACKER_ARCHIVE", raising=False)
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
