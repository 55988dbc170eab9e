"""What a response or a failure means for its target: the one place that knows Scrapy's ways of failing."""

from datetime import datetime
from http import HTTPStatus
from typing import Any

from scrapy import Request
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    NotSupported,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from scrapy.http import Response

from tracker.capture.fetch.gate import KeptError
from tracker.capture.fetch.values import Fetched, Outcome, Target

WAIT = "tracker_wait"  # the key of a request's meta under which the wait its host asks for is said
TOO_LARGE = "the page has more bytes than max_bytes allows"
# Most of what Scrapy ignores it tells apart by words alone.
_IGNORED: dict[str, tuple[Outcome, str]] = {
    "Forbidden by robots.txt": ("not_allowed", "robots.txt does not allow it"),
    "max redirections reached": ("failed", "redirected too often"),
}
_FAILED: tuple[tuple[type[Exception], Outcome, str], ...] = (
    (DownloadCancelledError, "too_large", TOO_LARGE),
    (DownloadTimeoutError, "failed", "no whole answer in the time allowed"),
    (CannotResolveHostError, "failed", "the name of the host is not known"),
    (DownloadConnectionRefusedError, "failed", "the host refuses the connection"),
    (ResponseDataLossError, "failed", "the answer was cut short"),
    (DownloadFailedError, "failed", "the connection broke off"),
    (NotSupported, "refused", "only http and https are fetched"),
    (UnsupportedURLSchemeError, "refused", "only http and https are fetched"),
)
_TRANSFER = {"transfer-encoding", "connection", "keep-alive"}


def tell_response(target: Target, response: Response, now: datetime) -> Fetched:
    """Tell what an answer means for its target."""
    request = response.request
    meta = request.meta if request else {}
    outcome, reason = _judge(target, response, meta.get(WAIT))
    return Fetched(
        target,
        outcome,
        reason,
        now,
        url=response.url,
        redirects=tuple(meta.get("redirect_urls", ())),
        status=response.status,
        status_line=say_status(response.status),
        headers=tuple(_list_headers(response)),
        body=response.body,
    )


def tell_failure(target: Target, request: Request, error: BaseException, now: datetime) -> Fetched:
    """Tell what it means for its target that no answer came."""
    outcome, reason = _explain(error)
    return Fetched(target, outcome, reason, now, request.url, tuple(request.meta.get("redirect_urls", ())))


def say_status(status: int) -> str:
    """Say a status as its status line does: `404 Not Found`."""
    known = status in {known.value for known in HTTPStatus}
    return f"{status} {HTTPStatus(status).phrase}" if known else str(status)


def _judge(target: Target, response: Response, wait: str | None) -> tuple[Outcome, str]:
    status, line = response.status, say_status(response.status)
    if wait:
        return "throttled", wait
    if status == 304:
        asked = (target.etag or target.last_modified) and not target.is_rendered
        return ("not_modified", line) if asked else ("failed", f"{line}, although nothing was known of it")
    if status in {404, 410}:
        return "gone", line
    if 300 <= status < 400:
        return _judge_redirect(response, line)
    if not 200 <= status < 300 or status == 206:
        return "failed", line
    return "page", line


def _judge_redirect(response: Response, line: str) -> tuple[Outcome, str]:
    """Judge a redirect that was not followed."""
    where: Any = response.headers.get("Location")
    if not where:
        return "failed", f"{line}, without an address"
    scheme = where.decode("latin-1").partition(":")[0][:20]
    return "refused", f"redirected to an address that begins with {scheme!r}: only http and https are fetched"


def _explain(error: BaseException) -> tuple[Outcome, str]:
    if isinstance(error, KeptError):
        return error.outcome, error.reason
    if "certificate verify failed" in str(error):
        return "failed", "the certificate of the host is not valid"
    if isinstance(error, IgnoreRequest):
        for words, told in _IGNORED.items():
            if words in str(error):
                return told
    for kind, outcome, reason in _FAILED:
        if isinstance(error, kind):
            return outcome, reason
    return "failed", " ".join(f"{type(error).__name__}: {error}".split())[:200]


def _list_headers(response: Response) -> list[tuple[str, str]]:
    pairs = [(name, value) for name, values in response.headers.items() for value in values]
    decoded = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in pairs]
    return [(name, value) for name, value in decoded if name.lower() not in _TRANSFER]
