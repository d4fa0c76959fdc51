"""Owns text: the key that names are matched by, the normal form of an article, and what is safe to show."""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache

# Letters that Unicode does not decompose, as English news writes them.
_LETTERS = str.maketrans(
    {
        "\N{LATIN SMALL LETTER DOTLESS I}": "i",
        "ø": "o",
        "đ": "d",
        "ł": "l",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ß": "ss",
        "ð": "d",
    }
)
# What news writes for an apostrophe; the last two are letters to Unicode: Nuku'alofa is spelled with one.
_APOSTROPHES = "'`\u2018\u2019\u02bb\u02bc"
_LETTERS |= dict.fromkeys(map(ord, _APOSTROPHES), "")
# An apostrophe inside a word, but none that parts two: a possessive, an English verb, a French article.
_INNER_APOSTROPHE = re.compile(rf"(?<=[^\W_])(?<!\b[dl])[{_APOSTROPHES}](?!(?:s|t|re|ve|ll)\b)(?=[^\W_])")
# C0 and C1 controls, and the marks that turn the direction of text or hide characters (Unicode TR 36).
_HARMFUL_RANGES = (
    (0x00, 0x1F),
    (0x7F, 0x9F),
    (0x61C, 0x61C),
    (0x200B, 0x200F),
    (0x2028, 0x202E),
    (0x2060, 0x206F),
    (0xFEFF, 0xFEFF),
)
_HARMFUL = {code: f"\\u{code:04x}" for first, last in _HARMFUL_RANGES for code in range(first, last + 1)}
_HARMFUL_ONE = re.compile(f"[{''.join(map(chr, _HARMFUL))}]")
_BETWEEN_WORDS = re.compile(r"[\W_]+")
_SHORT = 100
"""Characters of a text whose folded words are remembered: a name is folded some ten times while its sheet is loaded."""


def fold_words(text: str) -> str:
    """Return the words of a name without case, accents and punctuation, one space apart."""
    return _fold_short(text) if len(text) <= _SHORT else _fold(text)


def _fold(text: str) -> str:
    if text.isascii():
        # The same as below, in a third of the time (measured): nothing to decompose, and two apostrophes.
        return _BETWEEN_WORDS.sub(" ", text.lower().replace("'", "").replace("`", "")).strip()
    # Decomposing may give capitals (the sign for "trade mark" does), and lower case may decompose further.
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    bare = "".join(mark for mark in decomposed if not unicodedata.combining(mark))
    return _BETWEEN_WORDS.sub(" ", bare.translate(_LETTERS)).strip()


_fold_short = lru_cache(maxsize=20_000)(_fold)


def fold_key(text: str) -> str:
    """Return the key by which names are matched: folded words with nothing between them."""
    return _key_short(text) if len(text) <= _SHORT else _fold(text).replace(" ", "")


@lru_cache(maxsize=20_000)
def _key_short(text: str) -> str:
    return _fold(text).replace(" ", "")


def spell_plainly(text: str) -> str:
    """Return the text with plain letters where a full text index needs them: Soren for S\u00f8ren, Sanaa for Sana'a.

    Case, and accents on the letters from A to Z, are left to the index; a text without others is returned as it is.
    """
    if text.isascii() and "'" not in text and "`" not in text:
        return text
    composed = unicodedata.normalize("NFC", text)
    plain = _INNER_APOSTROPHE.sub("", re.sub(r"[^\x00-\x7f]", lambda found: _spell_letter(found[0]), composed))
    return text if plain == composed else plain


@cache
def _spell_letter(letter: str) -> str:
    if unicodedata.combining(letter):
        return ""
    plain = unicodedata.normalize("NFC", fold_words(letter))
    is_only_case = plain == letter.lower() or (plain == letter.casefold() and len(plain) == 1)
    is_accented = unicodedata.normalize("NFD", letter)[0].isascii()
    if not plain or not letter.isalpha() or is_only_case or is_accented:
        return letter
    return plain.capitalize() if letter.isupper() else plain


def make_harmless(text: str) -> str:
    """Return the text with control characters written out, so that a terminal cannot act on them."""
    # To look is several times faster than to translate, and what can be printed is harmless.
    return text if text.isprintable() else text.translate(_HARMFUL)


def make_all_harmless(texts: Sequence[str]) -> Sequence[str]:
    """Return texts with control characters written out in each; most have none, which one look at all of them tells."""
    return texts if "".join(texts).isprintable() else list(map(make_harmless, texts))


def has_control_characters(text: str) -> bool:
    """Tell whether a text holds characters that a terminal may act on."""
    return not (text.isascii() and text.isprintable()) and _HARMFUL_ONE.search(text) is not None


def strip_harmful(text: str) -> str:
    """Return the text without what a terminal may act on, or hides: marks of direction, joiners, controls."""
    return _HARMFUL_ONE.sub("", text)


def normalize_article(text: str) -> str:
    """Return the normal form of an article's text: NFC, LF line ends, no space at line ends or around."""
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


def fingerprint_article(text: str) -> str:
    """Return the SHA-256 of an article's normal form, in hexadecimal."""
    return fingerprint_normal(normalize_article(text))


def fingerprint_normal(normal: str) -> str:
    """Return the SHA-256 of a text that is in normal form."""
    from hashlib import sha256

    return sha256(normal.encode()).hexdigest()


def split_paragraphs(text: str) -> list[str]:
    """Return the paragraphs of an article, parted by blank lines; paragraph 1 is the first."""
    return split_normal(normalize_article(text))


def split_normal(normal: str) -> list[str]:
    """Return the paragraphs of a text that is in normal form."""
    return re.split(r"\n\n+", normal) if normal else []


def digest_words(words: str) -> str:
    """Return the digest of a paragraph or of quoted words: the first 12 hexadecimal digits of their SHA-256.

    It tells whether words are still the same, and does not give a sentence away; a single name can be guessed from it.
    """
    from hashlib import sha256

    return sha256(words.encode()).hexdigest()[:12]
