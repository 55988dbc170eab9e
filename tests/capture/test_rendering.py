"""Pages whose text a script writes, in a real Chromium: what it may ask for, and what never leaves the machine."""

import os
import shutil
import signal
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from importlib.util import find_spec

import pytest

from tests.capture import newsroom as ways
from tests.capture.crawling import RULES, Order, Report, crawl_all, read_report, start_crawl
from tests.capture.newsroom import Newsroom, validators
from tracker.capture.fetch import Fetched, Pace, Target
from tracker.capture.fetch.rendering import MISSING

pytestmark = pytest.mark.browser
IS_SLOW = bool(os.environ.get("TRACKER_SLOW"))
NAMES = ("chromium", "chromium-browser", "google-chrome")
STORY = "The ferry sails again."
NO_TEXT = "Your browser shows no text."
WRITE = "const write = (t) => document.body.append(Object.assign(document.createElement('p'), {textContent: t}));"
APP = f"<!DOCTYPE html><html><body><p>{NO_TEXT}</p><script src='/app.js'></script></body></html>"
APP_JS = "fetch('/api/ferry').then((r) => r.text()).then((t) => document.querySelector('p').textContent = t);"
COOKIES = f"<p>Cookies<script>{WRITE} write('[' + document.cookie + ']'); document.cookie = 'reader=7';</script>"
GROWS = "<p>x<script>document.querySelector('p').textContent = 'x'.repeat(300_000);</script>"
VANISHES = "<p>x<script>location = 'about:blank';</script>"
LEAVES = "<p>x<script>location = '/elsewhere';</script>"
STAYS = f"<p>{STORY}<script>onload = () => setTimeout(() => location = '/elsewhere', 0);</script>"
ENDLESS = f"<p>{STORY}<script>for (;;) ;</script>"
NEEDS = f"<p>{STORY}<script>fetch('/api/down')</script>"
WANTS = f"<p>{STORY}<script>fetch('/desk/plans'); fetch('/form', {{method: 'POST', body: 'x'}})</script>"
# All by which a page could reach a machine that it must not; each would leave a request at the newsroom inside.
SPY = f"""<p>{STORY}
<link rel=preconnect href=@><link rel=prefetch href=@/prefetch><link rel=preload as=fetch href=@/pre>
<img src=@/image><iframe src=@/frame></iframe><script src=@/script></script><link rel=stylesheet href=@/style>
<object data=@/object></object><video src=@/video></video><script>{WRITE}
const told = new Set();
const tell = (name) => () => told.has(name) || (told.add(name), write('no ' + name));
const wait = setInterval(() => told.size == 9 ? clearInterval(wait) : fetch('/tick'), 100);
fetch('@/fetch').catch(tell('fetch'));
fetch('/to-inside').catch(tell('redirect'));
fetch('@name/name').catch(tell('name'));
fetch('http://169.254.169.254/latest/meta-data/').catch(tell('metadata'));
fetch('file:///etc/passwd').catch(tell('file'));
new WebSocket('@'.replace('http', 'ws')).onerror = tell('socket');
new EventSource('@/events').onerror = tell('events');
navigator.sendBeacon('@/beacon', 'x');
open('@/popup');
const work = "fetch('@/worker').catch(() => postMessage('worker'))";
new Worker(URL.createObjectURL(new Blob([work]))).onmessage = (e) => tell(e.data)();
const call = new RTCPeerConnection({{iceServers: [{{urls: 'stun:127.0.0.1:@udp'}},
  {{urls: 'turn:@host?transport=tcp', username: 'a', credential: 'b'}}]}});
call.createDataChannel('x');
call.onicegatheringstatechange = () => call.iceGatheringState == 'complete' && tell('call')();
call.createOffer().then((offer) => call.setLocalDescription(offer));
onload = () => setTimeout(() => location = '@/navigation', 0);
</script>"""
SPIED = ("fetch", "redirect", "name", "metadata", "file", "socket", "events", "worker", "call")


def need_browser() -> None:
    """Skip where the extra or Chromium is missing; in CI, fail."""
    is_there = find_spec("playwright") and any(map(shutil.which, NAMES))
    if not is_there:
        reason = f"needs Playwright and a browser: none of {', '.join(NAMES)} is on the PATH"
        if os.environ.get("TRACKER_REQUIRE_CHROMIUM") == "1":
            pytest.fail(reason)
        pytest.skip(reason)


