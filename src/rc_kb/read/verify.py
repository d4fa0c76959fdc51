"""Owns the question whether citations still hold: each is looked for in the attached text of its article."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from rc_kb.errors import DatabaseUnreadable
from rc_kb.quotes import NOT_ATTACHED, CodedText, Span, Standing
from rc_kb.read.query import Query, Question, ask_of, split_batches
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


_OF_ARTICLES = (
    "SELECT article_id, kind, fact_id, ordinal, paragraph, start_char, end_char, digest, url FROM citations\n"
    "WHERE fact_id IN (SELECT id FROM fact WHERE article_id IN ({articles}))\n"
    "ORDER BY article_id, paragraph, fact_id, ordinal"
)
_NEXT = Query("SELECT id FROM articles WHERE id > :last ORDER BY id LIMIT 200")
_BATCH = 200
"""Articles that are read at once: one by one takes three times as long, and their texts are a few MiB (measured)."""


def count_articles(reader: Reader) -> int:
    """Return how many articles there are."""
    return int(str(reader.find_value(Question("articles", "id").ask_count())))


def find_verified(reader: Reader, articles: Sequence[str] | None = None) -> Iterator[tuple[str, list[Verified]]]:
    """Return articles, some or all, each with its citations in the order of the text and their standing."""
    batches = _list_all(reader) if articles is None else split_batches(articles, _BATCH)
    for batch in batches:
        texts = read_texts(reader, batch)
        cited: dict[str, list[Verified]] = {article: [] for article in batch}
        for row in reader.find(ask_of(_OF_ARTICLES, batch)).rows:
            article = str(row[0])
            if article not in cited:
                raise DatabaseUnreadable(f"a citation of {article} belongs to a fact of another article.")
            cited[article].append(_verify(row, texts[article]))
        yield from cited.items()


def _list_all(reader: Reader) -> Iterator[list[str]]:
    """Return the ids of all articles in order, some at a time."""
    last = ""
    while batch := [str(row[0]) for row in reader.find(_NEXT._replace(values={"last": last})).rows]:
        if batch[0] <= last:
            raise DatabaseUnreadable(
                "the knowledge base gives no order to the ids of its articles: rc-kb did not write it."
            )
        yield batch
        last = batch[-1]


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
