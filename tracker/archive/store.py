"""The bare git repository as a store of objects and refs, and the only place that runs git.

Git runs in an environment of our own making: no setting of the user, the system or the surrounding process, no
hook, prompt or pager changes what happens. Objects are read through one `git cat-file --batch` that lives as long
as the store: GitPython starts and ends it, and requests are sent by the dozen, so an object costs no process and
hardly a wait. The answers are read here, since GitPython insists on ids of 40 digits, and SHA-256 has 64.

A store is not safe to share between threads.
"""

import os
import re
import signal
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, BinaryIO

from tracker.archive.deadline import TimeUp
from tracker.archive.runs import Move
from tracker.archive.walking import walk
from tracker.archive.writing import sync
from tracker.errors import ArchiveError, next_step

if TYPE_CHECKING:
    from git import Git

_REQUESTS = (
    20  # of at most 200 bytes: together they fit in the smallest pipe, so the two sides never block each other
)

# Whatever is reported as recorded survives a power cut. Git has objects on the disk before it goes on, loose ones
# too, which its default leaves out, but not their names in folders: `sync_objects` sees to these, in 8 ms. Refs are
# left to `sync_refs`: one by one, as git does it, 2,000 of them took between 1.3 and 5.6 s, together 0.1 s; until
# that is done, the archive's file `pending` stands for them.
_SETTINGS = {
    "core.fsync": "objects",
    "core.hooksPath": os.devnull,
    "core.filesRefLockTimeout": "2000",
    "core.warnAmbiguousRefs": "false",  # nobody reads the warnings of a process that only answers
}

# Git asks for and gives back the memory of its compressor, 0.3 MB, for every object. Where glibc gives that back to
# the system at once, as it does by default, 4,000 versions took 1.1 s to write; where it keeps it, 0.4 s.
_KEPT_MEMORY = str(4 * 1024 * 1024)
_LOOSE = re.compile(r"[0-9a-f]{2}/(?:[0-9a-f]{38}|[0-9a-f]{62})")


# A run that records 100,000 versions has 25 MB. What others send may have any size, and memory holds all of it.
_LARGEST = 256 * 1024 * 1024


class _TooLarge(Exception):
    """An object, named by its id, is larger than any of ours."""


@dataclass(frozen=True, slots=True)
class Object:
    """A git object: its id and its bytes."""

    id: str
    data: bytes


