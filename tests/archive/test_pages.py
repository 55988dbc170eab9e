"""The pages of versions: WARC files that any tool reads, on the disk before the commit that cites them."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator
from warcio.recordloader import ArcWarcRecord

from tests.archive.samples import BRANCH, NOON, URL, capture, git, hours
from tracker.archive.page_files import read_page, read_pages
from tracker.archive.pages import Exposure, Page, file_digest, write_pages
from tracker.archive.repository import Archive
from tracker.archive.runs import PageFile
from tracker.errors import ArchiveError

HTML = "<h1>Lock gates reopen</h1>\r\n<p>Nine – or ten.</p>".encode()
SERVED = Page(HTML, headers=(("Content-Type", "text/html; charset=utf-8"), ("ETag", '"a1"')))
FROM_A_FILE = Page(HTML, media_type="text/html; charset=utf-8")


def records(path: Path) -> list[tuple[ArcWarcRecord, bytes]]:
    """The records of a file, with their payloads, whose digests are right."""
    with path.open("rb") as file:
        found = [(record, record.content_stream().read()) for record in ArchiveIterator(file, check_digests="raise")]
    subprocess.run([sys.executable, "-m", "warcio.cli", "check", str(path)], check=True, capture_output=True)
    return found


def test_a_page_over_http(archive: Archive) -> None:
    """What came over HTTP is a response record with its headers, which `meta.json` cites."""
    archive.record([capture("Nine – or ten.", page=SERVED)], now=hours(1))
    (meta,) = archive.history(BRANCH).metas
    assert (meta.page_file, meta.page_digest) == ("20310504T130000Z.warc.gz", SERVED.digest)
    info, (record, body) = records(archive.path / "pages" / "20310504T130000Z.warc.gz")
    assert info[0].rec_type == "warcinfo"
    assert (record.rec_type, body) == ("response", HTML)
    assert record.rec_headers.get_header("WARC-Target-URI") == URL
    assert record.rec_headers.get_header("WARC-Date") == "2031-05-04T12:00:00Z"
    assert record.rec_headers.get_header("WARC-Record-ID") == meta.page_record
    assert record.rec_headers.get_header("WARC-Payload-Digest").startswith("sha1:")
    assert record.http_headers.get_statuscode() == "200"
    assert record.http_headers.get_header("ETag") == '"a1"'
    assert f"Page: {meta.page_file} {meta.page_record}" in git(archive.path, "log", "-1", BRANCH)


def test_a_page_from_a_file(archive: Archive) -> None:
    """What came from a file is a resource record, named by the story where it has no URL."""
    archive.record([capture("Nine – or ten.", name="lock gates", page=FROM_A_FILE)], now=hours(1))
    (ref,) = archive.stories()
    _, (record, body) = records(archive.path / "pages" / "20310504T130000Z.warc.gz")
    assert (record.rec_type, body) == ("resource", HTML)
    assert record.rec_headers.get_header("WARC-Target-URI") == f"urn:tracker:{ref.branch}"
    assert record.rec_headers.get_header("Content-Type") == "text/html; charset=utf-8"


def test_pages_are_read_back(archive: Archive) -> None:
    """A page is found by what `meta.json` cites, as it was served; the run notes the digest of the whole file."""
    archive.record([capture("Nine.", page=SERVED), capture("Ten.", 1, page=FROM_A_FILE)], now=hours(1))
    metas = archive.history(BRANCH).metas
    cited = [(meta.page_file or "", meta.page_record or "") for meta in metas]
    assert [read_page(archive.page_folders, *each) for each in cited] == [SERVED, FROM_A_FILE]
    path = archive.path / "pages" / cited[0][0]
    assert next(archive.runs()).kept == (PageFile(path.name, file_digest(path), 2),)


def test_pages_that_were_moved_are_found_again(archive: Archive, tmp_path: Path) -> None:
    """The folders that `tracker.toml` lists are looked into after the archive's own; else what to do is said."""
    archive.record([capture("Nine.", page=SERVED)], now=hours(1))
    (meta,) = archive.history(BRANCH).metas
    cited = (meta.page_file or "", meta.page_record or "")
    (archive.path / "pages").rename(tmp_path / "cold")
    with pytest.raises(ArchiveError, match=r"\[pages\] folders"):
        read_page(archive.page_folders, *cited)
    for folder in (tmp_path / "cold", "../cold"):
        (archive.path / "tracker.toml").write_text(f'pages.folders = ["{folder}"]')
        with Archive.open(archive.path) as again:
            assert read_page(again.page_folders, *cited) == SERVED


