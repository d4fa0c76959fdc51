"""Hostile input: whatever is typed or in a file, a command ends as documented, in time, and changes nothing by it."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from rc_kb.dates import parse_date, parse_range
from rc_kb.errors import BadDate, BadSheet, ExitCode, QueryFailed, TextRefused
from rc_kb.read.query import Query
from rc_kb.read.reader import open_reader
from rc_kb.read.time_limit import TimeLimit
from rc_kb.sheet.lines import parse_line
from rc_kb.sheet.read import parse_sheet
from rc_kb.store.build import list_seed_sheets
from rc_kb.text_files import read_text
from tests.bases import CITED_TEXT, INVENTED_SHEETS
from tests.cli.conftest import Ask
from tests.faults import nasty
from tests.faults.test_bound import READING, get_command, give, list_parameters

CASES = {
    "bytes of sheets": 3000,
    "lines of JSON": 2000,
    "loaded sheets": 150,
    "dates": 600,
    "arguments": 1200,
    "statements": 1300,
    "statements on the command line": 250,
    "bytes of texts": 1500,
}
"""How many cases each test runs: 10,000 in all."""

LONGEST = 3.0
"""Seconds of the processor that one case may take; nearly all take milliseconds."""

CODES = set(ExitCode) - {ExitCode.INTERRUPTED}


def run_cases(name: str, strategy: st.SearchStrategy[Any], hold: Callable[[Any], None]) -> None:
    """Hold something of as many cases as are laid down, the same each time."""
    counted = 0

    @settings(
        max_examples=CASES[name],
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def hold_one(case: Any) -> None:
        nonlocal counted
        counted += 1
        started = time.process_time()
        hold(case)
        assert time.process_time() - started < LONGEST

    hold_one()
    assert counted >= CASES[name]


def test_there_are_ten_thousand_cases() -> None:
    assert sum(CASES.values()) == 10_000


SHEETS = [path.read_bytes() for path in INVENTED_SHEETS]
SHEETS += [path.read_bytes()[:2000].rpartition(b"\n")[0] for path in list_seed_sheets()]
LINE = parse_sheet(SHEETS[0], "sheet.yaml").model_dump_json(by_alias=True, exclude_defaults=True).encode()
sheet_bytes = st.one_of(
    st.sampled_from(nasty.BYTES), st.binary(max_size=60), *(nasty.change_bytes(sheet) for sheet in SHEETS)
)


@pytest.mark.long
def test_bytes_of_a_sheet_are_read_or_refused() -> None:
    def hold(data: bytes) -> None:
        with suppress(BadSheet):
            parse_sheet(data, "sheet.yaml")

    run_cases("bytes of sheets", sheet_bytes, hold)


@pytest.mark.long
def test_bytes_of_a_line_of_json_are_read_or_refused() -> None:
    def hold(data: bytes) -> None:
        with suppress(BadSheet):
            parse_line(data, "sheets.jsonl", 1)

    lines = st.one_of(st.sampled_from(nasty.BYTES), st.binary(max_size=60), nasty.change_bytes(LINE))
    run_cases("lines of JSON", lines, hold)


@contextmanager
def hold_unchanged(base: Path) -> Iterator[None]:
    """Hold that nothing in a base changes; SQLite's header counts openings for writing too."""
    before = sha256(base.read_bytes()[100:]).digest()
    yield
    assert sha256(base.read_bytes()[100:]).digest() == before


@pytest.mark.long
def test_a_sheet_that_is_refused_changes_nothing(ask: Ask, base: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.yaml"

    def hold(data: bytes) -> None:
        sheet.write_bytes(data)
        before = sha256(base.read_bytes()[100:]).digest()
        said = ask("load", sheet, db=base)
        assert said.code in {ExitCode.DONE, ExitCode.FAILED}, said
        assert said.out == ""
        if said.code:
            assert sha256(base.read_bytes()[100:]).digest() == before

    run_cases("loaded sheets", sheet_bytes, hold)
    assert [path.name for path in tmp_path.glob("base.db*")] == ["base.db"]
    assert ask("check", "--problems-only", db=base).code in {ExitCode.DONE, ExitCode.PROBLEMS_FOUND}


@pytest.mark.long
def test_a_date_is_read_or_refused() -> None:
    def hold(text: str) -> None:
        for parse in (parse_date, parse_range):
            with suppress(BadDate):
                found = parse(text)
                assert found.first is None or found.last is None or found.first <= found.last

    run_cases("dates", nasty.dates, hold)


def list_arguments() -> list[tuple[str, Any]]:
    """Return each parameter of each command that takes a word, with the command."""
    return [(name, parameter) for name in READING for parameter in list_parameters(name)]


@pytest.mark.long
def test_arguments_are_answered_or_refused(ask: Ask, seed_base: Path) -> None:
    whichever = st.sampled_from(list_arguments())
    word = st.one_of(nasty.words, nasty.dates)
    flags = st.sampled_from([[], ["--json"], ["--format", "csv"], ["--limit", "3"], ["--limit", "9" * 30]])

    def hold(case: tuple[tuple[str, Any], str, list[str]]) -> None:
        (name, parameter), typed, also = case
        wanted = {one for option in get_command(name).params for one in option.opts}
        command = give(name, parameter, typed.replace("\0", ""))
        said = ask(*command, *(also if also and also[0] in wanted else []), db=seed_base)
        assert said.code in CODES, (command, said)

    with hold_unchanged(seed_base):
        run_cases("arguments", st.tuples(whichever, word, flags), hold)


@pytest.mark.long
def test_statements_are_answered_or_refused(seed_base: Path) -> None:
    def hold(statement: str) -> None:
        values = {"a": statement[:5]}
        with open_reader(seed_base) as reader, suppress(QueryFailed, UnicodeEncodeError):
            for _ in reader.find_guarded(Query(statement, values), TimeLimit(0.5, end=lambda: None)).rows:
                pass

    with hold_unchanged(seed_base):
        run_cases("statements", nasty.statements, hold)


@pytest.mark.long
def test_statements_on_the_command_line_are_answered_or_refused(ask: Ask, seed_base: Path) -> None:
    def hold(case: tuple[str, str]) -> None:
        said = ask("sql", "--timeout", "60", "-p", f"a={case[1]}", "--", case[0].replace("\0", ""), db=seed_base)
        assert said.code in {ExitCode.DONE, ExitCode.FAILED, ExitCode.USAGE}, (case, said)

    with hold_unchanged(seed_base):
        run_cases("statements on the command line", st.tuples(nasty.statements, nasty.words), hold)


@pytest.mark.long
def test_bytes_of_a_text_are_read_or_refused() -> None:
    def hold(data: bytes) -> None:
        with suppress(TextRefused):
            assert read_text(data, "text.txt")

    texts = st.one_of(st.sampled_from(nasty.BYTES), st.binary(max_size=80), nasty.change_bytes(CITED_TEXT.encode()))
    run_cases("bytes of texts", texts, hold)
