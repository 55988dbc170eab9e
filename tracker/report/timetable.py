"""The nightly run in a timetable: a line for cron, or a service and its timer for systemd.

Neither starts where you stand nor knows what your shell knows, so all paths are whole. What cron or systemd would
read as more than a character (`%`, `$`, quotation marks, spaces) is written so that it is none. Backslashes and
control characters are refused, for one cron reads them otherwise than the next, and so are quotation marks in the
name of the program, which systemd takes in no spelling.

The service may write to the archive and to a /tmp of its own, and nowhere else. What would break git or a browser is
left out: git sets group bits on folders, and a browser makes name spaces and writes code.
"""

import re
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from pathlib import Path

from tracker.errors import InputError

SERVICE, TIMER = "tracker.service", "tracker.timer"

_REFUSED = re.compile(r"[\\\x00-\x1f\x7f]")
_REFUSED_IN_PROGRAM = re.compile(r"[\"']")
_SERVICE = """\
[Unit]
Description=Check the watched news stories
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
ExecStart={command}
ReadWritePaths={folder}
{environment}ProtectSystem=strict
PrivateTmp=true
NoNewPrivileges=true
"""
_TIMER = """\
[Unit]
Description=Check the watched news stories every night

[Timer]
OnCalendar=*-*-* {at:%H:%M}:00
Persistent=true

[Install]
WantedBy=timers.target
"""
_CRONTAB = """\
# For cron: add this line after `crontab -e`. What the archive needs and keeps, its logs too, is in its folder, which
# can be moved; then the path in this line changes.
{line}
"""
_SYSTEMD = """\
# For systemd: paste this into a terminal. What the archive needs and keeps, its logs too, is in its folder, which can
# be moved; then two lines change, ExecStart and ReadWritePaths. What else a run has to write to, as ~/.gnupg does to
# sign, is added to the second.
mkdir -p ~/.config/systemd/user
cat > ~/.config/systemd/user/{SERVICE} <<'END'
{service}END
cat > ~/.config/systemd/user/{TIMER} <<'END'
{timer}END
systemctl --user daemon-reload
systemctl --user enable --now {TIMER}
loginctl enable-linger    # it runs while nobody is logged in, too
# `journalctl --user -u {SERVICE}` shows what it said, `systemctl --user list-timers` when it runs next.
"""


@dataclass(frozen=True, slots=True)
class Nightly:
    """A command that runs every day `at` a time, the machine's own, and writes to a folder.

    `path` is where programs are looked for, if the usual places lack one. Raises `InputError` for words that a
    timetable cannot hold.
    """

    command: Sequence[str]
    folder: Path
    at: time
    path: str | None = None

    def __post_init__(self) -> None:
        for word in (*self.command, str(self.folder), self.path or ""):
            if _REFUSED.search(word) or (word is self.command[0] and _REFUSED_IN_PROGRAM.search(word)):
                raise InputError(f"{word!r:.200} has a character that cron or systemd does not take: rename it")


def crontab_line(nightly: Nightly) -> str:
    """Return the line for a crontab.

    >>> crontab_line(Nightly(["/opt/tracker", "snapshot", "--archive", "/srv/50 %"], Path("/srv/50 %"), time(2, 30)))
    "30 2 * * * /opt/tracker snapshot --archive '/srv/50 \\\\%'"
    """
    path = f"PATH={shlex.quote(nightly.path)} " if nightly.path else ""
    command = (path + shlex.join(nightly.command)).replace("%", r"\%")
    return f"{nightly.at.minute} {nightly.at.hour} * * * {command}"


def service(nightly: Nightly) -> str:
    """Return the unit of the service."""
    program, *rest = nightly.command
    command = " ".join([_unit_word(program), *(_unit_word(word).replace("$", "$$") for word in rest)])
    environment = f"Environment={_unit_word(f'PATH={nightly.path}')}\n" if nightly.path else ""
    return _SERVICE.format(command=command, folder=_unit_word(str(nightly.folder)), environment=environment)


def timer(nightly: Nightly) -> str:
    """Return the unit of the timer; a night on which the machine was off is made up for."""
    return _TIMER.format(at=nightly.at)


def render_crontab(nightly: Nightly) -> str:
    """Return the line for a crontab, explained."""
    return _CRONTAB.format(line=crontab_line(nightly))


def render_systemd(nightly: Nightly) -> str:
    """Return a script that puts service and timer where systemd finds them and starts the timer."""
    return _SYSTEMD.format(SERVICE=SERVICE, TIMER=TIMER, service=service(nightly), timer=timer(nightly))


def _unit_word(word: str) -> str:
    """Write a word as a unit holds it.

    >>> _unit_word("/srv/archive"), _unit_word("/srv/50 %")
    ('/srv/archive', '"/srv/50 %%"')
    """
    word = word.replace("%", "%%")
    return word if re.fullmatch(r"[\w./:=%@+,-]+", word) else '"' + word.replace('"', '\\"') + '"'
