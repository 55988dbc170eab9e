"""Machines that share stories of which one has read the pages again: both read the same, and nothing is lost."""

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.archive.proof.archives import TIDES, tides
from tests.archive.samples import NOON, git, hours, story
from tests.archive.sharing.hubs import Desks, copy_desks, in_step, make_desks, refs, texts
from tests.archive.sharing.test_hostile_offers import commit, plumb
from tracker.archive.commits import restating_message
from tracker.archive.meta import Meta, render_meta
from tracker.archive.proof.verify import verify
from tracker.archive.repository import Archive
from tracker.archive.restating import Restatement
from tracker.archive.sharing.bundles import import_bundle
from tracker.archive.sharing.exporting import export_story
from tracker.core.story import render_story_md


def restate(archive: Archive, at: float, *said: str | None, by: str = "2") -> None:
    """Have versions of the tides say something else, as a later extractor reads them, the first ones first."""
    history = archive.history(TIDES)
    rows = zip(history.versions, history.metas, said, strict=False)
    fresh = [
        Restatement(TIDES, version.source, story(text), replace(meta, extractor_version=by))
        for version, meta, text in rows
        if text
    ]
    archive.restate(fresh, now=hours(at))


def is_sound(archive: Archive) -> bool:
    """Whether nothing is wrong but that pages are elsewhere."""
    faults = [fault.what for fault in verify(archive, now=NOON).faults if not fault.what.startswith("the page of")]
    newest = archive.history(TIDES).versions[-1].story
    shown = git(archive.path, "show", f"{TIDES}:story.md")
    (head,) = (ref for ref in archive.stories() if ref.branch == TIDES)
    return (faults, shown, head.content_digest) == ([], render_story_md(newest), newest.digest)


@pytest.fixture(scope="module")
def shared_once(tmp_path_factory: pytest.TempPathFactory) -> Desks:
    """Two desks that have two versions, of pages that the first one holds."""
    desks = make_desks(tmp_path_factory.mktemp("shared"))
    desks.one.record([tides("Low at two. Menu.", 1), tides("Low at three. Menu.", 2)], now=hours(2))
    desks.sync_both(hours(3))
    desks.close()
    return desks


@pytest.fixture
def shared(shared_once: Desks, tmp_path: Path) -> Iterator[Desks]:
    """A copy of them, to change at will."""
    desks = copy_desks(shared_once, tmp_path)
    yield desks
    desks.close()


def test_one_restates_and_the_other_only_reads(shared: Desks) -> None:
    """The other takes it over as it is, and its ledger with it: nothing is written there."""
    restate(shared.one, 4, "Low at two.", "Low at three.")
    shared.sync(shared.one, hours(5))
    synced = shared.sync(shared.two, hours(5))
    assert (synced.received, synced.joined, synced.n_versions) == ((TIDES,), (), 0)
    assert refs(shared.one.path) == refs(shared.two.path)
    assert texts(shared.two, TIDES) == ["Low at two.", "Low at three."] and is_sound(shared.two)
    assert [each.commit for each in shared.two.record([tides("Low at three.", 6)], now=hours(6))] == [None]


IS_SLOW = bool(os.environ.get("TRACKER_SLOW"))


@pytest.mark.parametrize("order", [(0, 1), (1, 0)] if IS_SLOW else [(0, 1)], ids=str)
def test_one_restates_while_the_other_records(shared: Desks, order: tuple[int, int]) -> None:
    """Both have the newer version and the older ones as they are read now, whoever syncs first."""
    restate(shared.one, 4, "Low at two.", "Low at three.")
    shared.two.record([tides("Low at four.", 5), tides("Low at nine.", 0)], now=hours(5))
    for place in (*order, order[0]):
        shared.sync((shared.one, shared.two)[place], hours(6))
    assert in_step(shared.one.path, shared.two.path) and is_sound(shared.one)
    assert texts(shared.two, TIDES) == ["Low at nine.", "Low at two.", "Low at three.", "Low at four."]
    assert [each.commit for each in shared.one.record([tides("Low at four.", 8)], now=hours(8))] == [None]


