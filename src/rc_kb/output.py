"""Owns stdout and stderr: the only writer of data in every format, and of every sentence to the user."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from math import inf
from typing import TYPE_CHECKING, TextIO

from rc_kb.read.query import CITATIONS, Answer, Value
from rc_kb.tables import TABLES, Shown, write_value
from rc_kb.text import make_harmless
from rc_kb.vocabulary import KEPT_FROM_PEOPLE

if TYPE_CHECKING:
    from rc_kb.read.show import Section


_NUMBER = "#"
"""The column that numbers the rows of a table whose citations stand below it."""


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


def write_answer(answer: Answer, form: Format, table: Sequence[Shown] = ()) -> int:
    """Write rows in a format, and return how many; a table shows what the layout says, or every column.

    Where rows have citations, a table numbers its rows and has the citations below.
    """
    if form is Format.TABLE:
        return _write_table(answer, table or _show_all(answer))
    if form is Format.MD:
        return _write_markdown(answer, table or _show_all(answer))
    if form in {Format.JSON, Format.JSONL}:
        return _write_objects(_make_objects(answer), form)
    return _write_csv(answer) if form is Format.CSV else _write_tsv(answer)


def write_page(title: str, parts: Sequence[tuple[Section, Answer]], form: Format) -> list[int]:
    """Write what is known of one thing, section by section, and return how many rows each has."""
    sections = [(section, answer.columns, list(answer.rows)) for section, answer in parts]
    filled = [(section, Answer(columns, iter(rows))) for section, columns, rows in sections if rows]
    if form in {Format.TABLE, Format.MD}:
        _write_headed(title, filled, form)
    elif form in {Format.JSON, Format.JSONL}:
        rows = (_add_section(section, one) for section, answer in filled for one in _make_objects(answer))
        _write_objects(rows, form)
    else:
        write_answer(Answer(("section", "row", "column", "value"), _list_values(filled)), form)
    return [len(rows) for _, _, rows in sections]


def _add_section(section: Section, one: dict[str, object]) -> dict[str, object]:
    return {"section": section.title, **one}


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
    if form is Format.MD:
        write_answer(known, form)
    else:
        _write_table(known, _show_all(known), has_head=False)
    if CITATIONS in answer.columns:
        place = answer.columns.index(CITATIONS)
        _write_notes([_list_lines(row[place]) for row in rows], form)


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


def _show_all(answer: Answer) -> list[Shown]:
    return [Shown(make_harmless(column), (column,)) for column in answer.columns]


def _fill_rows(answer: Answer, table: Sequence[Shown]) -> Iterator[list[str]]:
    """Return the cells of each row, with nothing in them that a terminal could act on."""
    places = [[answer.columns.index(column) for column in shown.columns] for shown in table]
    for row in answer.rows:
        yield [
            make_harmless(shown.fill([row[place] for place in places_of]))
            for shown, places_of in zip(table, places, strict=True)
        ]


def _drop_empty(table: Sequence[Shown], rows: list[list[str]]) -> tuple[list[Shown], list[list[str]]]:
    """Leave out the optional columns that are empty in every row."""
    kept = [place for place, shown in enumerate(table) if not shown.is_optional or any(row[place] for row in rows)]
    return [table[place] for place in kept], [[row[place] for place in kept] for row in rows]


def _write_table(answer: Answer, table: Sequence[Shown], *, has_head: bool = True) -> int:
    """Write a table: on a terminal drawn by Rich, in a pipe as lines that nothing folds."""
    notes, answer, table = _part_notes(answer, table)
    columns, rows = _drop_empty(table, list(_fill_rows(answer, table)))
    if rows and sys.stdout.isatty():
        from rc_kb.drawing import draw_records, draw_table, is_wide_enough

        if is_wide_enough(len(columns)):
            draw_table(columns, _show_shared_once(columns, rows), has_head=has_head)
        else:
            draw_records(columns, rows)
    elif rows:
        from rc_kb.plain import lay_out_table

        sys.stdout.writelines(line + "\n" for line in lay_out_table(columns, rows, has_head=has_head))
    _write_notes(notes, Format.TABLE)
    return len(rows)


def _show_shared_once(columns: Sequence[Shown], rows: list[list[str]]) -> list[list[str]]:
    """Return rows without what they share with the row above: from the first such column on, as long as it is equal."""
    shown = [list(row) for row in rows]
    for above, row, kept in zip(rows, rows[1:], shown[1:], strict=False):
        for place, column in enumerate(columns):
            if column.is_shared and row[place] == above[place]:
                kept[place] = ""
            elif column.is_shared:
                break
    return shown


def _part_notes(answer: Answer, table: Sequence[Shown]) -> tuple[list[list[str]], Answer, Sequence[Shown]]:
    """Return the citations of rows as notes, and the rows without them; several rows are numbered as the notes are."""
    if CITATIONS not in answer.columns:
        return [], answer, table
    place = answer.columns.index(CITATIONS)
    rows = list(answer.rows)
    notes = [_list_lines(row[place]) for row in rows]
    kept = [shown for shown in table if shown.columns != (CITATIONS,)]
    if len(rows) == 1 or not any(notes):
        return notes, Answer(answer.columns, iter(rows)), kept
    numbered = ((number, *row) for number, row in enumerate(rows, start=1))
    return notes, Answer((_NUMBER, *answer.columns), numbered), [Shown("", (_NUMBER,), is_number=True), *kept]


def _list_lines(cited: Value) -> list[str]:
    """Return citations line by line, with nothing in them that a terminal could act on."""
    return list(map(make_harmless, cited.list_lines())) if isinstance(cited, tuple) else []


def _write_notes(notes: list[list[str]], form: Format) -> None:
    """Write the citations of the rows of a table below it, those of a row after its number."""
    if not any(notes):
        return
    sys.stdout.write("\n")
    if form is Format.MD:
        sys.stdout.writelines(line + "\n" for line in _list_items(notes))
        return
    width = len(str(len(notes))) + 1 if len(notes) > 1 else 0
    numbers = [f"{number:>{width - 1}} " if width else "" for number in range(1, len(notes) + 1)]
    lines = [
        (number if place == 0 else " " * width) + line
        for number, listed in zip(numbers, notes, strict=True)
        for place, line in enumerate(listed)
    ]
    if sys.stdout.isatty():
        from rc_kb.drawing import draw_notes

        draw_notes(lines, width)
    else:
        sys.stdout.writelines(line + "\n" for line in lines)


def _list_items(notes: list[list[str]]) -> Iterator[str]:
    """Return notes as a list in Markdown; one that numbers itself would not keep the numbers of rows without notes."""
    for number, listed in enumerate(notes, start=1):
        for line in listed:
            shown = f"({number}) " if len(notes) > 1 else ""
            yield f"  - {line.lstrip()}" if line.startswith(" ") else f"- {shown}{line}"


def _write_markdown(answer: Answer, table: Sequence[Shown]) -> int:
    notes, answer, table = _part_notes(answer, table)
    rows = list(_fill_rows(answer, table))
    shown_columns, cells = _drop_empty(table, rows)
    rule = ["---:" if shown.is_number else "---" for shown in shown_columns]
    for row in ([shown.head for shown in shown_columns], rule, *cells):
        sys.stdout.write(_write_markdown_row(row) + "\n")
    _write_notes(notes, Format.MD)
    return len(rows)


def _write_markdown_row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("\\", "\\\\").replace("|", "\\|") for cell in cells) + " |"


def _make_objects(answer: Answer) -> Iterator[dict[str, object]]:
    return (dict(zip(answer.columns, map(_make_plain, row), strict=True)) for row in answer.rows)


def _write_objects(objects: Iterable[dict[str, object]], form: Format) -> int:
    """Write flat objects, one a line: an array, or JSON Lines. Controls that JSON leaves as they are become escapes."""
    from json import JSONEncoder

    encode = JSONEncoder(ensure_ascii=False).encode
    start, between, end = ("[", ",\n ", "]\n") if form is Format.JSON else ("", "\n", "\n")
    written = 0
    for written, one in enumerate(objects, start=1):
        sys.stdout.write((between if written > 1 else start) + make_harmless(encode(one)))
    if written or form is Format.JSON:
        sys.stdout.write(end if written else "[]\n")
    return written


def _make_plain(value: Value) -> object:
    """Return what JSON can hold: a whole number without a point, bytes in hexadecimal, the infinite as a word."""
    if isinstance(value, tuple):
        return [one.to_object() for one in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return write_value(value) if isinstance(value, bytes) or value in {inf, -inf} else value


def _write_csv(answer: Answer) -> int:
    import csv

    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(map(make_harmless, answer.columns))
    written = 0
    for row in answer.rows:
        writer.writerow([make_harmless(write_value(value)) for value in row])
        written += 1
    return written


def _write_tsv(answer: Answer) -> int:
    """Write tab-separated values; a tab or line end in a value is written out."""
    sys.stdout.write("\t".join(map(make_harmless, answer.columns)) + "\n")
    written = 0
    for row in answer.rows:
        sys.stdout.write("\t".join(make_harmless(write_value(value)) for value in row) + "\n")
        written += 1
    return written
