"""Fetching, for real: crawls of a newsroom on loopback, each in a process of its own."""

import gzip
import signal
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier, Event

import pytest

from tests.capture import newsroom as ways
from tests.capture.crawling import RULES, Order, Report, crawl_all, read_report, start_crawl
from tests.capture.newsroom import Newsroom, validators
from tracker.capture.fetch import Pace, Target

ROBOTS = "User-agent: tracker\nDisallow: /desk/\n\nUser-agent: *\nDisallow: /\n"
STORY = "<h1>Ferry to the outer islands cancelled</h1><p>The storm tore away the landing stage.</p>"
SECRET = "The wages of the desk"


@dataclass(frozen=True, slots=True)
class Night:
    """One crawl of everything a newsroom can do, and what the newsrooms saw of it."""

    newsroom: Newsroom
    busy: Newsroom
    broken: Newsroom
    inside: Newsroom
    forged: Newsroom
    report: Report
    log: str

    def __getitem__(self, path: str) -> tuple[str, str]:
        """The outcome and the reason for a path, or for a whole address."""
        fetched = self.report[self.newsroom.url(path) if path.startswith("/") else path]
        return fetched.outcome, fetched.reason


def publish_all(newsroom: Newsroom, inside: Newsroom) -> list[str]:
    """Publish one of everything; the addresses are those to fetch."""
    newsroom.publish("/robots.txt", ROBOTS, Content_Type="text/plain")
    urls = [
        newsroom.publish("/ferry", STORY, Set_Cookie="reader=7; Path=/"),
        newsroom.publish("/zipped", gzip.compress(STORY.encode()), Content_Encoding="gzip"),
        newsroom.publish("/empty"),
        newsroom.redirect("/moved", "/moved-again"),
        newsroom.redirect("/loop", "/loop"),
        newsroom.redirect("/to-file", "file:///etc/passwd"),
        newsroom.redirect("/to-data", "data:text/html,Hello"),
        newsroom.redirect("/to-inside", inside.url("/wages")),
        newsroom.redirect("/to-name", f"http://intranet.example:{inside.port}/wages"),
        newsroom.publish("/to-nowhere", status=302),
        newsroom.publish("/gone", status=410),
        newsroom.publish("/broken", status=500),
        newsroom.publish("/forbidden", status=403),
        newsroom.publish("/overloaded", status=503),
        newsroom.publish("/desk/plans", SECRET),
        newsroom.publish("/huge", b"x" * 300_000),
        newsroom.publish("/bomb", ways.make_bomb(20_000_000), Content_Encoding="gzip"),
        newsroom.publish("/bombs", gzip.compress(ways.make_bomb(20_000_000)), Content_Encoding="gzip, gzip"),
        newsroom.publish("/cut-zip", gzip.compress(STORY.encode())[:-20], Content_Encoding="gzip"),
        newsroom.publish("/not-gzip", STORY, Content_Encoding="gzip"),
        newsroom.publish("/strange", STORY, Content_Encoding="compress"),
        newsroom.publish("/unknown-304", status=304),
        newsroom.misbehave("/flood", ways.flood),
        newsroom.misbehave("/chatter", ways.chatter),
        newsroom.misbehave("/hang", ways.hang),
        newsroom.misbehave("/reset", ways.reset),
        newsroom.misbehave("/cut-short", ways.cut_short),
        newsroom.url("/missing"),
        newsroom.publish("/handler-falls-over", STORY),
    ]
    newsroom.redirect("/moved-again", "/ferry")
    return urls


