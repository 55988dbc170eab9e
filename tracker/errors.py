"""The one family of errors that a person is meant to read.

Every layer raises a child of `TrackerError`; only the command line turns it into `Error: …` and exit status 1.
A message names the input (a path, a URL, a story) and the next step. Anything else that escapes is a bug.
"""

import re


class TrackerError(Exception):
    """Say what is wrong with which input, and what to do next."""


class InputError(TrackerError):
    """A file, URL or name given by the user cannot be used."""


class ArchiveError(TrackerError):
    """The archive cannot be opened, read or written."""


class BusyError(ArchiveError):
    """Another tracker holds the lock that is needed."""


def next_step(said: str, otherwise: str) -> str:
    """Say what to do about what the system, git or SQLite said when it failed."""
    if re.search("no space left|out of disk ?space|quota|disk is full", said, re.IGNORECASE):
        return "Free some space, then run the command again"
    if re.search("read-?only|permission denied|not permitted", said, re.IGNORECASE):
        return "Make the folder writable, then run the command again"
    if re.search("file too large|SIGXFSZ", said, re.IGNORECASE):
        return "Lift the limit on the size of files (`ulimit -f`), then run the command again"
    if re.search("(couldn't|could not|unable to) write|disk I/O error", said):  # git and SQLite do not always say why
        return "The disk may be full, or `ulimit -f` too low. Free some space, then run the command again"
    if re.search(r"\.lock'?: File exists", said):
        return (
            "Run the command again when no other git is at work there; `tracker maintain` removes locks left behind"
        )
    return otherwise
