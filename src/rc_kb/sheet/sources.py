"""Owns where coding sheets come from: files, folders, and lines of JSON in files and on stdin. Parses none."""

import sys
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, NamedTuple

from rc_kb.errors import BadSheet
from rc_kb.sheet.lines import parse_line
from rc_kb.sheet.model import Sheet
from rc_kb.sheet.read import LARGEST_SHEET, parse_sheet, read_sheet_bytes

STDIN = Path("-")
_LINES = (".jsonl", ".ndjson")
_IN_FOLDERS = (".yaml", ".yml", *_LINES)
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_GZIP = b"\x1f\x8b"


class RawSheet(NamedTuple):
    """A sheet that nobody has parsed yet: its file, its line where the file has one in each, and its bytes."""

    source: str
    line: int | None
    data: bytes

    @property
    def where(self) -> str:
        """Return what stands before a problem of the whole sheet."""
        return "" if self.line is None else f"line {self.line}: "

    @property
    def file_sha256(self) -> str:
        """Return the SHA-256 of its bytes."""
        return sha256(self.data).hexdigest()

    def parse(self) -> Sheet:
        """Return the sheet, or raise BadSheet with every problem that it has."""
        if self.data.startswith(_GZIP):
            raise BadSheet(self.source, ["is compressed by gzip: `zcat FILE | rc-kb load -` reads such lines"])
        if self.line is None:
            return parse_sheet(self.data, self.source)
        return parse_line(self.data, self.source, self.line)


def find_sheet_files(paths: Iterable[Path]) -> list[Path]:
    """Return files themselves, and the sheets in folders (in the order of their names), each once.

    Raises BadSheet for none.
    """
    found = [file for path in paths for file in _find_files(path)]
    return list({file if file == STDIN else file.resolve(): file for file in reversed(found)}.values())[::-1]


def read_raw_sheets(files: Iterable[Path]) -> Iterator[RawSheet]:
    """Return the sheets in files, `-` being lines on stdin, one after the other; raise BadSheet at one too large."""
    for file in files:
        if file == STDIN and sys.stdin is None:
            raise BadSheet("stdin", ["is closed: give sheets on it, or name files"])
        if file == STDIN:
            yield from _read_lines(sys.stdin.buffer, "stdin")
        elif file.suffix.lower() in _LINES:
            try:
                with file.open("rb") as lines:
                    yield from _read_lines(lines, str(file))
            except OSError as error:
                raise BadSheet(str(file), [f"cannot be read: {error.strerror}"]) from error
        else:
            yield RawSheet(str(file), None, read_sheet_bytes(file))


def measure_files(files: Iterable[Path]) -> int | None:
    """Return how many bytes files have together; None where one does not tell, as stdin."""
    sizes = [file.stat().st_size if file != STDIN and file.is_file() else None for file in files]
    return None if None in sizes else sum(filter(None, sizes))


def _find_files(path: Path) -> list[Path]:
    if path == STDIN:
        return [path]
    try:
        if not path.is_dir():
            if not path.exists():
                raise BadSheet(str(path), ["there is no such file"])
            return [path]
        found = sorted(one for one in path.iterdir() if one.suffix.lower() in _IN_FOLDERS and one.is_file())
    except OSError as error:
        raise BadSheet(str(path), [f"cannot be read: {error.strerror}"]) from error
    if not found:
        raise BadSheet(
            str(path), [f"is a folder without coding sheets: files named {', '.join(_IN_FOLDERS)} are taken"]
        )
    return found


def _read_lines(lines: BinaryIO, source: str) -> Iterator[RawSheet]:
    # Of a longer line no more is read than shows that it is too long.
    read = iter(lambda: lines.readline(LARGEST_SHEET + 2), b"")
    for number, data in enumerate(read, start=1):
        line = (data.removeprefix(_BYTE_ORDER_MARK) if number == 1 else data).strip()
        if len(line) > LARGEST_SHEET:
            size = LARGEST_SHEET // 1_000_000
            raise BadSheet(source, [f"line {number}: is larger than {size} MB: one line codes one article"])
        if line:
            yield RawSheet(source, number, line)
