"""Owns the bases of invented facts, which stay the same whatever becomes of the seed."""

from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from rc_kb.location import Location, ServerAddress
from rc_kb.quotes import CodedText
from rc_kb.settings import find_seed
from rc_kb.sheet.read import parse_sheet, read_sheet_file
from rc_kb.sheet.sources import find_sheet_files, read_raw_sheets
from rc_kb.store.bulk import load_raw_sheets
from rc_kb.store.engine import begin_writing
from rc_kb.store.history import Recorder
from rc_kb.store.load import LoadReport, load_sheets
from rc_kb.store.reference import load_reference
from rc_kb.store.schema import upgrade_schema
from rc_kb.store.texts import attach_files
from rc_kb.text import digest_words, fingerprint_article, split_paragraphs

_Somewhere = TypeVar("_Somewhere", Path, ServerAddress)

TESTER = Recorder("tester")
INVENTED_SHEETS = sorted((Path(__file__).parent / "read" / "sheets").glob("*.yaml"))

CITED = "example-news-3"
CITED_TEXT = """\
NAIROBI, 3 June - The Kenya Red Cross Society has opened a clinic in Mombasa for mothers and their children,
its president Tomás Okello said on Monday.

Okello met Lars Holm of the International Committee in Mombasa. \u201cWe shall train 40 nurses by the end of
the year,\u201d he said.

The clinic is one of 3 that the society runs.

Nobody knows what the fourth paragraph is for.
"""
"""An invented article: its lines are wrapped, and its last paragraph is cited nowhere."""


def load_files(location: Location, sheets: list[Path], recorder: Recorder) -> LoadReport:
    """Load coding sheets in files and folders, in batches that are loaded whole or not at all."""
    return load_raw_sheets(location, read_raw_sheets(find_sheet_files(sheets)), recorder)


def cite_words(words: str, text: str = CITED_TEXT) -> str:
    """Return the citation of words that stand once in a text, as a coding sheet has it."""
    (quote,) = CodedText("\n\n".join(split_paragraphs(text)), is_as_coded=None).find_words(words)
    digest = digest_words(quote.exact)
    return f'{{paragraph: {quote.paragraph}, start: {quote.start}, end: {quote.end}, digest: "{digest}"}}'


def write_cited_article(text: str = CITED_TEXT, article: str = CITED) -> str:
    """Return the key `article` of the sheet of a text, with its fingerprint and digests."""
    digests = ", ".join(f'"{digest_words(words)}"' for words in split_paragraphs(text))
    return (
        f"article: {{id: {article}, publisher: Example News, url: https://example.org/news/3, published: 2024-06-04, "
        f'paragraphs: {len(split_paragraphs(text))}, text_sha256: "{fingerprint_article(text)}", '
        f"paragraph_digests: [{digests}]}}\n"
    )


def write_cited_sheet(facts: str | None = None) -> str:
    """Return the sheet of the invented article: its facts have spans with digests, or are whole paragraphs."""
    met = cite_words("met Lars Holm of the International Committee in Mombasa")
    president = cite_words("Mombasa for mothers and their children, its president Tomás Okello")
    own = f"""\
meetings:
- participants:
  - {{name: Tomás Okello, organization: Kenya Red Cross Society, country: KE}}
  - {{name: Lars Holm, organization: ICRC}}
  city: Mombasa
  country: KE
  cite: [{met}, {president}]
offices:
- {{official: Tomás Okello, title: president, organization: Kenya Red Cross Society, country: KE, cite: {president}}}
facilities:
- operator: Kenya Red Cross Society
  country: KE
  city: Mombasa
  kind: clinic
  status: operating
  cite: {cite_words("opened a clinic in Mombasa")}
commitments:
- by: Kenya Red Cross Society
  what: train nurses
  modality: planned
  cite: {cite_words("We shall train 40 nurses")}
figures:
- {{subject: Kenya Red Cross Society, measure: clinics, value: 3, unit: clinics, total_of: facilities, cite: 3}}
"""
    return write_cited_article() + (own if facts is None else facts)


def build_invented(location: _Somewhere, sheets: Sequence[Path] = INVENTED_SHEETS) -> _Somewhere:
    """Build a base of the reference data and the invented sheets, without the seed's."""
    with begin_writing(location) as connection:
        upgrade_schema(connection)
        load_reference(connection, find_seed() / "reference")
        load_sheets(connection, [(sheet.name, read_sheet_file(sheet)) for sheet in sheets], TESTER)
    return location


def build_cited(location: _Somewhere, folder: Path | None = None) -> _Somewhere:
    """Build a base of the reference data and the invented article; its text is attached from the folder."""
    with begin_writing(location) as connection:
        upgrade_schema(connection)
        load_reference(connection, find_seed() / "reference")
        sheet = parse_sheet(write_cited_sheet().encode(), f"{CITED}.yaml")
        load_sheets(connection, [(f"{CITED}.yaml", sheet)], TESTER)
    text = (folder or Path(str(location)).parent) / "cited.txt"
    text.write_text(CITED_TEXT, encoding="utf-8")
    attach_files(location, [text])
    return location
