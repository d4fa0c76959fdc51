"""Owns the titles of a sentence: the noun of an office with what it is of, its organization and its country."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from rc_kb.extract.chunks import Chunk, Chunked
from rc_kb.extract.lexicon import HEADS, PORTFOLIOS, SHORT_LIVED, WEAK_HEADS
from rc_kb.extract.prose import Prose
from rc_kb.gazetteer import Organization, load_gazetteer

_PLACED = (
    r"(?:[oi][dp]?(?:[OCDLRFBGX]s?)+(?:,?a[dp]?[FBCLR]+(?![TN]))*+"  # of the society, for relief and rescue, to Tehran
    r"|[oi][dp]?[wFaOCDLXs]{1,6}?B+(?:iC|iL)?"  # of its water and habitat department in Yemen
    r"|o[dp]?N(?=[,)H]|$)"  # of the Emirate, before a comma
    r"|[OLF](?=(?:H|\([wH]\))*N|\(H\)|$))"  # Chairman Pakistan Red Crescent, before a name
)
"""What a title is followed by, as the letters of chunks."""
_TITLE = rf"(?:[dp]?(?:[OCDLRXGF]s?){{0,3}}+T(?:{_PLACED})*+)"
_MORE_TITLE = rf"(?:(?:[OCDLRXGF]s?){{0,3}}+T(?:{_PLACED})*+)"
TITLES = rf"{_TITLE}(?:,?a{_MORE_TITLE}(?!,?H*+N,?{_TITLE}))*"
"""Titles that a name follows, or that stand alone."""
TITLES_AFTER = rf"{_TITLE}(?:,?a{_MORE_TITLE}(?!,?(?:H|\([wH]\))*N))*"
"""Titles that follow a name: one before another name is that one's."""
_ONE_TITLE = re.compile(rf"(?P<pre>[dp]?(?:[OCDLRXGF]s?)*)T(?P<post>(?:{_PLACED})*)")


_ENVOYS = frozenset("ambassador envoy consul consul-general charge chargé diplomat nuncio attaché attache".split())
_SOCIETIES = frozenset({"society", "organization", "organisation", "association"})
_OF_STATE = frozenset(
    "minister premier king queen prince emir amir sultan senator governor mayor wali prefect ambassador "
    "undersecretary under-secretary mp lawmaker chancellor ruler vice-minister".split()
)
"""Offices of a country: who holds one represents the country that the story is of where none is named."""


_NO_MINISTRY = frozenset("national international regional global policy high media press cabinet secretariat".split())
"""Words that no ministry is of."""


class Office(NamedTuple):
    """A title of a person: its words, its organization and country, where it stands, and what was inferred."""

    title: str
    organization: Organization | None
    country: str | None
    spans: tuple[tuple[int, int], ...]
    basis: tuple[str, ...] = ()
    rule: str = "office.before_name"


