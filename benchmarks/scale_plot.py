"""Owns the plot of docs/performance.md: times and sizes by the number of meetings, in small panels."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from comparing import PAGE
from scale_questions import REVIEWS, SEARCHES, SELECTIVE, SHOWN, STREAMS, UNSELECTIVE, Question
from scale_results import Results

PLOT = PAGE.with_name("scale.svg")

_COLOURS = {"SQLite": "#0b6e99", "PostgreSQL": "#c2410c"}
_MARKS = {"SQLite": "o", "PostgreSQL": "s"}
_INK, _PAPER, _LINES = "#24292f", "#ffffff", "#d0d7de"
_COLUMNS = 3


class _Panel(NamedTuple):
    """A panel: its title, its unit, and the values of a database at each size."""

    title: str
    unit: str
    values: dict[str, list[float]]


def draw_plot(results: Results, path: Path = PLOT) -> None:
    """Draw small multiples on axes of powers of ten, the paper white so that a dark page does not hide the ink."""
    import matplotlib as mpl

    mpl.use("svg")
    from matplotlib import pyplot

    # The same numbers give the same file: no date, no random ids, text as text.
    style = {"svg.hashsalt": "scale", "svg.fonttype": "none", "font.family": "sans-serif", "font.size": 9}
    ink = dict.fromkeys(("text.color", "axes.labelcolor", "xtick.color", "ytick.color"), _INK)
    panels = list(_list_panels(results))
    lines = -(-len(panels) // _COLUMNS)
    with pyplot.style.context(style | ink | {"axes.edgecolor": _INK}):
        figure, grid = pyplot.subplots(lines, _COLUMNS, figsize=(10, 2.6 * lines), sharex=True, facecolor=_PAPER,
                                       layout="constrained", squeeze=False)  # fmt: skip
        for panel, axes in zip(panels, grid.flat, strict=False):
            for database, values in panel.values.items():
                axes.plot(results.sizes, values, marker=_MARKS[database], color=_COLOURS[database], label=database)
            axes.set(title=panel.title, ylabel=panel.unit, xscale="log", yscale="log", facecolor=_PAPER)
            axes.grid(visible=True, color=_LINES, linewidth=0.6)
            axes.spines[["top", "right"]].set_visible(False)
        for axes in grid.flat[len(panels) :]:
            axes.set_visible(False)
        for axes in grid[-1]:
            axes.set_xlabel("meetings")
        grid[0][0].legend(frameon=False)
        figure.savefig(path, metadata={"Date": None, "Creator": None})
        pyplot.close(figure)


def _list_panels(results: Results) -> Iterator[_Panel]:
    meetings = next(one for one in SELECTIVE if one.words[0] == "meetings")
    since = next(one for one in UNSELECTIVE if one.words[0] == "meetings")
    asked = {"Meetings with one country": meetings, "Meetings since 2015": since, "Show a country": SHOWN[0]}
    asked |= {"Search for a rare word": SEARCHES[0], "Conflicts": REVIEWS[0], "Check": REVIEWS[-1]}
    asked |= {"All meetings as CSV": STREAMS[0]}
    for title, question in asked.items():
        yield _Panel(title, "seconds", {name: _list_times(results, question, name) for name in results.databases})
    loaded = {name: [results.loaded[base] for base in results.list_bases(name)[1:]] for name in results.databases}
    yield _Panel("Load", "seconds", {name: [one.seconds for one in of] for name, of in loaded.items()})
    yield _Panel("Size on disk", "MB", {name: [one.bytes / 1e6 for one in of] for name, of in loaded.items()})


def _list_times(results: Results, question: Question, database: str) -> list[float]:
    return [results.take_time(question, base) for base in results.list_bases(database)[1:]]
