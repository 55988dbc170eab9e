"""Instants as the archive keeps them: whole seconds in UTC, written as ISO 8601 with a `Z`.

Written times sort as the instants do. Git and HTTP know no fraction of a second either.
"""

from datetime import UTC, datetime


def to_utc(at: datetime) -> datetime:
    """Return the second of an instant in UTC. Raises `ValueError` for a time without a time zone."""
    if at.tzinfo is None:
        raise ValueError(f"the time {at} has no time zone")
    return at.astimezone(UTC).replace(microsecond=0)


def render_time(at: datetime) -> str:
    """Write an instant.

    >>> render_time(datetime(2023, 7, 23, 12, tzinfo=UTC))
    '2023-07-23T12:00:00Z'
    """
    return to_utc(at).isoformat().removesuffix("+00:00") + "Z"


def parse_time(text: str) -> datetime:
    """Read what `render_time` wrote, or any ISO 8601 time with a time zone. Raises `ValueError`."""
    return to_utc(datetime.fromisoformat(text))
