"""Many sheets: batches that are whole or not there, what is loaded is skipped, and processes that prepare."""

import json
import multiprocessing
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import pytest

from rc_kb.errors import BadSheet, WorkerDied
from rc_kb.location import Location, ServerAddress
from rc_kb.sheet.sources import RawSheet, read_raw_sheets
from rc_kb.store import bulk
from rc_kb.store.bulk import load_raw_sheets
from rc_kb.store.copy import copy_base
from rc_kb.store.engine import begin_writing
from rc_kb.store.known import read_known_names
from rc_kb.store.load import LoadReport
from rc_kb.store.prepare import prepare_raw_sheets
from rc_kb.workers import share_work
from tests.bases import TESTER
from tests.store.conftest import dump_tables, find_rows

SPELLINGS = ("Pir-Hossein Xy", "Pirhossein Xy", "PirHossein Xy")
BAD = {"missions": [{"provider": "IFRC", "country": "XX", "cite": 1}]}


def make_sheet(number: int, **keys: Any) -> dict[str, Any]:
    """Return a sheet that names an official and an organization of its own and a city, and has two facts."""
    article = {"id": f"example-{number}", "publisher": "Example News", "title": f"Title {number}", "paragraphs": 9}
    met = [{"name": "Jane Roe", "organization": "Kenya Red Cross", "country": "KE"}, {"name": f"John Doe {number % 7}"}]
    meeting = {"city": "Nairobi", "country": "KE", "participants": met, "topics": ["floods"], "cite": [1, 2]}
    office = {"official": SPELLINGS[number % 3], "title": "head", "organization": "New Body", "cite": 3}
    return {"article": article, "meetings": [meeting], "offices": [office], **keys}


def write_lines(file: Path, sheets: Sequence[dict[str, Any]]) -> Path:
    file.write_text("".join(json.dumps(sheet) + "\n" for sheet in sheets), encoding="utf-8")
    return file


def load_lines(base: Location, file: Path, jobs: int = 1) -> LoadReport:
    return load_raw_sheets(base, read_raw_sheets([file]), TESTER, jobs=jobs)


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "SHEETS_IN_A_BATCH", 4)


@pytest.mark.parametrize(("size", "jobs"), [(1, 1), (3, 1), (3, 2)])
def test_the_base_is_the_same_whatever_the_batches_and_processes(
    size: int, jobs: int, bare: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write_lines(tmp_path / "sheets.jsonl", [make_sheet(number) for number in range(10)])
    other = Path(shutil.copy(bare, tmp_path / "other.db"))
    load_lines(bare, file)
    monkeypatch.setattr(bulk, "SHEETS_IN_A_BATCH", size)
    report = load_lines(other, file, jobs)
    assert dump_tables(other) == dump_tables(bare)
    assert (report.articles, report.facts["added"]) == ({"added": 10}, 20)


@pytest.mark.usefixtures("small_batches")
@pytest.mark.parametrize("jobs", [1, 2])
def test_batches_before_a_bad_sheet_stay_and_the_same_command_goes_on(jobs: int, bare: Path, tmp_path: Path) -> None:
    sheets = [make_sheet(number) for number in range(14)]
    file = write_lines(tmp_path / "sheets.jsonl", [*sheets[:9], make_sheet(9, **BAD), *sheets[10:]])
    with pytest.raises(BadSheet, match=r"sheets\.jsonl: line 10: missions\[1\]: there is no country") as caught:
        load_lines(bare, file, jobs)
    assert caught.value.__notes__ == ["8 sheets before it are loaded: the same command goes on from there."]
    assert find_rows(bare, "SELECT count(*) FROM article") == [(8,)]
    report = load_lines(bare, write_lines(file, sheets), jobs)
    assert report.articles == {"unchanged": 8, "added": 6}
    assert (report.facts["unchanged"], report.facts["added"]) == (16, 12)


@pytest.mark.usefixtures("small_batches")
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_line_that_cannot_be_read_lets_the_batches_before_it_be_loaded(jobs: int, bare: Path, tmp_path: Path) -> None:
    file = write_lines(tmp_path / "sheets.jsonl", [make_sheet(number) for number in range(9)])
    with file.open("ab") as writing:
        writing.truncate(20_000_000)
    with pytest.raises(BadSheet, match=r"line 10: is larger than 5 MB"):
        load_lines(bare, file, jobs)
    assert find_rows(bare, "SELECT count(*) FROM article") == [(8,)]


@pytest.mark.usefixtures("small_batches")
@pytest.mark.parametrize("first", [1, 9])
def test_two_lines_of_one_article_are_refused_across_batches(first: int, bare: Path, tmp_path: Path) -> None:
    sheets = [make_sheet(number) for number in range(10)]
    file = write_lines(tmp_path / "sheets.jsonl", [*sheets, make_sheet(first - 1, awards=[])])
    told = rf"line 11: article\.id: example-{first - 1} is coded in line {first} too: one sheet an article"
    for _ in range(2):
        with pytest.raises(BadSheet, match=told):
            load_lines(bare, file)


def change(base: Path, sql: str) -> None:
    with closing(sqlite3.connect(base)) as connection, connection:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(sql)


def test_a_sheet_that_is_loaded_as_it_stands_is_not_read_again(bare: Path, tmp_path: Path) -> None:
    file = write_lines(tmp_path / "sheets.jsonl", [make_sheet(1)])
    load_lines(bare, file)
    change(bare, "UPDATE article SET title = 'of somebody else'")
    report = load_lines(bare, file)
    assert (report.articles, report.facts) == ({"unchanged": 1}, {"unchanged": 2})
    assert find_rows(bare, "SELECT title FROM article") == [("of somebody else",)]


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM fact WHERE kind = 'meeting'",
        "UPDATE fact SET content_sha256 = 'other' WHERE kind = 'office'",
        "UPDATE article SET facts_sha256 = 'of another version'",
        "UPDATE article SET file_sha256 = NULL",
    ],
)
def test_a_sheet_is_read_again_where_its_facts_are_not_as_it_says(sql: str, bare: Path, tmp_path: Path) -> None:
    file = write_lines(tmp_path / "sheets.jsonl", [make_sheet(1)])
    load_lines(bare, file)
    before = dump_tables(bare)
    change(bare, sql)
    load_lines(bare, file)
    assert dump_tables(bare) == before


