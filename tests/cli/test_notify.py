"""`tracker notify`: each receiver is told everything once, nothing twice, and nobody's secrets are told at all."""

import json
import logging
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import apprise
import pytest

from tests.cli.conftest import URL
from tests.cli.desk import Desk, open_desk, open_mail_server
from tests.cli.runs import NEW, NOTICED, OLD, refused, told, tracker
from tracker.archive.index import Index
from tracker.archive.repository import Archive
from tracker.archive.settings import SETTINGS
from tracker.capture.checks import Check
from tracker.capture.state import State
from tracker.errors import TrackerError
from tracker.report.alerts.notify import Notified, notify, send_digests
from tracker.report.alerts.told import NOTIFIED

NIGHT = timedelta(days=1)
FIRST = datetime(2031, 5, 1, 3, tzinfo=UTC)  # an hour after the first version of `bridge` was captured
REPORT = "https://desk.example/report/"
FEED = "https://courier.example/rss.xml"
SECRETS = ("geheim", "t0k3n")


@pytest.fixture
def desk() -> Iterator[Desk]:
    """A webhook on loopback."""
    with open_desk() as desk:
        yield desk


@pytest.fixture
def tonight(empty: Path) -> Path:
    """An archive of one story whose correction came an hour ago."""
    for hours, text in ((3, OLD), (2, NEW), (1, NOTICED)):
        record(empty, text, (datetime.now(UTC) - timedelta(hours=hours)).isoformat())
    return empty


def settings(archive: Path, *urls: str, more: str = "") -> None:
    (archive / SETTINGS).write_text(f'[notify]\nurls = {json.dumps(urls)}\nreport = "{REPORT}"\n{more}')


def run(archive: Path, now: datetime) -> Notified:
    """Notify at a time of our own; nothing may be said that is not said in the result."""
    said: list[str] = []
    with Archive.open(archive) as opened, Index(opened) as index:
        notified = notify(opened, index, now, said.append)
    assert len(said) == len(notified.failed)
    assert not any(secret in text for secret in SECRETS for text in (*said, repr(notified)))
    return notified


def record(archive: Path, text: str, at: str, url: str = URL) -> None:
    tracker("record", url, "-", "--at", at, "--archive", archive, given=text)


def test_what_is_new_is_told_once(empty: Path, desk: Desk) -> None:
    """A silent change the night it is found, its correction the night after, and on other nights nothing."""
    settings(empty, desk.url("a"))
    told_of = []
    for night, text in enumerate((OLD, OLD, NEW, NEW, NOTICED, NOTICED)):
        record(empty, text, f"2031-05-0{night + 1}T02:00Z")
        (delivery,) = run(empty, FIRST + night * NIGHT).deliveries
        told_of.append((delivery.outcome, [item.topic for item in delivery.items]))
    nothing: tuple[str, list[str]] = ("nothing", [])
    assert told_of == [nothing, nothing, ("sent", ["silent"]), nothing, ("sent", ["corrections"]), nothing]
    (silent, correction) = desk.got["a"]
    assert silent[0] == "1 silent change" and "12 → 21" in silent[1].replace(" million", "")
    assert correction[0] == "1 correction" and "It was 21 million crowns, not 12 million." in correction[1]
    place = f"{REPORT}stories/quay-herald.example__quay-bridge-"
    assert place in silent[1] and "#silent-r1c" in silent[1] and "#notice-n1" in correction[1]


def test_links_lead_to_their_place_in_the_report(bridge: Path, desk: Desk, tmp_path: Path) -> None:
    """The page is one that `tracker report` writes, and the place is on it."""
    settings(bridge, desk.url("a"))
    tracker("report", "--out", tmp_path / "site", "--archive", bridge)
    (delivery,) = run(bridge, FIRST + NIGHT).deliveries
    assert [item.topic for item in delivery.items] == ["corrections"]
    for item in delivery.items:
        page, _, fragment = (item.place or "").partition("#")
        assert f'id="{fragment}"' in (tmp_path / "site" / page).read_text()
        assert f"\n  {REPORT}{item.place}" in desk.texts("a")[0]