OUTSIDE = (
    "file:///etc/passwd",
    "data:text/html,Hello",
    "ftp://wexcombe.example/ferry",
    "Wexcombe Courier",
    "http://",
)


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Night]:
    """Fetch everything once."""
    folder = tmp_path_factory.mktemp("night")
    log = folder / "fetch.log"
    with ExitStack() as stack:
        newsroom, busy, broken, inside = (stack.enter_context(Newsroom(f"127.0.0.{n}")) for n in range(1, 5))
        certificate = ways.write_certificate(folder / "forged.pem", "127.0.0.5")
        forged = stack.enter_context(Newsroom("127.0.0.5", certificate))
        inside.publish("/wages", SECRET)
        urls = [*publish_all(newsroom, inside), *OUTSIDE, inside.url("/wages")]
        urls += [inside.url("/wages").replace("127.0.0.4", host) for host in ("0x7f.0.0.4", "2130706436")]
        urls += [f"http://{name}.example:{inside.port}/wages" for name in ("intranet", "nowhere")]
        busy.publish("/robots.txt", "")
        urls += [busy.publish(f"/{n}", status=429, Retry_After="120") for n in range(30)]
        broken.publish("/robots.txt", status=500)
        urls += [broken.publish("/ferry", STORY), forged.publish("/ferry", STORY)]
        found = {newsroom.url("/feed"): tuple(Target(newsroom.url(f"/{n}"), "story") for n in ("a", "b"))}
        for n in ("a", "b", "feed"):
            newsroom.publish(f"/{n}", STORY)
        targets = [Target(url, "story", source="watched") for url in urls] + [Target(newsroom.url("/feed"), "feed")]
        rules = replace(
            RULES,
            user_agent="tracker",
            contact="mailto:desk@wexcombe.example",
            pace=Pace(0, 4),
            allow_private=("127.0.0.1", "127.0.0.2/31", "127.0.0.5"),
        )
        order = Order(
            tuple(targets),
            rules,
            found=found,
            raises=frozenset({newsroom.url("/handler-falls-over")}),
            names={"intranet.example": "127.0.0.4", "nowhere.example": "nowhere.invalid"},
            log=log,
        )
        report = crawl_all(order)
        yield Night(newsroom, busy, broken, inside, forged, report, log.read_text("utf-8"))


LARGE = "the page has more bytes than max_bytes allows"
WAYS = {
    "/ferry": ("page", "200 OK"),
    "/zipped": ("page", "200 OK"),
    "/empty": ("page", "200 OK"),
    "/moved": ("page", "200 OK"),
    "/loop": ("failed", "redirected too often"),
    "/to-file": ("refused", "redirected to an address that begins with 'file': only http and https are fetched"),
    "/to-data": ("refused", "redirected to an address that begins with 'data': only http and https are fetched"),
    "/to-nowhere": ("failed", "302 Found, without an address"),
    "/gone": ("gone", "410 Gone"),
    "/missing": ("gone", "404 Not Found"),
    "/broken": ("failed", "500 Internal Server Error"),
    "/forbidden": ("failed", "403 Forbidden"),
    "/overloaded": ("failed", "503 Service Unavailable"),
    "/desk/plans": ("not_allowed", "robots.txt does not allow it"),
    "/huge": ("too_large", LARGE),
    "/flood": ("too_large", LARGE),
    "/bomb": ("too_large", f"{LARGE}, once decompressed"),
    "/bombs": ("too_large", f"{LARGE}, once decompressed"),
    "/cut-zip": ("failed", "the page was cut short"),
    "/not-gzip": ("failed", "the page is not compressed as it says"),
    "/strange": ("failed", "the page is compressed in a way that is not known"),
    "/unknown-304": ("failed", "304 Not Modified, although nothing was known of it"),
    "/chatter": ("failed", "the connection broke off"),
    "/hang": ("failed", "no whole answer in the time allowed"),
    "/reset": ("failed", "the connection broke off"),
    "/cut-short": ("failed", "the answer was cut short"),
    "/handler-falls-over": ("page", "200 OK"),
    "/a": ("page", "200 OK"),
    "/b": ("page", "200 OK"),
    "ftp://wexcombe.example/ferry": (
        "refused",
        "addresses that begin with ftp: are not fetched, only http and https",
    ),
    "Wexcombe Courier": ("refused", "this is no address on the web"),
}


