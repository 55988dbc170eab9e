"""The index for Datasette: the questions have answers, and what is said about the tables is true."""

import asyncio
import json
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.cli.conftest import Demo
from tests.readme import ROOT
from tracker.archive.questions import QUESTIONS, TABLES, Question, render_metadata

Ask = Callable[[str], Any]
DOCS = (ROOT / "docs" / "index.md").read_text("utf-8")


@pytest.fixture(scope="module")
def index(demo: Demo) -> Iterator[sqlite3.Connection]:
    """The index of the example stories, as any tool would open it."""
    connection = sqlite3.connect(f"{(demo.archive / 'index.sqlite').as_uri()}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    yield connection
    connection.close()


def answer(index: sqlite3.Connection, name: str) -> list[dict[str, Any]]:
    (question,) = [each for each in QUESTIONS if each.name == name]
    return [dict(row) for row in index.execute(question.sql)]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_every_question_has_an_answer(index: sqlite3.Connection, question: Question) -> None:
    """In the example stories there is something to find for each, and the documents show it as it is asked."""
    assert answer(index, question.name)
    assert f"### {question.title}\n\n{question.about}\n\n```sql\n{question.sql}\n```\n" in DOCS


def test_the_answers_are_right(index: sqlite3.Connection) -> None:
    """What the ledgers say of the example stories is what the questions find."""
    (headline,) = answer(index, "silent-headlines")
    assert (headline["old_text"], headline["new_text"]) == ("38,000", "52,000")
    (gone,) = answer(index, "vanished")
    assert (gone["versions"], gone["n_versions"]) == ("2-3", 4)
    (wrong,) = answer(index, "incomplete")
    assert wrong["still_says"] == "£64m" and "£64m" in wrong["headline"]
    assert all(0 < row["mean_hours"] <= row["most_hours"] + 0.1 for row in answer(index, "waiting"))
    assert sum(row["corrections"] for row in answer(index, "sites")) == 20


def test_every_table_is_explained(index: sqlite3.Connection) -> None:
    """Tables and views of our own are described or hidden, in the file for Datasette and in the documents."""
    names = {row["name"] for row in index.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")}
    ours = {name for name in names if "_fts" not in name}
    told = json.loads(render_metadata())["databases"]["index"]["tables"]
    assert set(told) == ours
    assert set(TABLES) == {name for name in ours if "hidden" not in told[name]}
    assert all(f"| `{name}` | {text} |\n" in DOCS for name, text in TABLES.items())


def test_the_texts_can_be_read_in_the_index(index: sqlite3.Connection) -> None:
    """A view puts the passages of each version together again."""
    (row,) = index.execute("SELECT * FROM texts WHERE branch LIKE '%orrin-ferry%' AND version = 4").fetchall()
    assert row["text"].startswith(f"{row['headline']}\n\n") and row["text"].count("\n\n") > 5


def test_the_file_for_datasette_lies_beside_the_index(demo: Demo) -> None:
    """It is written whenever an index is made."""
    assert (demo.archive / "datasette.json").read_text("utf-8") == render_metadata()


@pytest.mark.parametrize("name", [*(question.name for question in QUESTIONS), *TABLES])
def test_datasette_opens_it(datasette: Ask, name: str) -> None:
    """Tables, views and questions are served, with rows but for the house rules, of which none is on."""
    assert bool(datasette(f"/index/{name}.json")["rows"]) == (name != "findings")


def test_datasette_searches_the_wordings(datasette: Ask) -> None:
    """The view of passages has a search box that works."""
    found = datasette("/index/wordings.json?_search=ferries&_shape=array")
    assert found and all("ferries" in row["text"].casefold() for row in found)


@pytest.fixture(scope="module")
def datasette(demo: Demo) -> Ask:
    """Ask Datasette for JSON, in one process for all tests, on a thread, which has a loop of its own."""
    pytest.importorskip("datasette", reason="Datasette is not installed")
    from datasette.app import Datasette

    served = Datasette([str(demo.archive / "index.sqlite")], metadata=json.loads(render_metadata()))

    def get(path: str) -> Any:
        with ThreadPoolExecutor(1) as thread:
            response = thread.submit(lambda: asyncio.run(served.client.get(path))).result()
        assert response.status_code == 200, response.text
        return response.json()

    return get
