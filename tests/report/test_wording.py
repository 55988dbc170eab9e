"""The words of reports."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from tracker.report.wording import certainty, lag, moment

LAGS = {
    "seconds": (timedelta(seconds=20), "within a minute"),
    "minutes": (timedelta(minutes=35), "35 minutes later"),
    "one hour": (timedelta(hours=1), "1 hour later"),
    "a day is hours": (timedelta(hours=26), "26 hours later"),
    "days keep their days": (timedelta(days=3, hours=1), "3 days later"),
    "no time": (timedelta(0), None),
    "backwards": (timedelta(hours=-1), None),
}
CERTAINTIES = {
    1.0: "almost certain, 99 %",
    0.95: "almost certain, 95 %",
    0.9: "very likely, 90 %",
    0.7: "likely, 70 %",
    0.5: "plausible, 50 %",
    0.0: "uncertain, 0 %",
}
BEGIN = datetime(2026, 3, 4, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize(("passed", "words"), LAGS.values(), ids=LAGS)
def test_lags_are_told_in_one_unit(passed: timedelta, words: str | None) -> None:
    """How long after is said roughly; what is not later is not said."""
    assert lag(BEGIN, BEGIN + passed) == words


@pytest.mark.parametrize(("confidence", "words"), CERTAINTIES.items())
def test_certainty_is_told_in_words_and_number(confidence: float, words: str) -> None:
    """Each bound belongs to the surer degree."""
    assert certainty(confidence) == words


def test_moments_are_told_in_utc() -> None:
    """The same instant reads the same, whatever zone it was written in."""
    there = BEGIN.astimezone(timezone(timedelta(hours=9)))
    assert moment(there) == moment(BEGIN) == "4 March 2026, 23:30 UTC"
    assert moment(None) == "time not known"
    assert lag(None, BEGIN) is None