@pytest.mark.parametrize("path", WAYS)
def test_each_way_a_fetch_can_go_has_its_name(night: Night, path: str) -> None:
    """What came of each target is told once, by an outcome and a sentence."""
    assert night[path] == WAYS[path]


def test_a_page_comes_as_it_was_served(night: Night) -> None:
    """The body is decompressed, the status and the headers are kept, and those of the transfer are not."""
    fetched = night.report[night.newsroom.url("/zipped")]
    headers = dict(fetched.headers)
    assert fetched.body.decode() == STORY
    assert (fetched.status, fetched.status_line) == (200, "200 OK")
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert "Content-Encoding" not in headers
    assert fetched.target.source == "watched"


def test_redirects_are_followed_and_told(night: Night) -> None:
    """The final address and those on the way to it are kept."""
    fetched = night.report[night.newsroom.url("/moved")]
    assert fetched.url == night.newsroom.url("/ferry")
    assert fetched.redirects == (night.newsroom.url("/moved"), night.newsroom.url("/moved-again"))


def test_nothing_inside_is_asked(night: Night) -> None:
    """No spelling, redirect or name leads to an address that is not allowed: not one connection is made."""
    refused = [fetched for fetched in night.report.fetched if str(night.inside.port) in fetched.url]
    assert sorted(fetched.outcome for fetched in refused) == ["failed", *["refused"] * 6]  # one has a name unknown
    assert night.inside.requests == []
    assert night[f"http://intranet.example:{night.inside.port}/wages"] == (
        "refused",
        "intranet.example (127.0.0.4) is not a public address: if it is meant, name it under allow_private",
    )


def test_schemes_of_other_kinds_are_refused(night: Night) -> None:
    """Files, data and other schemes are refused, and so is what is no address."""
    assert {night.report[url].outcome for url in OUTSIDE} == {"refused"}


def test_a_host_that_asks_to_wait_is_left_alone(night: Night) -> None:
    """After a 429, the host is not asked again; all its targets say so."""
    told = [fetched for fetched in night.report.fetched if fetched.target.url.startswith(night.busy.url("/"))]
    assert [fetched.outcome for fetched in told] == ["throttled"] * 30
    assert all(fetched.reason.startswith("the host asks to wait 1") for fetched in told)
    assert len(night.busy.requests) <= 1 + 4  # robots.txt, and those that were under way at once


def test_a_robots_txt_that_fails_allows_nothing(night: Night) -> None:
    """Until the rules of a host can be read, none of its pages is asked for."""
    reason = "robots.txt cannot be read (500 Internal Server Error), so nothing is asked for"
    assert night[night.broken.url("/ferry")] == ("failed", reason)
    assert set(night.broken.paths()) == {"/robots.txt"}


def test_a_certificate_that_nobody_vouches_for_is_not_believed(night: Night) -> None:
    """Evidence must come from whom it says it comes: nothing is sent over such a connection."""
    assert night[night.forged.url("/ferry")] == ("failed", "the certificate of the host is not valid")
    assert night.forged.requests == []


def test_the_newsroom_is_asked_politely(night: Night) -> None:
    """Robots.txt first and once, few requests at a time, a name with a contact, no cookie, one retry."""
    paths = night.newsroom.paths()
    assert paths[0] == "/robots.txt" and paths.count("/robots.txt") == 1
    assert "/desk/plans" not in paths
    assert night.newsroom.n_busiest <= 4
    assert {asked.headers["User-Agent"] for asked in night.newsroom.requests} == {
        "tracker (+mailto:desk@wexcombe.example)"
    }
    assert not any("Cookie" in asked.headers or "Referer" in asked.headers for asked in night.newsroom.requests)
    assert [paths.count(path) for path in ("/broken", "/forbidden", "/missing")] == [2, 1, 1]


