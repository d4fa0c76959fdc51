"""Owns the question whether a text is English: the rules read no other language."""

import re
import unicodedata
from collections import Counter
from collections.abc import Set
from functools import cache
from importlib import import_module

from rc_kb.errors import TextRefused

_ENOUGH = 0.2
"""The share of small words from which a text is English: news has 0.35 to 0.45, French and Spanish 0.06 at most."""
_FEW = 12
"""Words below which the share says little: a text is taken that has no more small words of another language."""
_NAMED = 0.1
"""The share of its small words from which a language is named: Turkish and Azerbaijani have hardly more."""
_SAMPLE = 600
_WORD = re.compile(r"[^\W\d_]+")
_LANGUAGES = {
    "ARABIC": "Arabic, Persian or another language in Arabic letters",
    "CYRILLIC": "Russian or another language in Cyrillic letters",
    "CJK": "Chinese or Japanese",
    "HIRAGANA": "Japanese",
    "HANGUL": "Korean",
    "HEBREW": "Hebrew",
    "GREEK": "Greek",
    "DEVANAGARI": "Hindi or another language in Devanagari letters",
    "BENGALI": "Bengali",
    "GEORGIAN": "Georgian",
    "ARMENIAN": "Armenian",
    "THAI": "Thai",
}
_BY_WORDS = {
    "az": "Azerbaijani",
    "de": "German",
    "es": "Spanish",
    "fr": "French",
    "id": "Indonesian or Malay",
    "it": "Italian",
    "nl": "Dutch",
    "pt": "Portuguese",
    "tr": "Turkish",
    "vi": "Vietnamese",
}
"""Languages in Latin letters that are named, by the code under which spaCy has their small words."""


def check_english(text: str, where: str) -> None:
    """Raise TextRefused for a text in another language, naming it where its letters do."""
    words = _WORD.findall(text)[:_SAMPLE]
    if not words:
        raise TextRefused(f"{where} holds no words: give the text of an article.")
    script = "LATIN" if words and text.isascii() else _find_script(words)
    if script != "LATIN":
        language = _LANGUAGES.get(script, "another language")
        raise TextRefused(f"{where} is not in English but, by its letters, {language}: only English is read.")
    small = [word.lower() for word in words]
    share = _measure(small, "en")
    if share >= _ENOUGH:
        return
    most, code = max((_measure(small, code), code) for code in _BY_WORDS)
    if len(words) < _FEW and share >= most:
        return
    named = f" but, by its words, {_BY_WORDS[code]}" if most >= max(share, _NAMED) else ", by its words"
    raise TextRefused(f"{where} is not in English{named}: only English is read.")


def _find_script(words: list[str]) -> str:
    """Return the script of most words, by the name that Unicode gives their first letter."""
    letters = Counter(unicodedata.name(word[0], "?").split()[0] for word in words)
    return letters.most_common(1)[0][0]


def _measure(words: list[str], language: str) -> float:
    """Return the share of a language's small words."""
    small = _load_small_words(language)
    return sum(word in small for word in words) / len(words)


@cache
def _load_small_words(language: str) -> Set[str]:
    words: Set[str] = import_module(f"spacy.lang.{language}.stop_words").STOP_WORDS
    return words
