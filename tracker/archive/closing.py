"""What is open until it is closed."""

from types import TracebackType
from typing import Self


class Closing:
    """Something that a `with` statement closes at its end, however that comes."""

    def close(self) -> None:
        """Let go of what is held."""
        raise NotImplementedError

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
