import time
from itertools import islice
from typing import Any

import psycopg
import pytest

from rc_kb.cli.querying import _end
from rc_kb.errors import DatabaseOutOfDate, DatabaseTooNew, DatabaseUnreadable, NoKnowledgeBase, QueryFailed
from rc_kb.location import ServerAddress
from rc_kb.output import _ROWS_OF_A_SCREEN
from rc_kb.read.query import Query, Value
from rc_kb.read.reader import Reader, open_reader
from rc_kb.read.time_limit import TimeLimit
from rc_kb.store.build import build_database
from rc_kb.store.engine import begin_writing
from tests.servers import Server, name_of


def ask(address: ServerAddress, sql: str, seconds: float = 10, **values: Value) -> list[tuple[Value, ...]]:
    limit = TimeLimit(seconds, _end)
    with open_reader(address) as reader, limit.watched():
        return list(reader.find_guarded(Query(sql, values), limit).rows)


def test_a_user_who_may_only_read_asks_in_sql(visitor: ServerAddress) -> None:
    assert ask(visitor, "SELECT city FROM meetings WHERE country_code = :code", code="IQ") == [("Najaf",)]
    # A percent sign, a cast and a colon in a text are no parameters.
    assert ask(visitor, "SELECT 7 % 4, '100 %', ':code', '5'::integer /* :code */ -- :code") == [
        (3, "100 %", ":code", 5)
    ]


def test_values_come_as_sqlite_gives_them(visitor: ServerAddress) -> None:
    sql = "SELECT true, sum(x), avg(x), max(x)::numeric(4,1), DATE '2024-05-08', ARRAY[1] FROM generate_series(1, 3) x"
    assert ask(visitor, sql) == [(1, 6, 2.0, 3.0, "2024-05-08", "[1]")]


def test_a_superuser_runs_no_statement_of_ones_own(seed_on_server: ServerAddress) -> None:
    with pytest.raises(QueryFailed, match="superuser"):
        ask(seed_on_server, "SELECT 1")


def test_rows_that_come_for_long_are_stopped_at_the_time_limit_though_each_comes_at_once(
    visitor: ServerAddress,
) -> None:
    with pytest.raises(QueryFailed, match=r"ran for 0\.2 seconds and was stopped"):
        ask(visitor, "SELECT 0 FROM names a, names b, names c", seconds=0.2)


def test_a_statement_is_stopped_at_its_time_limit(visitor: ServerAddress) -> None:
    started = time.monotonic()
    with pytest.raises(QueryFailed, match=r"ran for 0\.3 seconds and was stopped"):
        ask(visitor, "SELECT count(*) FROM generate_series(1, 10000000000)", seconds=0.3)
    assert time.monotonic() - started < 10


def test_several_answers_are_read_beside_each_other(seed_on_server: ServerAddress) -> None:
    with open_reader(seed_on_server) as reader:
        countries = reader.find(Query("SELECT code FROM countries ORDER BY code")).rows
        first = next(countries)
        assert reader.find_value(Query("SELECT count(*) FROM meetings")) == 2
        assert len([first, *countries]) == 249


def test_all_answers_of_a_reader_are_of_one_moment(base_on_server: ServerAddress) -> None:
    def count(reader: Reader) -> Value:
        return reader.find_value(Query("SELECT count(*) FROM topics"))

    with open_reader(base_on_server) as reader:
        before = count(reader)
        with begin_writing(base_on_server) as connection:
            connection.exec_driver_sql("DELETE FROM topic")
        assert count(reader) == before
    with open_reader(base_on_server) as reader:
        assert count(reader) == 0


def test_a_reader_cannot_write(seed_on_server: ServerAddress) -> None:
    with open_reader(seed_on_server) as reader, pytest.raises(DatabaseUnreadable, match="DECLARE CURSOR must not"):
        reader.find(Query("WITH gone AS (DELETE FROM topic RETURNING name) SELECT name FROM gone"))


def test_a_server_without_a_base_is_told_how_to_get_one(server: Server) -> None:
    address = server.create()
    with pytest.raises(NoKnowledgeBase, match=r"no knowledge base at .*: `rc-kb db init --db .* builds"):
        ask(address, "SELECT 1")


