"""Versions whose pages were read again: another text, and in all else the versions they were."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.archive.samples import BRANCH, NOON, URL, capture, fsck, git, hours, story
from tracker.archive.analysing import analyse_story
from tracker.archive.index import Index
from tracker.archive.meta import Meta
from tracker.archive.pages import Page
from tracker.archive.plan import Capture
from tracker.archive.proof.verify import verify
from tracker.archive.reading import History
from tracker.archive.repository import Archive
from tracker.archive.restating import Restatement
from tracker.core.story import render_story_md
from tracker.errors import InputError

FARE = "The fare was 12 crowns."
MORE = "More on this story"  # what the old extractor took for a part of it


def seen(*paragraphs: str, at: float = 0) -> Capture:
    """A capture from a page, by the old extractor."""
    meta = Meta(captured_at=hours(at), url=URL, extractor="tracker", extractor_version="1")
    return Capture(URL, story(*paragraphs), meta, Page(f"<p>{paragraphs} {at}".encode()))


def again(history: History, n: int, *paragraphs: str, by: str = "2", **facts: str) -> Restatement:
    """What a later extractor reads in the page of version `n`."""
    meta = replace(history.metas[n - 1], extractor_version=by, **facts)  # type: ignore[arg-type]
    return Restatement(history.branch, history.versions[n - 1].source, story(*paragraphs), meta)


def identities(history: History) -> list[object]:
    """What no restatement changes: number, id, time, names and page of each version."""
    kept = ("captured_at", "url", "aliases", "name", "page_digest", "page_file", "page_record")
    return [
        (version.n, version.source, version.captured_at, *(getattr(meta, key) for key in kept))
        for version, meta in zip(history.versions, history.metas, strict=True)
    ]


def texts(history: History) -> list[str]:
    return [" ".join(block.text for block in version.story.blocks[1:]) for version in history.versions]


def check_sound(archive: Archive) -> None:
    """Nothing is wrong, and plain git shows the newest text on the branch, where heads say it is."""
    assert verify(archive, now=NOON).faults == () and fsck(archive.path) == ""
    newest = archive.history(BRANCH).versions[-1].story
    (head,) = archive.stories()
    assert git(archive.path, "show", f"{BRANCH}:story.md") == render_story_md(newest)
    assert (head.headline, head.content_digest) == (newest.headline, newest.digest)


@pytest.fixture(scope="module")
def fares_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive in which the fare changed from version 2 to 3, with what is no story around it."""
    changed = FARE.replace("12", "14")
    with Archive.init(tmp_path_factory.mktemp("fares") / "archive") as archive:
        night = [seen(FARE, MORE), seen(FARE, MORE, "Updated.", at=1), seen(changed, MORE, at=2)]
        archive.record(night, now=hours(2))
    return archive.path


@pytest.fixture
def fares(fares_once: Path, tmp_path: Path) -> Iterator[Archive]:
    """A copy of it, to change at will."""
    with Archive.open(Path(shutil.copytree(fares_once, tmp_path / "archive"))) as archive:
        yield archive


def restate_all(archive: Archive, *, at: float = 3) -> object:
    """Have all versions read without what is no story."""
    history = archive.history(BRANCH)
    fresh = [again(history, n, FARE if n < 3 else FARE.replace("12", "14")) for n in (1, 2, 3)]
    return archive.restate(fresh, now=hours(at))


def test_only_the_texts_are_others(fares: Archive) -> None:
    """Number, id, time, names and page of each version stay; the branch shows the newest text as it is read now."""
    before = fares.history(BRANCH)
    restate_all(fares)
    after = fares.history(BRANCH)
    assert identities(after) == identities(before)
    assert texts(after) == [FARE, FARE, FARE.replace("12", "14")]
    assert [meta.extractor_version for meta in after.metas] == ["2", "2", "2"]
    check_sound(fares)


def test_what_became_equal_is_no_change(fares: Archive) -> None:
    """Versions that differed only by what is no story have no change between them, and nothing is silent there."""
    before = analyse_story(fares, fares.history(BRANCH))
    assert [len(revision.changes) > 0 for revision in before.revisions] == [True, True]
    restate_all(fares)
    after = analyse_story(fares, fares.history(BRANCH))
    assert [len(revision.changes) > 0 for revision in after.revisions] == [False, True]
    assert {after.change(each)[0].new for each in after.silent} == {3}


def test_the_same_page_again_is_nothing_new(fares: Archive) -> None:
    """What is recorded next is held against what the versions say now, the newest and those in between."""
    restate_all(fares)
    now = [seen(FARE.replace("12", "14"), at=5), seen(FARE, at=1), seen(FARE, at=0.5)]
    assert [(each.n, each.commit) for each in fares.record(now, now=hours(5))] == [(3, None), (2, None), (1, None)]
    (new,) = fares.record([seen("Free.", at=6)], now=hours(6))
    assert new.n == 4 and new.commit
    check_sound(fares)


def test_twice_is_once(fares: Archive) -> None:
    """What a version says already is no news: nothing is written, not even a run."""
    restate_all(fares)
    before = git(fares.path, "for-each-ref")
    assert restate_all(fares, at=4) is None and fares.restate([], now=hours(4)) is None
    assert git(fares.path, "for-each-ref") == before


