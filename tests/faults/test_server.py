"""A base on a server through every fault: killed commands, many at once, and statements that mean harm."""

import multiprocessing
import random
import sys
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import pytest
from sqlalchemy import select

from rc_kb.checks.registry import CHECKS
from rc_kb.checks.run import find_problems
from rc_kb.errors import NoKnowledgeBase
from rc_kb.location import ServerAddress
from rc_kb.read.query import Query
from rc_kb.read.reader import open_reader
from rc_kb.store.engine import begin_reading
from rc_kb.store.models.schema import metadata
from tests.bases import CITED, CITED_TEXT, TESTER, load_files, write_cited_sheet
from tests.cli.conftest import Ask
from tests.faults.killing import load_all, run_command
from tests.faults.sheets import FACTS_OF_A_SHEET, write_sheets
from tests.faults.sql_attacks import POSTGRES_REFUSED, POSTGRES_STOPPED
from tests.faults.wholeness import NOT_CONTENT, WHEN
from tests.servers import Server, name_of

TIMES = {"init": 6, "load": 22, "attach": 16, "copy": 6}
READERS = 8
BATCHES = 5
SHEETS = 4
LONGEST_WAIT = 1.0
"""Seconds; on a machine that lets a process oversleep, as much more."""

REST = 0.02
TIMEOUT = 0.5


def digest_contents(address: ServerAddress) -> str | None:
    """Return a digest of what the tables of a base hold, whenever it was written; None where there is no base."""
    try:
        with open_reader(address):
            pass
    except NoKnowledgeBase:
        return None
    digest = sha256()
    with begin_reading(address) as connection:
        for table in metadata.sorted_tables:
            if table.name not in NOT_CONTENT:
                columns = [column for column in table.columns if column.name not in WHEN]
                rows = connection.execute(select(*columns)).all()
                digest.update(repr((table.name, sorted(map(repr, rows)))).encode())
    return digest.hexdigest()


def find_damage(address: ServerAddress) -> list[str]:
    """Return what the checks find, and whether the search index holds what it should."""
    size = Query("SELECT entries - (SELECT count(*) FROM search_entry) FROM search_index_size")
    with open_reader(address) as reader:
        found = [problem.message for problem in find_problems(reader, CHECKS) if problem.level == "problem"]
        return found + [f"search index: {number!r}" for (number,) in reader.find(size).rows if number]


