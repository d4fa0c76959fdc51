"""Plans: a question about one thing is answered over indexes, without a look at every fact, however many there are."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from rc_kb.location import ServerAddress
from rc_kb.postgres import connect
from rc_kb.read import queries
from rc_kb.read.conditions import limit_days
from rc_kb.read.names import KINDS, Match, NameResolver
from rc_kb.read.query import Query, Question
from rc_kb.read.reader import Reader, open_reader
from rc_kb.read.show import find_page
from rc_kb.read.timeline import find_events

GROWING = (
    "fact|citation|article|article_paragraph|article_text|meeting|participation|topic|office|facility|facility_status|"
    "commitment|mission|figure|award|membership|statement|country_fact|facility_attestation|party|official|"
    "official_name|search_entry|recording|earlier_fact"
)
SCAN = re.compile(rf"SCAN (?:{GROWING})(?:_\d+)?(?: |$)")
"""A step of a plan that goes through all rows of a table that grows with the news."""

KEYS_READ_FIRST = re.compile(r"= ANY \((?:\$\d|\(InitPlan \d)")
"""A step of a plan of PostgreSQL that takes its keys from a select that was read before it."""

IRAQ = "Iraq"
SOCIETY = "Iraqi Red Crescent Society"
Ask = Callable[[Match], Question]

ABOUT_A_COUNTRY: dict[str, Ask] = {
    "meetings": lambda one: queries.find_meetings(partner=one),
    "meetings in": lambda one: queries.find_meetings(where=one),
    "meetings since": lambda one: queries.find_meetings(partner=one, days=limit_days("2024", None)),
    "officials": lambda one: queries.find_officials(country=one),
    "organizations": lambda one: queries.find_organizations(country=one),
    "offices": lambda one: queries.find_offices(country=one),
    "facilities": lambda one: queries.find_facilities(where=one),
    "facilities of": lambda one: queries.find_facilities(operator=one),
    "commitments": lambda one: queries.find_commitments(by=one),
    "commitments to": lambda one: queries.find_commitments(party=one),
    "missions": lambda one: queries.find_missions(to=one),
    "missions by": lambda one: queries.find_missions(by=one),
    "figures": lambda one: queries.find_figures(subject=one, measure="countries"),
    "awards": lambda one: queries.find_awards(recipient=one),
    "memberships": lambda one: queries.find_memberships(member=one),
    "statements": lambda one: queries.find_statements(speaker=one, about="blood"),
    "events": lambda one: find_events(about=one),
}
ABOUT_AN_ORGANIZATION: dict[str, Ask] = {
    "meetings": lambda one: queries.find_meetings(organization=one),
    "officials": lambda one: queries.find_officials(organization=one),
    "offices": lambda one: queries.find_offices(organization=one),
    "facilities": lambda one: queries.find_facilities(operator=one),
    "events": lambda one: find_events(about=one),
}
OF_AN_ARTICLE: dict[str, Callable[[], Question]] = {
    "meetings": lambda: queries.find_meetings(article="a"),
    "offices": lambda: queries.find_offices(article="a"),
    "facilities": lambda: queries.find_facilities(article="a"),
    "figures": lambda: queries.find_figures(article="a"),
    "statements": lambda: queries.find_statements(article="a"),
}


def explain(reader: Reader, query: Query) -> list[str]:
    return [str(row[3]) for row in reader.find(Query(f"EXPLAIN QUERY PLAN {query.sql}", query.values)).rows]


def find_scans(reader: Reader, question: Question) -> list[str]:
    plans = [question.ask((), 50), question.ask(()), question.ask_count()]
    return [step for query in plans for step in explain(reader, query) if SCAN.match(step)]


def find(reader: Reader, typed: str) -> Match:
    [match] = NameResolver(reader).find_matches(typed, KINDS)
    return match


@pytest.mark.parametrize("asked", ABOUT_A_COUNTRY)
def test_a_question_about_a_country_goes_through_no_table_of_facts(seed_base: Path, asked: str) -> None:
    with open_reader(seed_base) as reader:
        assert find_scans(reader, ABOUT_A_COUNTRY[asked](find(reader, IRAQ))) == []


@pytest.mark.parametrize("asked", ["meetings", "figures", "statements"])
def test_of_a_country_only_what_a_limit_leaves_is_looked_up_in_its_articles(seed_base: Path, asked: str) -> None:
    with open_reader(seed_base) as reader:
        plan = explain(reader, ABOUT_A_COUNTRY[asked](find(reader, IRAQ)).ask((), 50))
    looked_up = [place for place, step in enumerate(plan) if step.startswith("SEARCH article ")]
    assert looked_up
    assert plan.index("SCAN ranked") < min(looked_up)


@pytest.mark.parametrize("asked", ABOUT_AN_ORGANIZATION)
def test_a_question_about_an_organization_goes_through_no_table_of_facts(seed_base: Path, asked: str) -> None:
    with open_reader(seed_base) as reader:
        assert find_scans(reader, ABOUT_AN_ORGANIZATION[asked](find(reader, SOCIETY))) == []


@pytest.mark.parametrize("asked", OF_AN_ARTICLE)
def test_a_question_about_an_article_goes_through_no_table_of_facts(seed_base: Path, asked: str) -> None:
    with open_reader(seed_base) as reader:
        assert find_scans(reader, OF_AN_ARTICLE[asked]()) == []


@pytest.mark.parametrize(
    "asked", ["meetings", "commitments", "figures", "awards", "memberships", "missions by", "statements", "events"]
)
def test_a_server_reads_first_which_keys_stand_for_a_country(invented_on_server: ServerAddress, asked: str) -> None:
    with open_reader(invented_on_server) as reader, connect(invented_on_server) as connection:
        question = reader.limit(ABOUT_A_COUNTRY[asked](find(reader, IRAQ)))
        for query in (question.ask((), 50), question.ask(())):
            plan = connection.execute(f"EXPLAIN {query.with_values_written_in()}".encode())
            assert any(KEYS_READ_FIRST.search(str(step)) for (step,) in plan)


def test_a_server_reads_first_who_published(invented_on_server: ServerAddress) -> None:
    with open_reader(invented_on_server) as reader, connect(invented_on_server) as connection:
        query = reader.limit(queries.find_articles(publisher="Tehran")).ask((), 50)
        plan = "\n".join(
            str(step) for (step,) in connection.execute(f"EXPLAIN {query.with_values_written_in()}".encode())
        )
    assert len(KEYS_READ_FIRST.findall(plan)) == 2  # the publishers, and the articles that are chosen among theirs
    assert "WindowAgg" in plan


@pytest.mark.parametrize("question", [queries.find_countries(), queries.find_articles(publisher="Tehran")])
def test_countries_and_publishers_are_found_without_a_look_at_every_article(
    seed_base: Path, question: Question
) -> None:
    with open_reader(seed_base) as reader:
        assert find_scans(reader, question) == []


@pytest.mark.parametrize("typed", [IRAQ, SOCIETY, "Pir-Hossein Kolivand", "tehran-times-476836"])
def test_a_page_goes_through_no_table_of_facts(seed_base: Path, typed: str) -> None:
    with open_reader(seed_base) as reader:
        page = find_page(reader, NameResolver(reader), typed, with_history=False)
        assert [scan for section in page.sections for scan in find_scans(reader, section.question)] == []


@pytest.mark.parametrize("question", [queries.find_meetings(), queries.find_articles()])
def test_the_latest_of_all_are_read_in_their_order_by_an_index(seed_base: Path, question: Question) -> None:
    with open_reader(seed_base) as reader:
        [scan] = [step for step in explain(reader, question.ask((), 50)) if SCAN.match(step)]
    assert "USING INDEX" in scan


@pytest.mark.parametrize(
    ("typed", "view", "index"),
    [
        (SOCIETY, "meetings", "ix_meeting_held_on_last"),
        ("IFRC", "memberships", "ix_article_published_on_last_id"),
    ],
)
def test_what_is_much_is_looked_for_among_the_latest_of_all(seed_base: Path, typed: str, view: str, index: str) -> None:
    with open_reader(seed_base) as reader:
        sections = find_page(reader, NameResolver(reader), typed).sections
        [question] = [one.question for one in sections if one.question.view == view]
        if view == "meetings":
            question = queries.find_meetings(organization=find(reader, typed))
        soon, slowly = (question.ask((), 50, from_the_latest=is_long) for is_long in (True, False))
        assert any(SCAN.match(step) and index in step for step in explain(reader, soon))
        assert list(reader.find(soon).rows) == list(reader.find(slowly).rows)


@pytest.mark.parametrize(
    ("question", "index"),
    [
        (queries.find_meetings(), "ix_meeting_held_on_last"),
        (queries.find_statements(), "ix_statement_stated_on_last"),
        (queries.find_articles(), "ix_article_published_on_last_id"),
    ],
)
def test_the_latest_of_all_are_read_in_their_order_by_an_index_of_a_server_too(
    invented_on_server: ServerAddress, question: Question, index: str
) -> None:
    with connect(invented_on_server) as connection:
        connection.execute("SET enable_sort = off")  # of so few rows, sorting is sooner
        plan = connection.execute(f"EXPLAIN {question.ask((), 50).with_values_written_in()}".encode())
        assert any(index in str(step) for (step,) in plan)


@pytest.mark.parametrize("typed", [SOCIETY, "Yassen Al-Mamouri"])
def test_the_days_of_facts_about_who_stands_for_a_country_are_read_beside_it(seed_base: Path, typed: str) -> None:
    with open_reader(seed_base) as reader:
        sections = find_page(reader, NameResolver(reader), typed).sections
        [question] = [one.question for one in sections if one.question.view == "statements"]
        steps = explain(reader, question.ask((), 50))
    assert any(step.startswith("SEARCH country_fact") for step in steps)
    assert sum(step.startswith("SEARCH article") for step in steps) == 1  # of the rows that are shown


@pytest.mark.parametrize("typed", [IRAQ, SOCIETY])
def test_the_latest_facts_of_a_country_are_read_in_their_order_by_an_index(seed_base: Path, typed: str) -> None:
    with open_reader(seed_base) as reader:
        sections = find_page(reader, NameResolver(reader), typed).sections
        [question] = [one.question for one in sections if one.question.view == "statements"]
        soon, slowly = question.ask((), 50, from_the_latest=typed != IRAQ), question.ask(())
        steps = explain(reader, soon)
        assert any("COVERING INDEX ix_country_fact_country_code" in step for step in steps)
        sorts = [step for step in steps if "ORDER BY" in step]
        assert "FOR ORDER BY" not in sorts[0]  # only those of one day are sorted
        assert list(reader.find(soon).rows) == list(reader.find(slowly).rows)


def test_the_days_of_facts_about_who_stands_for_no_country_are_those_of_their_articles(seed_base: Path) -> None:
    with open_reader(seed_base) as reader:
        sections = find_page(reader, NameResolver(reader), "IFRC").sections
        [question] = [one.question for one in sections if one.question.view == "memberships"]
        assert "country_facts" not in question.ask((), 50).sql
        assert list(reader.find(question.ask((), 1000)).rows) == list(reader.find(question.ask(())).rows)


def test_a_name_is_found_by_an_index(seed_base: Path) -> None:
    with open_reader(seed_base) as reader:
        steps = explain(reader, Query("SELECT id FROM names WHERE key = :key", {"key": "iraq"}))
    assert [step for step in steps if SCAN.match(step)] == []


def test_a_base_keeps_no_statistics_of_its_first_days(seed_base: Path) -> None:
    # By those of a small base SQLite goes through whole tables, and goes on so when they have grown.
    with closing(sqlite3.connect(seed_base)) as connection:
        assert connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_stat1'").fetchone() is None
