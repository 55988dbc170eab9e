"""Pages in a real browser: what is followed is found, nothing is fetched, nothing runs that should not."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, Dialog, Locator, Request, sync_playwright
from playwright.sync_api import Page as Tab

from tests.report import stories
from tests.report.drafts import NOW, row, tell
from tracker.report.page import render_compare
from tracker.report.site import StoryReport, write_site

pytestmark = pytest.mark.browser
NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
FERRY = "stories/skarvoy.example__ferry.html"
PAGES = [
    "index.html",
    "corrections.html",
    FERRY,
    "stories/skarvoy.example__lamp.html",
    "stories/hostile.html",
    "stories/skarvoy.example__long.html",
    "compare.html",
]
# The contrast of each text with what is painted behind it, where that is below 4.5:1.
FAINT = """() => {
  const part = (c) => { c /= 255; return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; };
  const rgb = (css) => css.match(/[\\d.]+/g).map(Number);
  const light = (c) => 0.2126 * part(c[0]) + 0.7152 * part(c[1]) + 0.0722 * part(c[2]);
  const behind = (e) => { for (; e; e = e.parentElement) {
    const c = rgb(getComputedStyle(e).backgroundColor); if (c.length < 4 || c[3] > 0) return c; }
    return [255, 255, 255]; };
  const faint = new Set();
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walk.nextNode()); ) {
    const e = node.parentElement;
    if (!node.data.trim() || !e.checkVisibility() || ["STYLE", "SCRIPT"].includes(e.tagName)) continue;
    const [a, b] = [light(rgb(getComputedStyle(e).color)), light(behind(e))].sort((x, y) => y - x);
    if ((a + 0.05) / (b + 0.05) < 4.5) faint.add(`${e.tagName}.${e.className}: ${node.data.slice(0, 30)}`);
  }
  return [...faint];
}"""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start one headless Chromium for all tests here; without one they are skipped, in CI they fail."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if not found:
        reason = f"needs a browser: none of {', '.join(NAMES)} is on the PATH"
        if os.environ.get("TRACKER_REQUIRE_CHROMIUM") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a site of the test stories, and a page to mail beside it."""
    folder = tmp_path_factory.mktemp("site")
    reports = [
        StoryReport("skarvoy.example/ferry", "skarvoy.example", stories.ferry(), "https://skarvoy.example/1", "en"),
        StoryReport("skarvoy.example/lamp", "skarvoy.example", stories.orphan(), "https://skarvoy.example/2", "en"),
        StoryReport("hostile", stories.HOSTILE, stories.hostile(), "javascript:alert(1)", stories.HOSTILE),
        StoryReport("skarvoy.example/long", "skarvoy.example", stories.long_story(6, 60)),
    ]
    write_site(folder, reports, now=NOW)
    filler = [row(f"Paragraph {n} of this story stays as it was written.") for n in range(60)]
    change, hidden = (
        row("The toll is [-12-]{+15+}."),
        row("[-It's-]{+It’s+} over.", "punctuation by:apostrophe-style"),
    )
    folded = tell((change, *filler[:50], hidden, *filler[50:]))
    (folder / "folded.html").write_text(render_compare(folded, title="folded", now=NOW))
    (folder / "compare.html").write_text(render_compare(stories.ferry(), title="ferry", now=NOW))
    return folder


@dataclass
class Visit:
    """A tab that notes what it asks for and what it complains about."""

    tab: Tab
    site: Path
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.tab.on("request", self._note)
        self.tab.on("console", lambda message: self.complaints.append(message.text))
        self.tab.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.tab.on("dialog", self._dismiss)

    def _dismiss(self, dialog: Dialog) -> None:
        self.complaints.append(dialog.message)
        dialog.dismiss()

    def _note(self, request: Request) -> None:
        self.requests.append(request.url)

    def open(self, name: str) -> None:
        """Open a page of the site from disk, with nothing noted so far."""
        self.requests.clear()
        self.complaints.clear()
        self.tab.goto((self.site / name.partition("#")[0]).as_uri() + name[len(name.partition("#")[0]) :])

    def target(self) -> Locator:
        """Return the element that the address leads to."""
        return self.tab.locator(":target")

    def strangers(self) -> list[str]:
        """Return what was asked for and is no page of the site."""
        return [url for url in self.requests if not url.startswith((self.site.as_uri(), "data:image/svg+xml"))]