def test_who_was_not_reached_is_told_the_next_time_alone(bridge: Path, desk: Desk) -> None:
    """One that answers 500, one that is not there, one that is no address: others get theirs, and only once."""
    urls = [desk.url("a"), desk.url("b"), "json://127.0.0.1:1/t0k3n/", "nonsense://t0k3n/", desk.url("c")]
    settings(bridge, *urls)
    desk.broken = {"b"}
    first = run(bridge, FIRST + NIGHT)
    assert [each.outcome for each in first.deliveries] == ["sent", "failed", "failed", "failed", "sent"]
    reasons = [each.reason or "" for each in first.failed]
    assert "500" in reasons[0] and "127.0.0.1" in reasons[1] and "no address that Apprise knows" in reasons[2]
    desk.broken = set()
    second = run(bridge, FIRST + 2 * NIGHT)
    assert [each.outcome for each in second.deliveries] == ["nothing", "sent", "failed", "failed", "nothing"]
    assert desk.got["b"] == desk.got["a"] == desk.got["c"] and len(desk.got["b"]) == 1


def test_a_receiver_that_was_away_for_weeks_misses_nothing(bridge: Path, desk: Desk) -> None:
    """It is told of what came since it was named, however long it could not be reached."""
    settings(bridge, desk.url("a"))
    desk.broken = {"a"}
    for night in range(0, 100, 20):
        run(bridge, FIRST + (1 + night) * NIGHT)
    desk.broken = set()
    assert run(bridge, FIRST + 101 * NIGHT).deliveries[0].outcome == "sent"
    assert desk.got["a"][0][0] == "1 correction"


def test_the_first_digest_is_not_of_the_whole_archive(empty: Path, desk: Desk) -> None:
    """The last day is told; what is older is counted, for who is named later too."""
    record(empty, OLD, "2031-03-01")
    record(empty, NEW, "2031-03-02")
    for n, url in enumerate((URL + "-2", URL + "-3")):
        record(empty, OLD, f"2031-05-0{1 + n}", url)
        record(empty, NEW, f"2031-05-0{2 + n}", url)
    settings(empty, desk.url("a"))
    (delivery,) = run(empty, datetime(2031, 5, 3, 1, tzinfo=UTC)).deliveries
    assert (len(delivery.items), delivery.n_left_out) == (1, 2)
    assert f"2 older entries are not told of: {REPORT}corrections.html" in desk.texts("a")[0]
    settings(empty, desk.url("a"), desk.url("b"))
    record(empty, NOTICED, "2031-05-04")
    known, new = run(empty, datetime(2031, 5, 4, 2, tzinfo=UTC)).deliveries
    assert (known.n_left_out, new.n_left_out) == (0, 2)
    assert [len(each.items) for each in (known, new)] == [1, 1]
    assert "older" not in desk.texts("a")[1] and "2 older entries" in desk.texts("b")[0]


def test_who_is_named_again_is_new(bridge: Path, desk: Desk) -> None:
    """What came while it was not named is not told, nor what it was told before."""
    settings(bridge, desk.url("a"))
    run(bridge, FIRST + NIGHT)
    settings(bridge, desk.url("b"))
    record(bridge, NOTICED.replace("Monday", "Tuesday"), "2031-05-04")
    run(bridge, FIRST + 4 * NIGHT)
    settings(bridge, desk.url("a"), desk.url("b"))
    record(bridge, NOTICED.replace("Monday", "Friday"), "2031-05-08")
    assert [len(each.items) for each in run(bridge, FIRST + 7 * NIGHT).deliveries] == [1, 1]
    assert [title for title, _ in desk.got["a"]] == ["1 correction", "1 silent change"]
    assert "Tuesday → Friday" in desk.texts("a")[1]


