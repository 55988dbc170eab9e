"""The JSON contract of `tracker compare --json`."""

import json

from tests.report import stories
from tracker.core.analysis import Version
from tracker.core.history import analyse
from tracker.core.story import Block, Story
from tracker.report.contract import compare_json

KEYS = {
    "analysis": ["versions", "revisions", "notices", "silent", "harmless", "standings", "findings", "headline_tests"],
    "version": ["n", "source", "blocks", "stated"],
    "revision": ["from", "to", "changes"],
    "change": ["id", "kind", "old", "new", "facts", "substantive", "hidden_by"],
    "span": ["block", "start", "end", "text"],
    "notice": [
        "id", "version", "first_seen", "last_seen", "block", "text", "kind", "date",
        "claims", "passage", "links", "status", "reason", "rejected", "uncaptured_by",
        "remains", "events", "timing",
    ],
    "claim": ["wrong", "right", "about", "where"],
    "passage": ["version", "block", "start", "end", "text"],
    "link": ["change", "confidence", "evidence", "decided", "decided_by", "decided_at"],
    "evidence": ["notice", "side", "span"],
}  # fmt: skip


def test_every_object_has_the_keys_of_the_contract_in_its_order() -> None:
    """Scripts read the contract by key, people by order."""
    result = compare_json(stories.ferry())
    notice = result["notices"][0]
    change = result["revisions"][0]["changes"][0]
    found = {
        "analysis": result,
        "version": result["versions"][0],
        "revision": result["revisions"][0],
        "change": change,
        "span": change["old"],
        "notice": notice,
        "claim": notice["claims"][0],
        "passage": notice["passage"],
        "link": notice["links"][0],
        "evidence": notice["links"][0]["evidence"][0],
    }
    assert {name: list(value) for name, value in found.items()} == KEYS


def test_spans_slice_to_the_text_they_cite() -> None:
    """Every span of the output can be checked against the blocks of the output."""
    result = json.loads(json.dumps(compare_json(stories.ferry())))
    blocks = {version["n"]: version["blocks"] for version in result["versions"]}
    n_spans = 0
    for revision in result["revisions"]:
        for change in revision["changes"]:
            for side, n in (("old", revision["from"]), ("new", revision["to"])):
                if span := change[side]:
                    n_spans += 1
                    assert blocks[n][span["block"]]["text"][span["start"] : span["end"]] == span["text"]
    passage = result["notices"][0]["passage"]
    text = blocks[passage["version"]][passage["block"]]["text"]
    assert text[passage["start"] : passage["end"]] == passage["text"] == "with 214 passengers"
    assert n_spans > 10


def test_what_is_not_known_is_null() -> None:
    """A missing side, date, claim, passage and rule are null, not left out."""
    result = compare_json(stories.ferry())
    cut = next(c for c in result["revisions"][0]["changes"] if c["kind"] == "deleted")
    assert cut["new"] is None
    assert cut["hidden_by"] is None
    assert result["notices"][1]["claims"][0]["wrong"] is None
    assert result["notices"][0]["reason"] is None
    assert compare_json(stories.orphan())["notices"][0]["passage"] is None


def test_the_ledgers_are_told() -> None:
    """Status, silent ids, dates and confidences come out as plain values."""
    result = compare_json(stories.ferry())
    assert [notice["status"] for notice in result["notices"]] == ["linked", "passage"]
    assert result["notices"][0]["date"] == "2026-03-05"
    assert result["notices"][0]["links"][0]["confidence"] == 0.82
    assert result["silent"] == ["r1c6", "r2c2"]
    assert compare_json(stories.orphan())["notices"][0]["status"] == "unlinked"


def test_every_change_has_its_class_and_reason() -> None:
    """Each change stands in the output once, with the class it is of and why."""
    text = "The mill by the canal has {} wheels, and the miller is proud of every one of them."
    versions = tuple(
        Version(n, Story((Block("paragraph", text.format(wheels)),)), f"v{n}") for n, wheels in ((1, "9"), (2, "8"))
    )
    assert compare_json(analyse(versions))["standings"] == [
        {"change": "r1c1", "class": "silent", "reason": "the number changed: 9 → 8", "notice": None}
    ]
