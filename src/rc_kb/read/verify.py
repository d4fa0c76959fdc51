"""Owns the question whether citations still hold: each is looked for in the attached text of its article."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from rc_kb.quotes import NOT_ATTACHED, CodedText, Span, Standing
from rc_kb.read.query import Query
from rc_kb.read.quoting import read_texts
from rc_kb.read.reader import Reader


class Verified(NamedTuple):
    """A citation, and what became of its words; the fields are the columns of the answer."""

    article_id: str
    kind: str
    fact_id: int
    ordinal: int
    paragraph: int
    start_char: int | None
    end_char: int | None
    standing: str
    now_paragraph: int | None
    now_start_char: int | None
    now_end_char: int | None
    words: str | None
    note: str | None
    text_unchanged: int | None
    """1 where the attached text is the one that was coded, 0 where it is not, NULL where that cannot be told."""

    url: str | None


_OF_ARTICLE = Query(
    "SELECT article_id, kind, fact_id, ordinal, paragraph, start_char, end_char, digest, url FROM citations\n"
    "WHERE fact_id IN (SELECT id FROM facts WHERE article_id = :article)\nORDER BY paragraph, fact_id, ordinal"
)


def list_articles(reader: Reader) -> list[str]:
    """Return the ids of all articles, in order."""
    return [str(row[0]) for row in reader.find(Query("SELECT id FROM articles ORDER BY id")).rows]


def find_verified(reader: Reader, article_id: str) -> Iterator[Verified]:
    """Return every citation of an article with its standing, in the order of the text."""
    text = read_texts(reader, [article_id])[article_id]
    for row in reader.find(_OF_ARTICLE._replace(values={"article": article_id})).rows:
        yield _verify(row, text)


def _verify(row: tuple[Any, ...], text: CodedText | None) -> Verified:
    article_id, kind, fact_id, ordinal, paragraph, start, end, digest, url = row
    finding = NOT_ATTACHED if text is None else text.find(Span(paragraph, start, end, digest))
    quote = finding.quote
    return Verified(
        article_id,
        kind,
        fact_id,
        ordinal,
        paragraph,
        start,
        end,
        finding.standing.value,
        quote.paragraph if quote else None,
        quote.start if quote else None,
        quote.end if quote else None,
        quote.exact if quote else None,
        finding.note,
        None if text is None or text.is_as_coded is None else int(text.is_as_coded),
        url,
    )


def needs_attention(one: Verified) -> bool:
    """Tell whether somebody should look at a citation: its words moved or are lost, or what is around them changed."""
    return one.standing in {Standing.MOVED, Standing.LOST} or (one.standing == Standing.FOUND and one.note is not None)
