"""Histories with the right answers: our own example stories, or a folder of JSON cases in the same terms.

A JSON case holds `id`, `versions` (lists of paragraphs, the first being the headline when `headline` is true),
`notices` with their `links` and `passage`, `decoys`, `allowed_notices` and `silent`; `provenance.publisher` says
which cases must be held out together when figures are cross-validated.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tracker.core.plaintext import parse_markdown, parse_text
from tracker.core.story import Story
from tracker.examples import read_examples
from tracker.examples.gold import Gold, GoldLink, GoldNotice, GoldPassage


@dataclass(frozen=True, slots=True)
class Case:
    """One history; `publisher` groups the cases that are held out together."""

    id: str
    publisher: str
    stories: tuple[Story, ...]
    gold: Gold


def read_cases(folder: Path | None) -> tuple[Case, ...]:
    """Read the cases of a folder, or our own when there is none named. Raises `SystemExit` for an empty folder."""
    cases = tuple(_own_cases() if folder is None else map(_read_case, sorted(folder.glob("*.json"))))
    if not cases:
        raise SystemExit(f"{folder} holds no case (*.json)")
    return cases


def _own_cases() -> Iterator[Case]:
    for example in read_examples():
        stories = tuple(map(parse_markdown, example.texts))
        yield Case(example.slug, example.url.split("/")[2], stories, example.gold)


def _read_case(path: Path) -> Case:
    told = json.loads(path.read_text("utf-8"))
    head = "# " if told.get("headline") else ""
    stories = tuple(parse_text(head + "\n\n".join(paragraphs) + "\n") for paragraphs in told["versions"])
    notices = tuple(_gold_notice(row, len(stories)) for row in told["notices"])
    publisher = (told.get("provenance") or {}).get("publisher") or told["id"]
    gold = Gold(
        notices,
        tuple(told.get("decoys", ())),
        tuple(told.get("allowed_notices", ())),
        tuple(map(_gold_link, told.get("silent", ()))),
    )
    return Case(told["id"], publisher, stories, gold)


def _gold_notice(row: dict[str, Any], n_versions: int) -> GoldNotice:
    passage = row.get("passage")
    return GoldNotice(
        row["version"],
        n_versions,
        row["text"],
        row["kind"],
        (),
        tuple(map(_gold_link, row.get("links", ()))),
        row.get("no_link"),
        GoldPassage(passage["text"], passage["paragraph"]) if passage else None,
    )


def _gold_link(row: dict[str, Any]) -> GoldLink:
    return GoldLink(row["from"], row["to"], row["old"], row["new"], row["old_paragraph"], row["new_paragraph"])
