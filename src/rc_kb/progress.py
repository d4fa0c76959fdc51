"""Owns the line on a terminal that tells how far a long work is; it is gone when the work is done."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress

PATIENCE_SECONDS = 0.5
"""How long work goes on without a line: what is done at once needs none."""


@contextmanager
def show_progress(steps: int, *, is_wanted: bool = True) -> Iterator[Callable[[str], None]]:
    """Give a function that is told the name of each step as it begins; shown only where stderr is a terminal."""
    if not is_wanted or not sys.stderr.isatty():
        yield lambda _: None
        return
    line = _Line(steps)
    try:
        yield line.begin
    finally:
        line.stop()


@contextmanager
def show_bytes(name: str, total: int | None) -> Iterator[Callable[[int], None]]:
    """Give a function that is told how many bytes more are done, of a total that may be unknown."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    line = _Line(total, of_bytes=True)
    try:
        yield lambda size: line.advance(name, size)
    finally:
        line.stop()


class _Line:
    """The line of a work that has some steps, or bytes."""

    def __init__(self, steps: int | None, *, of_bytes: bool = False) -> None:
        self._steps = steps
        self._of_bytes = of_bytes
        self._done = 0
        self._since = time.monotonic()
        self._shown: Progress | None = None

    def begin(self, name: str) -> None:
        """Tell that a step begins."""
        self._show(name)
        self._done += 1

    def advance(self, name: str, size: int) -> None:
        """Tell that so much more is done."""
        self._done += size
        self._show(name)

    def _show(self, name: str) -> None:
        if self._shown is None and time.monotonic() - self._since >= PATIENCE_SECONDS:
            self._shown = _open_progress(of_bytes=self._of_bytes)
            self._shown.add_task("", total=self._steps)
            self._shown.start()
        if self._shown is not None:
            self._shown.update(self._shown.task_ids[0], description=name, completed=self._done)

    def stop(self) -> None:
        """Take the line away."""
        if self._shown is not None:
            self._shown.stop()


def _open_progress(*, of_bytes: bool) -> "Progress":
    # A library of 70 ms (measured), which only long work on a terminal needs.
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        DownloadColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    console = Console(stderr=True, markup=False, highlight=False, emoji=False)
    measure = (DownloadColumn(), TimeRemainingColumn()) if of_bytes else (MofNCompleteColumn(),)
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), *measure, TimeElapsedColumn())
    # What is written meanwhile goes where it belongs, not to the console of the line.
    return Progress(*columns, console=console, transient=True, redirect_stdout=False, redirect_stderr=False)
