"""Owns the options that several commands share, so that each has one name and one meaning everywhere."""

from typing import Annotated, Any

import typer

from rc_kb.cli.completion import complete_names, complete_words
from rc_kb.output import Format
from rc_kb.vocabulary import FACILITY_KINDS, FACILITY_STATUSES, MODALITIES, ORGANIZATION_KINDS, PARTY_KINDS

DatabaseOption = Annotated[
    str | None,
    typer.Option(
        "--db",
        metavar="BASE",
        help="The knowledge base: a file or a postgresql:// address, instead of RC_KB_DB or your own file.",
    ),
]
FormatOption = Annotated[
    Format | None,
    typer.Option(
        "--format",
        "-f",
        help="How to print rows; a table unless you say otherwise. Its first rows say how wide columns are; heads come "
        "again where later rows need more.",
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Short for --format json.")]
SafeCsvOption = Annotated[
    bool,
    typer.Option(
        "--safe-csv",
        help="In CSV and TSV, put an apostrophe before a text that a spreadsheet would take for a formula.",
    ),
]
LimitOption = Annotated[
    int | None,
    typer.Option("--limit", metavar="N", min=1, help="Print N rows at most; 50 unless you say otherwise."),
]
AllOption = Annotated[bool, typer.Option("--all", help="Print every row.")]
ShowSqlOption = Annotated[bool, typer.Option("--show-sql", help="Print the SQL statement instead of its rows.")]
CiteOption = Annotated[
    bool,
    typer.Option(
        "--cite",
        help="Add the citations: publisher, date, paragraph, address, and the words where a text is attached; "
        "for a country, an organization or an official, one of each kind of fact.",
    ),
]
AsOfOption = Annotated[
    str | None,
    typer.Option(
        "--as-of", metavar="DATE", help="Only what articles attest that are known to be published by a day (EDTF)."
    ),
]
ArticleOption = Annotated[
    str | None, typer.Option("--article", metavar="ID", help="Only what one article says, by its id.")
]
SinceOption = Annotated[
    str | None,
    typer.Option("--since", metavar="DATE", help="Possibly on or after a date: EDTF, or a range a..b for both ends."),
]
UntilOption = Annotated[
    str | None,
    typer.Option("--until", metavar="DATE", help="Possibly on or before a date: EDTF, or a range a..b for both ends."),
]
InOption = Annotated[
    str | None,
    typer.Option(
        "--in",
        metavar="PLACE",
        help="In a country or a city.",
        autocompletion=complete_names("country", "place"),
    ),
]
OrganizationOption = Annotated[
    str | None,
    typer.Option(
        "--organization",
        metavar="NAME",
        help="Of an organization, or with it.",
        autocompletion=complete_names("organization"),
    ),
]
OfficialOption = Annotated[
    str | None,
    typer.Option(
        "--official", metavar="NAME", help="Of an official, or with one.", autocompletion=complete_names("official")
    ),
]


_STANDS_FOR = {
    "country": "a country with its organizations and officials",
    "organization": "an organization",
    "official": "an official",
}


def country_option(name: str, text: str) -> Any:
    """Return an option that takes a country."""
    return typer.Option(name, metavar="NAME", help=text, autocompletion=complete_names("country"))


def party_option(name: str, text: str, kinds: tuple[str, ...] = PARTY_KINDS) -> Any:
    """Return an option that takes a party of some kinds."""
    listed = [_STANDS_FOR[kind] for kind in kinds]
    return typer.Option(
        name,
        metavar="NAME",
        help=f"{text}: {', '.join(listed[:-1])} or {listed[-1]}.",
        autocompletion=complete_names(*kinds),
    )


def word_option(name: str, words: tuple[str, ...], text: str) -> Any:
    """Return an option that takes a word of a closed list; another one is refused with the list."""

    def check(value: str | None) -> str | None:
        if value is not None and value not in words:
            raise typer.BadParameter(f"{value!r} is none of {', '.join(words)}.")
        return value

    return typer.Option(
        name,
        metavar="WORD",
        help=f"{text}: {', '.join(words)}.",
        callback=check,
        autocompletion=complete_words(*words),
    )


CountryOption = Annotated[str | None, country_option("--country", "Of a country, or representing it.")]
StatusOption = Annotated[str | None, word_option("--status", FACILITY_STATUSES, "Facilities with a status")]
FacilityKindOption = Annotated[str | None, word_option("--kind", FACILITY_KINDS, "One kind of facility")]
OrganizationKindOption = Annotated[str | None, word_option("--kind", ORGANIZATION_KINDS, "One kind of organization")]
ModalityOption = Annotated[str | None, word_option("--modality", MODALITIES, "How firm it is")]
