"""Text from outside, thrown at every place it gets to: it stays text, on the branch of its story."""

import subprocess
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.archive.samples import BRANCH, NOON, capture, fsck, git, hours
from tracker.archive.commits import one_line, parse_message, render_message
from tracker.archive.meta import Meta
from tracker.archive.names import branch_name, is_branch
from tracker.archive.plan import Capture
from tracker.archive.repository import Archive
from tracker.archive.runs import Observation
from tracker.core.decision import Decision
from tracker.core.story import Block, Story

# What means something to git, a shell, a file system or a terminal, where a line or a word begins.
FRAGMENTS = [
    "\n", "\r", "\r\n", "\n\n", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029", " ", "\t", "\x00", "\x1b[2J",
    "\x7f", "done\n", "data 0\n", "data <<X\n", "reset refs/heads/runs\n", "from :1\n",
    "commit refs/heads/x\n", "mark :1\n", "M 100644 inline ../x\n", "feature done\n",
    "Url: ", "Versions: 99", "\nVersions: 99\n", "Joins: 1",
    "--", "---", "-u", "--upload-pack=x", "ext::sh", "+refs/heads/*:refs/heads/*", ":", "^{}", "@{1}", "~1", "..",
    "HEAD", "refs/heads/", "/", "\\", ".lock", ".git", ".", "*", "?", "[", '"', "'", "$(x)", "`x`", "|", ";", "&",
    "%0a", "%2e%2e", "http://", "https://a.example/", "www.", "runs", "decisions", "CON", "NUL", "ß", "İ", "Å",
    "A\u030a", "ﬁ", "\u200b", "\u202e", "\ufeff", "🚢", "水", "<script>", "<x@y>", "x" * 300,
]  # fmt: skip
hostile = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=8), max_size=6).map("".join)
whole = hostile.map(lambda text: "".join(each for each in text if not "\ud800" <= each <= "\udfff"))
block_texts = whole.map(lambda text: text.replace("\0", "").strip()).filter(bool)
stories = st.builds(
    lambda headline, notice, text: Story(
        (Block("headline", headline), Block("notice", notice), Block("paragraph", text))
    ),
    block_texts, block_texts, block_texts,
)  # fmt: skip
fields = ("url", "name", "source", "byline", "published", "modified", "language", "section", "etag", "last_modified")
metas = st.builds(
    lambda values, aliases: Meta(captured_at=NOON, aliases=tuple(aliases), **values),
    st.fixed_dictionaries({}, optional={field: hostile.filter(bool) for field in fields}),
    st.lists(hostile.filter(bool), max_size=2),
)
captures = st.builds(Capture, hostile.filter(str.strip), stories, metas)
KEYS = {"Url", "Name", "Alias", "Captured-At", "Content-Digest", "Notice", "Page", "Versions", "First-Captured-At"}


