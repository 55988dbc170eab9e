"""Decompression, in bounds and to the end.

Scrapy's own hands on what it has of a body that breaks off, and a story that was cut short on the way must not pass
for one that a newsroom shortened; so a stream that does not end is an error here. Whatever a body unfolds to, hardly
more than `max_bytes` are ever made of it; a server that wraps a body again and again, or into hundreds of pieces, is
not followed.
"""

import sys
import zlib
from collections.abc import Callable, Sequence
from typing import Any, Self

import brotli
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from tracker.capture.fetch.gate import KeptError
from tracker.capture.fetch.outcome import TOO_LARGE

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

ACCEPTED = "gzip, deflate, br, zstd"
_MAX_LAYERS = 3
_MAX_PIECES = 100  # members of a gzip, frames of a zstd; each costs a copy of what follows
_WINDOW_LOG = 23  # 8 MB of memory, the most that RFC 9659 allows on the web
# What servers name that is no compression at all; browsers take no notice either.
_NOTHING = frozenset({"", "identity", "none", "utf-8"})


class TooLargeError(Exception):
    """A body that unfolds to more bytes than allowed."""


class DamagedError(Exception):
    """A body that cannot be decompressed, or not all of it."""


def decompress(body: bytes, codings: Sequence[str], max_bytes: int) -> bytes:
    """Undo the codings of a body, the last one first. Raises `TooLargeError` and `DamagedError`.

    >>> decompress(zlib.compress(b"The ferry sails again."), ["identity", "deflate"], 100)
    b'The ferry sails again.'
    """
    layers = [coding for coding in codings if coding not in _NOTHING]
    if len(layers) > _MAX_LAYERS:
        raise DamagedError(f"the page is compressed {len(layers)} times")
    for coding in reversed(layers):
        if coding not in _UNDO:
            raise DamagedError("the page is compressed in a way that is not known")
        try:
            body = _UNDO[coding](body, max_bytes + 1) if body else body
        except (zlib.error, brotli.error, zstd.ZstdError) as error:
            raise DamagedError("the page is not compressed as it says") from error
        if len(body) > max_bytes:
            raise TooLargeError
    return body


def _undo_gzip(body: bytes, limit: int) -> bytes:
    return _undo_pieces(body, limit, lambda: zlib.decompressobj(zlib.MAX_WBITS | 16), b"\x1f\x8b")


def _undo_deflate(body: bytes, limit: int) -> bytes:
    """Undo zlib, and what some servers take for it: the bare stream without its header."""
    has_header = body[0] & 15 == 8 and int.from_bytes(body[:2]) % 31 == 0
    return _undo_pieces(body, limit, lambda: zlib.decompressobj(zlib.MAX_WBITS if has_header else -zlib.MAX_WBITS))


def _undo_zstd(body: bytes, limit: int) -> bytes:
    options: dict[int, int] = {zstd.DecompressionParameter.window_log_max: _WINDOW_LOG}
    return _undo_pieces(body, limit, lambda: zstd.ZstdDecompressor(options=options), b"\x28\xb5\x2f\xfd")


def _undo_pieces(body: bytes, limit: int, start: Callable[[], Any], magic: bytes | None = None) -> bytes:
    """Undo a stream, and those that follow it under the same magic number; other bytes after its end are left out."""
    whole: bytes = b""
    for _ in range(_MAX_PIECES):
        piece = start()
        whole += piece.decompress(body, limit - len(whole))
        if len(whole) >= limit:
            return whole
        if not piece.eof:
            raise DamagedError("the page was cut short")
        body = piece.unused_data
        if not magic or not body.startswith(magic):
            return whole
    raise DamagedError("the page is compressed in too many pieces")


def _undo_brotli(body: bytes, limit: int) -> bytes:
    stream = brotli.Decompressor()
    whole: bytes = stream.process(body, output_buffer_limit=limit)
    if len(whole) < limit and not stream.is_finished():
        raise DamagedError("the page was cut short")
    return whole


_UNDO: dict[str, Callable[[bytes, int], bytes]] = {
    "gzip": _undo_gzip,
    "x-gzip": _undo_gzip,
    "deflate": _undo_deflate,
    "br": _undo_brotli,
    "zstd": _undo_zstd,
}


class DecompressionMiddleware:
    """Say which compressions are understood, and undo the one that was used."""

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the middleware for a crawl."""
        return cls(crawler.settings.getint("DOWNLOAD_MAXSIZE"))

    def process_request(self, request: Request) -> None:
        """Ask for a compressed answer."""
        request.headers["Accept-Encoding"] = ACCEPTED

    def process_response(self, request: Request, response: Response) -> Response:
        """Decompress an answer, or raise `KeptError`; what comes with an error is not worth one of its own."""
        named = response.headers.getlist("Content-Encoding")
        if not named:
            return response
        codings = [coding.strip() for coding in b",".join(named).decode("latin-1").lower().split(",")]
        try:
            body = decompress(response.body, codings, self._max_bytes)
        except TooLargeError as error:
            raise KeptError("too_large", f"{TOO_LARGE}, once decompressed") from error
        except DamagedError as error:
            if 200 <= response.status < 300:
                raise KeptError("failed", str(error)) from error
            body = b""
        del response.headers["Content-Encoding"]
        return response.replace(body=body)
