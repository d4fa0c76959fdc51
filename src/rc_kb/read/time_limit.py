"""Owns how long a statement of the user's may keep a database busy; drawing and waiting for a reader do not count."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from rc_kb.errors import QueryFailed
from rc_kb.read.query import Value

_GRACE_SECONDS = 0.5
_LOOK_SECONDS = 0.1


class Meaning(NamedTuple):
    """What the errors of a kind of database mean to whoever wrote the statement."""

    errors: tuple[type[Exception], ...]
    explain: Callable[[Exception, "TimeLimit"], QueryFailed]


class TimeLimit:
    """The seconds that a database may work on a statement.

    The session looks at the limit between the database's steps. One step may be long (a function on a large value):
    where it runs past the limit, end is called, from another thread.
    """

    def __init__(self, seconds: float, end: Callable[[], None]) -> None:
        self.seconds = seconds
        self._end = end
        self._spent = 0.0
        self._started: float | None = None

    def end_by(self, end: Callable[[], None]) -> None:
        """Let the statement be stopped by a call that does not end the process."""
        self._end = end

    def is_over(self) -> bool:
        """Tell whether the statement has used its seconds up."""
        return self._measure() > self.seconds

    def explain(self) -> QueryFailed:
        """Return the error of a statement that was stopped."""
        return QueryFailed(
            f"the statement ran for {self.seconds:g} seconds and was stopped: --timeout gives it longer."
        )

    def fetch(self, rows: Iterator[tuple[Value, ...]], meaning: Meaning) -> Iterator[tuple[Value, ...]]:
        """Return the rows of a statement that runs."""
        while True:
            with self.running(meaning):
                row: tuple[Value, ...] | None = next(rows, None)
            if row is None:
                return
            if self._spent > self.seconds:  # in many short steps, none of which could be stopped
                raise self.explain()
            yield row

    @contextmanager
    def running(self, meaning: Meaning) -> Iterator[None]:
        """Count the time that the database takes, and say what its errors mean."""
        self._started = time.monotonic()
        try:
            yield
        except meaning.errors as error:
            raise meaning.explain(error, self) from error
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
            if self._measure() > self.seconds + _GRACE_SECONDS:
                self._end()

    def _measure(self) -> float:
        started = self._started
        return self._spent + (time.monotonic() - started if started is not None else 0)