@pytest.fixture
def visit(browser: Browser, site: Path) -> Iterator[Visit]:
    """Open a tab of usual size."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    yield Visit(context.new_page(), site)
    context.close()


@pytest.fixture(scope="module")
def reader(browser: Browser, site: Path) -> Iterator[Visit]:
    """Open a tab that goes from page to page and only looks; it is quicker than a new one a page."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    yield Visit(context.new_page(), site)
    context.close()


@pytest.fixture(scope="module")
def phone(browser: Browser, site: Path) -> Iterator[Visit]:
    """Open a tab as wide as a phone, likewise for all pages."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    yield Visit(context.new_page(), site)
    context.close()


@pytest.fixture
def plain_visit(browser: Browser, site: Path) -> Iterator[Visit]:
    """Open a tab in which no script runs."""
    context = browser.new_context(java_script_enabled=False, reduced_motion="reduce")
    yield Visit(context.new_page(), site)
    context.close()


def is_in_sight(place: Locator) -> bool:
    """Is an element within the window, and not under something else?"""
    return bool(
        place.evaluate(
            """(e) => { const r = e.getClientRects()[0];
            return r.top >= 0 && r.bottom <= innerHeight
              && e.contains(document.elementFromPoint(r.left + 2, r.top + r.height / 2)); }"""
        )
    )


def test_following_a_notice_lands_on_its_words(visit: Visit) -> None:
    """Each link of a card leads to the highlighted words, in sight, and they lead back to the card."""
    visit.open(FERRY)
    for target, words in (("change-r1c1", "241"), ("change-r1c2", "214"), ("passage-n1", "with 214 passengers")):
        visit.tab.click(f"#notice-n1 dl a[href='#{target}']")
        assert visit.target().get_attribute("id") == target
        assert visit.target().evaluate("e => e.tagName") == "MARK"
        assert words in visit.target().inner_text()
        assert is_in_sight(visit.target())
        visit.tab.click(f"#{target} + sup a")
        assert visit.target().get_attribute("id") == "notice-n1"
        assert is_in_sight(visit.target().locator("h3"))


def test_evidence_in_a_notice_leads_to_the_change(visit: Visit) -> None:
    """The matching words themselves can be followed."""
    visit.open(FERRY)
    visit.tab.click("#notice-n1 .evidence >> nth=0")
    assert visit.target().get_attribute("id") == "change-r1c2"
    assert is_in_sight(visit.target())


def test_a_ledger_leads_into_the_story(visit: Visit) -> None:
    """From the corrections page to the words, and from the index to a notice."""
    visit.open("corrections.html")
    visit.tab.click("#acknowledged .where a >> nth=0")
    assert visit.tab.url.endswith(FERRY + "#change-r1c2")
    assert is_in_sight(visit.target())
    visit.open("index.html")
    visit.tab.click("text=Skarvoy gets its lighthouse back >> nth=0")
    assert visit.target().get_attribute("id") == "notice-n1"


def test_side_by_side_shows_old_and_new(visit: Visit) -> None:
    """The old text stands left and the new one right; a followed link still lands on its words."""
    visit.open(FERRY)
    visit.tab.check("#mode-sides")
    sides = visit.tab.locator("#version-2 .row", has=visit.tab.locator("#change-r1c2")).locator(".text")
    old, new = (side.inner_text() for side in sides.all())
    assert "241" in old
    assert "214" not in old
    assert "214" in new
    assert "241" not in new
    left, right = (side.bounding_box() for side in sides.all())
    assert left
    assert right
    assert left["x"] + left["width"] <= right["x"]
    visit.tab.click("#notice-n1 dl a[href='#change-r1c2']")
    assert is_in_sight(visit.target())


def test_hidden_changes_are_shown_on_request(visit: Visit) -> None:
    """They read as the new text until they are asked for, all of them or one."""
    visit.open(FERRY)
    quiet = visit.tab.locator("#change-r1c5 del")
    assert not quiet.is_visible()
    visit.tab.check("#show-hidden")
    assert quiet.is_visible()
    visit.tab.uncheck("#show-hidden")
    visit.tab.click(".hidden-list summary")
    visit.tab.click(".hidden-list a")
    assert quiet.is_visible()


def test_a_link_opens_the_fold_it_leads_into(visit: Visit) -> None:
    """A fragment inside a folded stretch is shown, not missed."""
    visit.open("folded.html#change-r1c2")
    assert visit.target().evaluate("e => e.closest('details').open")
    assert is_in_sight(visit.target())


@pytest.mark.parametrize("name", PAGES)
def test_pages_ask_for_nothing_and_complain_of_nothing(reader: Visit, name: str) -> None:
    """No request but for the page itself, no message on the console, no dialog: hostile text runs nothing."""
    reader.open(name)
    reader.tab.mouse.move(400, 400)
    for summary in reader.tab.locator("summary:visible").all()[:5]:
        summary.hover()
    assert reader.strangers() == []
    assert reader.complaints == []
    assert reader.tab.title() != "owned"
    assert reader.tab.locator("img").count() == 0


@pytest.fixture
def server(site: Path) -> Iterator[str]:
    """Serve the site on this machine, and return its address."""
    handler = partial(SimpleHTTPRequestHandler, directory=site)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as http:
        thread = Thread(target=http.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{http.server_port}/"
        http.shutdown()
        thread.join()


def test_a_served_site_is_the_same_site(visit: Visit, server: str) -> None:
    """From a web server, too, links hold and nothing else is asked for."""
    visit.tab.goto(server)
    visit.tab.click("text=Corrections >> nth=0")
    visit.tab.click("#acknowledged .where a >> nth=0")
    assert visit.tab.url == f"{server}{FERRY}#change-r1c2"
    assert is_in_sight(visit.target())
    asked = [url for url in visit.requests if not url.startswith("data:image/svg+xml")]
    assert asked == [server, server + "corrections.html", server + FERRY]
    assert visit.complaints == []


@pytest.mark.parametrize("name", PAGES)
def test_pages_are_never_wider_than_a_phone(phone: Visit, name: str) -> None:
    """At 360 pixels nothing scrolls sideways, folds open or closed, inline or side by side."""
    phone.open(name)
    phone.tab.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
    if phone.tab.locator("#mode-sides").count():
        phone.tab.check("#mode-sides")
    assert phone.tab.evaluate("document.documentElement.scrollWidth") == 360


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_contrasts_with_what_is_behind_it(browser: Browser, site: Path, scheme: str) -> None:
    """At least 4.5:1 everywhere, in both colour schemes, also where changes and notices overlap."""
    context = browser.new_context(color_scheme="dark" if scheme == "dark" else "light")
    tab = context.new_page()
    for name in ("index.html", "corrections.html", FERRY, "stories/hostile.html"):
        tab.goto((site / name).as_uri())
        tab.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
        for toggle in tab.locator("#show-hidden").all():
            toggle.check()
        assert tab.evaluate(FAINT) == []
    context.close()


def test_everything_works_without_script(plain_visit: Visit) -> None:
    """Links land on their words, both views and hidden changes can be chosen, folds open."""
    visit = plain_visit
    visit.open(FERRY)
    visit.tab.click("#notice-n1 dl a[href='#change-r1c2']")
    assert visit.tab.url.endswith("#change-r1c2")
    assert visit.tab.locator("#change-r1c2 del").is_visible()
    visit.tab.check("#mode-sides")
    assert visit.tab.locator("#version-2 .new-side").first.is_visible()
    visit.tab.check("#show-hidden")
    assert visit.tab.locator("#change-r1c5 del").is_visible()
    visit.tab.click("#version-1 summary")
    assert visit.tab.locator("#version-1 .text").first.is_visible()


def test_every_control_can_be_reached_by_keyboard(visit: Visit) -> None:
    """Tabbing begins with the skip link, which leads to the content, and always shows where it is."""
    visit.open(FERRY)
    visit.tab.keyboard.press("Tab")
    focused = visit.tab.locator(":focus")
    assert focused.inner_text() == "Skip to the content"
    assert is_in_sight(focused)
    visit.tab.keyboard.press("Enter")
    assert visit.target().get_attribute("id") == "main"
    reached = set()
    for _ in range(60):
        visit.tab.keyboard.press("Tab")
        reached.add(visit.tab.evaluate("document.activeElement.getAttribute('href') || document.activeElement.id"))
        outline = visit.tab.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none" or visit.tab.evaluate("document.activeElement === document.body")
    assert {"#version-3", "#change-r1c2", "#passage-n2", "mode-inline", "show-hidden", "#notice-n1"} <= reached


def test_a_long_list_can_be_filtered(visit: Visit) -> None:
    """Typing leaves the stories that say so."""
    visit.open("index.html")
    visit.tab.fill("input[type=search]", "LIGHTHOUSE")
    assert visit.tab.locator("[data-item]:visible").count() == 1
    assert visit.tab.locator("[role=status]").inner_text() == "1 of 4"