def test_another_analysis_tells_nothing_again(empty: Path, desk: Desk) -> None:
    """An older version that turns up later gives every id another number; what it was told stays told."""
    later = NOTICED.replace("Monday", "Tuesday")
    for night, text in enumerate((OLD, NEW, NOTICED, later), 1):
        record(empty, text, f"2031-05-0{night}T02:00Z")
    settings(empty, desk.url("a"))
    before = run(empty, FIRST + NIGHT).deliveries[0].items
    assert [item.topic for item in before] == ["silent", "corrections"]
    record(empty, OLD.replace("mayor said", "mayor of Quay said"), "2031-04-01")
    assert [entry["n"] for entry in told("corrections", "--archive", empty)] == [5, 4, 2]
    assert run(empty, FIRST + 2 * NIGHT).deliveries[0].outcome == "nothing"


def test_an_editors_word_tells_nothing_again(empty: Path, desk: Desk) -> None:
    """A correction of which an editor takes the link away is an orphan now, and the notice that was told; what
    becomes silent by that is told."""
    for night, text in enumerate((OLD, NEW, NOTICED), 1):
        record(empty, text, f"2031-05-0{night}T02:00Z")
    settings(empty, desk.url("a"))
    run(empty, FIRST + NIGHT)
    (entry,) = told("corrections", "--acknowledged", "--archive", empty)
    tracker(
        "review", "bridge", "--notice", "1", "--change", entry["changes"][0]["id"], "--reject", "--archive", empty
    )
    assert [each["ledger"] for each in told("corrections", "--archive", empty)] == ["orphan", "silent"]
    (delivery,) = run(empty, FIRST + NIGHT).deliveries
    assert [item.topic for item in delivery.items] == ["silent"]


def test_only_what_is_asked_for_is_told(bridge: Path, desk: Desk) -> None:
    """Who wants orphans alone is not told of corrections."""
    settings(bridge, desk.url("a"), more='tell = ["orphans", "failures"]\n')
    assert run(bridge, FIRST + NIGHT).deliveries[0].outcome == "nothing"


def fail(archive: Path, at: datetime, *, is_failure: bool = True) -> None:
    with State(archive) as state:
        reason = "no <b>answer</b>" if is_failure else "200 OK"
        state.note([Check(FEED, at, "list_failed" if is_failure else "list", reason)])


def test_a_failure_is_told_when_it_lasts_and_when_it_is_over(empty: Path, desk: Desk) -> None:
    """One night without an answer is no news; after two it is told since when, once, and once that it is over."""
    settings(empty, desk.url("a"))
    outcomes = []
    for night, is_failure in enumerate((True, True, True, False, False)):
        fail(empty, FIRST + night * NIGHT, is_failure=is_failure)
        outcomes.append(run(empty, FIRST + night * NIGHT).deliveries[0].outcome)
    assert outcomes == ["nothing", "sent", "nothing", "sent", "nothing"]
    began, over = desk.texts("a")
    assert "courier.example/rss.xml fails since 1 May 2031, 03:00 UTC, 2 times in a row" in began
    assert "no ‹b›answer‹/b›" in began and began.startswith("Failures (1)")
    assert "courier.example/rss.xml no longer fails; it had since 1 May 2031, 03:00 UTC" in over


def test_the_end_of_a_failure_is_only_told_to_who_knows_of_it(empty: Path, desk: Desk) -> None:
    """One that was away during all of it is told nothing."""
    settings(empty, desk.url("a"))
    desk.broken = {"a"}
    for night, is_failure in enumerate((True, True, False)):
        fail(empty, FIRST + night * NIGHT, is_failure=is_failure)
        run(empty, FIRST + night * NIGHT)
    desk.broken = set()
    assert run(empty, FIRST + 3 * NIGHT).deliveries[0].outcome == "nothing"


HOSTILE = "<script>alert(1)</script> @everyone <!channel> [free](https://evil.example) ![x](file:///etc/passwd)"


