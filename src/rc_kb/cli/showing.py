"""Owns the command that shows all that is known of one thing."""

from typing import Annotated

import typer

from rc_kb.cli.asking import Asked, open_base, tell_the_rest
from rc_kb.cli.completion import complete_names
from rc_kb.cli.options import AllOption, DatabaseOption, FormatOption, JsonOption, LimitOption
from rc_kb.output import tell, write_page
from rc_kb.read.names import KINDS, NameResolver
from rc_kb.read.show import find_page


def show(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME",
            help="A country, organization, official, city or facility by any name; an article or a fact by its id.",
            autocompletion=complete_names(*KINDS),
        ),
    ],
    limit: LimitOption = None,
    everything: AllOption = False,
    db: DatabaseOption = None,
    form: FormatOption = None,
    json: JsonOption = False,
) -> None:
    """Show all that is known of one thing; several of one name are listed, not guessed.

    The limit is for each section. JSON rows tell the section that they are of; CSV and TSV have a row for each value.

    \b
    rc-kb show Tajikistan
    rc-kb show "Iranian Red Crescent"
    """
    asked = Asked.read(db=db, form=form, json=json, limit=limit, everything=everything)
    with open_base(db) as reader:
        page = find_page(reader, NameResolver(reader), name)
        parts = [(section, reader.find(section.question.ask(limit=asked.limit))) for section in page.sections]
        counts = write_page(page.title, parts, asked.form)
        for (section, _), written in zip(parts, counts, strict=True):
            tell_the_rest(reader, section.question, written, asked)
        if not any(counts):
            tell(f"no fact of the knowledge base speaks of {page.title}.")
