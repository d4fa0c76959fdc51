"""Many at once: readers while one loads, first runs, loads and copies beside each other."""

import multiprocessing
import os
import shutil
import subprocess
import sys
import threading
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import pytest

from rc_kb.errors import RcKbError
from rc_kb.read.query import Query
from rc_kb.read.reader import open_reader
from rc_kb.store.backup import copy_database
from tests.bases import TESTER, load_files
from tests.conftest import Run
from tests.faults.sheets import FACTS_OF_A_SHEET, write_sheets
from tests.faults.wholeness import count_facts, digest_contents, find_damage

READERS = 8
BATCHES = 6
SHEETS = 5
LONGEST_WAIT = 1.0
"""Seconds; on a machine that lets a process oversleep, as much more."""

REST = 0.02
COUNTS = Query("SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM facts)")

RC_KB = [sys.executable, "-m", "rc_kb"]


class Seen(NamedTuple):
    """What a process saw that read all the while: the counts, how long it waited, and what failed."""

    counts: set[tuple[object, ...]]
    reads: int
    longest: float
    failed: list[str]


def read_on(base: Path, begun: threading.Barrier, is_over: threading.Event) -> Seen:
    """Open the base, count, and close it, again and again; waiting is the time that is not spent on computing.

    What a process waits for others before it has begun does not count.
    """
    counts: set[tuple[object, ...]] = set()
    failed = []
    reads, longest, overslept = 0, 0.0, 0.0
    while not is_over.is_set() or not reads:
        started = time.monotonic() - time.process_time()
        try:
            with open_reader(base) as reader:
                counts.add(next(reader.find(COUNTS).rows))
        except RcKbError as error:
            failed.append(str(error))
        longest = max(longest, time.monotonic() - time.process_time() - started) if reads else 0.0
        reads += 1
        if reads == 1:
            begun.wait(60)
        slept = time.monotonic()
        time.sleep(REST)
        overslept = max(overslept, time.monotonic() - slept - REST)
    return Seen(counts, reads, longest - overslept, failed)


def list_whole_batches(base: Path, batches: int, sheets: int = SHEETS) -> set[tuple[int, int]]:
    """Return the counts that a base may have while batches come in one after the other."""
    articles, facts = count_facts(base)
    return {(articles + n * sheets, facts + n * sheets * FACTS_OF_A_SHEET) for n in range(batches + 1)}


@pytest.mark.long
def test_readers_neither_fail_nor_wait_nor_see_half_a_batch_while_one_loads(base: Path, tmp_path: Path) -> None:
    allowed = list_whole_batches(base, BATCHES)
    batches = [write_sheets(tmp_path / "sheets", f"batch-{number}", SHEETS) for number in range(BATCHES)]
    context = multiprocessing.get_context("spawn")
    with context.Manager() as manager, ProcessPoolExecutor(READERS, mp_context=context) as readers:
        begun, is_over = manager.Barrier(READERS + 1), manager.Event()
        reading = [readers.submit(read_on, base, begun, is_over) for _ in range(READERS)]
        try:
            begun.wait(60)
            for batch in batches:
                load_files(base, batch, TESTER)
        finally:
            is_over.set()
        seen = [one.result(timeout=60) for one in reading]
    assert [one.failed for one in seen] == [[]] * READERS
    assert set().union(*(one.counts for one in seen)) <= allowed
    assert len(set().union(*(one.counts for one in seen))) > 2
    assert max(one.longest for one in seen) < LONGEST_WAIT, sorted(one.longest for one in seen)
    with open_reader(base) as reader:
        assert next(reader.find(COUNTS).rows) == max(allowed)
    assert find_damage(base) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == [base.name, "sheets"]


def test_eight_first_runs_at_once_give_one_good_base(seed_base: Path, tmp_path: Path) -> None:
    path = tmp_path / "new" / "kb.db"
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "LANG": "C.UTF-8", "RC_KB_DB": str(path)}
    environment |= {name: os.environ[name] for name in ("PYTHONPATH",) if name in os.environ}
    asked = [*RC_KB, "countries", "--json"]
    running = [subprocess.Popen(asked, env=environment, stdout=-1, stderr=-1, text=True) for _ in range(READERS)]
    said = [process.communicate(timeout=240) for process in running]
    assert [process.returncode for process in running] == [0] * READERS, said
    assert len({out for out, _ in said}) == 1
    assert digest_contents(path) == digest_contents(seed_base)
    assert list(path.parent.iterdir()) == [path]


def test_loads_at_once_come_in_one_after_the_other(run: Run, base: Path, tmp_path: Path) -> None:
    allowed = list_whole_batches(base, 3, sheets=2)
    sheets = [write_sheets(tmp_path, f"batch-{number}", 2) for number in range(3)]
    with ThreadPoolExecutor() as threads:
        said = list(threads.map(lambda batch: run("load", *map(str, batch), db=base), sheets))
    assert [one.returncode for one in said] == [0, 0, 0], said
    assert count_facts(base) == max(allowed)
    assert find_damage(base) == []
    assert not list(tmp_path.glob("base.db-*"))


def test_the_same_sheets_loaded_at_once_are_there_once(run: Run, base: Path, tmp_path: Path) -> None:
    allowed = list_whole_batches(base, 1, sheets=2)
    sheets = write_sheets(tmp_path, "batch", 2)
    with ThreadPoolExecutor() as threads:
        said = list(threads.map(lambda _: run("load", *map(str, sheets), db=base), range(2)))
    assert [one.returncode for one in said] == [0, 0], said
    assert count_facts(base) == max(allowed)


@pytest.mark.parametrize("with_texts", [False, True])
def test_copies_while_one_loads_hold_whole_batches_and_open(base: Path, tmp_path: Path, with_texts: bool) -> None:
    allowed = list_whole_batches(base, 4, sheets=2)
    batches = [write_sheets(tmp_path / "sheets", f"batch-{number}", 2) for number in range(4)]
    copies = tmp_path / "copies"
    copies.mkdir()
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as other:
        loading = other.submit(load_batches, base, batches)
        while not loading.done():
            copy_database(base, copies / f"{len(list(copies.iterdir()))}.db", with_texts=with_texts)
        loading.result(timeout=60)
    made = sorted(copies.iterdir())
    assert {count_facts(copy) for copy in made} <= allowed
    assert [said for copy in made for said in find_damage(copy)] == []
    assert sorted(copies.iterdir()) == made
    assert count_facts(base) == max(allowed)


def load_batches(base: Path, batches: list[list[Path]]) -> None:
    for batch in batches:
        load_files(base, batch, TESTER)


def test_a_base_is_not_changed_by_a_copy_of_itself(base: Path, tmp_path: Path) -> None:
    before = base.read_bytes()
    copy_database(base, tmp_path / "copy.db")
    assert base.read_bytes() == before
    assert shutil.copy(tmp_path / "copy.db", tmp_path / "again.db")