class Killed(NamedTuple):
    """What a killed command left, and what the same command made when it was run again."""

    was_killed: bool
    before: str | None
    state: str | None
    code: int
    said: str
    end: str | None
    took: float | None
    """Seconds of the run that did all the work, be it the first or the second."""


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with what the commands load and attach."""
    folder = tmp_path_factory.mktemp("work")
    write_sheets(folder, "batch", 6)
    (folder / f"{CITED}.yaml").write_text(write_cited_sheet(), encoding="utf-8")
    (folder / "text.txt").write_text(CITED_TEXT, encoding="utf-8")
    load_all()
    return folder


@pytest.fixture(scope="module")
def coded(server: Server, seed_on_server: ServerAddress, work: Path) -> ServerAddress:
    """Return the seed base with the article to which a text is attached."""
    address = server.create(name_of(seed_on_server))
    load_files(address, [work / f"{CITED}.yaml"], TESTER)
    return address


def kill_once(address: ServerAddress, arguments: tuple[str, ...], work: Path, seconds: float) -> Killed:
    """Run a command, kill it after some seconds, and run it again to its end unless it was done."""
    before = digest_contents(address)
    code, first = run_command(arguments, work, seconds)
    wait_for_the_end(address)
    state = digest_contents(address)
    again, second = 0, None
    if "copy" not in arguments or state is None:
        again, second = run_command(arguments, work, None)
    took = first if code == 0 else second if state == before else None
    return Killed(code == -9, before, state, again, (work / "said").read_text(), digest_contents(address), took)


def wait_for_the_end(address: ServerAddress) -> None:
    """Wait until the server has seen that nobody is there any more, and undone what was not committed."""
    others = Query(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() "
        "AND backend_type = 'client backend'"
    )
    until = time.monotonic() + 20
    while time.monotonic() < until:
        with begin_reading(address) as connection:
            if connection.exec_driver_sql(others.sql).scalar() == 0:
                return
        time.sleep(0.02)
    pytest.fail("the server holds on to a connection whose process is gone")


@pytest.mark.long
@pytest.mark.parametrize("command", TIMES)
def test_a_command_that_is_killed_leaves_all_or_nothing_on_a_server(
    server: Server, seed_base: Path, seed_on_server: ServerAddress, coded: ServerAddress, work: Path, command: str
) -> None:
    start = {"load": seed_on_server, "attach": coded}.get(command)
    words = {
        "init": ("db", "init"),
        "load": ("load", *(f"batch-{number}.yaml" for number in range(6))),
        "attach": ("articles", "attach", "text.txt"),
        "copy": ("db", "copy", str(seed_base)),
    }[command]
    moments = random.Random(2022)  # noqa: S311 - moments to kill at, no secret
    took, outcomes = 0.0, []
    for _ in range(TIMES[command] + 1):
        address = server.create(name_of(start) if start else None)
        told = (address.url,) if command == "copy" else ("--db", address.url)
        if not took:
            code, took = run_command((*words, *told), work, None)
            assert code == 0, (work / "said").read_text()
        else:
            outcomes.append(kill_once(address, (*words, *told), work, took * moments.random()))
            took = outcomes[-1].took or took  # others use the machine too
            assert find_damage(address) == []
        server.drop(address)
    assert [one for one in outcomes if one.code or one.state not in {one.before, one.end}] == []
    assert len({one.end for one in outcomes}) == 1
    assert sum(one.was_killed for one in outcomes) > TIMES[command] / 2
    assert any(one.was_killed and one.state == one.before for one in outcomes)


class Seen(NamedTuple):
    """What a process saw that read all the while."""

    counts: set[tuple[object, ...]]
    longest: float


def read_on(address: ServerAddress, seconds: float) -> Seen:
    counts: set[tuple[object, ...]] = set()
    longest, overslept, until = 0.0, 0.0, time.monotonic() + seconds
    while time.monotonic() < until:
        started = time.monotonic() - time.process_time()
        with open_reader(address) as reader:
            counts.add(next(reader.find(Query("SELECT (SELECT count(*) FROM article), count(*) FROM fact")).rows))
        longest = max(longest, time.monotonic() - time.process_time() - started)
        slept = time.monotonic()
        time.sleep(REST)
        overslept = max(overslept, time.monotonic() - slept - REST)
    return Seen(counts, longest - overslept)


@pytest.mark.long
def test_readers_of_a_server_neither_fail_nor_wait_nor_see_half_a_batch(
    base_on_server: ServerAddress, tmp_path: Path
) -> None:
    (articles, facts) = next(iter(read_on(base_on_server, 0.1).counts))
    batches = [write_sheets(tmp_path, f"batch-{number}", SHEETS) for number in range(BATCHES)]
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(READERS, mp_context=context) as readers:
        list(readers.map(read_on, [base_on_server] * READERS, [0.01] * READERS))  # all have begun
        started = time.monotonic()
        reading = [readers.submit(read_on, base_on_server, 6) for _ in range(READERS)]
        for batch in batches:
            load_files(base_on_server, batch, TESTER)
            time.sleep(max(0.0, 1.0 - (time.monotonic() - started)))
        seen = [one.result(timeout=60) for one in reading]
    assert isinstance(articles, int)
    assert isinstance(facts, int)
    allowed = {(articles + n * SHEETS, facts + n * SHEETS * FACTS_OF_A_SHEET) for n in range(BATCHES + 1)}
    assert set().union(*(one.counts for one in seen)) <= allowed
    assert len(set().union(*(one.counts for one in seen))) > 1
    assert max(one.longest for one in seen) < LONGEST_WAIT, sorted(one.longest for one in seen)


def test_eight_inits_at_once_make_one_base_on_a_server(
    server: Server, seed_on_server: ServerAddress, tmp_path: Path
) -> None:
    load_all()
    address = server.create()
    folders = [tmp_path / f"{number}" for number in range(READERS)]
    for folder in folders:
        folder.mkdir()
    with ThreadPoolExecutor(READERS) as threads:
        said = list(threads.map(lambda folder: run_command(("db", "init", "--db", address.url), folder, None), folders))
    assert [code for code, _ in said] == [0] * READERS, [(folder / "said").read_text() for folder in folders]
    assert digest_contents(address) == digest_contents(seed_on_server)


@pytest.mark.skipif(sys.platform != "linux", reason="only on Linux does a server look whether somebody still waits")
def test_a_server_ends_the_statement_of_a_command_that_was_killed(visitor: ServerAddress, work: Path) -> None:
    endless = "WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n) SELECT count(*) FROM n WHERE n < 0"
    code, _ = run_command(("sql", "--timeout", "600", endless, "--db", visitor.url), work, 2.0)
    assert code == -9
    wait_for_the_end(visitor)


@pytest.fixture(scope="module")
def digest_before(visitor: ServerAddress) -> str | None:
    return digest_contents(visitor)


@pytest.mark.parametrize("attack", POSTGRES_REFUSED | POSTGRES_STOPPED)
def test_a_statement_that_does_more_than_read_a_server_is_refused_or_stopped(
    ask: Ask, visitor: ServerAddress, digest_before: str | None, attack: str
) -> None:
    started = time.monotonic()
    statement = (POSTGRES_REFUSED | POSTGRES_STOPPED)[attack]
    said = ask("sql", "--timeout", str(TIMEOUT), "--db", visitor.url, "--", statement)
    assert (said.code, said.out) == (1, ""), said
    assert said.err.startswith("rc-kb: ")
    assert said.err.count("\n") == 1, said.err
    assert time.monotonic() - started < 20
    assert digest_contents(visitor) == digest_before
