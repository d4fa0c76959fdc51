"""Owns what was recorded when and by whom: the recording of each loading, and the values that facts had before."""

import json
from collections.abc import Collection, Iterable
from datetime import UTC, datetime
from functools import cache, lru_cache
from importlib.metadata import version
from itertools import pairwise
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, select, text, update

from rc_kb.dates import write_moment
from rc_kb.store.engine import insert_rows, order_values, split_batches
from rc_kb.store.keys import article_key, make_key, put_beside
from rc_kb.store.models.sources import earlier_fact, fact
from rc_kb.tabular import Row
from rc_kb.vocabulary import ATTESTING_VIEWS, REVIEW_COLUMNS

_ALIKE = 0.5
"""The share of a fact's values that the fact which takes its place has too."""

_MOST_COMPARED = 100_000
"""Pairs of facts that are compared, which takes some seconds; a sheet of which more is new is another sheet."""

_OF_THE_ARTICLE = ("article_id", "publisher", "published_on", "published_on_first", "published_on_last")
_DERIVED = ("_id", "_key", "_code", "_first", "_last", "_words", "seat")
_LEFT_OUT = {*_OF_THE_ARTICLE, "published_basis", "url", "id", "attestations", "last_attested"}
_PARTICIPANTS = (
    "meeting_id, official, role, organization, country FROM participations "
    "WHERE meeting_id IN :keys ORDER BY 1, ordinal"
)
_EARLIER_STATUSES = (
    "id, status, valid_from, valid_until FROM facility_statuses WHERE id IN :keys AND ordinal > 1 ORDER BY 1, ordinal"
)
_PARTS = {"meeting": ("participants", _PARTICIPANTS), "facility": ("earlier", _EARLIER_STATUSES)}
"""What belongs to a fact and stands in rows of its own: under which name, and the select behind it."""


class Recorder(NamedTuple):
    """Who or what loads sheets."""

    name: str

    def make_recording(self, article_id: str, sheet: str, sheet_sha256: str) -> Row:
        """Return the recording of one sheet, made now."""
        now = datetime.now(UTC)
        own = make_key("recording", article_id, sheet_sha256, now.isoformat())
        return {
            "id": put_beside(article_key(article_id), own),
            "article_id": article_id,
            "recorded_at": write_moment(now),
            "recorded_by": self.name,
            "recorded_with": _tell_program(),
            "sheet": sheet,
            "sheet_sha256": sheet_sha256,
        }


@cache
def _tell_program() -> str:
    return f"rc-kb {version('rc-kb')}"


def find_recorder(name: str | None) -> Recorder:
    """Return who records: by a name, or else who is logged in."""
    import getpass

    try:
        return Recorder((name or "").strip() or getpass.getuser())
    except (OSError, KeyError):  # nobody is, in a container for one
        return Recorder("unknown")


class Earlier(NamedTuple):
    """A fact as it was before its sheet was loaded again: its value as the view showed it."""

    fact_id: int
    kind: str
    recording_id: int | None
    value: dict[str, Any]


def read_facts(connection: Connection, keys: Collection[int]) -> list[Earlier]:
    """Return facts as their views show them, with their citations and who decided on them."""
    found = []
    for some in split_batches(sorted(keys)):
        rows = connection.execute(select(fact).where(fact.c.id.in_(some)).order_by(fact.c.id)).all()
        values = _read_views(connection, rows)
        cited = _read_citations(connection, some)
        found += [_make_earlier(row, values[row.id] | {"citations": cited[row.id]}) for row in rows]
    return found


def _make_earlier(row: Any, value: dict[str, Any]) -> Earlier:
    decided = {name: getattr(row, name) for name in REVIEW_COLUMNS}
    said = {name: one for name, one in (value | decided).items() if one is not None and name not in _LEFT_OUT}
    return Earlier(row.id, row.kind, row.recording_id, said)


def _read_views(connection: Connection, rows: Iterable[Any]) -> dict[int, dict[str, Any]]:
    keys_by_kind: dict[str, list[int]] = {}
    for row in rows:
        keys_by_kind.setdefault(row.kind, []).append(row.id)
    values: dict[int, dict[str, Any]] = {}
    for kind, keys in keys_by_kind.items():
        attested = "AND ordinal = 1" if kind == "facility" else ""
        shown = _select(connection, f"* FROM {ATTESTING_VIEWS[kind]} WHERE id IN :keys {attested}", keys)
        values |= {row["id"]: row for row in shown}
        if kind in _PARTS:
            name, listed = _PARTS[kind]
            for key, parts in _group(_select(connection, listed, keys)).items():
                values[key][name] = parts
    return values


def _read_citations(connection: Connection, keys: list[int]) -> dict[int, list[dict[str, Any]]]:
    listed = (
        "fact_id, paragraph, start_char, end_char, digest FROM citations WHERE fact_id IN :keys ORDER BY 1, ordinal"
    )
    return _group(_select(connection, listed, keys))


def _select(connection: Connection, listed: str, keys: list[int]) -> list[dict[str, Any]]:
    """Return the rows of a select over views, which is put together from our own words."""
    asked = text(f"SELECT {listed}").bindparams(bindparam("keys", expanding=True))
    rows = connection.execute(asked, {"keys": keys}).mappings()
    return [{name: _make_whole(value) for name, value in row.items()} for row in rows]