@dataclass(frozen=True, slots=True)
class Night:
    """One crawl in which everything is rendered, and what the newsrooms saw of it."""

    newsroom: Newsroom
    inside: Newsroom
    calls: socket.socket
    report: Report

    def __getitem__(self, path: str) -> Fetched:
        return self.report[self.newsroom.url(path)]


@pytest.fixture(scope="module")
def night() -> Iterator[Night]:
    """Render one of everything."""
    need_browser()
    with ExitStack() as stack:
        newsroom, inside = (stack.enter_context(Newsroom(f"127.0.0.{n}")) for n in (1, 4))
        calls = stack.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
        calls.bind(("127.0.0.1", 0))
        calls.setblocking(False)
        spy = SPY.replace("@name", f"http://intranet.example:{inside.port}")
        spy = spy.replace("@host", f"{inside.host}:{inside.port}").replace("@udp", str(calls.getsockname()[1]))
        newsroom.publish("/robots.txt", "User-agent: *\nDisallow: /desk/\n", Content_Type="text/plain")
        newsroom.publish("/app.js", APP_JS, Content_Type="text/javascript")
        newsroom.publish("/api/ferry", STORY, Content_Type="text/plain")
        newsroom.publish("/api/down", status=503)
        newsroom.publish("/tick")
        newsroom.redirect("/to-inside", inside.url("/redirected"))
        app = newsroom.publish("/app", APP, Content_Type="text/html; charset=iso-8859-1")
        urls = [
            newsroom.redirect("/moved/", "/app"),
            newsroom.publish("/spy", spy.replace("@", inside.url(""))),
            newsroom.publish("/cookies", COOKIES, Set_Cookie="server=7"),
            newsroom.publish("/cookies-again", COOKIES, Set_Cookie="server=7"),
            newsroom.publish("/grows", GROWS),
            newsroom.publish("/leaves", LEAVES),
            newsroom.publish("/vanishes", VANISHES),
            newsroom.publish("/stays", STAYS),
            newsroom.publish("/needs", NEEDS),
            newsroom.publish("/wants", WANTS),
            newsroom.publish("/gone", APP, status=404),
            newsroom.publish("/plain", APP, Content_Type="text/plain"),
        ]
        known = validators(APP.encode())["ETag"]
        first, *targets = (Target(url, "story", etag=known, is_rendered=True) for url in (app, *urls))
        order = Order(
            tuple(targets),
            replace(RULES, pace=Pace(0, 4), timeout=60, allow_private=("127.0.0.1",)),
            found={urls[0]: (first,)},
            names={"intranet.example": inside.host},
        )
        yield Night(newsroom, inside, calls, crawl_all(order))


def test_a_text_that_a_script_writes_is_captured(night: Night) -> None:
    """The page is as a reader sees it, in UTF-8, wherever it moved; its validators, which say less, are left out."""
    for fetched in (night["/app"], night["/moved/"]):
        assert (fetched.outcome, fetched.url) == ("page", night.newsroom.url("/app"))
        assert fetched.body.decode().startswith(f"<!DOCTYPE html><html><head></head><body><p>{STORY}</p><script")
        headers = dict(fetched.headers)
        assert headers["Content-Type"] == "text/html; charset=utf-8"
        assert not {"ETag", "Last-Modified"} & set(headers)
    assert "If-None-Match" not in {name for asked in night.newsroom.requests for name in asked.headers}


def test_a_page_reaches_nothing_that_is_not_allowed(night: Night) -> None:
    """No request, redirect, name, socket, worker, call or navigation of a page comes to a machine inside."""
    body = night["/spy"].body.decode()
    assert STORY in body
    assert night.inside.requests == []
    with pytest.raises(BlockingIOError):
        night.calls.recv(1500)
    assert [name for name in SPIED if f"no {name}" in body] == list(SPIED)  # each was tried


def test_stories_share_no_cookie(night: Night) -> None:
    """A page finds no cookie of another, and none is ever sent."""
    assert all("[]" in night[path].body.decode() for path in ("/cookies", "/cookies-again"))
    assert not any("Cookie" in asked.headers for asked in night.newsroom.requests)


def test_a_page_stays_in_its_place(night: Night) -> None:
    """A script leads nowhere else: what it navigates to is not asked for, and what it leaves is no story."""
    assert STORY in night["/stays"].body.decode()
    assert "/elsewhere" not in night.newsroom.paths()
    assert night["/leaves"].reason == f"its scripts lead to another page: {night.newsroom.url('/elsewhere')!r}"
    assert night["/vanishes"].reason == "its scripts put another page in its place"


