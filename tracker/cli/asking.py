"""Questions at a terminal that one key or a few numbers answer, and what ends them."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager

import click

from tracker.cli.output import print_line
from tracker.errors import InputError


def ask_key(keys: dict[str, str]) -> str:
    """Ask for one of some keys; the end of what there is to read is `q`. Raises `InputError` without a terminal."""
    while True:
        click.echo(f"{', '.join(keys.values())}: ", nl=False)
        try:
            key = click.getchar().lower() or "q"
        except EOFError:
            key = "q"
        except OSError as error:
            raise InputError(
                "a review asks questions, and there is no terminal: see `tracker review --help`"
            ) from error
        print_line(key if key in keys else "That is no answer.")
        if key in keys:
            return key


def ask_numbers(question: str, highest: int) -> list[int]:
    """Ask for numbers from 1 to `highest`, until all that is given are such; nothing is none."""
    while True:
        try:
            words = str(click.prompt(question, default="", show_default=False)).replace(",", " ").split()
        except click.Abort as error:
            raise KeyboardInterrupt from error
        if all(word.isascii() and word.isdigit() and 1 <= int(word) <= highest for word in words):
            return [int(word) for word in words]
        click.echo(f"Give numbers from 1 to {highest}.")


@contextmanager
def ended_by_signals() -> Iterator[None]:
    """Let a terminal that goes away, or a request to end, end the review as Ctrl-C does."""
    signals = (signal.SIGHUP, signal.SIGTERM)
    before = [signal.signal(each, signal.default_int_handler) for each in signals]
    try:
        yield
    finally:
        for each, handler in zip(signals, before, strict=True):
            signal.signal(each, handler)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Let no signal of the terminal stop the saving, nor the git that does it."""
    signals = (signal.SIGINT, signal.SIGHUP, signal.SIGTERM)
    before = [signal.signal(each, signal.SIG_IGN) for each in signals]
    try:
        yield
    finally:
        for each, handler in zip(signals, before, strict=True):
            signal.signal(each, handler)
