"""Owns the line on a terminal that tells how far a long work is; it is gone when the work is done."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def show_progress(steps: int, *, is_wanted: bool = True) -> Iterator[Callable[[str], None]]:
    """Give a function that is told the name of each step as it begins; shown only where stderr is a terminal."""
    if not is_wanted or not sys.stderr.isatty():
        yield lambda _: None
        return
    # A library of 70 ms (measured), which only a terminal needs.
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True, markup=False, highlight=False, emoji=False)
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    # What is written meanwhile goes where it belongs, not to the console of the line.
    with Progress(*columns, console=console, transient=True, redirect_stdout=False, redirect_stderr=False) as shown:
        task = shown.add_task("", total=steps)
        begun = 0

        def begin(name: str) -> None:
            nonlocal begun
            shown.update(task, description=name, completed=begun)
            begun += 1

        yield begin
