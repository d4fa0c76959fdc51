"""Owns the rank of a hit on PostgreSQL: BM25 as SQLite's FTS5 counts it, so that both give the best hits first alike.

FTS5's parameters are 1.2 and 0.75 (SQLite, "FTS5", section 5.1.1); a phrase that most entries hold counts 0.000001.
"""

from collections.abc import Sequence

from rc_kb.read.query import Value
from rc_kb.read.snippets import Phrase
from rc_kb.tokens import cut_word

NAME_WEIGHT = 100
"""How often a word in a name counts: bm25 levels off, so that hardly any number of times in a text weighs as much."""

_SATURATION, _LENGTH = 1.2, 0.75
_LEAST = 1e-6


def write_rank(phrases: Sequence[Phrase]) -> str:
    """Return the rank of an entry in SQL; the smaller the better."""
    parts = (_write_part(f"weighed.of_{number}", f"found.of_{number}") for number in range(len(phrases)))
    return f"-({' + '.join(parts)})"


def _write_part(weight: str, times: str) -> str:
    average = "CAST(size.words AS double precision) / size.entries"
    length = f"{_SATURATION} * ({1 - _LENGTH} + {_LENGTH} * search_index.length / ({average}))"
    return f"{weight} * ({times} * {_SATURATION + 1}) / ({times} + {length})"


def write_measures(phrases: Sequence[Phrase]) -> str:
    """Return what the rank is counted from, to be joined: all entries, how rare a phrase is, its times in an entry."""
    held = ",\n    ".join(f"{_count_entries(number)} AS of_{number}" for number in range(len(phrases)))
    rare = ",\n    ".join(f"{_weigh(f'held.of_{number}')} AS of_{number}" for number in range(len(phrases)))
    return (
        "\n  CROSS JOIN search_index_size AS size"
        # Not folded into what is around it, so that each phrase is counted once.
        f"\n  CROSS JOIN (SELECT\n    {rare}\n  FROM search_index_size"
        f"\n    CROSS JOIN (SELECT\n    {held}\n    OFFSET 0) AS held) AS weighed"
        f"\n  CROSS JOIN LATERAL ({_count_times(phrases)}) AS found"
    )


def bind_phrases(phrases: Sequence[Phrase]) -> dict[str, Value]:
    """Return the values of the parameters: each phrase as a query, and its words."""
    values: dict[str, Value] = {}
    for number, phrase in enumerate(phrases):
        values[f"phrase_{number}"] = write_tsquery(phrase)
        values |= {f"word_{number}_{place}": cut_word(word) for place, word in enumerate(phrase.words)}
    return values


def write_tsquery(phrase: Phrase) -> str:
    """Return a phrase in PostgreSQL's words."""
    return "(" + " <-> ".join(f"'{cut_word(word)}'" for word in phrase.words) + (":*" if phrase.is_prefix else "") + ")"


def _count_entries(number: int) -> str:
    """Return how many entries hold a phrase, in SQL."""
    return (
        f"(SELECT count(*) FROM search_index AS any_entry WHERE any_entry.words @@ CAST(:phrase_{number} AS tsquery))"
    )


def _weigh(held: str) -> str:
    """Return how much a phrase counts in SQL: the more, the fewer entries hold it."""
    odds = f"(CAST(entries - {held} AS double precision) + 0.5) / (CAST({held} AS double precision) + 0.5)"
    return f"greatest(ln({odds}), {_LEAST})"


def _count_times(phrases: Sequence[Phrase]) -> str:
    """Return the select of how often each phrase stands in an entry, a time in a name many times over.

    The words of an entry are gone through once for all phrases of one word, and once more for each longer one.
    """
    counted, wanted = [], []
    for number, phrase in enumerate(phrases):
        if len(phrase.words) > 1:
            counted.append(_count_in_places(number, phrase))
            continue
        is_it = _is_word("lexeme", number, 0, is_start=phrase.is_prefix)
        wanted.append(is_it)
        times = f"cardinality(positions) + {NAME_WEIGHT - 1} * cardinality(array_positions(weights, 'A'))"
        counted.append(f"coalesce(sum(CASE WHEN {is_it} THEN CAST({times} AS double precision) END), 0)")
    listed = ",\n    ".join(f"{times} AS of_{number}" for number, times in enumerate(counted))
    source = f"\n  FROM unnest(search_index.words) AS lexeme\n  WHERE {' OR '.join(wanted)}" if wanted else ""
    return f"SELECT\n    {listed}{source}"


def _count_in_places(number: int, phrase: Phrase) -> str:
    """Return how often a phrase of several words stands in an entry in SQL: its words, one place after the other."""
    sources, conditions = [], []
    for place in range(len(phrase.words)):
        sources.append(f"unnest(search_index.words) AS lexeme_{place}")
        sources.append(f"unnest(lexeme_{place}.positions, lexeme_{place}.weights) AS place_{place} (position, weight)")
        is_start = phrase.is_prefix and place == len(phrase.words) - 1
        conditions.append(_is_word(f"lexeme_{place}", number, place, is_start=is_start))
        if place:
            conditions.append(f"place_{place}.position = place_0.position + {place}")
    counted = f"sum(CASE place_0.weight WHEN 'A' THEN {NAME_WEIGHT} ELSE 1 END)"
    listed = f"FROM {', '.join(sources)} WHERE {' AND '.join(conditions)}"
    return f"coalesce((SELECT CAST({counted} AS double precision) {listed}), 0)"


def _is_word(lexeme: str, number: int, place: int, *, is_start: bool) -> str:
    """Return the condition that a lexeme is a word of a phrase, or begins with it."""
    word = f":word_{number}_{place}"
    return f"starts_with({lexeme}.lexeme, {word})" if is_start else f"{lexeme}.lexeme = {word}"
