"""Decompression: whole, in bounds, or an error that says why not."""

import gzip
import os
import sys
import zlib
from collections.abc import Callable

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.capture.fetch.compression import DamagedError, TooLargeError, decompress

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd


def deflate_bare(body: bytes) -> bytes:
    """Compress as some servers do that were asked to deflate: without the header of zlib."""
    return zlib.compress(body, wbits=-15)


WAYS: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "gzip": ("gzip", gzip.compress),
    "x-gzip": ("x-gzip", gzip.compress),
    "deflate": ("deflate", zlib.compress),
    "deflate, bare": ("deflate", deflate_bare),
    "brotli": ("br", brotli.compress),
    "zstd": ("zstd", zstd.compress),
}
ways = pytest.mark.parametrize(("coding", "compress"), WAYS.values(), ids=WAYS)


@ways
@given(body=st.binary(min_size=1, max_size=300))
def test_what_was_compressed_comes_back(coding: str, compress: Callable[[bytes], bytes], body: bytes) -> None:
    """Each compression is undone, to the limit exactly."""
    assert decompress(compress(body), [coding], len(body)) == body


@ways
@given(body=st.binary(min_size=1, max_size=300), data=st.data())
def test_what_breaks_off_is_never_taken_for_a_page(
    coding: str, compress: Callable[[bytes], bytes], body: bytes, data: st.DataObject
) -> None:
    """Wherever a stream breaks off, that is an error."""
    whole = compress(body)
    with pytest.raises(DamagedError):
        decompress(whole[: data.draw(st.integers(1, len(whole) - 1))], [coding], 1000)


@ways
def test_a_bomb_is_cut_off(coding: str, compress: Callable[[bytes], bytes]) -> None:
    """A body that unfolds to too much is refused, also in a second wrapping."""
    bomb = compress(bytes(20_000_000))
    with pytest.raises(TooLargeError):
        decompress(bomb, [coding], 100_000)
    with pytest.raises(TooLargeError):
        decompress(compress(bomb), [coding, coding], 100_000)


@ways
@given(body=st.binary(min_size=1, max_size=60))
def test_what_is_not_compressed_is_no_bug(coding: str, compress: Callable[[bytes], bytes], body: bytes) -> None:
    """Any bytes are undone, too many, or damaged, and nothing else is raised."""
    try:
        decompress(body, [coding], 1000)
    except (DamagedError, TooLargeError):
        return


PAGE = b"<p>The ferry sails again.</p>"


@pytest.mark.parametrize(
    ("body", "codings", "expected"),
    [
        pytest.param(PAGE, ["identity"], PAGE, id="a name for nothing"),
        pytest.param(PAGE, ["utf-8"], PAGE, id="an encoding of letters"),
        pytest.param(PAGE, [""], PAGE, id="no coding"),
        pytest.param(b"", ["gzip"], b"", id="nothing, compressed"),
        pytest.param(
            gzip.compress(zlib.compress(PAGE)), ["deflate", "gzip"], PAGE, id="two codings, the last undone first"
        ),
        pytest.param(gzip.compress(PAGE) + gzip.compress(PAGE), ["gzip"], PAGE + PAGE, id="two members"),
        pytest.param(zstd.compress(PAGE) + zstd.compress(PAGE), ["zstd"], PAGE + PAGE, id="two frames"),
        pytest.param(gzip.compress(PAGE) + bytes(9), ["gzip"], PAGE, id="zeros after the end"),
        pytest.param(PAGE, ["gzip"], None, id="not compressed"),
        pytest.param(PAGE, ["compress"], None, id="a compression of long ago"),
        pytest.param(gzip.compress(PAGE)[:-8] + bytes(8), ["gzip"], None, id="a sum that does not add up"),
        pytest.param(PAGE, ["gzip"] * 4, None, id="wrapped too often"),
        pytest.param(gzip.compress(b"x") * 200, ["gzip"], None, id="too many pieces"),
    ],
)
def test_what_servers_do(body: bytes, codings: list[str], expected: bytes | None) -> None:
    """The habits of servers are met; what cannot be undone is damaged."""
    if expected is not None:
        assert decompress(body, codings, 1000) == expected
    else:
        with pytest.raises(DamagedError):
            decompress(body, codings, 1000)


def test_a_large_window_is_refused() -> None:
    """A frame that asks for more memory than the web allows is damaged, before the memory is taken."""
    options: dict[int, int] = {
        zstd.CompressionParameter.window_log: 27,
        zstd.CompressionParameter.compression_level: 1,
    }
    frame = zstd.ZstdCompressor(options=options)
    body = frame.compress(os.urandom(100)) + frame.flush()
    with pytest.raises(DamagedError):
        decompress(body, ["zstd"], 1000)
