"""Owns shell completion: names from the knowledge base where there is one, never an error, never a new file."""

from collections.abc import Callable
from contextlib import suppress

from rc_kb.errors import RcKbError


def complete_words(*words: str) -> Callable[[str], list[str]]:
    """Return a completion from a closed list."""

    def complete(incomplete: str) -> list[str]:
        return [word for word in words if word.startswith(incomplete)]

    return complete


def complete_names(*kinds: str) -> Callable[[object, str], list[str]]:
    """Return a completion from the names of some kinds, as they are spelled in the knowledge base."""

    def complete(ctx: object, incomplete: str) -> list[str]:
        from rc_kb.read.names import find_names
        from rc_kb.read.reader import open_reader
        from rc_kb.settings import find_database_path

        with (
            suppress(RcKbError),
            open_reader(find_database_path(getattr(ctx, "params", {}).get("db"))) as reader,
        ):
            # A shell takes only what begins with the letters as they were typed; names are found in any case.
            return [incomplete + name[len(incomplete) :] for name in find_names(reader, incomplete, kinds)]
        return []

    return complete
