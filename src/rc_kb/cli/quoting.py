"""Owns the command that finds the place of words in a text, as a coding sheet cites it."""

import re
from pathlib import Path
from typing import Annotated

import typer

from rc_kb.cli.asking import choose_format, open_base
from rc_kb.cli.options import DatabaseOption, FormatOption, JsonOption, SafeCsvOption
from rc_kb.errors import BadValue, QuoteNotFound
from rc_kb.output import tell, write_answer, write_text
from rc_kb.quotes import CodedText, Quote
from rc_kb.read.names import NameResolver
from rc_kb.read.query import Answer, Query
from rc_kb.text import digest_words, fingerprint_normal, split_normal

_COLUMNS = ("paragraph", "start", "end", "digest", "exact", "prefix", "suffix")


def cite(
    article: Annotated[
        str,
        typer.Argument(metavar="ARTICLE", help="A file with the text, or the id of an article whose text is attached."),
    ],
    words: Annotated[
        str | None, typer.Argument(metavar="WORDS", help="The words; without them, what a sheet says of the text.")
    ] = None,
    paragraph: Annotated[
        int | None, typer.Option("--paragraph", metavar="N", min=1, help="Only in one paragraph.")
    ] = None,
    db: DatabaseOption = None,
    form: FormatOption = None,
    json: JsonOption = False,
    safe_csv: SafeCsvOption = False,
) -> None:
    """Print where words stand in a text, as a coding sheet cites them.

    Case, line breaks and the form of quotation marks do not count. Without WORDS the keys of the article are printed:
    its paragraphs, its fingerprint and the digests of its paragraphs.

    \b
    rc-kb cite iraq.txt "14 medical facilities"
    rc-kb cite tehran-times-476836 Kenya --json
    """
    chosen = choose_format(form, json=json, safe_csv=safe_csv) if form or json or safe_csv else None
    if words is None and (chosen or paragraph):
        raise BadValue("--format, --json and --paragraph go with WORDS: give the words.")
    if words is not None and not words.split():
        raise BadValue("these words are empty: type them as they stand in the text.")
    normal = _read_normal(article, db)
    if words is None:
        write_text(_describe_text(normal))
        return
    found = list(CodedText(normal, is_as_coded=None).find_words(words, paragraph))
    if not found:
        where = f"{article}, paragraph {paragraph}," if paragraph else article
        raise QuoteNotFound(f"{where} does not hold the words {words!r}: type them as they stand in one paragraph.")
    if chosen is None:
        write_text("\n".join(map(_write_selector, found)))
    else:
        write_answer(Answer(_COLUMNS, iter(map(_list_values, found))), chosen, is_safe=safe_csv)
    if len(found) > 1:
        tell(f"the words stand in {len(found)} places: more words, or --paragraph, say which is meant.")


def _read_normal(article: str, db: str | None) -> str:
    """Return the normal form of the text in a file, or of one that is attached to an article."""
    path = Path(article)
    if path.is_file() or path.suffix or len(path.parts) > 1:
        from rc_kb.text_files import read_text_file

        return read_text_file(path).normal
    with open_base(db) as reader:
        known = NameResolver(reader).find_article(article)
        normal = reader.find_value(Query("SELECT text FROM texts WHERE article_id = :article", {"article": known}))
    if normal is None:
        raise QuoteNotFound(
            f"the text of {known} is not attached: `rc-kb articles attach FILE`, or name the file here."
        )
    return str(normal)


def _describe_text(normal: str) -> str:
    digests = [_quote_number(digest_words(words)) for words in split_normal(normal)]
    listed = ",\n    ".join(", ".join(digests[place : place + 7]) for place in range(0, len(digests), 7))
    return (
        f"paragraphs: {len(digests)}\ntext_sha256: {_quote_number(fingerprint_normal(normal))}\n"
        f"paragraph_digests: [{listed}]"
    )


def _write_selector(quote: Quote) -> str:
    """Return a citation as a coding sheet has it."""
    digest = _quote_number(digest_words(quote.exact))
    return f"{{paragraph: {quote.paragraph}, start: {quote.start}, end: {quote.end}, digest: {digest}}}"


def _quote_number(digest: str) -> str:
    """Return a digest for YAML, which takes some for numbers."""
    return f'"{digest}"' if re.fullmatch(r"[0-9]+(e[0-9]+)?", digest) else digest


def _list_values(quote: Quote) -> tuple[str | int, ...]:
    digest = digest_words(quote.exact)
    return quote.paragraph, quote.start, quote.end, digest, quote.exact, quote.prefix, quote.suffix
