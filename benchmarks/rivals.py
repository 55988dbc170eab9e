"""The other ways to keep versions in git, which `benchmarks.archive` puts beside ours.

- `Straight`: a repository that a stream is written to by `git fast-import` and nothing else. `plain_stream` has the
  versions as anyone would stream them, `own_stream` in the order that recording streams them in; the commits are
  those that recording makes.
- `OneTree`: all stories as files of one tree, each version a commit. It is read by `git log --patch -- path`, and
  goes on by `git add` and `git commit`, or by GitPython's `index.add` and `index.commit`.

Git runs without the settings of the person who measures.
"""

import hashlib
import os
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from git import Repo

from benchmarks.invented import NOW
from tracker.archive.commits import version_message
from tracker.archive.meta import Meta, render_meta
from tracker.archive.plan import Capture, plan_story
from tracker.archive.scribe import Scribe
from tracker.archive.store import git_environment
from tracker.archive.stream import Stream
from tracker.core.story import render_story_md

Histories = Iterable[Sequence[Capture]]

_PERSON = "tracker <tracker@localhost>"
_ENVIRONMENT = {
    **os.environ,
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    **{f"GIT_{role}_{what}": "tracker" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
}


def git(folder: Path, *arguments: str, text: bytes = b"", **environment: str) -> bytes:
    """Run git in a folder and return what it prints."""
    command = ["git", "-C", str(folder), *arguments]
    return subprocess.run(
        command, env=_ENVIRONMENT | environment, input=text, check=True, stdout=subprocess.PIPE
    ).stdout


class Straight:
    """A bare repository; with `as_ours` git writes it with the settings of recording, branches on the disk too."""

    def __init__(self, folder: Path, *, as_ours: bool = False) -> None:
        """Make it, empty."""
        self._folder = folder
        folder.mkdir()
        git(folder, "init", "--quiet", "--bare")
        self._settings = ("-c", "core.fsync=objects,reference") if as_ours else ()
        self._environment = git_environment(folder) | {"GIT_CONFIG_COUNT": "0"} if as_ours else {}

    def write(self, stream: bytes) -> None:
        """Write a stream."""
        arguments = (*self._settings, "fast-import", "--quiet", "--done", "--date-format=raw")
        git(self._folder, *arguments, text=stream + b"done\n", **self._environment)

    def tips(self) -> set[bytes]:
        """Return the commit and the name of every branch."""
        return list_tips(self._folder)


def list_tips(folder: Path) -> set[bytes]:
    """Return the commit and the name of every branch of a repository."""
    return set(git(folder, "for-each-ref", "--format=%(objectname) %(refname)", "refs/heads/").splitlines())


def plain_stream(histories: Histories) -> bytes:
    """Return the versions of new stories, one after the other, each a commit with its two files."""
    return b"".join(part for history in histories for part in _plain_story(history))


def _plain_story(history: Sequence[Capture]) -> Iterator[bytes]:
    for n, capture in enumerate(history, 1):
        meta = _meta(capture)
        yield _commit(f"refs/heads/{capture.branch}", capture)
        yield _data(version_message(capture.story, meta, n, history[0].meta.captured_at))
        yield b"M 100644 inline story.md\n" + _data(render_story_md(capture.story))
        yield b"M 100644 inline meta.json\n" + _data(render_meta(meta))


def own_stream(histories: Histories) -> bytes:
    """Return the versions of new stories as recording streams them, then their branches."""
    written = BytesIO()
    stream = Stream(written, BytesIO())
    for history in histories:
        scribe = Scribe(stream, {n: (capture.story, _meta(capture)) for n, capture in enumerate(history)}, NOW)
        branch = history[0].branch
        tip = scribe.write_story(plan_story(branch, None, [], dict(enumerate(history))))
        written.write(f"reset refs/heads/{branch}\nfrom {tip}\n\n".encode())
    stream.end()
    return written.getvalue().removesuffix(b"done\n")


def _meta(capture: Capture) -> Meta:
    return replace(capture.meta, content_digest=capture.digest)


def _commit(ref: str, capture: Capture) -> bytes:
    at = int(capture.meta.captured_at.timestamp())
    committed_at = int(NOW.timestamp())
    return f"commit {ref}\nauthor {_PERSON} {at} +0000\ncommitter {_PERSON} {committed_at} +0000\n".encode()


def _data(text: str) -> bytes:
    data = text.encode()
    return b"data %d\n%b\n" % (len(data), data)


class OneTree:
    """A repository with one branch, on which every story is a file, in folders of at most 256 entries."""

    def __init__(self, folder: Path) -> None:
        """Make it, empty."""
        self.folder = folder
        folder.mkdir()
        git(folder, "init", "--quiet", "--initial-branch=main")

    @staticmethod
    def path(capture: Capture) -> str:
        """Return the path of a story."""
        name = hashlib.sha256(capture.branch.encode()).hexdigest()
        return f"{name[:2]}/{name[2:4]}/{name[4:]}.md"

    def fill(self, histories: Histories) -> None:
        """Add all versions of some stories, in one stream."""
        going_on = b"from refs/heads/main^0\n" if (self.folder / ".git/refs/heads/main").exists() else b""
        parts = []
        for capture in (capture for history in histories for capture in history):
            parts += [_commit("refs/heads/main", capture), _data(capture.branch), going_on]
            parts += [f"M 100644 inline {self.path(capture)}\n".encode(), _data(render_story_md(capture.story))]
            going_on = b""
        git(self.folder, "fast-import", "--quiet", "--done", "--date-format=raw", text=b"".join(parts) + b"done\n")

    def check_out(self) -> None:
        """Have the files in the folder."""
        git(self.folder, "reset", "--quiet", "--hard", "main")

    def add_by_git(self, capture: Capture) -> None:
        """Add a version by two processes of git."""
        self._write(capture)
        git(self.folder, "add", self.path(capture))
        git(self.folder, "commit", "--quiet", "--message", capture.branch)

    def add_by_gitpython(self, repository: Repo, capture: Capture) -> None:
        """Add a version through GitPython's index."""
        self._write(capture)
        repository.index.add([self.path(capture)])
        repository.index.commit(capture.branch)

    def _write(self, capture: Capture) -> None:
        path = self.folder / self.path(capture)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(render_story_md(capture.story), "utf-8")

    def read(self, capture: Capture) -> bytes:
        """Read the history of a story, with its texts."""
        return git(self.folder, "log", "--patch", "--", self.path(capture))
