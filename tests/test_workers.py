"""Processes at work beside this one: results in order, errors where they belong, and nobody left behind."""

import multiprocessing
import os
import time
from collections.abc import Callable, Iterator
from itertools import islice

import pytest

from rc_kb.errors import BadSheet, RcKbError, TextRefused, WorkerDied
from rc_kb.workers import count_processors, share_work

ADVICE = "try again."
BATCHES = 6


def double_slowly(batch: int) -> int:
    """Return twice the number; the first batches take longest, so that later ones are done before them."""
    time.sleep(max(0, 0.2 - 0.1 * batch))
    return 2 * batch


def tell_process(_: int) -> int:
    return os.getpid()


def refuse_the_third(batch: int) -> int:
    if batch == 2:
        raise BadSheet("sheet.yaml", ["line 1: is empty", "line 2: is empty too"])
    return batch


def die_at_the_third(batch: int) -> int:
    if batch == 2:
        os._exit(7)
    return batch


def read_three_and_fail() -> Iterator[int]:
    yield from range(3)
    raise TextRefused("the fourth cannot be read.")


def take(
    work: Callable[[int], int], jobs: int, batches: Iterator[int] | None = None
) -> tuple[list[int], RcKbError | None]:
    """Return the results that came, and the error that ended them."""
    results = []
    try:
        for _, result in share_work(iter(range(BATCHES)) if batches is None else batches, work, jobs, advice=ADVICE):
            results.append(result)
    except RcKbError as error:
        return results, error
    return results, None


@pytest.fixture(autouse=True)
def nobody_left() -> Iterator[None]:
    """Hold that no process is left after a test."""
    yield
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize("jobs", [1, 2, 3, 20])
def test_results_come_with_their_batches_in_order(jobs: int) -> None:
    shared = list(share_work(iter(range(BATCHES)), double_slowly, jobs, advice=ADVICE))
    assert shared == [(batch, 2 * batch) for batch in range(BATCHES)]


@pytest.mark.parametrize(("batches", "jobs"), [(6, 1), (1, 4)])
def test_one_job_and_one_batch_start_no_process(batches: int, jobs: int) -> None:
    assert set(take(tell_process, jobs, iter(range(batches)))[0]) == {os.getpid()}


def test_several_jobs_are_so_many_processes_and_not_this_one() -> None:
    processes = take(tell_process, 2)[0]
    assert len(set(processes)) == 2
    assert os.getpid() not in processes


@pytest.mark.parametrize("jobs", [1, 2])
def test_nothing_to_do_gives_nothing(jobs: int) -> None:
    assert take(tell_process, jobs, iter([])) == ([], None)


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_error_of_the_work_comes_whole_after_the_results_before_it(jobs: int) -> None:
    results, error = take(refuse_the_third, jobs)
    assert results == [0, 1]
    assert isinstance(error, BadSheet)
    assert error.problems == ["line 1: is empty", "line 2: is empty too"]


@pytest.mark.parametrize("jobs", [1, 2, 8])
def test_an_error_of_the_source_comes_after_the_results_of_all_that_was_read(jobs: int) -> None:
    results, error = take(double_slowly, jobs, read_three_and_fail())
    assert results == [0, 2, 4]
    assert str(error) == "the fourth cannot be read."


def test_a_process_that_dies_is_told_with_what_to_do() -> None:
    results, error = take(die_at_the_third, 2)
    assert results == [0, 1]
    assert isinstance(error, WorkerDied)
    assert str(error) == "a process at work beside this one has ended (exit code 7): try again."


def test_who_wants_no_more_results_leaves_nobody_at_work() -> None:
    results = share_work(iter(range(BATCHES)), tell_process, 2, advice=ADVICE)
    next(results)
    assert len(multiprocessing.active_children()) == 2
    results.close()
    assert multiprocessing.active_children() == []


def test_no_more_is_read_than_is_worked_on() -> None:
    taken: list[int] = []

    def read() -> Iterator[int]:
        for number in range(1000):
            taken.append(number)
            yield number

    results = share_work(read(), tell_process, 2, advice=ADVICE)
    list(islice(results, 10))
    results.close()
    assert len(taken) <= 10 + 2


def test_there_is_a_processor() -> None:
    assert count_processors() >= 1