def test_the_log_has_a_line_for_each_target(night: Night) -> None:
    """The log says what came of each target, and where the handler failed; nothing goes to standard error."""
    assert night.report.ending == "done"
    assert night.log.count(" INFO ") == len(night.report.fetched)
    assert "RuntimeError: the handler fell over" in night.log
    assert "scrapy" not in night.log.split("Traceback")[0].lower()


@pytest.fixture(scope="module")
def second_night(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Newsroom, Newsroom, Report]]:
    """Fetch what is known already, one at a time, with a proxy in the environment and a list that breaks off."""
    certificate = ways.write_certificate(tmp_path_factory.mktemp("night") / "vouched.pem", "127.0.0.5")
    with Newsroom() as newsroom, Newsroom("127.0.0.5", certificate) as vouched, Newsroom("127.0.0.6") as proxy:
        proxy.publish("/ferry", SECRET)
        proxy.pages["http://wexcombe.example/ferry"] = ways.Page(STORY.encode(), 200, {})
        known = validators(STORY.encode())
        ferry, lambs = newsroom.publish("/ferry", STORY), newsroom.publish("/lambs", STORY)
        targets = (
            Target("http://wexcombe.example/ferry", "story"),
            Target(ferry, "story", etag=known["ETag"]),
            Target(lambs, "story", last_modified=known["Last-Modified"]),
            Target(newsroom.publish("/tides", STORY + "Updated."), "story", etag=known["ETag"]),
            Target("http://10.1.2.3/", "story"),
            Target(f"http://rebind.example:{proxy.port}/ferry", "story"),
            Target("http://intranet.example/ferry", "story"),
            Target(vouched.publish("/ferry", STORY), "section"),
            *(Target(f"file:///{n}", "story") for n in range(100)),
        )
        not_asked = "127.0.0.1,rebind.example"
        env = {"http_proxy": proxy.url(""), "no_proxy": not_asked, "SSL_CERT_FILE": str(certificate)}
        rules = replace(RULES, total_concurrency=1, allow_private=("127.0.0.1", "127.0.0.5"))
        names = {"wexcombe.example": "8.8.8.8"} | dict.fromkeys(("rebind.example", "intranet.example"), proxy.host)
        order = Order(targets, rules, names=names, is_list_broken=True)
        yield newsroom, proxy, crawl_all(order, env)


def test_what_is_known_costs_a_304(second_night: tuple[Newsroom, Newsroom, Report]) -> None:
    """Stored validators are sent; an unchanged page is told as such, a changed one comes whole."""
    newsroom, _, report = second_night
    told = {path: report[newsroom.url(path)] for path in ("/ferry", "/lambs", "/tides")}
    assert [fetched.outcome for fetched in told.values()] == ["not_modified", "not_modified", "page"]
    assert told["/ferry"].body == b""
    assert told["/tides"].body.endswith(b"Updated.")


def test_the_proxy_of_the_environment_is_used(second_night: tuple[Newsroom, Newsroom, Report]) -> None:
    """A page of the web is asked of the proxy; what lies inside is not, nor is the proxy itself by another name."""
    _, proxy, report = second_night
    assert report["http://wexcombe.example/ferry"].body.decode() == STORY
    assert report["http://10.1.2.3/"].outcome == "refused"
    assert report["http://intranet.example/ferry"].outcome == "refused"
    assert report[f"http://rebind.example:{proxy.port}/ferry"].outcome == "refused"
    assert set(proxy.paths()) == {"http://wexcombe.example/robots.txt", "http://wexcombe.example/ferry"}


def test_targets_are_taken_as_there_is_room(second_night: tuple[Newsroom, Newsroom, Report]) -> None:
    """Of a long list, only as much is taken as can be under way."""
    _, _, report = second_night
    assert 0 < report.n_taken <= 20


def test_a_list_that_breaks_off_is_told_to_the_caller(second_night: tuple[Newsroom, Newsroom, Report]) -> None:
    """What the list of targets raises is raised, after what it had given was fetched."""
    _, _, report = second_night
    assert report.error == "the list broke off"
    assert len(report.fetched) == 108


