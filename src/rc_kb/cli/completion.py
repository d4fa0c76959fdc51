"""Owns shell completion: names from the knowledge base where there is one, never an error, never a new file."""

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from rc_kb.errors import RcKbError

if TYPE_CHECKING:
    from rc_kb.read.reader import Reader


def complete_words(*words: str) -> Callable[[str], list[str]]:
    """Return a completion from a closed list."""

    def complete(incomplete: str) -> list[str]:
        return [word for word in words if word.startswith(incomplete)]

    return complete


def complete_names(*kinds: str) -> Callable[[object, str], list[str]]:
    """Return a completion from the names of some kinds, as they are spelled in the knowledge base."""

    def complete(ctx: object, incomplete: str) -> list[str]:
        from rc_kb.read.names import find_names

        return _complete_from(ctx, incomplete, lambda reader: find_names(reader, incomplete, kinds))

    return complete


def complete_regions(ctx: object, incomplete: str) -> list[str]:
    """Complete the name of a region."""
    from rc_kb.read.names import list_regions

    return _complete_from(ctx, incomplete, list_regions)


def _complete_from(ctx: object, incomplete: str, find: "Callable[[Reader], list[str]]") -> list[str]:
    """Return names that go on from what was typed; letters typed in lower case stand for any."""
    from rc_kb.location import find_database
    from rc_kb.read.reader import open_reader

    names: list[str] = []
    with suppress(RcKbError), open_reader(find_database(getattr(ctx, "params", {}).get("db"))) as reader:
        names = find(reader)
    if incomplete.islower():
        # A shell takes only what begins with the letters as they were typed; names are found in any case.
        names = [incomplete + name[len(incomplete) :] for name in names if name.lower().startswith(incomplete)]
    return [name for name in names if name.startswith(incomplete)]
