"""Owns the processes that prepare sheets beside the one that writes: parsing and checking take most of the time."""

import gc
import multiprocessing
import signal
import threading
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import chain, islice
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import NamedTuple

from rc_kb.errors import BadSheet, RcKbError, WorkerDied
from rc_kb.sheet.sources import RawSheet
from rc_kb.store.known import KnownNames
from rc_kb.store.prepare import Prepared, prepare_sheet

_MANY_OBJECTS = 100_000
"""A batch makes more, and hardly any garbage: looking for it as often as Python does adds half (measured)."""


class Batch(NamedTuple):
    """Sheets of one transaction, as they were read and prepared."""

    raw: Sequence[RawSheet]
    sheets: list[Prepared]


def prepare_batches(
    batches: Iterator[Sequence[RawSheet]], known: KnownNames, jobs: int
) -> Generator[Batch, None, None]:
    """Return each batch with its sheets prepared, in order, by so many processes; raise BadSheet, or WorkerDied.

    With one job, or one batch, it is this process, and no other is started.
    """
    source = _Source(batches)
    first = list(islice(source, 2 if jobs > 1 else 0))
    if len(first) > 1:
        with _start_workers(known, jobs) as workers:
            yield from _share_out(chain(first, source), workers)
    else:
        for batch in chain(first, source):
            yield Batch(batch, _prepare(batch, known))
    source.check()


class _Source:
    """The batches that are read ahead: those before one that cannot be read come first, and only then its error."""

    def __init__(self, batches: Iterator[Sequence[RawSheet]]) -> None:
        self._batches = batches
        self._error: RcKbError | None = None

    def __iter__(self) -> Iterator[Sequence[RawSheet]]:
        """Return the batches that can be read."""
        return iter(self.take, None)

    def take(self) -> Sequence[RawSheet] | None:
        """Return the next batch; None where there is no other that can be read."""
        if self._error is not None:
            return None
        try:
            return next(self._batches, None)
        except RcKbError as error:
            self._error = error
            return None

    def check(self) -> None:
        """Raise the error of the batch that could not be read."""
        if self._error is not None:
            raise self._error


def _prepare(batch: Sequence[RawSheet], known: KnownNames) -> list[Prepared]:
    return [prepare_sheet(one.parse(), one.source, known, one.where) for one in batch]


def _share_out(batches: Iterator[Sequence[RawSheet]], workers: Sequence["_Worker"]) -> Iterator[Batch]:
    """Return batches in order; each worker has one, and the next as soon as it has given that back."""
    busy: deque[tuple[_Worker, Sequence[RawSheet]]] = deque()

    def send_next(worker: _Worker) -> None:
        batch = next(batches, None)
        if batch is not None:
            worker.send(batch)
            busy.append((worker, batch))

    for worker in workers:
        send_next(worker)
    while busy:
        worker, batch = busy.popleft()
        sheets = worker.receive()
        # It works on while these are written.
        send_next(worker)
        yield Batch(batch, sheets)


class _Worker(NamedTuple):
    """A process, and this side's end of the pipe to it; a batch is sent only to one that has given back its last."""

    process: SpawnProcess
    pipe: Connection

    def send(self, batch: Sequence[RawSheet]) -> None:
        """Give it a batch."""
        try:
            self.pipe.send(batch)
        except OSError as error:
            raise self._tell_end() from error

    def receive(self) -> list[Prepared]:
        """Return its batch, prepared; raise BadSheet where it holds one, and WorkerDied where the process has ended."""
        try:
            answer = self.pipe.recv()
        except (EOFError, OSError) as error:
            raise self._tell_end() from error
        if isinstance(answer, _Refused):
            raise BadSheet(answer.source, answer.problems)
        prepared: list[Prepared] = answer
        return prepared

    def _tell_end(self) -> WorkerDied:
        self.process.join(timeout=1)
        return WorkerDied(
            f"a process that prepared sheets has ended (exit code {self.process.exitcode}): "
            "load again, with fewer --jobs where memory is short."
        )


class _Refused(NamedTuple):
    source: str
    problems: list[str]


@contextmanager
def _start_workers(known: KnownNames, jobs: int) -> Iterator[list[_Worker]]:
    """Give processes, which are gone afterwards whatever happens; where this one is killed they end by themselves."""
    # A process of its own from the start: no connection to the base is shared with it.
    context = multiprocessing.get_context("spawn")
    workers: list[_Worker] = []
    try:
        for _ in range(jobs):
            mine, its = context.Pipe()
            process = context.Process(target=_work, args=(its, known), daemon=True)
            with _hold_interrupts():
                process.start()
            its.close()
            workers.append(_Worker(process, mine))
        yield workers
    finally:
        for worker in workers:
            worker.pipe.close()
            worker.process.terminate()
        for worker in workers:
            worker.process.join()


def _work(pipe: Connection, known: KnownNames) -> None:
    """Prepare batches until there is nobody any more who sends some."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(_MANY_OBJECTS)
    with suppress(EOFError, OSError):
        while True:
            batch = pipe.recv()
            try:
                pipe.send(_prepare(batch, known))
            except BadSheet as error:
                pipe.send(_Refused(error.source, error.problems))


@contextmanager
def _hold_interrupts() -> Iterator[None]:
    """Let a process begin without Ctrl-C, which is for the one that waits for it: it takes over what is ignored."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
