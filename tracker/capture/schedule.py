"""When a story is due: often while it is fresh, ever more seldom later, for corrections come late.

A nightly run reaches a story now a little earlier, now a little later. So a day counts as over some hours early, and
a story is not left out every second night.
"""

from datetime import datetime, timedelta

from tracker.capture.watching import Schedule

_EARLY = timedelta(hours=4)  # how much sooner than a day or a week after the last check a story is due again
_DAY, _WEEK = timedelta(days=1), timedelta(days=7)


def is_due(first_seen_at: datetime, last_checked_at: datetime | None, now: datetime, schedule: Schedule) -> bool:
    """Say whether a story is to be checked in a run that starts `now`.

    >>> noon = datetime(2026, 1, 9, 12)
    >>> is_due(datetime(2026, 1, 1), noon - timedelta(hours=9), noon, Schedule())
    False
    """
    if last_checked_at is None:
        return True
    age, since = now - first_seen_at, now - last_checked_at
    if age <= timedelta(days=schedule.every_run_days):
        return True
    if age <= timedelta(days=schedule.daily_days):
        return since >= _DAY - _EARLY
    return age <= timedelta(days=schedule.weekly_days) and since >= _WEEK - _EARLY


def is_retired(first_seen_at: datetime, last_checked_at: datetime | None, now: datetime, schedule: Schedule) -> bool:
    """Say whether a story is so old that it is checked no more; it was checked once in any case."""
    return last_checked_at is not None and now - first_seen_at > timedelta(days=schedule.weekly_days)
