"""What the user sees: results on standard output, notes and progress on standard error."""

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from threading import Timer
from typing import TypeVar

import click

from tracker.errors import InputError

Item = TypeVar("Item")

_CLEAR = "\r\x1b[K"  # what progress has written into the last line of a terminal
PATIENCE = 1.0  # seconds after which somebody at a terminal is told what takes so long


def echo(text: str | bytes) -> None:
    """Print a result, which brings its own line ends. Raises `InputError` when standard output cannot be written."""
    try:
        click.echo(text, nl=False)
    except BrokenPipeError:
        raise
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # else Python tries once more at its end
        raise InputError(f"standard output cannot be written: {error.strerror}. Send it elsewhere") from error


def print_line(text: str) -> None:
    """Print a line in which no character acts, wherever it comes from."""
    from tracker.report.printable import printable

    echo(printable(text) + "\n")


def print_json(value: object) -> None:
    """Print a value as JSON in UTF-8, whatever the terminal's encoding is."""
    text = json.dumps(value, ensure_ascii=False, indent=1) + "\n"
    echo(text.encode("utf-8", "backslashreplace"))  # half a surrogate pair becomes JSON's own escape


def warn(message: str) -> None:
    """Say something on standard error that is no result and no error."""
    from tracker.report.printable import printable

    is_terminal = sys.stderr is not None and sys.stderr.isatty()
    click.echo(f"{_CLEAR if is_terminal else ''}Note: {printable(message)}", err=True)


def use_color() -> bool:
    """Whether standard output is a terminal that wants colour (https://no-color.org)."""
    is_terminal = sys.stdout is not None and sys.stdout.isatty()
    return is_terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def terminal_width() -> int:
    """The width of the terminal, at most what reads well; 100 columns where there is none."""
    return min(shutil.get_terminal_size((100, 24)).columns, 120)


@contextmanager
def progress(label: str, n_steps: int = 0) -> Iterator[Callable[[], None]]:
    """Count the calls of what this yields on standard error: on a terminal, from the second second on."""
    n_done, is_shown = 0, False

    def show() -> None:
        nonlocal is_shown
        is_shown = True
        done = f" {n_done:,}" if n_done else ""
        click.echo(f"\r{label} …{done}{f' of {n_steps:,}' if done and n_steps else ''}", nl=False, err=True)

    def step() -> None:
        nonlocal n_done
        n_done += 1
        if is_shown:
            show()

    timer = Timer(PATIENCE, show)
    if sys.stderr is not None and sys.stderr.isatty():
        timer.start()
    try:
        yield step
    finally:
        timer.cancel()
        if is_shown:
            click.echo(_CLEAR, nl=False, err=True)


def with_progress(items: Iterable[Item], label: str, n_steps: int) -> Iterator[Item]:
    """Yield the items, counting them as `progress` does."""
    with progress(label, n_steps) as step:
        for item in items:
            yield item
            step()
