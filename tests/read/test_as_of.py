"""As of a day: a query answers from what was published by then, exactly as if nothing later were there."""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from shutil import copy

import pytest
from sqlalchemy import Table

from rc_kb.errors import BadDate
from rc_kb.read import queries
from rc_kb.read.as_of import PUBLISHED, find_sources, parse_as_of, rewind
from rc_kb.read.query import Query, Question, Value
from rc_kb.read.reader import Reader, open_reader
from rc_kb.store.models.schema import metadata
from rc_kb.store.views.catalogue import list_views
from rc_kb.vocabulary import VIEWS_OF_FACTS
from tests.bases import TESTER, load_files
from tests.read.conftest import Base

FIRST, SECOND = "2023-05-10", "2024-11-05"
DAY_BEFORE, BETWEEN, NOW = "2023-05-09", "2024-11-04", "9999-12-31"
VIEWS = [view.name for view in list_views()]
RELATIONS = [*VIEWS, *PUBLISHED]

RANGED = """
article: {id: ranged-news, publisher: Ranged, published: "[2024-01-10..2024-02-20]"}
organizations:
- {name: Harbour Aid, other_names: [HarbourAid International], kind: nongovernmental, country: NO}
meetings:
- city: Bergen
  country: NO
  participants:
  - {name: Ida Berg, role: director, organization: Harbour Aid, country: NO}
  - {name: Amina Odhiambo, role: secretary general, organization: Kenya Red Cross Society, country: KE}
  topics: [harbours]
  cite: 1
facilities:
- operator: Kenya Red Cross Society
  country: KE
  city: Nairobi
  name: Example Clinic
  kind: clinic
  status: reopening
  cite: 1
offices:
- {official: Ida Berg, title: director, organization: Harbour Aid, country: NO, cite: 1}
"""
UNDATED = """
article: {id: undated-news, publisher: Undated}
officials:
- {name: Olu Ade, other_names: [Olu A.], country: NG}
meetings:
- participants: [{name: Olu Ade}, {name: IDA BERG, country: NO}]
  city: Lagos
  country: NG
  cite: 1
facilities:
- operator: Kenya Red Cross Society
  country: KE
  city: Nairobi
  name: Example Clinic
  kind: clinic
  status: planned
  cite: 1
"""


