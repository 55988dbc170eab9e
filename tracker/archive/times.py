"""Instants as the archive writes them: ISO 8601 in UTC with a `Z`, and never without a time zone."""

from datetime import UTC, datetime


def to_utc(at: datetime) -> datetime:
    """Return the same instant in UTC. Raises `ValueError` for a time without a time zone."""
    if at.tzinfo is None:
        raise ValueError(f"the time {at} has no time zone")
    return at.astimezone(UTC)


def render_time(at: datetime) -> str:
    """Write an instant, with microseconds only where it has them.

    >>> render_time(datetime(2023, 7, 23, 12, tzinfo=UTC))
    '2023-07-23T12:00:00Z'
    """
    return to_utc(at).isoformat().removesuffix("+00:00") + "Z"


def parse_time(text: str) -> datetime:
    """Read what `render_time` wrote, or any ISO 8601 time with a time zone. Raises `ValueError`."""
    return to_utc(datetime.fromisoformat(text))
