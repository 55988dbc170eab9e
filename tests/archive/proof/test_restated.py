"""What restates a version is held against the version and the ledger: every edit of it is found."""

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.archive.proof.archives import TIDES, ids, proof, tides
from tests.archive.proof.forging import commit, move
from tests.archive.proof.test_damage import edit_run
from tests.archive.samples import git, hours, story
from tracker.archive.meta import parse_meta, render_meta
from tracker.archive.repository import Archive
from tracker.archive.restating import Restatement
from tracker.core.story import render_story_md

TEXT = story("Low.")


@pytest.fixture(scope="module")
def restated_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A story of two versions, both restated, and then a version by hand."""
    path = tmp_path_factory.mktemp("restated") / "archive"
    with Archive.init(path) as archive:
        archive.record([tides("Low at two. Menu.", 1), tides("Low at three. Menu.", 2)], now=hours(2))
        history = archive.history(TIDES)
        fresh = [
            Restatement(TIDES, version.source, story(version.story.blocks[-1].text.removesuffix(" Menu.")), meta)
            for version, meta in zip(history.versions, history.metas, strict=True)
        ]
        archive.restate(fresh, now=hours(3))
        archive.record([replace(tides("By hand.", 4), page=None)], now=hours(4))
    return path


@pytest.fixture
def restated(restated_once: Path, tmp_path: Path) -> Path:
    """A copy of it, to change at will."""
    return Path(shutil.copytree(restated_once, tmp_path / "archive"))


def forge(files: dict[str, str], said: Callable[[str], str] = str) -> Callable[[Path], None]:
    """Put something else in the place of what restates version 2, and let branch and ledger say so, too."""

    def work(path: Path) -> None:
        last, joined, chain = ids(path, TIDES, f"{TIDES}^", f"{TIDES}^^2")
        message = said(git(path, "log", "-1", "--format=%B", chain))
        forged = commit(path, chain, ids(path, f"{chain}^"), files, message)
        merged = commit(path, joined, [*ids(path, f"{joined}^"), forged], {})
        tip = commit(path, last, [merged], {})
        move(path, TIDES, tip)
        texts = {chain: forged, joined: merged, last: tip}

        def say(run: dict[str, object]) -> None:
            told = json.dumps(run)
            for was, now in texts.items():
                told = told.replace(was, now)
            run |= json.loads(told)

        edit_run(1, say)(path)
        edit_run(0, say)(path)

    return work


def meta_of(**values: str) -> str:
    """What is said of version 2, but for some values."""
    about = {"captured_at": "2031-05-04T14:00:00Z", "content_digest": TEXT.digest, **values}
    return render_meta(parse_meta(json.dumps(about)))


def other_version(message: str) -> str:
    return message.replace("Restates: ", "Restates: 0")[:-1]


DAMAGE: list[tuple[str, Callable[[Path], object], str]] = [
    ("not named", edit_run(1, lambda run: run.pop("restated")), "which restates version .* is named by no run"),
    ("another version", edit_run(1, lambda run: run["restated"][0].update(version="0" * 40)), "another version than"),  # type: ignore[index]
    ("one too many", edit_run(1, lambda run: run["restated"][0].update(commit="0" * 40)), "cannot be reached"),  # type: ignore[index]
    ("no id", edit_run(1, lambda run: run["restated"][0].update(commit="HEAD")), "no branch or no commit"),  # type: ignore[index]
    ("another text", forge({"story.md": render_story_md(TEXT)}), "not the text that its digest stands for"),
    ("no version", forge({}, other_version), "it restates what is none of its versions"),
    (
        "another page",
        forge(
            {"story.md": render_story_md(TEXT), "meta.json": meta_of(page_digest="sha256:0")},
            lambda message: message.replace(story("Low at three.").digest, TEXT.digest),
        ),
        "what no reading of its page can",
    ),
]


def test_it_is_sound(restated: Path) -> None:
    """Restated versions are versions like any other, and what a run noted proves that they are there."""
    found = proof(restated, ids(restated, "runs", "runs^"))
    assert (found.faults, found.n_versions, found.n_pages) == ((), 3, 2)


@pytest.mark.parametrize(("damage", "said"), [pytest.param(*row[1:], id=row[0]) for row in DAMAGE])
def test_every_edit_is_found(restated: Path, damage: Callable[[Path], object], said: str) -> None:
    """Also one that a forger of the branch and of the ledger would make."""
    damage(restated)
    faults = "\n".join(fault.what for fault in proof(restated).faults)
    assert re.search(said, faults)


def test_a_branch_put_back_to_the_old_texts(restated: Path) -> None:
    """It stood elsewhere, says the ledger, and where."""
    move(restated, TIDES, f"{TIDES}^^1")
    (fault,) = (fault for fault in proof(restated).faults if "put back" in fault.what)
    assert fault.branch == TIDES and fault.next_step.startswith("Put it there")
