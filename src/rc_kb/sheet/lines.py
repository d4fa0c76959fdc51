"""Owns the way from a line of JSON to a Sheet: a stream of sheets has one in each line (JSON Lines)."""

import json
from hashlib import sha256
from typing import Any

from rc_kb.errors import BadSheet
from rc_kb.sheet.model import Sheet
from rc_kb.sheet.read import DEEPEST_NESTING, make_sheet


def parse_line(data: bytes, source: str, line: int) -> Sheet:
    """Return the sheet that a line of JSON holds, or raise BadSheet with every problem that it has."""
    try:
        value = json.loads(data.decode("utf-8"), object_pairs_hook=_refuse_twice, parse_constant=_refuse_constant)
    except UnicodeDecodeError as error:
        raise BadSheet(source, [f"line {line}: is not UTF-8: save the file as UTF-8"]) from error
    except json.JSONDecodeError as error:
        said = f"{error.msg[:1].lower()}{error.msg[1:]}"
        raise BadSheet(source, [f"line {line}: is not JSON: {said}, at character {error.pos + 1}"]) from error
    except _BadValue as error:
        raise BadSheet(source, [f"line {line}: {error}"]) from error
    except ValueError as error:  # Python reads numbers of some thousand digits at most
        raise BadSheet(source, [f"line {line}: holds a number of too many digits"]) from error
    except RecursionError as error:
        raise BadSheet(source, [f"line {line}: is nested more than {DEEPEST_NESTING} levels deep"]) from error
    return make_sheet(value, {(): line}, source, sha256(data).hexdigest())


class _BadValue(ValueError):
    """Something that is JSON to Python but has no place in a coding sheet."""


def _refuse_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    mapping = dict(pairs)
    if len(mapping) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in mapping if keys.count(key) > 1)
        raise _BadValue(f"{twice[:60]} is given twice")
    return mapping


def _refuse_constant(word: str) -> float:
    raise _BadValue(f"is not JSON: there is no number {word}")
