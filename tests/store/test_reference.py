import csv
from pathlib import Path

import pytest

from rc_kb.settings import find_seed
from rc_kb.store.engine import begin_writing
from rc_kb.store.reference import load_reference
from rc_kb.text import fold_key
from tests.store.conftest import dump_tables, find_rows

REFERENCE = find_seed() / "reference"


def read_csv(name: str) -> list[dict[str, str]]:
    with (REFERENCE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    ("sql", "count"),
    [
        ("SELECT count(*) FROM countries", 249),
        ("SELECT count(*) FROM organizations WHERE kind = 'national_society'", 191),
        ("SELECT count(DISTINCT country_code) FROM organizations WHERE kind = 'national_society'", 191),
        ("SELECT count(*) FROM organizations WHERE kind <> 'national_society'", 13),
        ("SELECT count(*) FROM ambiguous_names", 118),
        ("SELECT count(*) FROM regions WHERE level = 'region'", 5),
    ],
)
def test_the_reference_data_is_whole(sql: str, count: int, reference_base: Path) -> None:
    assert find_rows(reference_base, sql) == [(count,)]


def test_each_country_lies_in_its_region_and_the_regions_above(reference_base: Path) -> None:
    found = find_rows(
        reference_base,
        "SELECT code, coalesce(region, ''), coalesce(sub_region, ''), coalesce(intermediate_region, '') "
        "FROM countries ORDER BY code",
    )
    columns = ("iso2", "region", "sub_region", "intermediate_region")
    assert found == sorted(tuple(row[column] for column in columns) for row in read_csv("country_terms.csv"))


def test_only_taiwan_and_antarctica_have_no_region(reference_base: Path) -> None:
    found = find_rows(reference_base, "SELECT code FROM countries WHERE region IS NULL ORDER BY code")
    assert found == [("AQ",), ("TW",)]


@pytest.mark.parametrize("absent", ["Kosovo", "XK", "XKX", "Kosovar"])
def test_kosovo_which_iso_3166_1_does_not_know_is_no_country(absent: str, reference_base: Path) -> None:
    assert find_rows(reference_base, "SELECT * FROM names WHERE kind = 'country' AND key = ?", fold_key(absent)) == []


@pytest.mark.parametrize("code", ["ER", "NI", "NR", "NU", "OM", "VA"])
def test_countries_without_a_recognized_society_have_none(code: str, reference_base: Path) -> None:
    sql = "SELECT organization FROM organizations WHERE kind = 'national_society' AND country_code = ?"
    assert find_rows(reference_base, sql, code) == []


def test_every_name_in_the_source_finds_its_country(reference_base: Path) -> None:
    there = set(find_rows(reference_base, "SELECT country_code, key FROM country_name"))
    columns = ("iso2", "iso3", "short_name", "common_name", "alternative_names", "demonyms")
    wanted = {
        (row["iso2"], fold_key(name))
        for row in read_csv("country_terms.csv")
        for column in columns
        for name in row[column].split(";")
        if name.strip()
    }
    assert len(wanted) > 1500
    assert wanted <= there


def test_a_name_that_several_countries_share_is_listed_as_ambiguous(reference_base: Path) -> None:
    listed = {fold_key(name) for (name,) in find_rows(reference_base, "SELECT name FROM ambiguous_name")}
    shared = find_rows(
        reference_base, "SELECT key FROM country_name GROUP BY key HAVING count(DISTINCT country_code) > 1"
    )
    assert len(shared) > 50
    assert {key for (key,) in shared} <= listed


def test_an_ambiguous_name_stays_with_all_countries_that_it_may_mean(reference_base: Path) -> None:
    for row in read_csv("ambiguous_terms.csv"):
        if row["kind"] == "ambiguous":
            sql = "SELECT DISTINCT country_code FROM country_name WHERE key = ?"
            found = {code for (code,) in find_rows(reference_base, sql, fold_key(row["term"]))}
            assert found >= set(row["candidate_iso2"].split(";")), row["term"]


def test_a_preferred_country_is_one_whose_short_name_is_the_word(reference_base: Path) -> None:
    preferred = find_rows(reference_base, "SELECT name, preferred_code FROM ambiguous_name WHERE preferred_code <> ''")
    assert ("Congo", "CG") in preferred
    for name, code in preferred:
        sql = "SELECT key FROM country_name WHERE country_code = ? AND kind = 'short'"
        assert find_rows(reference_base, sql, code) == [(fold_key(name),)]


@pytest.mark.parametrize(
    ("name", "code", "note"),
    [
        ("Upper Volta", "BF", "historical"),
        ("Dahomey", "BJ", "historical"),
        ("Bosnia", "BA", "part"),
        ("Iraq", "IQ", None),
        ("Ivory Coast", "CI", None),
    ],
)
def test_historical_names_and_names_of_parts_are_noted(
    name: str, code: str, note: str | None, reference_base: Path
) -> None:
    found = find_rows(
        reference_base, "SELECT DISTINCT country_code, note FROM country_name WHERE key = ?", fold_key(name)
    )
    assert found == [(code, note)]


def test_every_noted_name_in_the_source_is_noted(reference_base: Path) -> None:
    noted = set(find_rows(reference_base, "SELECT country_code, name, note FROM country_name WHERE note IS NOT NULL"))
    wanted = {
        (row["iso2"], *flagged.strip().removesuffix(")").rsplit(" (", 1))
        for row in read_csv("country_terms.csv")
        for flagged in row["flagged_terms"].split(";")
        if flagged.strip()
    }
    assert noted == wanted


def test_every_organization_has_a_source(reference_base: Path) -> None:
    sql = "SELECT count(*), count(source) FROM organizations WHERE length(source) > 3"
    assert find_rows(reference_base, sql) == [(204, 204)]


@pytest.mark.parametrize("acronym", ["IRCS", "PRCS", "SRCS"])
def test_an_acronym_keeps_all_societies_that_use_it(acronym: str, reference_base: Path) -> None:
    using = {row["iso2"] for row in read_csv("national_societies.csv") if row["acronym"] == acronym}
    sql = "SELECT country_code FROM names WHERE kind = 'organization' AND key = ?"
    assert {code for (code,) in find_rows(reference_base, sql, fold_key(acronym))} >= using
    assert len(using) > 1


def test_bodies_have_their_seat_and_what_they_are_part_of(reference_base: Path) -> None:
    sql = "SELECT seat, part_of FROM organizations WHERE organization LIKE 'International Federation of Red Cross%'"
    assert find_rows(reference_base, sql) == [("Geneva", "International Red Cross and Red Crescent Movement")]
    assert find_rows(reference_base, "SELECT count(*) FROM organization WHERE seat_id IS NOT NULL") == [(13,)]


def test_loading_the_reference_data_again_changes_nothing(base: Path) -> None:
    before = dump_tables(base)
    with begin_writing(base) as connection:
        load_reference(connection, REFERENCE)
    assert dump_tables(base) == before
