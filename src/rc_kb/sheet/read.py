"""Owns the way from a YAML file to a Sheet: bytes, YAML 1.2 events, values with their lines, then the model."""

import re
from collections import defaultdict
from collections.abc import Iterator
from hashlib import sha256
from itertools import takewhile
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from ruamel.yaml.reader import ReaderError

from rc_kb.errors import BadSheet
from rc_kb.sheet.model import Fact, Meeting, Participant, Sheet, Statement
from rc_kb.text import fold_key
from rc_kb.vocabulary import VIEWS_OF_FACTS

LARGEST_SHEET = 5_000_000
"""The largest coding sheet in bytes; the two of the seed have some ten thousand each."""

DEEPEST_NESTING = 20
MOST_PROBLEMS = 20

_INTEGER = re.compile(r"[-+]?[0-9]+", re.ASCII)
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", re.ASCII)
_LONGEST_NUMBER = 30
_CORE: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}

# What pydantic says of these in words of programs; the rest of its messages are plain.
_SAID = {
    "extra_forbidden": "no such key in a coding sheet",
    "missing": "is missing",
    "model_type": "expected keys with their values",
    "list_type": "expected a list",
    "string_type": "expected text",
    "float_type": "expected a number",
    "int_type": "expected a whole number",
    "string_too_short": "expected text",
    "string_too_long": "expected at most {max_length} characters",
    "too_long": "expected at most {max_length} characters",
    "too_short": "expected at least {min_length}, not {actual_length}",
}

KeyPath = tuple[str | int, ...]
Lines = dict[KeyPath, int]


def read_sheet_file(path: Path) -> Sheet:
    """Return the sheet in a file, or raise BadSheet with every problem that it has."""
    return parse_sheet(read_sheet_bytes(path), str(path))


def read_sheet_bytes(path: Path) -> bytes:
    """Return what a file holds, no more than shows that it is too large; raise BadSheet where it cannot be read."""
    source = str(path)
    try:
        with path.open("rb") as file:
            return file.read(LARGEST_SHEET + 1)
    except FileNotFoundError as error:
        raise BadSheet(source, ["there is no such file"]) from error
    except IsADirectoryError as error:
        raise BadSheet(source, ["is a folder: name the sheets in it"]) from error
    except OSError as error:
        raise BadSheet(source, [f"cannot be read: {error.strerror}"]) from error


def parse_sheet(data: bytes, source: str) -> Sheet:
    """Return the sheet that YAML bytes hold; source names them in the errors."""
    if len(data) > LARGEST_SHEET:
        raise BadSheet(source, [f"is larger than {LARGEST_SHEET // 1_000_000} MB: one sheet codes one article"])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BadSheet(source, [f"line {line}: is not UTF-8: save the file as UTF-8"]) from error
    value, lines = _read_yaml(text, source)
    return make_sheet(value, lines, source, sha256(data).hexdigest())


def make_sheet(value: object, lines: Lines, source: str, file_sha256: str) -> Sheet:
    """Return the sheet that plain values say; lines has the line of each path of keys, that of () for all others."""
    if not isinstance(value, dict):
        line = lines.get((), 1)
        raise BadSheet(source, [f"line {line}: expected the keys of a coding sheet (article, meetings, …)"])
    try:
        sheet = Sheet.model_validate(value)
    except ValidationError as error:
        raise BadSheet(source, _describe_problems(error, lines)) from error
    sheet.remember_file(lines, file_sha256)
    _check_facts(sheet, source)
    return sheet


def _read_yaml(text: str, source: str) -> tuple[Any, Lines]:
    """Return plain values with the line of each path of keys."""
    try:
        return _EventReader(YAML(typ="safe", pure=True).parse(text)).read_document()
    except _BadNode as error:
        raise BadSheet(source, [str(error)]) from error
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f"line {mark.line + 1}: " if mark else ""
        raise BadSheet(source, [f"{place}is not YAML: {error.problem or error.context}"]) from error
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise BadSheet(source, [f"line {line}: holds a control character, which YAML does not allow"]) from error
    except (YAMLError, ValueError, OverflowError) as error:
        raise BadSheet(source, [f"is not YAML: {' '.join(str(error).split())}"]) from error


class _BadNode(Exception):
    """Something that is YAML but has no place in a coding sheet."""


class _EventReader:
    """Reads values from YAML's events in one pass: aliases, which can explode, tags and deep nesting are refused."""

    def __init__(self, events: Iterator[Any]) -> None:
        self._events = events
        self._lines: Lines = {}

    def read_document(self) -> tuple[Any, Lines]:
        """Return the one document's value and the line of each path of keys."""
        value = None
        for event in self._events:
            if isinstance(event, DocumentStartEvent):
                if self._lines:
                    raise _BadNode(f"line {event.start_mark.line + 1}: a second document begins: one sheet a file")
                value = self._read_value(next(self._events), ())
        return value, self._lines

    def _read_value(self, event: Any, path: KeyPath) -> Any:
        line = event.start_mark.line + 1
        self._lines.setdefault(path, line)
        if isinstance(event, AliasEvent):
            raise _BadNode(f"line {line}: YAML aliases (*{event.anchor}) are not allowed: write the value again")
        if event.tag is not None:
            raise _BadNode(f"line {line}: YAML tags ({event.tag}) are not allowed")
        if len(path) > DEEPEST_NESTING:
            raise _BadNode(f"line {line}: is nested more than {DEEPEST_NESTING} levels deep")
        if isinstance(event, SequenceStartEvent):
            items = iter(lambda: next(self._events), None)
            ended = takewhile(lambda item: not isinstance(item, SequenceEndEvent), items)
            return [self._read_value(item, (*path, index)) for index, item in enumerate(ended)]
        if isinstance(event, MappingStartEvent):
            return self._read_mapping(path)
        return _read_scalar(event)

    def _read_mapping(self, path: KeyPath) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        while not isinstance(event := next(self._events), MappingEndEvent):
            line = event.start_mark.line + 1
            if not isinstance(event, ScalarEvent):
                raise _BadNode(f"line {line}: a key must be a word")
            key = str(event.value)
            if key in mapping:
                raise _BadNode(f"line {line}: {_write_path((*path, key))} is given twice")
            self._lines[*path, key] = line
            mapping[key] = self._read_value(next(self._events), (*path, key))
        return mapping


