"""Owns how a table is drawn on a terminal with Rich: how wide each column is, and where long words break."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from rc_kb.pages import Page, list_note_lines
from rc_kb.plain import GAP, measure_cells
from rc_kb.read.citations import MARKS
from rc_kb.tables import Shown

_WIDEST_WORD = 24
"""Words of up to this length are broken last."""

_NARROWEST = 8
"""Cells that a column needs at least, with its gap, to be read."""

_DRAWN_TOGETHER = 20
"""Rows that Rich draws at once: 15 ms of work (measured)."""

_PARTS = re.compile(r"\s+|(?<=\.\.)")
"""Where a cell may be folded: at spaces, and after the two points of an EDTF range."""


def draw_heading(text: str) -> None:
    """Draw the title of a page or of a section."""
    _open_console().print(Text(text, style="bold"), overflow="fold")


def draw_pages(pages: Iterable[Page], *, has_head: bool = True) -> int:
    """Draw the pages of a table on the terminal, folded into its width, and return how many rows they have.

    The rows of the first page say how wide the columns are, until columns are added.
    """
    written, layout = 0, _Layout([], 0)
    for page in pages:
        rows = show_shared_once(page.columns, page.rows)
        if written and (page.has_head or not is_wide_enough(len(page.columns))):
            _open_console().print()
        if rows and is_wide_enough(len(page.columns)):
            layout = choose_layout(page.columns, rows) if page.has_head else layout
            draw_table(page.columns, rows, layout, has_head=has_head and page.has_head)
        elif rows:
            draw_records(page.columns, page.rows)
        if page.notes:
            _open_console().print()
            draw_notes(*list_note_lines(page))
        written += len(rows)
    return written


class _Layout(NamedTuple):
    """How wide each column of a table is, and the gap between two."""

    widths: list[int]
    gap: int


def choose_layout(columns: Sequence[Shown], rows: Sequence[Sequence[str]]) -> _Layout:
    """Return widths with which rows fit into the terminal."""
    available = _open_console().width
    heads = [shown.head for shown in columns]
    widths = [max(map(measure_cells, cells)) for cells in zip(heads, *rows, strict=True)]
    if sum(widths) + GAP * len(widths) <= available:
        return _Layout(widths, GAP)
    # Figures side by side are told apart by one space, and are worse to read folded.
    if all(shown.is_number for shown in columns[1:]) and sum(widths) + len(widths) <= available:
        return _Layout(widths, 1)
    words = [_measure_parts(cells) for cells in zip(heads, *rows, strict=True)]
    gap = GAP if sum(words) + GAP * len(words) <= available else 1
    return _Layout(share_width(widths, words, available - gap * len(words)), gap)


def draw_table(
    columns: Sequence[Shown], rows: Sequence[Sequence[str]], layout: _Layout, *, has_head: bool = True
) -> None:
    """Draw rows on the terminal, folded into their columns; some at a time, so that the first come soon."""
    for start in range(0, len(rows), _DRAWN_TOGETHER):
        some = rows[start : start + _DRAWN_TOGETHER]
        _open_console().print(_make_table(columns, some, layout, has_head=has_head and start == 0))


def _make_table(columns: Sequence[Shown], rows: Sequence[Sequence[str]], layout: _Layout, *, has_head: bool) -> Table:
    made = Table(
        box=SIMPLE_HEAD, show_edge=False, show_header=has_head, padding=(0, layout.gap - 1, 0, 0), header_style="bold"
    )
    for shown, width in zip(columns, layout.widths, strict=True):
        made.add_column(shown.head, justify="right" if shown.is_number else "left", overflow="fold", width=width)
    for row in rows:
        made.add_row(*(mark_quoted(_fold_ranges(cell, width)) for cell, width in zip(row, layout.widths, strict=True)))
    return made


def show_shared_once(columns: Sequence[Shown], rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return rows without what they share with the row above: from the first such column on, as long as it is equal."""
    shown = [list(row) for row in rows]
    for above, row, kept in zip(rows, rows[1:], shown[1:], strict=False):
        for place, column in enumerate(columns):
            if column.is_shared and row[place] == above[place]:
                kept[place] = ""
            elif column.is_shared:
                break
    return shown


def draw_notes(lines: Sequence[str], indent: int) -> None:
    """Draw lines below a table, folded within an indent, with the quoted words in bold."""
    console = _open_console()
    for line in lines:
        deeper = indent + len(line[indent:]) - len(line[indent:].lstrip())
        text = mark_quoted(line[deeper:])
        folded = text.wrap(console, max(20, console.width - deeper))
        for number, part in enumerate(folded):
            console.print(Text(line[:deeper] if number == 0 else " " * deeper) + part, no_wrap=True, overflow="fold")


def mark_quoted(text: str) -> Text:
    """Return a text with the quoted words in bold, and their marks."""
    marked = Text(text)
    marked.highlight_regex("|".join(f"{start}[^{end}]*{end}" for start, end in MARKS), "bold")
    return marked


def is_wide_enough(columns: int) -> bool:
    """Tell whether so many columns can be read side by side on the terminal."""
    return columns * _NARROWEST <= _open_console().width


def draw_records(columns: Sequence[Shown], rows: Sequence[Sequence[str]]) -> None:
    """Draw each row with its columns one below the other, a blank line between two rows."""
    pair = (Shown("column", ("column",)), Shown("value", ("value",)))
    for number, row in enumerate(rows):
        if number:
            _open_console().print()
        record = [(shown.head, cell) for shown, cell in zip(columns, row, strict=True)]
        draw_table(pair, record, choose_layout(pair, record), has_head=False)


def share_width(widths: Sequence[int], words: Sequence[int], available: int) -> list[int]:
    """Return widths that fit: each column gets its longest word where all do, and a share of the rest.

    Where not even the words fit, the longest are broken first; no column is narrower than 1.
    """
    narrowest = [1] * len(words)
    for longest in range(max(words), 0, -1):
        narrowest = [min(word, longest) for word in words]
        if sum(narrowest) <= available:
            break
    spare = max(0, available - sum(narrowest))
    wanted = [width - narrow for width, narrow in zip(widths, narrowest, strict=True)]
    return [narrow + spare * want // max(1, sum(wanted)) for narrow, want in zip(narrowest, wanted, strict=True)]


def _open_console() -> Console:
    return Console(markup=False, highlight=False, emoji=False)


def _measure_parts(cells: Sequence[str]) -> int:
    """Return the width of the longest part of cells that cannot be folded."""
    longest = max((measure_cells(part) for cell in cells for part in _PARTS.split(cell)), default=1)
    return max(1, min(_WIDEST_WORD, longest))


def _fold_ranges(cell: str, width: int) -> str:
    """Return a cell in which an EDTF range that is too wide is folded after its two points."""
    words = cell.split(" ")
    return " ".join(word.replace("..", "..\n") if measure_cells(word) > width else word for word in words)
