"""Owns how long work shows that it goes on: on stderr, only on a terminal, and gone when it is done."""

import sys
from collections.abc import Iterable
from typing import TypeVar

_Item = TypeVar("_Item")


def track(items: Iterable[_Item], what: str, total: int | None = None) -> Iterable[_Item]:
    """Return items as they are, with a bar on a terminal that counts them."""
    if not sys.stderr.isatty():
        return items
    from rich.console import Console
    from rich.progress import track as draw

    return draw(items, what, total=total, transient=True, console=Console(stderr=True, markup=False))
