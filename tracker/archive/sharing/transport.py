r"""Git on its way to another repository: what is there, what is fetched from it, what is pushed to it.

Nothing here asks a question or moves a branch of ours. What is fetched lies in the repository as objects that no
branch leads to, until it was checked. What is pushed is a snapshot of the branches, so that nobody who records
meanwhile is waited for or sent by halves; the remote takes all of it or nothing, and only what goes on from what it
has: there is no force.
"""

import shutil
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from tracker.archive.sharing.offer import Offer, parse_offer
from tracker.archive.sharing.remote import Remote
from tracker.archive.store import Store, git_environment
from tracker.errors import ArchiveError, next_step

_NAME = "tracker-remote"  # what git knows the remote by, for one command
_AT_ONCE = 2_000  # branches fetched together: git looks for each among all of them
_SSH = "ssh -o BatchMode=yes -o ConnectTimeout=60 -o ServerAliveInterval=30"
_SETTINGS = {
    "core.fsync": "objects,pack-metadata",
    "credential.helper": "",
    "fetch.fsckObjects": "true",
    "http.lowSpeedLimit": "1",  # bytes a second; a connection that hangs must not hang the nightly run
    "http.lowSpeedTime": "120",
    "protocol.version": "2",
}
_FETCH = ("--no-tags", "--no-write-fetch-head", "--no-auto-maintenance", "--no-recurse-submodules")
_REJECTED = 1  # the status of a push that was understood and not taken


class Transport:
    """The way from the repository of an archive to a remote."""

    def __init__(self, store: Store, remote: Remote) -> None:
        self._store = store
        self._remote = remote

    def read_offer(self) -> Offer:
        """Return where the branches of the remote stand. Raises `ArchiveError` when it cannot be reached."""
        return parse_offer(self._run("ls-remote", "--heads", _NAME).splitlines())

    def fetch(self, branches: Mapping[str, str | None]) -> None:
        """Fetch what branches lead to, checked by git; each is given with where ours stands, for what both have."""
        names = [*branches]
        for start in range(0, len(names), _AT_ONCE):
            some = names[start : start + _AT_ONCE]
            ours = [tip for branch in some if (tip := branches[branch])] or [*filter(None, branches.values())][:1]
            tips = [f"--negotiation-tip={tip}" for tip in ours]
            text = "".join(f"refs/heads/{branch}\n" for branch in some)
            self._run("fetch", "--quiet", *_FETCH, *tips, "--stdin", _NAME, text=text)

    def push(self, tips: Mapping[str, str]) -> str | None:
        """Push branches as they stand at these commits; return what was said when the remote did not take them.

        That is what happens when somebody else was quicker. Raises `ArchiveError` when it cannot be reached.
        """
        with TemporaryDirectory(prefix="tracker-") as folder:
            variables = self._variables() | {"GIT_DIR": _write_snapshot(Path(folder), self._store.git_dir, tips)}
            arguments = ("push", "--porcelain", "--quiet", "--atomic", _NAME, "refs/heads/*:refs/heads/*")
            process = self._store.start(*arguments, variables=variables)
            output, errors = process.communicate()
        rejected = [line for line in output.decode("utf-8", "replace").splitlines() if line.startswith("!")]
        said = "\n".join([*rejected[:1], errors.decode("utf-8", "replace").strip()])
        if process.returncode and not (rejected and process.returncode == _REJECTED):
            raise self._failure(said)
        return said if process.returncode else None

    def _run(self, *arguments: str, text: str = "") -> str:
        process = self._store.start(*arguments, variables=self._variables())
        output, errors = process.communicate(text.encode())
        if process.returncode:
            raise self._failure(errors.decode("utf-8", "replace"))
        return output.decode("utf-8", "replace")

    def _variables(self) -> dict[str, str]:
        settings = _SETTINGS | {f"remote.{_NAME}.url": self._remote.url}
        environment = git_environment(self._store.git_dir, settings)
        return environment | {"GIT_ALLOW_PROTOCOL": self._remote.protocol, "GIT_SSH_COMMAND": _SSH}

    def _failure(self, said: str) -> ArchiveError:
        said = said.strip().replace(self._remote.url, self._remote.name) or "git ended without a word"
        return ArchiveError(f"{self._remote.name} cannot be synced with: {said}. {self._step(said)}")

    def _step(self, said: str) -> str:
        if "not appear to be a git repository" in said or "not a git repository" in said:
            return f"`git init --bare {self._remote.name}` makes one"
        if "hash algorithm" in said or "mismatched algorithms" in said:
            ours = self._store.setting("extensions.objectformat") or "sha1"
            return (
                f"This archive is in {ours}, and so must that be: `git init --bare --object-format={ours}` makes one"
            )
        if "dubious ownership" in said:
            return "It belongs to another user, whose hooks git would run: name it over ssh"
        return next_step(said, "Nothing was lost: mend that, then run the command again")


def _write_snapshot(folder: Path, git_dir: Path, tips: Mapping[str, str]) -> str:
    """Write a repository that has these branches and no objects of its own; return its folder."""
    (folder / "refs").mkdir()
    (folder / "HEAD").write_text("ref: refs/heads/runs\n")
    shutil.copyfile(git_dir / "config", folder / "config")
    lines = [f"{tip} refs/heads/{branch}\n" for branch, tip in sorted(tips.items())]
    (folder / "packed-refs").write_text("".join(["# pack-refs with: sorted \n", *lines]))
    return str(folder)
