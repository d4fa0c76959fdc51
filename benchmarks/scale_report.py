"""Owns how benchmarks/scale.py reports: tables on the terminal, the same in docs/performance.md, and the plot."""

import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from statistics import median

from comparing import describe_run, write_page, write_rows
from running import Run, compare, middle
from scale_bases import MEETINGS_OF_A_LOAD, Base
from scale_plot import draw_plot
from scale_questions import REVIEWS, SEARCHES, SELECTIVE, SHOWN, STREAMS, UNSELECTIVE, Question
from scale_results import Results, find_bars

Rows = list[list[str]]

_MEETINGS = next(place for place, question in enumerate(SELECTIVE) if question.words[0] == "meetings")

_GROUPS = {
    "Selective filters, ms": SELECTIVE,
    "Unselective filters, ms": UNSELECTIVE,
    "One thing, and words, ms": [*SHOWN, *SEARCHES],
    "Over everything, ms": REVIEWS,
}


def report(results: Results, options: Namespace) -> None:
    """Print the tables and the bars, write them into the page, and tell by the exit code whether the bars are kept."""
    bars = list(find_bars(results))
    tables = dict(_write_tables(results))
    tables["Bars"] = [["what", "measured", "bar", "kept"], *(bar.describe() for bar in bars)]
    for title, rows in tables.items():
        _print(title, rows)
    if not options.no_write:
        draw_plot(results)
        parts = [f"### {title}\n\n{_write_markdown(rows)}" for title, rows in tables.items()]
        intro = describe_run(options.rounds)
        write_page("scale", "\n\n".join([intro, "![Time and size by the number of meetings](scale.svg)", *parts]))
    broken = [bar.title for bar in bars if not bar.is_kept]
    if broken and not options.report_only:
        sys.exit(f"Bars that do not hold: {'; '.join(broken)}.")


def _write_tables(results: Results) -> Iterator[tuple[str, Rows]]:
    yield "Size and loading", _write_loading(results)
    for title, questions in _GROUPS.items():
        heads = ["command", *_name_columns(results)]
        yield title, [heads, *(_write_question(results, question) for question in questions)]
    yield "Streaming every meeting", _write_streams(results)
    yield "Peak memory, MiB", _write_memory(results)


def _name_columns(results: Results) -> list[str]:
    sizes = ["seed", *(f"{_shorten(size)}" for size in results.sizes), "growth"]
    return [f"{database}, {size}" for database in results.databases for size in sizes]


def _shorten(size: int) -> str:
    return f"{size // 1_000_000}M" if size >= 1_000_000 else f"{size // 1_000}k"


def _write_question(results: Results, question: Question) -> list[str]:
    cells = [f"`{question.title.removeprefix('rc-kb ').removesuffix(' --limit 50')}`"]
    for database in results.databases:
        bases = results.list_bases(database)
        cells += [f"{1000 * results.take_time(question, base):,.0f}" for base in bases]
        cells.append(_write_growth(results.grow(question, database)))
    return cells


def _write_growth(growth: float | None) -> str:
    return "flat" if growth is None else f"{growth:.2f}"


def _write_loading(results: Results) -> Rows:
    heads = ["base", "rows", "on disk, MB", "loading, s", "rows per second", "peak memory, MiB",
             f"{MEETINGS_OF_A_LOAD:,} meetings more, s", "growth"]  # fmt: skip
    rows = []
    for database in results.databases:
        for base in results.list_bases(database)[1:]:
            loaded = results.loaded[base]
            growth = _write_growth(results.grow_loading(database)) if base.meetings == results.sizes[-1] else ""
            name = f"{_name(base)}, by `db copy`" if loaded.is_copy else _name(base)
            more = middle(results.more[base])
            rows.append([name, f"{loaded.rows:,}", f"{loaded.bytes / 1e6:,.0f}", f"{loaded.seconds:,.1f}",
                         f"{loaded.rate:,.0f}", f"{loaded.memory:.0f}", f"{more:,.1f}", growth])  # fmt: skip
    return [heads, *rows]


def _name(base: Base) -> str:
    return f"{base.database}, {base.meetings:,} meetings"


def _write_streams(results: Results) -> Rows:
    rows = [["command", "base", "rows per second", "peer's", "ratio", "first row, s", "peak memory, MiB"]]
    for question in STREAMS:
        for base in (one for database in results.databases for one in results.list_bases(database)[1:]):
            runs, peers = results.runs[question][base], results.peers[question].get(base, [])
            first = f"{median(one.first for one in runs):.2f}"
            cells = [f"`--format {question.words[-1]}`", _name(base), f"{_find_rate(runs):,.0f}"]
            beside = [f"{_find_rate(peers):,.0f}", f"{1 / compare(runs, peers):.2f}"] if peers else ["", ""]
            rows.append([*cells, *beside, first, f"{results.take_memory(question, base):.0f}"])
    return rows


def _write_memory(results: Results) -> Rows:
    bases = [base for database in results.databases for base in results.list_bases(database)[1:]]
    rows = [["command", *(f"{base.database}, {_shorten(base.meetings)}" for base in bases)]]
    for question in (SELECTIVE[_MEETINGS], UNSELECTIVE[_MEETINGS], SHOWN[0], SEARCHES[1], *REVIEWS, *STREAMS):
        memory = [f"{results.take_memory(question, base):.0f}" for base in bases]
        rows.append([f"`{question.title.removeprefix('rc-kb ')}`", *memory])
    return rows


def _find_rate(runs: Sequence[Run]) -> float:
    return runs[0].lines / middle(runs)


def _write_markdown(rows: Rows) -> str:
    return write_rows([rows[0], ["---", *["---:"] * (len(rows[0]) - 1)], *rows[1:]])


def _print(title: str, rows: Rows) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(title=title, title_justify="left")
    for number, head in enumerate(rows[0]):
        table.add_column(head.replace("`", ""), justify="right" if number else "left", no_wrap=not number)
    for row in rows[1:]:
        table.add_row(*(cell.replace("`", "").replace("**", "") for cell in row))
    Console(width=200 if not sys.stdout.isatty() else None).print(table)
