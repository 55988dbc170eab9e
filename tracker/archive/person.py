"""Who sits at the keyboard: as git knows them, or else by the name they logged in with."""

import getpass
import subprocess

from tracker.archive.commits import one_line
from tracker.errors import InputError


def person_name(given: str | None = None) -> str:
    """Return the name that decisions are signed with: the given one before git's. Raises `InputError` for none."""
    name = one_line(given if given is not None else _git_name() or _login_name())
    if not name:
        raise InputError("nobody is named: say who decides with `--as NAME`")
    return name.encode("utf-8", "replace").decode()


def _git_name() -> str:
    """The person's own setting: this is no work on the archive, whose git knows no settings but ours."""
    try:
        asked = subprocess.run(["git", "config", "--get", "user.name"], capture_output=True, check=False)
    except FileNotFoundError:
        return ""
    return one_line(asked.stdout.decode("utf-8", "replace"))


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # nobody is logged in, as in some containers
        return ""