def git_environment(git_dir: Path, settings: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the variables that tie git to one repository and to nothing else, with further settings for it.

    They also overrule what a surrounding git (a hook, say) has set: GitPython can set variables, but not unset them.
    """
    pairs = (_SETTINGS | dict(settings or {})).items()
    keys = {f"GIT_CONFIG_KEY_{n}": key for n, (key, _) in enumerate(pairs)}
    values = {f"GIT_CONFIG_VALUE_{n}": value for n, (_, value) in enumerate(pairs)}
    return {
        "GIT_DIR": str(git_dir),
        "GIT_OBJECT_DIRECTORY": str(git_dir / "objects"),
        "GIT_ALTERNATE_OBJECT_DIRECTORIES": "",
        "GIT_NAMESPACE": "",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_PARAMETERS": "",
        "GIT_CONFIG_COUNT": str(len(pairs)),
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_ASKPASS": "",  # not the one of ssh either
        "GIT_PAGER": "cat",
        "MALLOC_TRIM_THRESHOLD_": _KEPT_MEMORY,
        "LC_ALL": "C",
        "TZ": "UTC",
        **keys,
        **values,
    }


class Store:
    """The repository at `git_dir`, which need not exist before `create`."""

    def __init__(self, git_dir: Path) -> None:
        self.git_dir = git_dir.absolute()
        self._cat_file: Git.AutoInterrupt | None = None

    def create(self, object_format: str, settings: Mapping[str, str]) -> None:
        """Make an empty repository with these settings, and `runs` as the branch a clone starts with."""
        self.run(
            "init", "--quiet", "--bare", "--template=", "--initial-branch=runs", f"--object-format={object_format}"
        )
        # nobody's push may rewrite or drop a branch; packing is a job of its own, never an unbounded stop
        always = {"receive.denyNonFastForwards": "true", "receive.denyDeletes": "true", "gc.auto": "0"}
        for key, value in (always | dict(settings)).items():
            self.run("config", key, value)

    def setting(self, key: str) -> str | None:
        """Return a setting of the repository; None where it is not set, or where there is no repository."""
        process = self.start("config", "--file", str(self.git_dir / "config"), "--get", key)
        return process.communicate()[0].decode("utf-8", "replace").strip() or None

    def run(self, *arguments: str, text: str = "", variables: Mapping[str, str] | None = None) -> bytes:
        """Run one git command to its end and return its output. Raises `ArchiveError` when it fails."""
        process = self.start(*arguments, variables=variables)
        output, errors = process.communicate(text.encode("utf-8", "surrogateescape"))
        if process.returncode:
            raise self.failure(_command(arguments), errors, process.returncode)
        return output

    def pour(
        self,
        *arguments: str,
        given: IO[bytes] | None = None,
        into: IO[bytes] | None = None,
        seconds: float | None = None,
    ) -> None:
        """Run one git command from a file to a file, each from its beginning, for so many seconds at most.

        Raises `ArchiveError` when it fails, and `TimeUp` when it takes longer: it is then ended, and clears
        away its locks, unless that comes in the moment in which it takes one: maintenance removes it then.
        """
        for file in filter(None, (given, into)):
            file.seek(0)
        process = self.start(*arguments, stdin=given or subprocess.DEVNULL, stdout=into or subprocess.DEVNULL)
        try:
            _, errors = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired as error:
            process.terminate()
            process.communicate()
            raise TimeUp(f"{self.git_dir}: git {_command(arguments)} was not done in time") from error
        if process.returncode:
            raise self.failure(_command(arguments), errors, process.returncode)
        for file in filter(None, (given, into)):
            file.seek(0)

    def start(
        self,
        *arguments: str,
        stdin: IO[bytes] | int = subprocess.PIPE,
        stdout: IO[bytes] | int = subprocess.PIPE,
        variables: Mapping[str, str] | None = None,
    ) -> "subprocess.Popen[bytes]":
        """Start a git command, with pipes at all ends for which no file is given, and with further variables."""
        inherited = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
        environment = inherited | git_environment(self.git_dir) | dict(variables or {})
        try:
            return subprocess.Popen(
                ["git", *arguments], env=environment, stdin=stdin, stdout=stdout, stderr=subprocess.PIPE
            )
        except FileNotFoundError as error:
            raise ArchiveError(f"{self.git_dir} is kept by git, which is not installed: install git") from error

    def failure(self, command: str, errors: bytes, status: int = 1) -> ArchiveError:
        """Return the error that says how a git command failed; a negative status is the signal that ended it."""
        said = errors.decode("utf-8", "replace").strip() or "without a word"
        step = next_step(said, "Run `git fsck` there to see whether the archive is sound")
        if status < 0:
            said = f"it was ended by {signal.Signals(-status).name}"
            step = next_step(said, "Run the command again")
        return ArchiveError(f"{self.git_dir}: git {command} failed: {said}. {step}")

    def read(self, names: Iterable[str]) -> Iterator[Object | None]:
        """Yield the objects with these names (an id, a ref, `<id>:<path>`), None for each that is not there."""
        names = list(names)
        for start in range(0, len(names), _REQUESTS):
            yield from self._read_some(names[start : start + _REQUESTS])

    def _read_some(self, names: Sequence[str]) -> list[Object | None]:
        requests, answers = self._pipes()
        try:
            requests.write("".join(f"{name}\n" for name in names).encode())
            requests.flush()
            return [_read_answer(answers) for _ in names]
        except (BrokenPipeError, EOFError) as error:
            self.close()
            raise ArchiveError(f"{self.git_dir}: git cat-file ended early. Run `git fsck` there") from error
        except _TooLarge as error:
            self.close()
            raise ArchiveError(f"{self.git_dir}: {error} is too large to have been written by tracker") from error

    def _pipes(self) -> tuple[BinaryIO, BinaryIO]:
        if self._cat_file is None:
            from git import Git  # only here: importing it takes 55 ms, and fails where there is no git

            git = Git(str(self.git_dir))
            git.update_environment(**git_environment(self.git_dir), GIT_COMMON_DIR=str(self.git_dir))
            self._cat_file = git.cat_file("--batch", as_process=True, istream=subprocess.PIPE)
        return self._cat_file.stdin, self._cat_file.stdout

    def close(self) -> None:
        """End the reading process."""
        self._cat_file = None  # GitPython ends a process that nobody holds any more

    def list_refs(self) -> Iterator[tuple[str, str, str]]:
        """Yield the name, the commit and the commit's message of every branch, in order of name."""
        output = self.run(
            "for-each-ref", "--format=%(refname:lstrip=2)%0a%(objectname)%0a%(contents)%00", "refs/heads/"
        )
        for record in output.decode("utf-8", "replace").split("\0\n")[:-1]:
            branch, tip, message = record.split("\n", 2)
            yield branch, tip, message

    def list_tips(self) -> Iterator[tuple[str, str]]:
        """Yield the name and the commit of every branch, in order of name; far quicker, for no commit is read."""
        output = self.run("for-each-ref", "--format=%(objectname) %(refname:lstrip=2)", "refs/heads/")
        for line in output.decode("utf-8", "replace").splitlines():
            tip, _, branch = line.partition(" ")
            yield branch, tip

    def move_refs(self, moves: Iterable[Move]) -> None:
        """Move branches all at once or not at all, each only from where it is said to be."""
        lines = [
            f"update refs/heads/{move.branch} {move.new} {move.old}"
            if move.old
            else f"create refs/heads/{move.branch} {move.new}"
            for move in moves
        ]
        self.run("update-ref", "--stdin", text="\n".join(["start", *lines, "prepare", "commit\n"]))

    def move_ref(self, move: Move) -> None:
        """Move one branch, only from where it is said to be, and have that on the disk."""
        settings = ("-c", "core.fsync=objects,reference")
        none = "0" * len(move.new)
        process = self.start(*settings, "update-ref", f"refs/heads/{move.branch}", move.new, move.old or none)
        _, errors = process.communicate()
        if process.returncode:
            raise self.failure("update-ref", errors, process.returncode)
        self.sync_refs([move.branch])

    def sync_refs(self, branches: Iterable[str]) -> None:
        """Have branches that were moved on the disk, with their names."""
        paths = [self._ref_path(branch) for branch in branches]
        sync(path for path in [*paths, *{path.parent for path in paths}] if path.exists())

    def clean_refs(self, branches: Iterable[str]) -> None:
        """Remove what a killed git (a lock) or a power cut (an empty ref) left of moving these branches."""
        paths = [self._ref_path(branch) for branch in branches]
        for path in [*paths, self.git_dir / "HEAD"]:  # git locks HEAD along with the branch it names
            path.with_name(f"{path.name}.lock").unlink(missing_ok=True)
        for path in paths:
            if path.exists() and not path.read_bytes().strip(b"\0\n"):
                path.unlink()

    def clean_keeps(self) -> None:
        """Remove the files by which a killed fast-import kept its pack: they would stop one that makes the same."""
        for path in (self.git_dir / "objects" / "pack").glob("*.keep"):
            if path.read_bytes() in (b"", b"fast-import"):
                path.unlink()

    def list_loose(self) -> list[Path]:
        """Return the files of the objects that are in no pack, or not only there."""
        objects = self.git_dir / "objects"
        return [Path(entry.path) for entry in walk(objects) if _LOOSE.fullmatch(entry.path[len(f"{objects}/") :])]

    def sync_objects(self) -> None:
        """Have the names of the objects on the disk: git sees to what is in their files alone."""
        objects = self.git_dir / "objects"
        sync([objects, objects / "pack", *objects.glob("[0-9a-f][0-9a-f]")])

    def _ref_path(self, branch: str) -> Path:
        return self.git_dir / "refs" / "heads" / branch


def _command(arguments: Sequence[str]) -> str:
    """Return the command among the arguments of git, which settings may stand before."""
    return next(word for word in arguments if not word.startswith("-") and "=" not in word)


def _read_answer(answers: BinaryIO) -> Object | None:
    """Read an object, or that there is none. Raises `EOFError` when the answer is not complete, and `_TooLarge`."""
    words = answers.readline().split(b" ")
    if words[-1] == b"missing\n":
        return None
    if len(words) != 3:
        raise EOFError
    if int(words[2]) > _LARGEST:
        raise _TooLarge(words[0].decode())
    data = answers.read(int(words[2]) + 1)
    if len(data) != int(words[2]) + 1:
        raise EOFError
    return Object(words[0].decode(), data[:-1])
