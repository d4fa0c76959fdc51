"""Owns how people read what a fact said before: which fact it was, and what changed."""

from typing import Any

from rc_kb.vocabulary import KEPT_FROM_PEOPLE

_ABOUT = ("official", "subject", "speaker", "recipient", "by", "provider", "member", "operator", "held_on")
"""The columns that say in a word which fact it is, in the views of the kinds."""


def describe_fact(value: str) -> str:
    """Return what tells a fact from others of its kind: who or when, and where or for whom."""
    said = _read_json(value)
    return ", ".join(str(said[name]) for name in (*_ABOUT, "organization", "country") if said.get(name))


def describe_changes(changes: str, value: str) -> str:
    """Return what changed in a fact, each value as it was and as it became; what a fact said that is gone."""
    if not changes:
        left_out = (*KEPT_FROM_PEOPLE, "_code", "seat")
        kept = {name: one for name, one in _read_json(value).items() if not name.endswith(left_out)}
        return f"removed ({'; '.join(f'{name}: {_write_part(one)}' for name, one in kept.items())})"
    listed = _read_json(changes).items()
    told = [f"{name}: {_write_part(one)} \u2192 {_write_part(other)}" for name, (one, other) in listed]
    return "; ".join(told) or "nothing but its key"


def _write_part(value: object) -> str:
    """Return a value of JSON as people read it; a list of records by what their keys hold."""
    if isinstance(value, list):
        return " / ".join(map(_write_part, value))
    if isinstance(value, dict) and "paragraph" in value:
        return str(value["paragraph"]) + (f":{value['start']}-{value['end']}" if "start" in value else "")
    if isinstance(value, dict):
        return " ".join(str(one) for one in value.values())
    return "nothing" if value is None else str(value)


def _read_json(text: str) -> Any:
    from json import loads  # only history needs it

    return loads(text)
