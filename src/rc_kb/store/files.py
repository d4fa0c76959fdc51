"""Owns the file of a knowledge base while it is made: beside its place, put there whole, and swept up where left."""

import glob
import os
import platform
import re
import secrets
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from rc_kb.errors import DatabaseUnreadable, RcKbError
from rc_kb.journal import list_beside

_STALE_SECONDS = 3600
_HERE = f"{zlib.crc32(platform.node().encode()):08x}"
"""This machine: on another, or in a container of its own, a process of the same number is another."""

_BUILDER = re.compile(rf"\.{_HERE}-([0-9]+)\.[0-9a-f]+\.building")


class FileThere(RcKbError):
    """A file is where a new one was to go."""


def check_target(target: Path) -> None:
    """Raise FileThere, or RcKbError where there is no folder for a copy."""
    _check_nothing_there(target)
    if not target.parent.is_dir():
        raise RcKbError(f"{target.parent} is not a folder: name a file in one that is there.")


def put_in_place(building: Path, path: Path) -> None:
    """Give a finished file its name; raise FileThere where another has come there meanwhile that holds something."""
    try:
        os.link(building, path)
    except OSError:
        # An empty file is there, or the file system has no links, FAT for one.
        _check_nothing_there(path)
        building.replace(path)


def _check_nothing_there(path: Path) -> None:
    if path.exists() and (path.is_dir() or path.stat().st_size):
        raise FileThere(f"{path} is there already: name a file that is not.")


@contextmanager
def prepare_file(path: Path) -> Iterator[Path]:
    """Give an empty file beside a path, which is gone afterwards, and say plainly why there can be none."""
    # Named before it is there, so that it is removed whenever Ctrl-C comes.
    building = path.with_name(f".{path.name}.{_HERE}-{os.getpid()}.{secrets.token_hex(4)}.building")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        sweep_leftovers(path)
        _sweep_logs(path)
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


def _sweep_logs(path: Path) -> None:
    """Remove what was beside a base that is gone: SQLite would play its log into the one that takes its place."""
    left = [beside for beside in list_beside(path) if beside.exists()]
    if not path.exists():
        for beside in left:
            beside.unlink(missing_ok=True)


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
