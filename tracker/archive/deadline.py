"""How long work may take. No result depends on it, only how far the work gets."""

from time import monotonic

from tracker.errors import TrackerError


class TimeUp(TrackerError):
    """The time that work may take is over."""


class Deadline:
    """An instant so many seconds from now, by the clock that never jumps; None is never."""

    def __init__(self, seconds: float | None) -> None:
        self._at = None if seconds is None else monotonic() + seconds

    @property
    def seconds(self) -> float | None:
        """How many seconds are left, None for any number. Raises `TimeUp` when none is."""
        if self._at is None:
            return None
        left = self._at - monotonic()
        if left <= 0:
            raise TimeUp("the time for it is over")
        return left

    def within(self, seconds: float) -> float:
        """How many seconds are left, and at most so many. Raises `TimeUp` when none is."""
        left = self.seconds
        return seconds if left is None else min(left, seconds)
