"""The timeline: what counts as an event, by which day it had happened, in what order, and about whom."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rc_kb.read import conditions
from rc_kb.read.names import Match
from rc_kb.read.query import Query, Question, Value
from rc_kb.read.reader import Reader, open_reader
from rc_kb.read.timeline import find_events
from rc_kb.settings import find_seed
from rc_kb.store.engine import begin_writing
from rc_kb.store.reference import load_reference
from rc_kb.store.schema import upgrade_schema
from rc_kb.vocabulary import EVENTS
from tests.bases import TESTER, load_files
from tests.read.conftest import Base

Ask = Callable[[Callable[..., Match]], Question]

SHEETS = {
    "paper-1": """
article: {id: paper-1, publisher: Example Paper, published: 2024-06-10}
meetings:
- date: 2024-05-20
  city: Oslo
  country: NO
  participants: [{name: Ann Bee, organization: ICRC}, {name: Cee Dee}]
  cite: 1
- {date: 2024-05, participants: [{organization: Norwegian Red Cross, country: NO}, {name: Ann Bee}], cite: 1}
- {date: 2024/.., participants: [{organization: Ghana Red Cross Society}, {name: Cee Dee}], cite: 1}
- {format: phone, participants: [{organization: IFRC}, {name: Cee Dee}], topics: [floods], cite: 1}
facilities:
- {operator: Norwegian Red Cross, country: GH, name: North Ward, kind: hospital, status: operating, cite: 2}
- {operator: Norwegian Red Cross, country: NO, kind: other, status: closed, count: 3, cite: 2}
- operator: Ghana Red Cross Society
  country: GH
  city: Accra
  name: Blue Ward
  kind: health_center
  status: operating
  from: 2024-03-01
  earlier: [{status: closed}, {status: operating, from: 1990}]
  cite: 2
awards:
- {recipient: Norwegian Red Cross, award: Example Cup, giver: IFRC, year: 2024, cite: 3}
statements:
- {speaker: Ann Bee, on_behalf_of: Norwegian Red Cross, gist: All is well., about: the year, date: 2024-05-20, cite: 3}
""",
    "paper-2": """
article: {id: paper-2, publisher: Example Paper, published: 2024-07-01}
facilities:
- operator: Ghana Red Cross Society
  country: GH
  city: Accra
  name: Blue Ward
  kind: health_center
  status: operating
  earlier: [{status: closed, until: 2024-02}]
  cite: 1
- {operator: Ghana Red Cross Society, country: GH, kind: camp, status: operating, from_as_written: of late, cite: 1}
- {country: GH, kind: office, status: operating, earlier: [{status: unknown}], cite: 1}
""",
    "paper-3": """
article: {id: paper-3, publisher: Example Paper}
officials: [{name: Cee Dee}]
statements:
- {speaker: Cee Dee, gist: Nobody knows when., cite: 1}
""",
}


@pytest.fixture(scope="module")
def dated_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a base of events with dates of every sort."""
    folder = tmp_path_factory.mktemp("timeline")
    with begin_writing(folder / "base.db") as connection:
        upgrade_schema(connection)
        load_reference(connection, find_seed() / "reference")
    for name, text in SHEETS.items():
        (folder / f"{name}.yaml").write_text(text, "utf-8")
    load_files(folder / "base.db", [folder / f"{name}.yaml" for name in SHEETS], TESTER)
    return folder / "base.db"


@pytest.fixture
def dated(dated_path: Path) -> Iterator[Base]:
    with open_reader(dated_path) as reader:
        yield Base(reader)


def read(reader: Reader, question: Question, *columns: str) -> list[tuple[Value, ...]]:
    return [row[: len(columns)] for row in reader.find(question.ask(columns)).rows]


def test_events_stand_at_the_day_by_which_they_had_happened_and_the_unknown_last(dated: Base) -> None:
    assert read(dated.reader, find_events(), "event", "happened_on", "dated", "not_after") == [
        ("opening", "1990", "range", "1990-12-31"),
        ("closure", None, "undated", "2024-02-29"),
        ("closure", None, "undated", "2024-03-01"),
        ("opening", "2024-03-01", "day", "2024-03-01"),
        ("meeting", "2024-05-20", "day", "2024-05-20"),
        ("statement", "2024-05-20", "day", "2024-05-20"),
        ("meeting", "2024-05", "range", "2024-05-31"),
        ("meeting", "2024/..", "range", "2024-06-10"),
        ("closure", None, "undated", "2024-06-10"),
        ("meeting", None, "undated", "2024-06-10"),
        ("opening", None, "undated", "2024-07-01"),
        ("opening", None, "undated", "2024-07-01"),
        ("award", "2024", "range", "2024-12-31"),
        ("statement", None, "undated", None),
    ]


def test_a_facility_that_opens_again_was_closed_before_in_the_same_list(dated: Base) -> None:
    ward = find_events(about=dated.name("Blue Ward", "facility"))
    assert read(dated.reader, ward, "event", "not_after", "article_id", "ordinal") == [
        ("opening", "1990-12-31", "paper-1", 3),
        ("closure", "2024-02-29", "paper-2", 2),
        ("closure", "2024-03-01", "paper-1", 2),
        ("opening", "2024-03-01", "paper-1", 1),
        ("opening", "2024-07-01", "paper-2", 1),
    ]


