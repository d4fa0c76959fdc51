"""Owns JSON: rows as flat objects, one a line, in an array or as JSON Lines."""

from collections.abc import Iterable, Iterator, Sequence
from json import JSONEncoder
from json.encoder import encode_basestring
from math import isfinite
from types import NoneType
from typing import cast

from rc_kb.cells import Piece, gather_rows
from rc_kb.read.query import Answer, Value
from rc_kb.tables import write_value
from rc_kb.text import make_all_harmless, make_harmless

_encode = JSONEncoder(ensure_ascii=False).encode


def write_lines(answers: Iterable[Answer]) -> Iterator[Piece]:
    """Return the rows of answers as JSON Lines."""
    for answer in answers:
        for objects in _list_objects(answer):
            yield Piece(len(objects), "\n".join(objects) + "\n")


def write_array(answers: Iterable[Answer]) -> Iterator[Piece]:
    """Return the rows of answers as one array, an object a line."""
    before = "["
    for answer in answers:
        for objects in _list_objects(answer):
            yield Piece(len(objects), before + ",\n ".join(objects))
            before = ",\n "
    yield Piece(0, "[]\n" if before == "[" else "]\n")


def _list_objects(answer: Answer) -> Iterator[list[str]]:
    """Return rows as JSON, some at a time. Controls that JSON leaves as they are become escapes."""
    # A template for each row, filled with columns that are encoded as a whole, takes a third of the time of an encoder
    # that is called for each row (measured).
    keys = (make_harmless(_encode(column)).replace("%", "%%") for column in answer.columns)
    template = "{" + ", ".join(f"{key}: %s" for key in keys) + "}"
    for rows in gather_rows(answer.rows):
        encoded = [make_all_harmless(_encode_column(values)) for values in zip(*rows, strict=True)]
        yield list(map(template.__mod__, zip(*encoded, strict=True)))


def _encode_column(values: Sequence[Value]) -> Sequence[str]:
    kinds = set(map(type, values))
    if kinds == {str}:
        return list(map(encode_basestring, cast("Sequence[str]", values)))
    if kinds == {int}:
        return list(map(str, values))
    if kinds <= {str, NoneType}:
        texts = cast("Sequence[str | None]", values)
        return ["null" if text is None else encode_basestring(text) for text in texts]
    return [_encode(_make_plain(value)) for value in values]


def _make_plain(value: Value) -> object:
    """Return what JSON can hold: a whole number without a point, bytes in hexadecimal, what is no number as a word."""
    if isinstance(value, tuple):
        return [one.to_object() for one in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, float) and not isfinite(value):
        return write_value(value)
    return write_value(value) if isinstance(value, bytes) else value
