import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from rc_kb.errors import BadDate
from rc_kb.read import queries
from rc_kb.read.as_of import PUBLISHED, TIMELESS, RewoundReader, parse_as_of, rewind
from rc_kb.read.query import Query, Question
from rc_kb.read.reader import open_reader
from rc_kb.store.build import load_files
from rc_kb.store.models.schema import metadata
from rc_kb.store.views.catalogue import list_views
from tests.bases import TESTER
from tests.read.conftest import Base

LAST_DAY = "9999-12-31"
OFFICES = """article: {{id: {article}, publisher: Example News, published: {day}, paragraphs: 9}}
offices:
{offices}
"""


def rewound(base: Base, day: str) -> Base:
    return Base(RewoundReader(base.reader, day))


def ask_offices(base: Base, day: str) -> list[tuple[object, ...]]:
    reader = RewoundReader(base.reader, day)
    rows = reader.find(reader.limit(queries.find_offices()).ask(["official", "title"])).rows
    return sorted(rows, key=str)


@pytest.mark.parametrize(
    ("day", "status", "attestations"),
    [("2023-05-10", "closed", 1), ("2024-11-04", "closed", 1), ("2024-11-05", "operating", 2)],
)
def test_a_facility_has_the_status_that_was_last_attested_by_the_day(
    invented: Base, day: str, status: str, attestations: int
) -> None:
    reader = RewoundReader(invented.reader, day)
    asked = Query("SELECT status, attestations FROM facilities WHERE name = 'Example Clinic'")
    assert list(reader.find(asked).rows) == [(status, attestations)]


def test_nothing_is_attested_before_the_first_article(invented: Base) -> None:
    past = rewound(invented, "2023-05-09")
    assert past.list(Question("facts", "id"), "id") == []
    assert past.list(Question("articles", "id"), "id") == []
    assert past.list(queries.find_countries(), "country") == []


def test_counts_are_those_of_the_day(invented: Base) -> None:
    kenya = Question("countries", "code").where("code = 'KE'")
    assert rewound(invented, "2023-12-31").list(kenya, "meetings") == [2]
    assert rewound(invented, "2024-12-31").list(kenya, "meetings") == invented.list(kenya, "meetings") == [3]


def test_whom_only_later_articles_name_is_not_listed(seed: Base) -> None:
    past = rewound(seed, "2022-12-31")
    assert past.list(queries.find_officials(), "official") == ["Pirhossein Kolivand", "Yassen Al-Mamouri"]
    embassies = queries.find_organizations(kind="embassy")
    assert (past.list(embassies, "organization"), seed.list(embassies, "organization")) == (
        [],
        ["Embassy of Tajikistan in Iran"],
    )


@pytest.mark.parametrize(
    ("day", "facilities"), [("2022-09-17", 0), ("2022-12-31", 13), ("2025-05-20", 13), ("2025-05-21", 14)]
)
def test_an_article_counts_from_the_last_day_on_which_it_may_have_been_published(
    seed: Base, day: str, facilities: int
) -> None:
    found = rewound(seed, day).list(queries.find_facilities(), "country_code")
    assert (len(found), "TJ" in found) == (facilities, facilities == 14)


