"""Owns the rules for facilities: which buildings and services of the Movement stand where, and whether they work."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from rc_kb.extract.clauses import Actor, Place, find_actor, list_from, list_places, make_place
from rc_kb.extract.facts import Proposal
from rc_kb.extract.prose import Prose
from rc_kb.extract.story import Reading, Story
from rc_kb.vocabulary import FacilityKind, FacilityStatus
from rc_kb.written_dates import DateKind

_KINDS: tuple[tuple[str, FacilityKind], ...] = (
    (
        r"rehabilitation (?:centers?|centres?)|orthop(?:a)?edic (?:centers?|centres?|workshops?)",
        "rehabilitation_center",
    ),
    (r"(?:training|education) (?:centers?|centres?|institutes?)|academ(?:y|ies)", "training_center"),
    (r"health(?:care)? (?:centers?|centres?|posts?|units?|facilit(?:y|ies)|stations?)", "health_center"),
    (
        r"(?:medical|treatment|therapeutic) (?:centers?|centres?|facilit(?:y|ies)|complex(?:es)?|units?)",
        "medical_facility",
    ),
    (r"(?:poly)?clinics?", "clinic"),
    (r"hospitals?", "hospital"),
    (r"warehouses?|depots?|logistics? (?:centers?|centres?|hubs?|bases?)|stores?\b", "warehouse"),
    (r"camps?\b", "camp"),
    (r"(?:sub-)?offices?|delegations|representations?|sub-?delegations?|headquarters|missions?", "office"),
    (
        (
            r"(?:centers?|centres?|blood banks?|kitchens?|schools?|stations?|pharmac(?:y|ies)|laborator(?:y|ies)|"
            r"orphanages?|shelters?|"
            r"dispensar(?:y|ies)|bases?|wards?|units?|laundr(?:y|ies)|workshops?|posts?)"
        ),
        "other",
    ),
)
_NOUN = re.compile(
    "|".join(f"(?P<k{place}>\\b(?:{pattern})\\b)" for place, (pattern, _) in enumerate(_KINDS)), re.IGNORECASE
)
_FIRST = tuple(
    "rehabilitation orthop training education academ health medical treatment therapeutic clinic polyclinic hospital "
    "warehouse depot logistic store camp sub- office delegations representation headquarters mission center centre "
    "blood kitchen school station pharmac laborator orphanage shelter dispensar base ward unit laundr workshop "
    "post".split()
)
"""How the name of every facility begins."""
_WORDS = frozenset(
    f"{word}{end}"
    for word in (
        "center centre institute academy post unit facility station complex clinic polyclinic hospital "
        "warehouse depot hub base "
        "store camp office sub-office delegation headquarter bank kitchen school pharmacy laboratory orphanage "
        "shelter dispensary ward "
        "laundry workshop"
    ).split()
    for end in ("", "s")
) | {"facilities", "academies", "pharmacies", "laboratories", "dispensaries", "laundries"}  # fmt: skip
"""Words of which the name of every facility has one."""
_SUGGESTED = re.compile(
    r"\b(?:called for|proposed|suggested|suggests|could|should|asked for|asked that|requested|urged|hoped|hopes|"
    r"wishes|wants|"
    r"proposal|suggestion|need for|possibility|possible|if|study|discussed|discuss|considering|request)\b"
)
_STATUSES: tuple[tuple[str, FacilityStatus, re.Pattern[str]], ...] = (
    (
        "facility.reopening",
        "reopening",
        re.compile(
            r"\b(?:reopening|re-opening|to (?:be )?re-?open(?:ed)?|will (?:soon )?(?:be )?re-?open(?:ed)?|"
            r"(?:will|to) (?:soon )?resume|"
            r"(?:will|to) (?:be )?(?:re-?activated|re-?activate)|will (?:start|open) again|open (?:its|their) "
            r"doors again|back (?:in|into|to) (?:work|service|operation)|"
            r"resum(?:e|ing|ption of) (?:its |the |their )?(?:operations?|activit(?:y|ies)|work))\b"
        ),
    ),
    (
        "facility.closed",
        "closed",
        re.compile(
            r"\b(?:(?:was|were|been|is|are|had to be|has been|have been|stands|remains) (?:\w+ )?(?:closed|shut|"
            r"inactive|shuttered|suspended)|shut down|closed down|had to (?:shut|close)|"
            r"ended (?:its|their) (?:activit(?:y|ies)|work|operations)|ceased|out of (?:use|service|work)|"
            r"(?:has|have|had) closed|no longer (?:active|operating|working))\b"
        ),
    ),
    (
        "facility.under_construction",
        "under_construction",
        re.compile(
            r"\b(?:under construction|(?:is|are) being (?:built|constructed|erected)|is building|are building|"
            r"is constructing|laid the foundation|foundation stone|ground was broken|broke ground|in the "
            r"process of building)\b"
        ),
    ),
    (
        "facility.planned",
        "planned",
        re.compile(
            r"\b(?:(?:will|would|to|is to|are to|shall|about to|going to|plans? to|intends? to|set to|due to|"
            r"ready to) (?:\w+ )?(?:be )?(?:soon )?(?:open(?:ed)?|inaugurated?|launch(?:ed)?|establish(?:ed)?|"
            r"set up|built?|build|construct(?:ed)?|start(?:ed)?|put up|equip(?:ped)?|begin|found|create|run|"
            r"commission(?:ed)?|enlarged?)|"
            r"being (?:equipped|prepared|set up|furnished)|ready for (?:operation|opening|use|inauguration)|"
            r"plans? (?:for|of)|planned)\b"
        ),
    ),
    (
        "facility.operating",
        "operating",
        re.compile(
            r"\b(?:re-?opened|opened|opens|inaugurated|inaugurates|launched|launches|established|set up|"
            r"unveiled|commissioned|put into (?:operation|service)|"
            r"(?:has|have|had) (?:been )?(?:active|operating|working|running|present)|is active|are active|"
            r"runs|run by|operates|operated by|(?:has|have) run|ran|runs|running|operating|manages|maintains|keeps|"
            r"(?:are|is) (?:offering|providing|serving|operating|running|active|open|working)|offers?|provides?|"
            r"serves?|"
            r"works? again|equipped|built|has|have|counts|owns|resumed|went into (?:operation|service)|started "
            r"(?:its )?(?:work|operations?|activity))\b"
        ),
    ),
)
_WEAK_KINDS = frozenset({"office", "other", "camp"})
"""Kinds whose nouns mean much else: they need a verb that says that something was opened, closed or planned."""
_STRONG = re.compile(
    r"\b(?:re-?open\w*|open(?:ed|s|ing)?|inaugurat\w+|launch\w*|establish\w*|set up|shut|clos(?:ed|ing)|under "
    r"construction|being built|"
    r"is building|through (?:its|their)|resum\w+|commission\w+|put into|built|out of (?:use|service)|run|runs|active|"
    r"keeps|maintains|(?:has|have|had) (?:its|an?|had its|permanent))\b"
)
_PLURAL = re.compile(r"(?:s|ies)$", re.IGNORECASE)
_REACH = 14
_BESIDE = 4


class _Noun(NamedTuple):
    start: int
    stop: int
    kind: FacilityKind
    is_plural: bool


def extract_facilities(story: Story) -> Iterator[Proposal]:
    """Return the facilities of the Movement that a story places and says the state of, one for each place."""
    found: dict[tuple[Any, ...], Proposal] = {}
    for reading in story.readings:
        if story.is_title(reading):
            continue
        for noun in _find_nouns(story, reading):
            for proposal in _read_noun(story, reading, noun):
                values = proposal.values
                key = (values.get("country"), values.get("city"), values["kind"])
                known = found.get(key) or _find_general(found, values)
                if known is None:
                    found[key] = proposal
                else:
                    _add(known, proposal)
    yield from found.values()


def _find_general(found: dict[tuple[Any, ...], Proposal], values: dict[str, Any]) -> Proposal | None:
    """Return the facility in the same country that may be the same one: of a like kind, and in no other city."""
    for proposal in found.values():
        known = proposal.values
        if known.get("country") != values.get("country") or (
            known.get("city") and values.get("city") and known["city"] != values["city"]
        ):
            continue
        kinds = {known["kind"], values["kind"]}
        if len(kinds) == 1 or kinds & {"other", "medical_facility"}:
            return proposal
    return None


def _add(known: Proposal, other: Proposal) -> None:
    known.spans += other.spans
    if other.values["status"] in {"reopening", "closed"} and known.values["status"] == "operating":
        known.values["status"] = other.values["status"]
    if known.values["kind"] in {"other", "medical_facility"} and other.values["kind"] not in {"other", "office"}:
        known.values["kind"] = other.values["kind"]
    for key in ("city", "operator"):
        known.values.setdefault(key, other.values.get(key))


def _find_nouns(story: Story, reading: Reading) -> Iterator[_Noun]:
    prose, sentence = story.prose, reading.chunked.sentence
    if _WORDS.isdisjoint(prose.lower[sentence.start : sentence.stop]):
        return
    stop = 0
    for token in range(reading.chunked.chunks[0].start, sentence.stop):
        match = _match_noun(prose, token, sentence.stop) if token >= stop else None
        if match is None:
            continue
        start, stop = token, prose.token_at(match.end() - 1) + 1
        if any(one.person and one.start <= start < one.stop for one in reading.parties):
            continue
        kind = next(kind for place, (_, kind) in enumerate(_KINDS) if match[f"k{place}"])
        is_plural = bool(_PLURAL.search(match[0])) and match[0].lower() not in {"headquarters", "premises"}
        yield _Noun(start, stop, kind, is_plural)


def _match_noun(prose: Prose, token: int, stop: int) -> re.Match[str] | None:
    """Return the noun of a facility that begins with a token, or after its hyphen."""
    word, place = prose.lower[token], prose.starts[token]
    match = None
    if word.startswith(_FIRST):
        match = _NOUN.match(prose.normal, place, prose.ends[stop - 1])
    hyphen = word.rfind("-") + 1
    if match is None and hyphen and word.startswith(_FIRST, hyphen):
        match = _NOUN.match(prose.normal, place + hyphen, prose.ends[stop - 1])
    return match


def _read_noun(story: Story, reading: Reading, noun: _Noun) -> Iterator[Proposal]:
    sentence = reading.chunked.sentence
    first = reading.chunked.chunks[0].start
    words = " ".join(story.prose.lower[first : sentence.stop])
    if _SUGGESTED.search(" ".join(story.prose.lower[max(first, noun.start - 12) : min(noun.stop + 8, sentence.stop)])):
        return
    operator = find_actor(story, reading, noun.start, "operator")
    state = _find_status(story, reading, noun)
    is_beside = operator is not None and _is_beside(story, noun, operator)
    if state is None and is_beside and noun.kind not in _WEAK_KINDS:
        state = ("facility.mentioned", "operating")
    if operator is None or state is None or (noun.kind in _WEAK_KINDS and not _STRONG.search(words)):
        return
    rule, status = state
    places = _find_places(story, reading, noun)
    if not places:
        return
    since = _find_since(story, reading, noun)
    for place in places:
        if place.region:
            continue
        yield _make(
            story,
            noun,
            operator,
            place,
            rule if len(places) == 1 else "facility.list",
            status,
            since if len(places) == 1 else None,
            len(places),
        )


def _is_beside(story: Story, noun: _Noun, operator: Actor) -> bool:
    """Tell whether a facility is called somebody's: the society's clinic, the clinic of the society, its clinic."""
    if {"its", "their"} & set(story.prose.lower[max(0, noun.start - 3) : noun.start]):
        return True
    is_named = operator.basis is None or "called only" in operator.basis
    if operator.span is None or not is_named:
        return False
    return 0 <= noun.start - operator.span[1] <= _BESIDE or 0 <= operator.span[0] - noun.stop <= _BESIDE


def _find_status(story: Story, reading: Reading, noun: _Noun) -> tuple[str, FacilityStatus] | None:
    """Return the state of a facility by the nearest words that tell one, the future before the past."""
    first, stop = reading.chunked.chunks[0].start, reading.chunked.sentence.stop
    near = " ".join(story.prose.lower[max(first, noun.start - _REACH) : min(stop, noun.stop + _REACH)])
    for rule, status, pattern in _STATUSES:
        if pattern.search(near):
            return rule, status
    return None


def _find_places(story: Story, reading: Reading, noun: _Noun) -> list[Place]:
    """Return where a facility stands: the place after it, or the list of places; else one right before it."""
    lower = story.prose.lower
    for place in list_places(story, reading, noun.stop, reading.chunked.sentence.stop, with_unknown=True):
        gap = lower[noun.stop : place.start]
        is_list = bool({"including", "among"} & set(gap))
        if len(gap) > 30 or {".", ";"} & set(gap):
            break
        if not is_list and lower[place.start - 1] not in _AT and lower[place.start - 2] not in _AT:
            continue
        if place.region and not is_list:
            continue
        if len(gap) > _NEAR and not is_list and lower[place.start - 1] not in {"in", "at"}:
            break
        found = list_from(story, reading, place, with_unknown=True) if (noun.is_plural or is_list) else [place]
        return _place_unknown(story, reading, found)
    return _find_place_before(story, reading, noun)


def _place_unknown(story: Story, reading: Reading, places: list[Place]) -> list[Place]:
    """Give places that GeoNames lacks the country of those beside them, or that the words after them name."""
    codes = {one.code for one in places if one.city and one.code}
    if len(codes) == 1:
        code, basis = codes.pop(), "country: that of the places beside it"
        return [one._replace(code=code, basis=basis) if one.city and not one.code else one for one in places]
    if len(places) == 1 and places[0].city and not places[0].code:
        stop = places[0].stop
        for chunk in reading.chunked.chunks:
            is_near = chunk.kind in "CD" and 0 < chunk.start - stop <= _NEAR
            if is_near and _LANDS & set(story.prose.lower[chunk.stop : chunk.stop + 1]):
                basis = f"country: {story.prose.text(chunk.start, chunk.stop)}, named after the place"
                return [places[0]._replace(code=chunk.value.code, basis=basis)]
    return places


_LANDS = frozenset(
    "archipelago province city capital island side coast town district region border governorate state village".split()
)
_AT = frozenset({"in", "at", "of", "near", "like", "including"})
_NEAR = 8


def _find_place_before(story: Story, reading: Reading, noun: _Noun) -> list[Place]:
    """Return the place in whose name a facility stands (the Quetta branch), or that the words before it give."""
    beside = next((one for one in reading.chunked.chunks if one.stop == noun.start and one.kind in "LN"), None)
    if beside is not None and not any(
        one.is_somebody and one.start <= beside.start < one.stop for one in reading.parties
    ):
        return [make_place(story, beside)]
    before = [
        one
        for one in list_places(story, reading, reading.chunked.chunks[0].start, noun.start, with_unknown=True)
        if not one.region
    ]
    if before and story.prose.lower[before[-1].start - 1] in {"in", "at"} and noun.start - before[-1].stop <= _REACH:
        return [before[-1]]
    return []


def _infer_country(story: Story, operator: Actor) -> tuple[str | None, list[str]]:
    """Return the country of a place that GeoNames does not know: that of the story, or of who runs the facility."""
    own = operator.organization.country
    if own is not None and story.home in {None, own}:
        return own, ["country: that of the operator"]
    return (story.home, ["country: the one that the story is told from"]) if story.home else (None, [])


def _find_since(story: Story, reading: Reading, noun: _Noun) -> tuple[str, str, tuple[int, int]] | None:
    """Return the EDTF date since when a facility works, as written, with its tokens."""
    for chunk in reading.chunked.chunks:
        if (
            chunk.kind == "M"
            and chunk.value.kind in {DateKind.YEAR, DateKind.MONTH, DateKind.FULL}
            and abs(chunk.start - noun.start) < _REACH
        ):
            before = story.prose.lower[chunk.start - 1]
            if before in {"since", "in"} and chunk.value.edtf:
                return (
                    chunk.value.edtf,
                    story.prose.text(chunk.start - (before == "since"), chunk.stop),
                    (chunk.start - 1, chunk.stop),
                )
    return None


def _make(
    story: Story,
    noun: _Noun,
    operator: Actor,
    place: Place,
    rule: str,
    status: FacilityStatus,
    since: tuple[str, str, tuple[int, int]] | None,
    places: int,
) -> Proposal:
    values: dict[str, Any] = {"operator": story.names.name_of(operator.organization)}
    basis = [operator.basis] if operator.basis else []
    code = place.code
    if code is None and place.city:
        code, said = _infer_country(story, operator)
        basis += said
    elif place.basis:
        basis.append(place.basis)
    values["country"] = code
    values["country_as_written"] = place.written if place.city is None else None
    values["city"] = place.city
    values["kind"], values["status"] = noun.kind, status
    if not noun.is_plural and places == 1:
        values["count"] = 1
    spans = [(place.start, place.stop), (noun.start, noun.stop)]
    if since is not None:
        values["from"], values["from_as_written"] = since[0], since[1]
        spans.append(since[2])
    if operator.span:
        spans.append(operator.span)
    return Proposal("facilities", rule, values, spans, basis)