def test_that_a_facility_operates_is_no_opening(dated: Base) -> None:
    opened = dated.list(find_events(event="opening"), "what")
    assert "hospital North Ward, Ghana" not in opened
    assert "office, Ghana" not in opened  # what it was before is unknown
    assert "camp, Ghana" in opened  # when it was opened is said in words


def test_each_event_says_what_it_was(dated: Base) -> None:
    rows = read(dated.reader, find_events(article="paper-1"), "what", "detail")
    assert {str(what): detail for what, detail in rows} == {
        "health center Blue Ward, Accra, Ghana": "Ghana Red Cross Society",
        "Ann Bee (International Committee of the Red Cross); Cee Dee": None,
        "Ann Bee: All is well.": "the year",
        "Norwegian Red Cross; Ann Bee": None,
        "Ghana Red Cross Society; Cee Dee": None,
        "facility (3), Norway": "Norwegian Red Cross",
        "International Federation of Red Cross and Red Crescent Societies; Cee Dee": "floods",
        "Norwegian Red Cross: Example Cup": "International Federation of Red Cross and Red Crescent Societies",
    }


def test_every_event_has_its_citation(dated: Base) -> None:
    rows = read(dated.reader, find_events(), "kind", "fact_id", "article_id", "paragraph", "publisher")
    for kind, fact, article, paragraph, publisher in rows:
        cited = Query(
            "SELECT kind, article_id, CAST(paragraph AS TEXT), publisher FROM citations WHERE fact_id = :fact",
            {"fact": fact},
        )
        assert list(dated.reader.find(cited).rows) == [(kind, article, paragraph, publisher)]


@pytest.mark.parametrize(
    ("ask", "expected"),
    [
        (lambda name: find_events(about=name("Norway")), ["meeting", "statement", "meeting", "closure", "award"]),
        (lambda name: find_events(about=name("Norwegian Red Cross")), ["statement", "meeting", "closure", "award"]),
        (lambda name: find_events(about=name("Ann Bee")), ["meeting", "statement", "meeting"]),
        (lambda name: find_events(about=name("IFRC")), ["meeting", "award"]),
        (lambda name: find_events(about=name("Oslo", "place")), ["meeting"]),
        (lambda name: find_events(about=name("Accra", "place"), event="closure"), ["closure", "closure"]),
        (lambda name: find_events(about=name("North Ward", "facility")), []),
        (lambda name: find_events(about=name("Brazil")), []),
        (lambda _: find_events(event="award"), ["award"]),
        (lambda _: find_events(article="paper-2"), ["closure", "opening", "opening"]),
        (lambda name: find_events(about=name("Ghana"), event="meeting", article="paper-1"), ["meeting"]),
    ],
)
def test_events_are_those_that_every_filter_leaves(dated: Base, ask: Ask, expected: list[Value]) -> None:
    assert dated.list(ask(dated.name), "event") == expected


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("2024-05-21", "2024-05-31", ["2024-05", "2024/..", None, None, None, None, "2024", None]),
        (None, "1990", ["1990", None, None, None, None, None, None, None]),
        ("2024-03-02", "2024-03-02", ["2024/..", None, None, None, None, "2024", None]),
        ("2024-07-02", None, ["2024", None]),
        ("2025", None, [None]),
    ],
)
def test_an_undated_event_may_be_on_any_day_until_the_report(
    dated: Base, since: str | None, until: str | None, expected: list[Value]
) -> None:
    assert dated.list(find_events(days=conditions.limit_days(since, until)), "happened_on") == expected


def test_events_are_of_the_kinds_that_can_be_asked_for(dated: Base) -> None:
    assert set(read(dated.reader, find_events(), "event", "kind")) == set(EVENTS.items())


@pytest.mark.parametrize("name", [None, "Norway", "Ann Bee", "Oslo", "Blue Ward"])
@pytest.mark.parametrize("columns", [["what"], ["1"], []])
def test_no_value_of_an_event_is_made_that_is_not_printed(dated: Base, name: str | None, columns: list[str]) -> None:
    about = dated.name(name, "country", "official", "place", "facility") if name else None
    query = find_events(about=about, days=conditions.limit_days("2024", None)).ask(columns, limit=1)
    plan = dated.reader.find(Query(f"EXPLAIN QUERY PLAN {query.sql}", query.values)).rows
    assert not [step for *_, step in plan if str(step).endswith(" events")]


def test_the_seed_tells_the_meetings_before_the_statements_that_no_article_dates(seed: Base) -> None:
    rows = read(seed.reader, find_events(about=seed.name("Iran")), "event", "dated")
    assert rows[:3] == [("award", "range"), ("award", "range"), ("meeting", "day")]
    assert rows[-1] == ("statement", "undated")
    assert not [event for event, _ in rows if event in {"opening", "closure"}]
