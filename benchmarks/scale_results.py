"""Owns what benchmarks/scale.py has measured: times by question and base, their growth, and whether the bars hold."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from statistics import linear_regression, median
from typing import NamedTuple

from comparing import PEERS
from load_speed import LEAST_RATE, MOST_GROWTH
from output_speed import LATEST, MOST_MEMORY, SLOWEST
from running import Run, compare, middle
from scale_bases import SEED, Base, Loaded
from scale_questions import SELECTIVE, SHOWN, STREAMS, Question

_MOST_ON_A_SERVER = 1.5
_NOTHING, _NOISE = 0.02, 0.15
"""Seconds, and a share of those on the seed base, that are not told from none."""


class Bar(NamedTuple):
    """What a measured number has to reach, or must not pass."""

    title: str
    measured: float
    limit: float
    is_least: bool = False

    @property
    def is_kept(self) -> bool:
        """Return whether the bar holds."""
        return self.measured >= self.limit if self.is_least else self.measured <= self.limit

    def describe(self) -> list[str]:
        """Return the cells of the table's row."""
        limit = f"{'at least' if self.is_least else 'at most'} {self.limit:g}"
        return [self.title, f"{self.measured:.2f}", limit, "yes" if self.is_kept else "**no**"]


@dataclass
class Results:
    """Everything that was measured, of some databases at some sizes."""

    databases: list[str]
    sizes: list[int]
    bases: list[Base] = field(default_factory=list)
    loaded: dict[Base, Loaded] = field(default_factory=dict)
    runs: dict[Question, dict[Base, list[Run]]] = field(default_factory=dict)
    peers: dict[Question, dict[Base, list[Run]]] = field(default_factory=dict)
    more: dict[Base, list[Run]] = field(default_factory=dict)
    """Loading as many meetings more into a copy of each base."""
    loading_rate: float | None = None
    """Rows loaded in a second through those of sqlite-utils, of the same rows in turns."""
    first_rows: dict[str, float] = field(default_factory=dict)
    """Seconds to the first row of a table on a terminal, by database."""
    starts: dict[Question, dict[Base, list[Run]]] = field(default_factory=dict)
    """Connecting to the largest base of each database in a process that does no more."""

    def find_base(self, database: str, meetings: int) -> Base:
        """Return the base of a database and a size."""
        return next(base for base in self.bases if (base.database, base.meetings) == (database, meetings))

    def list_bases(self, database: str) -> list[Base]:
        """Return the bases of a database by size, that of the seed first."""
        return [self.find_base(database, meetings) for meetings in (SEED, *self.sizes)]

    def take_time(self, question: Question, base: Base) -> float:
        """Return the median seconds of a question."""
        return middle(self.runs[question][base])

    def take_memory(self, question: Question, base: Base) -> float:
        """Return the most memory that any run of a question took, in MiB."""
        return max(one.memory for one in self.runs[question][base])

    def grow(self, question: Question, database: str) -> float | None:
        """Return by which power of N the time of a question grows; what it takes on the seed base is taken off."""
        seed, *others = (self.take_time(question, base) for base in self.list_bases(database))
        return find_growth(self.sizes, [seconds - seed for seconds in others], least=max(_NOTHING, seed * _NOISE))

    def grow_loading(self, database: str) -> float | None:
        """Return by which power of N the time of loading N meetings into the seed base grows.

        The time is the sum of what some meetings more take on the way, which was measured in turns on bases of all
        sizes; between two sizes it is taken to lie on a line.
        """
        bases = self.list_bases(database)
        pace = [compare(self.more[base], self.more[bases[0]]) for base in bases]
        steps = pairwise(zip(bases, pace, strict=True))
        times = accumulate((later.meetings - one.meetings) * (a + b) / 2 for (one, a), (later, b) in steps)
        return find_growth(self.sizes, list(times))


def find_growth(sizes: Sequence[int], seconds: Sequence[float], least: float = 0) -> float | None:
    """Return the slope of the logarithm of time on that of size; None where even the last is no more than the least."""
    known = [(math.log(size), math.log(took)) for size, took in zip(sizes, seconds, strict=True) if took > least]
    return linear_regression(*zip(*known, strict=True)).slope if len(known) > 1 and seconds[-1] > least else None


def find_bars(results: Results) -> Iterator[Bar]:
    """Return the bars that can be told from what was measured, each on the largest size."""
    largest = results.sizes[-1]
    if "SQLite" in results.databases:
        base, seed = results.find_base("SQLite", largest), results.find_base("SQLite", SEED)
        for question in (*SELECTIVE, *SHOWN):
            runs = results.runs[question]
            yield Bar(f"`{question.title}`, to the seed base", compare(runs[base], runs[seed]), question.bar or 0)
        for question in STREAMS:
            yield from _find_stream_bars(results, question, base)
        if results.loading_rate is not None:
            title = "load, rows per second to `sqlite-utils insert --nl`"
            yield Bar(title, results.loading_rate, LEAST_RATE, is_least=True)
    for database in results.databases:
        if (growth := results.grow_loading(database)) is not None:
            yield Bar(f"load, growth exponent on {database}", growth, MOST_GROWTH)
    if len(results.databases) > 1:
        yield from _find_server_bars(results, largest)
    for database, seconds in results.first_rows.items():
        yield Bar(f"first row of a table of 10,000 on a terminal, {database}, seconds", seconds, LATEST)


def _find_stream_bars(results: Results, question: Question, base: Base) -> Iterator[Bar]:
    ours, peers = results.runs[question][base], results.peers[question][base]
    rate = 1 / compare(ours, peers)
    yield Bar(f"`{question.title}`, rows per second to `{PEERS[question.form or '']}`", rate, SLOWEST, is_least=True)
    yield Bar(f"`{question.title}`, MiB of memory", results.take_memory(question, base), MOST_MEMORY)


def _find_server_bars(results: Results, meetings: int) -> Iterator[Bar]:
    here, there = (results.find_base(database, meetings) for database in ("SQLite", "PostgreSQL"))
    for question in SELECTIVE:
        runs, starts = results.runs[question], results.starts[question]
        driver = median(one.seconds - other.seconds for one, other in zip(starts[there], starts[here], strict=True))
        ratio = compare(runs[there], runs[here], less=driver)
        yield Bar(f"`{question.title}`, PostgreSQL to SQLite, its driver's start apart", ratio, _MOST_ON_A_SERVER)
