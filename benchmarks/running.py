"""Owns the running of commands in benchmarks: whole processes, with their time, first row, rows and memory."""

import os
import pty
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Hashable, Mapping, Sequence
from fcntl import ioctl
from pathlib import Path
from statistics import median
from termios import TIOCSWINSZ
from typing import NamedTuple, TypeVar

_PIECE = 1 << 20
_LINES_AND_COLUMNS = 50, 160
_HEADER = 2

Side = TypeVar("Side", bound=Hashable)


class Run(NamedTuple):
    """What a process took: seconds until its first line and its end, lines, and the most memory in MiB.

    The memory is no less than that of the process which started it, as Linux counts; so a benchmark must stay small.
    """

    seconds: float
    first: float
    lines: int
    memory: float


def make_environment(home: Path) -> dict[str, str]:
    """Make the environment of commands: an empty home, and nothing of the user's but the paths."""
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    return kept | {"LANG": "C.UTF-8", "HOME": str(home)}


def run(
    command: Sequence[str], environment: Mapping[str, str], *, given: Path | None = None, allowed: Sequence[int] = (0,)
) -> Run:
    """Run a command to its end, reading all that it prints; stop where it fails."""
    with Path(given or os.devnull).open("rb") as reading, tempfile.TemporaryFile() as said:
        began = time.perf_counter()
        process = subprocess.Popen(command, env=environment, stdin=reading, stdout=subprocess.PIPE, stderr=said)
        output = process.stdout
        if output is None:
            sys.exit(f"{command[0]} has no output to read.")
        lines = int(bool(output.readline()))
        first = time.perf_counter() - began
        while piece := output.read(_PIECE):
            lines += piece.count(b"\n")
        _, status, used = os.wait4(process.pid, 0)
        took = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in allowed:
            said.seek(0)
            sys.exit(f"{' '.join(command)} failed with {process.returncode}: {said.read().decode()[-500:]}")
    return Run(took, first, lines, used.ru_maxrss / 1024)


def time_first_row(command: Sequence[str], environment: Mapping[str, str]) -> float:
    """Return the seconds until a command has drawn the first row of a table on a terminal, and end it."""
    ours, theirs = pty.openpty()
    ioctl(theirs, TIOCSWINSZ, struct.pack("HHHH", *_LINES_AND_COLUMNS, 0, 0))
    began = time.perf_counter()
    with open(ours, "rb", buffering=0) as drawn:  # noqa: PTH123 - a descriptor
        process = subprocess.Popen(
            command, env={**environment, "TERM": "xterm-256color"}, stdin=theirs, stdout=theirs,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(theirs)
        seen = b""
        while seen.count(b"\n") <= _HEADER:
            seen += drawn.read(_PIECE)
        took = time.perf_counter() - began
        process.kill()
        process.wait()
    return took


def take_turns(
    sides: Mapping[Side, Callable[[], Run]], rounds: int, *, patience: float = 20, at_least: int = 1, warm: bool = True
) -> dict[Side, list[Run]]:
    """Run all sides in turns, every second round backwards; once more before, uncounted, to warm the caches.

    Ends before all rounds, but not before so many at least, where they have taken longer than somebody is patient, in
    seconds.
    """
    if warm:
        for side in sides.values():
            side()
    runs: dict[Side, list[Run]] = {name: [] for name in sides}
    ends = time.perf_counter() + patience
    for number in range(rounds):
        for name in list(sides)[:: -1 if number % 2 else 1]:
            runs[name].append(sides[name]())
        if number + 1 >= at_least and time.perf_counter() > ends:
            break
    return runs


def compare(ours: Sequence[Run], peers: Sequence[Run], *, less: float = 0) -> float:
    """Return our seconds through the peer's, the median of all rounds; `less` is first taken off ours."""
    return median((one.seconds - less) / other.seconds for one, other in zip(ours, peers, strict=True))


def middle(runs: Sequence[Run]) -> float:
    """Return the median of the seconds."""
    return median(one.seconds for one in runs)
