"""The three ledgers on the command line."""

import json
from collections import Counter
from pathlib import Path

import pytest

from tests.cli.conftest import URL, Demo
from tests.cli.runs import NOTICE, git, refused, told, tracker

TITLES = {
    "acknowledged": "Acknowledged",
    "silent": "Changed without a word",
    "orphan": "Notices with no captured change",
}


def counts(printed: str) -> dict[str, int]:
    """Read the counts in the titles of the ledgers that were printed."""
    return {
        name: int(line.rpartition("(")[2].rstrip(")"))
        for line in printed.splitlines()
        for name, title in TITLES.items()
        if line.startswith(f"{title} (")
    }


def test_a_ledger_tells_what_was_corrected_and_where(bridge: Path) -> None:
    """The notice stands under its story, with the words that changed the night before."""
    printed = tracker("corrections", "--archive", bridge).stdout
    assert counts(printed) == {"acknowledged": 1, "silent": 0, "orphan": 0}
    assert "paragraph 1, version 1 → 2" in printed and "[-12-]{+21+} million" in printed


def test_a_ledger_as_json_cites_the_change(bridge: Path) -> None:
    """An entry names story, version and time, the notice, and each change with the versions it lies between."""
    (entry,) = told("corrections", "--archive", bridge)
    assert [entry[key] for key in ("ledger", "url", "n", "captured_at")] == [
        "acknowledged", URL, 3, "2031-05-03T02:00:00Z",
    ]  # fmt: skip
    assert entry["notice"]["text"] == NOTICE
    (change,) = entry["changes"]
    assert (change["from"], change["to"], change["old"]["text"], change["new"]["text"]) == (1, 2, "12", "21")
    assert [link["change"] for link in entry["notice"]["links"]] == [change["id"]]


def test_text_and_json_tell_the_same(demo: Demo) -> None:
    """Every ledger has as many entries in the terminal as in JSON, with and without filters."""
    for filters in ([], ["--silent", "--orphans", "--since", "2026-05-10"]):
        printed = counts(tracker("corrections", *filters, "--archive", demo.archive).stdout)
        entries = Counter(entry["ledger"] for entry in told("corrections", *filters, "--archive", demo.archive))
        assert sum(printed.values()) > 0
        assert {name: n for name, n in printed.items() if n} == entries


@pytest.mark.parametrize("ledger", TITLES)
def test_one_ledger_alone(demo: Demo, ledger: str) -> None:
    """Each ledger can be asked for by itself."""
    option = "--orphans" if ledger == "orphan" else f"--{ledger}"
    entries = told("corrections", option, "--archive", demo.archive)
    assert {entry["ledger"] for entry in entries} == {ledger}
    assert set(counts(tracker("corrections", option, "--archive", demo.archive).stdout)) == {ledger}


def test_since_and_site_narrow_the_ledgers(demo: Demo) -> None:
    """Only what was captured then or later; only a site, with its sub-domains, and no other that ends alike."""
    everything = told("corrections", "--archive", demo.archive)
    late = told("corrections", "--since", "2026-05-01T00:00+02:00", "--archive", demo.archive)
    assert late == [entry for entry in everything if entry["captured_at"] >= "2026-04-30T22:00:00Z"]
    assert 0 < len(late) < len(everything)
    site = everything[0]["branch"].partition("/")[0]
    here = told("corrections", "--site", site, "--archive", demo.archive)
    assert here == [entry for entry in everything if entry["branch"].startswith(f"{site}/")]
    assert told("corrections", "--site", site[1:], "--archive", demo.archive) == []


def test_entries_are_newest_first(demo: Demo) -> None:
    """The morning's news stands on top."""
    times = [entry["captured_at"] for entry in told("corrections", "--archive", demo.archive)]
    assert times == sorted(times, reverse=True)


def test_an_empty_archive_has_empty_ledgers(empty: Path) -> None:
    """Nothing recorded is nothing corrected, and no error."""
    assert counts(tracker("corrections", "--archive", empty).stdout) == dict.fromkeys(TITLES, 0)
    assert told("corrections", "--archive", empty) == []


