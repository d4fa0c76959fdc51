"""Owns how a table is drawn with Rich: how wide each column is, and that words break only where they must."""

import sys
from collections.abc import Sequence

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from rc_kb.tables import Shown

_GAP = 2
_WIDEST_WORD = 24
"""Words of up to this length are broken last: an EDTF date of two days has 24."""


def draw_heading(text: str) -> None:
    """Draw the title of a page or of a section."""
    _open_console(len(text)).print(Text(text, style="bold"), overflow="fold")


def draw_table(columns: Sequence[Shown], rows: Sequence[Sequence[str]], *, has_head: bool = True) -> None:
    """Draw rows to stdout: as wide as a terminal, and in a pipe as wide as nothing has to be folded or cut."""
    widths = [max(map(cell_len, cells)) for cells in zip([shown.head for shown in columns], *rows, strict=True)]
    needed = sum(widths) + _GAP * len(widths)
    console = _open_console(needed)
    if needed > console.width:
        widths = share_width(widths, _find_longest_words(columns, rows), console.width - _GAP * len(widths))
    drawn = Table(
        box=SIMPLE_HEAD, show_edge=False, show_header=has_head, padding=(0, _GAP - 1, 0, 0), header_style="bold"
    )
    for shown, width in zip(columns, widths, strict=True):
        drawn.add_column(shown.head, justify="right" if shown.is_number else "left", overflow="fold", width=width)
    for row in rows:
        drawn.add_row(*map(Text, row))
    console.print(drawn)


def _open_console(needed: int) -> Console:
    """Return a console of the terminal's width; in a pipe, of the width that is needed."""
    width = None if sys.stdout.isatty() else max(needed, 1)
    return Console(markup=False, highlight=False, emoji=False, width=width)


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


def _find_longest_words(columns: Sequence[Shown], rows: Sequence[Sequence[str]]) -> list[int]:
    heads = [[shown.head for shown in columns]]
    return [
        min(_WIDEST_WORD, max((cell_len(word) for cell in cells for word in cell.split()), default=1))
        for cells in zip(*heads, *rows, strict=True)
    ]
