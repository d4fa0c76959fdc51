"""Owns the question what is known of one thing: which sections its page has, and the query behind each."""

from typing import NamedTuple

from rc_kb.errors import AmbiguousName, UnknownName
from rc_kb.read.conditions import select_naming, value_of
from rc_kb.read.names import KINDS, Match, NameResolver, describe_choices
from rc_kb.read.query import LATEST_PUBLISHED, Query, Question, Value
from rc_kb.read.reader import Reader
from rc_kb.read.shapes import date_by_country
from rc_kb.vocabulary import PARTY_KINDS, REVIEW_COLUMNS, VIEWS_OF_FACTS

_OWN_VIEWS = {"country": "countries", "organization": "organizations", "official": "officials"}

_MOST_LISTED = 20

_RECORDED = ("recorded_at", "recorded_by", "recorded_with", "sheet", *REVIEW_COLUMNS)
"""What a page of a fact tells of who recorded it, and who decided on it."""

_BEFORE = """fact_id IN (
    WITH RECURSIVE chain (id) AS (
        {facts} UNION SELECT h.fact_id FROM history AS h JOIN chain ON h.successor_id = chain.id
    ) SELECT id FROM chain
)"""
"""The condition that a row of history is of some facts, or of those whose place they took."""


class Section(NamedTuple):
    """A part of a page: its title, the question that its rows answer, and whether they are shown column by column."""

    title: str
    question: Question
    is_record: bool = False
    columns: tuple[str, ...] = ()
    """The columns of its rows; all of the view where there are none."""


class Page(NamedTuple):
    """What is known of one thing: its title, and the sections that may hold rows."""

    title: str
    sections: list[Section]


def find_page(reader: Reader, names: NameResolver, typed: str, *, with_history: bool = False) -> Page:
    """Return the page of a country, organization, official, place, facility, article or fact.

    An article and a fact are named by their id. The history is what facts said before their sheet was loaded again;
    a fact that is gone has only that.
    Raises UnknownName, and AmbiguousName with all that the name may mean.
    """
    page = _find_article(reader, typed) or _find_fact(reader, typed) or _find_named(reader, names, typed)
    now = [one for one in page.sections if one.question.view != "history"]
    return page if with_history or not now else Page(page.title, now)


def _find_named(reader: Reader, names: NameResolver, typed: str) -> Page:
    found = names.find_matches(typed, KINDS)
    if not found:
        raise UnknownName(names.describe_unknown(typed, KINDS))
    if len(found) > 1:
        attested = names.keep_attested(found)
        ordered = [*attested, *(match for match in found if match not in attested)]
        listed = "\n".join(f"  {choice}" for choice in describe_choices(typed, ordered)[:_MOST_LISTED])
        more = f"\n  and {len(ordered) - _MOST_LISTED} more" if len(ordered) > _MOST_LISTED else ""
        raise AmbiguousName(f"{typed!r} may be any of these: type the full name, the code or the key.\n{listed}{more}")
    return _make_page(reader, found[0])


def _find_article(reader: Reader, typed: str) -> Page | None:
    article = typed.lower()
    title = reader.find_value(Query("SELECT coalesce(title, id) FROM articles WHERE id = :id", {"id": article}))
    if title is None:
        return None
    own = Section("article", Question("articles", "id").where("id = :id", id=article), is_record=True)
    # A facility as this article attests it, whatever a later one says.
    views = [view if view != "facilities" else "facility_statuses" for view in VIEWS_OF_FACTS.values()]
    facts = [Section(view, Question(view, "id").where("article_id = :article", article=article)) for view in views]
    history = Section("history", _ask_history("article_id = :of", article))
    return Page(str(title), [own, *facts, history])


def _ask_history(condition: str, value: Value) -> Question:
    """Return the question for what facts said before; the condition has its value as :of."""
    return Question("history", "replaced_at DESC, kind, fact_id").where(condition, of=value)


