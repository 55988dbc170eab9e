"""`tracker compare` and `tracker notices`: files, no archive."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.cli.runs import NEW, NOTICE, NOTICED, OLD, told, tracker
from tracker.core.change import FACTS
from tracker.core.notice import NOTICE_KINDS
from tracker.core.story import BLOCK_KINDS
from tracker.examples import Example, read_examples

CHANGE_KINDS = {"replaced", "inserted", "deleted", "moved", "split", "merged"}
EXAMPLES = read_examples()
Json = dict[str, Any]


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """The same story in three versions, as plain text."""
    paths = [tmp_path / name for name in ("monday.txt", "tuesday.txt", "wednesday.txt")]
    for path, text in zip(paths, (OLD, NEW, NOTICED), strict=True):
        path.write_text(text)
    return paths


def test_a_comparison_ties_the_notice_to_the_words(files: list[Path]) -> None:
    """The redline shows the change with the number of its notice, then the notice with its words."""
    printed = tracker("compare", *files).stdout
    assert "[-12-]{+21+}[1] million" in printed
    assert "Notice 1: Correction, tied to its words" in printed


def test_one_file_shows_its_notice_and_passage(files: list[Path]) -> None:
    """With one version there is no change, but the words that the notice is about are found."""
    printed = tracker("compare", files[-1]).stdout
    assert "passage found, no change captured" in printed
    assert "why no change:" in printed
    result = told("compare", files[-1])
    assert result["revisions"] == []
    (notice,) = result["notices"]
    assert (notice["status"], notice["links"], notice["version"]) == ("passage", [], 1)
    assert "21 million" in notice["passage"]["text"]


def test_standard_input_is_a_file(files: list[Path]) -> None:
    """`-` reads what is piped in, and is called standard input in the output."""
    result = json.loads(tracker("compare", files[0], "-", "--json", given=NEW).stdout)
    assert [version["source"] for version in result["versions"]] == [str(files[0]), "standard input"]
    assert result["silent"] == ["r1c1"]


def test_text_markdown_and_html_are_compared_with_each_other(tmp_path: Path) -> None:
    """The form of a file is no difference of its story."""
    headline, _, paragraph = OLD.strip().partition("\n\n")
    more = "It opens to traffic in June, after a winter of storms that held the work up by eleven weeks."
    (tmp_path / "a.txt").write_text(f"{headline}\n\n{paragraph}\n\n{more}\n")
    (tmp_path / "b.md").write_text(f"# {headline}\n\n{paragraph}\n\n{more}\n")
    (tmp_path / "c.html").write_text(
        f"<html><body><article><h1>{headline}</h1><p>{paragraph}</p><p>{more}</p></article></body></html>"
    )
    result = told("compare", *(tmp_path / name for name in ("a.txt", "b.md", "c.html")))
    assert [revision["changes"] for revision in result["revisions"]] == [[], []]


def test_a_page_to_mail(files: list[Path], tmp_path: Path) -> None:
    """`--html` writes one self-contained page and prints its path; with `--json` it does both."""
    page = tmp_path / "pages" / "bridge.html"
    assert tracker("compare", *files, "--html", page).stdout == f"{page}\n"
    text = page.read_text("utf-8")
    assert "<title>Quay bridge opens" in text and "<ins" in text and "<del" in text
    assert all(outside not in text for outside in ('src="http', 'href="http', "@import"))
    assert told("compare", *files, "--html", page)["silent"] == []


def test_a_file_that_is_no_report_is_not_overwritten(files: list[Path]) -> None:
    """A slip of the keyboard does not cost the story that was to be compared."""
    said = tracker("compare", *files, "--html", files[0], status=1).stderr
    assert "was not written by tracker" in said
    assert files[0].read_text() == OLD


@pytest.fixture(scope="module", params=EXAMPLES, ids=lambda example: example.slug)
def compared(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Json:
    """What `tracker compare --json` prints for the versions of an example story."""
    example: Example = request.param
    folder = tmp_path_factory.mktemp(example.slug)
    paths = [folder / f"{n}.md" for n in range(1, len(example.texts) + 1)]
    for path, text in zip(paths, example.texts, strict=True):
        path.write_text(text, "utf-8")
    result: Json = told("compare", *paths)
    return result


def block(result: Json, version: int, index: int) -> str:
    """The text of a block; versions count from 1, blocks from 0."""
    text: str = result["versions"][version - 1]["blocks"][index]["text"]
    return text


def test_the_contract_has_its_keys_and_values(compared: Json) -> None:
    """Names, kinds and statuses are those of the contract, whatever the story."""
    assert list(compared) == [
        "versions",
        "revisions",
        "notices",
        "silent",
        "harmless",
        "standings",
        "findings",
        "headline_tests",
    ]
    assert [version["n"] for version in compared["versions"]] == list(range(1, len(compared["versions"]) + 1))
    assert all(each["kind"] in BLOCK_KINDS for version in compared["versions"] for each in version["blocks"])
    assert [(each["from"], each["to"]) for each in compared["revisions"]] == [
        (n, n + 1) for n in range(1, len(compared["versions"]))
    ]
    for change in changes(compared).values():
        assert list(change) == ["id", "kind", "old", "new", "facts", "substantive", "hidden_by"]
        assert change["kind"] in CHANGE_KINDS and set(change["facts"]) <= set(FACTS)
        assert isinstance(change["substantive"], bool)
    for notice in compared["notices"]:
        assert notice["kind"] in NOTICE_KINDS
        assert notice["first_seen"] <= notice["last_seen"] == notice["version"]
        status = "linked" if notice["links"] else "passage" if notice["passage"] else "unlinked"
        assert notice["status"] == status
        assert (notice["reason"] is None) == bool(notice["links"])


def test_every_span_slices_to_its_text(compared: Json) -> None:
    """A span is half-open, in code points of the block it cites, on both sides and in notices."""
    for revision in compared["revisions"]:
        for change in revision["changes"]:
            for side, version in (("old", revision["from"]), ("new", revision["to"])):
                if span := change[side]:
                    text = block(compared, version, span["block"])
                    assert text[span["start"] : span["end"]] == span["text"]
    for notice in compared["notices"]:
        assert notice["text"] in block(compared, notice["version"], notice["block"])
        if passage := notice["passage"]:
            text = block(compared, passage["version"], passage["block"])
            assert text[passage["start"] : passage["end"]] == passage["text"]


def test_every_link_cites_a_change_with_its_evidence(compared: Json) -> None:
    """A link names a change that is there; its evidence lies in the notice and in the block of the change."""
    known = changes(compared)
    for notice in compared["notices"]:
        for link in notice["links"]:
            change, revision = known[link["change"]], link["change"].partition("c")[0]
            assert 0 < link["confidence"] <= 1
            for evidence in link["evidence"]:
                start, end = evidence["notice"]
                assert 0 <= start < end <= len(notice["text"])
                span = change[evidence["side"]]
                number = int(revision[1:]) + (evidence["side"] == "new")
                assert 0 <= evidence["span"][0] < evidence["span"][1] <= len(block(compared, number, span["block"]))
    assert set(compared["silent"]) <= set(known)
    assert not set(compared["silent"]) & {link["change"] for each in compared["notices"] for link in each["links"]}
    assert all(known[each]["substantive"] for each in compared["silent"])


def test_what_no_change_cites_is_the_same_on_both_sides(compared: Json) -> None:
    """Without the words that changes cite, the paragraphs of two versions are the same paragraphs."""
    for revision in compared["revisions"]:
        if not any(change["kind"] in ("split", "merged") for change in revision["changes"]):
            assert kept(compared, revision, "old") == kept(compared, revision, "new")


def kept(result: Json, revision: Json, side: str) -> Counter[str]:
    """The blocks of one side of a revision without the words that its changes cite."""
    texts = [each["text"] for each in result["versions"][revision["from" if side == "old" else "to"] - 1]["blocks"]]
    spans = [change[side] for change in revision["changes"] if change[side] and change["kind"] != "moved"]
    for span in sorted(spans, key=lambda span: -int(span["start"])):
        text = texts[span["block"]]
        texts[span["block"]] = text[: span["start"]] + text[span["end"] :]
    return Counter(filter(None, texts))


def changes(result: Json) -> dict[str, Json]:
    """All changes by their ids, which must differ."""
    found = [change for revision in result["revisions"] for change in revision["changes"]]
    assert len({change["id"] for change in found}) == len(found)
    return {change["id"]: change for change in found}


def test_notices_finds_them_in_files(files: list[Path]) -> None:
    """Each file is answered: with its notices and what they claim, or that it has none."""
    printed = tracker("notices", files[0], files[2]).stdout
    assert f"{files[0]}: no notice\n{files[2]}: Correction\n    {NOTICE}\n" in printed
    assert "    - wrong: 12 million; right: 21 million" in printed


def test_notices_as_json_cites_the_block(files: list[Path]) -> None:
    """A notice names its block and the span of its words in it, its kind, claims and rule."""
    without, found = told("notices", files[0], files[2])
    assert without == {"source": str(files[0]), "notices": []}
    (notice,) = found["notices"]
    assert list(notice) == ["block", "start", "end", "text", "kind", "date", "claims", "rule"]
    assert (notice["block"], notice["text"], notice["kind"]) == (2, NOTICE, "correction")
    assert notice["end"] - notice["start"] == len(NOTICE)
    assert {"wrong", "right", "about", "where"} == set(notice["claims"][0])
