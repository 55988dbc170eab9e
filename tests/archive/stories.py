"""Invented histories that have something in each ledger."""

from tests.archive.samples import hours
from tracker.archive.meta import Meta
from tracker.archive.plan import Capture
from tracker.core.story import Block, Story

CORRECTED = "https://www.harbour-gazette.example/ferry-fares"
SILENT = "https://news.harbour-gazette.example/lighthouse-budget"
ORPHANED = "https://tide-tables.example/regatta"
PLAIN = "https://tide-tables.example/fog"

FARES = "The single fare to the island rises to 14 crowns in May, the ferry company said on Monday."
LAMP = "The lamp room will cost 2.4 million crowns, and the keeper’s cottage is to be sold."
REGATTA = "The regatta drew 61 boats, among them four from across the bay."
FOG = "Fog kept the fishing fleet in port for a third day."

# url: each version as (hours after noon, paragraphs)
HISTORIES: dict[str, list[tuple[int, list[str]]]] = {
    CORRECTED: [
        (0, [FARES.replace("14", "12"), "Children travel free."]),
        (6, [FARES, "Children travel free."]),
        (7, [FARES, "Children travel free.", "Correction: An earlier version of this article said the single fare "
             "rises to 12 crowns. It rises to 14 crowns."]),
    ],
    SILENT: [(1, [LAMP]), (9, [LAMP.replace("2.4", "4.2")])],
    ORPHANED: [(3, [REGATTA, "Correction: An earlier version of this article misstated the number of boats."])],
    PLAIN: [(2, [FOG]), (4, [FOG, "It lifted at dusk."])],
}  # fmt: skip


def capture_all() -> list[Capture]:
    """Captures of all versions of the histories, a story after the other."""
    return [
        Capture(url, _story(url, paragraphs), Meta(captured_at=hours(at), url=url))
        for url, versions in HISTORIES.items()
        for at, paragraphs in versions
    ]


def _story(url: str, paragraphs: list[str]) -> Story:
    headline = url.rpartition("/")[2].replace("-", " ").capitalize()
    return Story((Block("headline", headline), *(Block("paragraph", text) for text in paragraphs)))
