"""CSV and TSV: cells are quoted as the csv module does it; a safe export starts no formula and loses nothing."""

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rc_kb.delimited import quote_formula, write_csv, write_tsv
from rc_kb.read.query import Answer, Value
from rc_kb.tables import write_value
from rc_kb.text import make_harmless

FORMULA = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"
NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")
TEXTS = st.text(st.one_of(st.sampled_from(FORMULA + "'\",;|\\ 0159.e"), st.characters(codec="utf-8")), max_size=8)
VALUES = st.one_of(st.none(), st.integers(-(2**63), 2**63 - 1), st.floats(allow_nan=False), st.binary(), TEXTS)


@st.composite
def answers(draw: st.DrawFn) -> tuple[tuple[str, ...], list[tuple[Value, ...]]]:
    """Return the columns and the rows of an answer."""
    width = draw(st.integers(1, 4))
    columns = tuple(f"c{number}" for number in range(width))
    return columns, draw(st.lists(st.tuples(*[VALUES] * width), max_size=12))


def write(written: object) -> str:
    assert hasattr(written, "__iter__")
    return "".join(piece.text for piece in written)


@given(answers())
def test_csv_is_what_the_csv_module_writes(answer: tuple[tuple[str, ...], list[tuple[Value, ...]]]) -> None:
    columns, rows = answer
    expected = io.StringIO()
    writer = csv.writer(expected, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([[make_harmless(write_value(value)) for value in row] for row in rows])
    assert write(write_csv(Answer(columns, iter(rows)))) == expected.getvalue()


@given(answers())
def test_tsv_has_a_cell_for_each_value_and_a_line_for_each_row(
    answer: tuple[tuple[str, ...], list[tuple[Value, ...]]],
) -> None:
    columns, rows = answer
    expected = [columns, *(tuple(make_harmless(write_value(value)) for value in row) for row in rows)]
    written = write(write_tsv(Answer(columns, iter(rows))))
    assert [tuple(line.split("\t")) for line in written.removesuffix("\n").split("\n")] == expected


def take_back(cell: str) -> str:
    """Return what a cell of a safe export was, as the documents say to do it."""
    return cell[1:] if re.match(f"'+[{re.escape(FORMULA)}]", cell) else cell


@given(answers())
def test_no_cell_of_a_safe_export_starts_a_formula(answer: tuple[tuple[str, ...], list[tuple[Value, ...]]]) -> None:
    columns, rows = answer
    written = write(write_csv(Answer(columns, iter(rows)), is_safe=True))
    cells = [cell for line in csv.reader(io.StringIO(written)) for cell in line]
    assert [cell for cell in cells if cell[:1] in FORMULA and cell and not NUMBER.fullmatch(cell)] == []


@given(answers())
def test_a_safe_export_gives_every_value_back(answer: tuple[tuple[str, ...], list[tuple[Value, ...]]]) -> None:
    columns, rows = answer
    for writer, delimiter in ((write_csv, ","), (write_tsv, "\t")):
        usual, safe = (write(writer(Answer(columns, iter(rows)), is_safe=is_safe)) for is_safe in (False, True))
        was, found = (_read(text, delimiter) for text in (usual, safe))
        assert [[take_back(cell) for cell in line] for line in found] == was


def _read(text: str, delimiter: str) -> list[list[str]]:
    if delimiter == ",":
        return list(csv.reader(io.StringIO(text)))
    return [line.split(delimiter) for line in text.split("\n")]


@given(TEXTS)
def test_what_is_quoted_can_be_taken_back_whatever_it_holds(text: str) -> None:
    assert take_back(quote_formula(text)) == text


@pytest.mark.parametrize(
    "cell", ["-5", "+5", "-2.5", "-1e-07", "a=b", "", "'", "'quoted'", "2024-05-04", "x@example.org"]
)
def test_numbers_and_usual_texts_stay_as_they_are(cell: str) -> None:
    assert quote_formula(cell) == cell


@pytest.mark.parametrize(
    "cell", ["=1+1", "@SUM(A1)", "+1+cmd|' /C calc'!A0", "-5-2", "--5", "-", "-inf", "\t=1", "\uff1d1+1"]
)
def test_what_a_spreadsheet_would_calculate_gets_an_apostrophe(cell: str) -> None:
    assert quote_formula(cell) == f"'{cell}"
