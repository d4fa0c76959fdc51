"""What is typed into a search: how words and operators are understood, and that SQLite accepts every query."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rc_kb.errors import BadValue
from rc_kb.read.search_words import AllOf, AnyOf, Expression, Words, compile_for_fts5, parse_words
from rc_kb.text import fold_words, spell_plainly

A, B, C, D = (Words(one) for one in "abcd")
TOKENIZER = "tokenize = 'unicode61 remove_diacritics 2'"


@pytest.fixture(scope="module")
def index() -> Iterator[sqlite3.Connection]:
    """Return an index like that of a base, with no rows to speak of."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(f"CREATE VIRTUAL TABLE words USING fts5 (text, {TOKENIZER})")
        connection.executemany("INSERT INTO words VALUES (?)", [("red cross",), ("first aid and rescue",)])
        yield connection


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("a", A),
        ("a b", AllOf((A, B))),
        ("a AND b c", AllOf((A, B, C))),
        ("a OR b", AnyOf((A, B))),
        ("a b OR c d", AnyOf((AllOf((A, B)), AllOf((C, D))))),
        ("a NOT b", AllOf((A,), (B,))),
        ("a AND NOT b c", AllOf((A, C), (B,))),
        ("a NOT (b OR c)", AllOf((A,), (AnyOf((B, C)),))),
        ("(a OR b) c", AllOf((AnyOf((A, B)), C))),
        ("((a))", A),
        ("red*", Words("red", is_prefix=True)),
        ('"red cross"', Words("red cross")),
        ('"red cro"*', Words("red cro", is_prefix=True)),
        ("\N{LEFT DOUBLE QUOTATION MARK}red cross\N{RIGHT DOUBLE QUOTATION MARK}", Words("red cross")),
        ('"AND" and', AllOf((Words("AND"), Words("and")))),
        ('a"b"c', AllOf((A, B, C))),
        ("a & b -- ?", AllOf((A, B))),
        ("e\u0301t", Words("ét")),
    ],
)
def test_words_and_operators_are_understood(typed: str, expected: Expression) -> None:
    assert parse_words(typed) == expected


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "'' holds no letter and no digit"),
        ("?! ()", "holds no letter and no digit"),
        ("a AND", "AND has nothing after it in 'a AND': to look for the word itself, write it in small letters"),
        ("OR a", "OR has nothing before it"),
        ("a AND OR b", "AND has nothing after it"),
        ("NOT a", "NOT has nothing before it"),
        ("a OR NOT b", "NOT has nothing before it"),
        ("a (AND b)", "AND has nothing before it"),
        ("a NOT ?", "NOT has nothing after it"),
        ("a (?)", "parentheses hold nothing to look for"),
        ("(a", "a parenthesis is not closed in '(a': to look for the words alone, leave out"),
        ("a) b", "a parenthesis is closed that was not opened"),
        ('a "b', "a quotation mark is not closed"),
        ("a\udcff", "holds bytes that are no text"),
        ("(" * 11 + "a" + ")" * 11, "more than 10 parentheses stand in each other"),
        ("a" * 1001, "1000 characters at most, and this one has 1001"),
    ],
)
def test_what_cannot_be_understood_is_told(typed: str, said: str) -> None:
    with pytest.raises(BadValue) as refused:
        parse_words(typed)
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("red cross", '("red" AND "cross")'),
        ('"red cross"', '"red cross"'),
        ("rescu*", '"rescu"*'),
        ("red OR cross NOT aid", '("red" OR ("cross" NOT "aid"))'),
        ("a NOT b NOT c", '("a" NOT ("b" OR "c"))'),
        ("Søren", '("Søren" OR "Soren")'),
        ("Nuku'alo*", '("Nuku\'alo"* OR "Nukualo"*)'),
        ("São", '"São"'),
        ("name:red ^a b-c NEAR(d)", '("name:red" AND "^a" AND "b-c" AND "NEAR" AND "d")'),
    ],
)
def test_the_query_of_fts5_takes_every_word_literally(typed: str, query: str) -> None:
    assert compile_for_fts5(parse_words(typed)) == query


PIECES = [*"()*^:+-{}", '"', '"a b"', '"a"*', "AND", "OR", "NOT", "NEAR", "a", "b*", "text", "Ø", "Sana'a", "\0", " "]
typed_words = st.one_of(
    st.text(),
    st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=40).map("".join),
)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(typed_words)
@example("a OR b NOT (" * 10 + "Ø" + ")" * 10)
@example("a NOT " * 166 + "a")
@example("Ø* OR " * 166 + "a")
@example('"' + "a " * 499 + '"')
def test_any_text_is_a_query_or_a_bad_value(index: sqlite3.Connection, typed: str) -> None:
    try:
        query = compile_for_fts5(parse_words(typed))
    except BadValue:
        return
    index.execute("SELECT snippet(words, -1, '', '', '', 9) FROM words WHERE words MATCH ? ORDER BY rank", (query,))


def list_tokens(text: str) -> list[str]:
    """Return what the index makes of a text."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(f"CREATE VIRTUAL TABLE words USING fts5 (text, {TOKENIZER})")
        connection.execute("CREATE VIRTUAL TABLE terms USING fts5vocab (words, instance)")
        connection.execute("INSERT INTO words VALUES (?)", (text,))
        return [term for (term,) in connection.execute("SELECT term FROM terms ORDER BY offset")]


ODD = "\u01e0\u01e1\u0374\u037f"
"""Letters that no name of these days has."""


@pytest.mark.parametrize(
    ("first", "last"),
    [("\u00c0", "\u024f"), ("\u0370", "\u03ff"), ("\u0400", "\u04ff"), ("\u0620", "\u06ff"), ("\u1e00", "\u1eff")],
    ids=["Latin", "Greek", "Cyrillic", "Arabic", "Latin with more accents"],
)
def test_the_index_finds_every_letter_by_the_letter_it_folds_to(first: str, last: str) -> None:
    letters = [one for one in map(chr, range(ord(first), ord(last) + 1)) if one.isalpha() and one not in ODD]
    plain = list_tokens(" ".join(map(spell_plainly, letters)))
    assert plain == list_tokens(" ".join(map(fold_words, letters)))
    assert len(plain) == len(letters)