def _read_scalar(event: ScalarEvent) -> str | int | float | bool | None:
    """Return a scalar by YAML 1.2's core schema, less octal, hexadecimal and infinite numbers."""
    text = str(event.value)
    if event.style is not None:
        return text
    if text in _CORE:
        return _CORE[text]
    if len(text) <= _LONGEST_NUMBER and _INTEGER.fullmatch(text):
        return int(text)
    if len(text) <= _LONGEST_NUMBER and _FLOAT.fullmatch(text):
        return float(text)
    return text


def _describe_problems(error: ValidationError, lines: Lines) -> list[str]:
    found = [_describe_problem(problem, lines) for problem in error.errors()]
    problems = list(dict.fromkeys(found))
    if len(problems) > MOST_PROBLEMS:
        problems = [*problems[:MOST_PROBLEMS], f"and {len(problems) - MOST_PROBLEMS} more problems"]
    return problems


def _describe_problem(problem: ErrorDetails, lines: Lines) -> str:
    path = problem["loc"]
    line = next((lines[path[:end]] for end in range(len(path), -1, -1) if path[:end] in lines), 1)
    if problem["type"] in _SAID:
        said = _SAID[problem["type"]].format(**problem.get("ctx", {}))
    else:
        said = problem["msg"].removeprefix("Value error, ")
        said = said[:1].lower() + said[1:]
    return f"line {line}: {_write_path(path)}: {said}"


def _write_path(path: KeyPath) -> str:
    """Return a path of keys as `meetings[1].cite`, records counted from 1, a key that is no word cut short."""
    written = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part[:60]}" for part in path)
    return written.removeprefix(".")


def _check_facts(sheet: Sheet, source: str) -> None:
    """Refuse citations beyond the article's last paragraph, and a fact that is given twice."""
    last = sheet.article.paragraphs
    problems = [*_find_shared_names(sheet, "organizations"), *_find_shared_names(sheet, "officials")]
    for section in VIEWS_OF_FACTS.values():
        seen: dict[object, list[tuple[int, Fact]]] = defaultdict(list)
        for index, fact in enumerate(getattr(sheet, section)):
            beyond = [] if last is None else [cite.paragraph for cite in fact.cite if cite.paragraph > last]
            problems += [
                f"{sheet.locate(section, index, 'cite')}: there is no paragraph {paragraph}: the article has {last}"
                for paragraph in beyond
            ]
            alike = seen[_identify(fact)]
            same = next((first for first, other in alike if not _are_apart(fact, other)), None)
            if same is not None:
                problems.append(f"{sheet.locate(section, index)}: is the same fact as {_write_path((section, same))}")
            alike.append((index, fact))
    if problems:
        raise BadSheet(source, problems)


def _find_shared_names(sheet: Sheet, section: str) -> Iterator[str]:
    """Return a problem for each name that two records of people, or of organizations, give to somebody."""
    owners: dict[str, int] = {}
    for index, described in enumerate(getattr(sheet, section)):
        for key, name in {fold_key(one): one for one in (described.name, *described.other_names)}.items():
            first = owners.setdefault(key, index)
            if first != index:
                yield f"{sheet.locate(section, index)}: {name} is a name of {_write_path((section, first))} too"


def _identify(fact: Fact) -> object:
    """Return what two records of one section share that may be the same fact: for meetings the day and who met.

    Of a statement without a gist, only the place tells what was said.
    """
    if isinstance(fact, Meeting):
        return fact.date, frozenset(map(_identify_participant, fact.participants))
    has_words = not isinstance(fact, Statement) or fact.gist is not None
    said = (value for name, value in fact if name != "cite" or not has_words)
    return tuple(tuple(value) if isinstance(value, list) else value for value in said)


def _identify_participant(who: Participant) -> tuple[str, ...]:
    """Return what tells participants apart: the name, or else the role and the country."""
    name = (fold_key(who.name),) if who.name else (fold_key(who.role or ""), who.country or "")
    return (*name, fold_key(who.organization or ""))


def _are_apart(one: Fact, other: Fact) -> bool:
    """Tell whether two meetings of one day and the same people contradict each other, and so are two."""
    if not isinstance(one, Meeting) or not isinstance(other, Meeting):
        return False
    said = [
        (one.date_as_written, other.date_as_written),
        (fold_key(one.city or ""), fold_key(other.city or "")),
        (one.country, other.country),
        (one.format.removeprefix("unknown"), other.format.removeprefix("unknown")),
    ]
    return any(first and second and first != second for first, second in said)
