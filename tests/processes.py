"""Owns waiting for what another process does."""

import os
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

_WORKED = 0.3
"""Seconds that a process has computed once the base was open, by which it is in the midst of its statement."""

_PATIENCE = 60
_WHERE_NOTHING_IS_SEEN = 5


def wait_for_a_statement(process: "subprocess.Popen[Any]", base: Path) -> None:
    """Wait until a process has opened a base, and works on a statement without end.

    A fixed time may be over on a busy machine before Python itself has begun, and Ctrl-C then ends it with a traceback
    that no program can prevent.
    """
    if not Path("/proc/self/fd").exists():
        time.sleep(_WHERE_NOTHING_IS_SEEN)
        return
    until, began = time.monotonic() + _PATIENCE, None
    while process.poll() is None and time.monotonic() < until:
        if began is None and _has_open(process.pid, base):
            began = _find_work(process.pid)
        elif began is not None and _find_work(process.pid) - began > _WORKED:
            return
        time.sleep(0.02)
    raise AssertionError(f"no statement without end was seen: the process gave {process.poll()}")


def _has_open(process: int, base: Path) -> bool:
    with suppress(OSError):
        return any(one.resolve() == base.resolve() for one in Path(f"/proc/{process}/fd").iterdir())
    return False


def _find_work(process: int) -> float:
    """Return how many seconds of a processor a process has had, as proc(5) gives them after its name."""
    times = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[11:13]
    return sum(map(int, times)) / os.sysconf("SC_CLK_TCK")