def test_sheets_changed_in_batches_give_the_base_rebuilt(
    bare: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    random, rebuilt = Random(7), Path(shutil.copy(bare, tmp_path / "rebuilt.db"))  # noqa: S311 - invented sheets
    latest: dict[int, dict[str, Any]] = {}
    for round_ in range(6):
        # Half of them are new each time, and half were loaded before.
        latest |= {number: make_random_sheet(number, random) for number in range(round_ * 4, round_ * 4 + 8)}
        numbers = random.sample(range(round_ * 4, round_ * 4 + 8), 8)
        monkeypatch.setattr(bulk, "SHEETS_IN_A_BATCH", random.randrange(1, 8))
        load_lines(bare, write_lines(tmp_path / f"{round_}.jsonl", [latest[number] for number in numbers]))
    load_lines(rebuilt, write_lines(tmp_path / "all.jsonl", list(latest.values())))
    assert dump_tables(bare) == dump_tables(rebuilt)


def test_a_further_name_of_somebody_known_is_found(bare: Path, tmp_path: Path) -> None:
    def describe(number: int, *others: str) -> dict[str, Any]:
        described = {"name": "New Body", "other_names": others}
        return make_sheet(number, organizations=[described], meetings=[])

    for number, others in enumerate(((), ("Newbies",), ("Newbies",), ("Bodies", "Newbies"))):
        load_lines(bare, write_lines(tmp_path / "sheets.jsonl", [describe(number, *others)]))
        (found,) = find_rows(
            bare, "SELECT name FROM search_entry WHERE kind = 'organization' AND name LIKE 'New Body%'"
        )
        assert found == ("; ".join(["New Body", *others]),)


@pytest.mark.usefixtures("small_batches")
def test_a_server_is_loaded_as_a_file_is(base: Path, base_on_server: ServerAddress, tmp_path: Path) -> None:
    random = Random(11)  # noqa: S311 - invented sheets
    for round_ in range(3):
        sheets = [make_random_sheet(number, random) for number in range(10)]
        file = write_lines(tmp_path / f"{round_}.jsonl", sheets)
        assert load_lines(base_on_server, file) == load_lines(base, file)
    copy = tmp_path / "copy.db"
    copy_base(base_on_server, copy, with_texts=True, tell=lambda *_: None)
    assert dump_tables(copy) == dump_tables(base)


def make_random_sheet(number: int, random: Random) -> dict[str, Any]:
    """Return a sheet whose officials, organizations and cities are spelled and described now so, now so."""
    names = ["Ann Bee", "Ann-Bee", "Annbee", "Cee Dee", "CeeDee"]
    kinds = [{}, {"kind": "company"}, {"kind": "government"}]
    body = random.choice(["Foo Org", "FOO Org", "Bar Body", "Kenya Red Cross"])
    described = {"name": body, "other_names": random.sample(["Foos", "Fooo"], random.randrange(3))}
    described |= random.choice(kinds) if body != "Kenya Red Cross" else {}
    people = [{"official": name, "title": "head", "organization": body, "cite": 1} for name in random.sample(names, 2)]
    place = {"operator": "IFRC", "country": "SO", "kind": "office", "status": "closed", "cite": 2}
    place |= {"city": random.choice(["Mogadishu", "MOGADISHU", "Mogadíshu"])}
    return {
        "article": {"id": f"example-{number}", "publisher": "Example News", "title": random.choice([None, "A", "B"])},
        "organizations": random.choice([[], [described]]),
        "offices": random.choice([[], people[:1], people]),
        "facilities": random.choice([[], [place]]),
    }


def test_the_death_of_a_process_is_told_and_leaves_none_behind(bare: Path) -> None:
    sheet = json.dumps(make_sheet(1)).encode()

    def kill_while_reading() -> Iterator[list[RawSheet]]:
        for number in range(6):
            if number == 4:
                multiprocessing.active_children()[0].kill()
            yield [RawSheet("sheets.jsonl", number + 1, sheet)]

    with begin_writing(bare) as connection:
        known = read_known_names(connection)
    prepare = partial(prepare_raw_sheets, known=known)
    with pytest.raises(WorkerDied, match=r"has ended \(exit code -9\): load again, with fewer --jobs"):
        list(share_work(kill_while_reading(), prepare, jobs=2, advice="load again, with fewer --jobs."))
    assert multiprocessing.active_children() == []


def test_rows_are_inserted_one_a_statement_so_that_no_page_is_copied_to_take_it_back(
    bare: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    statements: list[str] = []
    connect = sqlite3.connect

    def trace(*arguments: Any, **options: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*arguments, **options)
        connection.set_trace_callback(statements.append)
        return connection

    monkeypatch.setattr("sqlite3.dbapi2.connect", trace)
    load_lines(bare, write_lines(tmp_path / "sheets.jsonl", [make_sheet(number) for number in range(20)]))
    inserts = [one for one in statements if one.startswith("INSERT INTO") and "search" not in one.split()[2]]
    assert len({one.split()[2] for one in inserts}) > 10
    assert [one for one in inserts if "VALUES" not in one or "), (" in one] == []
