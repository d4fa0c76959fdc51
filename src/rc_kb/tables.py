"""Owns what a table shows of each view: which columns, under which heads, several in one where they belong."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from rc_kb.earlier import describe_changes, describe_fact
from rc_kb.read.query import Value


def _join_listed(*values: str) -> str:
    return ", ".join(filter(None, values))


class Shown(NamedTuple):
    """A column of a table: its head, the view's columns in it, and how their values are joined."""

    head: str
    columns: tuple[str, ...]
    join: Callable[..., str] = _join_listed
    is_number: bool = False
    is_optional: bool = False
    is_shared: bool = False
    """Whether rows of a group have one value, which a terminal shows once; the groups are told by such columns."""

    @property
    def is_plain(self) -> bool:
        """Tell whether its cells are the values of one column as they are."""
        return len(self.columns) == 1 and self.join is _join_listed

    def fill(self, values: Sequence[Value]) -> str:
        """Return what stands in a row's cell; NULL is empty."""
        return self.join(*map(write_value, values))


def write_value(value: Value) -> str:
    """Return a value as text: whole numbers without a point, bytes in hexadecimal, NULL as nothing."""
    if value is None:
        return ""
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _one(head: str, column: str | None = None) -> Shown:
    return Shown(head, (column or head,))


def _number(head: str, column: str | None = None) -> Shown:
    return Shown(head, (column or head,), is_number=True)


def _maybe(head: str, column: str | None = None, *, is_number: bool = False) -> Shown:
    """Return a column that is left out where all of it is empty."""
    return Shown(head, (column or head,), is_number=is_number, is_optional=True)


def _date(head: str, column: str, *, is_optional: bool = False) -> Shown:
    return Shown(head, (column, f"{column}_as_written"), _join_note, is_optional=is_optional)


def _join_note(value: str, note: str) -> str:
    """Return a value with the words of the article, where these differ."""
    return f"{value} ({note})" if value and note and note != value else value or note


def _join_recipient(country: str, region: str, written: str) -> str:
    return _join_note(country or region, written)


def _join_qualified(qualifier: str, value: str) -> str:
    return f"{qualifier.replace('_', ' ')} {value}".strip()


def _join_when(value: str, note: str, dated: str, not_after: str) -> str:
    """Return when something happened; of what is undated, by when."""
    by = f"by {not_after}, undated" if not_after else "undated"
    return _join_note(by if dated == "undated" else value, note)


def _join_remote(meeting_format: str) -> str:
    """Return how a meeting was held where people were not in one place."""
    return {"phone": "telephone", "virtual": "video"}.get(meeting_format, "")


def _join_span(start: str, end: str) -> str:
    return f"{start}-{end}" if end else "all"


def _join_source(publisher: str, published: str, paragraph: str) -> str:
    """Return where something stands: the publisher, the date, the paragraphs."""
    several = "s" if "," in paragraph else ""
    return _join_listed(publisher, published, paragraph and f"paragraph{several} {paragraph}")


def _join_slot(kind: str, slot: str) -> str:
    """Return what a row of scores is about: a kind of fact, or a key of it, which stands below."""
    return f"\u00b7 {slot.removesuffix('_as_written').replace('_', ' ')}" if slot else kind


def _join_share(share: str, interval: str = "") -> str:
    """Return a share in hundredths, with its interval."""
    return f"{float(share):.2f} {interval}".rstrip() if share else ""


def _join_paragraph(article: str, paragraph: str) -> str:
    return f"{article}, paragraph {paragraph}"


def _join_numbered(kind: str, number: str) -> str:
    """Return a record as errors of sheets name it."""
    return f"{kind}[{number}]"


def _join_error(error: str, kind: str) -> str:
    return f"{error}: {kind}"


def _join_compared(gold: str, predicted: str, rule: str, confidence: str) -> str:
    """Return what was to be found and what was proposed instead, by which rule."""
    proposed = f"{predicted} [{_join_listed(rule or 'no rule', confidence)}]" if predicted else ""
    return f"gold: {gold} / predicted: {proposed}" if gold and proposed else gold or proposed


def _join_calibrated(what: str, of: str) -> str:
    return of if what == "rule" else f"{what} {of}"


_PLACE = Shown("place", ("city", "country"))
_BASIS = _maybe("inferred", "basis")
_FACILITY = (
    _maybe("city"),
    Shown("country", ("country", "country_as_written"), _join_note),
    _one("kind"),
    _maybe("name"),
    _one("operator"),
    _one("status"),
)

