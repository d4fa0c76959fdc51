"""Makes a large base of invented facts, the same each time: N meetings with participants, topics, citations and texts.

Rows go straight into the tables, so that a million meetings are there in minutes; the schema, its constraints and its
search index are the real ones.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date, timedelta
from hashlib import sha256
from itertools import accumulate, count, islice
from pathlib import Path
from random import Random
from typing import Any

from rc_kb.store.build import build_database
from rc_kb.text import digest_words, fingerprint_normal, fold_words

MEETINGS_IN_AN_ARTICLE = 4
OFFICIALS_OF_A_SOCIETY = 20
RARE_WORD = "quinquereme"
"""A word that one topic in a hundred thousand has."""

_RARE_EVERY = 100_000
_TOPICS = ("first aid", "blood donation", "flood relief", "training of volunteers", "ambulances", "winter clothing")
_FIRST_DAY = date(2005, 1, 1)
_DAYS = 7_600
_FIRST_KEY = 10_000_000
_BATCH = 20_000

Rows = dict[str, list[tuple[Any, ...]]]


def build_large_base(path: Path, meetings: int) -> None:
    """Build a base with the seed and so many invented meetings."""
    build_database(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -400000;")
        societies = connection.execute(
            "SELECT id, country_code FROM organization WHERE kind = 'national_society' ORDER BY id"
        ).fetchall()
        maker = _Maker(societies)
        # Filling the index at the end is several times faster than row by row.
        (trigger,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'search_index_insert'").fetchone()
        connection.execute("DROP TRIGGER search_index_insert")
        _insert(connection, maker.make_officials())
        articles = maker.make_articles(meetings // MEETINGS_IN_AN_ARTICLE)
        while batch := list(islice(articles, _BATCH // MEETINGS_IN_AN_ARTICLE)):
            _insert(connection, _join(batch))
        connection.execute("INSERT INTO search_index (search_index) VALUES ('rebuild')")
        connection.execute(trigger)
        connection.commit()
        connection.execute("ANALYZE")
        connection.commit()


def _join(batch: list[Rows]) -> Rows:
    joined: Rows = {}
    for rows in batch:
        for table, listed in rows.items():
            joined.setdefault(table, []).extend(listed)
    return joined


def _insert(connection: sqlite3.Connection, rows: Rows) -> None:
    """Insert rows, each table's under the names of its columns."""
    for table, listed in rows.items():
        connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(listed[0]))})", listed)
    connection.commit()


