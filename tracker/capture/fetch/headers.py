"""A limit on the headers of an answer: a server that sends headers without end would else fill the memory.

Twisted bounds the length of a header and Scrapy that of a body, and nobody the number of headers. The limit is laid
around the connections that Scrapy's pool makes, whatever class of theirs they are.
"""

from typing import Any

MAX_HEADERS = 262_144  # bytes; the limit of Chromium


class TooManyHeadersError(Exception):
    """An answer whose headers are longer than any browser takes."""


def bound_headers(factory: type[Any]) -> type[Any]:
    """Make a factory of connections that break off an answer with too many headers."""

    class Bounded(factory):  # type: ignore[misc]  # the class is known when it runs
        def buildProtocol(self, addr: Any) -> Any:
            protocol = super().buildProtocol(addr)
            ask = protocol.request

            def ask_bounded(request: Any) -> Any:
                answer = ask(request)
                _bound(protocol._parser)
                return answer

            protocol.request = ask_bounded
            return protocol

    return Bounded


def _bound(parser: Any) -> None:
    take, n_bytes = parser.lineReceived, 0

    def take_bounded(line: bytes) -> None:
        nonlocal n_bytes
        n_bytes += len(line)
        if n_bytes > MAX_HEADERS:
            raise TooManyHeadersError
        take(line)

    parser.lineReceived = take_bounded