def hostile(empty: Path) -> None:
    for day, cost in ((1, "12"), (2, "21")):
        text = f"# {HOSTILE}\n\nThe bridge at Quay cost {cost} million crowns, @room was told on Monday.\n"
        record(empty, text, f"2031-05-0{day}T02:00Z")


def test_hostile_words_do_nothing_in_a_chat(empty: Path, desk: Desk) -> None:
    """No mention, no link and no markup of a story is alive in the message."""
    hostile(empty)
    settings(empty, desk.url("a"))
    run(empty, FIRST + NIGHT)
    (text,) = desk.texts("a")
    assert "script" in text and "everyone" in text
    assert not any(acts in text for acts in ("<", "@everyone", "@room", "](", "https://evil", "file://"))


@pytest.mark.parametrize("form", ["text", "html"])
def test_hostile_words_do_nothing_in_a_mail(empty: Path, form: str) -> None:
    """A mail comes whole, with its link and its subject, and with words where a story has markup."""
    hostile(empty)
    with open_mail_server() as (port, mails):
        address = f"mailto://127.0.0.1:{port}/?from=tracker@desk.example&to=ada@desk.example&format={form}"
        settings(empty, address)
        run(empty, FIRST + NIGHT)
        run(empty, FIRST + 2 * NIGHT)
    (mail,) = mails
    assert mail["subject"] == "1 silent change" and mail["to"] == "ada@desk.example"
    parts = [part for part in mail.walk() if not part.is_multipart()]
    assert {part.get_content_type() for part in parts} <= {"text/plain", f"text/{form.replace('text', 'plain')}"}
    for body in (part.get_content() for part in parts):
        assert "script" in body and f"{REPORT}stories/" in body
        assert not any(acts in body for acts in ("<script", "@everyone", "https://evil", "file://"))


