"""The command line: one module a command, each of which parses, calls one function, prints, and sets the status.

Commands import what they need when they run, so that `tracker --help` is quick. This is the only place where an
error becomes `Error: …`: exit status 0 is done, 1 an error that says what to do, 2 a wrong command line, 130 Ctrl-C.
Standard output carries the result, standard error the rest. A reader that goes away early (`| head`) is no error.
"""

import io
import os
import signal
import sys
from importlib import import_module
from typing import Any

import click
from click.exceptions import Exit

from tracker import __version__
from tracker.errors import TrackerError

# In the order of a first session. The module of a command has its name, with `_` for `-`, and holds `command`.
COMMANDS = (
    "demo",
    "init",
    "watch",
    "snapshot",
    "status",
    "record",
    "list",
    "log",
    "show",
    "diff",
    "search",
    "corrections",
    "review",
    "report",
    "notify",
    "cron",
    "reindex",
    "reextract",
    "verify",
    "prune-pages",
    "maintain",
    "sync",
    "export",
    "import",
    "config",
    "notices",
    "compare",
)
INTERRUPTED = 128 + signal.SIGINT


class Commands(click.Group):
    """The group that finds commands by name and puts errors into words."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands, in the order of a first session."""
        return [*COMMANDS]  # `list` is a module here, once it is imported

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command of a name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"tracker.cli.{cmd_name.replace('-', '_')}").command
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; say what is wrong with which input instead of showing a traceback."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.Abort, Exit, BrokenPipeError):
            raise  # click's own, and what it takes for a reader that has seen enough
        except KeyboardInterrupt:
            click.echo("\nStopped. What was recorded until here is kept, and nothing is half-written.", err=True)
            ctx.exit(INTERRUPTED)
        except TrackerError as error:
            raise _said(str(error)) from error
        except Exception as error:
            if os.environ.get("TRACKER_DEBUG"):
                raise
            raise _said(f"{type(error).__name__}: {error}\n{_BUG}") from error


_BUG = "This is a bug in tracker. Please report it, with what the same command prints after TRACKER_DEBUG=1"


def _said(message: str) -> click.ClickException:
    from tracker.report.printable import printable

    return click.ClickException(printable(message))


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit status: 0 done, 1 an error, 2 a wrong command line, 130 stopped by Ctrl-C.",
)
@click.version_option(__version__, prog_name="tracker")
def main() -> None:
    """Keep every version of a news story, show what changed, and tie each correction notice to its words.

    \b
    A first look:       tracker demo
    Two files:          tracker compare yesterday.txt today.txt
    An archive:         tracker init
                        tracker record https://news.example/bridge bridge.html
                        tracker corrections
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that lacks a character shows `?`