def test_the_ledger_tells_of_it(fares: Archive) -> None:
    """A run says which commit restates which version, and records none."""
    restate_all(fares)
    run = next(fares.runs())
    ids = [version.source for version in fares.history(BRANCH).versions]
    assert (run.n, run.recorded, run.n_new) == (2, (), 0)
    assert [(each.branch, each.version) for each in run.restated] == [(BRANCH, each) for each in ids]
    assert git(fares.path, "log", "-1", "--format=%s", "runs") == "Run 2: 3 read again, no version added\n"
    told = git(fares.path, "log", "-1", "--format=%(trailers:key=Restates,valueonly)", run.restated[0].commit)
    assert told.strip() == ids[0]


def test_a_version_in_the_middle_alone(fares: Archive) -> None:
    """The head stays as it is, and the newest text is on the branch all the same."""
    before = fares.history(BRANCH)
    fares.restate([again(before, 2, FARE)], now=hours(3))
    after = fares.history(BRANCH)
    assert [old.story == new.story for old, new in zip(before.versions, after.versions, strict=True)] == [
        True, False, True,
    ]  # fmt: skip
    check_sound(fares)


def test_a_later_extractor_still(fares: Archive) -> None:
    """Of several readings the last holds, also that of an extractor that was put back."""
    restate_all(fares)
    for by, text in (("3", "Fares."), ("1", "Fare.")):
        fares.restate([again(fares.history(BRANCH), 3, text, by=by)], now=hours(4))
        assert texts(fares.history(BRANCH)) == [FARE, FARE, text]
        check_sound(fares)


def test_facts_alone(fares: Archive) -> None:
    """Where the text is the same, what the page states beside it may still be read anew."""
    history = fares.history(BRANCH)
    fares.restate([again(history, 3, FARE.replace("12", "14"), MORE, byline="Ada Brandt")], now=hours(3))
    after = fares.history(BRANCH)
    assert after.versions == history.versions
    assert [meta.byline for meta in after.metas] == [None, None, "Ada Brandt"]
    check_sound(fares)


def test_older_versions_still_find_their_place(fares: Archive) -> None:
    """What is recorded of earlier days joins a story that was restated, and the numbers move as they always do."""
    restate_all(fares)
    fares.record([seen("None.", at=-1), seen("Soon.", at=1.5)], now=hours(5))
    assert texts(fares.history(BRANCH)) == ["None.", FARE, FARE, "Soon.", FARE.replace("12", "14")]
    check_sound(fares)
    fares.restate([again(fares.history(BRANCH), 1, "No fare.")], now=hours(6))
    assert texts(fares.history(BRANCH))[0] == "No fare."
    check_sound(fares)


def test_the_index_follows(fares: Archive) -> None:
    """A story that was restated is analysed anew; its change of no substance is gone from the index."""
    count = "SELECT count(*) FROM changes WHERE new_version = 2"
    with Index(fares) as index:
        assert index._connection.execute(count).fetchone()[0] > 0
        restate_all(fares)
        assert index.refresh().n_stories == 1
        assert index._connection.execute(count).fetchone()[0] == 0


def test_what_cannot_be_restated(fares: Archive) -> None:
    """Another time, name or page, a version from no page, a commit that is none of the versions: nothing is done."""
    fares.record([capture("By hand.", 9)], now=hours(9))
    history, before = fares.history(BRANCH), git(fares.path, "for-each-ref")
    fine = again(history, 1, FARE)
    wrong = [
        replace(fine, meta=replace(fine.meta, captured_at=hours(5))),
        replace(fine, meta=replace(fine.meta, url="https://a.example/b")),
        replace(fine, meta=replace(fine.meta, page_record="<urn:uuid:0>")),
        again(history, 4, FARE),
        replace(fine, version=git(fares.path, "rev-parse", "runs").strip()),
        replace(fine, branch="a.example/b-0123456789"),
    ]
    for each in wrong:
        with pytest.raises(InputError, match=r"cannot be restated|has not all versions"):
            fares.restate([fine, each], now=hours(10))
    assert git(fares.path, "for-each-ref") == before


acts = st.lists(st.tuples(st.booleans(), st.sampled_from("abc"), st.integers(0, 4)), max_size=6)


@settings(max_examples=settings().max_examples // 15)
@given(acts)
def test_restating_adds_nothing_and_loses_nothing(acts: list[tuple[bool, str, int]]) -> None:
    """Whatever is recorded and restated in any order: versions stay as they are, and say what was read last."""
    with TemporaryDirectory() as name, Archive.init(Path(name)) as archive:
        archive.record([seen("a", at=2)], now=hours(2))
        said = {archive.history(BRANCH).versions[0].source: "a"}
        for n, (is_recorded, text, place) in enumerate(acts):
            history = archive.history(BRANCH)
            if is_recorded:
                (made,) = archive.record([seen(text, at=place)], now=hours(3 + n))
                said |= {made.commit: text} if made.commit else {}
            else:
                number = place % len(history.versions) + 1
                archive.restate([again(history, number, text, by=str(n))], now=hours(3 + n))
                said[history.versions[number - 1].source] = text
                assert identities(archive.history(BRANCH)) == identities(history)
            after = archive.history(BRANCH)
            assert {v.source: t for v, t in zip(after.versions, texts(after), strict=True)} == said
        check_sound(archive)
