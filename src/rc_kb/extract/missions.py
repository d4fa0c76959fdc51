"""Owns the rules for missions: help that crosses a border, given or announced, one record for each recipient."""

import re
from collections.abc import Iterator
from typing import Any

from rc_kb.extract.clauses import Actor, Place, find_actor, is_of_movement, list_from, list_places
from rc_kb.extract.facts import Proposal, is_international
from rc_kb.extract.parties import Party
from rc_kb.extract.story import Reading, Story
from rc_kb.gazetteer import Organization, load_gazetteer
from rc_kb.written_dates import DateKind, WrittenDate, resolve_date

_GIVE = re.compile(
    r"\b(?:sent|send|sends|sending|received|air bridge|brought|equip(?:ped|s)?|rehabilitate[ds]?|"
    r"dispatch(?:ed|es|ing)?|despatch(?:ed|es|ing)?|deliver(?:ed|s|ing)?|"
    r"donat(?:e|ed|es|ing|ion|ions)|ship(?:ped|s|ping|ment|ments)|"
    r"hand(?:ed|ing)? over|suppl(?:ied|ies|y|ying)|airlift(?:ed|s)?|flew|flown|provid(?:e|ed|es|ing)|"
    r"allocat(?:e|ed|es|ing)|grant(?:ed|s|ing)?|deploy(?:ed|s|ing)?|"
    r"helping|helped|assist(?:ed|s|ing)|aid(?:ed|ing)?|consignments?|assistance|convoys?|relief goods|missions?|"
    r"gave|give|given|contribut(?:ed|es|ing|ion)|financ(?:ed|ing)|fund(?:ed|ing|s)|unload(?:ed|ing)?|"
    r"drill(?:ed)?|dug|built|rebuilt|pledged?|distribut(?:ed|es|ing))\b"
)
_STRONG = re.compile(
    r"\b(?:sent|send|sends|sending|dispatch\w*|despatch\w*|ship(?:ped|s|ping|ment|ments)|airlift\w*|air bridge|"
    r"flew|flown|consignments?|convoys?|donat\w+|handed over|hand over|deliver\w*|deploy\w*|granted|suppl(?:ied|"
    r"y)|"
    r"helping the people|missions? (?:to|in)|aid to|assistance to|help to|relief to|trucks|planeload|aid plane|"
    r"cargo|tons?|tonnes?)\b"
)
_OCCASION = re.compile(
    r"\b(?:(?:after|following|during|amid|for|since|because of|over|of|from|hit by|affected by|struck "
    r"by)\s+(?:the |a |this |last |recent |devastating |deadly |powerful |massive )*)?"
    r"((?:[A-Z]?[\w-]+ ){0,2}?(?:earthquakes?|floods?|flooding|cyclones?|typhoons?|hurricanes?|tsunami|drought|"
    r"famine|war|conflict|explosion|blast|fires?|wildfires?|pandemic|covid-19|cholera|outbreak|landslides?|"
    r"pilgrimage|storms?|crisis|eruption|avalanche|winter|disasters(?: and incidents)?|incidents))\b",
    re.IGNORECASE,
)
_STOPS = frozenset({"that", ";", "said", "because", "although"})
_REACH = 30


def extract_missions(story: Story) -> Iterator[Proposal]:
    """Return the help across borders that a story reports or announces, one record for each recipient and occasion."""
    seen: set[tuple[Any, ...]] = set()
    for reading in story.readings:
        if story.is_title(reading):
            continue
        first = reading.chunked.chunks[0].start
        words = story.prose.lower[first : reading.chunked.sentence.stop]
        text = " ".join(words)
        if not _GIVE.search(text):
            continue
        before = set(seen)
        for proposal in _read_sentence(story, reading, text):
            values = proposal.values
            key = (values["provider"], values.get("country"), values.get("region"))
            written = (*key, values.get("place_as_written"), values.get("occasion"))
            is_known = key in {one[:3] for one in before} and (values.get("occasion") is None or written in before)
            if written not in seen and not is_known:
                seen.add(written)
                yield proposal


