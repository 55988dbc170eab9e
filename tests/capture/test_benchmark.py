"""The benchmark of extraction counts what it says it counts."""

import json
import subprocess
import sys
from pathlib import Path

from tests.capture.newspaper import BODY, print_page

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "extraction.py"
NOTICE = "An earlier version of this article misstated the number of pupils. It is 31, not 13."


def run(folder: Path) -> str:
    return subprocess.run([sys.executable, SCRIPT, folder], capture_output=True, text=True, check=True).stdout


def add(folder: Path, page: str, **known: object) -> None:
    folder.mkdir(parents=True)
    (folder / "001.html").write_text(page, "utf-8")
    facts = {"publisher": folder.name, "body_sample": list(BODY[:2]), "notice_texts": [], **known}
    (folder / "001.json").write_text(json.dumps(facts), "utf-8")


def test_without_pages(tmp_path: Path) -> None:
    """Without the folder, nothing is measured, and that is said."""
    assert "nothing is measured" in run(tmp_path / "none")


def test_figures(tmp_path: Path) -> None:
    """A notice in the footer is kept by tracker; a lost sentence is listed with its page."""
    add(tmp_path / "positive", print_page(foot=f"<p>{NOTICE}</p>"), notice_texts=[NOTICE])
    add(tmp_path / "negative", print_page(), body_sample=[BODY[0], "Words that are nowhere on the page."])
    lines = run(tmp_path).splitlines()
    assert lines[1].startswith("pages that keep every notice whole") and "100.0 % (1 of 1)" in lines[1]
    assert lines[-1] == "negative/001 negative: 1 of 2 sentences lost"
