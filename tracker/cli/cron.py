"""`tracker cron`: the nightly run as a line for cron, or as a service and a timer for systemd."""

import os
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker.cli.opening import open_archive
from tracker.cli.options import archive_option, json_option, run_options
from tracker.cli.output import echo, print_json, warn
from tracker.errors import InputError

if TYPE_CHECKING:
    from tracker.report.timetable import Nightly

_USUAL_PATH = "/usr/bin:/bin"  # what cron looks through
_FORGOTTEN = ("http_proxy", "https_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "TRACKER_NOTIFY_URLS")


@click.command("cron", short_help="Print what runs every night, for cron or systemd.")
@click.option(
    "--at",
    metavar="HH:MM",
    type=click.DateTime(["%H:%M"]),
    default="02:00",
    show_default=True,
    help="When, by the clock of this machine.",
)
@click.option("--crontab", is_flag=True, help="Print only the line for cron.")
@click.option("--systemd", is_flag=True, help="Print only the service and the timer for systemd.")
@run_options
@archive_option
@json_option
def command(
    at: datetime,
    crontab: bool,
    systemd: bool,
    max_time: str | None,
    shard: str | None,
    archive_path: Path,
    as_json: bool,
) -> None:
    """Print what checks the watched stories every night: a line for cron, or a service and a timer for systemd.

    Either is ready to paste, with whole paths, and changes nothing by itself. Where tracker.toml names whom to
    notify, the run does. The archive's folder holds all that a run needs and keeps; which lines change when it is
    moved is said beside them.

    \b
    Examples:  tracker cron --at 01:30 --max-time 3h
               tracker cron --systemd | sh
    """
    from tracker.report.alerts.receivers import read_notify_settings
    from tracker.report.timetable import Nightly, render_crontab, render_systemd

    with open_archive(archive_path) as archive:
        folder = archive.path.resolve() if ".." in archive.path.parts else archive.path
    own = own_command(sys.argv[0], sys.executable)
    _check_that_it_runs(own)
    options = [*(("--max-time", max_time) if max_time else ()), *(("--shard", shard) if shard else ())]
    options += ["--notify"] if read_notify_settings(folder, {}).urls else []
    nightly = Nightly((*own, "snapshot", "--archive", str(folder), *options), folder, at.time(), _path())
    if names := [name for name in _FORGOTTEN if name in os.environ]:
        warn(
            f"{', '.join(names)} will not be known at night: set it in the crontab, or as Environment= in the service"
        )
    if as_json:
        print_json(_as_json(nightly))
        return
    parts = [render_crontab(nightly)] if crontab or not systemd else []
    parts += [render_systemd(nightly)] if systemd or not crontab else []
    echo("\n".join(parts))


def own_command(script: str, interpreter: str) -> tuple[str, ...]:
    """Return the words that run this program from anywhere: the script it was called as, or a module of Python."""
    path = Path(script).absolute()
    return (str(path),) if path.name == "tracker" and os.access(path, os.X_OK) else (interpreter, "-m", "tracker")


def _check_that_it_runs(own: tuple[str, ...]) -> None:
    """Raise `InputError` where the program is only found from the folder or the shell it was called in."""
    tried = subprocess.run([*own, "--version"], cwd="/", env={"PATH": _USUAL_PATH}, capture_output=True, check=False)
    if tried.returncode:
        raise InputError(
            f"{' '.join(own)} does not run outside of this folder: install it there with `pip install .`"
        )


def _path() -> str | None:
    """Return where programs are to be looked for, if git is in another place than cron looks."""
    if shutil.which("git", path=_USUAL_PATH):
        return None
    git = shutil.which("git")
    return f"{Path(git).absolute().parent}:{_USUAL_PATH}" if git else None


def _as_json(nightly: "Nightly") -> dict[str, object]:
    from tracker.report.timetable import SERVICE, TIMER, crontab_line, service, timer

    return {
        "command": [*nightly.command],
        "crontab": crontab_line(nightly),
        "systemd": {SERVICE: service(nightly), TIMER: timer(nightly)},
    }
