"""Owns the chunks of a sentence: each mention, title, date or small word as one letter, so that rules read shapes."""

import re
import unicodedata
from bisect import bisect_left
from typing import Any, NamedTuple

from rc_kb.extract.lexicon import (
    AFTER_HEAD,
    EXCELLENCIES,
    GENERIC_ORGANIZATIONS,
    HEADS,
    HONORIFICS,
    MODIFIERS,
    NOT_NAMES,
    PART_OF_NAME,
    PARTICLES,
    PLACE_NOUNS,
    PORTFOLIOS,
    UNITS,
    WEAK_HEADS,
)
from rc_kb.extract.organizations import Names
from rc_kb.extract.prose import Prose, Sentence
from rc_kb.gazetteer import City, load_gazetteer
from rc_kb.text import spell_plainly
from rc_kb.written_dates import WrittenDate, find_dates_at

_SMALL = {
    "the": "d", "a": "d", "an": "d", "this": "d", "that": "w",
    "his": "p", "her": "p", "their": "p", "its": "p", "my": "p", "our": "p",
    "of": "o",
    "to": "i", "for": "i", "in": "i", "at": "i", "with": "v", "from": "v", "on": "v", "by": "b",
    "and": "a", "&": "a",
    ",": ",", ";": ";", ":": ":", "(": "(", ")": ")",
    "'s": "s", "’s": "s", "'": "s", "’": "s",
    '"': '"', "“": '"', "”": '"', "''": '"', "``": '"',
    ".": ".",
}  # fmt: skip
_EXCELLENCY = frozenset({"HE", "HH", "HRH"})
_MAY_BE_EXCELLENCY = frozenset({"his", "her"})
_PLAIN = {word: kind for word, kind in _SMALL.items() if word not in _MAY_BE_EXCELLENCY}
_READ_BY = HEADS | MODIFIERS | PORTFOLIOS | UNITS | GENERIC_ORGANIZATIONS | HONORIFICS | _MAY_BE_EXCELLENCY
"""Words in small letters that may be more than a word; all others are read at once, as most words are."""
_AL = re.compile(r"(?:al|el|ad|ar|as|at|an|ash|az|ath|bin|ul|d'|o')[-'’][A-Z]\w*")
_ACRONYM = re.compile(r"[A-Z0-9][A-Z0-9&/.-]*[A-Z0-9]s?|[A-Z]{2,}[a-z]?")
_INITIAL = re.compile(r"[A-Z]\.?|[A-Z]\.[A-Z]\.")
_NUMBER = re.compile(r"\d[\d,.]*")
_NO_NAMES = HONORIFICS - PART_OF_NAME
_LARGE_CITY = 400_000
_MIDDLE_CITY = 100_000
_UNKNOWN = City(None, 0)
_PLACE_BEFORE = frozenset(
    "in at from to of near into toward towards outside city around between across through via".split()
)
_LONGEST_NAME = 7
_LONGEST_WORD = 30
_NAMES_TOO = frozenset({"water", "sports", "press", "rights", "land"})
_ENDS_NAME = UNITS | PORTFOLIOS - _NAMES_TOO
_DIRECTIONS = frozenset("north south east west northern southern eastern western central upper lower".split())
_NOT_FIRST = re.compile(r"\w+(?:ing|ed|ly)$")


class Chunk(NamedTuple):
    """Some tokens that are read as one: the letter of their kind, where they stand, and what they mean.

    O organization, C country, D adjective of a country, R region, L city, T title, N capitalized words that may be a
    name, H honorific, M date, F portfolio, B unit, G generic organization, X acronym; the rest are small words.
    """

    kind: str
    start: int
    stop: int
    value: Any = None


class Chunked(NamedTuple):
    """A sentence as chunks, and the letters of their kinds as one text, a letter a chunk."""

    sentence: Sentence
    chunks: list[Chunk]
    shape: str