def test_both_restate(shared: Desks) -> None:
    """One reading holds on both machines, for all versions that both have read, and either can read again."""
    restate(shared.one, 4, "Low: two.", "Low: three.", by="2")
    restate(shared.two, 5, "Low, two.", "Low, three.", by="3")
    shared.sync_both(hours(6))
    assert texts(shared.one, TIDES) == texts(shared.two, TIDES)
    assert texts(shared.one, TIDES) in (["Low: two.", "Low: three."], ["Low, two.", "Low, three."])
    restate(shared.two, 7, "Two.", "Three.", by="4")
    shared.sync(shared.two, hours(8))
    shared.sync(shared.one, hours(8))
    assert in_step(shared.one.path, shared.two.path) and is_sound(shared.one)
    assert texts(shared.one, TIDES) == ["Two.", "Three."]


@pytest.mark.skipif(not IS_SLOW, reason="much like the one before: `make test-slow` does it")
def test_each_restates_its_own(shared: Desks) -> None:
    """Where each has the pages of other versions, both readings hold, each of its versions."""
    shared.two.record([tides("Low at four. Menu.", 5)], now=hours(5))
    restate(shared.two, 6, None, None, "Low at four.")
    restate(shared.one, 6, "Low at two.", "Low at three.")
    for archive in (shared.two, shared.one, shared.two):
        shared.sync(archive, hours(7))
    assert in_step(shared.one.path, shared.two.path) and is_sound(shared.one)
    assert texts(shared.two, TIDES) == ["Low at two.", "Low at three.", "Low at four."]


def test_a_bundle_carries_it(shared: Desks, tmp_path: Path) -> None:
    """A folder that is exported shows the texts as they are read now; imported, the ledger there names them."""
    restate(shared.one, 4, "Low at two.", "Low at three.")
    files = export_story(shared.one, TIDES, tmp_path / "tides")
    told = [(tmp_path / "tides" / name).read_text() for name in files if name.endswith(".md")]
    assert [text.splitlines()[-1] for text in told] == ["Low at two.", "Low at three."]
    for name in ("mine", "empty") if IS_SLOW else ("mine",):
        with Archive.init(tmp_path / name) as other:
            if name == "mine":
                other.record([tides("Low at nine.", 9)], now=hours(9))
            taken = import_bundle(other, tmp_path / "tides" / "story.bundle", now=hours(10))
            assert (taken.n_versions, taken.refused) == (2, ())
            assert texts(other, TIDES)[:2] == ["Low at two.", "Low at three."] and is_sound(other)
            assert len(next(other.runs()).restated) == 2
            again = import_bundle(other, tmp_path / "tides" / "story.bundle", now=hours(11))
            assert (again.n_versions, again.received, again.joined) == (0, (), ())


def of_nothing(meta: Meta, version: str) -> tuple[Meta, str]:
    return meta, "0" * 40


def of_another_answer(meta: Meta, version: str) -> tuple[Meta, str]:
    return replace(meta, etag="other", language="cy"), version


def of_another_page(meta: Meta, version: str) -> tuple[Meta, str]:
    return replace(meta, page_digest="sha256:0"), version


@pytest.mark.parametrize(
    ("forge", "said"),
    [
        (of_nothing, "none of its versions"),
        (of_another_answer, "what no reading of its page can"),
        (of_another_page, "what no reading of its page can"),
    ],
)
def test_what_tracker_did_not_write(shared: Desks, forge: Callable[[Meta, str], tuple[Meta, str]], said: str) -> None:
    """A commit that says of a version what no reading of its page can is refused, and with it the story."""
    history = shared.one.history(TIDES)
    text, (tip, version) = story("Low at noon."), (refs(shared.hub)[TIDES], history.versions[1].source)
    meta, version = forge(replace(history.metas[1], content_digest=text.digest), version)
    files = {"story.md": render_story_md(text), "meta.json": render_meta(meta)}
    made = commit(shared.hub, "scratch", restating_message(text, meta, version), files)
    message = plumb(shared.hub, "log", "-1", "--format=%B", tip) + "\nJoins: 0\n"
    if version == history.versions[1].source:
        message = message.replace(history.versions[1].story.digest, text.digest)
    commit(shared.hub, TIDES, message, files, (tip, made))
    plumb(shared.hub, "update-ref", "-d", "refs/heads/scratch")
    (refused,) = shared.sync(shared.two, hours(5)).refused
    assert refused.branch == TIDES and said in refused.why
    assert texts(shared.two, TIDES)[1] == "Low at three. Menu."
