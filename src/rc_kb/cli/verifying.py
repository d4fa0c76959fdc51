"""Owns the command that finds the words of citations again in the attached texts."""

from collections import Counter
from collections.abc import Iterator
from typing import Annotated

import typer

from rc_kb.cli.asking import choose_format, open_base
from rc_kb.cli.options import DatabaseOption, FormatOption, JsonOption, SafeCsvOption
from rc_kb.errors import ExitCode
from rc_kb.output import Format, collect_rows, is_collected, tell, write_answer
from rc_kb.progress import show_progress
from rc_kb.quotes import Standing
from rc_kb.read.names import NameResolver
from rc_kb.read.query import Answer
from rc_kb.read.reader import Reader
from rc_kb.read.verify import Verified, count_articles, find_verified, needs_attention
from rc_kb.tables import TABLES


def verify(
    articles: Annotated[
        list[str] | None, typer.Argument(metavar="ARTICLE...", help="Only these articles, by their ids.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Print every citation, also those that are found.")] = False,
    db: DatabaseOption = None,
    form: FormatOption = None,
    json: JsonOption = False,
    safe_csv: SafeCsvOption = False,
) -> None:
    """Look for the words of every citation in the attached texts, and print the citations that need a look.

    found: the words stand there; it needs a look where the paragraph around them has changed. moved: they stand
    elsewhere. lost: they stand nowhere. not attached: the text is not in this knowledge base. Ends with exit code 4
    where words are lost.

    \b
    rc-kb verify
    rc-kb verify tehran-times-476836 --all --json
    """
    chosen = choose_format(form, json=json, safe_csv=safe_csv)
    times: Counter[str] = Counter()
    changed: dict[str, None] = {}
    with open_base(db) as reader:
        names = NameResolver(reader)
        wanted = [str(names.find_article(one)) for one in articles] if articles else None
        rows = (one for one in _verify(reader, wanted, times, changed, chosen) if everything or needs_attention(one))
        answer = collect_rows(Answer(Verified._fields, rows), chosen)
        write_answer(answer, chosen, TABLES["verified"], is_safe=safe_csv)
    listed = ", ".join(f"{times[standing]:,} {standing.value.replace('_', ' ')}" for standing in Standing)
    for article in changed:
        tell(f"the text of {article} is not the one that was coded.")
    tell(f"{times.total():,} citations: {listed}.")
    if times[Standing.NOT_ATTACHED]:
        tell("`rc-kb articles attach FILE...` attaches texts.")
    if times[Standing.LOST]:
        raise typer.Exit(ExitCode.PROBLEMS_FOUND)


def _verify(
    reader: Reader, articles: list[str] | None, times: Counter[str], changed: dict[str, None], form: Format
) -> Iterator[Verified]:
    """Return the citations of articles with their standing, counted; note the articles whose text has changed.

    On a terminal a line tells how far it is.
    """
    number = count_articles(reader) if articles is None else len(articles)
    with show_progress(number, is_wanted=is_collected(form)) as begin:
        for article, cited in find_verified(reader, articles):
            begin(article)
            for one in cited:
                times[one.standing] += 1
                if one.text_unchanged == 0:
                    changed[article] = None
                yield one
