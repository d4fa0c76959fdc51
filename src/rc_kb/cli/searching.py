"""Owns the command that searches names, topics, what coders wrote, titles and attached texts."""

from typing import Annotated

import typer

from rc_kb.cli.asking import Asked, open_base
from rc_kb.cli.options import (
    AllOption,
    ArticleOption,
    DatabaseOption,
    FormatOption,
    JsonOption,
    LimitOption,
    SafeCsvOption,
    ShowSqlOption,
    word_option,
)
from rc_kb.output import tell, write_answer, write_text
from rc_kb.read.names import NameResolver
from rc_kb.read.reader import Reader
from rc_kb.read.search import Hits, count_unread_texts, find_hits, read_hits
from rc_kb.read.search_words import parse_words
from rc_kb.tables import TABLES
from rc_kb.vocabulary import SEARCHED_KINDS


def search(
    words: Annotated[list[str], typer.Argument(metavar="WORDS...", help="What to look for, without case and accents.")],
    kind: Annotated[str | None, word_option("--kind", SEARCHED_KINDS, "Only one kind of record")] = None,
    article: ArticleOption = None,
    db: DatabaseOption = None,
    form: FormatOption = None,
    json: JsonOption = False,
    safe_csv: SafeCsvOption = False,
    limit: LimitOption = None,
    everything: AllOption = False,
    show_sql: ShowSqlOption = False,
) -> None:
    """Search names, topics, gists, titles and attached texts, the best hits first.

    All words are wanted, in any order. Quotation marks keep words together, a star ends the beginning of a word; AND,
    OR, NOT in capitals and parentheses join them. The shell needs quotation marks of its own around these.

    \b
    rc-kb search blood donation
    rc-kb search '"first aid" OR rescue*' --kind meeting
    """
    asked = Asked.read(
        db=db, form=form, json=json, limit=limit, everything=everything, show_sql=show_sql, safe_csv=safe_csv
    )
    typed = " ".join(words)
    parsed = parse_words(typed)
    with open_base(db) as reader:
        hits = find_hits(parsed, reader.session.dialect, kind=kind, article=NameResolver(reader).find_article(article))
        if asked.show_sql:
            write_text(hits.ask(asked.limit).with_values_written_in())
            return
        written = write_answer(
            read_hits(reader, hits, asked.limit), asked.form, TABLES["search"], is_safe=asked.is_safe
        )
        if not written:
            tell(_tell_nothing(reader, typed, kind, article))
        elif written == asked.limit:
            _tell_the_rest(reader, hits, written)


def _tell_the_rest(reader: Reader, hits: Hits, written: int) -> None:
    count = reader.find_value(hits.ask_count())
    if isinstance(count, int) and count > written:
        tell(f"{written:,} of {count:,} hits (--all for the rest).")


def _tell_nothing(reader: Reader, typed: str, kind: str | None, article: str | None) -> str:
    """Return the sentence that nothing was found, and what could not be searched."""
    where = f"the article {article}" if article else "the knowledge base"
    said = f"{f'no {kind}' if kind else 'nothing'} in {where} holds {typed!r}."
    unread = count_unread_texts(reader, article) if kind in {None, "text"} else 0
    if not unread:
        return said
    texts = "The text of 1 article is" if unread == 1 else f"The texts of {unread:,} articles are"
    searched = "" if kind else "; only names and the coders' words were searched there"
    return f"{said} {texts} not attached{searched}: `rc-kb articles attach FILE`."
