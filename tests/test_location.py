from pathlib import Path

import pytest

from rc_kb.errors import BadValue
from rc_kb.location import DATABASE_VARIABLE, ServerAddress, find_database


@pytest.fixture(autouse=True)
def no_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(DATABASE_VARIABLE, raising=False)


@pytest.mark.parametrize(
    "typed",
    ["postgresql://db.example/kb", "postgres://db.example/kb", "postgresql+psycopg://db.example/kb"],
)
def test_the_address_of_a_server_may_begin_as_other_programs_write_it(typed: str) -> None:
    assert find_database(typed) == ServerAddress("postgresql://db.example/kb")


def test_the_variable_may_name_a_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(DATABASE_VARIABLE, "postgresql:///kb?host=/run/postgresql")
    assert find_database() == ServerAddress("postgresql:///kb?host=/run/postgresql")
    assert find_database("kb.db") == Path("kb.db").absolute()


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://me:secret@db/kb", "postgresql://me@db/kb"),
        ("postgresql://me:s%40crét@db:5433/kb?sslmode=require", "postgresql://me@db:5433/kb?sslmode=require"),
        ("postgresql://:secret@db/kb", "postgresql://@db/kb"),
        ("postgresql:///kb?user=me&password=secret", "postgresql:///kb?user=me"),
        ("postgresql:///kb?password=secret&user=me", "postgresql:///kb?user=me"),
        ("postgresql:///kb?password=secret&sslpassword=secret", "postgresql:///kb"),
        ("postgresql://me:sec?ret@host/kb", "postgresql://me@host/kb"),
        ("postgresql://me:s3c/r3t@/kb?host=/tmp", "postgresql://me@/kb?host=/tmp"),
        ("postgresql://me:s3c@r3t@host/kb", "postgresql://me@host/kb"),
        ("postgresql:///kb?password=s3c&r3t", "postgresql:///kb"),
        ("postgresql:///kb?%70assword=s3cr3t&user=me", "postgresql:///kb?user=me"),
        ("postgresql:///kb?passwd=s3cr3t", "postgresql:///kb"),
        ("postgresql://host:5432/kb?application_name=me@work", "postgresql://host:5432/kb?application_name=me@work"),
        ("postgresql:///kb", "postgresql:///kb"),
    ],
)
def test_an_address_is_shown_without_its_password(url: str, shown: str) -> None:
    assert str(ServerAddress(url)) == shown


def test_another_kind_of_database_is_refused() -> None:
    with pytest.raises(BadValue, match="mysql:// is not a kind of database that rc-kb opens"):
        find_database("mysql://db/kb")


@pytest.mark.parametrize("typed", ["postgresql:kb", "postgres:/db/kb", "PostgreSQL:me:secret@db/kb"])
def test_an_address_without_its_slashes_is_no_name_of_a_file(typed: str) -> None:
    with pytest.raises(BadValue, match=r"(?i)postgres(ql)?: begins no address of a server") as refused:
        find_database(typed)
    assert "secret" not in str(refused.value)


def test_a_password_is_concealed_in_what_libpq_says_of_it() -> None:
    address = ServerAddress("postgresql://me:sec%zzret@host/kb?sslpassword=other")
    said = address.conceal('invalid percent-encoded token: "sec%zzret", and other besides')
    assert said == 'invalid percent-encoded token: "...", and ... besides'


def test_the_home_of_nobody_is_told() -> None:
    with pytest.raises(BadValue, match="nobody's home"):
        find_database("~nobody-of-that-name/kb.db")


def test_the_parts_of_a_password_that_libpq_takes_for_something_else_are_concealed() -> None:
    address = ServerAddress("postgresql://me:s3c/r3t@/kb")
    assert address.conceal('invalid port number: "s3c" of r3t') == 'invalid port number: "..." of ...'
