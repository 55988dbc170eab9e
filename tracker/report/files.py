"""Files of a report, written whole or not at all.

A file is written beside its place under a temporary name and then put there in one step, so that a reader never
sees half of one. A report replaces only files that carry its generator's name, so that a folder given by mistake
loses nothing.
"""

import os
import tempfile
from pathlib import Path

from tracker.errors import InputError, next_step

GENERATOR = "newsroom-tracker"  # in the first kilobytes of every page and feed
_HEAD = 4096  # bytes in which the generator's name must stand


def write_file(path: Path, text: str) -> None:
    """Write a file of a report in one step, making its folder where needed.

    Raises `InputError` where that is not possible, or where the file there is not one of a report.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _refuse_stranger(path)
        _replace(path, text.encode())
    except OSError as error:
        said = error.strerror or str(error)
        step = next_step(said, "Choose another folder")
        raise InputError(f"{path}: cannot write the report ({said}). {step}") from error


def _refuse_stranger(path: Path) -> None:
    if not path.exists():
        return
    with path.open("rb") as file:
        if GENERATOR.encode() not in file.read(_HEAD):
            raise InputError(f"{path} was not written by tracker and is left as it is; choose another folder")


def _replace(path: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".tracker-", suffix=".tmp")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        temporary.chmod(0o644)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
