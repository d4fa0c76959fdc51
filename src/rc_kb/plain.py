"""Owns how a table looks in a pipe: aligned, nothing folded, cut or coloured, and drawn without Rich."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from rc_kb.cells import Piece
from rc_kb.pages import Page, list_note_lines
from rc_kb.tables import Shown

GAP = 2
"""Spaces between two columns, in a pipe and on a terminal."""


def lay_out_pages(pages: Iterable[Page], *, has_head: bool = True) -> Iterator[Piece]:
    """Return the pages of a table: heads, a rule, rows, citations.

    The rows of the first page say how wide the columns are. Where a later row needs more, the heads come again, over
    columns that are wider from there on: so nothing is cut, and each row stands under its heads.
    """
    widths: dict[Shown, int] = {}
    for page in pages:
        is_first, lines = not widths, []
        if page.rows:
            needed = _measure_columns(page, has_head=has_head)
            is_new = page.has_head or any(width > widths[shown] for shown, width in needed.items())
            widths |= {shown: max(width, widths.get(shown, 0)) for shown, width in needed.items()}
            if has_head and is_new:
                lines += ([] if is_first else [""]) + _lay_out_head(page.columns, widths)
            lines += _lay_out_rows(page, widths)
        if page.notes:
            lines += ["", *list_note_lines(page)[0]]
        yield Piece(len(page.rows), "".join(line + "\n" for line in lines))


def measure_cells(text: str) -> int:
    """Return how many cells of a terminal a text takes: wide East Asian characters two, combining marks none."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(one) else 2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text
    )


def _measure_columns(page: Page, *, has_head: bool) -> dict[Shown, int]:
    """Return how wide each column of a page must be."""
    columns = zip(page.columns, zip(*page.rows, strict=True), strict=True)
    return {
        shown: max(_measure_widest(cells), measure_cells(shown.head) if has_head else 0) for shown, cells in columns
    }


def _measure_widest(cells: Sequence[str]) -> int:
    return max(map(len if "".join(cells).isascii() else measure_cells, cells))


def _lay_out_head(columns: Sequence[Shown], widths: dict[Shown, int]) -> list[str]:
    heads = (_pad(shown.head, shown, widths[shown]) for shown in columns)
    rule = "─" * (sum(widths[shown] for shown in columns) + GAP * (len(columns) - 1))
    return [(" " * GAP).join(heads).rstrip(), rule]


def _lay_out_rows(page: Page, widths: dict[Shown, int]) -> Iterator[str]:
    columns = zip(page.columns, zip(*page.rows, strict=True), strict=True)
    padded = [_pad_column(cells, shown, widths[shown]) for shown, cells in columns]
    return (row.rstrip() for row in map((" " * GAP).join, zip(*padded, strict=True)))


def _pad_column(cells: Sequence[str], shown: Shown, width: int) -> list[str]:
    if "".join(cells).isascii():
        return [cell.rjust(width) for cell in cells] if shown.is_number else [cell.ljust(width) for cell in cells]
    return [_pad(cell, shown, width) for cell in cells]


def _pad(cell: str, shown: Shown, width: int) -> str:
    space = " " * (width - measure_cells(cell))
    return space + cell if shown.is_number else cell + space
