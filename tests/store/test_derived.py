"""What follows from facts: the countries that they name, and the order of the records of a facility."""

from pathlib import Path
from typing import Any

import pytest

from rc_kb.store.derived import relate_all
from rc_kb.store.engine import begin_writing
from tests.bases import INVENTED_SHEETS, TESTER, build_invented, load_files
from tests.store.conftest import Load, find_rows

_NAMED = """
SELECT m.fact_id, p.country_code, m.kind, max(CASE m.role WHEN 'place' THEN 0 ELSE 1 END), f.published_on_last
FROM mentions AS m JOIN parties AS p ON p.id = m.party_id JOIN facts AS f ON f.id = m.fact_id
WHERE p.country_code IS NOT NULL GROUP BY 1, 2, 3, 5 ORDER BY 1, 2
"""
"""The countries that facts name, by the views of who is named and of who stands for which country."""

_ATTESTED = """
SELECT s.facility_key, coalesce(s.published_on_last, ''), s.id
FROM facility_statuses AS s WHERE s.ordinal = 1 ORDER BY 1, 2, 3
"""

OFFICE = "offices:\n- {{official: Ann Bee, title: clerk, organization: New Body, cite: 1}}\n{0}"
DESCRIBED = "organizations:\n- {{name: New Body, kind: {0}, country: KE}}\n"
FACILITY = "facilities:\n- {operator: Kenya Red Cross Society, country: KE, kind: clinic, status: %s, cite: 1}\n"


def find_derived(base: Path) -> tuple[list[Any], list[Any]]:
    return (
        find_rows(
            base, "SELECT fact_id, country_code, kind, takes_part, published_on_last FROM country_fact ORDER BY 1, 2"
        ),
        find_rows(base, "SELECT * FROM facility_attestation ORDER BY 1, 2, 3"),
    )


def find_plainly(base: Path) -> tuple[list[Any], list[Any]]:
    return find_rows(base, _NAMED), find_rows(base, _ATTESTED)


def find_countries(base: Path) -> list[tuple[str, int]]:
    return find_rows(base, "SELECT country_code, takes_part FROM country_facts ORDER BY 1")


@pytest.fixture
def invented(tmp_path: Path) -> Path:
    return build_invented(tmp_path / "invented.db")


def test_what_follows_from_the_seed_is_what_its_facts_say(seed_base: Path) -> None:
    assert find_derived(seed_base) == find_plainly(seed_base)
    assert all(find_derived(seed_base))


def test_what_follows_from_invented_facts_is_what_they_say(invented: Path) -> None:
    assert find_derived(invented) == find_plainly(invented)


def test_what_is_written_anew_is_what_was_written_step_by_step(invented: Path) -> None:
    before = find_derived(invented)
    with begin_writing(invented) as connection:
        relate_all(connection)
    assert find_derived(invented) == before


@pytest.mark.parametrize("sheet", INVENTED_SHEETS, ids=lambda sheet: sheet.stem)
def test_a_sheet_that_is_loaded_late_leaves_what_all_facts_say(tmp_path: Path, sheet: Path) -> None:
    base = build_invented(tmp_path / "base.db", [one for one in INVENTED_SHEETS if one != sheet])
    load_files(base, [sheet], TESTER)
    assert find_derived(base) == find_plainly(base)


def test_a_fact_names_the_country_of_an_organization_once_a_sheet_says_that_it_is_a_ministry(
    bare: Path, load: Load
) -> None:
    load(bare, one=OFFICE.format(DESCRIBED.format("other")))
    assert find_countries(bare) == []
    load(bare, one=OFFICE.format(DESCRIBED.format("government")))
    assert find_countries(bare) == [("KE", 1)]
    assert find_derived(bare) == find_plainly(bare)


def test_another_sheets_description_reaches_the_facts_of_all_sheets(bare: Path, load: Load) -> None:
    load(bare, one=OFFICE.format(DESCRIBED.format("other")))
    described = DESCRIBED.format("government") + "offices: [{official: Ed, title: x, organization: New Body, cite: 1}]"
    load(bare, two=described, three=described.replace("Ed", "Flo"))
    assert find_countries(bare) == [("KE", 1)] * 3
    assert find_derived(bare) == find_plainly(bare)


def test_what_follows_from_a_fact_goes_with_it(bare: Path, load: Load) -> None:
    load(bare, one=FACILITY % "operating")
    assert find_countries(bare) == [("KE", 1)]
    load(bare, one="")
    assert find_derived(bare) == ([], [])


def test_a_country_that_a_meeting_only_lies_in_takes_no_part_in_it(bare: Path, load: Load) -> None:
    load(bare, one="meetings: [{country: KE, participants: [{name: Ann, organization: ICRC}, {name: Ed}], cite: 1}]")
    assert find_countries(bare) == [("KE", 0)]


def test_a_facility_is_as_the_latest_article_has_it_also_when_an_article_gets_another_day(
    bare: Path, tmp_path: Path
) -> None:
    head = "article: {{id: {0}, publisher: X, published: {1}}}\n"

    def tell(article: str, day: str, status: str) -> str:
        sheet = tmp_path / f"{article}.yaml"
        sheet.write_text(head.format(article, day) + FACILITY % status)
        load_files(bare, [sheet], TESTER)
        [(shown,)] = find_rows(bare, "SELECT status FROM facilities")
        return str(shown)

    assert tell("one", "2020-01-01", "operating") == "operating"
    assert tell("two", "2021-01-01", "closed") == "closed"
    assert tell("one", "2022-01-01", "operating") == "operating"
    assert find_derived(bare) == find_plainly(bare)
