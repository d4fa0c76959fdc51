"""Owns how a table looks in Markdown, with the citations of its rows as a list."""

from collections.abc import Iterable, Iterator

from rc_kb.cells import Piece
from rc_kb.pages import Page


def write_markdown(pages: Iterable[Page]) -> Iterator[Piece]:
    """Return the pages of a table in Markdown; where a later page has columns more, it is a table of its own."""
    for page in pages:
        lines = [] if page.first == 1 or not page.has_head else [""]
        if page.has_head:
            rule = ["---:" if shown.is_number else "---" for shown in page.columns]
            lines += [_write_row(shown.head for shown in page.columns), _write_row(rule)]
        lines += map(_write_row, page.rows)
        if page.notes:
            lines += ["", *_list_items(page)]
        yield Piece(len(page.rows), "".join(line + "\n" for line in lines))


def _write_row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("\\", "\\\\").replace("|", "\\|") for cell in cells) + " |"


def _list_items(page: Page) -> Iterator[str]:
    """Return notes as a list in Markdown; one that numbers itself would not keep the numbers of rows without notes."""
    for number, listed in enumerate(page.notes, start=page.first):
        for line in listed:
            shown = f"({number}) " if page.is_numbered else ""
            yield f"  - {line.lstrip()}" if line.startswith(" ") else f"- {shown}{line}"
