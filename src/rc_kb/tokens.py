"""Owns the words of a text as the search index knows them: those of SQLite's tokenizer unicode61, for PostgreSQL too.

A word is letters, digits and what is for private use, without case; accents go where a letter from A to Z stays
(SQLite, "FTS5", section 4.3.1, remove_diacritics=2).
"""

import re
import unicodedata
from functools import cache

_MARKS = {
    0x300 + bit
    for bit in range(50)
    if (0x08029FDF >> bit & 1 if bit < 32 else 0x000361F8 >> (bit - 32) & 1)  # noqa: PLR2004 - two words of 32 bits
}
"""The combining marks that SQLite passes over inside a word (sqlite3Fts5UnicodeIsdiacritic)."""

_LONGEST_WORD = 2000

_PLAIN = re.compile(r"[0-9a-z]+")


def split_words(text: str) -> list[str]:
    """Return the words of a text in order, each as it is looked up."""
    if text.isascii():
        return _PLAIN.findall(text.lower())
    return "".join(map(_fold, text)).split()


def find_words(text: str) -> list[tuple[str, int, int]]:
    """Return the words of a text in order, each with its first character and the one after its last."""
    found: list[tuple[str, int, int]] = []
    word, start = "", 0
    for place, letter in enumerate([*map(_fold, text), " "]):
        if letter == " " and word:
            found.append((word, start, place))
            word = ""
        elif letter != " ":
            start = start if word else place
            word += letter
    return found


def cut_word(word: str) -> str:
    """Return a word as the index of a server can hold it: its first 2,000 bytes in UTF-8.

    PostgreSQL's limit is 2 KB (manual, "Text Search Limitations"); only scripts without spaces have words as long.
    """
    return word.encode()[:_LONGEST_WORD].decode(errors="ignore")


@cache
def _fold(letter: str) -> str:
    """Return a letter as the index has it; a space for what is none, nothing for a mark on the letter before it."""
    if ord(letter) in _MARKS:
        return ""
    category = unicodedata.category(letter)
    # What Unicode has given no meaning is as good as private.
    if category[0] not in "LN" and category not in {"Co", "Cn"}:
        return " "
    folded = letter.casefold() if len(letter.casefold()) == 1 else letter.lower()[0]
    base = unicodedata.normalize("NFD", folded)[0]
    return base if base.isascii() else folded