def _read_sentence(story: Story, reading: Reading, text: str) -> Iterator[Proposal]:
    for verb in _list_verbs(story, reading):
        if _is_only_wished(story, reading, verb):
            continue
        providers, kind = _find_providers(story, reading, verb)
        if story.prose.lower[verb] == "received" and kind != "source":
            continue
        is_given = kind == "source" and story.prose.lower[verb] not in _NOT_GIVEN
        givers = [one.organization.name for one in providers]
        for provider in providers:
            places = _find_recipients(story, reading, verb, provider, givers, is_source=is_given)
            is_helping = _STRONG.search(text) or not provider.organization.country
            if not places and (is_given or (kind != "source" and is_helping)):
                places = _assume_home(story, reading, provider.organization)
            rule = _name_rule(kind, places, is_strong=bool(_STRONG.search(text)))
            for place in places:
                yield _make(story, reading, provider, place, rule, (verb, verb + 1))
        if providers:
            return


def _name_rule(kind: str, places: list[Place], *, is_strong: bool) -> str:
    if any(place.written == "" and place.basis and "told from" in place.basis for place in places):
        return "mission.to_the_country_of_the_story"
    if len(places) > 1:
        return "mission.list"
    if kind == "source":
        return "mission.from"
    return "mission.sent" if is_strong else "mission.helped"


def _list_verbs(story: Story, reading: Reading) -> Iterator[int]:
    first, stop = reading.chunked.chunks[0].start, reading.chunked.sentence.stop
    lower = story.prose.lower
    for token in range(first, stop):
        if lower[token] == "aid" and lower[token - 1 : token] == ["first"]:
            continue
        if _GIVE.fullmatch(lower[token]) or (
            lower[token] in {"handed", "air", "relief"} and _GIVE.match(" ".join(lower[token : token + 2]))
        ):
            yield token


def _is_only_wished(story: Story, reading: Reading, verb: int) -> bool:
    first = reading.chunked.chunks[0].start
    before = story.prose.lower[max(first, verb - 10) : verb]
    return bool(_WISHED & set(before)) or {"would", "like"} <= set(before)


_WISHED = frozenset(
    "asked asks requested request requests called urged urges discussed discuss suggested proposed proposal "
    "could should might if need needs seek seeks hoped denied appeal appealed".split()
)
_SOURCE = frozenset({"by", "from"})
_NOT_GIVEN = frozenset({"distributed", "distribute", "aided", "assisted", "helped", "assist", "help"})
"""Verbs by whose agent help is only passed on."""
_MEANS = frozenset(
    "support funds funding money help assistance donation donations contribution cooperation aid grant gift".split()
)


def _find_providers(story: Story, reading: Reading, verb: int) -> tuple[list[Actor], str]:
    """Return who gives: named after `by`, `from` or `with the support of`, thanked for it, or the subject."""
    lower = story.prose.lower
    parties = [
        one for one in reading.parties if not one.person and (one.organization or one.country) and not one.office
    ]
    sources: list[Party] = []
    for party in parties:
        before = lower[max(0, party.start - 3) : party.start]
        sources_of = {"from"} if lower[verb] == "received" else _SOURCE
        is_source = bool(sources_of & set(before[-2:])) and party.start > verb
        is_means = (
            before[-1:]
            and ("of" in before or "from" in before)
            and bool(_MEANS & set(lower[max(0, party.start - 4) : party.start]))
        )
        is_thanked = "thanked" in lower[max(0, party.start - 3) : party.start] and party.start < verb
        joins = (
            sources
            and set(lower[sources[-1].stop : party.start]) <= {",", "and", "the", "as", "well"}
            and party.start > sources[-1].stop
        )
        if party.organization and (is_source or is_means or is_thanked or joins):
            sources.append(party)
    if sources:
        return [Actor(one.organization, (one.start, one.stop)) for one in sources if one.organization], "source"
    before_verb = [one for one in parties if one.stop <= verb]
    if before_verb and before_verb[-1].organization is None and verb - before_verb[-1].stop <= 3:
        country = before_verb[-1]
        if country.country and reading.chunked.chunks[country.first].kind == "C":
            name = load_gazetteer().country_names[country.country]
            return [Actor(Organization(name, country.country, "government"), (country.start, country.stop))], "subject"
    actor = find_actor(story, reading, verb, "provider")
    return ([actor], "subject") if actor else ([], "")


