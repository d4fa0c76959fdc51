"""Owns snippets: the part of a record's words that shows best what was found, the found words in guillemets.

The manner is that of SQLite's FTS5 (ext/fts5/fts5_aux.c), so that both databases show the same.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from rc_kb.tokens import find_words, split_words

SNIPPET_WORDS = 16
"""Some 100 characters: one line of a wide terminal, a few of a narrow one."""

_FIRST, _AGAIN, _AT_START, _AT_SENTENCE = 1000, 1, 120, 100
"""What it counts that a phrase is there, is there again, that a snippet begins a text, or a sentence of it."""


class Phrase(NamedTuple):
    """Words that stand one after the other; the last may go on where it is a prefix."""

    words: tuple[str, ...]
    is_prefix: bool


class _Hit(NamedTuple):
    """A place where a phrase stands: its first word, and the one after its last."""

    phrase: int
    first: int
    end: int


class _Window(NamedTuple):
    score: int
    start: int


def make_snippet(texts: Sequence[str | None], phrases: Sequence[Phrase]) -> str | None:
    """Return the best part of one of several texts; None where no phrase stands in any."""
    best: tuple[_Window, str] | None = None
    for text in texts:
        window = _choose(text, phrases) if text else None
        if text and window and (best is None or window.score > best[0].score):
            best = window, text
    return _cut(best[1], best[0].start, phrases) if best else None


def _find_hits(words: Sequence[str], phrases: Sequence[Phrase]) -> list[_Hit]:
    """Return where phrases stand, in the order of their places."""
    hits = [
        _Hit(number, first, first + len(phrase.words))
        for number, phrase in enumerate(phrases)
        for first in range(len(words) - len(phrase.words) + 1)
        if _stands_at(words, first, phrase)
    ]
    return sorted(hits, key=lambda hit: (hit.first, hit.phrase))


def _stands_at(words: Sequence[str], first: int, phrase: Phrase) -> bool:
    *before, last = phrase.words
    found = words[first + len(before)]
    if not (found.startswith(last) if phrase.is_prefix else found == last):
        return False
    return all(words[first + place] == word for place, word in enumerate(before))


def _choose(text: str, phrases: Sequence[Phrase]) -> _Window | None:
    """Return the window of a text with the best score; the first of several."""
    hits = _find_hits(split_words(text), phrases)
    if not hits:
        return None
    words = find_words(text)
    starts = _find_sentences(text, words) if len(words) > SNIPPET_WORDS else []
    best: _Window | None = None
    for hit in hits:
        windows = [_Window(_score(hits, hit.first), _centre(hits, hit.first, len(words)))]
        begun = max((start for start in starts if start <= hit.first), default=hit.first)
        if begun < hit.first:
            bonus = _AT_SENTENCE if begun else _AT_START
            windows.append(_Window(_score(hits, begun) + bonus, begun))
        for window in windows:
            if best is None or window.score > best.score:
                best = window
    return best


def _within(hits: Sequence[_Hit], start: int) -> list[_Hit]:
    return [hit for hit in hits if start <= hit.first < start + SNIPPET_WORDS]


def _score(hits: Sequence[_Hit], start: int) -> int:
    inside = [hit.phrase for hit in _within(hits, start)]
    different = len(set(inside))
    return different * _FIRST + (len(inside) - different) * _AGAIN


def _centre(hits: Sequence[_Hit], start: int, size: int) -> int:
    """Return the start of the window that has the hits from a start on in its middle."""
    inside = _within(hits, start)
    middle = inside[0].first - int((SNIPPET_WORDS - (inside[-1].end - inside[0].first)) / 2)
    return max(0, min(middle, size - SNIPPET_WORDS))


def _find_sentences(text: str, words: Sequence[tuple[str, int, int]]) -> list[int]:
    """Return the words that begin a sentence, or follow a colon."""
    ends = [0, *(end for _, _, end in words)]
    return [
        number
        for number, (_, start, _) in enumerate(words)
        if number == 0 or re.search(r"[.:]\s+\Z", text[ends[number] : start])
    ]


def _cut(text: str, start: int, phrases: Sequence[Phrase]) -> str:
    """Return the window of a text from a word on, with the phrases in guillemets and what is left out as dots."""
    words = find_words(text)
    shown = words[start : start + SNIPPET_WORDS]
    is_to_the_end = start + SNIPPET_WORDS >= len(words)
    place = shown[0][1] if start else 0
    parts = ["…"] if start else []
    for first, end in _merge(_find_hits([word for word, _, _ in words], phrases)):
        if not start <= first < start + SNIPPET_WORDS:
            continue
        opened, closed = words[first][1], words[min(end, start + SNIPPET_WORDS) - 1][2]
        parts += [text[place:opened], "«", text[opened:closed], "»"]
        place = closed
    parts.append(text[place:] if is_to_the_end else text[place : shown[-1][2]])
    return "".join(parts) + ("" if is_to_the_end else "…")


def _merge(hits: Sequence[_Hit]) -> list[tuple[int, int]]:
    """Return the words that hits cover, those that overlap as one."""
    merged: list[tuple[int, int]] = []
    for hit in hits:
        if merged and hit.first < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], hit.end))
        else:
            merged.append((hit.first, hit.end))
    return merged