TABLES: dict[str, tuple[Shown, ...]] = {
    "countries": (
        _one("country"),
        _one("region"),
        _number("facilities"),
        _one("status", "facility_statuses"),
        _number("meetings"),
        _number("missions received", "missions"),
        _one("last attested", "facilities_last_attested"),
    ),
    "organizations": (
        _one("organization"),
        _one("acronym"),
        _one("kind"),
        _one("country"),
        _number("meetings"),
        _number("facilities"),
        _number("facts"),
    ),
    "officials": (
        _one("official"),
        _one("country"),
        _one("offices"),
        _number("meetings"),
        _number("facts"),
    ),
    "offices": (
        _one("official"),
        _one("title"),
        _one("organization"),
        _one("country"),
        _maybe("from", "valid_from"),
        _maybe("until", "valid_until"),
        _one("last attested", "published_on"),
        _BASIS,
    ),
    "facilities": (
        *_FACILITY,
        _one("last attested", "last_attested"),
        _maybe("count", is_number=True),
        _BASIS,
    ),
    "meetings": (
        _date("date", "held_on"),
        _PLACE,
        Shown("by", ("format",), _join_remote, is_optional=True),
        _one("participants"),
        _one("topics"),
        _BASIS,
    ),
    "commitments": (
        _one("by"),
        _one("modality"),
        _one("what"),
        _one("towards", "party"),
        _one("country"),
        _BASIS,
    ),
    "missions": (
        Shown("to", ("country", "region", "place_as_written"), _join_recipient),
        _one("by", "provider"),
        _one("occasion"),
        _date("date", "carried_out_on", is_optional=True),
        _BASIS,
    ),
    "figures": (
        _one("subject"),
        _one("measure"),
        Shown("value", ("qualifier", "value"), _join_qualified, is_number=True),
        _maybe("unit"),
        _maybe("scope"),
        _date("as of", "as_of", is_optional=True),
        _maybe("claimed by", "speaker"),
        _BASIS,
    ),
    "awards": (
        _one("recipient"),
        _one("award"),
        _maybe("given by", "giver"),
        _one("year", "awarded_on"),
        _BASIS,
    ),
    "memberships": (_one("member"), _one("body"), _BASIS),
    "statements": (
        _date("date", "stated_on"),
        _one("speaker"),
        _maybe("on behalf of", "on_behalf_of"),
        _one("gist"),
        _BASIS,
    ),
    "articles": (
        _one("id"),
        _one("publisher"),
        _one("published", "published_on"),
        _maybe("inferred from", "published_basis"),
        _one("title"),
        _number("facts"),
    ),
    "facility_statuses": (
        *_FACILITY,
        _date("since", "valid_from", is_optional=True),
        _date("until", "valid_until", is_optional=True),
        _one("attested", "published_on"),
        _BASIS,
    ),
    "verified": (
        _one("article", "article_id"),
        _one("kind"),
        _one("fact", "fact_id"),
        _number("paragraph"),
        Shown("characters", ("start_char", "end_char"), _join_span),
        _one("standing"),
        _maybe("note"),
    ),
    "history": (
        _one("until", "replaced_at"),
        _one("kind"),
        Shown("about", ("value",), describe_fact),
        Shown("changed", ("changes", "value"), describe_changes),
        _one("by", "replaced_by"),
        _one("sheet", "replaced_by_sheet"),
    ),
    "conflicts": (
        Shown("group", ("group",), is_number=True, is_shared=True),
        Shown("kind", ("kind",), is_shared=True),
        Shown("subject", ("subject",), is_shared=True),
        Shown("about", ("about",), is_shared=True),
        _one("value"),
        _one("verdict"),
        _number("support"),
        _one("articles"),
        _one("published"),
    ),
    "events": (
        Shown("date", ("happened_on", "happened_on_as_written", "dated", "not_after"), _join_when),
        _one("event"),
        _one("what"),
        Shown("place", ("city", "country"), is_optional=True),
        _BASIS,
    ),
    "citations": (
        _one("article", "article_id"),
        _one("published", "published_on"),
        _number("paragraph"),
        _one("url"),
    ),
    "problems": (
        _one("check"),
        _one("level"),
        _one("message"),
        _maybe("article", "article_id"),
        _maybe("fact", "fact_id", is_number=True),
    ),
    "scores": (
        Shown("what", ("kind", "slot"), _join_slot),
        _number("gold"),
        _number("predicted"),
        _number("right"),
        Shown("precision", ("precision", "precision_95"), _join_share, is_number=True),
        Shown("recall", ("recall", "recall_95"), _join_share, is_number=True),
        Shown("f1", ("f1",), _join_share, is_number=True),
        Shown("strict", ("strict_f1",), _join_share, is_number=True),
    ),
    "errors": (
        Shown("article", ("article", "paragraph"), _join_paragraph),
        Shown("error", ("error", "kind"), _join_error),
        Shown("what", ("gold", "predicted", "rule", "confidence"), _join_compared),
    ),
    "calibration": (
        Shown("proposed by", ("what", "of"), _join_calibrated),
        _number("proposed"),
        _number("right"),
        Shown("precision", ("precision", "precision_95"), _join_share, is_number=True),
        Shown("confidence", ("mean_confidence",), _join_share, is_number=True),
    ),
    "grounding": (
        Shown("article", ("article", "paragraph"), _join_paragraph),
        Shown("record", ("kind", "record"), _join_numbered),
        _one("slot"),
        _one("value"),
    ),
    "checks": (
        _one("check"),
        _one("level"),
        _one("question"),
    ),
    "search": (
        _one("kind"),
        _one("found"),
        _one("snippet"),
        Shown("source", ("publisher", "published_on", "paragraph"), _join_source, is_optional=True),
    ),
}
"""The tables of the views that commands print, and of what checks, searches and evaluations find."""


def list_columns(view: str) -> list[str]:
    """Return the columns of a view that its table needs."""
    return list(dict.fromkeys(column for shown in TABLES[view] for column in shown.columns))
