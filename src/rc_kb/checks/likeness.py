"""Owns when two names of people are alike: the same words in another order, fewer of them, or spelled otherwise.

Names of Arabic, Persian and Tajik people reach English news in many spellings: Mamouri, Mamoori, Al-Mamouri.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import combinations

from rc_kb.text import fold_words

Words = tuple[str, ...]

_ARTICLES = {"al", "el", "ul"}
_WORDS_ALIKE, _NAMES_ALIKE = 0.8, 0.85
"""Shares of letters that are the same: mamouri and mamoori have 0.86, yassen and yaseen 0.83, hadi and hani 0.75."""
_SHORTEST_ALIKE = 4
_MOST_WORDS = 6
_SHORTEST_OUTLINE = 5
_WINDOW = 20
"""Names that share a block are compared with so many of those before them: pairs of all would grow squarely."""

_SAME_SOUND = str.maketrans("cqzwj", "kksvg")


def split_name(name: str) -> Words:
    """Return the folded words of a name without the Arabic article."""
    words = fold_words(name).split()
    return tuple(word for word in words if word not in _ARTICLES) or tuple(words)


def are_alike(one: Words, other: Words) -> bool:
    """Tell whether two names may be one person's.

    They are where each word of the shorter is alike to one of the longer, and a lone word to the last. Names whose
    words are parted otherwise (Pir Hossein, Pirhossein) are compared letter by letter.
    """
    short, long = sorted((one, other), key=lambda words: (len(words), words))
    if len(short) == 1 and len(long) > 1:
        return _is_same(short[0], long[-1])
    if _are_words_among(short, long):
        return True
    return len(short) != len(long) and _is_same("".join(short), "".join(long), _NAMES_ALIKE)


def find_alike(names: Sequence[Words]) -> Iterator[tuple[int, int]]:
    """Return the pairs of names that are alike, each once, by their places in the list.

    Only names are compared that share the outlines of their words, or the outline of the whole but for one consonant.
    """
    compared: set[tuple[int, int]] = set()
    for first, second in _find_candidates(names):
        pair = (min(first, second), max(first, second))
        if first != second and pair not in compared:
            compared.add(pair)
            if are_alike(names[pair[0]], names[pair[1]]):
                yield pair


def _find_candidates(names: Sequence[Words]) -> Iterator[tuple[int, int]]:
    """Return the pairs of names that are worth comparing; a pair may come several times."""
    blocks: dict[object, list[int]] = defaultdict(list)
    for place, words in enumerate(names):
        for key in (_key_words(words), *_list_outlines(words)):
            yield from ((place, other) for other in blocks[key][-_WINDOW:])
            blocks[key].append(place)
    for place, words in enumerate(names):
        for key in _list_shorter(words):
            yield from ((place, other) for other in blocks.get(key, ())[:_WINDOW])


def _key_words(words: Words) -> Words:
    return tuple(sorted(map(outline_word, words)))


def _list_shorter(words: Words) -> Iterable[Words]:
    """Return the keys of the names that some of the words make up: two or more of them, or the last."""
    if len(words) == 1:
        return ()
    some = words[: _MOST_WORDS - 1] + words[-1:] if len(words) > _MOST_WORDS else words
    fewer = (_key_words(chosen) for size in range(2, len(words)) for chosen in combinations(some, size))
    return dict.fromkeys((_key_words(words[-1:]), *fewer))


def _list_outlines(words: Words) -> Iterable[str]:
    """Return the outline of a whole name, and each without one consonant."""
    outline = _join_doubles("".join(map(outline_word, words)))
    if len(outline) < _SHORTEST_OUTLINE or _has_digits(outline):
        return (outline,)
    shorter = (outline[:place] + outline[place + 1 :] for place in range(len(outline)))
    return dict.fromkeys((outline, *shorter))


@lru_cache(maxsize=65536)
def outline_word(word: str) -> str:
    """Return what is left of a word when spellings do not count: its consonants by sound, and a vowel in front as a."""
    sounds = word.replace("ph", "f").translate(_SAME_SOUND)
    return _join_doubles(re.sub("^[aeiou]", "a", sounds[:1]) + re.sub("[aeiouyh]", "", sounds[1:]))


def _join_doubles(text: str) -> str:
    return re.sub(r"(.)\1+", r"\1", text)


def _are_words_among(short: Words, long: Words) -> bool:
    """Tell whether each of some words is alike to a word of its own among others; the same words are taken first."""
    left, missing = list(long), []
    for word in short:
        if word in left:
            left.remove(word)
        else:
            missing.append(word)
    for word in missing:
        near = next((other for other in left if _is_same(word, other)), None)
        if near is None:
            return False
        left.remove(near)
    return True


def _is_same(one: str, other: str, share: float = _WORDS_ALIKE) -> bool:
    """Tell whether two texts are the same, or long enough and without digits, and have so many letters in common."""
    if one == other:
        return True
    if min(len(one), len(other)) < _SHORTEST_ALIKE or _has_digits(one + other):
        return False
    return _measure(one, other) >= share


@lru_cache(maxsize=65536)
def _measure(one: str, other: str) -> float:
    """Return the share of letters that two texts have in common, in order."""
    from difflib import SequenceMatcher

    # The ratio may depend on which comes first.
    matcher = SequenceMatcher(None, min(one, other), max(one, other), autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= _WORDS_ALIKE else 0.0


def _has_digits(text: str) -> bool:
    return any(letter.isdigit() for letter in text)
