"""Words are parted as SQLite's tokenizer parts them, which is asked here."""

import sqlite3
import unicodedata
from collections.abc import Iterator
from contextlib import closing

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rc_kb.tokens import find_words, split_words

EVERYDAY = "aZ9 .,-–—'’`\"()«»:;/@&%+№½²\u00a0\u200f\u0301\u0327éñçØøŁłßæŒİıÅĂșțžğΆςσЙйёЇіМуאבمرحباء٣खภ中国かナ가Þð"  # noqa: RUF001 - letters that look alike are the point


@pytest.fixture(scope="module")
def tokenizer() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE VIRTUAL TABLE text USING fts5(body, tokenize='unicode61 remove_diacritics 2')")
        connection.execute("CREATE VIRTUAL TABLE word USING fts5vocab(text, 'instance')")
        yield connection


def tokenize(connection: sqlite3.Connection, text: str) -> list[str]:
    connection.execute("DELETE FROM text")
    connection.execute("INSERT INTO text (body) VALUES (?)", [text])
    return [term for (term,) in connection.execute("SELECT term FROM word ORDER BY offset")]


@settings(max_examples=500, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.text(st.sampled_from(EVERYDAY), max_size=40))
def test_words_are_those_of_sqlites_tokenizer(tokenizer: sqlite3.Connection, text: str) -> None:
    assert split_words(text) == tokenize(tokenizer, text)


def test_letters_of_living_scripts_are_folded_as_sqlite_folds_them(tokenizer: sqlite3.Connection) -> None:
    # SQLite knows Unicode 6.1; letters that came later it leaves as they are.
    letters = [chr(code) for code in (*range(0x20, 0x250), *range(0x386, 0x3CF), *range(0x400, 0x528))]
    known = [letter for letter in letters if unicodedata.category(letter) != "Cn" and letter not in "ǠǡϏ"]
    different = [letter for letter in known if split_words(f"a{letter}b") != tokenize(tokenizer, f"a{letter}b")]
    assert different == []


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.text(st.sampled_from(EVERYDAY), max_size=40))
def test_words_are_found_where_they_stand(text: str) -> None:
    found = find_words(text)
    assert [word for word, _, _ in found] == split_words(text)
    assert all(split_words(text[start:end]) == [word] for word, start, end in found)