def test_an_index_of_another_version_is_replaced_with_a_word(bridge: Path) -> None:
    """An index that cannot be trusted is made anew, and standard error says so."""
    tracker("corrections", "--archive", bridge)
    (bridge / "index.sqlite").write_bytes(b"SQLite format 3\0 not really")
    ended = tracker("corrections", "--archive", bridge)
    assert "Note: the index was made anew" in ended.stderr
    assert counts(ended.stdout)["acknowledged"] == 1


def test_a_time_that_is_none_is_refused_before_the_archive_is_read(tmp_path: Path) -> None:
    """The message is about the time, not about the archive."""
    assert "is no time" in refused("corrections", "--since", "last week", "--archive", tmp_path)


def test_corrections_that_are_not_complete(demo: Demo) -> None:
    """Only they are left, in the terminal and in JSON, and each says where the error still stands."""
    entries = told("corrections", "--incomplete", "--archive", demo.archive)
    assert entries
    assert all(entry["ledger"] == "acknowledged" and entry["notice"]["remains"] for entry in entries)
    printed = tracker("corrections", "--incomplete", "--archive", demo.archive).stdout
    assert counts(printed) == {"acknowledged": len(entries)}
    assert printed.count("Not complete:") == sum(len(entry["notice"]["remains"]) for entry in entries)
    assert "the headline still says" in printed


def test_a_limit_holds_for_each_ledger(demo: Demo) -> None:
    """The newest entries of each, with the number of the rest; JSON has all unless it is asked for fewer."""
    everything = told("corrections", "--archive", demo.archive)
    few = told("corrections", "--limit", "2", "--archive", demo.archive)
    assert few == [e for e in everything if e in [o for o in everything if o["ledger"] == e["ledger"]][:2]]
    printed = tracker("corrections", "--limit", "2", "--archive", demo.archive).stdout
    assert counts(printed) == Counter(entry["ledger"] for entry in everything)
    assert f"⋯ and {counts(printed)['silent'] - 2} more" in printed


PIER = """<html><head><title>{headline} | Courier</title><meta property="og:description" content="{stated}"></head>
<body><article><h1>{headline}</h1><p>{lead}</p><p>Fog kept the ferries in port until noon, and the market was all but
empty.</p><p>The pier has been closed to lorries since the storm of last year.</p>{notice}</article></body></html>"""
LEAD = "The council approved a loan of ${}m for the ferry pier on Friday, to be repaid within nine years."
PIER_NOTICE = "<p>Correction: An earlier version misstated the size of the loan. It is $15m, not $1.5m.</p>"


def test_a_description_that_was_forgotten_makes_a_correction_incomplete(empty: Path) -> None:
    """It is kept with the version in git, and told by the ledger, the terminal and the report."""
    wrong, right = LEAD.format("1.5"), LEAD.format("15")
    for day, lead, notice in ((1, wrong, ""), (2, right, PIER_NOTICE)):
        page = PIER.format(headline="Ferry pier gets a loan", stated=wrong, lead=lead, notice=notice)
        tracker("record", "ferry pier", "-", "--at", f"2031-05-0{day}", "--archive", empty, given=page)
    (entry,) = told("corrections", "--incomplete", "--archive", empty)
    (remain,) = entry["notice"]["remains"]
    assert (remain["block"], remain["text"], remain["places"]) == (None, "$1.5m", ["og:description"])
    printed = tracker("corrections", "--incomplete", "--archive", empty).stdout
    assert "the page’s description for social media" in printed
    (branch,) = {each["branch"] for each in told("list", "--archive", empty)}
    metas = [json.loads(git(empty, "show", f"{each}:meta.json")) for each in (branch, f"{branch}~1")]
    assert [meta.get("stated") for meta in metas] == [{"og:description": wrong}, None]


def test_news_is_listed_where_it_is_asked_for(demo: Demo) -> None:
    """What told the reader more is no part of the usual ledgers; silent changes and news say why they are such."""
    assert "news" not in {entry["ledger"] for entry in told("corrections", "--archive", demo.archive)}
    for ledger, words in (("silent", "changed"), ("news", "added")):
        entries = told("corrections", f"--{ledger}", "--archive", demo.archive)
        assert all(entry["reason"] for entry in entries)
        assert any(words in entry["reason"] for entry in entries)
