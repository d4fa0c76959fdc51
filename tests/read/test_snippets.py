"""Snippets are those of SQLite's FTS5, which is asked here."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rc_kb.read.snippets import SNIPPET_WORDS, Phrase, make_snippet

WORDS = ["red", "cross", "blood", "a.", "the:", "Tomás", "met.", "in", "of", "society", "(IFRC)", "Søren", "ambulance,"]
PHRASES = [("red",), ("red", "cross"), ("tomas",), ("in", "of"), ("blood",)]
TEXTS = st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join)


@pytest.fixture(scope="module")
def index() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(
            "CREATE VIRTUAL TABLE entry USING fts5(name, text, tokenize='unicode61 remove_diacritics 2')"
        )
        yield connection


@settings(max_examples=500, deadline=None, derandomize=True)
@given(TEXTS, TEXTS, st.lists(st.tuples(st.sampled_from(PHRASES), st.booleans()), min_size=1, max_size=2, unique=True))
def test_a_snippet_is_the_one_that_sqlite_makes(
    index: sqlite3.Connection, name: str, text: str, wanted: list[tuple[tuple[str, ...], bool]]
) -> None:
    typed = " OR ".join(f'"{" ".join(words)}"{"*" if goes_on else ""}' for words, goes_on in wanted)
    index.execute("DELETE FROM entry")
    index.execute("INSERT INTO entry (name, text) VALUES (?, ?)", [name, text])
    asked = f"SELECT snippet(entry, -1, '«', '»', '…', {SNIPPET_WORDS}) FROM entry WHERE entry MATCH ?"
    row = index.execute(asked, [typed]).fetchone()
    assert make_snippet([name, text], [Phrase(*one) for one in wanted]) == (row[0] if row else None)


def test_without_a_hit_there_is_no_snippet() -> None:
    assert make_snippet([None, "The clinic opened."], [Phrase(("depot",), is_prefix=False)]) is None
