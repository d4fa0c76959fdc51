"""Owns the plot of docs/performance.md: times and sizes by the number of meetings, in small panels."""

import math
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from comparing import PAGE
from scale_bases import Base
from scale_questions import REVIEWS, SEARCHES, SELECTIVE, SHOWN, STREAMS, UNSELECTIVE, Question
from scale_results import Results

if TYPE_CHECKING:
    from matplotlib.axes import Axes

PLOT = PAGE.with_name("scale.svg")

_LOOKS = {"SQLite": ("#0b6e99", "o"), "PostgreSQL": ("#c2410c", "s")}
_INK, _PAPER, _LINES = "#24292f", "#ffffff", "#d0d7de"
_COLUMNS = 3


class _Panel(NamedTuple):
    """A panel: its title, its unit, and the values of each database by size."""

    title: str
    unit: str
    values: dict[str, dict[int, float]]


def draw_plot(results: Results, path: Path = PLOT) -> None:
    """Draw small multiples on axes of powers of ten, the paper white so that a dark page does not hide the ink."""
    import matplotlib as mpl

    mpl.use("svg")
    from matplotlib import pyplot

    # The same numbers give the same file: no date, no random ids, text as text.
    style = {"svg.hashsalt": "scale", "svg.fonttype": "none", "font.family": "sans-serif", "font.size": 9}
    ink = dict.fromkeys(("text.color", "axes.labelcolor", "axes.edgecolor", "xtick.color", "ytick.color"), _INK)
    panels = list(_list_panels(results))
    lines = -(-len(panels) // _COLUMNS)
    with pyplot.style.context(style | ink):
        figure, grid = pyplot.subplots(lines, _COLUMNS, figsize=(10, 2.6 * lines), sharex=True, facecolor=_PAPER,
                                       layout="constrained", squeeze=False)  # fmt: skip
        for panel, axes in zip(panels, grid.flat, strict=True):
            _draw_panel(axes, panel)
        for axes in grid[-1]:
            axes.set_xlabel("meetings")
        grid[0][0].legend(frameon=False, loc="upper left")
        figure.savefig(path, metadata={"Date": None, "Creator": None})
        pyplot.close(figure)


def _draw_panel(axes: "Axes", panel: _Panel) -> None:
    for database, values in panel.values.items():
        colour, mark = _LOOKS[database]
        # A mark on the edge is drawn whole.
        axes.plot(list(values), list(values.values()), marker=mark, color=colour, label=database, clip_on=False)
    axes.set(title=panel.title, ylabel=panel.unit, xscale="log", yscale="log", facecolor=_PAPER)
    every = [value for values in panel.values.values() for value in values.values()]
    axes.set_ylim(10 ** math.floor(math.log10(min(every))), 10 ** math.ceil(math.log10(max(every))))
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(lambda value, _: f"{value:,.0f}" if value >= 1 else f"{value:g}")
        axis.set_minor_formatter("")
    axes.grid(visible=True, color=_LINES, linewidth=0.6)
    axes.spines[["top", "right"]].set_visible(False)


def _list_panels(results: Results) -> Iterator[_Panel]:
    asked = {
        "Meetings with Iraq, the first 50": _find(SELECTIVE, "meetings"),
        "Meetings since 2015, the first 50": _find(UNSELECTIVE, "meetings"),
        "Show Iraq": SHOWN[0],
        "Search for a rare word": SEARCHES[0],
        "Conflicts": REVIEWS[0],
        "Check": REVIEWS[-1],
        "Every meeting as CSV": STREAMS[0],
    }
    for title, question in asked.items():
        times = {name: _by_size(results, name, partial(results.take_time, question)) for name in results.databases}
        yield _Panel(title, "seconds", times)
    loaded = {
        name: {base.meetings: results.loaded[base] for base in results.list_bases(name)[1:]}
        for name in results.databases
    }
    seconds = {name: {size: one.seconds for size, one in of.items() if not one.is_copy} for name, of in loaded.items()}
    yield _Panel("Load", "seconds", seconds)
    yield _Panel(
        "Size on disk", "MB", {name: {size: one.bytes / 1e6 for size, one in of.items()} for name, of in loaded.items()}
    )


def _by_size(results: Results, database: str, take: Callable[[Base], float]) -> dict[int, float]:
    return {base.meetings: take(base) for base in results.list_bases(database)[1:]}


def _find(questions: Sequence[Question], noun: str) -> Question:
    return next(question for question in questions if question.words[0] == noun)
