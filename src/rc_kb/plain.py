"""Owns how a table looks in a pipe: aligned, nothing folded, cut or coloured, and drawn without Rich."""

import unicodedata
from collections.abc import Iterator, Sequence

from rc_kb.tables import Shown

GAP = 2
"""Spaces between two columns, in a pipe and on a terminal."""


def lay_out_table(columns: Sequence[Shown], rows: Sequence[Sequence[str]], *, has_head: bool = True) -> Iterator[str]:
    """Return the lines of a table: heads, a rule, rows."""
    heads = [shown.head for shown in columns]
    listed = [heads, *rows] if has_head else rows
    widths = [max(map(measure_cells, cells)) for cells in zip(*listed, strict=True)]
    if has_head:
        yield _lay_out_row(columns, heads, widths)
        yield "─" * (sum(widths) + GAP * (len(widths) - 1))
    for row in rows:
        yield _lay_out_row(columns, row, widths)


def measure_cells(text: str) -> int:
    """Return how many cells of a terminal a text takes: wide East Asian characters two, combining marks none."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(one) else 2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text
    )


def _lay_out_row(columns: Sequence[Shown], cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = []
    for shown, cell, width in zip(columns, cells, widths, strict=True):
        space = " " * (width - measure_cells(cell))
        padded.append(space + cell if shown.is_number else cell + space)
    return (" " * GAP).join(padded).rstrip()