def test_a_certificate_that_is_vouched_for_is_believed(second_night: tuple[Newsroom, Newsroom, Report]) -> None:
    """Where the machine trusts whoever signed, the page comes."""
    _, _, report = second_night
    assert [fetched.outcome for fetched in report.fetched if fetched.target.kind == "section"] == ["page"]


# A crawl that waits for its turn never ends.
SLOW = replace(RULES, pace=Pace(100), timeout=60, obey_robots=False)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_crawl_in_order(tmp_path: Path, number: int) -> None:
    """What is under way is finished and handled, nothing else is sent, and the caller is told."""
    with Newsroom() as newsroom:
        targets = [newsroom.misbehave("/held", ways.hold), *(newsroom.publish(f"/{n}", STORY) for n in range(40))]
        order = Order(tuple(Target(url, "story") for url in targets), SLOW, log=tmp_path / "fetch.log")
        process = start_crawl(order)
        assert newsroom.arrived.wait(60)
        process.send_signal(number)
        newsroom.released.set()
        report = read_report(process)
        assert report.ending == "interrupted"
        assert newsroom.paths() == ["/held"]
        assert [fetched.body for fetched in report.fetched] == [b"The ferry sails again."]


@pytest.mark.parametrize("seconds", [-1, 2], ids=["that is past", "to come"])
def test_a_deadline_ends_the_crawl(seconds: int) -> None:
    """At the deadline what waits is dropped, and nothing is told of it; so too when it is past from the first."""
    with Newsroom() as newsroom:
        targets = tuple(Target(newsroom.publish(f"/{n}", STORY), "story") for n in range(40))
        report = crawl_all(Order(targets, SLOW, deadline=datetime.now(UTC) + timedelta(seconds=seconds)))
        assert report.ending == "deadline"
        assert len(report.fetched) == len(newsroom.requests) <= 1


def test_each_site_is_asked_at_its_own_pace() -> None:
    """A site with a delay of its own, or in its robots.txt, is left alone for as long; another is asked more at once.

    None of them keeps the others waiting. The delays are longer than any test: who does not keep to them shows.
    """
    n_met, met = 0, Event()

    def note_met() -> None:
        nonlocal n_met
        n_met += 1
        if n_met == 2:
            met.set()

    meeting = Barrier(3, note_met)
    with ExitStack() as stack:
        quick, slow, asking, wide = (stack.enter_context(Newsroom(f"127.0.0.{n}")) for n in range(1, 5))
        asking.publish("/robots.txt", "User-agent: *\nCrawl-delay: 600\n", Content_Type="text/plain")
        urls = [newsroom.publish(f"/{n}", STORY) for n in range(9) for newsroom in (slow, asking, quick)]
        urls += [wide.misbehave(f"/{n}", ways.meet(meeting)) for n in range(6)]
        urls.append(quick.misbehave("/last", ways.hold))
        sites = {"127.0.0.2": Pace(600), "127.0.0.4": Pace(0, 3)}
        rules = replace(RULES, pace=Pace(0, 1), sites=sites, timeout=60)
        process = start_crawl(Order(tuple(Target(url, "story") for url in urls), rules))
        assert quick.arrived.wait(60) and met.wait(60)
        process.send_signal(signal.SIGTERM)
        quick.released.set()
        report = read_report(process)
    assert [set(newsroom.paths()) for newsroom in (slow, asking)] == [{"/robots.txt"}] * 2
    assert [newsroom.n_busiest for newsroom in (quick, wide)] == [1, 3]
    assert {fetched.outcome for fetched in report.fetched} == {"page"}


def test_a_handler_can_end_the_crawl() -> None:
    """What cannot be kept need not be asked for."""
    with Newsroom() as newsroom:
        targets = tuple(Target(newsroom.publish(f"/{n}", STORY), "story") for n in range(40))
        report = crawl_all(Order(targets, SLOW, stops=True))
        assert report.ending == "stopped"
        assert len(newsroom.requests) <= 2
