"""Owns the rules for figures: numbers that are claimed about an organization, with what they count."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from rc_kb.extract.clauses import Actor, find_actor, is_of_movement
from rc_kb.extract.facts import Proposal
from rc_kb.extract.story import Reading, Story
from rc_kb.gazetteer import Organization
from rc_kb.written_dates import DateKind

_SMALL = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90, "dozen": 12,
}  # fmt: skip
_SCALE = {
    "hundred": 100,
    "thousand": 1_000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
    "lakh": 100_000,
    "crore": 10_000_000,
    "mn": 1_000_000,
    "bn": 1_000_000_000,
    "k": 1_000,
    "m": 1_000_000,
}
_DIGITS = re.compile(
    r"(?:rs\.?|us\$|[$€£]|qr|qar|kd|aed|sar|eur|usd|chf)?(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?([kmb]|mn|bn)?"
)
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")
_MONEY = re.compile(r"^(?:rs\.?|us\$|[$€£]|qr|qar|kd|aed|sar|eur|usd|chf)$|^(?:rs|us\$|[$€£])", re.IGNORECASE)
_QUALIFIERS = (
    (
        re.compile(
            r"(?:some|about|around|approximately|roughly|nearly|almost|close to|estimated|an estimated|circa|as "
            r"many as|up to)$"
        ),
        "about",
    ),
    (
        re.compile(r"(?:over|more than|at least|above|exceeding|no fewer than|no less than|in excess of|beyond)$"),
        "more_than",
    ),
    (re.compile(r"(?:less than|fewer than|under|below)$"), "less_than"),
)
_NEARLY = {"nearly": "less_than", "almost": "less_than", "up to": "less_than"}
_NOT_COUNTED = frozenset(
    "years year-old months weeks days hours minutes year month week day hour minute percent % per years-old am "
    "pm gmt km kilometers kilometres "
    "kilometer miles meters degrees magnitude january february march april may june july august september "
    "october november december "
    "officials sides parties countries' ministers neighbors neighbours nations' leaders presidents men women's "
    "other others".split()
)
_CASUALTIES = re.compile(
    r"\b(?:killed|dead|died|deaths?|injured|wounded|lives|casualties|martyr\w*|perished|missing|bodies|drowned|"
    r"claimed|arrested|detained|hostages|population)\b"
)
_LONGEST_NUMBER = 24
_LARGEST = 1e15
"""Numbers beyond it count nothing on earth that news reports."""
_LONGEST_WORD = 40
_AFTER = frozenset(
    "train help work serve operate run provide offer live belong take come go receive need get hold make".split()
) | frozenset(
    "worldwide thanks abroad so altogether annually daily today yesterday of and in for to by from with "
    "on at since during who which that were was are is have has had over last this across among within "
    "each worth as through between after under including".split()
)
_FOUNDED = re.compile(r"\b(?:founded|established|set up|formed|created|dates? back to|came into being|inception)\b")
_FOUNDING = frozenset("founded established set formed created dates came inception date".split())
_RANK = re.compile(
    r"\bone of the (?:(?:top|first|world's)\s)?(?:(?P<number>\w+)\s)?(?P<what>(?:\w+\s){0,3}(?:societ\w+|"
    r"organizations?|organisations?|countries|branches))"
)


class _Number(NamedTuple):
    start: int
    stop: int
    value: float
    unit: str | None = None


def extract_figures(story: Story) -> Iterator[Proposal]:
    """Return the numbers that a story claims about organizations."""
    seen: dict[tuple[Any, ...], Proposal] = {}
    for reading in story.readings:
        if story.is_title(reading):
            continue
        for proposal in _read_sentence(story, reading):
            key = (proposal.values["subject"], proposal.values["value"], proposal.values["measure"])
            known = seen.get(key)
            if known is None:
                seen[key] = proposal
            else:
                known.spans += proposal.spans
    yield from seen.values()


def _read_sentence(story: Story, reading: Reading) -> Iterator[Proposal]:
    yield from _read_founding(story, reading)
    ranks = list(_read_rank(story, reading))
    yield from ranks
    ranked = {token for one in ranks for token in range(*one.spans[0])}
    for number in _list_numbers(story, reading):
        if number.start in ranked or _is_a_choice(story, number):
            continue
        proposal = _read_number(story, reading, number)
        if proposal is not None:
            yield proposal


def _is_a_choice(story: Story, number: _Number) -> bool:
    """Tell whether a number says out of how many somebody was chosen, which counts nothing of that somebody."""
    return ["out", "of"] in [
        story.prose.lower[place : place + 2] for place in range(max(0, number.start - 6), number.start)
    ]


def _list_numbers(story: Story, reading: Reading) -> Iterator[_Number]:
    lower, words = story.prose.lower, story.prose.words
    first, stop = reading.chunked.chunks[0].start, reading.chunked.sentence.stop
    dated = {token for chunk in reading.chunked.chunks if chunk.kind == "M" for token in range(chunk.start, chunk.stop)}
    token = first
    while token < stop:
        value = _read_value(lower[token])
        if value is None or token in dated or _ORDINAL.fullmatch(lower[token]):
            token += 1
            continue
        start, end, unit = token, token + 1, None
        if _MONEY.match(lower[token]):
            unit = _MONEY.match(lower[token])[0]  # type: ignore[index]
        elif start > first and _MONEY.fullmatch(lower[start - 1]):
            unit, start = words[start - 1], start - 1
        while end < stop and lower[end] in _SCALE:
            value *= _SCALE[lower[end]]
            end += 1
        if value <= _LARGEST:
            yield _Number(start, end, value, unit)
        token = end


@lru_cache(maxsize=20_000)
def _read_value(word: str) -> float | None:
    """Return the number that a word is, None for other words."""
    if len(word) > _LONGEST_NUMBER:
        return None
    if word in _SMALL:
        return float(_SMALL[word])
    parts = word.split("-")
    if len(parts) == 2 and parts[0] in _SMALL and parts[1] in _SMALL:
        return float(_SMALL[parts[0]] + _SMALL[parts[1]])
    match = _DIGITS.fullmatch(word)
    if not match:
        return None
    value = float(match[1].replace(",", "") + (match[2] or ""))
    return value * {"k": 1e3, "m": 1e6, "b": 1e9, "mn": 1e6, "bn": 1e9}.get(match[3] or "", 1)


def _read_number(story: Story, reading: Reading, number: _Number) -> Proposal | None:
    prose = story.prose
    stop = reading.chunked.sentence.stop
    nouns, end = _find_counted(story, number, stop)
    if not nouns and number.unit is None:
        return None
    if number.unit is None and (nouns[0] in _NOT_COUNTED or nouns[-1] in _NOT_COUNTED):
        return None
    is_small_word = prose.lower[number.stop - 1] in _SMALL and number.value <= 3
    if is_small_word and (
        (number.start and prose.lower[number.start - 1] in {"the", "these", "those", "all", "of", "or"})
        or number.value == 1
    ):
        return None
    near = " ".join(prose.lower[max(reading.chunked.chunks[0].start, number.start - 6) : min(stop, number.stop + 8)])
    if _CASUALTIES.search(near):
        return None
    subject = _find_subject(story, reading, number)
    if subject is None:
        return None
    qualifier, first = _find_qualifier(prose.lower, number.start)
    measure = " ".join(nouns) or "amount"
    values: dict[str, Any] = {
        "subject": story.names.name_of(subject.organization),
        "measure": measure,
        "value": number.value,
        "qualifier": qualifier,
        "unit": number.unit or nouns[-1],
    }
    spans = [(first, max(end, number.stop))]
    if subject.span:
        spans.append(subject.span)
    rule = (
        "figure.counted"
        if subject.basis is None
        else "figure.counted_of_another_sentence"
        if "before" in subject.basis
        else "figure.counted_by_speaker"
    )
    return Proposal("figures", rule, values, spans, [subject.basis] if subject.basis else [])


def _find_counted(story: Story, number: _Number, stop: int) -> tuple[list[str], int]:
    """Return the words that say what is counted, and the token after them."""
    lower = story.prose.lower
    token = number.stop
    if token < stop and lower[token] == "of":
        token += 1
    nouns: list[str] = []
    token = _skip_peoples(story, token, stop)
    while token < stop and len(nouns) < 5:
        word = lower[token]
        if (
            not word[0].isalpha()
            or len(word) > _LONGEST_WORD
            or (
                word in _AFTER
                and not (
                    word == "of"
                    and nouns
                    and nouns[-1] in {"tons", "tonnes", "boxes", "liters", "litres", "kilograms", "sets", "packages"}
                )
            )
        ):
            break
        nouns.append(word)
        token += 1
    return nouns, token


def _skip_peoples(story: Story, token: int, stop: int) -> int:
    """Go on over adjectives of countries and regions in a list: 13 Asian, African, and Latin American countries."""
    mentions, lower = story.names.mentions, story.prose.lower
    while token < stop:
        mention = mentions.get(token)
        if mention is not None and mention.kind in "DR":
            token = mention.stop
        elif lower[token] in {",", "and"} and (mentions.get(token + 1) or lower[token + 1 : token + 2] == ["and"]):
            token += 1
        else:
            break
    return token


def _find_qualifier(lower: list[str], start: int) -> tuple[str | None, int]:
    before = " ".join(lower[max(0, start - 3) : start])
    for words, qualifier in _NEARLY.items():
        if before.endswith(words):
            return qualifier if words == "up to" else "about", start - len(words.split())
    for pattern, qualifier in _QUALIFIERS:
        match = pattern.search(before)
        if match:
            return qualifier, start - len(match[0].split())
    return None, start


def _find_subject(story: Story, reading: Reading, number: _Number) -> Actor | None:
    """Return the organization that a number is claimed about: the one that acts, or the one that it is counted of."""
    actor = find_actor(story, reading, number.start, "subject")
    if actor is not None:
        return actor
    other = [one for one in reading.parties if one.organization and not one.is_somebody and one.stop <= number.start]
    if other and other[-1].organization is not None:
        return Actor(other[-1].organization, (other[-1].start, other[-1].stop))
    return None


def _read_founding(story: Story, reading: Reading) -> Iterator[Proposal]:
    prose = story.prose
    first, stop = reading.chunked.chunks[0].start, reading.chunked.sentence.stop
    if _FOUNDING.isdisjoint(prose.lower[first:stop]):
        return
    for token in range(first, stop):
        if not _FOUNDED.match(" ".join(prose.lower[token : token + 3])):
            continue
        year = next(
            (
                chunk
                for chunk in reading.chunked.chunks
                if chunk.kind == "M"
                and 0 < chunk.start - token <= 5
                and chunk.value.kind in {DateKind.YEAR, DateKind.MONTH, DateKind.FULL}
            ),
            None,
        )
        bodies = [
            one
            for one in reading.parties
            if is_of_movement(one.organization) and not one.is_somebody and (one.stop <= token or one.start > token)
        ]
        nearest = min(bodies, key=lambda one: abs(one.start - token), default=None)
        if year is None or year.value.edtf is None:
            continue
        body: Organization | None = nearest.organization if nearest and abs(nearest.start - token) < 12 else None
        basis: list[str] = []
        span = (nearest.start, nearest.stop) if nearest and body else None
        if body is None:
            actor = find_actor(story, reading, token, "subject", only_before=True)
            if actor is None:
                continue
            body, span, basis = actor.organization, actor.span, [actor.basis] if actor.basis else []
        values = {
            "subject": story.names.name_of(body),
            "measure": "year established",
            "value": float(year.value.edtf[:4]),
        }
        yield Proposal("figures", "figure.founded", values, [(token, year.stop), *([span] if span else [])], basis)
        return


def _read_rank(story: Story, reading: Reading) -> Iterator[Proposal]:
    prose = story.prose
    first, stop = reading.chunked.chunks[0].start, reading.chunked.sentence.stop
    for token in range(first, stop - 4):
        if prose.lower[token : token + 3] != ["one", "of", "the"]:
            continue
        match = _RANK.match(" ".join(prose.lower[token : token + 9]))
        number = next(
            (
                value
                for place in range(token + 3, token + 6)
                if (value := _read_value(prose.lower[place])) and value > 1
            ),
            None,
        )
        if not match or number is None:
            continue
        actor = find_actor(story, reading, token, "subject")
        if actor is None:
            continue
        values = {
            "subject": story.names.name_of(actor.organization),
            "measure": f"rank: one of the top {match['what'].split()[-1]}",
            "value": number,
        }
        end = min(stop, token + 8)
        yield Proposal(
            "figures",
            "figure.rank",
            values,
            [(token, end), *([actor.span] if actor.span else [])],
            [actor.basis] if actor.basis else [],
        )