class TitleReader:
    """Reads titles, each with the organization that it is of.

    society: the one that the article names most, which `the society` means. home: the country that it is told from.
    """

    def __init__(self, prose: Prose, home: str | None, society: Organization | None) -> None:
        self._prose = prose
        self._home = home
        self._society = society

    def read(self, chunked: Chunked, first: int, last: int, rule: str) -> Iterator[Office]:
        """Return the offices that chunks name, each with its organization and country."""
        shared: Organization | None = None
        found: list[Office] = []
        for match in _ONE_TITLE.finditer(chunked.shape, first, last):
            found.append(self._read_title(chunked, match, rule))
            shared = shared or found[-1].organization
        for office in found:
            if office.organization is None and shared is not None and len(found) > 1:
                yield office._replace(organization=shared, country=office.country or shared.country)
            else:
                yield office

    def _read_title(self, chunked: Chunked, match: re.Match[str], rule: str) -> Office:
        chunks, prose = chunked.chunks, self._prose
        title = match.end("pre")
        noun = _find_noun(prose.lower[chunks[title].start : chunks[title].stop])
        end = match.end()
        before = chunks[match.start("pre") : title]
        after = chunks[title + 1 : end]
        organization = next((chunk.value for chunk in (*after, *before) if chunk.kind == "O"), None)
        basis: list[str] = []
        country = self._country_of_title(before, after, noun)
        start = chunks[title].start
        while prose.lower[start] in SHORT_LIVED and start < chunks[title].stop - 1:
            start += 1
        stop = self._end_of_words(chunked, title, end)
        words = prose.text(start, stop)
        if organization is None:
            organization, country, said = self._infer(chunked, match, noun, words, country)
            basis += said
        if organization is not None and not (noun in _ENVOYS and country):
            country = organization.country if organization.kind != "intergovernmental" else None
            if organization.country is None and organization.kind not in {None, "government"}:
                country = None
        span = (chunks[match.start()].start, chunks[end - 1].stop)
        return Office(words, organization, country, (span,), tuple(basis), rule)

    def _end_of_words(self, chunked: Chunked, title: int, end: int) -> int:
        """Return where the words of a title end: before `of the society`, whose name stands beside it."""
        chunks = chunked.chunks
        stop = title + 1
        place = title + 1
        while place < end:
            following = next((one for one in range(place + 1, end) if chunks[one].kind in "oi"), end)
            kinds = chunked.shape[place:following]
            if kinds.endswith(("O", "Os", "G")) and not kinds.endswith(("BO", "FO")):
                break
            stop = place = following
        return chunks[stop - 1].stop

    def _country_of_title(self, before: list[Chunk], after: list[Chunk], noun: str) -> str | None:
        """Return the country that the words of a title name; that to which an envoy is sent is another."""
        for chunk in reversed(before):
            if chunk.kind in "CD":
                return str(chunk.value.code)
        is_sent = False
        for chunk in after:
            if chunk.kind in "iv":
                is_sent = self._prose.lower[chunk.start] in {"to", "in", "at", "for"}
            elif chunk.kind == "o":
                is_sent = False
            elif (
                chunk.kind in "CD" and not (is_sent and (noun in _ENVOYS or noun in {"representative", "delegate"}))
            ) or (chunk.kind == "L" and chunk.value.code and not is_sent and noun in {"mayor", "governor"}):
                return str(chunk.value.code)
        return None

    def _infer(
        self, chunked: Chunked, match: re.Match[str], noun: str, title: str, country: str | None
    ) -> tuple[Organization | None, str | None, list[str]]:
        """Return the organization of a title that names none, its country, and what says so."""
        if is_counterpart(title):
            return None, country, []
        meant = self._find_owner(chunked, match) or self._find_generic(chunked, match, country)
        if meant is not None:
            return meant, meant.country, ["organization: called only its, or the society"]
        if noun in _ENVOYS and noun != "nuncio" and "special" not in title.lower():
            return self._find_embassy(chunked, match, country)
        if noun in _OF_STATE or noun == "secretary":
            return self._find_ministry(noun, title, country)
        before = chunked.shape.rfind("O", 0, match.start())
        if noun not in WEAK_HEADS and country is None and before >= 0:
            organization: Organization = chunked.chunks[before].value
            return organization, organization.country, ["organization: the one that the sentence names before"]
        return None, country, []

    def _find_generic(self, chunked: Chunked, match: re.Match[str], country: str | None) -> Organization | None:
        """Return the society that `the society` means in a title."""
        generic = next((one for one in chunked.chunks[match.start() : match.end()] if one.kind == "G"), None)
        if generic is None or self._prose.lower[generic.start] not in _SOCIETIES:
            return None
        return load_gazetteer().societies.get(country) if country else self._society

    def _find_ministry(
        self, noun: str, title: str, country: str | None
    ) -> tuple[Organization | None, str | None, list[str]]:
        """Return the ministry of a minister, of the country that the story is told from where none is named."""
        portfolio = _find_portfolio(title.lower())
        is_minister = noun in {"minister", "secretary", "undersecretary", "under-secretary", "vice-minister"}
        if portfolio and is_minister:
            of_country, said = self._assume_home(country)
            name = f"Ministry of {portfolio}"
            known = f"{name} of {load_gazetteer().country_names[of_country]}" if of_country else name
            basis = ["organization: the ministry that the title speaks of", *said]
            return Organization(known, of_country, "government"), of_country, basis
        if noun != "secretary" and country is None:
            of_country, said = self._assume_home(None)
            return None, of_country, said
        return None, country, []

    def _find_owner(self, chunked: Chunked, match: re.Match[str]) -> Organization | None:
        """Return the organization that `its` means before a title: the last one that the sentence names."""
        chunks = chunked.chunks
        first = match.start()
        owns = [place for place in range(first, match.end()) if chunks[place].kind == "p"]
        if not owns or self._prose.lower[chunks[owns[0]].start] not in {"its", "their"}:
            return None
        return next((chunk.value for chunk in reversed(chunks[:first]) if chunk.kind == "O"), None)

    def _assume_home(self, country: str | None) -> tuple[str | None, list[str]]:
        if country is not None or self._home is None:
            return country, []
        return self._home, ["country: the one that the story is told from"]

    def _find_embassy(
        self, chunked: Chunked, match: re.Match[str], country: str | None
    ) -> tuple[Organization | None, str | None, list[str]]:
        names = load_gazetteer().country_names
        host, is_sent = self._home, False
        for chunk in chunked.chunks[match.end("pre") + 1 : match.end()]:
            if chunk.kind == "i":
                is_sent = True
            elif chunk.kind in "CL" and is_sent:
                host = chunk.value.code or host
        if country is None:
            return None, None, []
        name = f"Embassy of {names[country]}"
        if host and host != country:
            name += f" in {names[host]}"
        return (
            Organization(name, country, "embassy"),
            country,
            ["organization: the embassy of the country that the envoy represents"],
        )


def _find_noun(words: list[str]) -> str:
    """Return the noun of an office: consul, of a consul general."""
    nouns = [word for word in words if word in HEADS or word.rpartition("-")[2] in HEADS]
    return (nouns or words)[-1].rpartition("-")[2]


def is_counterpart(title: str) -> bool:
    """Tell whether a title only says that somebody has the same office elsewhere."""
    return title.lower().endswith(("counterpart", "colleague"))


def _find_portfolio(title: str) -> str | None:
    """Return what a minister is of, as the ministry is called."""
    found = re.search(r"minister (?:of state )?(?:of|for) (?:the )?(.+?)(?: of | in | to |$)", title)
    if found:
        words = found[1]
    else:
        before = re.search(r"(?:deputy |vice |assistant |former |acting |first )*(.+?) (?:minister|secretary)$", title)
        words = before[1] if before else ""
        words = {"foreign": "foreign affairs", "prime": "", "cabinet": "", "general": "", "state": ""}.get(words, words)
    named = [word for word in words.split() if word not in {"and", "of", "for", "&"}]
    if not named or not all(word.strip(",") in PORTFOLIOS - _NO_MINISTRY for word in named):
        return None
    return " ".join(word if word in {"and", "of", "for"} else word.capitalize() for word in words.split())
