"""Owns the file of a knowledge base while it is made: beside its place, put there whole, and swept up where left."""

import glob
import os
import re
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from rc_kb.errors import DatabaseUnreadable, RcKbError
from rc_kb.journal import list_beside

_STALE_SECONDS = 3600
_BUILDER = re.compile(r"\.([0-9]+)\.[0-9a-f]+\.building")


def check_target(target: Path) -> None:
    """Raise RcKbError where a copy cannot go: another file is there, or no folder for it."""
    if target.exists() and target.stat().st_size:
        raise RcKbError(f"{target} is there already: name a file that is not.")
    if not target.parent.is_dir():
        raise RcKbError(f"{target.parent} is not a folder: name a file in one that is there.")


@contextmanager
def prepare_file(path: Path) -> Iterator[Path]:
    """Give an empty file beside a path, which is gone afterwards, and say plainly why there can be none."""
    # Named before it is there, so that it is removed whenever Ctrl-C comes.
    building = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}.building")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        sweep_leftovers(path)
        building.touch(exist_ok=False)
        yield building
    except DatabaseUnreadable as error:
        # The file that is being made has a name of its own, which tells the user nothing.
        raise DatabaseUnreadable(str(error).replace(str(building), str(path))) from error
    except OSError as error:
        raise DatabaseUnreadable(f"{path} cannot be written: {error.strerror}.") from error
    finally:
        for left in (building, *list_beside(building)):
            with suppress(OSError):
                left.unlink(missing_ok=True)


def sweep_leftovers(path: Path) -> None:
    """Remove what builders that were killed have left: their process is gone, or they would have needed hours."""
    for left in path.parent.glob(f".{glob.escape(path.name)}.*.building*"):
        with suppress(OSError):
            builder = _BUILDER.search(left.name)
            is_left = builder is not None and not _is_running(int(builder[1]))
            if is_left or time.time() - left.stat().st_mtime > _STALE_SECONDS:
                left.unlink()


def _is_running(process: int) -> bool:
    """Tell whether a process runs; where that cannot be told without harm, it is taken to."""
    if os.name != "posix":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