def test_an_article_without_a_date_is_not_known_to_be_published_by_any_day(base: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "undated.yaml"
    sheet.write_text(
        "article: {id: undated, publisher: Example News}\nawards:\n- {recipient: Kenya, award: Cup, cite: 1}\n"
    )
    load_files(base, [sheet], TESTER)
    with open_reader(base) as reader:
        cups = Query("SELECT count(*) FROM awards WHERE award = 'Cup'")
        assert reader.find_value(cups) == 1
        assert RewoundReader(reader, LAST_DAY).find_value(cups) == 0


@pytest.mark.parametrize("view", [view.name for view in list_views() if view.name != "data_dictionary"])
def test_on_the_last_day_every_view_is_as_it_is(seed: Base, view: str) -> None:
    query = Query(f"SELECT * FROM {view}")
    plain, past = seed.reader.find(query), seed.reader.find(rewind(seed.reader, query, LAST_DAY))
    assert past.columns == plain.columns
    assert sorted(past.rows, key=repr) == sorted(plain.rows, key=repr)


def test_every_table_that_articles_fill_is_rewound() -> None:
    filled = {"article"}
    while more := {
        table.name
        for table in metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table.name in filled and table.name not in filled
    }:
        filled |= more
    assert filled - {"search_entry"} <= set(PUBLISHED)
    assert {view.name for view in list_views()} > TIMELESS


def test_the_statement_can_be_pasted_into_any_shell(seed: Base, seed_base: Path) -> None:
    query = rewind(seed.reader, queries.find_facilities().ask(["country"]), "2022-12-31")
    with closing(sqlite3.connect(seed_base)) as connection:
        rows = connection.execute(query.with_values_written_in()).fetchall()
    assert rows == list(seed.reader.find(query).rows)
    assert len(rows) == 13


def test_a_statement_with_a_list_of_its_own_is_rewound(seed: Base) -> None:
    query = Query("WITH mine AS (SELECT country FROM facilities) SELECT count(*) FROM mine")
    assert seed.reader.find_value(rewind(seed.reader, query, "2022-12-31")) == 13
    counted = queries.find_facilities().ask().count_rows()
    assert seed.reader.find_value(rewind(seed.reader, counted, "2022-12-31")) == 13


@pytest.mark.parametrize(
    ("text", "day"),
    [("2022-12-31", "2022-12-31"), ("2022", "2022-12-31"), ("2022-02", "2022-02-28"), ("2022?", "2022-12-31")],
)
def test_a_partial_date_means_its_last_day(text: str, day: str) -> None:
    assert parse_as_of(text) == day


@pytest.mark.parametrize("text", ["2022..2023", "2022/2023", "2022/..", "..2022", "yesterday", ""])
def test_a_range_and_what_is_no_date_are_refused(text: str) -> None:
    with pytest.raises(BadDate):
        parse_as_of(text)


@pytest.fixture
def held(bare_reference: Path, tmp_path: Path) -> Path:
    """Return a base in which the president changes, and with him a delegate, who is one of several."""
    president = "- {{official: {}, title: president, organization: Kenya Red Cross Society, country: KE{}, cite: 1}}"
    delegate = "- {{official: {}, title: delegate, organization: Kenya Red Cross Society, country: KE, cite: 1}}"
    told = [
        ("2019-01-01", [president.format("A One", ""), delegate.format("D One")]),
        ("2021-01-01", [president.format("B Two", ""), delegate.format("D Two"), delegate.format("D One")]),
        ("2023-01-01", [president.format("B Two", ", until: 2022-06")]),
        ("2024-01-01", [president.format("C Three", ", from: 2024-02")]),
    ]
    sheets = [tmp_path / f"{day}.yaml" for day, _ in told]
    for sheet, (day, offices) in zip(sheets, told, strict=True):
        sheet.write_text(OFFICES.format(article=f"news-{day}", day=day, offices="\n".join(offices)))
    load_files(bare_reference, sheets, TESTER)
    return bare_reference


@pytest.mark.parametrize(
    ("day", "holders"),
    [
        ("2020", ["A One", "D One"]),
        ("2022", ["B Two", "D One", "D Two"]),
        ("2023", ["D One", "D Two"]),
        ("2024-01-15", ["D One", "D Two"]),
        ("2024", ["C Three", "D One", "D Two"]),
    ],
)
def test_offices_are_those_last_attested_and_not_over(held: Path, day: str, holders: list[str]) -> None:
    with open_reader(held) as reader:
        assert [official for official, _ in ask_offices(Base(reader), parse_as_of(day))] == holders
