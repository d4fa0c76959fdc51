"""Keys of facts: those of an article lie together, and no two are one."""

from itertools import groupby
from pathlib import Path

import pytest

from rc_kb.store import prepare
from rc_kb.store.engine import begin_writing
from rc_kb.store.keys import article_key, make_key, put_beside
from rc_kb.store.search import index_text
from tests.bases import INVENTED_SHEETS, TESTER, load_files
from tests.store.conftest import Load, find_rows

AWARDS = "awards:\n" + "\n".join(f"- {{recipient: IFRC, award: number {number}, cite: 1}}" for number in range(20))
LARGEST = 2**53


def test_a_key_beside_another_begins_as_it_does_and_ends_as_its_own() -> None:
    one, other, third = (make_key("fact", number) for number in range(3))
    beside, next_to_it = put_beside(one, other), put_beside(one, third)
    assert put_beside(other, beside) == other
    assert 0 < abs(beside - one) < LARGEST >> 20
    assert 0 < abs(beside - next_to_it) < LARGEST >> 20
    assert 0 <= beside < LARGEST


def test_articles_spread_over_all_keys() -> None:
    starts = {article_key(f"example-news-{number}") * 16 // LARGEST for number in range(1000)}
    assert starts == set(range(16))
    groups = {article_key(f"example-news-{number}") * 16 // LARGEST for number in range(10**6, 2 * 10**6, 1000)}
    assert groups == set(range(16))


def test_articles_that_are_numbered_one_after_the_other_are_neighbours() -> None:
    """Loading and reading what was published together touches few pages."""
    keys = [article_key(f"example-news-{number}") for number in range(500_000, 501_000)]
    assert len(set(keys)) == 1000
    assert max(keys) - min(keys) < LARGEST * 5 // 4096
    assert abs(article_key("example-news-500000") - article_key("example-news-700000")) > LARGEST // 10


@pytest.mark.parametrize("article", ["aid-2021", "aid-2021-03-05", "aid", "aid-12", "هلال-۱۲۳۴۵۶"])
def test_no_date_and_no_small_number_puts_many_articles_in_one_group(article: str) -> None:
    groups = {article_key(f"{name}-{article}") * 4096 // LARGEST for name in "abcdefghijklmnop"}
    assert len(groups) > 12


def test_an_article_may_have_any_number() -> None:
    assert 0 <= article_key(f"example-news-{'9' * 5000}") < LARGEST


@pytest.mark.parametrize(
    "articles_by_key",
    [
        "SELECT article_id FROM fact ORDER BY id",
        (
            "SELECT coalesce(e.article_id, f.article_id) AS article FROM search_entry AS e LEFT JOIN fact AS f "
            "ON f.id = e.fact_id WHERE article IS NOT NULL ORDER BY e.id"
        ),
    ],
)
def test_the_facts_of_an_article_and_what_search_finds_in_it_lie_together(base: Path, articles_by_key: str) -> None:
    load_files(base, INVENTED_SHEETS, TESTER)
    articles = [article for (article,) in find_rows(base, articles_by_key)]
    assert len(articles) > 50
    assert [article for article, _ in groupby(articles)] == sorted(set(articles), key=article_key)


def test_facts_whose_keys_would_be_one_get_two(bare: Path, load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prepare, "make_key", lambda *parts: parts[-1])
    load(bare, one=AWARDS)
    assert find_rows(bare, "SELECT count(DISTINCT award) FROM awards") == [(20,)]


def test_paragraphs_of_a_text_have_keys_that_follow_each_other(base: Path) -> None:
    with begin_writing(base) as connection:
        index_text(connection, "tehran-times-511371", "\n\n".join(f"word {number}" for number in range(3000)))
    [(lowest, highest)] = find_rows(base, "SELECT min(id), max(id) FROM search_entry WHERE kind = 'text'")
    assert highest - lowest == 2999


def test_a_facility_that_no_operator_has_keeps_its_key_wherever_its_facts_lie(
    bare: Path, load: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = "SELECT facility_key FROM facility"
    load(bare, one="facilities:\n- {country: TJ, kind: clinic, status: operating, cite: 1}")
    kept = find_rows(bare, asked)
    monkeypatch.setattr(prepare, "put_beside", lambda _, key: key)
    load(bare, one="facilities:\n- {country: TJ, kind: clinic, status: operating, cite: 1}")
    assert find_rows(bare, asked) == kept
