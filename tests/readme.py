"""The sessions in README.md, which are real: `python -m tests.readme` runs them and writes down what they print.

A session is a block marked `console`. Lines that begin with `$ ` are run in order, in a folder of their own that
holds nothing but `tracker/` as it is in this repository; what they print stands below each of them.
"""

import os
import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
SESSION = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^\$ (.+)$", re.MULTILINE)
COLUMNS = "88"


def rerun(text: str, folder: Path) -> str:
    """Run the sessions of a text in an empty folder, and return the text with what they print."""
    (folder / "tracker").symlink_to(ROOT / "tracker")
    return SESSION.sub(lambda match: _rerun_session(match[0], folder), text)


def _rerun_session(session: str, folder: Path) -> str:
    shown = (f"$ {command}\n{_run(command, folder)}" for command in COMMAND.findall(session))
    return "\n".join(shown)


def _run(command: str, folder: Path) -> str:
    """Run a command line as a terminal would, and return what it prints on both outputs."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    settings = {"PATH": path, "COLUMNS": COLUMNS, "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    settings |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "GIT_PAGER": "cat"}
    ended = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        cwd=folder,
        env=os.environ | settings,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if ended.returncode:
        raise ValueError(f"{command!r} ended with status {ended.returncode}: {ended.stdout}")
    return ended.stdout


if __name__ == "__main__":
    with TemporaryDirectory() as name:
        README.write_text(rerun(README.read_text("utf-8"), Path(name)), "utf-8")
