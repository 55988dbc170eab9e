"""The parts of a page: what its scripts, running in a browser, ask for.

Scripts and data are asked for through `ask`, which keeps to the rules of all fetching. What is no text is not: images
and styles are blank, fonts, films and frames stay away. A page may ask and not send, and does not leave its place.
If one of its own parts does not come, the page is worthless as a whole: half a story must not pass for one that a
newsroom shortened.
"""

from collections.abc import Awaitable, Callable, Mapping

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Request, Route

from tracker.capture.fetch.gate import KeptError
from tracker.capture.fetch.outcome import TOO_LARGE
from tracker.capture.fetch.values import Fetched

Ask = Callable[[str, Mapping[str, str]], Awaitable[Fetched]]

MAX_PARTS = 200  # news pages ask for a few dozen scripts
MAX_PAGES = 4  # how often the limit of a page its parts may reach together
_ASKED = {"script", "fetch", "xhr", "other"}  # other: what the page wants loaded early
_PIXEL = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\0\0\0!\xf9\x04\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;"
# Pages drop the figure of an image that fails, and its caption with it.
_BLANKS = {"image": ("image/gif", _PIXEL), "stylesheet": ("text/css", b"")}
_NOT_SENT = {"host", "cookie", "user-agent", "referer", "accept-encoding"}
_NOT_HANDED_ON = {"content-encoding", "content-length", "set-cookie", "content-disposition"}


class Parts:
    """The requests of one page, answered or turned away; `error` is what makes the page worthless."""

    def __init__(self, page: Fetched, ask: Ask, max_bytes: int, stop: Callable[[], None]) -> None:
        """Begin with the request for the page itself; `stop` is called once there is an error."""
        self._page, self._ask, self._stop = page, ask, stop
        self._n_left, self._bytes_left = MAX_PARTS, MAX_PAGES * max_bytes
        self._is_asked = self._is_loaded = self._is_over = False
        self.error: Exception | None = None

    def note_load(self) -> None:
        """Note that the page has loaded."""
        self._is_loaded = True

    def end(self) -> None:
        """Ask for nothing more: the page has been read, or given up."""
        self._is_over = True

    async def answer(self, route: Route) -> None:
        """Answer a request of the browser; the first is for the page itself."""
        try:
            await self._answer(route, route.request)
        except PlaywrightError:  # the page is closed; Playwright waits until somebody says that nobody answers
            await route.fallback()

    async def _answer(self, route: Route, request: Request) -> None:
        kind = request.resource_type
        if kind == "document":
            await self._answer_document(route, request)
        elif kind in _BLANKS:
            await route.fulfill(content_type=_BLANKS[kind][0], body=_BLANKS[kind][1])
        elif kind in _ASKED and request.method == "GET" and "sec-purpose" not in request.headers:
            await self._fetch(route, request)
        else:
            await route.abort()

    async def _answer_document(self, route: Route, request: Request) -> None:
        """Hand on the page at the first time; later nothing, which leaves it where it is, if it has loaded."""
        if not self._is_asked:
            self._is_asked = True
            await _hand_on(route, self._page)
        elif not self._is_loaded and _leads_away(request):
            self._fail(KeptError("failed", f"its scripts lead to another page: {request.url[:200]!r}"))
            await route.abort()
        else:
            await route.fulfill(status=204)

    async def _fetch(self, route: Route, request: Request) -> None:
        part = None
        try:
            part = None if self._is_over else await self._ask_for(request)
        except Exception as error:  # raised again by whoever renders the page
            self._fail(error)
        if part is None or part.status is None or 300 <= part.status < 400:
            await route.abort()
        else:
            await _hand_on(route, part)

    def _fail(self, error: Exception) -> None:
        if not self._is_over:
            self._is_over, self.error = True, error
            self._stop()

    async def _ask_for(self, request: Request) -> Fetched:
        if not self._n_left:
            raise KeptError("failed", f"its scripts ask for more than {MAX_PARTS} files")
        self._n_left -= 1
        headers = {name: value for name, value in request.headers.items() if name not in _NOT_SENT}
        part = await self._ask(request.url, {name: headers[name] for name in headers if not name.startswith("sec-")})
        self._bytes_left -= len(part.body)
        if self._bytes_left < 0:
            raise KeptError("too_large", f"{TOO_LARGE}, {MAX_PAGES} times over, with what its scripts ask for")
        return part


async def _hand_on(route: Route, fetched: Fetched) -> None:
    headers: dict[str, str] = {}
    for name, value in ((name.lower(), value) for name, value in fetched.headers):
        if name not in _NOT_HANDED_ON:
            headers[name] = f"{headers[name]}, {value}" if name in headers else value
    await route.fulfill(status=fetched.status, headers=headers, body=fetched.body)


def _leads_away(request: Request) -> bool:
    """Tell whether it is the page itself that asks for a document, not a frame in it or a window that it opens."""
    try:
        return request.frame == request.frame.page.context.pages[0].main_frame
    except PlaywrightError:  # a window that is not there yet
        return False
