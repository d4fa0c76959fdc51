import json

import pytest

from rc_kb.vocabulary import NOUNS
from tests.cli.conftest import Ask


@pytest.mark.parametrize("noun", [*NOUNS, "timeline"])
def test_every_noun_answers_as_of_a_day_with_its_citations(ask: Ask, noun: str) -> None:
    said = ask(noun, "--as-of", "2022-12-31", "--cite", "--json", "--all")
    assert (said.code, said.err) == (0, "")
    rows = json.loads(said.out)
    assert rows
    assert {one["article_id"] for row in rows for one in row["citations"]} == {"tehran-times-476836"}


def test_facilities_as_of_the_end_of_2022_are_thirteen_and_fourteen_now(ask: Ask) -> None:
    then, now = (json.loads(ask("facilities", *days, "--json").out) for days in (["--as-of", "2022-12-31"], []))
    assert (len(then), len(now)) == (13, 14)
    assert {row["country"] for row in now} - {row["country"] for row in then} == {"Tajikistan"}


@pytest.mark.parametrize("name", ["tehran-times-511371", "Faisal Mahboob", "Embassy of Tajikistan in Iran"])
def test_what_only_later_articles_name_is_unknown_as_of_a_day(ask: Ask, name: str) -> None:
    assert ask("show", name).code == 0
    said = ask("show", name, "--as-of", "2022-12-31")
    assert (said.code, said.out) == (3, "")
    assert "IRCS, Tajikistan discuss" not in said.err


def test_no_rows_are_said_to_be_of_the_day(ask: Ask) -> None:
    said = ask("facilities", "--in", "Tajikistan", "--as-of", "2022")
    assert said == (0, "", "rc-kb: no facilities in Tajikistan as of 2022-12-31 in the knowledge base.\n")


@pytest.mark.parametrize("day", ["2022..2023", "2023-13", "tomorrow"])
def test_what_is_no_one_date_is_refused(ask: Ask, day: str) -> None:
    said = ask("meetings", "--as-of", day)
    assert (said.code, said.out) == (2, "")


def test_the_index_can_be_asked_in_sql(ask: Ask) -> None:
    statement = "SELECT count(*) AS hits FROM search_index WHERE search_index MATCH 'arbaeen'"
    assert json.loads(ask("sql", statement, "--json").out) == [{"hits": 2}]
