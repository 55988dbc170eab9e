"""What came of the corrections of a story: whether they are complete, and how long everything took.

Both follow from the links. Whoever changes the links of an analysis works the outcome out again.
"""

from dataclasses import replace

from tracker.core.analysis import Analysis
from tracker.core.rarity import Rarity
from tracker.core.remains import find_remains
from tracker.core.timing import measure


def add_outcome(analysis: Analysis) -> Analysis:
    """Return the analysis with `remains` and `timing` of its notices worked out from their links."""
    if not analysis.notices:
        return analysis
    weights = Rarity([version.story for version in analysis.versions])
    return replace(
        analysis,
        notices=tuple(
            replace(notice, remains=find_remains(notice, analysis, weights), timing=measure(notice, analysis))
            for notice in analysis.notices
        ),
    )