@pytest.fixture(scope="module")
def told_path(invented_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the base of invented facts with two articles more: one of a range of days, one without a date."""
    folder = tmp_path_factory.mktemp("told")
    for name, text in (("ranged", RANGED), ("undated", UNDATED)):
        (folder / f"{name}.yaml").write_text(text)
    path = Path(copy(invented_path, folder / "told.db"))
    load_files(path, sorted(folder.glob("*.yaml")), TESTER)
    return path


@pytest.fixture
def told(told_path: Path) -> Iterator[Base]:
    with open_reader(told_path) as reader:
        yield Base(reader)


def forget_later(path: Path, folder: Path, day: str) -> Path:
    """Return a copy of a base without the articles that are not known to be published by a day."""
    kept = Path(copy(path, folder / f"until-{day}.db"))
    with closing(sqlite3.connect(kept)) as writing, writing:
        writing.execute("PRAGMA foreign_keys = ON")
        writing.execute("DELETE FROM article WHERE published_on_last IS NULL OR published_on_last > ?", (day,))
        for kind in ("organization", "official", "place"):
            known = "SELECT 'reference' UNION SELECT id FROM article"
            writing.execute(f"DELETE FROM {kind}_name WHERE source NOT IN ({known})")
            owner = "place" if kind == "place" else "party"
            unnamed = f"SELECT id FROM {kind} WHERE id NOT IN (SELECT {kind}_id FROM {kind}_name)"
            writing.execute(f"DELETE FROM {owner} WHERE id IN ({unnamed})")
    return kept


def read(reader: Reader, query: Query) -> Counter[tuple[Value, ...]]:
    return Counter(reader.find(query).rows)


def list_then(base: Base, question: Question, column: str, day: str) -> list[Value]:
    return [row[0] for row in base.reader.find(rewind(base.reader, question.ask([column]), day)).rows]


@pytest.mark.parametrize("day", [DAY_BEFORE, FIRST, "2024-02-19", "2024-02-20", BETWEEN, SECOND, NOW])
def test_a_rewound_view_or_table_is_that_of_a_base_without_what_was_published_later(
    told_path: Path, tmp_path: Path, day: str
) -> None:
    with open_reader(told_path) as now, open_reader(forget_later(told_path, tmp_path, day)) as then:
        for relation in RELATIONS:
            query = Query(f"SELECT * FROM {relation}")
            assert read(now, rewind(now, query, day)) == read(then, query), relation


def test_the_seed_rewound_to_its_first_article_is_as_if_the_second_were_not_there(
    seed_base: Path, tmp_path: Path
) -> None:
    day = "2022-12-31"
    with open_reader(seed_base) as now, open_reader(forget_later(seed_base, tmp_path, day)) as then:
        for relation in RELATIONS:
            query = Query(f"SELECT * FROM {relation}")
            assert read(now, rewind(now, query, day)) == read(then, query), relation


def test_the_seed_has_thirteen_facilities_as_of_2022_and_fourteen_now(seed: Base) -> None:
    facilities = queries.find_facilities()
    assert len(list_then(seed, facilities, "id", "2022-12-31")) == 13
    assert "TJ" not in list_then(seed, facilities, "country_code", "2022-12-31")
    assert len(list_then(seed, facilities, "id", NOW)) == 14


@pytest.mark.parametrize("table", ["article", *VIEWS_OF_FACTS])
def test_every_kind_of_fact_is_in_the_invented_base(invented: Base, table: str) -> None:
    assert invented.reader.find_value(Query(f"SELECT count(*) FROM {table}"))


@pytest.mark.parametrize("view", [*VIEWS_OF_FACTS.values(), "articles", "citations", "mentions", "topics"])
def test_there_are_no_facts_before_the_first_article(told: Base, view: str) -> None:
    assert not read(told.reader, rewind(told.reader, Query(f"SELECT * FROM {view}"), DAY_BEFORE))


def test_no_country_is_spoken_of_before_the_first_article(told: Base) -> None:
    assert list_then(told, queries.find_countries(), "code", DAY_BEFORE) == []
    assert len(list_then(told, queries.find_countries(iso=True), "code", DAY_BEFORE)) == 249


@pytest.mark.parametrize(
    ("day", "status", "attestations", "last_attested"),
    [
        (FIRST, "closed", 1, FIRST),
        ("2024-02-19", "closed", 1, FIRST),
        ("2024-02-20", "reopening", 2, "[2024-01-10..2024-02-20]"),
        (BETWEEN, "reopening", 2, "[2024-01-10..2024-02-20]"),
        (SECOND, "operating", 3, SECOND),
        (NOW, "operating", 3, SECOND),
    ],
)
def test_a_facility_is_as_last_attested_by_the_day(
    told: Base, day: str, status: str, attestations: int, last_attested: str
) -> None:
    clinic = queries.find_facilities(kind="clinic")
    assert list_then(told, clinic, "status", day) == [status]
    assert list_then(told, clinic, "attestations", day) == [attestations]
    assert list_then(told, clinic, "last_attested", day) == [last_attested]


def test_countries_count_what_was_published(told: Base) -> None:
    kenya = Question("countries", "id").where("code = 'KE'")
    counted = "meetings || ' ' || operating || ' ' || facility_statuses || ' ' || facilities_last_attested"
    assert list_then(told, kenya, counted, FIRST) == [f"2 1 closed, operating, planned {FIRST}"]
    assert list_then(told, kenya, counted, SECOND) == [f"4 2 operating, planned {SECOND}"]


def test_whom_only_later_articles_name_is_not_there_yet(told: Base) -> None:
    officials, organizations = queries.find_officials(), queries.find_organizations(kind="nongovernmental")
    assert list_then(told, officials, "official", FIRST) == ["Amina Odhiambo", "Lars Holm", "Tomás Vela"]
    assert list_then(told, organizations, "organization", FIRST) == []
    assert "Ida Berg" in list_then(told, Question("names", "id"), "name", BETWEEN)
    assert list_then(told, organizations, "organization", BETWEEN) == ["Harbour Aid"]
    cities = Question("places", "city").where("city IN ('Bergen', 'Lagos', 'Mombasa')")
    assert list_then(told, cities, "city", FIRST) == ["Mombasa"]
    assert list_then(told, cities, "city", NOW) == ["Bergen", "Mombasa"]


def test_somebody_goes_by_the_name_that_is_shown_now_and_is_known_by_those_given_then(told: Base) -> None:
    names = Question("names", "name").where("shown = 'IDA BERG'")
    assert told.list(names, "name") == ["IDA BERG", "Ida Berg"]
    assert list_then(told, names, "name", BETWEEN) == ["Ida Berg"]


def test_reference_data_are_there_on_any_day(told: Base) -> None:
    societies = queries.find_organizations(kind="national_society")
    assert len(list_then(told, societies, "id", "1800-01-01")) == len(told.list(societies, "id")) > 190


def test_facts_of_an_organization_are_counted_by_the_day(told: Base) -> None:
    society = Question("organizations", "id").where("organization = 'Kenya Red Cross Society'")
    counted = "meetings || ' ' || facilities"
    assert [list_then(told, society, counted, day) for day in (DAY_BEFORE, FIRST, BETWEEN, SECOND)] == [
        ["0 0"],
        ["2 5"],
        ["3 5"],
        ["4 5"],
    ]


@pytest.mark.parametrize(
    "query",
    [
        queries.find_meetings().ask(["id"], 2),
        Query("SELECT id FROM meetings UNION SELECT id FROM offices UNION ALL SELECT id FROM articles"),
        Query("WITH held AS (SELECT id FROM meetings)\nSELECT id FROM held"),
        Query(
            "with recursive n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 3)\nSELECT x FROM n, facilities"
        ),
        Query("SELECT (SELECT count(*) FROM topics), o.id FROM (SELECT id FROM officials) AS o, organizations"),
        Query("SELECT name FROM regions"),
    ],
    ids=lambda query: query.sql[:25],
)
def test_a_rewound_query_counts_its_rows_and_a_count_can_be_rewound(told: Base, query: Query) -> None:
    rewound = rewind(told.reader, query, FIRST)
    rows = len(list(told.reader.find(rewound).rows))
    assert rows > 0
    counted = "SELECT count(*) FROM ({}) AS counted"
    assert told.reader.find_value(rewound._replace(sql=counted.format(rewound.sql))) == rows
    count = query._replace(sql=counted.format(query.sql))
    assert told.reader.find_value(rewind(told.reader, count, FIRST)) == rows


@pytest.mark.parametrize("view", VIEWS)
def test_a_rewound_statement_can_be_pasted_into_any_shell(told_path: Path, view: str) -> None:
    with open_reader(told_path) as reader, closing(sqlite3.connect(told_path)) as shell:
        query = rewind(reader, Question(view, "1").ask(limit=5), BETWEEN)
        written = query.with_values_written_in()
        assert sqlite3.complete_statement(written)
        assert ":as_of" not in written
        assert shell.execute(written).fetchall() == list(reader.find(query).rows)


def test_values_of_the_query_stay_bound(told: Base) -> None:
    query = queries.find_figures(measure="volunteers", article="example-news-1").ask(["value"])
    rewound = rewind(told.reader, query, FIRST)
    assert rewound.values == {**query.values, "as_of": FIRST}
    assert list(told.reader.find(rewound).rows) == [(120000,)]


def test_only_what_a_query_reads_stands_in_front_of_it(told: Base) -> None:
    query = rewind(told.reader, queries.find_memberships().ask(["member", "article_id"]), FIRST)
    assert [line.split()[0] for line in query.sql.splitlines() if line.endswith("NOT MATERIALIZED (")] == [
        "WITH",
        "citation",
        "memberships",
    ]


def test_what_reads_only_reference_data_is_left_as_it_is(told: Base) -> None:
    query = Query("SELECT name FROM regions")
    assert rewind(told.reader, Query("SELECT 1"), FIRST) == Query("SELECT 1")
    assert read(told.reader, rewind(told.reader, query, FIRST)) == read(told.reader, query)


def list_scans(reader: Reader, query: Query) -> set[str]:
    plan = reader.find(Query(f"EXPLAIN QUERY PLAN {query.sql}", query.values)).rows
    details = [str(row[-1]).split() for row in plan]
    scanned = {words[1].removeprefix("main.") for words in details if words[0] == "SCAN"}
    return {name for name in scanned if not name.startswith("(subquery")}  # their numbers differ


@pytest.mark.parametrize("typed", ["Kenya", "Lars Holm", "ICRC"])
def test_a_rewound_query_reads_no_table_whole_that_the_query_does_not(told: Base, typed: str) -> None:
    party = told.name(typed)
    for question in (queries.find_meetings(partner=party), queries.find_figures(subject=party)):
        query = question.ask(limit=50)
        assert list_scans(told.reader, rewind(told.reader, query, BETWEEN)) <= list_scans(told.reader, query)


REFERENCE_TABLES = {
    "ambiguous_name",
    "ambiguous_name_country",
    "country",
    "country_name",
    "dictionary_entry",
    "party",
    "region",
}


def depends_on_articles(table: Table) -> bool:
    """Tell whether rows of a table go when an article goes."""
    wanted, seen = [table], {table.name}
    while wanted:
        for key in wanted.pop().foreign_keys:
            other = key.column.table
            if other.name not in seen:
                seen.add(other.name)
                wanted.append(other)
    return "article" in seen


@pytest.mark.parametrize("table", metadata.sorted_tables, ids=lambda table: table.name)
def test_a_table_that_articles_fill_is_on_the_list(table: Table) -> None:
    assert (table.name in PUBLISHED) is (table.name not in REFERENCE_TABLES)
    assert not depends_on_articles(table) or table.name in PUBLISHED


def test_every_table_on_the_list_exists() -> None:
    assert set(PUBLISHED) <= set(metadata.tables)


@pytest.mark.parametrize(
    ("sql", "sources"),
    [
        ("SELECT office, meetings FROM officials", ["officials"]),
        (
            "SELECT a.x FROM meeting AS a JOIN fact b ON b.id = a.id, topic WHERE a.x IN ('x', 'FROM y')",
            ["meeting", "fact", "topic"],
        ),
        (
            'SELECT (SELECT count(*) FROM award), x FROM (SELECT * FROM mission) AS m, "figure"',
            ["award", "mission", "figure"],
        ),
        (
            "SELECT x FROM (office JOIN fact ON fact.id = coalesce(office.id, 0)), place ORDER BY x, topic",
            ["office", "fact", "place"],
        ),
        (
            "SELECT x FROM main.article\nUNION ALL\nSELECT y, z\nfrom\nstatement LEFT OUTER JOIN fact ON 1",
            ["main", "statement", "fact"],
        ),
        ("SELECT 'it''s FROM here', x FROM parties", ["parties"]),
    ],
)
def test_what_a_statement_reads_is_found(sql: str, sources: list[str]) -> None:
    assert list(find_sources(sql)) == sources


@pytest.mark.parametrize("view", VIEWS)
def test_what_every_view_reads_is_found(invented_path: Path, view: str) -> None:
    read: set[str] = set()

    def note(action: int, first: str | None, *_: str | None) -> int:
        if action == sqlite3.SQLITE_READ and first:
            read.add(first)
        return sqlite3.SQLITE_OK

    with closing(sqlite3.connect(invented_path)) as shell, open_reader(invented_path) as reader:
        shell.set_authorizer(note)
        shell.execute(f"SELECT * FROM {view} LIMIT 0")
        rewound = rewind(reader, Query(f"SELECT * FROM {view}"), NOW).sql
    assert {table for table in read & set(PUBLISHED) if f"main.{table} " not in rewound} == set()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2022-12-31", "2022-12-31"),
        ("2024-02", "2024-02-29"),
        ("2022", "2022-12-31"),
        ("2022?", "2022-12-31"),
        ("[2025-03-08..2025-05-21]", "2025-05-21"),
    ],
)
def test_a_date_stands_for_its_last_possible_day(text: str, day: str) -> None:
    assert parse_as_of(text) == day


@pytest.mark.parametrize(
    "text",
    ["2022/2023", "2022..2023", "..2022", "2022..", "2022/", "/2022", "2022/..", "{2021,2022}", "[..2022]", "[2022..]"],
)
def test_a_range_is_no_day_to_answer_as_of(text: str) -> None:
    with pytest.raises(BadDate, match="--as-of takes one date"):
        parse_as_of(text)


@pytest.mark.parametrize("text", ["", "yesterday", "2022-13", "2022-02-30", "31.12.2022", "'; DROP TABLE fact; --"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(BadDate, match="is not a date"):
        parse_as_of(text)
