"""A browser without a network: Chromium runs the scripts of a page that was fetched before it comes here.

What the scripts ask for is handed to us (`parts`). Chromium itself knows no name, its proxy does not exist and UDP is
closed to it: what could slip past the requests that are handed over, a WebSocket, a call, a redirect, a look-up in
advance, reaches nobody. Each page has a context of its own, with no cookie or storage of another; its clock is in
UTC, so that no place where somebody reads shows in a story.
"""

import asyncio
import os
import shutil
from contextlib import suppress
from urllib.parse import urlsplit

from playwright.async_api import Browser as Chromium
from playwright.async_api import BrowserContext, Page, Playwright, async_playwright
from playwright.async_api import Error as PlaywrightError
from playwright.async_api import TimeoutError as TooSlowError

from tracker.capture.fetch.gate import KeptError
from tracker.capture.fetch.outcome import TOO_LARGE
from tracker.capture.fetch.parts import Ask, Parts
from tracker.capture.fetch.values import Fetched

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_NO_NETWORK = (
    "--host-resolver-rules=MAP * ~NOTFOUND",
    # A call (WebRTC) needs no name: without these, its first packet goes out. Chromium's, and the headless shell's.
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
)
# Read in a world of its own, in which the scripts of the page cannot change what these words mean.
_READ = """(() => {
  const type = document.doctype ? new XMLSerializer().serializeToString(document.doctype) : "";
  const html = type + document.documentElement.outerHTML;
  return html.length > %d ? null : html;
})()"""
_CLOSING = 5.0  # seconds; Chromium gets rid of a page whose script hangs in hundredths of one


class Browser:
    """Chromium, from the first page to the last; `timeout` in seconds and `max_bytes` hold for each page."""

    def __init__(self, user_agent: str, timeout: float, max_bytes: int) -> None:
        self._user_agent, self._timeout, self._max_bytes = user_agent, timeout, max_bytes
        self._starting = asyncio.Lock()
        self._playwright: Playwright | None = None
        self._chromium: Chromium | None = None
        self._fault = ""

    async def start(self) -> Chromium:
        """Start Chromium unless it runs. Raises `KeptError` if it cannot, and does not try again."""
        async with self._starting:
            if not self._fault and not (self._chromium and self._chromium.is_connected()):
                try:
                    self._chromium = await self._launch()
                except PlaywrightError as error:
                    self._fault = _say_fault(error)
            if self._fault or not self._chromium:
                raise KeptError("failed", self._fault)
            return self._chromium

    async def close(self) -> None:
        """End Chromium, if it was started."""
        if self._playwright:
            with suppress(TimeoutError, PlaywrightError):
                await asyncio.wait_for(self._playwright.stop(), _CLOSING)

    async def render(self, page: Fetched, ask: Ask) -> str:
        """Run the scripts of a page and read it as HTML. Raises `KeptError`, and what `ask` raises."""
        chromium = await self.start()
        limit = asyncio.timeout(self._timeout)
        parts = Parts(page, ask, self._max_bytes, stop=lambda: limit.reschedule(0))
        try:
            async with limit:
                html = await self._show(chromium, page, parts)
        except (TimeoutError, TooSlowError) as error:
            raise parts.error or KeptError("failed", "its scripts came to no end in the time allowed") from error
        except PlaywrightError as error:
            raise parts.error or KeptError("failed", f"Chromium did not show it: {_first_line(error)}") from error
        if html is None:
            raise KeptError("too_large", f"{TOO_LARGE}, once rendered")
        return html

    async def _launch(self) -> Chromium:
        if not self._playwright:
            self._playwright = await async_playwright().start()
        return await self._playwright.chromium.launch(
            executable_path=next(filter(None, map(shutil.which, _NAMES)), None),  # None is Playwright's own
            args=list(_NO_NETWORK),
            proxy={"server": "http://nowhere.invalid", "bypass": "<-loopback>"},
            chromium_sandbox=os.geteuid() != 0,  # for root, Chromium starts only without
            handle_sigint=False,
            handle_sigterm=False,
            handle_sighup=False,
        )

    async def _show(self, chromium: Chromium, page: Fetched, parts: Parts) -> str | None:
        context = await chromium.new_context(
            user_agent=self._user_agent, timezone_id="UTC", service_workers="block", accept_downloads=False
        )
        try:
            await context.route("**/*", parts.answer)
            tab = await context.new_page()
            context.on("page", lambda popup: popup.close())
            await self._load(tab, page.url, parts)
            return await self._read(context, tab)
        finally:
            parts.end()
            with suppress(TimeoutError, PlaywrightError):
                await asyncio.wait_for(context.close(), _CLOSING)

    async def _load(self, tab: Page, url: str, parts: Parts) -> None:
        """Wait until the page asks for nothing more; one that asks again and again is taken as it is."""
        await tab.goto(url, wait_until="load", timeout=self._timeout * 1000 * 2 / 3)
        parts.note_load()
        with suppress(TooSlowError):
            await tab.wait_for_load_state("networkidle", timeout=self._timeout * 1000 / 4)
        if urlsplit(tab.url).netloc != urlsplit(url).netloc:  # `about:blank`, which `parts` is not asked for
            raise KeptError("failed", "its scripts put another page in its place")

    async def _read(self, context: BrowserContext, tab: Page) -> str | None:
        """Read the page as it stands; None if it has more characters than it may have bytes."""
        session = await context.new_cdp_session(tab)
        tree = await session.send("Page.getFrameTree")
        world = await session.send("Page.createIsolatedWorld", {"frameId": tree["frameTree"]["frame"]["id"]})
        order = {"expression": _READ % self._max_bytes, "returnByValue": True}
        answer = await session.send("Runtime.evaluate", order | {"contextId": world["executionContextId"]})
        html = answer["result"].get("value")
        return str(html) if html is not None else None


def _say_fault(error: PlaywrightError) -> str:
    if "Executable doesn't exist" in error.message:
        return "Chromium is missing: install it, or run `playwright install chromium`"
    return f"Chromium does not start: {_first_line(error)}"


def _first_line(error: PlaywrightError) -> str:
    return error.message.partition("\n")[0][:160]
