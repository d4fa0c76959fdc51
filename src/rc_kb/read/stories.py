"""Owns which articles tell the same wire story, so that a second report of it does not count as a second source."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any, NamedTuple

from rc_kb.read.query import ask_of, split_batches
from rc_kb.read.reader import Reader
from rc_kb.text import digest_words, split_normal

_FEWEST_SHARED = 3
"""One or two paragraphs that a publisher sets under every article (a slogan, an address) are no story."""

_MOST_REMEMBERED = 1000
"""Articles that are not read again; those of one group are often those of the next."""

_BATCH = 200


class Source(NamedTuple):
    """An article with what tells its story: the fingerprint of its text, the article that its sheet names."""

    id: str
    text_sha256: str | None = None
    same_story_as: str | None = None


class Shared(NamedTuple):
    """Two articles, how many different paragraphs both have, and how many the shorter has."""

    article: str
    other: str
    paragraphs: int
    of: int

    @property
    def is_one_story(self) -> bool:
        """Tell whether so much is shared that both tell one story: half of the shorter, or all of a very short one."""
        return self.paragraphs == self.of or self.paragraphs >= max(_FEWEST_SHARED, self.of / 2)


def group_stories(articles: Iterable[Source], shared: Iterable[Shared]) -> dict[str, str]:
    """Return for each article that is given the smallest id of those that tell its story.

    A sheet may name an article that is not given: articles that name the same one tell one story.
    """
    given: set[str] = set()
    links: dict[str, set[str]] = defaultdict(set)
    for source in articles:
        given.add(source.id)
        # No id of an article has a colon.
        texts = f"sha256:{source.text_sha256}" if source.text_sha256 else None
        for told in filter(None, (texts, source.same_story_as)):
            links[source.id].add(told)
            links[told].add(source.id)
    for pair in shared:
        given |= {pair.article, pair.other}
        if pair.is_one_story:
            links[pair.article].add(pair.other)
            links[pair.other].add(pair.article)
    stories: dict[str, str] = {}
    for article in sorted(given):
        if article not in stories:
            stories |= dict.fromkeys(_reach(article, links) & given, article)
    return stories


def _reach(start: str, links: dict[str, set[str]]) -> set[str]:
    """Return everything that is linked with a start, by however many steps."""
    reached, waiting = {start}, [start]
    while waiting:
        new = links.get(waiting.pop(), set()) - reached
        reached |= new
        waiting.extend(new)
    return reached


def count_shared(digests: Mapping[str, Collection[str]]) -> Iterator[Shared]:
    """Return the pairs of articles that share paragraphs, from the digests of the paragraphs of each."""
    holders: dict[str, list[str]] = defaultdict(list)
    for article in sorted(digests):
        for digest in set(digests[article]):
            holders[digest].append(article)
    times = Counter(pair for articles in holders.values() for pair in combinations(articles, 2))
    for (article, other), paragraphs in times.items():
        yield Shared(article, other, paragraphs, min(len(set(digests[article])), len(set(digests[other]))))


class Stories:
    """The stories of one knowledge base, of which only the articles that are asked for are read.

    Two of these are joined by what they have in common and by the articles that their sheets name, step by step; not by
    a third article that has half of each.
    """

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._sources: dict[str, Source | None] = {}
        self._digests: dict[str, frozenset[str]] = {}

    def count(self, articles: Collection[str]) -> int:
        """Return how many independent reports some articles are."""
        if len(articles) == 1:
            return 1
        if len(self._sources) > _MOST_REMEMBERED:
            self._sources.clear()
            self._digests.clear()
        self._read_digests([article for article in articles if article not in self._digests])
        shared = count_shared({article: self._digests[article] for article in articles})
        stories = group_stories(self._follow(articles), shared)
        return len({stories[article] for article in articles})

    def _follow(self, articles: Collection[str]) -> Iterator[Source]:
        """Return articles and those that they name, by however many steps."""
        known, waiting = set(articles), list(articles)
        while waiting:
            self._read_sources([article for article in waiting if article not in self._sources])
            sources = [source for article in waiting if (source := self._sources[article])]
            yield from sources
            named = dict.fromkeys(source.same_story_as for source in sources if source.same_story_as)
            waiting = [article for article in named if article not in known]
            known.update(waiting)

    def _read_sources(self, articles: Sequence[str]) -> None:
        """Read articles; one that is not loaded is noted as None."""
        self._sources |= dict.fromkeys(articles)
        asked = (
            "SELECT a.id, coalesce(a.text_sha256, t.text_sha256), a.same_story_as\n"
            "FROM articles AS a LEFT JOIN texts AS t ON t.article_id = a.id WHERE a.id IN ({articles})"
        )
        for row in self._find(asked, articles):
            self._sources[str(row[0])] = Source._make(row)

    def _read_digests(self, articles: Sequence[str]) -> None:
        """Read the digests of articles' paragraphs: as their sheets give them, or else of the attached texts."""
        digests: dict[str, set[str]] = {article: set() for article in articles}
        for article, digest in self._find(
            "SELECT article_id, digest FROM paragraphs WHERE article_id IN ({articles})", articles
        ):
            digests[str(article)].add(str(digest))
        without = [article for article, given in digests.items() if not given]
        for article, text in self._find("SELECT article_id, text FROM texts WHERE article_id IN ({articles})", without):
            digests[str(article)].update(map(digest_words, split_normal(str(text))))
        self._digests |= {article: frozenset(given) for article, given in digests.items()}

    def _find(self, sql: str, articles: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        for some in split_batches(articles, _BATCH):
            yield from self._reader.find(ask_of(sql, some)).rows