class Chunker:
    """Reads the sentences of one article as chunks."""

    def __init__(self, prose: Prose, names: Names, body: int) -> None:
        self._prose = prose
        self._names = names
        self._cities = load_gazetteer().cities
        self._capitals = load_gazetteer().capitals
        self._countries = load_gazetteer().countries
        self._first = prose.token_at(body) if body else 0
        self._dates = self._place_dates()
        self._read_by_names = self._dates.keys() | names.mentions.keys()

    def _place_dates(self) -> dict[int, tuple[int, WrittenDate]]:
        placed = {}
        starts, ends = self._prose.starts, self._prose.ends
        for written in find_dates_at(self._prose.normal, starts, self._prose.lower):
            start = bisect_left(starts, written.start)
            stop = bisect_left(ends, written.end) + 1
            if start < len(starts) and stop > start:
                placed[start] = (min(stop, len(starts)), written)
        return placed

    def read(self) -> list[Chunked]:
        """Return the sentences of the story; what stands before it is left out."""
        found = []
        for sentence in self._prose.sentences:
            if sentence.stop <= self._first:
                continue
            chunks = self._read_sentence(max(sentence.start, self._first), sentence.stop)
            found.append(Chunked(sentence, chunks, "".join(chunk.kind for chunk in chunks)))
        return found

    def _read_sentence(self, start: int, stop: int) -> list[Chunk]:
        chunks: list[Chunk] = []
        lower, words, read_by_names = self._prose.lower, self._prose.words, self._read_by_names
        place = start
        while place < stop:
            word = lower[place]
            if word == words[place] and place not in read_by_names:
                kind = _PLAIN.get(word) or ("w" if word.isalpha() and word not in _READ_BY else None)
                if kind is not None:
                    chunks.append(Chunk(kind, place, place + 1))
                    place += 1
                    continue
            chunk = self._read_chunk(place, start, stop)
            chunks.append(chunk)
            place = chunk.stop
        return chunks

    def _read_chunk(self, place: int, first: int, stop: int) -> Chunk:
        lower, words = self._prose.lower, self._prose.words
        named = self._read_named(place, first, stop)
        if named is not None:
            return named
        word = lower[place]
        is_small = word in _SMALL and words[place] not in _EXCELLENCY
        if is_small and word not in _MAY_BE_EXCELLENCY:
            return Chunk(_SMALL[word], place, place + 1)
        if tuple(lower[place : place + 2]) in EXCELLENCIES:
            return Chunk("H", place, place + 2)
        if is_small:
            return Chunk(_SMALL[word], place, place + 1)
        title = self._end_of_title(place, stop)
        return Chunk("T", place, title) if title else self._read_name(place, first, stop)

    def _read_named(self, place: int, first: int, stop: int) -> Chunk | None:
        """Return what the gazetteer or a date says of a token."""
        mention = self._names.mentions.get(place)
        if mention and mention.kind == "O":
            return Chunk("O", place, self._end_with_acronym(mention.stop, mention.value), mention.value)
        if place in self._dates:
            end, written = self._dates[place]
            return Chunk("M", place, max(end, place + 1), written)
        if mention and not (mention.kind == "C" and self._is_part_of_name(place, mention.stop, first, stop)):
            return Chunk(mention.kind, place, mention.stop, mention.value)
        return None

    def _read_name(self, place: int, first: int, stop: int) -> Chunk:
        """Return an honorific, some words that may be a name, or else a word."""
        lower, words = self._prose.lower, self._prose.words
        word = lower[place]
        is_followed = place + 1 < stop
        if words[place] in _EXCELLENCY and is_followed:
            return Chunk("H", place, place + 1)
        is_first_name = word in PART_OF_NAME and not (place > first and lower[place - 1] in HONORIFICS)
        if is_first_name and is_followed and self._is_name_word(place) and self._is_name_word(place + 1):
            return self._read_run(place, first, stop)
        if word in HONORIFICS and is_followed and (words[place][0].isupper() or word == "(rtd)"):
            return Chunk("H", place, place + 1)
        is_noun = word in PORTFOLIOS or word in UNITS or word in GENERIC_ORGANIZATIONS
        if self._is_name_word(place) and not is_noun and not (place == first and self._begins_only(place, stop)):
            return self._read_run(place, first, stop)
        return self._read_lower(place, stop)

    def _end_with_acronym(self, place: int, organization: object) -> int:
        """Return where an organization's name ends, with the acronym in brackets after it."""
        words = self._prose.words
        if place + 2 < len(words) and words[place] == "(" and words[place + 2] == ")":
            inside = self._names.mentions.get(place + 1)
            if inside and inside.kind == "O" and inside.value == organization:
                return place + 3
        return place

    def _is_part_of_name(self, place: int, end: int, first: int, stop: int) -> bool:
        """Tell whether a country's word is part of a person's name: Dr. Jordan Hale, Michael Chad."""
        words, lower = self._prose.words, self._prose.lower
        before = lower[place - 1] if place > first else ""
        return (
            before in HONORIFICS
            and end < stop
            and self._is_name_word(end)
            and words[end][0].isupper()
            and lower[end] not in HEADS
        )

    def _end_of_title(self, place: int, stop: int) -> int:
        """Return where the noun of an office with its modifiers ends, 0 where none begins here."""
        lower = self._prose.lower
        token = place
        while token < min(stop, place + 7) and (
            lower[token] in MODIFIERS
            or (lower[token] in PORTFOLIOS and lower[token] not in HEADS)
            or (lower[token] in {"and", "&"} and token > place and token + 1 < stop and lower[token + 1] in PORTFOLIOS)
        ):
            token += 1
        if token < stop and self._is_head(token):
            end = token + 1
        else:
            # A modifier that may be the noun itself: the deputy of, the chief of.
            token = next((one for one in range(token - 1, place - 1, -1) if lower[one] in HEADS), -1)
            if token < 0:
                return 0
            end = token + 1
        while end < stop and (
            lower[end] in AFTER_HEAD or (self._is_head(end) and lower[end] not in {"king", "prince"})
        ):
            end += 1
        if (
            lower[place] in {"head", "chair", "lead", "chief", "speaker"}
            and place
            and lower[place - 1] in {"to", "will", "who"}
        ):
            return 0
        if lower[place] in {"sultan", "emir", "amir"} and place + 1 < stop and lower[place + 1] in PARTICLES:
            return 0
        if lower[place] == "pm" and (place == 0 or lower[place - 1][0].isdigit()):
            return 0
        only = lower[end - 1]
        if end - place == 1 and only in {"lead", "rep", "mp", "charge", "ruler"} and self._prose.words[place].islower():
            return 0
        return end

    def _is_head(self, token: int) -> bool:
        word = self._prose.lower[token]
        return word in HEADS or ("-" in word and word.rpartition("-")[2] in HEADS - WEAK_HEADS)

    def _is_name_word(self, place: int) -> bool:
        word = self._prose.words[place]
        if not (word[0].isupper() or _AL.fullmatch(word)) or word[-1] in "-–" or len(word) > _LONGEST_WORD:
            return False
        lowered = self._prose.lower[place]
        if lowered in _DIRECTIONS and place + 1 < len(self._prose.words):
            following = self._prose.words[place + 1]
            return following[0].isupper() and self._prose.lower[place + 1] not in NOT_NAMES
        return lowered not in NOT_NAMES and not word.isdigit()

    def _begins_only(self, place: int, stop: int) -> bool:
        """Tell whether a word is capitalized only because a sentence begins with it."""
        from spacy.lang.en.stop_words import STOP_WORDS

        word = self._prose.lower[place]
        if word in STOP_WORDS:
            return True
        follows = place + 1 < stop and self._is_name_word(place + 1)
        return bool(_NOT_FIRST.match(word)) and not follows

    def _read_run(self, place: int, first: int, stop: int) -> Chunk:
        """Return capitalized words as a name, a place or an acronym."""
        words, lower = self._prose.words, self._prose.lower
        token = self._end_of_run(place, stop)
        token = self._end_of_place(place, token, first)
        is_short = token - place <= 2 and lower[token - 1] not in PLACE_NOUNS
        if token < stop and lower[token] in PLACE_NOUNS - {"state"} and is_short:
            return Chunk("L", place, token + 1, self._cities.get(self._prose.text(place, token), _UNKNOWN))
        if lower[token - 1] in PLACE_NOUNS and token - place > 1:
            return Chunk("L", place, token, self._cities.get(self._prose.text(place, token - 1), _UNKNOWN))
        after = self._names.mentions.get(token)
        if after and after.kind == "C" and (city := self._cities.get(self._prose.text(place, after.stop))):
            return Chunk("L", place, after.stop, city)
        if token == place + 1 and _ACRONYM.fullmatch(words[place]) and not _INITIAL.fullmatch(words[place]):
            return Chunk("X", place, token)
        found = self._find_spelled(place, token)
        if found is not None:
            return found
        city = self._find_city(place, token, first, stop)
        return Chunk("L", place, token, city) if city else Chunk("N", place, token)

    def _end_of_run(self, place: int, stop: int) -> int:
        """Return where capitalized words end: before a title, an honorific, a date, or what the gazetteer knows."""
        words, lower = self._prose.words, self._prose.lower
        token = place + 1
        while token < min(stop, place + _LONGEST_NAME):
            is_known = token in self._names.mentions or token in self._dates
            is_titled = lower[token] in _NO_NAMES or self._end_of_title(token, stop) > 0
            if is_known or (is_titled and not _INITIAL.fullmatch(words[token])) or lower[token] in _ENDS_NAME:
                break
            is_particle = lower[token] in PARTICLES and token + 1 < stop and self._is_name_word(token + 1)
            if not is_particle and not self._is_name_word(token):
                break
            token += 1
        return token

    def _find_spelled(self, place: int, end: int) -> Chunk | None:
        """Return the country or city that words spell with letters of their own language: Việt Nam, Hà Nội."""
        name = self._prose.text(place, end)
        if name.isascii():
            return None
        plain = spell_plainly(unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode())
        country = self._countries.get(plain) or self._countries.get(plain.replace(" ", "").capitalize())
        if country is not None:
            return Chunk("C", place, end, country)
        city = self._cities.get(plain) or self._cities.get(plain.replace(" ", "").capitalize())
        return Chunk("L", place, end, city) if city and city.population > _MIDDLE_CITY else None

    def _end_of_place(self, place: int, end: int, first: int) -> int:
        """Return where a place ends with which capitalized words begin: to Cairo X Y, of Syunik Province X Y."""
        lower = self._prose.lower
        for token in range(place + 1, end - 1):
            if lower[token] in PLACE_NOUNS:
                return token + 1
        if place > first and lower[place - 1] in {"to", "of", "in"}:
            for token in range(min(place + 2, end - 2), place, -1):
                name = self._prose.text(place, token)
                if self._cities.get(name) and end - token >= 2 and self._cities[name].population > _MIDDLE_CITY:
                    return token
        return end

    def _find_city(self, place: int, end: int, first: int, stop: int) -> City | None:
        """Return the city of some capitalized words, where what stands around them does not speak against it."""
        lower = self._prose.lower
        name = self._prose.text(place, end)
        city = self._cities.get(name) or self._cities.get(name.replace("’", "'"))
        if city is None:
            return None
        before = lower[place - 1] if place > first else ""
        if before in HONORIFICS or before in HEADS:
            return None
        after = self._names.mentions.get(end + 1) if end < stop and lower[end] == "," else None
        is_placed = before in _PLACE_BEFORE or (after is not None and after.kind == "C")
        if end - place > 1:
            return city if is_placed or city.population > _LARGE_CITY else None
        is_known = name in self._capitals or city.population >= _LARGE_CITY
        return city if is_placed or is_known else None

    def _read_lower(self, place: int, stop: int) -> Chunk:
        lower = self._prose.lower
        word = lower[place]
        if _NUMBER.fullmatch(word):
            return Chunk("#", place, place + 1)
        if word in PORTFOLIOS:
            token = place
            while token < stop and (
                lower[token] in PORTFOLIOS
                or (lower[token] in {"and", "&"} and token + 1 < stop and lower[token + 1] in PORTFOLIOS)
            ):
                token += 1
            return Chunk("F", place, token)
        if word in UNITS:
            return Chunk("B" if word not in GENERIC_ORGANIZATIONS else "G", place, place + 1)
        if word in GENERIC_ORGANIZATIONS:
            return Chunk("G", place, place + 1)
        return Chunk("w", place, place + 1)
