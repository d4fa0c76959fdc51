"""Owns the way from the plain values of a coding sheet to YAML, laid out as people write sheets.

By hand: a library takes as long for a sheet as the rules take for its article (10 ms, measured; this a thirtieth).
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

_FLOWING = frozenset({"participants", "cite", "organizations", "officials"})
"""Keys whose records stand on one line each."""
_WIDTH = 118

_PLAIN = re.compile(
    r"""[^\W_](?:[\w .,;()'"\u2019\u201c\u201d/&%+=?@~!*$\u2013\u2014-]|:(?=\S)|(?<=\S)\#)*(?<!\ )""", re.VERBOSE
)
_PLAIN_IN_LINE = re.compile(r"[^\W_](?:[\w .()'\u2019/&+\u2013\u2014-]*[\w.)'\u2019])?")
"""Texts that need no quotation marks, by themselves and within brackets; others may, and get them."""
_NUMBER = re.compile(r"[-+.\d][-+.\d_eE]*|0[xob][\da-fA-F_]+")
_DATE = re.compile(r"\d{4}-\d\d(?:-\d\d)?")
_WORDS = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})
"""What YAML, or a version of it, takes for something else than a text."""
_WORDS_APART = re.compile(r"\S+(?: \S+)+")
_LARGEST_WRITTEN_OUT = 1e15


def write_sheet(values: Mapping[str, Any]) -> str:
    """Return a coding sheet as YAML 1.2, keys in their order, which `parse_sheet` reads back to the same values."""
    return "".join(f"{line}\n" for line in _write_keys(values, ""))


def _write_keys(values: Mapping[str, Any], pad: str) -> Iterator[str]:
    for key, value in values.items():
        yield from _write_key(key, value, pad)


def _write_key(key: str, value: Any, pad: str) -> Iterator[str]:
    if isinstance(value, Mapping) and value:
        yield f"{pad}{key}:"
        yield from _write_keys(value, f"{pad}  ")
    elif isinstance(value, list) and value and isinstance(value[0], Mapping):
        yield f"{pad}{key}:"
        for record in value:
            yield from _write_record(record, pad, is_flowing=key in _FLOWING)
    elif isinstance(value, list):
        yield from _flow(f"{pad}{key}: [", map(_write_in_line, value), "]", f"{pad}  ")
    else:
        yield from _write_text(f"{pad}{key}: ", value, pad)


def _write_record(record: Mapping[str, Any], pad: str, *, is_flowing: bool) -> Iterator[str]:
    if is_flowing:
        items = (f"{key}: {_write_in_line(value)}" for key, value in record.items())
        yield from _flow(f"{pad}- {{", items, "}", f"{pad}   ")
        return
    first, *rest = _write_keys(record, f"{pad}  ")
    yield f"{pad}- {first.removeprefix(f'{pad}  ')}"
    yield from rest


def _flow(line: str, items: Iterable[str], end: str, pad: str) -> Iterator[str]:
    """Return items within brackets; where a line is full, the next begins after the pad."""
    before = ""
    for item in items:
        if before and len(line) + len(item) + 2 > _WIDTH:
            yield f"{line},"
            line, before = f"{pad}{item}", ", "
        else:
            line, before = f"{line}{before}{item}", ", "
    yield line + end


def _write_text(start: str, value: Any, pad: str) -> Iterator[str]:
    """Return a value after its key; a text that is too long for a line is folded at the spaces between its words."""
    written = _write_scalar(value, _PLAIN)
    if len(start) + len(written) <= _WIDTH or not isinstance(value, str) or not _can_be_folded(value):
        yield start + written
        return
    yield f"{start}>-"
    line = ""
    for word in value.split(" "):
        if line and len(pad) + len(line) + len(word) + 3 > _WIDTH:
            yield f"{pad}  {line}"
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield f"{pad}  {line}"


def _can_be_folded(text: str) -> bool:
    return text.isprintable() and _WORDS_APART.fullmatch(text) is not None


def _write_in_line(value: Any) -> str:
    """Return a value that stands among others in a line."""
    if isinstance(value, list):
        return f"[{', '.join(map(_write_in_line, value))}]"
    return _write_scalar(value, _PLAIN_IN_LINE)


def _write_scalar(value: Any, plain: re.Pattern[str]) -> str:
    if isinstance(value, str):
        is_plain = plain.fullmatch(value) and not _is_taken_for_another(value)
        return value if is_plain else f'"{"".join(map(_write_letter, value))}"'
    if isinstance(value, float):
        is_whole = value.is_integer() and abs(value) < _LARGEST_WRITTEN_OUT
        return str(int(value)) if is_whole else repr(value)
    return json.dumps(value)


def _is_taken_for_another(text: str) -> bool:
    """Tell whether YAML reads a text as a number or as one of its words."""
    return text.lower() in _WORDS or (_NUMBER.fullmatch(text) is not None and not _DATE.fullmatch(text))


def _write_letter(letter: str) -> str:
    """Return a letter as it stands within quotation marks; not as JSON does, which writes some as two."""
    if letter in '"\\':
        return f"\\{letter}"
    return letter if letter.isprintable() else f"\\U{ord(letter):08x}"
