"""Owns stdout and stderr: the only writer of data in every format, and of every sentence to the user."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import chain
from typing import TYPE_CHECKING, TextIO

from rc_kb.cells import Piece
from rc_kb.pages import Page, list_notes, list_pages, show_all
from rc_kb.read.query import CITATIONS, Answer, Value
from rc_kb.tables import TABLES, Shown
from rc_kb.text import make_harmless
from rc_kb.vocabulary import KEPT_FROM_PEOPLE

if TYPE_CHECKING:
    from rc_kb.read.show import Section

_ROWS_OF_A_PAGE = 1_000
"""Rows of a table that are laid out together in a pipe: enough that later ones seldom need wider columns."""

_ROWS_OF_A_SCREEN = 100
"""Rows that say how wide the columns are on a terminal; what needs more is folded."""


class Format(StrEnum):
    """The formats of data on stdout."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    TSV = "tsv"
    MD = "md"


def tell(sentence: str) -> None:
    """Write a sentence, or several lines of them, to stderr."""
    _write_harmless(f"rc-kb: {sentence}", sys.stderr)


def write_text(text: str) -> None:
    """Write data that is no rows to stdout: a path, a statement."""
    _write_harmless(text, sys.stdout)


def _write_harmless(text: str, file: TextIO) -> None:
    file.write("\n".join(map(make_harmless, text.split("\n"))) + "\n")


def is_collected(form: Format) -> bool:
    """Tell whether rows stay off the terminal until all are there, so that a line of progress disturbs none."""
    return form in {Format.TABLE, Format.MD} or not sys.stdout.isatty()


def collect_rows(answer: Answer, form: Format) -> Answer:
    """Return an answer of work with a line of progress: its rows are all there where they go to the same terminal."""
    return answer._replace(rows=iter(list(answer.rows))) if is_collected(form) and sys.stdout.isatty() else answer


def write_answer(answer: Answer, form: Format, table: Sequence[Shown] = (), *, is_safe: bool = False) -> int:
    """Write rows in a format as they come, and return how many; a table shows what the layout says, or every column.

    Where rows have citations, a table numbers its rows and has them below each page. Cells of a safe CSV or TSV
    begin with nothing that a spreadsheet would calculate.
    """
    if form in {Format.TABLE, Format.MD}:
        return _write_table(answer, table or show_all(answer), form)
    if form in {Format.JSON, Format.JSONL}:
        return _write_objects([answer], form)
    return _write_delimited(answer, form, is_safe=is_safe)


def write_page(
    title: str, parts: Sequence[tuple[Section, Answer]], form: Format, *, is_safe: bool = False
) -> list[int]:
    """Write what is known of one thing, section by section, and return how many rows each has."""
    counts = [0] * len(parts)
    filled = [
        (section, Answer(answer.columns, _count_rows(chain([row], answer.rows), counts, place)))
        for place, (section, answer) in enumerate(parts)
        if (row := next(answer.rows, None)) is not None
    ]
    if form in {Format.TABLE, Format.MD}:
        _write_headed(title, filled, form)
    elif form in {Format.JSON, Format.JSONL}:
        _write_objects((_add_section(section, answer) for section, answer in filled), form)
    else:
        listed = Answer(("section", "row", "column", "value"), _list_values(filled))
        _write_delimited(listed, form, is_safe=is_safe)
    return counts


def _count_rows(rows: Iterable[tuple[Value, ...]], counts: list[int], place: int) -> Iterator[tuple[Value, ...]]:
    """Return rows, counted as they are taken."""
    for row in rows:
        counts[place] += 1
        yield row


def _add_section(section: Section, answer: Answer) -> Answer:
    return Answer(("section", *answer.columns), ((section.title, *row) for row in answer.rows))


def _write_headed(title: str, filled: Iterable[tuple[Section, Answer]], form: Format) -> None:
    _write_heading(f"# {title}" if form is Format.MD else title, form)
    for section, answer in filled:
        sys.stdout.write("\n")
        _write_heading(f"## {section.title}\n" if form is Format.MD else section.title, form)
        if section.is_record:
            _write_record(answer, form)
        else:
            write_answer(answer, form, TABLES[section.question.view])


def _write_heading(text: str, form: Format) -> None:
    if form is Format.TABLE and sys.stdout.isatty():
        from rc_kb.drawing import draw_heading

        draw_heading(make_harmless(text))
    else:
        write_text(text)


def _write_record(answer: Answer, form: Format) -> None:
    """Write the values of a record that are known, one below the other."""
    rows = list(answer.rows)
    known = _list_known(Answer(answer.columns, iter(rows)))
    _write_table(known, show_all(known), form, has_head=form is Format.MD)
    if CITATIONS in answer.columns:
        notes = list_notes(answer.columns, rows)
        _write_pages([Page([], [], notes, is_numbered=len(notes) > 1, has_head=False)], form)


def _list_known(answer: Answer) -> Answer:
    """Return the values of records that are known, a row each, without the keys that only programs need."""
    rows = (
        (column, value)
        for row in answer.rows
        for column, value in zip(answer.columns, row, strict=True)
        if value is not None and column != CITATIONS and not column.endswith(KEPT_FROM_PEOPLE)
    )
    return Answer(("what", "is"), rows)


def _list_values(filled: Iterable[tuple[Section, Answer]]) -> Iterator[tuple[Value, ...]]:
    for section, answer in filled:
        for number, row in enumerate(answer.rows, start=1):
            for column, value in zip(answer.columns, row, strict=True):
                yield section.title, number, column, value


def _write_table(answer: Answer, table: Sequence[Shown], form: Format, *, has_head: bool = True) -> int:
    is_drawn = form is Format.TABLE and sys.stdout.isatty()
    pages = list_pages(answer, table, _ROWS_OF_A_SCREEN if is_drawn else _ROWS_OF_A_PAGE)
    first = next(pages)
    return _write_pages(chain([first], pages), form, has_head=has_head) if first.rows or form is Format.MD else 0


def _write_pages(pages: Iterable[Page], form: Format, *, has_head: bool = True) -> int:
    """Write the pages of a table: on a terminal drawn by Rich, in a pipe as lines that nothing folds."""
    if form is Format.MD:
        from rc_kb.markdown import write_markdown

        return _write_pieces(write_markdown(pages))
    if sys.stdout.isatty():
        from rc_kb.drawing import draw_pages

        return draw_pages(pages, has_head=has_head)
    from rc_kb.plain import lay_out_pages

    return _write_pieces(lay_out_pages(pages, has_head=has_head))


def _write_objects(answers: Iterable[Answer], form: Format) -> int:
    from rc_kb.objects import write_array, write_lines

    return _write_pieces(write_array(answers) if form is Format.JSON else write_lines(answers))


def _write_delimited(answer: Answer, form: Format, *, is_safe: bool) -> int:
    from rc_kb.delimited import write_csv, write_tsv

    return _write_pieces((write_csv if form is Format.CSV else write_tsv)(answer, is_safe=is_safe))


def _write_pieces(pieces: Iterable[Piece]) -> int:
    """Write pieces, each at once: who reads them need not wait for the next."""
    written = 0
    for rows, text in pieces:
        sys.stdout.write(text)
        sys.stdout.flush()
        written += rows
    return written
