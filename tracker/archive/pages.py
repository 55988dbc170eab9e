"""The pages as served, kept in the web archives' own format: one `.warc.gz` a run.

A page that came over HTTP is a `response` record with its headers, one that came from a file a `resource` record.
A file is written under another name and gets its own only when all of it is on the disk, so a file in `pages/` is
always whole, and it is there before the commit that cites it. `page_files` reads them back.
"""

import hashlib
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from urllib.parse import quote

from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tracker.archive.commits import one_line
from tracker.archive.runs import PageFile
from tracker.archive.times import render_time
from tracker.archive.writing import durable_file

_PRINTABLE = "".join(map(chr, range(0x20, 0x7F)))


@dataclass(frozen=True, slots=True)
class Page:
    """The bytes captured at an instant, with the status line and headers they were served with.

    `headers` is None where there was no HTTP, and then `media_type` says what the bytes are.
    """

    body: bytes
    headers: tuple[tuple[str, str], ...] | None = None
    status: str = "200 OK"
    media_type: str = "text/html"

    @property
    def digest(self) -> str:
        """Return the SHA-256 of the body, as `sha256:` and 64 hexadecimal digits."""
        return "sha256:" + hashlib.sha256(self.body).hexdigest()


@dataclass(frozen=True, slots=True)
class Exposure:
    """A page with what its record needs to know: the address it was found at, and when."""

    uri: str
    captured_at: datetime
    page: Page


def write_pages(folder: Path, now: datetime, exposures: Iterable[Exposure]) -> tuple[PageFile, tuple[str, ...]]:
    """Write a new file in `folder` and return it, its name telling `now`, and the id of each record."""
    folder.mkdir(exist_ok=True)
    path = _new_path(folder, f"{now:%Y%m%dT%H%M%SZ}")
    with durable_file(path) as file:
        writer = WARCWriter(file, gzip=True, warc_version="1.1")
        writer.write_record(_info_record(writer, path.name, now))
        records = tuple(_write_page(writer, exposure) for exposure in exposures)
    return PageFile(path.name, file_digest(path), len(records)), records


def file_digest(path: Path) -> str:
    """Return the SHA-256 of a file, as `sha256:` and 64 hexadecimal digits."""
    with path.open("rb") as file:
        return "sha256:" + hashlib.file_digest(file, "sha256").hexdigest()


def _new_path(folder: Path, stem: str) -> Path:
    n = 1
    while (path := folder / (f"{stem}-{n}.warc.gz" if n > 1 else f"{stem}.warc.gz")).exists():
        n += 1
    return path


def _info_record(writer: WARCWriter, name: str, now: datetime) -> ArcWarcRecord:
    fields = {"WARC-Filename": name, **_stamp(name, now)}
    text = b"software: tracker\r\nformat: WARC File Format 1.1\r\n"
    return writer.create_warc_record("", "warcinfo", BytesIO(text), len(text), warc_headers_dict=fields)


def _write_page(writer: WARCWriter, exposure: Exposure) -> str:
    page, uri = exposure.page, _ascii(exposure.uri)
    fields = _stamp(f"{uri} {page.digest}", exposure.captured_at)
    body, length = BytesIO(page.body), len(page.body)
    if page.headers is None:
        fields["Content-Type"] = _ascii(page.media_type)
        record = writer.create_warc_record(uri, "resource", body, length, warc_headers_dict=fields)
    else:
        headers = [(_ascii(name), _ascii(value)) for name, value in page.headers]
        served = StatusAndHeaders(_ascii(page.status) or "200 OK", headers, protocol="HTTP/1.1")
        record = writer.create_warc_record(
            uri, "response", body, length, http_headers=served, warc_headers_dict=fields
        )
    writer.write_record(record)
    return fields["WARC-Record-ID"]


def _stamp(what: str, at: datetime) -> dict[str, str]:
    """Date and name a record by what it holds, so that the same captures give the same bytes anywhere."""
    time = render_time(at)
    return {"WARC-Record-ID": f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{what} {time}')}>", "WARC-Date": time}


def _ascii(text: str) -> str:
    """Put a header field on one line, with what is not ASCII percent-encoded: warcio fails on some of it."""
    return quote(one_line(text), safe=_PRINTABLE, errors="replace")
