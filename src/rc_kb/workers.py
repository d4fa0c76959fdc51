"""Owns the processes that work beside the one that reads and writes: batches shared out, results back in order."""

import gc
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import chain, islice
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import Any, NamedTuple, TypeVar

from rc_kb.errors import RcKbError, WorkerDied

Batch = TypeVar("Batch")
Result = TypeVar("Result")

_MANY_OBJECTS = 100_000
"""A batch makes more, and hardly any garbage: looking for it as often as Python does adds half (measured)."""


def count_processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def share_work(
    batches: Iterator[Batch], work: Callable[[Batch], Result], jobs: int, *, advice: str
) -> Generator[tuple[Batch, Result], None, None]:
    """Return each batch with what work made of it, in order, by so many processes.

    With one job, or one batch, it is this process, and no other is started. Raises what work raises of RcKbError, and
    WorkerDied, which ends with the advice, where a process has ended.
    """
    source = _Source(batches)
    first = list(islice(source, 2 if jobs > 1 else 0))
    if len(first) > 1:
        with _start_workers(work, jobs, advice) as workers:
            yield from _share_out(chain(first, source), workers)
    else:
        for batch in chain(first, source):
            yield batch, work(batch)
    source.check()


class _Source:
    """The batches that are read ahead: those before one that cannot be read come first, and only then its error."""

    def __init__(self, batches: Iterator[Any]) -> None:
        self._batches = batches
        self._error: RcKbError | None = None

    def __iter__(self) -> Iterator[Any]:
        """Return the batches that can be read."""
        return iter(self.take, None)

    def take(self) -> Any:
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


def _share_out(batches: Iterator[Any], workers: Sequence["_Worker"]) -> Iterator[tuple[Any, Any]]:
    """Return batches in order; each worker has one, and the next as soon as it has given that back."""
    busy: deque[tuple[_Worker, Any]] = deque()

    def send_next(worker: _Worker) -> None:
        batch = next(batches, None)
        if batch is not None:
            worker.send(batch)
            busy.append((worker, batch))

    for worker in workers:
        send_next(worker)
    while busy:
        worker, batch = busy.popleft()
        result = worker.receive()
        # It works on while this one's result is used.
        send_next(worker)
        yield batch, result


class _Worker(NamedTuple):
    """A process, and this side's end of the pipe to it; a batch is sent only to one that has given back its last."""

    process: SpawnProcess
    pipe: Connection
    advice: str

    def send(self, batch: Any) -> None:
        """Give it a batch."""
        try:
            self.pipe.send(batch)
        except OSError as error:
            raise self._tell_end() from error

    def receive(self) -> Any:
        """Return what it made of its batch; raise what that raised, and WorkerDied where the process has ended."""
        try:
            answer = self.pipe.recv()
        except (EOFError, OSError) as error:
            raise self._tell_end() from error
        if isinstance(answer, RcKbError):
            raise answer
        return answer

    def _tell_end(self) -> WorkerDied:
        self.process.join(timeout=1)
        return WorkerDied(
            f"a process at work beside this one has ended (exit code {self.process.exitcode}): {self.advice}"
        )


@contextmanager
def _start_workers(work: Callable[[Any], Any], jobs: int, advice: str) -> Iterator[list[_Worker]]:
    """Give processes, which are gone afterwards whatever happens; where this one is killed they end by themselves."""
    # A process of its own from the start: no connection to a base is shared with it.
    context = multiprocessing.get_context("spawn")
    workers: list[_Worker] = []
    try:
        for _ in range(jobs):
            mine, its = context.Pipe()
            process = context.Process(target=_work, args=(its, work), daemon=True)
            with _hold_interrupts():
                process.start()
            its.close()
            workers.append(_Worker(process, mine, advice))
        yield workers
    finally:
        for worker in workers:
            worker.pipe.close()
            worker.process.terminate()
        for worker in workers:
            worker.process.join()


def _work(pipe: Connection, work: Callable[[Any], Any]) -> None:
    """Work on batches until there is nobody any more who sends some."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(_MANY_OBJECTS)
    with suppress(EOFError, OSError):
        while True:
            batch = pipe.recv()
            try:
                pipe.send(work(batch))
            except RcKbError as error:
                pipe.send(error)


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
