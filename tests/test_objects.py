"""JSON: each row is what the encoder of the standard library makes of it, and every value comes back."""

import json
from math import inf, nan

from hypothesis import given
from hypothesis import strategies as st

from rc_kb.objects import write_array, write_lines
from rc_kb.read.query import Answer, Value
from rc_kb.text import make_harmless

COLUMNS = ("id", 'a "%s" head', "c")
VALUES = st.one_of(st.none(), st.integers(-(2**63), 2**63 - 1), st.floats(allow_nan=False), st.binary(), st.text())
ROWS = st.lists(st.tuples(st.integers(), VALUES, st.one_of(st.none(), st.text())), max_size=12)


def make_plain(value: object) -> object:
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, float) and value in {inf, -inf}:
        return str(value)
    return int(value) if isinstance(value, float) and value.is_integer() else value


def encode(row: tuple[Value, ...]) -> str:
    plain = dict(zip(COLUMNS, map(make_plain, row), strict=True))
    return make_harmless(json.dumps(plain, ensure_ascii=False))


@given(ROWS)
def test_lines_are_what_the_encoder_makes_of_each_row(rows: list[tuple[Value, ...]]) -> None:
    written = "".join(piece.text for piece in write_lines([Answer(COLUMNS, iter(rows))]))
    assert written == "".join(encode(row) + "\n" for row in rows)


@given(ROWS, ROWS)
def test_an_array_has_the_rows_of_all_answers(rows: list[tuple[Value, ...]], others: list[tuple[Value, ...]]) -> None:
    pieces = list(write_array([Answer(COLUMNS, iter(rows)), Answer(COLUMNS, iter(others))]))
    objects = [encode(row) for row in rows + others]
    assert "".join(piece.text for piece in pieces) == "[" + ",\n ".join(objects) + "]\n"
    assert sum(piece.rows for piece in pieces) == len(objects)


@given(st.text())
def test_a_text_of_any_characters_comes_back(text: str) -> None:
    (piece,) = write_lines([Answer(("text",), iter([(text,)]))])
    assert json.loads(piece.text) == {"text": text}
    assert make_harmless(piece.text[:-1]) == piece.text[:-1]


def test_what_is_no_number_is_a_word_in_json() -> None:
    lines = "".join(piece.text for piece in write_lines([Answer(("x",), iter([(nan,), (inf,), (0.5,)]))]))
    assert [json.loads(line)["x"] for line in lines.splitlines()] == ["nan", "inf", 0.5]