def _find_fact(reader: Reader, typed: str) -> Page | None:
    if not typed.isascii() or not typed.isdigit() or len(typed) > len(str(2**53)):
        return None
    fact = int(typed)
    kind = reader.find_value(Query("SELECT kind FROM citations WHERE fact_id = :fact", {"fact": fact}))
    if not isinstance(kind, str):
        return _find_gone(reader, fact)
    recorded = Section("recorded", Question("facts", "id").where("id = :fact", fact=fact), True, _RECORDED)
    cited = Section("citations", Question("citations", "ordinal").where("fact_id = :fact", fact=fact))
    rest = [cited, recorded, Section("history", _ask_history(_BEFORE.format(facts="SELECT CAST(:of AS BIGINT)"), fact))]
    if kind != "facility":
        own = Section(kind, Question(VIEWS_OF_FACTS[kind], "id").where("id = :fact", fact=fact), is_record=True)
        return Page(f"{kind} {fact}", [own, *rest])
    attested = Question("facility_statuses", "id").where("id = :fact", fact=fact).where("ordinal = 1")
    earlier = Question("facility_statuses", "ordinal").where("id = :fact", fact=fact).where("ordinal > 1")
    return Page(f"{kind} {fact}", [Section(kind, attested, is_record=True), Section("earlier", earlier), *rest])


def _find_gone(reader: Reader, fact: int) -> Page | None:
    """Return the page of a fact that another one has replaced, or that its sheet no longer holds."""
    asked = "SELECT kind, coalesce('now ' || CAST(successor_id AS TEXT), 'removed') FROM history WHERE fact_id = :fact"
    last = f"{asked} AND (successor_id IS NULL OR successor_id <> fact_id) ORDER BY replaced_at DESC LIMIT 1"
    row = next(reader.find(Query(last, {"fact": fact})).rows, None)
    if row is None:
        return None
    before = _ask_history(_BEFORE.format(facts="SELECT CAST(:of AS BIGINT)"), fact)
    kind, became = map(str, row)
    return Page(f"{kind} {fact}, {became}", [Section("history", before)])


def _make_page(reader: Reader, match: Match) -> Page:
    if match.kind in PARTY_KINDS:
        named = _make_named(reader, match)
        return Page(match.name, [_make_own(match), *named, *_make_belonging(match), _make_history(match)])
    column = "place_id" if match.kind == "place" else "facility_key"
    views = ("meetings", "facilities") if match.kind == "place" else ("facilities", "facility_statuses")
    return Page(
        match.name,
        [Section(view, Question(view, "id").where(f"{column} = :id", id=match.id)) for view in views],
    )


def _make_own(match: Match) -> Section:
    question = Question(_OWN_VIEWS[match.kind], "id").where("id = :id", id=match.id)
    return Section(match.kind, question, is_record=True)


def _make_named(reader: Reader, match: Match) -> list[Section]:
    """Return a section for each kind of fact; a country stands for its organizations and officials too."""
    asked = Query("SELECT country_code FROM parties WHERE id = :id", {"id": match.id})
    stands_for = reader.find_value(asked)
    return [Section(view, _ask_named(reader, match, kind, stands_for)) for kind, view in VIEWS_OF_FACTS.items()]


def _ask_named(reader: Reader, match: Match, kind: str, stands_for: Value) -> Question:
    question = Question(VIEWS_OF_FACTS[kind], LATEST_PUBLISHED)
    keys = select_naming("party", match, f"= '{kind}'")
    value = value_of("party", match)["party"]
    if kind == "facility":  # the view has the latest record of each, and what is named may be an earlier one
        return question.where_among("id", keys, party=value)
    question.where_listed(keys, party=value)
    if match.kind == "country":
        return question.date_listed()
    return question if stands_for is None else date_by_country(reader, question, keys, kind, stands_for)


def _make_history(match: Match) -> Section:
    """Return what facts said before that name a party now."""
    named = _BEFORE.format(facts=select_naming("of", match, "IS NOT NULL"))
    return Section("history", _ask_history(named, value_of("of", match)["of"]))


def _make_belonging(match: Match) -> list[Section]:
    """Return the organizations and officials of a country."""
    if match.kind != "country":
        return []
    return [
        Section(view, Question(view, "facts DESC, id").where("country_code = :code", code=match.country_code))
        for view in ("organizations", "officials")
    ]
