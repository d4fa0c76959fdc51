"""Owns the question which article a text is of, and which citations of the article hold in it."""

from collections import Counter

from sqlalchemy import Connection, func, select

from rc_kb.errors import TextRefused, UnknownName
from rc_kb.quotes import CodedText, Span, Standing
from rc_kb.store.engine import split_batches
from rc_kb.store.models.sources import article, article_paragraph, citation
from rc_kb.text import digest_words, fingerprint_normal, split_normal
from rc_kb.text_files import Text

_ALIKE = 0.5
"""The share of paragraphs that a changed text has in common with the one that was coded, to be taken for it."""

_DIFFERENT = func.count(article_paragraph.c.digest.distinct())


def recognize_text(connection: Connection, text: Text, article_id: str | None) -> str:
    """Return the article that a text is of: the one that the user names, or else the one with its fingerprint.

    Raises UnknownName, and TextRefused where it is the text of another, of several, or of none.
    """
    return _recognize(connection, text) if article_id is None else _take(connection, text, article_id)


def check_article(connection: Connection, article_id: str) -> None:
    """Raise UnknownName where no article has an id."""
    if connection.scalar(select(article.c.id).where(article.c.id == article_id)) is None:
        raise UnknownName(f"no article has the id {article_id!r}: `rc-kb articles` lists them.")


def _take(connection: Connection, text: Text, article_id: str) -> str:
    """Return the article that the user names; raise UnknownName, or TextRefused where it is the text of another."""
    check_article(connection, article_id)
    coded = connection.scalar(select(article.c.text_sha256).where(article.c.id == article_id))
    others = [other for other in find_articles(connection, text) if other != article_id]
    if others and coded not in {None, fingerprint_normal(text.normal)}:
        raise TextRefused(f"{text.source} is the text of {' and '.join(others)}, not of {article_id}.")
    return article_id


def find_articles(connection: Connection, text: Text) -> list[str]:
    """Return the articles whose text it is, by its fingerprint."""
    mine = article.c.text_sha256 == fingerprint_normal(text.normal)
    return list(connection.scalars(select(article.c.id).where(mine).order_by(article.c.id)))


def _recognize(connection: Connection, text: Text) -> str:
    found = find_articles(connection, text)
    if len(found) == 1:
        return found[0]
    if found:
        raise TextRefused(
            f"{text.source} is the text of several articles, {' and '.join(found)}: name one with --article."
        )
    near = _find_near(connection, text)
    if near is None:
        raise TextRefused(
            f"{text.source} is the text of no article here: load its sheet first, or name the article with --article."
        )
    coded = connection.scalar(select(article.c.text_sha256).where(article.c.id == near))
    differs = "but has changed since that was coded" if coded else "whose sheet has no fingerprint to compare with"
    raise TextRefused(
        f"{text.source} is like the text of {near}, {differs}: "
        f"{tell_standing(connection, text, near)}. `--article {near}` attaches it as it is."
    )


def _find_near(connection: Connection, text: Text) -> str | None:
    """Return the article with most paragraphs in common, where that is at least half of either's."""
    digests = {digest_words(words) for words in split_normal(text.normal)}
    common: Counter[str] = Counter()
    for some in split_batches(sorted(digests)):
        shared = select(article_paragraph.c.article_id, _DIFFERENT).where(article_paragraph.c.digest.in_(some))
        for article_id, times in connection.execute(shared.group_by(article_paragraph.c.article_id)):
            common[article_id] += times
    if not common:
        return None
    near = min(common, key=lambda article_id: (-common[article_id], article_id))
    size = connection.scalar(select(_DIFFERENT).where(article_paragraph.c.article_id == near)) or 1
    return near if common[near] / min(len(digests), size) >= _ALIKE else None


def tell_standing(connection: Connection, text: Text, article_id: str) -> str:
    """Return how many citations of an article still hold in a text, and on which paragraphs they do not."""
    spans = _read_spans(connection, article_id)
    if not spans:
        return "no fact is cited from it"
    now, can_compare = _compare(connection, text, article_id)
    standings = [now.find(span).standing for span in spans]
    times = Counter(standings)
    do_hold = "still hold" if can_compare or any(span.digest for span in spans) else "fall on words"
    told = f"{times[Standing.FOUND] + times[Standing.MOVED]} of {len(spans)} citations {do_hold}"
    if times[Standing.MOVED]:
        told += f", {times[Standing.MOVED]} of them at another place"
    lost = [span.paragraph for span, standing in zip(spans, standings, strict=True) if standing is Standing.LOST]
    if lost:
        listed = dict.fromkeys(map(str, sorted(lost)))
        told += f"; {len(lost)} {'is' if len(lost) == 1 else 'are'} lost, on "
        told += f"paragraph{'s' if len(listed) > 1 else ''} {', '.join(listed)}"
    return told


def _read_spans(connection: Connection, article_id: str) -> list[Span]:
    columns = (citation.c.paragraph, citation.c.start_char, citation.c.end_char, citation.c.digest)
    return [Span(*row) for row in connection.execute(select(*columns).where(citation.c.article_id == article_id))]


def _compare(connection: Connection, text: Text, article_id: str) -> tuple[CodedText, bool]:
    """Return a text against the one that was coded of an article, and whether the sheet tells what that was."""
    coded = connection.scalar(select(article.c.text_sha256).where(article.c.id == article_id))
    mine = article_paragraph.c.article_id == article_id
    rows = connection.execute(select(article_paragraph.c.paragraph, article_paragraph.c.digest).where(mine))
    digests = {row.paragraph: row.digest for row in rows}
    is_as_coded = None if coded is None else coded == fingerprint_normal(text.normal)
    return CodedText(text.normal, is_as_coded=is_as_coded, digests=digests), bool(coded or digests)
