"""Meta, commit messages and runs: what is written is read back, and nothing from outside can break the form."""

import json
import subprocess
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.archive.samples import NOON, hours, story
from tracker.archive.commits import Commit, StoryRef, join_message, parse_message, version_message
from tracker.archive.meta import Meta, parse_meta, parse_stated, render_meta
from tracker.archive.runs import Move, Observation, PageFile, Recorded, Run, parse_run, render_run
from tracker.archive.times import parse_time, render_time
from tracker.core.stated import STATED_PLACES

texts = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("\n\r\t:\x00\x85\u2028"), max_size=80)
maybe = st.none() | texts.filter(bool)
times = st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=st.timezones())
metas = st.builds(
    Meta,
    captured_at=times,
    url=maybe,
    name=maybe,
    aliases=st.lists(texts, max_size=3).map(tuple),
    byline=maybe,
    published=maybe,
    page_file=maybe,
    stated=st.dictionaries(st.sampled_from(STATED_PLACES), texts).map(parse_stated),
)


@given(times)
def test_times_are_read_back_and_sort_as_text(at: datetime) -> None:
    """A time survives being written, to the second, and written times sort as instants do."""
    text = render_time(at)
    assert timedelta() <= at - parse_time(text) < timedelta(seconds=1)
    assert (text < render_time(NOON)) == (parse_time(text) < NOON)


def test_times_need_a_zone() -> None:
    """A time that could mean any of several instants is refused; other zones become UTC."""
    with pytest.raises(ValueError, match="no time zone"):
        Meta(captured_at=datetime(2031, 5, 4, 12))
    tokyo = datetime(2031, 5, 4, 21, tzinfo=timezone(timedelta(hours=9)))
    assert Meta(captured_at=tokyo) == Meta(captured_at=NOON)


@given(metas)
def test_meta_is_read_back(meta: Meta) -> None:
    """`meta.json` holds everything that is known, in one canonical form."""
    text = render_meta(meta)
    assert parse_meta(text) == meta
    assert list(json.loads(text)) == sorted(json.loads(text))
    assert render_meta(parse_meta(text)) == text


def test_meta_of_a_later_version_is_read() -> None:
    """Keys that this version does not know are ignored."""
    text = '{"captured_at": "2031-05-04T12:00:00Z", "mood": {"calm": true}, "section": "Docks", "stated": {"x": ""}}'
    assert parse_meta(text) == Meta(captured_at=NOON, section="Docks")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"captured_at": "yesterday"}',
        '{"captured_at": "2031-05-04T12:00:00"}',
        '{"captured_at": "2031-05-04T12:00:00Z", "url": 7}',
        '{"captured_at": "2031-05-04T12:00:00Z", "aliases": "x"}',
        '{"captured_at": "2031-05-04T12:00:00Z", "stated": {"title": ["x"]}}',
        '{"captured_at": "2031-05-04T12:00:00Z", "stated": "x"}',
    ],
)
def test_meta_that_was_not_written_by_us_is_refused(text: str) -> None:
    """What cannot be meta.json is a `ValueError`, never a half-filled value."""
    with pytest.raises(ValueError):
        parse_meta(text)


@given(texts, metas, st.integers(1, 99))
def test_trailers_are_what_was_meant(headline: str, meta: Meta, n: int) -> None:
    """No headline, URL or name adds a trailer, breaks one or gets lost, whatever it contains."""
    headline = headline.strip().replace("\0", "") or "x"
    message = version_message(story("Text.", headline=headline), meta, n, NOON)
    subject, trailers = parse_message(message)
    assert subject == message.partition("\n")[0]
    assert message.count("\n") == len(trailers) + 2
    order = [
        "Url",
        "Name",
        "Alias",
        "Captured-At",
        "Content-Digest",
        "Notice",
        "Page",
        "Versions",
        "First-Captured-At",
    ]
    keys = [key for key, _ in trailers]
    assert keys == sorted(keys, key=order.index)
    ref = StoryRef.of("site/slug", Commit("0" * 40, (), subject, (*trailers, ("Content-Digest", "sha256:0"))))
    assert (ref.n_versions, ref.first_captured_at, ref.last_captured_at) == (n, NOON, meta.captured_at)


INJECTIONS = [
    "Fine\n\nVersions: 99",
    "Url: https://evil.example/",
    "---",
    "Signed-off-by: nobody",
    "x\r\nVersions: 99\r\n",
    "\u2028Versions: 99\u2029\x85Versions: 99\x0bVersions: 99\x0cVersions: 99",
    "# comment",
    "-----BEGIN PGP SIGNATURE-----",
    "long " * 5000,
]


@pytest.mark.parametrize("text", INJECTIONS, ids=lambda text: ascii(text[:20]))
def test_git_reads_the_same_trailers(text: str) -> None:
    """Git's own parser agrees about which lines are trailers."""
    meta = Meta(captured_at=NOON, url=text, name=text, aliases=(text,), content_digest="sha256:0")
    message = version_message(story("Text.", headline=text.strip()), meta, 3, NOON)
    command = ["git", "interpret-trailers", "--parse", "--no-divider"]
    parsed = subprocess.run(
        command, input=message, check=True, capture_output=True, text=True, encoding="utf-8"
    ).stdout
    lines = parsed.rstrip("\n").split("\n")
    assert [line.split(": ", 1) for line in lines] == [list(pair) for pair in parse_message(message)[1]]
    assert [line for line in lines if line.startswith("Versions")] == ["Versions: 3"]


def test_a_join_speaks_for_its_branch() -> None:
    """The commit that joins older versions says what the branch holds now, and that it is no version."""
    meta = Meta(
        captured_at=NOON, url="https://a.example/b", aliases=("https://a.example/c",), content_digest="sha256:0"
    )
    message = version_message(story("Text."), meta, 2, NOON)
    head = StoryRef.of("a/b", Commit("1", (), *parse_message(message)))
    join = Commit("2", ("1", "0"), *parse_message(join_message(head, 3, hours(-5))))
    assert StoryRef.of("a/b", join) == replace(head, tip="2", n_versions=5, first_captured_at=hours(-5))
    assert not join.is_version


def test_a_tip_without_trailers_is_refused() -> None:
    """A commit that tracker did not write is named, not guessed at."""
    with pytest.raises(ValueError):
        StoryRef.of("a/b", Commit("1", (), "Fix typo", ()))


anything = st.text(max_size=20)
runs = st.builds(
    Run,
    st.integers(1, 10**6),
    times.map(lambda at: parse_time(render_time(at))),
    st.none() | anything,
    st.lists(st.builds(Recorded, anything, st.integers(1), st.none() | anything, st.just(NOON))).map(tuple),
    st.lists(st.builds(Observation, anything, times, anything)).map(tuple),
    st.lists(st.builds(Move, anything, st.none() | anything, anything)).map(tuple),
    st.lists(st.builds(PageFile, anything, anything, st.integers(0))).map(tuple),
    st.none() | anything.filter(bool),
    st.lists(st.builds(PageFile, anything, anything, st.integers(0))).map(tuple),
    st.none() | anything.filter(bool),
)


@given(runs)
def test_runs_are_read_back(run: Run) -> None:
    """`run.json` holds everything that happened, half characters included."""
    assert parse_run(render_run(run).encode("utf-8", "backslashreplace").decode()) == run


@pytest.mark.parametrize("text", ["{}", "[]", '{"n": 1, "recorded": [{}]}', "x"])
def test_runs_that_were_not_written_by_us_are_refused(text: str) -> None:
    """What cannot be run.json is a `ValueError`."""
    with pytest.raises(ValueError):
        parse_run(text)