def test_half_a_page_is_none(night: Night) -> None:
    """Where the site does not serve what its own page needs, the page has failed; one that grows is too large."""
    fetched = night["/needs"]
    where = night.newsroom.url("/api/down")
    assert fetched.outcome == "failed"
    assert fetched.reason == f"its script or data {where!r} did not come: 503 Service Unavailable"
    assert night["/grows"].outcome == "too_large"


def test_scripts_are_as_polite_as_the_rest(night: Night) -> None:
    """They keep to robots.txt, send nothing, ask for the same once, and say who asks, a few at a time."""
    newsroom = night.newsroom
    assert night["/wants"].outcome == "page"
    assert [newsroom.paths().count(path) for path in ("/robots.txt", "/app.js", "/api/ferry")] == [1, 1, 1]
    assert not {"/desk/plans", "/form"} & set(newsroom.paths())
    assert newsroom.n_busiest <= 4
    assert {asked.headers["User-Agent"] for asked in newsroom.requests} == {"newsroom-tracker"}


def test_what_is_no_page_is_not_rendered(night: Night) -> None:
    """A page that is gone and a text that is no HTML come as they were served."""
    assert (night["/gone"].outcome, night["/gone"].body) == ("gone", APP.encode())
    assert (night["/plain"].outcome, night["/plain"].body) == ("page", APP.encode())


@pytest.mark.skipif(not IS_SLOW, reason="waits for a time limit: `make test-slow` does it")
def test_a_script_without_end_ends_in_time() -> None:
    """A page whose script never comes to an end has failed when its time is over."""
    need_browser()
    with Newsroom() as newsroom:
        url = newsroom.publish("/endless", ENDLESS)
        report = crawl_all(Order((Target(url, "story", is_rendered=True),)))
    assert (report[url].outcome, report[url].reason) == ("failed", "its scripts came to no end in the time allowed")


@pytest.mark.skipif(not IS_SLOW, reason="starts Chromium twice more: `make test-slow` does it")
@pytest.mark.parametrize("later", ["", "fetch('/later')"], ids=["under way", "still to come"])
def test_a_page_under_way_when_the_crawl_ends_is_whole_or_not_told(later: str) -> None:
    """What a page has asked for when the crawl ends is waited for; one that wants more then is not told of."""
    need_browser()
    with Newsroom() as newsroom:
        newsroom.misbehave("/held", ways.hold)
        url = newsroom.publish("/ferry", f"<p>{STORY}<script>fetch('/held').then(() => {{{later}}})</script>")
        process = start_crawl(Order((Target(url, "story", is_rendered=True),), replace(RULES, timeout=60)))
        assert newsroom.arrived.wait(60)
        process.send_signal(signal.SIGTERM)
        newsroom.released.set()
        report = read_report(process)
    assert report.ending == "interrupted"
    assert [fetched.outcome for fetched in report.fetched] == ([] if later else ["page"])
    assert "/later" not in newsroom.paths()


def test_without_the_extra_nothing_is_asked_for() -> None:
    """Where Playwright is not installed, a rendered target says how to get it; an ordinary one comes."""
    with Newsroom() as newsroom:
        url, ordinary = newsroom.publish("/app", APP), newsroom.publish("/ferry", STORY)
        targets = (Target(url, "story", is_rendered=True), Target(ordinary, "story"))
        report = crawl_all(Order(targets, missing="playwright"))
        assert (report[url].outcome, report[url].reason) == ("failed", MISSING)
        assert report[ordinary].outcome == "page"
        assert "/app" not in newsroom.paths()
    assert "pip install 'newsroom-tracker[rendered]'" in MISSING


@pytest.mark.skipif(not IS_SLOW, reason="starts Playwright for nothing: `make test-slow` does it")
def test_without_chromium_that_is_said() -> None:
    """Where Playwright is installed and Chromium is not, a rendered target says so."""
    pytest.importorskip("playwright")
    with Newsroom() as newsroom:
        url = newsroom.publish("/app", APP)
        env = {"PATH": "/nowhere", "PLAYWRIGHT_BROWSERS_PATH": "/nowhere"}
        report = crawl_all(Order((Target(url, "story", is_rendered=True),)), env)
        assert report[url].outcome == "failed"
        assert report[url].reason == "Chromium is missing: install it, or run `playwright install chromium`"
