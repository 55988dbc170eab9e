"""`tracker.toml` on the command line: house rules and a newsroom's own wordings, from the file to the report."""

import re
import shutil
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from tests.cli.runs import NEW, NOTICE, NOTICED, OLD, refused, told, tracker
from tracker.archive.settings import Settings, parse_settings
from tracker.capture.watching import CAPTURE_KEYS, WATCH_KINDS, CaptureSettings, parse_capture_settings
from tracker.cli.config import EXAMPLE
from tracker.core.finding import RULE_NAMES
from tracker.report.alerts.receivers import KEYS, NotifySettings, parse_notify_settings

LABEL = '[[phrases]]\nlanguage = "en"\nrole = "label"\nkind = "correction"\nwords = ["Putting it right:"]\n'
RIGHTED = f"{NEW}\nPutting it right: the bridge at Quay cost 21 million crowns, not 12 million.\n"
WHERE = "[house]\nmust-say-where = true\n"
SAID = "must-say-where: The notice does not say where the error stood"
PAGE = """<html><head><meta property="article:modified_time" content="2031-05-01T10:00:00Z"></head><body><article>
<h1>Quay bridge opens</h1><p>The bridge at Quay cost {} million crowns, the mayor said on Monday.</p>
<p>It opens to traffic in June, after a winter of storms that held the work up by eleven weeks.</p>
</article></body></html>"""


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """A story in two versions, the second with a notice that names no place."""
    (tmp_path / "old.txt").write_text(OLD)
    (tmp_path / "new.txt").write_text(NOTICED)
    return tmp_path / "old.txt", tmp_path / "new.txt"


def config(path: Path, text: str) -> Path:
    path.write_text(text)
    return path


def test_the_example_switches_nothing_on() -> None:
    """What `tracker config` prints can be put into an archive as it is, and names every rule."""
    assert tracker("config").stdout == EXAMPLE
    assert parse_settings(EXAMPLE) == Settings()
    assert all(f"\n{name} = false\n" in EXAMPLE for name in RULE_NAMES)


def used() -> str:
    """The example with the rules true and the rows no longer comments."""
    rows = r"^# (\[.*\]|[\w-]+ = .*)$"
    return re.sub(rows, r"\1", EXAMPLE.replace("= false", "= true"), flags=re.MULTILINE)


def test_the_example_works_when_it_is_used() -> None:
    """With the rules true and the rows no longer comments, all of it is on."""
    settings = parse_settings(used())
    assert settings.house == RULE_NAMES
    assert [row.role for row in settings.own_phrases] == ["label", "wrong"]


def test_the_example_shows_all_there_is_to_watch() -> None:
    """Used, every kind of row and every key of capture is read; what it says holds without it does."""
    capture = parse_capture_settings(tomllib.loads(used()))
    assert tuple(each.kind for each in capture.watch) == WATCH_KINDS
    assert set(tomllib.loads(used())["capture"]) == {*CAPTURE_KEYS}
    plain = CaptureSettings()
    assert replace(capture.rules, is_rendered=False) == plain.rules
    assert (capture.timeout, capture.rules.is_rendered) == (plain.timeout, True)
    assert capture.contact and capture.allowed
    assert capture.rules_for("https://www.slow.example/").delay == 10
    assert parse_capture_settings(tomllib.loads(EXAMPLE)) == plain


def test_the_example_shows_all_there_is_to_notify(tmp_path: Path) -> None:
    """Used, every key is read; the topics are those that are told without it."""
    (tmp_path / "receivers.txt").write_text("json://hook.example/token\n")
    notify = tomllib.loads(used())["notify"]
    settings = parse_notify_settings(notify, tmp_path)
    assert set(notify) == {*KEYS}
    assert [url.partition(":")[0] for url in settings.urls] == ["mailto", "slack", "json"]
    assert (settings.report, settings.tell) == ("https://desk.example/report/", NotifySettings().tell)


