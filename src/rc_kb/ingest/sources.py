"""Owns where articles come from: files, folders and stdin, each read as what it is; refuses what holds no article."""

import re
import sys
from codecs import BOM_UTF8
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from rc_kb.errors import TextRefused
from rc_kb.ingest.document import Document
from rc_kb.ingest.lines import read_line
from rc_kb.ingest.page import is_page, read_page
from rc_kb.ingest.plain import read_plain
from rc_kb.text_files import LARGEST_TEXT

STDIN = Path("-")
LARGEST_PAGE = 10_000_000
"""The largest saved page in bytes: pages of news sites have some hundred thousand, with all that they carry along."""
_LONGEST_LINE = 2 * LARGEST_TEXT
_LINES = (".jsonl", ".ndjson")
_OBJECTS = (".json",)
_PAGES = (".html", ".htm", ".xhtml", ".shtml")
_TEXTS = (".txt", ".text", ".md")
_IN_FOLDERS = (*_TEXTS, *_PAGES, *_LINES)
_SIGNATURES = (
    (b"%PDF", "a PDF: save its text (`pdftotext FILE`), and give that"),
    (b"PK\x03\x04", "a zip archive or an office document: save its text, and give that"),
    (b"\x1f\x8b", "compressed by gzip: unpack it, and give what it holds"),
    (b"\xd0\xcf\x11\xe0", "an office document: save its text, and give that"),
    (b"{\\rtf", "a document in rich text: save its text, and give that"),
    (b"From: <Saved by", "a page in an archive (MHTML): save it as HTML, and give that"),
)


class RawArticle(NamedTuple):
    """An article that nobody has read yet: its file, its line where the file has one in each, and its bytes.

    Where the file cannot be read it has none, and says why when its turn comes: the others are read all the same.
    """

    source: str
    line: int | None
    data: bytes
    refused: str | None = None

    @property
    def where(self) -> str:
        """Return what a message names: the file, and the line where there is one."""
        return self.source if self.line is None else f"{self.source}, line {self.line}"

    def read(self) -> Document:
        """Return the document; raise TextRefused where there is no article, and say why."""
        if self.refused is not None:
            raise TextRefused(self.refused)
        name = Path(self.source).stem if self.line is None else f"{Path(self.source).stem}-{self.line}"
        said = _find_signature(self.data)
        if said is not None:
            raise TextRefused(f"{self.where} is {said}.")
        suffix = Path(self.source).suffix.lower()
        if self.line is not None or suffix in _OBJECTS:
            return read_line(self.data, self.where, make_id(name))
        if suffix in _PAGES or is_page(self.data):
            return read_page(self.data, self.where, make_id(name))
        return read_plain(self.data, self.where, make_id(name))


def _find_signature(data: bytes) -> str | None:
    """Return what bytes are that hold no text, by how they begin."""
    return next((said for signature, said in _SIGNATURES if data.startswith(signature)), None)


def make_id(name: str, *, otherwise: str = "article") -> str:
    """Return the id that an article has by its file's name: words of a-z and 0-9 joined by hyphens."""
    from rc_kb.text import fold_words

    words = re.findall(r"[a-z0-9]+", fold_words(name))
    return "-".join(words)[:120].strip("-") or otherwise


def find_articles(paths: Iterable[Path]) -> list[Path]:
    """Return files themselves, and the articles in folders (in the order of their names), each once.

    Raises TextRefused for none.
    """
    found: dict[Path, Path] = {}
    for path in paths:
        for file in _find_files(path):
            found.setdefault(file if file == STDIN else file.resolve(), file)
    return list(found.values())


def _find_files(path: Path) -> list[Path]:
    if path == STDIN:
        return [path]
    try:
        if not path.is_dir():
            if not path.exists():
                raise TextRefused(f"{path}: there is no such file.")
            return [path]
        found = sorted(one for one in path.iterdir() if one.suffix.lower() in _IN_FOLDERS and one.is_file())
    except OSError as error:
        raise TextRefused(f"{path} cannot be read: {error.strerror}.") from error
    if not found:
        raise TextRefused(f"{path} is a folder without articles: files named {', '.join(_IN_FOLDERS)} are taken.")
    return found


def read_raw_articles(files: Iterable[Path]) -> Iterator[RawArticle]:
    """Return the articles in files one after the other, a line of JSON Lines being one; too large a one is cut."""
    for file in files:
        if file == STDIN:
            yield from _read_stdin()
            continue
        try:
            yield from _read_file(file)
        except OSError as error:
            yield RawArticle(str(file), None, b"", f"{file} cannot be read: {error.strerror}.")


def _read_file(file: Path) -> Iterator[RawArticle]:
    if not file.is_file():
        yield RawArticle(str(file), None, b"", f"{file} is no file: give the text of an article.")
        return
    with file.open("rb") as opened:
        if file.suffix.lower() in _LINES:
            yield from _read_lines(opened.readline, str(file))
        else:
            yield RawArticle(str(file), None, opened.read(LARGEST_PAGE + 1))


def _read_stdin() -> Iterator[RawArticle]:
    if sys.stdin is None:
        raise TextRefused("stdin is closed: give an article on it, or name files.")
    stdin, number = sys.stdin.buffer, 1
    first = stdin.read(1)
    if first == BOM_UTF8[:1] and (first := first + stdin.read(2)) == BOM_UTF8:
        first = stdin.read(1)
    while first.isspace():
        number += first == b"\n"
        first = stdin.read(1)
    if first == b"{":
        yield from _read_lines(stdin.readline, "stdin", number, first)
    else:
        yield RawArticle("stdin", None, first + stdin.read(LARGEST_PAGE))


def _read_lines(read: Callable[[int], bytes], source: str, number: int = 1, first: bytes = b"") -> Iterator[RawArticle]:
    """Return the article in each line, by the number of the line; first was read of the first one already."""
    while line := first + read(_LONGEST_LINE):
        if len(line) >= _LONGEST_LINE and not line.endswith(b"\n"):
            while (rest := read(_LONGEST_LINE)) and not rest.endswith(b"\n"):
                pass
            size = f"{_LONGEST_LINE // 1_000_000} MB"
            yield RawArticle(
                source, number, b"", f"{source}, line {number} is larger than {size}: give one article a line."
            )
        elif line.strip():
            yield RawArticle(source, number, line.strip())
        if _find_signature(line) is not None:
            return
        number, first = number + 1, b""
