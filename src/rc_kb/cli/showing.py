"""Owns the command that shows all that is known of one thing."""

from typing import Annotated

import typer

from rc_kb.cli.asking import Asked, choose_columns, find_rows, open_base, rewind_reader, tell_the_rest
from rc_kb.cli.completion import complete_names
from rc_kb.cli.options import (
    AllOption,
    AsOfOption,
    CiteOption,
    DatabaseOption,
    FormatOption,
    JsonOption,
    LimitOption,
    SafeCsvOption,
)
from rc_kb.output import tell, write_page
from rc_kb.read.names import KINDS, NameResolver
from rc_kb.read.query import Answer
from rc_kb.read.reader import Reader
from rc_kb.read.show import Section, find_page
from rc_kb.vocabulary import ATTESTING_VIEWS, VIEWS_OF_FACTS


def show(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME",
            help="A country, organization, official, city or facility by any name; an article or a fact by its id.",
            autocompletion=complete_names(*KINDS),
        ),
    ],
    history: Annotated[
        bool, typer.Option("--history", help="Add what facts said before their sheet was loaded again.")
    ] = False,
    limit: LimitOption = None,
    everything: AllOption = False,
    cite: CiteOption = False,
    as_of: AsOfOption = None,
    db: DatabaseOption = None,
    form: FormatOption = None,
    json: JsonOption = False,
    safe_csv: SafeCsvOption = False,
) -> None:
    """Show all that is known of one thing; several of one name are listed, not guessed.

    The limit is for each section. JSON rows tell the section that they are of; CSV and TSV have a row for each value.

    \b
    rc-kb show Tajikistan
    rc-kb show "Iranian Red Crescent" --cite
    rc-kb show tehran-times-476836 --history
    """
    asked = Asked.read(db=db, form=form, json=json, limit=limit, everything=everything, cite=cite, safe_csv=safe_csv)
    with open_base(db) as opened:
        reader = rewind_reader(opened, as_of)
        page = find_page(reader, NameResolver(reader), name, with_history=history)
        parts = [(section, _ask_section(reader, section, asked)) for section in page.sections]
        counts = write_page(page.title, parts, asked.form, is_safe=asked.is_safe)
        for (section, _), written in zip(parts, counts, strict=True):
            tell_the_rest(reader, section.question, written, asked)
            if section.title == "history" and not written:
                tell(f"no earlier values of {page.title} are kept.")
        if not any(counts):
            tell(f"no fact of the knowledge base speaks of {page.title}.")


def _ask_section(reader: Reader, section: Section, asked: Asked) -> Answer:
    """Return the rows of a section; those of facts with their citations where they are wanted."""
    question = reader.limit(section.question)
    columns = section.columns or (() if section.is_record else choose_columns(question, asked))
    is_cited = question.view in {*VIEWS_OF_FACTS.values(), *ATTESTING_VIEWS.values()}
    return find_rows(reader, question, columns, asked if is_cited else asked._replace(cite=False))