def test_a_comparison_is_judged(files: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A finding stands with its notice, in the terminal, in JSON and on the page, and only with the settings."""
    settings = config(tmp_path / "desk.toml", WHERE)
    assert SAID in tracker("compare", *files, "--config", settings).stdout
    (finding,) = told("compare", *files, "--config", settings)["findings"]
    assert (finding["rule"], finding["version"], finding["notice"]) == ("must-say-where", 2, "n1")
    tracker("compare", *files, "--config", settings, "--html", tmp_path / "page.html")
    assert finding["text"] in (tmp_path / "page.html").read_text()
    assert SAID not in tracker("compare", *files).stdout
    assert told("compare", *files)["findings"] == []
    monkeypatch.setenv("TRACKER_CONFIG", str(settings))
    assert told("compare", *files)["findings"] == [finding]


def test_the_date_of_a_page_is_judged(tmp_path: Path) -> None:
    """A page whose text changes while its dateModified stays is told of under its version."""
    pages = [config(tmp_path / f"{cost}.html", PAGE.format(cost)) for cost in (12, 21)]
    settings = config(tmp_path / "desk.toml", "house.date-modified-moved = true\n")
    printed = " ".join(tracker("compare", *pages, "--config", settings).stdout.split())
    assert "House rule, version 2 date-modified-moved: The text changed in substance, but" in printed
    tracker("compare", *pages, "--config", settings, "--html", tmp_path / "page.html")
    assert "dateModified stayed “2031-05-01" in (tmp_path / "page.html").read_text()


def test_notices_are_found_by_own_wordings(tmp_path: Path) -> None:
    """A newsroom's own label makes a notice with its settings, and none without."""
    story = config(tmp_path / "story.txt", RIGHTED)
    settings = config(tmp_path / "desk.toml", LABEL)
    assert "no notice" in tracker("notices", story).stdout
    assert "Putting it right" in tracker("notices", story, "--config", settings).stdout
    (found,) = told("notices", story, "--config", settings)[0]["notices"]
    assert (found["kind"], found["claims"][0]["right"]) == ("correction", "21 million")


def test_own_wordings_are_looked_for_all_over_a_page(empty: Path) -> None:
    """A notice in a box beside the body is kept when the newsroom's label is known, and lost when it is not."""
    box = "<aside><p>Putting it right: the bridge at Quay cost 21 million crowns, not 12 million.</p></aside>"
    page = PAGE.format(21).replace("</article>", f"</article>{box}")
    tracker("record", "bridge", "-", "--archive", empty, given=page)
    assert "Putting it right" not in tracker("show", "bridge", "--archive", empty).stdout
    config(empty / "tracker.toml", LABEL)
    tracker("record", "bridge", "-", "--archive", empty, given=page)
    assert "Putting it right" in tracker("show", "bridge", "--archive", empty).stdout


def test_an_archive_is_judged(bridge: Path, tmp_path: Path) -> None:
    """House rules make a ledger of their own, and speak in log, diff and report; switched off, all is as before."""
    before = tracker("corrections", "--archive", bridge).stdout
    assert "House rules" not in before
    config(bridge / "tracker.toml", WHERE)
    ended = tracker("corrections", "--archive", bridge)
    assert "index was made anew: tracker.toml has other settings" in ended.stderr
    assert "House rules (1)" in ended.stdout and ended.stdout.count(SAID) == 2
    only = tracker("corrections", "--findings", "--archive", bridge).stdout
    assert only.startswith("House rules (1)") and "Acknowledged" not in only
    assert SAID in tracker("diff", "bridge", "2", "3", "--archive", bridge).stdout
    tracker("report", "--out", tmp_path / "site", "--archive", bridge)
    pages = [*(tmp_path / "site").glob("stories/*.html"), tmp_path / "site" / "corrections.html"]
    assert ["does not say where the error stood" in page.read_text() for page in pages] == [True, True]
    (bridge / "tracker.toml").unlink()
    assert tracker("corrections", "--archive", bridge).stdout == before
    assert tracker("corrections", "--findings", "--archive", bridge).stdout == "House rules (0)\n"


def test_findings_as_json(bridge: Path) -> None:
    """An entry names rule and sentence beside story, version and notice; other entries have none."""
    config(bridge / "tracker.toml", WHERE)
    (entry,) = told("corrections", "--findings", "--archive", bridge)
    assert (entry["ledger"], entry["n"], entry["notice"]["text"]) == ("finding", 3, NOTICE)
    assert entry["finding"]["rule"] == "must-say-where"
    both = told("corrections", "--archive", bridge)
    assert {each["ledger"]: each["finding"] is None for each in both} == {"acknowledged": True, "finding": False}
    assert told("corrections", "--findings", "--since", "2031-06-01", "--archive", bridge) == []


def test_an_archive_has_its_own_wordings(empty: Path, tmp_path: Path) -> None:
    """A change that was silent is acknowledged when the newsroom's label is known."""
    for day, text in enumerate((OLD, RIGHTED), 1):
        tracker("record", "bridge", "-", "--at", f"2031-05-0{day}", "--archive", empty, given=text)
    ledgers = [[each["ledger"] for each in told("corrections", "--archive", empty)]]
    config(empty / "tracker.toml", LABEL)
    ledgers.append([each["ledger"] for each in told("corrections", "--archive", empty)])
    assert ledgers == [["silent"], ["acknowledged"]]
    copy = Path(shutil.copytree(empty, tmp_path / "copy"))
    assert "+ Correction" in tracker("log", "bridge", "--archive", copy).stdout


@pytest.mark.parametrize("command", [("corrections",), ("log", "bridge"), ("diff", "bridge"), ("report",)])
def test_bad_settings_stop_what_needs_them(bridge: Path, command: tuple[str, ...]) -> None:
    """A slip in the file of an archive is an error that names it; nothing is shown by other rules than are meant."""
    config(bridge / "tracker.toml", "[house]\nno-euphemisms = true\n")
    said = refused(*command, "--archive", bridge)
    assert "tracker.toml: there is no setting `house.no-euphemisms`" in said


def test_bad_settings_cost_no_version(bridge: Path) -> None:
    """What can only be captured now is recorded, with a note."""
    config(bridge / "tracker.toml", "[house]\nno-euphemisms = true\n")
    more = f"{NOTICED}\nIt is open day and night.\n"
    ended = tracker("record", "bridge", "-", "--at", "2031-05-04", "--archive", bridge, given=more)
    assert "recorded version 4" in ended.stdout
    assert "no setting `house.no-euphemisms`" in ended.stderr and "recorded all the same" in ended.stderr


def test_a_missing_config_is_an_error(files: tuple[Path, Path], tmp_path: Path) -> None:
    """Who names a file means it."""
    assert "none.toml does not exist" in refused("compare", *files, "--config", tmp_path / "none.toml")
    assert "none.toml does not exist" in refused("notices", *files, "--config", tmp_path / "none.toml")