def test_a_server_without_the_database_is_told_how_to_get_one(server: Server) -> None:
    address = server.address_of("no_such_database")
    with pytest.raises(NoKnowledgeBase, match=r"no database .*: make one there .*, and `rc-kb db init --db .* builds"):
        ask(address, "SELECT 1")


@pytest.mark.parametrize(("version", "error"), [("0001", DatabaseOutOfDate), ("9999", DatabaseTooNew)])
def test_a_base_of_another_version_is_refused(
    base_on_server: ServerAddress, version: str, error: type[Exception]
) -> None:
    with begin_writing(base_on_server) as connection:
        connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{version}'")
    with pytest.raises(error, match="was written by"):
        ask(base_on_server, "SELECT 1")


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://nobody:geheim@127.0.0.1:1/kb",
        "postgresql://me:geheim@[::1/kb",
        "postgresql://me:geheim@no-such-host.invalid/kb?connect_timeout=2",
    ],
)
def test_a_server_that_cannot_be_reached_is_said_so_without_the_password(url: str) -> None:
    with pytest.raises(DatabaseUnreadable, match="cannot be reached") as refused, open_reader(ServerAddress(url)):
        pass
    assert "geheim" not in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_schema_of_ones_own_before_that_of_the_base_hides_nothing(base_on_server: ServerAddress) -> None:
    with begin_writing(base_on_server) as connection:
        connection.exec_driver_sql("CREATE SCHEMA AUTHORIZATION CURRENT_USER")
    with open_reader(base_on_server) as reader:
        assert "meetings" in reader.session.read_views()
        assert reader.session.measure_bytes() > 0


def test_text_is_utf_8_whatever_the_environment_says(visitor: ServerAddress, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGCLIENTENCODING", "LATIN1")
    assert ask(visitor, "SELECT 'é' = chr(233), chr(20013)") == [(1, "\u4e2d")]


def test_a_reader_ends_its_transaction_so_that_a_pool_keeps_the_connection(
    visitor: ServerAddress, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended: list[object] = []

    def note(connection: object) -> None:
        ended.append(connection)

    monkeypatch.setattr(psycopg.Connection, "rollback", note)
    with open_reader(visitor) as reader:
        assert reader.find_value(Query("SELECT count(*) FROM meetings")) == 2
    assert len(ended) == 1


def test_large_rows_come_a_few_at_a_time_and_all(visitor: ServerAddress) -> None:
    rows = ask(visitor, "SELECT x, repeat('x', 1000000) FROM generate_series(1, 25) AS x")
    assert [(number, len(str(text))) for number, text in rows] == [(number, 1_000_000) for number in range(1, 26)]


def test_a_screen_does_not_wait_for_rows_that_it_does_not_show(
    visitor: ServerAddress, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    fetch = psycopg.ServerCursor.fetchmany

    def note(cursor: "psycopg.ServerCursor[Any]", size: int) -> list[Any]:
        asked.append(size)
        return fetch(cursor, size)

    monkeypatch.setattr(psycopg.ServerCursor, "fetchmany", note)
    with open_reader(visitor) as reader:
        rows = reader.session.run(Query("SELECT * FROM generate_series(1, 10000) AS x")).rows
        assert len(list(islice(rows, _ROWS_OF_A_SCREEN))) == sum(asked) == _ROWS_OF_A_SCREEN
        assert len(list(rows)) == 10000 - _ROWS_OF_A_SCREEN
    assert len(asked) < 12


def test_a_name_like_a_function_of_large_objects_is_a_name(visitor: ServerAddress) -> None:
    assert ask(visitor, "SELECT 1 AS lo_bound") == [(1,)]


def test_a_database_that_cannot_hold_every_name_is_told(server: Server) -> None:
    address = server.create()
    server.drop(address)
    server.run(f"CREATE DATABASE {name_of(address)} ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0")
    with pytest.raises(DatabaseUnreadable, match=r"keeps text as LATIN1.*ENCODING 'UTF8'"):
        build_database(address)
