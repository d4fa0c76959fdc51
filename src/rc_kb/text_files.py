"""Owns how a text comes from a file: which files of a folder are texts, what is refused, and the normal form."""

import re
from pathlib import Path
from typing import NamedTuple

from rc_kb.errors import TextRefused
from rc_kb.text import normalize_article

LARGEST_TEXT = 1_000_000
"""The largest text in bytes; the longest articles of news sites have some hundred thousand."""

_SUFFIX = ".txt"
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
"""Control characters (Unicode Cc) other than the ends of lines and tabs, which a text may hold."""


class Text(NamedTuple):
    """The text of an article: where it comes from, and its normal form."""

    source: str
    normal: str


def find_files(path: Path) -> list[Path]:
    """Return a file itself, or the texts in a folder (*.txt, in the order of their names); raise TextRefused."""
    try:
        if not path.is_dir():
            return [path]
        found = sorted(one for one in path.iterdir() if one.suffix.lower() == _SUFFIX and one.is_file())
    except OSError as error:
        raise TextRefused(f"{path} cannot be read: {error.strerror}.") from error
    if not found:
        raise TextRefused(f"{path} holds no text: files whose names end with {_SUFFIX} are taken.")
    return found


def read_text_file(path: Path) -> Text:
    """Return the text in a file, in normal form; raise TextRefused where it is none."""
    try:
        if path.exists() and not path.is_file():
            raise TextRefused(f"{path} is no file: give the text of an article.")
        with path.open("rb") as file:
            data = file.read(LARGEST_TEXT + 1)
    except OSError as error:
        raise TextRefused(f"{path} cannot be read: {error.strerror}.") from error
    if len(data) > LARGEST_TEXT:
        raise TextRefused(f"{path} is larger than {LARGEST_TEXT // 1_000_000} MB: give the text of one article.")
    return Text(str(path), read_text(data, str(path)))


def read_text(data: bytes, source: str) -> str:
    """Return the normal form of a text in bytes; source names it in errors."""
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if b"\0" in data:
            raise TextRefused(f"{source} is binary: give the text of an article.") from error
        line = data.count(b"\n", 0, error.start) + 1
        raise TextRefused(f"{source}, line {line}: is not UTF-8: save the file as UTF-8.") from error
    if _CONTROL.search(text):
        raise TextRefused(f"{source} is binary, it holds control characters: give the text of an article.")
    normal = normalize_article(text)
    if not normal:
        raise TextRefused(f"{source} is empty: give the text of an article.")
    return normal