@pytest.mark.parametrize("file", ["../stories.git/HEAD", "/etc/passwd", "x.warc.gz", "20310504T130000Z.warc.gz/.."])
def test_only_files_of_pages_are_read(archive: Archive, file: str) -> None:
    """What `meta.json` says, wherever it comes from, leads to no other file."""
    with pytest.raises(ArchiveError, match="is no file of pages"):
        read_page(archive.page_folders, file, "<urn:uuid:1>")


def test_only_new_versions_keep_their_page(archive: Archive) -> None:
    """A page whose text says nothing new is not stored again; a run without new pages has no file."""
    archive.record([capture("Nine.", page=SERVED)], now=hours(1))
    archive.record([capture("Nine.", 2, page=Page(b"other markup"))], now=hours(2))
    archive.record([capture("Ten.", 3)], now=hours(3))
    assert [path.name for path in (archive.path / "pages").iterdir()] == ["20310504T130000Z.warc.gz"]


def test_runs_of_one_second_have_a_file_each(archive: Archive) -> None:
    """No file is ever written over, and each version cites its own."""
    for n in range(3):
        archive.record([capture(f"{n}", n, page=SERVED)], now=NOON)
    files = [meta.page_file for meta in archive.history(BRANCH).metas]
    assert files == ["20310504T120000Z.warc.gz", "20310504T120000Z-2.warc.gz", "20310504T120000Z-3.warc.gz"]
    assert len({meta.page_record for meta in archive.history(BRANCH).metas}) == 3


def test_the_same_captures_give_the_same_bytes(tmp_path: Path) -> None:
    """Nothing of the machine or the moment gets into an archive: ids are equal on any other."""
    made = []
    for name in ("one", "other"):
        with Archive.init(tmp_path / name) as archive:
            archive.record([capture("Nine.", page=SERVED)], now=NOON)
            made.append(
                (git(archive.path, "rev-parse", "runs"), next((archive.path / "pages").iterdir()).read_bytes())
            )
    assert made[0] == made[1]


hostile = st.text(max_size=40) | st.sampled_from(
    ["a\r\nWARC-Type: warcinfo", "\u2028", "ü: é", "HTTP/1.1 500", "\ud800"]
)
headers = st.none() | st.lists(st.tuples(hostile, hostile), max_size=4).map(tuple)
exposed = st.builds(
    Exposure, hostile, st.just(NOON), st.builds(Page, st.binary(max_size=99), headers, hostile, hostile)
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(exposed, max_size=4))
def test_anything_served_makes_a_sound_file(tmp_path: Path, exposures: list[Exposure]) -> None:
    """Hostile addresses, headers and status lines neither break a record nor add one."""
    kept, ids = write_pages(tmp_path / "pages", NOON, exposures)
    path = tmp_path / "pages" / kept.file
    with path.open("rb") as file:
        found = [
            (record.rec_type, record.raw_stream.read()) for record in ArchiveIterator(file, no_record_parse=True)
        ]
    assert [kind for kind, _ in found[1:]] == [
        "resource" if exposure.page.headers is None else "response" for exposure in exposures
    ]
    assert len(ids) == kept.n_pages == len(exposures)
    assert all(raw.endswith(exposure.page.body) for (_, raw), exposure in zip(found[1:], exposures, strict=True))
    assert [(each.record, each.page.body) for each in read_pages(path)] == [
        (record, exposure.page.body) for record, exposure in zip(ids, exposures, strict=True)
    ]


def test_a_file_that_cannot_be_finished_leaves_nothing(tmp_path: Path) -> None:
    """A failure in the middle of writing leaves no half file behind."""

    def exposures() -> object:
        yield Exposure(URL, NOON, SERVED)
        raise RuntimeError("the line went dead")

    with pytest.raises(RuntimeError):
        write_pages(tmp_path / "pages", NOON, exposures())  # type: ignore[arg-type]
    assert list((tmp_path / "pages").iterdir()) == []
