"""The wordings of notices, a table a language. A newsroom adds rows of its own, never code."""

from tracker.core.phrases import da, de, en, es, fr, it, ja, nl, no, pl, pt, sv, zh
from tracker.core.phrases.phrase import Phrase

PHRASES: tuple[Phrase, ...] = tuple(
    row for table in (en, de, fr, es, it, pt, nl, sv, no, da, pl, ja, zh) for row in table.ROWS
)
