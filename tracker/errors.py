"""The one family of errors that a person is meant to read.

Every layer raises a child of `TrackerError`; only the command line turns it into `Error: …` and exit status 1.
A message names the input (a path, a URL, a story) and the next step. Anything else that escapes is a bug.
"""


class TrackerError(Exception):
    """Say what is wrong with which input, and what to do next."""


class InputError(TrackerError):
    """A file, URL or name given by the user cannot be used."""


class ArchiveError(TrackerError):
    """The archive cannot be opened, read or written."""
