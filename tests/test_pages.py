"""Tables of many rows: nothing is cut, each row stands under its heads, no column with a value is left out."""

from collections.abc import Sequence

import pytest

from rc_kb.markdown import write_markdown
from rc_kb.pages import list_pages, show_all
from rc_kb.plain import lay_out_pages
from rc_kb.quotes import Span
from rc_kb.read.citations import Citation, Citations
from rc_kb.read.query import CITATIONS, Answer, Value
from rc_kb.tables import Shown

TABLE = (Shown("id", ("id",), is_number=True), Shown("name", ("name",)), Shown("note", ("note",), is_optional=True))
SIZE = 10


def lay_out(rows: Sequence[tuple[Value, ...]], columns: tuple[str, ...] = ("id", "name", "note")) -> list[str]:
    pages = list_pages(Answer(columns, iter(rows)), TABLE, SIZE)
    return "".join(piece.text for piece in lay_out_pages(pages)).splitlines()


def test_rows_that_fit_stand_under_one_head() -> None:
    lines = lay_out([(number, f"name {number % 10}", None) for number in range(10, 95)])
    assert lines[:3] == ["id  name", "──────────", "10  name 0"]
    assert len(lines) == 2 + 85
    assert "note" not in lines[0]


def test_where_a_row_needs_more_the_heads_come_again_and_stay_wide() -> None:
    names = ["short"] * 40
    names[25] = "a name that is longer than all before"
    lines = lay_out([(number, name, None) for number, name in enumerate(names, start=10)])
    heads = [place for place, line in enumerate(lines) if line.startswith("id")]
    assert heads == [0, 2 + 20 + 1]
    assert lines[heads[1] - 1] == ""
    assert "35  a name that is longer than all before" in lines
    assert len(lines[heads[1] + 1]) == len("35  a name that is longer than all before")
    assert len(lines) == 40 + 2 + 3


def test_a_column_that_is_filled_late_is_shown_from_there_on() -> None:
    lines = lay_out([(number, "name", "seen" if number == 21 else None) for number in range(10, 45)])
    assert [line for line in lines if line.startswith("id")] == ["id  name", "id  name  note"]
    assert "21  name  seen" in lines


@pytest.mark.parametrize("count", [1, 9, 10, 11, 20, 35])
def test_every_row_is_there_once(count: int) -> None:
    lines = lay_out([(number, "name", None) for number in range(100, 100 + count)])
    assert [line[:3] for line in lines if "name" in line and "id" not in line] == [str(100 + n) for n in range(count)]


def test_markdown_has_a_head_again_only_where_a_column_comes_in() -> None:
    rows: list[tuple[Value, ...]] = [(number, "name", "seen" if number == 21 else None) for number in range(35)]
    pages = list_pages(Answer(("id", "name", "note"), iter(rows)), TABLE, SIZE)
    lines = "".join(piece.text for piece in write_markdown(pages)).splitlines()
    assert [line for line in lines if "id" in line] == ["| id | name |", "| id | name | note |"]
    assert lines[lines.index("| id | name | note |") - 1] == ""
    assert len(lines) == 35 + 2 + 3


def cite(number: int) -> Citations:
    return Citations([Citation(number, "meeting", f"a-{number}", "News", "2024", None, None, Span(number, None, None))])


def test_citations_stand_below_the_rows_of_their_page_under_their_numbers() -> None:
    rows: list[tuple[Value, ...]] = [(number, "name", None, cite(number)) for number in range(1, 13)]
    lines = lay_out(rows, ("id", "name", "note", CITATIONS))
    assert [place for place, line in enumerate(lines) if line.strip().startswith("id")] == [0, 24]
    assert lines[13] == " 1 News, 2024, paragraph 1"
    assert lines[26:] == [
        "11  11  name",
        "12  12  name",
        "",
        "11 News, 2024, paragraph 11",
        "12 News, 2024, paragraph 12",
    ]


def test_a_single_row_has_no_number() -> None:
    assert lay_out([(1, "name", None, cite(1))], ("id", "name", "note", CITATIONS))[2:] == [
        " 1  name",
        "",
        "News, 2024, paragraph 1",
    ]


def test_every_column_of_an_answer_is_shown_under_its_harmless_name() -> None:
    answer = Answer(("a\x1b", "b"), iter([(1, 2)]))
    assert [shown.head for shown in show_all(answer)] == ["a\\u001b", "b"]