def _find_recipients(
    story: Story, reading: Reading, verb: int, provider: Actor, givers: list[str], *, is_source: bool
) -> list[Place]:
    """Return the countries that help goes to: after the verb, in a list, or by the society that receives it."""
    lower = story.prose.lower
    first, stop = reading.chunked.chunks[0].start, min(reading.chunked.sentence.stop, verb + _REACH * 2)
    giver = provider.organization
    for place in list_places(story, reading, first if is_source else verb, stop):
        gap = lower[verb : place.start]
        if _STOPS & set(gap) or len(gap) > _REACH:
            break
        before = lower[max(first, place.start - 4) : place.start]
        if "from" in before[-2:] or "stocks" in before or not _TO & set(before):
            continue
        found = [one for one in list_from(story, reading, place) if _is_abroad(one, giver)]
        if found:
            return found
    receiving: list[Place] = []
    for party in reading.parties:
        society = party.organization
        if society is None or society.name in givers or society.kind != "national_society":
            continue
        is_after = 0 < party.start - verb < _REACH and "from" not in lower[party.start - 2 : party.start]
        is_next = bool(receiving) and "to" in lower[party.start - 2 : party.start]
        if (
            society.country
            and society.country != giver.country
            and (is_next or (not receiving and (is_after or is_source)))
        ):
            said = "country: that of the society that receives it"
            receiving.append(Place(society.country, None, None, "", party.start, party.stop, said))
    return receiving or _find_people(story, reading, verb, giver.country)


_TO = frozenset("to in of for across into inside helping helped assisted throughout around at".split())


def _assume_home(story: Story, reading: Reading, provider: Organization) -> list[Place]:
    """Return the country that a story is told from, where a body of another country helps there."""
    if story.home is None or provider.country == story.home or not is_of_movement(provider):
        return []
    first = reading.chunked.chunks[0].start
    return [Place(story.home, None, None, "", first, first + 1, "country: the one that the story is told from")]


def _find_people(story: Story, reading: Reading, verb: int, home: str | None) -> list[Place]:
    """Return the country of a people that help goes to: to the Afghan people, for Syrian refugees."""
    for chunk in reading.chunked.chunks:
        if chunk.kind == "D" and verb < chunk.start < verb + _REACH and chunk.value.code != home:
            after = story.prose.lower[chunk.stop : chunk.stop + 1]
            if after and after[0] in {"people", "nation", "society", "families", "brothers", "children", "victims"}:
                return [Place(chunk.value.code, None, None, "", chunk.start, chunk.stop, "country: that of the people")]
    return []


def _is_abroad(place: Place, provider: Organization) -> bool:
    if place.region:
        return True
    return place.code is not None and (is_international(provider) or place.code != provider.country)


def _make(story: Story, reading: Reading, provider: Actor, place: Place, rule: str, span: tuple[int, int]) -> Proposal:
    prose = story.prose
    values: dict[str, Any] = {"provider": story.names.name_of(provider.organization)}
    basis = [one for one in (provider.basis, place.basis) if one]
    values["country"] = place.code
    if place.region:
        values["region"] = place.region
    values["place_as_written"] = place.written or None
    spans = [(place.start, place.stop), span] if place.stop - place.start > 1 or place.written else [span]
    if provider.span:
        spans.append(provider.span)
    occasion = _find_occasion(story, reading, place)
    if occasion is not None:
        values["occasion"] = prose.text(*occasion)
        spans.append(occasion)
    dated = _find_date(reading)
    if dated is not None:
        chunk, written = dated
        resolved = resolve_date(written, story.published)
        values["date"], values["date_as_written"] = resolved.edtf, written.text
        spans.append(chunk)
        if resolved.basis:
            basis.append(resolved.basis)
    return Proposal("missions", rule, values, spans, basis)


def _find_occasion(story: Story, reading: Reading, place: Place) -> tuple[int, int] | None:
    """Return the tokens of the disaster that help was for: the one beside its place, or the first of the sentence."""
    prose = story.prose
    first, stop = reading.chunked.chunks[0].start, reading.chunked.sentence.stop
    begin = prose.starts[first]
    places = [(one.start, one.stop) for one in reading.chunked.chunks if one.kind in "CLR"]
    found = []
    for match in _OCCASION.finditer(prose.normal[begin : prose.ends[stop - 1]]):
        start = prose.token_at(begin + match.start(1))
        end = prose.token_at(begin + match.end(1) - 1) + 1
        while any(one <= start < other for one, other in places):
            start += 1
        is_another_places = any(other == start for one, other in places if (one, other) != (place.start, place.stop))
        if start < end and (not is_another_places or place.stop == start):
            found.append((start, end))
    return next((one for one in found if one[0] == place.stop), found[0] if found else None)


def _find_date(reading: Reading) -> tuple[tuple[int, int], WrittenDate] | None:
    for chunk in reading.chunked.chunks:
        if chunk.kind == "M" and chunk.value.kind in {DateKind.FULL, DateKind.MONTH, DateKind.YEAR, DateKind.NO_YEAR}:
            return (chunk.start, chunk.stop), chunk.value
    return None