class _Maker:
    """Makes rows, for tables with their columns as `table (column, ...)`."""

    def __init__(self, societies: Sequence[tuple[int, str]]) -> None:
        self._random = Random(20261121)
        self._keys = count(_FIRST_KEY)
        self._societies = societies
        # Some countries have ten thousand meetings, most a few.
        self._weights = list(accumulate(1 / (place + 1) for place in range(len(societies))))
        self._officials: dict[int, list[tuple[int, str]]] = {}

    def make_officials(self) -> Rows:
        rows: Rows = {"party (id, kind, name)": [], "official (id, country_code)": []}
        names: list[tuple[Any, ...]] = []
        for organization, code in self._societies:
            for number in range(OFFICIALS_OF_A_SOCIETY):
                key, name = next(self._keys), f"Person {code} {number} {self._make_word()}"
                rows["party (id, kind, name)"].append((key, "official", name))
                rows["official (id, country_code)"].append((key, code))
                names.append((key, name, "reference", "name", fold_words(name).replace(" ", "")))
                self._officials.setdefault(organization, []).append((key, name))
        rows["official_name (official_id, name, source, kind, key)"] = names
        rows["search_entry (id, kind, party_id, name)"] = [
            (next(self._keys), "official", one[0], one[1]) for one in names
        ]
        return rows

    def make_articles(self, articles: int) -> Iterator[Rows]:
        for number in range(articles):
            published = _FIRST_DAY + timedelta(days=self._random.randrange(_DAYS))
            yield self._make_article(f"invented-{number}", published, number * MEETINGS_IN_AN_ARTICLE)

    def _make_article(self, article: str, published: date, first: int) -> Rows:
        rows: Rows = {name: [] for name in _TABLES}
        paragraphs = []
        for place in range(1, MEETINGS_IN_AN_ARTICLE + 1):
            held = published - timedelta(days=self._random.randrange(1, 7))
            topic = self._random.choice(_TOPICS) + (f" {RARE_WORD}" if (first + place) % _RARE_EVERY == 1 else "")
            sides = [self._choose_side() for _ in range(2)]
            words = f"{sides[0][2]} met {sides[1][2]} on {held:%A}"
            paragraphs.append(f"{words} to talk about {topic}, as {self._make_word()} {self._make_word()} reported.")
            self._add_meeting(rows, article, place, held, topic, sides, words)
        text = "\n\n".join(paragraphs)
        digest = fingerprint_normal(text)
        day = published.isoformat()
        rows[_ARTICLE] = [(article, "Invented News", "invented news", f"https://example.org/{article}", day, day, day,
                           len(paragraphs), digest, digest)]  # fmt: skip
        rows[_TEXT] = [(article, text, digest, "2026-01-01T00:00:00Z")]
        for place, words in enumerate(paragraphs, start=1):
            rows[_PARAGRAPH].append((article, place, digest_words(words)))
            rows[_FOUND_TEXT].append((next(self._keys), "text", article, place, words))
        return rows

    def _add_meeting(
        self,
        rows: Rows,
        article: str,
        place: int,
        held: date,
        topic: str,
        sides: list[tuple[int, int, str, str]],
        words: str,
    ) -> None:
        key, day = next(self._keys), held.isoformat()
        rows[_FACT].append((key, "meeting", article, sha256(words.encode()).hexdigest()))
        rows[_CITATION].append((key, 1, article, place, 0, len(words), digest_words(words)))
        rows[_MEETING].append((key, day, day, day, f"{held:%A}", sides[0][3], "in_person"))
        for ordinal, (organization, official, _, code) in enumerate(sides, start=1):
            rows[_PARTICIPATION].append((key, ordinal, official, organization, "head", code))
        rows[_TOPIC].append((key, 1, topic, topic))
        rows[_FOUND_FACT].append((next(self._keys), "meeting", key, topic))

    def _choose_side(self) -> tuple[int, int, str, str]:
        [(organization, code)] = self._random.choices(self._societies, cum_weights=self._weights)
        official, name = self._random.choice(self._officials[organization])
        return organization, official, name, code

    def _make_word(self) -> str:
        return "".join(self._random.choices("abdefgiklmnoprstu", k=7))


_ARTICLE = (
    "article (id, publisher, publisher_words, url, published_on, published_on_first, published_on_last, paragraphs, "
    "text_sha256, sheet_sha256)"
)
_TEXT = "article_text (article_id, text, text_sha256, attached_at)"
_PARAGRAPH = "article_paragraph (article_id, paragraph, digest)"
_FACT = "fact (id, kind, article_id, content_sha256)"
_CITATION = "citation (fact_id, ordinal, article_id, paragraph, start_char, end_char, digest)"
_MEETING = "meeting (id, held_on, held_on_first, held_on_last, held_on_as_written, country_code, format)"
_PARTICIPATION = "participation (meeting_id, ordinal, official_id, organization_id, role, country_code)"
_TOPIC = "topic (meeting_id, ordinal, name, name_words)"
_FOUND_FACT = "search_entry (id, kind, fact_id, text)"
_FOUND_TEXT = "search_entry (id, kind, article_id, paragraph, text)"
_TABLES = (
    _ARTICLE,
    _TEXT,
    _PARAGRAPH,
    _FACT,
    _CITATION,
    _MEETING,
    _PARTICIPATION,
    _TOPIC,
    _FOUND_FACT,
    _FOUND_TEXT,
)
"""In this order: what others refer to comes first."""
