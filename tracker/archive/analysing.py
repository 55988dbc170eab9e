"""The one place where the story of an archive becomes an analysis: the machine's, and over it the editors' word.

Whatever shows a story of an archive, the index included, gets its analysis here.
"""

from collections.abc import Callable

from tracker.archive.reading import History
from tracker.archive.repository import Archive
from tracker.core.analysis import Analysis, Version
from tracker.core.deciding import apply_decisions
from tracker.core.history import analyse

Analyse = Callable[[tuple[Version, ...]], Analysis]


def analyse_story(
    archive: Archive, history: History, analyse: Analyse = analyse, versions: tuple[Version, ...] | None = None
) -> Analysis:
    """Analyse a story, or some of its versions, and apply what editors decided about it."""
    return apply_decisions(analyse(versions or history.versions), archive.decisions(history.branch))
