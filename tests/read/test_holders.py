"""Holders: who holds an office on a day, as last attested, and that a seat of one has one holder."""

from pathlib import Path

import pytest

from rc_kb.read import queries
from rc_kb.read.as_of import RewoundReader
from rc_kb.read.query import Question
from rc_kb.read.reader import Reader, open_reader
from tests.bases import TESTER, load_files

ARTICLE = "article: {{id: news-{0}, publisher: X, published: {0}}}\noffices:\n{1}"
OFFICE = "- {{official: {0}, title: {1}, organization: Kenya Red Cross Society, country: KE{2}, cite: {3}}}\n"


def tell(base: Path, folder: Path, articles: dict[str, list[str]]) -> Path:
    """Load an article for each day; an office is an official, a title and perhaps a term."""
    sheets = []
    for day, offices in articles.items():
        said = [[*map(str.strip, office.split(",", 2)), ""][:3] for office in offices]
        lines = [
            OFFICE.format(official, title, f", {term}" if term else "", cite)
            for cite, (official, title, term) in enumerate(said, start=1)
        ]
        sheets.append(folder / f"{day}.yaml")
        sheets[-1].write_text(ARTICLE.format(day, "".join(lines)))
    load_files(base, sheets, TESTER)
    return base


def list_holders(question: Question, reader: Reader) -> list[object]:
    question.where("organization = 'Kenya Red Cross Society'")
    query = question.ask(["official || ', ' || title || coalesce(', ' || valid_from, '')"])
    return [row[0] for row in reader.find(query).rows]


def list_held(path: Path, day: str) -> list[object]:
    with open_reader(path) as opened:
        reader = RewoundReader(opened, day)
        return list_holders(reader.limit(queries.find_offices()), reader)


@pytest.mark.parametrize(
    ("term", "day", "is_held"),
    [
        ("", "2020-05-01", True),
        ("from: 2020-06", "2020-05-31", False),
        ("from: 2020-06", "2020-06-01", True),
        ("until: 2022-06", "2022-06-30", True),
        ("until: 2022-06", "2022-07-01", False),
        ('from: 2020-06, until: "2022?"', "2022-12-31", True),
        ('from: "[2019..2021]"', "2020-05-01", True),
    ],
)
def test_an_office_is_held_unless_it_is_known_to_be_over_or_not_to_have_begun(
    base: Path, tmp_path: Path, term: str, day: str, is_held: bool
) -> None:
    tell(base, tmp_path, {"2020-05-01": [f"Ann Bee, treasurer, {term}"]})
    assert bool(list_held(base, day)) is is_held


def test_an_office_attested_several_times_is_listed_once_as_last_attested(base: Path, tmp_path: Path) -> None:
    tell(
        base,
        tmp_path,
        {"2020-05-01": ["Ann Bee, treasurer, from: 2019"], "2021-05-01": ["Ann Bee, Treasurer, from: 2020"]},
    )
    assert list_held(base, "2020-12-31") == ["Ann Bee, treasurer, 2019"]
    assert list_held(base, "2021-12-31") == ["Ann Bee, Treasurer, 2020"]


def test_an_office_that_a_later_article_tells_is_over_is_not_held(base: Path, tmp_path: Path) -> None:
    tell(base, tmp_path, {"2020-05-01": ["Ann Bee, treasurer"], "2023-05-01": ["Ann Bee, treasurer, until: 2022"]})
    assert list_held(base, "2023-04-30") == ["Ann Bee, treasurer"]
    assert list_held(base, "2023-05-01") == []


def test_another_term_says_nothing_against_the_one_that_runs(base: Path, tmp_path: Path) -> None:
    articles = {
        "2020-05-01": ["Ann Bee, treasurer, from: 2020"],
        "2021-05-01": ["Ann Bee, treasurer, from: 2010, until: 2014"],
        "2022-05-01": ["Ann Bee, treasurer, from: 2024"],
        "2022-06-01": ["Cee Dee, treasurer"],
        "2022-07-01": ["Cee Dee, treasurer, until: 2012"],
    }
    tell(base, tmp_path, articles)
    assert list_held(base, "2021-12-31") == ["Ann Bee, treasurer, 2020"]
    assert list_held(base, "2023-12-31") == ["Ann Bee, treasurer, 2020", "Cee Dee, treasurer"]
    assert list_held(base, "2024-12-31") == ["Ann Bee, treasurer, 2024", "Cee Dee, treasurer"]


def test_another_title_and_another_official_are_other_offices(base: Path, tmp_path: Path) -> None:
    tell(
        base, tmp_path, {"2020-05-01": ["Ann Bee, treasurer", "Cee Dee, treasurer"], "2021-05-01": ["Ann Bee, adviser"]}
    )
    assert list_held(base, "2021-05-01") == ["Ann Bee, adviser", "Ann Bee, treasurer", "Cee Dee, treasurer"]


def test_without_a_day_every_attestation_is_listed(base: Path, tmp_path: Path) -> None:
    tell(base, tmp_path, {"2020-05-01": ["Ann Bee, treasurer"], "2021-05-01": ["Ann Bee, treasurer, until: 2020"]})
    with open_reader(base) as reader:
        assert len(list_holders(queries.find_offices(), reader)) == 2


PRESIDENTS = {
    "2020-05-01": ["Ann Bee, president", "Ann Bee, adviser", "Cee Dee, adviser"],
    "2021-05-01": ["Cee Dee, president"],
    "2022-05-01": ["Eve Fox, president, until: 2010"],
    "2023-05-01": ["Cee Dee, president, until: 2023-04"],
    "2024-05-01": ["Gus Hay, president, from: 2025"],
}


@pytest.mark.parametrize(
    ("day", "presidents"),
    [
        ("2020-05-01", ["Ann Bee"]),
        ("2021-05-01", ["Cee Dee"]),
        ("2022-05-01", ["Cee Dee"]),  # that somebody was president long before says nothing against her
        ("2023-05-01", []),  # whom she came after does not come back
        ("2024-12-31", []),
        ("2025-01-01", ["Gus Hay, president, 2025"]),
    ],
)
def test_a_seat_of_one_has_the_holder_last_attested(
    base: Path, tmp_path: Path, day: str, presidents: list[str]
) -> None:
    tell(base, tmp_path, PRESIDENTS)
    advisers = ["Ann Bee, adviser", "Cee Dee, adviser"]
    seated = [one if "," in one else f"{one}, president" for one in presidents]
    assert list_held(base, day) == sorted([*advisers, *seated])


@pytest.mark.parametrize("before", ["from: 2015", "until: 2020", "from: 2015, until: 2020"])
def test_of_two_holders_in_one_article_the_later_term_counts(base: Path, tmp_path: Path, before: str) -> None:
    offices = ["Ann Bee, president, from: 2019", f"Cee Dee, president, {before}"]
    tell(base, tmp_path, {"2020-05-01": offices})
    assert list_held(base, "2020-05-01") == ["Ann Bee, president, 2019"]


def test_two_whom_articles_of_one_day_give_a_seat_to_are_both_shown(base: Path, tmp_path: Path) -> None:
    tell(base, tmp_path, {"2020-05-01": ["Ann Bee, president", "Cee Dee, president"]})
    assert list_held(base, "2020-05-01") == ["Ann Bee, president", "Cee Dee, president"]