def test_secrets_are_told_nowhere(tonight: Path, desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    """Not on the terminal, not as JSON, not in a log, not in what is remembered, also when it goes wrong."""
    settings(tonight, desk.url("a"), desk.url("b"), "json://geheim:geheim@127.0.0.1:1/t0k3n/?x=geheim")
    desk.broken = {"b"}
    with caplog.at_level(logging.DEBUG):
        printed = [
            tracker("notify", *options, "--archive", tonight, status=status).output
            for options, status in ((("--dry-run",), 0), (("--dry-run", "--json"), 0), ((), 1), (("--json",), 1))
        ]
    told_by = [*printed, caplog.text, *(path.read_bytes().decode("latin-1") for path in tonight.glob(f"{NOTIFIED}*"))]
    assert [secret for secret in SECRETS for text in told_by if secret in text] == []
    assert len(desk.got["a"]) == 1


def test_a_service_that_talks_or_breaks_tells_no_secret(
    bridge: Path, desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    """Whatever a service of Apprise logs or raises, only the reason is told, and the others get theirs."""

    @apprise.decorators.notify(on="talks")  # type: ignore[no-untyped-call, untyped-decorator]
    def talk(*arguments: object, **values: object) -> bool:
        logging.getLogger("apprise").warning("no way to talks://geheim@127.0.0.1/t0k3n/ <b>")
        return False

    @apprise.decorators.notify(on="breaks")  # type: ignore[no-untyped-call, untyped-decorator]
    def breaks(*arguments: object, **values: object) -> bool:
        raise ValueError("t0k3n")

    settings(bridge, "talks://geheim@127.0.0.1/t0k3n/", "breaks://geheim@127.0.0.1/t0k3n/", desk.url("a"))
    with caplog.at_level(logging.DEBUG):
        outcomes = [(each.outcome, each.reason) for each in run(bridge, FIRST + NIGHT).deliveries]
    assert [outcome for outcome, _ in outcomes] == ["failed", "failed", "sent"]
    assert outcomes[0][1] == "no way to talks:\u200b//****@\u200b****/****/ ‹b›"
    assert not any(secret in caplog.text for secret in SECRETS)


def test_a_dry_run_shows_and_changes_nothing(tonight: Path, desk: Desk) -> None:
    """The digest is printed for each receiver, nothing is sent, and the next run sends just that."""
    settings(tonight, desk.url("a"))
    printed = tracker("notify", "--dry-run", "--archive", tonight).stdout
    (due,) = told("notify", "--dry-run", "--archive", tonight)
    assert due["outcome"] == "due" and due["text"] in printed and due["title"] in printed
    assert desk.n_asked == 0 and not (tonight / NOTIFIED).exists()
    (sent,) = told("notify", "--archive", tonight)
    assert sent == due | {"outcome": "sent"} and desk.texts("a") == [due["text"]]
    assert "nothing new" in tracker("notify", "--dry-run", "--archive", tonight).stdout


def test_what_is_printed(tonight: Path, desk: Desk) -> None:
    """A line for each receiver; who was not reached makes the status 1."""
    settings(tonight, desk.url("a"), desk.url("b"))
    desk.broken = {"b"}
    first, second = tracker("notify", "--archive", tonight, status=1).stdout.splitlines()
    assert first.startswith(f"json://127.0.0.1:{desk.port} (") and first.endswith("): told of 1 correction")
    assert "): not reached: " in second and second.endswith(". The next time it is told all the same")
    desk.broken = set()
    assert [line.partition(": ")[2] for line in tracker("notify", "--archive", tonight).stdout.splitlines()] == [
        f"{line.partition(': ')[2]}" for line in ("a: nothing new", "b: told of 1 correction")
    ]


def test_nobody_is_named(bridge: Path) -> None:
    """The command says what to write where; a run says it and goes on."""
    assert f"{bridge / SETTINGS} names nobody to notify" in refused("notify", "--archive", bridge)
    said: list[str] = []
    with Archive.open(bridge) as archive, Index(archive) as index:
        assert notify(archive, index, FIRST, said.append) == Notified()
    assert len(said) == 1 and "names nobody to notify" in said[0]


def test_what_was_told_cannot_be_written_down(bridge: Path, desk: Desk) -> None:
    """Then nothing is sent, for it would be sent every night."""
    settings(bridge, desk.url("a"))
    desk.broken = {"a"}
    run(bridge, FIRST + NIGHT)
    with sqlite3.connect(bridge / NOTIFIED) as memory:
        memory.execute("CREATE TRIGGER full BEFORE INSERT ON told BEGIN SELECT RAISE(FAIL, 'disk is full'); END")
    n_asked = desk.n_asked
    with Archive.open(bridge) as archive, Index(archive) as index, pytest.raises(TrackerError, match="Free some"):
        send_digests(archive, index, FIRST + NIGHT)
    assert desk.n_asked == n_asked


def test_a_memory_that_cannot_be_used_is_put_aside(bridge: Path, desk: Desk) -> None:
    """It costs the last day once more at most, and no run."""
    (bridge / NOTIFIED).write_bytes(b"no database at all" * 100)
    settings(bridge, desk.url("a"))
    assert run(bridge, FIRST + 90 * NIGHT).deliveries[0].outcome == "nothing"
    assert (bridge / f"{NOTIFIED}.damaged").exists()


def test_the_memory_stays_small(bridge: Path, desk: Desk) -> None:
    """What is so old that it cannot be told any more need not be remembered."""
    settings(bridge, desk.url("a"))
    run(bridge, FIRST + NIGHT)
    record(bridge, NOTICED.replace("Monday", "Tuesday"), "2031-07-01")
    assert run(bridge, datetime(2031, 7, 1, tzinfo=UTC)).deliveries[0].outcome == "sent"
    with sqlite3.connect(bridge / NOTIFIED) as memory:
        rows = memory.execute("SELECT item FROM told").fetchall()
    assert rows and not [item for (item,) in rows if "2031-05" in item]
