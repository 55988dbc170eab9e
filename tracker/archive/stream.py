"""One `git fast-import` for any number of commits: objects in, their ids out, no branch touched.

The commits are made on a ref that is forgotten at the end, so that nothing shows until the refs are moved in one
transaction of their own (`Store.move_refs`). A stream that is cut off leaves nothing but loose ends that git ignores.
"""

import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import BinaryIO

from tracker.archive.store import Store
from tracker.errors import ArchiveError

_SCRATCH = "refs/tracker/scratch"
_NAME = "tracker"
_NO_NAME = re.compile(r"[<>\s\x00-\x1f\x7f]+")  # what git does not take in the name of a person
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_QUESTIONS = 60  # answers of 65 bytes: together they fit in the smallest pipe


class Mark(str):
    """What stands for an object on its way into the repository."""

    __slots__ = ()


class Stream:
    """Commits on their way into the repository; made by `open_stream`."""

    def __init__(self, requests: BinaryIO, answers: BinaryIO) -> None:
        self._requests = requests
        self._answers = answers
        self._n = 0

    def add(self, texts: Iterable[str]) -> list[Mark]:
        """Add texts and return a mark for each, which stands for it as a file of commits.

        Git keeps a text as what differs from the one before, so texts that are alike had best follow each other:
        the versions of a story then cost git half the time and a third of the space.
        """
        return [self._add(text) for text in texts]

    def _add(self, text: str) -> Mark:
        mark = self._next_mark()
        self._requests.write(f"blob\nmark {mark}\n".encode())
        self._write_data(text)
        return mark

    def _next_mark(self) -> Mark:
        self._n += 1
        return Mark(f":{self._n}")

    def commit(
        self,
        message: str,
        files: Mapping[str, str],
        parents: Sequence[str],
        *,
        authored_at: datetime,
        committed_at: datetime,
        author: str = _NAME,
        tree: str | None = None,
    ) -> Mark:
        """Add a commit and return its mark, which stands for it as a parent.

        `files` are texts, or marks of texts that were added before; files not given are those of `tree`, the id of
        one that is there, or else the parent's.
        """
        mark = self._next_mark()
        head = f"reset {_SCRATCH}\n\ncommit {_SCRATCH}\nmark {mark}\n"
        head += f"author {_identity(author)} {_raw_date(authored_at)}\n"
        head += f"committer {_identity(_NAME)} {_raw_date(committed_at)}\n"
        self._requests.write(head.encode())
        self._write_data(message)
        for verb, parent in zip(("from", *("merge" for _ in parents[1:])), parents, strict=False):
            self._requests.write(f"{verb} {parent}\n".encode())
        if tree:
            self._requests.write(f"M 040000 {tree} \n".encode())
        for path, file in files.items():
            self._write_file(path, file)
        return mark

    def _write_file(self, path: str, file: str) -> None:
        if isinstance(file, Mark):
            self._requests.write(f"M 100644 {file} {path}\n".encode())
        else:
            self._requests.write(f"M 100644 inline {path}\n".encode())
            self._write_data(file)

    def _write_data(self, text: str) -> None:
        data = text.encode("utf-8", "backslashreplace")  # half a surrogate pair is left as JSON would write it
        self._requests.write(b"data %d\n%b\n" % (len(data), data))

    def ids(self, marks: Sequence[str]) -> dict[str, str]:
        """Return the ids of the commits with these marks."""
        ids: list[str] = []
        for start in range(0, len(marks), _QUESTIONS):
            asked = marks[start : start + _QUESTIONS]
            self._requests.write("".join(f"get-mark {mark}\n" for mark in asked).encode())
            self._requests.flush()
            ids += [self._answers.readline().decode().strip() for _ in asked]
        if not all(ids):
            raise BrokenPipeError("git fast-import ended early")
        return dict(zip(marks, ids, strict=True))

    def end(self) -> None:
        """Forget the scratch ref and say that the stream is complete."""
        self._requests.write(f"reset {_SCRATCH}\n\ndone\n".encode())
        self._requests.flush()


@contextmanager
def open_stream(store: Store) -> Iterator[Stream]:
    """Open a stream whose objects are on the disk when the block has ended well. Raises `ArchiveError`."""
    store.clean_keeps()  # under the archive's lock there is no other
    process = store.start("fast-import", "--quiet", "--done", "--date-format=raw")
    assert process.stdin is not None and process.stdout is not None
    stream = Stream(process.stdin, process.stdout)  # type: ignore[arg-type]
    try:
        yield stream
        stream.end()
    except BrokenPipeError as error:
        raise _failure(store, process, process.communicate()[1]) from error
    except BaseException:
        process.kill()
        process.communicate()
        raise
    _, errors = process.communicate()
    if process.returncode:
        raise _failure(store, process, errors)
    store.sync_objects()


def _failure(store: Store, process: "subprocess.Popen[bytes]", errors: bytes) -> ArchiveError:
    """Return the error that says how git failed, and remove the report that it writes for its makers."""
    (store.git_dir / f"fast_import_crash_{process.pid}").unlink(missing_ok=True)
    return store.failure("fast-import", errors, process.returncode)


def _identity(name: str) -> str:
    """Write a person as git keeps one; nobody's address is known."""
    return f"{_NO_NAME.sub(' ', name).strip() or _NAME} <tracker@localhost>"


def _raw_date(at: datetime) -> str:
    """Write a time as git keeps it, in whole seconds; git knows no time before 1970."""
    return f"{max(0, int((at - _EPOCH).total_seconds()))} +0000"
