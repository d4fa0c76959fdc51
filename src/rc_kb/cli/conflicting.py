"""Owns the command on where sources disagree."""

from collections.abc import Iterator
from typing import Annotated

import typer

from rc_kb.cli.asking import choose_format, open_base, rewind_reader
from rc_kb.cli.completion import complete_names
from rc_kb.cli.options import (
    AsOfOption,
    CiteOption,
    DatabaseOption,
    FormatOption,
    JsonOption,
    SafeCsvOption,
    word_option,
)
from rc_kb.output import tell, write_answer
from rc_kb.read.conflicts import CONFLICT_KINDS, ConflictRow, find_conflicts
from rc_kb.read.names import NameResolver
from rc_kb.read.query import Answer, Value
from rc_kb.read.quoting import Quoter
from rc_kb.tables import TABLES
from rc_kb.vocabulary import PARTY_KINDS

_FACTS = ConflictRow._fields.index("fact_ids")


def conflicts(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="NAME",
            help="Only what concerns a country, an organization or an official.",
            autocompletion=complete_names(*PARTY_KINDS),
        ),
    ] = None,
    kind: Annotated[str | None, word_option("--kind", CONFLICT_KINDS, "One kind of comparison")] = None,
    agreeing: Annotated[
        bool, typer.Option("--agreeing", help="Also values on which independent reports agree, and totals that do.")
    ] = False,
    cite: CiteOption = False,
    as_of: AsOfOption = None,
    db: DatabaseOption = None,
    form: FormatOption = None,
    json: JsonOption = False,
    safe_csv: SafeCsvOption = False,
) -> None:
    """List rival values: figures, statuses of a facility, holders of a seat, totals against what is listed.

    A group has a row for each value: rival where another denies it, agrees where independent reports share it,
    consistent where nothing speaks against it. Support counts reports; a wire story told twice is one.

    \b
    rc-kb conflicts
    rc-kb conflicts Iran --kind total --cite
    """
    chosen = choose_format(form, json=json, safe_csv=safe_csv)
    groups: set[int] = set()
    with open_base(db) as opened:
        reader = rewind_reader(opened, as_of)
        about = NameResolver(reader, tell=tell).find(name, *PARTY_KINDS)
        found = find_conflicts(reader, about=about, kinds=[kind] if kind else (), with_agreeing=agreeing)
        answer = Answer(ConflictRow._fields, _note_groups(found, groups))
        if cite:
            answer = Quoter(reader).add_citations_of_facts(answer, _list_facts)
        write_answer(answer, chosen, TABLES["conflicts"], is_safe=safe_csv)
    if not groups:
        tell("no sources disagree" + (f" on {about.name}" if about else "") + (f" as of {as_of}." if as_of else "."))


def _note_groups(found: Iterator[ConflictRow], groups: set[int]) -> Iterator[tuple[Value, ...]]:
    """Return rows whose facts are listed as text, and note their groups."""
    for row in found:
        groups.add(row.group)
        facts = ", ".join(map(str, row.fact_ids))
        said = (row.subject, row.about, row.value, row.verdict, row.support)
        yield row.group, row.kind, *said, row.articles, row.published, facts


def _list_facts(row: tuple[Value, ...]) -> list[Value]:
    return [int(fact) for fact in str(row[_FACTS]).split(", ") if fact]
