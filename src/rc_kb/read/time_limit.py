"""Owns how long a statement of the user's may keep SQLite busy; drawing and waiting for a reader do not count."""

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rc_kb.errors import QueryFailed
from rc_kb.read.query import Value

_GRACE_SECONDS = 0.5
_LOOK_SECONDS = 0.1


class TimeLimit:
    """The seconds that SQLite may work on a statement, and what it means when it stops or refuses.

    SQLite looks at the limit between its steps. One step may be long (a function on a large value): where it runs past
    the limit, end is called, from another thread.
    """

    def __init__(self, seconds: float, end: Callable[[], None]) -> None:
        self._seconds = seconds
        self._end = end
        self._spent = 0.0
        self._started: float | None = None

    def is_over(self) -> bool:
        """Tell whether the statement has used its seconds up."""
        return self._measure() > self._seconds

    def fetch(self, cursor: sqlite3.Cursor) -> Iterator[tuple[Value, ...]]:
        """Return the rows of a statement that runs."""
        while True:
            with self.running():
                row: tuple[Value, ...] | None = next(cursor, None)
            if row is None:
                return
            yield row

    @contextmanager
    def running(self) -> Iterator[None]:
        """Count the time that SQLite takes, and say what its errors mean."""
        self._started = time.monotonic()
        try:
            yield
        except (sqlite3.Error, sqlite3.Warning, OverflowError, MemoryError) as error:
            if str(error) == "interrupted" and not self.is_over():
                raise KeyboardInterrupt from error  # sqlite3 has swallowed it in the progress handler
            raise self._explain(error) from error
        finally:
            self._spent, self._started = self._measure(), None

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Watch the statement from another thread while it runs and its rows are read."""
        done = threading.Event()
        threading.Thread(target=self._watch, args=(done,), daemon=True).start()
        try:
            yield
        finally:
            done.set()

    def _watch(self, done: threading.Event) -> None:
        while not done.wait(_LOOK_SECONDS):
            if self._measure() > self._seconds + _GRACE_SECONDS:
                self._end()

    def _measure(self) -> float:
        started = self._started
        return self._spent + (time.monotonic() - started if started is not None else 0)

    def _explain(self, error: Exception) -> QueryFailed:
        said = str(error).rstrip(".")
        if said == "interrupted":
            return QueryFailed(
                f"the statement ran for {self._seconds:g} seconds and was stopped: --timeout gives it longer."
            )
        if "not authorized" in said or "readonly" in said or "prohibited" in said:
            return QueryFailed("the statement does more than read the knowledge base: only SELECT is allowed.")
        if "one statement" in said:
            return QueryFailed("these are several statements: give one SELECT.")
        if isinstance(error, MemoryError) or "too big" in said:
            return QueryFailed("the statement asks for a value that is too large.")
        return QueryFailed(f"the database refused the statement: {said}.")
