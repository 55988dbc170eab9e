"""Stored pages read again: what reads differently is restated, all else stays, and nobody has to do it twice."""

import os
import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from tests.archive.samples import git, hours
from tests.capture.newspaper import BODY, HEADLINE, print_page
from tracker.archive.meta import Meta
from tracker.archive.names import branch_name
from tracker.archive.pages import Page
from tracker.archive.plan import Capture
from tracker.archive.proof.verify import verify
from tracker.archive.repository import Archive
from tracker.archive.sharing.remote import parse_remote
from tracker.archive.sharing.syncing import sync
from tracker.capture.captures import make_capture
from tracker.capture.deciding import Known, decide
from tracker.capture.extract import extract
from tracker.capture.extractor import extractor_version
from tracker.capture.reextract import Reextracted, reextract
from tracker.core.story import Block, Story

URL = "https://wexcombe-courier.example/ferry"
BRANCH = branch_name(URL)
MENU = Block("paragraph", "News, sport, weather and the tides of the week, and all that is on in the town hall.")
PAID = (
    "<html><body><main><article><h1>Ferry to the outer islands</h1><p>Subscribe to continue reading this.</p>"
    "<p>Already a subscriber? Start your free trial.</p></article></main></body></html>"
)


def body(n: int) -> tuple[str, ...]:
    """The paragraphs of the story in its n-th state."""
    return (BODY[0].replace("May", ("May", "June", "July", "August")[n]), *BODY[1:])


def now_reads(html: str, at: float, *, name: str = URL) -> Capture:
    """A capture of a page by this extractor."""
    read = extract(html, url=name)
    page = Page(html.encode(), (("Content-Type", "text/html; charset=utf-8"),))
    return make_capture(name, read.story, read.facts, captured_at=hours(at), url=name, page=page)


def read_before(html: str, at: float, *, name: str = URL, text: Story | None = None) -> Capture:
    """A capture of the page as an older extractor read it: with the menu, unless it is told what it read."""
    made = now_reads(html, at, name=name)
    story = text or Story((*made.story.blocks, MENU))
    return Capture(name, story, replace(made.meta, extractor_version="0"), made.page)


def stored(html: str, text: Story, at: float, *, name: str = URL) -> Capture:
    """A capture of a page that an older extractor read as some text, and as stating nothing else."""
    meta = Meta(captured_at=hours(at), url=name, extractor="tracker", extractor_version="0")
    return Capture(name, text, meta, Page(html.encode()))


PRINTED = print_page()
FERRY = extract(PRINTED).story


def texts(archive: Archive) -> list[Story]:
    return [version.story for version in archive.history(BRANCH).versions]


def is_sound(archive: Archive) -> bool:
    return verify(archive, now=hours(0)).faults == ()