@settings(max_examples=settings().max_examples // 13)
@given(
    st.lists(captures, max_size=12, unique_by=lambda each: each.branch),
    st.lists(st.tuples(hostile, hostile), max_size=3),
)
def test_whatever_is_recorded_stays_on_its_branch(given_: list[Capture], seen: list[tuple[str, str]]) -> None:
    """Names, addresses, facts, headlines and notices make one version each, where it belongs, and nothing else."""
    with TemporaryDirectory() as folder, Archive.init(Path(folder)) as archive:
        observations = [Observation(name, NOON, reason) for name, reason in seen]
        archive.record(given_, now=NOON, observations=observations)
        branches = git(archive.path, "for-each-ref", "--format=%(refname)").split()
        assert sorted(branches) == sorted([*(f"refs/heads/{each.branch}" for each in given_), "refs/heads/runs"])
        assert len({branch.lower() for branch in branches}) == len(branches)
        for each in given_:
            check_version(archive, each)
        (run,) = archive.runs()
        assert run.observations == tuple(observations) and len(run.recorded) == len(given_)
        assert fsck(archive.path) == ""
        assert sorted(path.name for path in archive.path.iterdir()) == ["README.txt", "lock", "stories.git"]


def check_version(archive: Archive, given_: Capture) -> None:
    """The one version of a story says what was captured and no more, to us and to plain git."""
    history = archive.history(given_.branch)
    assert [version.story for version in history.versions] == [given_.story]
    assert history.metas == (replace(given_.meta, content_digest=given_.story.digest),)
    assert git(archive.path, "ls-tree", "-r", "--name-only", given_.branch).split() == ["meta.json", "story.md"]
    message = git(archive.path, "cat-file", "commit", given_.branch).partition("\n\n")[2]
    subject, trailers = parse_message(message)
    assert subject and {key for key, _ in trailers} <= KEYS
    assert dict(trailers)["Versions"] == "1" and not any(key == "Joins" for key, _ in trailers)
    shown = git(
        archive.path, "log", "-1", "--format=%(trailers:key=Versions,valueonly,separator=%x2c)", given_.branch
    )
    assert shown == "1\n"


values = st.lists(st.tuples(st.sampled_from(["Url", "Name", "Joins"]), hostile | st.none()), max_size=4)


@given(hostile, values)
@example("", [])
@example("Url: x\n\nUrl: y", [("Url", "x\nJoins: 1"), ("Name", " \n")])
def test_a_message_has_the_trailers_it_was_given(subject: str, trailers: list[tuple[str, str | None]]) -> None:
    """Neither a headline nor a value can add a trailer, hide one, or break one."""
    read_subject, read = parse_message(render_message(subject, trailers))
    assert read == tuple((key, one_line(value)) for key, value in trailers if value and one_line(value))
    assert "\n" not in read_subject and read_subject


@settings(max_examples=settings().max_examples // 20)
@given(st.lists(hostile.filter(str.strip), min_size=1, max_size=4))
def test_whoever_decides_is_one_person(names: list[str]) -> None:
    """An editor's name is text in the author's line and in a trailer, whatever it is."""
    with TemporaryDirectory() as folder, Archive.init(Path(folder)) as archive:
        archive.record([capture("Nine.")], now=NOON)
        decided = [Decision("undo", name, hours(n), undoes=f"{n:012}") for n, name in enumerate(names)]
        for decision in decided:
            archive.decide({BRANCH: [decision]}, now=NOON)
        assert archive.decisions(BRANCH) == tuple(decided)
        assert git(archive.path, "log", "--format=%ae|%cn", "decisions").splitlines() == [
            "tracker@localhost|tracker"
        ] * len(names)
        assert fsck(archive.path) == ""


branches = st.from_regex(r"[a-z0-9.-]{1,30}/[a-z0-9-]{1,20}-[0-9a-f]{10}", fullmatch=True) | st.builds(
    "{}/{}-0123456789".format, hostile, hostile
)


@settings(max_examples=settings().max_examples // 4)
@given(st.lists(branches, max_size=40))
@example(
    ["runs/x-0123456789", "decisions/x-0123456789", "a.lock/x-0123456789", "-x/y-0123456789", "a..b/y-0123456789"]
)
@example([f"{'a' * 300}/y-0123456789", f"a/{'y' * 300}-0123456789", "a/y-0123456789\n", "ａ/y-0123456789"])
def test_what_counts_as_a_branch_is_one_to_git(found: list[str]) -> None:
    """Whatever `is_branch` lets through is a ref of bounded length that hides no ledger and is no option."""
    ours = [branch for branch in found if is_branch(branch)]
    for branch in ours:
        assert branch.isascii() and branch == branch.lower() and branch_name(branch) == branch
        assert branch[0].isalnum() and len(branch) <= 180 and not branch.startswith(("runs/", "decisions/"))
    lines = "".join(f"create refs/heads/{branch} {'1' * 40}\n" for branch in dict.fromkeys(ours))
    with TemporaryDirectory() as folder:
        subprocess.run(["git", "init", "-q", "--bare", folder], check=True)
        ended = subprocess.run(
            ["git", "-C", folder, "update-ref", "--stdin"], input=lines, text=True, capture_output=True
        )
        assert "invalid" not in ended.stderr and "bad name" not in ended.stderr


def test_no_template_brings_a_hook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of templates, in a variable or a setting, puts nothing into an archive."""
    tripped, hooks = tmp_path / "tripped", tmp_path / "template" / "hooks"
    hooks.mkdir(parents=True)
    for name in ("reference-transaction", "update", "post-update", "pre-push", "pre-auto-gc"):
        (hooks / name).write_text(f"#!/bin/sh\ntouch {tripped}\n")
        (hooks / name).chmod(0o755)
    (tmp_path / "template" / "config").write_text(f"[core]\n\tsshCommand = touch {tripped}\n")
    (tmp_path / ".gitconfig").write_text(f"[init]\n\ttemplateDir = {tmp_path / 'template'}\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("GIT_TEMPLATE_DIR", str(tmp_path / "template"))
    with Archive.init(tmp_path / "archive") as archive:
        archive.record([capture("Nine.")], now=NOON)
        assert not (archive.path / "stories.git" / "hooks").exists() and not tripped.exists()
        assert "sshCommand" not in (archive.path / "stories.git" / "config").read_text()