def _make_whole(value: Any) -> Any:
    """Return a number as every database gives it: whole without a point."""
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) <= 2**53 else value


def _group(rows: Iterable[dict[str, Any]]) -> dict[int, list[dict[str, Any]]]:
    """Return rows by their first column, without it and without what is NULL."""
    groups: dict[int, list[dict[str, Any]]] = {}
    for row in rows:
        key, *rest = row.items()
        groups.setdefault(key[1], []).append({name: value for name, value in rest if value is not None})
    return groups


class Kept(NamedTuple):
    """What is to be kept of the facts of a sheet that are there no more as they were.

    Rows of earlier_fact, and the recordings of the facts that say what they said: only how they are stored has
    changed.
    """

    rows: list[Row]
    same: dict[int, int | None]


def compare_facts(article_id: str, earlier: list[Earlier], added: list[Earlier], replaced_by_id: int) -> Kept:
    """Return what facts were before: those that changed, and those that are gone, with what took their place.

    A fact whose day or name was mended has another key: it is the successor of the one that is most like it.
    """
    now = {one.fact_id: one.value for one in added}
    same = {
        one.fact_id: one.recording_id
        for one in earlier
        if one.fact_id in now and _write_changes(one.value, now[one.fact_id]) == "{}"
    }
    successors = _match(earlier, added)
    rows = [
        {
            "fact_id": one.fact_id,
            "replaced_by_id": replaced_by_id,
            "kind": one.kind,
            "article_id": article_id,
            "successor_id": successors.get(one.fact_id),
            "recording_id": one.recording_id,
            "value": json.dumps(one.value, ensure_ascii=False),
            "changes": _write_changes(one.value, now.get(successors.get(one.fact_id, -1))),
        }
        for one in earlier
        if one.fact_id not in same
    ]
    return Kept(rows, same)


def keep_earlier(connection: Connection, kept: list[Kept]) -> None:
    """Write what facts were before, and give those that say what they said the recording that they had."""
    insert_rows(connection, earlier_fact, [order_values(earlier_fact, row) for one in kept for row in one.rows])
    before = [{"key": key, "recorded": recorded} for one in kept for key, recorded in one.same.items() if recorded]
    if before:
        statement = update(fact).where(fact.c.id == bindparam("key")).values(recording_id=bindparam("recorded"))
        connection.execute(statement, before)


def _write_changes(before: dict[str, Any], after: dict[str, Any] | None) -> str | None:
    """Return what changed as JSON, without what only follows from another column; None where a fact is gone.

    A key is told where the name beside it stayed: somebody else of that name is meant.
    """
    if after is None:
        return None
    differing = [name for name in before | after if before.get(name) != after.get(name)]
    names = [name for name in differing if not name.endswith(_DERIVED) or _is_namesake(name, before, after)]
    return json.dumps({name: [before.get(name), after.get(name)] for name in names}, ensure_ascii=False)


def _is_namesake(name: str, before: dict[str, Any], after: dict[str, Any]) -> bool:
    named = name.removesuffix("_id")
    return named != name and named in before and before[named] == after.get(named)


def _match(earlier: list[Earlier], now: list[Earlier]) -> dict[int, int]:
    """Return the successor of each earlier fact that has one: the same under another key, or of the same key.

    Of the rest it is the most alike that is new. Facts of one identity are counted: where the first is taken out, the
    second gets its key.
    """
    successors = _match_equal(earlier, now)
    there = {one.fact_id for one in now} - set(successors.values())
    successors |= {
        one.fact_id: one.fact_id for one in earlier if one.fact_id in there and one.fact_id not in successors
    }
    taken = set(successors.values())
    gone = [one for one in earlier if one.fact_id not in successors]
    free = [one for one in now if one.fact_id not in taken]
    if len(gone) * len(free) > _MOST_COMPARED:
        return successors
    pairs = [(_compare(old, new), old.fact_id, new.fact_id) for old in gone for new in free if old.kind == new.kind]
    for likeness, old, new in sorted(pairs, reverse=True):
        if likeness >= _ALIKE and old not in successors and new not in taken:
            successors[old] = new
            taken.add(new)
    return successors


def _match_equal(earlier: list[Earlier], now: list[Earlier]) -> dict[int, int]:
    """Return the facts that say the same under another key."""
    said = {(one.kind, json.dumps(one.value, sort_keys=True)): one.fact_id for one in now}
    matched = {one.fact_id: said.get((one.kind, json.dumps(one.value, sort_keys=True))) for one in earlier}
    return {old: new for old, new in matched.items() if new is not None and new != old}


def _compare(old: Earlier, new: Earlier) -> float:
    """Return the share of values that two facts have in common; words that are alike count in part."""
    names = old.value.keys() | new.value.keys()
    return sum(_compare_values(old.value.get(name), new.value.get(name)) for name in names) / len(names)


def _compare_values(old: Any, new: Any) -> float:
    if old == new:
        return 1
    if not isinstance(old, str) or not isinstance(new, str):
        return 0
    one, other = _pair_letters(old), _pair_letters(new)
    return 2 * len(one & other) / max(1, len(one) + len(other))


@lru_cache(maxsize=10_000)
def _pair_letters(text: str) -> frozenset[tuple[str, str]]:
    """Return the pairs of letters that stand beside each other in a text: those that texts share make them alike."""
    return frozenset(pairwise(text))
