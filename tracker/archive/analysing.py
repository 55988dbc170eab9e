"""The one place where the story of an archive becomes an analysis: the machine's, with the editors' word over it.

The newsroom's settings have their say in it: its own wordings of notices, and the house rules that are on.

Whatever shows a story of an archive, the index included, gets its analysis here.
"""

from collections.abc import Collection
from typing import Protocol

from tracker.archive.reading import History
from tracker.archive.repository import Archive
from tracker.core.analysis import Analysis, Version
from tracker.core.decision import Decision
from tracker.core.finding import RuleName
from tracker.core.history import analyse
from tracker.core.phrases.phrase import Phrase


class Analyse(Protocol):
    """What makes an analysis of versions and of what editors decided about them."""

    def __call__(
        self,
        versions: tuple[Version, ...],
        /,
        *,
        decisions: tuple[Decision, ...],
        phrases: tuple[Phrase, ...],
        house: Collection[RuleName],
    ) -> Analysis: ...


def analyse_story(
    archive: Archive, history: History, analyse: Analyse = analyse, versions: tuple[Version, ...] | None = None
) -> Analysis:
    """Analyse a story, or some of its versions, with what editors decided about it."""
    settings, decisions = archive.settings, archive.decisions(history.branch)
    return analyse(versions or history.versions, decisions=decisions, phrases=settings.phrases, house=settings.house)
