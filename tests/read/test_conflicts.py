"""Conflicts of the bases that the project keeps: exactly the true ones. Those of made-up articles are in compare/."""

from rc_kb.read.conflicts import find_conflicts
from tests.read.compare.conftest import IRAN, read
from tests.read.conftest import Base


def test_the_seed_has_one_conflict_fourteen_facilities_claimed_and_thirteen_listed(seed: Base) -> None:
    rows = list(find_conflicts(seed.reader))
    assert [(row.group, row.kind, row.subject, row.about, row.value, row.verdict, row.support) for row in rows] == [
        (1, "total", IRAN, "facilities abroad", "about 14", "rival", 1),
        (1, "total", IRAN, "facilities abroad", "13 listed", "rival", 1),
        (1, "total", IRAN, "countries with facilities", "13", "consistent", 1),
        (1, "total", IRAN, "countries with facilities", "13 listed", "consistent", 1),
    ]
    assert {row.articles for row in rows} == {"tehran-times-476836"}
    assert [len(row.fact_ids) for row in rows] == [1, 13, 1, 13]


def test_both_articles_of_the_seed_agree_on_the_rank(seed: Base) -> None:
    rows = list(find_conflicts(seed.reader, with_agreeing=True))
    assert [(row.value, row.verdict, row.support) for row in rows if row.kind != "total"] == [("5", "agrees", 2)]


def test_the_invented_articles_differ_in_nothing_but_the_volunteers(invented: Base) -> None:
    rows = list(find_conflicts(invented.reader))
    assert read(rows) == [("more than 120000", "rival", 1), ("110000", "rival", 1)]
    assert {row.about for row in rows} == {"volunteers"}