@pytest.fixture(scope="module")
def archive_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A story in three states, each of which an older extractor has read with the menu."""
    with Archive.init(tmp_path_factory.mktemp("ferry") / "archive") as archive:
        archive.record([read_before(print_page(body=body(n)), n) for n in range(3)], now=hours(2))
    return archive.path


@pytest.fixture
def archive(archive_once: Path, tmp_path: Path) -> Iterator[Archive]:
    """A copy of it, to change at will."""
    with Archive.open(Path(shutil.copytree(archive_once, tmp_path / "archive"))) as archive:
        yield archive


def test_what_reads_differently_is_restated(archive: Archive) -> None:
    """Each version says what this extractor reads in its page; pages that are recorded again are nothing new."""
    assert reextract(archive, now=hours(5)) == Reextracted(1, 3, {BRANCH: 3}, ())
    assert texts(archive) == [extract(print_page(body=body(n)), url=URL).story for n in range(3)]
    assert {meta.extractor_version for meta in archive.history(BRANCH).metas} == {extractor_version()}
    again = [now_reads(print_page(body=body(n)), at) for n, at in ((2, 6), (0, 0), (1, 1), (2, 2))]
    assert [each.commit for each in archive.record(again, now=hours(6))] == [None] * 4
    newest, page = archive.history(BRANCH).versions[-1].story, extract(print_page(body=body(2)))
    assert decide(Known(newest), page).kind == "unchanged" and is_sound(archive)


def test_twice_is_once(archive: Archive) -> None:
    """What reads the same is not recorded, and not read again; where that note is lost, it is, and says the same."""
    archive.record(
        [now_reads(PRINTED, 1, name=f"{URL}/2"), read_before(PRINTED, 1, name=f"{URL}/3", text=FERRY)], now=hours(3)
    )
    assert reextract(archive, now=hours(5)) == Reextracted(3, 4, {BRANCH: 3}, ())
    assert [each.branch for each in next(archive.runs()).restated] == [BRANCH] * 3
    before = git(archive.path, "for-each-ref")
    assert reextract(archive, now=hours(6)) == Reextracted(0, 0, {}, ())
    (archive.path / "reextracted").unlink()
    assert reextract(archive, now=hours(7)) == Reextracted(3, 1, {}, ())
    assert git(archive.path, "for-each-ref") == before


def test_facts_alone(archive: Archive) -> None:
    """What a page states beside its text is read again as well."""
    html = print_page(head='<meta name="author" content="Ada Brandt">')
    capture = read_before(html, 9, text=extract(html).story)
    archive.record([replace_meta(capture, replace(capture.meta, byline=None))], now=hours(9))
    assert reextract(archive, now=hours(10)).restated == {BRANCH: 4}
    assert archive.history(BRANCH).metas[3].byline == capture.meta.byline == "Ada Brandt"


def replace_meta(capture: Capture, meta: Meta) -> Capture:
    return Capture(capture.name, capture.story, meta, capture.page)


def test_the_server_has_named_the_encoding(archive: Archive) -> None:
    """The bytes are read as they were when they were served."""
    html = print_page().replace('<meta charset="utf-8">', "").replace("Ada Penrose", "Ада Пенроуз")
    capture = read_before(html, 9)
    served = (("content-type", "text/html; charset=KOI8-R"),)
    page = Page(html.encode("koi8-r", "xmlcharrefreplace"), served)
    archive.record([Capture(URL, capture.story, capture.meta, page)], now=hours(9))
    reextract(archive, now=hours(10))
    assert any("said Ада Пенроуз" in block.text for block in texts(archive)[3].blocks)


def test_text_by_hand_is_not_touched(archive: Archive) -> None:
    """It has no page, and does not keep the pages before it from being read again."""
    text = Story((Block("headline", HEADLINE), Block("paragraph", "Typed in the office."), MENU))
    archive.record([Capture(URL, text, Meta(captured_at=hours(1.5), url=URL))], now=hours(4))
    assert reextract(archive, now=hours(5)) == Reextracted(1, 3, {BRANCH: 3}, ())
    assert texts(archive)[2] == text and is_sound(archive)


CLUTTERED = Story((*FERRY.blocks, *(replace(MENU, text=f"{MENU.text} {n}") for n in range(25))))
TAX = Story((Block("headline", "Tax"), Block("paragraph", " ".join(f"Ruling{n} of judge{n}." for n in range(40)))))
# the page; what the older extractor read in it; why it stays so
REFUSED: dict[str, tuple[str, Story, str]] = {
    "nothing": ("<html><body><script>write()</script></body></html>", FERRY, r"reads as no \w+ .*can be found"),
    "wall": (PAID, FERRY, "reads as a wall of payment"),
    "little": (PRINTED, CLUTTERED, r"reads as \d\d% of its text"),
    "another": (PRINTED, TAX, "reads as another story"),
}


def test_what_would_lose_its_text_stays(archive: Archive) -> None:
    """It is left with its reason, and so are those before it; those after it are restated."""
    for kind, (html, text, _) in REFUSED.items():
        name = f"{URL}/{kind}"
        states = [read_before(PRINTED, 0, name=name), stored(html, text, 1, name=name)]
        archive.record([*states, read_before(PRINTED, 2, name=name)], now=hours(4))
    done = reextract(archive, now=hours(5))
    assert done.restated == {branch_name(f"{URL}/{kind}"): 1 for kind in REFUSED} | {BRANCH: 3}
    assert done.n_pages == 3 + 2 * len(REFUSED)
    reasons = {left.branch: left.reason for left in done.left if left.n == 2}
    for kind, (_, text, said) in REFUSED.items():
        branch = branch_name(f"{URL}/{kind}")
        assert re.search(said, reasons[branch])
        versions = archive.history(branch).versions
        assert MENU in versions[0].story.blocks and versions[1].story == text and versions[2].story == FERRY
    assert reextract(archive, now=hours(6)).n_stories == 0 and is_sound(archive)


def test_a_page_that_is_not_here(archive: Archive, tmp_path: Path) -> None:
    """Its version stays with those before it, until the file is here again: then it is read."""
    archive.record([read_before(print_page(body=body(3)), 3)], now=hours(3))
    first = min((archive.path / "pages").iterdir())
    shutil.move(first, tmp_path / first.name)
    done = reextract(archive, now=hours(5))
    assert (done.n_pages, done.restated, [left.n for left in done.left]) == (1, {BRANCH: 1}, [3])
    assert "tracker.toml" in done.left[0].reason
    assert reextract(archive, now=hours(6)).n_stories == 0
    shutil.move(tmp_path / first.name, first)
    assert reextract(archive, now=hours(7)) == Reextracted(1, 3, {BRANCH: 3}, ())
    assert all(MENU not in text.blocks for text in texts(archive)) and is_sound(archive)


def test_a_page_that_is_another(archive: Archive) -> None:
    """A file that was exchanged makes no text; `verify` is named."""
    path = next((archive.path / "pages").iterdir())
    with Archive.init(archive.path.parent / "other") as other:
        other.record([read_before(print_page(body=body(n + 1)), n) for n in range(3)], now=hours(2))
        shutil.copy(next((other.path / "pages").iterdir()), path)
    done = reextract(archive, now=hours(5))
    assert done.restated == {} and [left.n for left in done.left] == [3] and "verify" in done.left[0].reason


def test_a_dry_run(archive: Archive) -> None:
    """It says what would be done, and does nothing of it."""
    before = git(archive.path, "for-each-ref")
    dry = reextract(archive, now=hours(5), is_dry=True)
    assert git(archive.path, "for-each-ref") == before and not (archive.path / "reextracted").exists()
    assert reextract(archive, now=hours(5)) == dry


def test_one_story_or_all(archive: Archive) -> None:
    """A story that is named is looked at, whatever was noted; the others wait, and so do those that are left off."""
    archive.record([read_before(PRINTED, n, name=f"{URL}/{n}") for n in range(2)], now=hours(3))
    assert reextract(archive, now=hours(5), stories=[BRANCH]).restated == {BRANCH: 3}
    assert reextract(archive, now=hours(5), stories=[BRANCH]) == Reextracted(1, 0, {}, ())
    assert reextract(archive, now=hours(6), follow=lambda branches: [*branches][:1]).n_stories == 1
    assert reextract(archive, now=hours(7)).n_stories == 1


def test_what_was_recorded_meanwhile(archive: Archive) -> None:
    """A version that comes between reading and writing is kept, and its story looked at once more."""
    late = now_reads(print_page(body=body(3)), 3)

    def follow(branches: Sequence[str]) -> Iterator[str]:
        yield from branches
        archive.record([late], now=hours(4))

    assert reextract(archive, now=hours(5), follow=follow).restated == {BRANCH: 3}
    assert len(texts(archive)) == 4 and is_sound(archive)
    assert reextract(archive, now=hours(7)) == Reextracted(1, 0, {}, ())
    assert reextract(archive, now=hours(8)).n_stories == 0


def test_a_note_that_was_cut_off(archive: Archive) -> None:
    """Whatever is left of it is believed or costs one more look; that of another extractor counts for nothing."""
    reextract(archive, now=hours(5))
    note = archive.path / "reextracted"
    whole = note.read_bytes()
    for data in (b"", b"tracker 0\n", whole[:-1], whole[:-20], b"\xff\x00\n\n \n", whole + b"wexcombe"):
        note.write_bytes(data)
        assert reextract(archive, now=hours(6)).n_pages == 0
        assert reextract(archive, now=hours(6)).n_stories == 0


def test_each_machine_has_pages_of_its_own(archive: Archive, tmp_path: Path) -> None:
    """What another machine has read again does not keep the versions before it from being read here."""
    with Archive.init(tmp_path / "other") as other:
        sync(other, parse_remote(str(archive.path)), now=hours(3))
        other.record([read_before(print_page(body=body(3)), 3)], now=hours(3))
        assert reextract(archive, now=hours(4), is_dry=True).restated == {BRANCH: 3}
        done = reextract(other, now=hours(4))
        assert (done.restated, [left.n for left in done.left]) == ({BRANCH: 1}, [3])
        sync(other, parse_remote(str(archive.path)), now=hours(5))
    assert reextract(archive, now=hours(6)) == Reextracted(1, 3, {BRANCH: 3}, ())
    assert all(MENU not in text.blocks for text in texts(archive))


@pytest.mark.skipif(not os.environ.get("TRACKER_SLOW"), reason="reads 450 pages: `make test-slow` does it")
def test_many_stories(archive: Archive) -> None:
    """They are written a batch at a time, whole stories each, and each batch is noted."""
    captures = [read_before(print_page(body=body(n % 3)), n, name=f"{URL}/{n}") for n in range(450)]
    archive.record(captures, now=hours(3))
    done = reextract(archive, now=hours(5))
    assert (done.n_stories, done.n_pages, len(done.restated)) == (451, 453, 451)
    batches = [{each.branch for each in run.restated} for run in archive.runs() if run.restated]
    assert [len(batch) for batch in batches] == [51, 200, 200]
    assert is_sound(archive) and reextract(archive, now=hours(6)).n_stories == 0
