"""The example stories: invented histories with the right answers, for the demonstration, the tests and the figures.

Each story is a folder beside this file: its versions as Markdown (`1.md`, `2.md`, …) and `story.json`, which says
what the story shows and holds its gold: the notices, the words they correct, and what changed in silence. Beside
the folders lie single paragraphs: `notices.json`, which a finder must find, and `negatives.json`, near misses
that it must not. Everything is read through `importlib.resources`, so a wheel and a zip will do.
"""

import json
from datetime import UTC, datetime
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from tracker.examples.gold import (
    Example,
    Gold,
    GoldLink,
    GoldNotice,
    GoldPassage,
    GoldWording,
    NearMiss,
    SampleNotice,
)

__all__ = ["Example", "NearMiss", "SampleNotice", "read_examples", "read_near_misses", "read_sample_notices"]


def read_examples() -> tuple[Example, ...]:
    """Read the example stories, sorted by slug."""
    folders = [entry for entry in files(__name__).iterdir() if entry.joinpath("story.json").is_file()]
    return tuple(_read_example(folder) for folder in sorted(folders, key=lambda entry: entry.name))


def read_sample_notices() -> tuple[SampleNotice, ...]:
    """Read the notices that stand alone, in many forms and languages."""
    return tuple(SampleNotice(**row) for row in _read_json(files(__name__).joinpath("notices.json")))


def read_near_misses() -> tuple[NearMiss, ...]:
    """Read the paragraphs that no finder may take for a notice."""
    return tuple(NearMiss(**row) for row in _read_json(files(__name__).joinpath("negatives.json")))


def _read_json(file: Traversable) -> Any:
    return json.loads(file.read_text("utf-8"))


def _read_example(folder: Traversable) -> Example:
    told = _read_json(folder.joinpath("story.json"))
    times = tuple(datetime.fromisoformat(at).astimezone(UTC) for at in told["captured_at"])
    return Example(
        slug=folder.name,
        url=told["url"],
        lang=told["lang"],
        shows=told["shows"],
        situations=tuple(told["situations"]),
        captured_at=times,
        texts=tuple(folder.joinpath(f"{n}.md").read_text("utf-8") for n in range(1, len(times) + 1)),
        gold=_parse_gold(told, last_version=len(times)),
    )


def _parse_gold(told: dict[str, Any], last_version: int) -> Gold:
    return Gold(
        notices=tuple(_parse_notice({"last_version": last_version} | row) for row in told["notices"]),
        decoys=tuple(told["decoys"]),
        allowed_notices=tuple(told["allowed_notices"]),
        silent=tuple(map(_parse_link, told["silent"])),
    )


def _parse_notice(row: dict[str, Any]) -> GoldNotice:
    return GoldNotice(
        version=row["version"],
        last_version=row["last_version"],
        text=row["text"],
        kind=row["kind"],
        earlier=tuple(GoldWording(**wording) for wording in row.get("earlier", ())),
        links=tuple(map(_parse_link, row["links"])),
        no_link=row["no_link"],
        passage=GoldPassage(**row["passage"]) if row["passage"] else None,
    )


def _parse_link(row: dict[str, Any]) -> GoldLink:
    words = {name: row[name] for name in ("old", "new", "old_paragraph", "new_paragraph")}
    return GoldLink(row["from"], row["to"], **words)
