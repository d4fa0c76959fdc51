"""Names: what a typed name stands for, and what is said where nothing or several things have it."""

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rc_kb.errors import AmbiguousName, UnknownName
from rc_kb.read.names import KINDS, Match, NameResolver, describe_choices, find_names
from rc_kb.read.reader import open_reader
from rc_kb.vocabulary import PARTY_KINDS
from tests.bases import TESTER, load_files
from tests.read.conftest import Base


@pytest.mark.parametrize("typed", ["Iraq", "iraqi", "IQ", "irq", "IRAQ", " iraq ", "I.R.A.Q.", "Republic of Iraq"])
def test_a_country_is_found_by_name_demonym_and_code(seed: Base, typed: str) -> None:
    assert seed.name(typed, *PARTY_KINDS).name == "Iraq"


@pytest.mark.parametrize("typed", ["Cote d'Ivoire", "Côte d\N{RIGHT SINGLE QUOTATION MARK}Ivoire", "Ivory Coast", "CI"])
def test_accents_apostrophes_and_other_names_do_not_matter(seed: Base, typed: str) -> None:
    assert seed.name(typed, "country").country_code == "CI"


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("al mamouri", "Yassen Al-Mamouri"),
        ("AL-MAMOURI", "Yassen Al-Mamouri"),
        ("Yassen", "Yassen Al-Mamouri"),
        ("Pir-Hossein Kolivand", "Pirhossein Kolivand"),
        ("pir hossein kolivand", "Pirhossein Kolivand"),
        ("Kolivand", "Pirhossein Kolivand"),
    ],
)
def test_an_official_is_found_however_the_name_is_written(seed: Base, typed: str, name: str) -> None:
    match = seed.name(typed, *PARTY_KINDS)
    assert (match.kind, match.name) == ("official", name)


@pytest.mark.parametrize("typed", ["ICRC", "icrc", "International Committee of the Red Cross"])
def test_an_organization_is_found_by_name_and_acronym(seed: Base, typed: str) -> None:
    match = seed.name(typed, *PARTY_KINDS)
    assert (match.kind, match.name) == ("organization", "International Committee of the Red Cross")


def test_whole_words_of_a_longer_name_are_enough(seed: Base) -> None:
    assert seed.name("Iranian Red Crescent", "organization").country_code == "IR"


def test_a_part_of_a_word_is_not_enough(seed: Base) -> None:
    with pytest.raises(UnknownName):
        seed.name("oliva", *PARTY_KINDS)


@pytest.mark.parametrize(("typed", "codes"), [("IRCS", ["IN", "IQ", "IR"]), ("Tajik", ["AF", "TJ"])])
def test_an_ambiguous_name_lists_every_choice_and_takes_none(seed: Base, typed: str, codes: list[str]) -> None:
    with pytest.raises(AmbiguousName) as refused:
        seed.name(typed, *PARTY_KINDS)
    assert all(f", {code})" in str(refused.value) for code in codes)
    assert str(refused.value).endswith(": type the full name, the code or the key.")


@pytest.mark.parametrize("typed", ["Congo", "Congolese"])
def test_a_name_that_only_one_attested_thing_has_is_taken_and_said(seed: Base, typed: str) -> None:
    notices: list[str] = []
    taken = NameResolver(seed.reader, tell=notices.append).find(typed, *PARTY_KINDS)
    assert taken is not None
    assert taken.country_code == "CG"
    (notice,) = notices
    assert "Democratic Republic of the Congo" in notice
    assert "took Republic of the Congo, the only one that facts speak of." in notice


@pytest.mark.parametrize("typed", ["Congo", "Congolese"])
def test_a_name_of_several_unattested_things_stays_ambiguous(invented: Base, typed: str) -> None:
    with pytest.raises(AmbiguousName, match="Democratic Republic of the Congo"):
        invented.name(typed, *PARTY_KINDS)


def test_a_clear_name_gives_no_notice(seed: Base) -> None:
    notices: list[str] = []
    NameResolver(seed.reader, tell=notices.append).find("Kenya", *PARTY_KINDS)
    assert notices == []


@pytest.mark.parametrize(
    ("typed", "near"),
    [("Irak", "Iraq"), ("Tajikstan", "Tajikistan"), ("Pirhosein Kolivand", "Pirhossein Kolivand")],
)
def test_an_unknown_name_gets_near_misses(seed: Base, typed: str, near: str) -> None:
    with pytest.raises(UnknownName, match=rf"is called '{typed}'\. Did you mean .*{near}"):
        seed.name(typed, *PARTY_KINDS)


@pytest.mark.parametrize("typed", ["", " ", "!!!", "'", "-.-", "%", "_", "\u202e", "qqqqxxxxzzzz"])
def test_a_name_that_nothing_is_near_to_is_unknown(seed: Base, typed: str) -> None:
    with pytest.raises(UnknownName, match="no name is near it"):
        seed.name(typed, *PARTY_KINDS)


def test_only_the_kinds_that_are_asked_for_are_found(seed: Base) -> None:
    with pytest.raises(UnknownName, match="no organization is called 'Kolivand'"):
        seed.name("Kolivand", "organization")


def test_a_city_is_found_with_its_country(invented: Base) -> None:
    match = invented.name("mombasa", "country", "place")
    assert (match.kind, match.country_code) == ("place", "KE")


def test_a_facility_is_found_by_its_name(invented: Base) -> None:
    assert invented.name("example clinic", "facility").describe() == "Example Clinic (facility, KE)"


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("africa", "Africa"),
        ("eastern AFRICA", "Eastern Africa"),
        ("latin america", "Latin America and the Caribbean"),
    ],
)
def test_a_region_is_found_without_regard_to_case(seed: Base, typed: str, name: str) -> None:
    assert NameResolver(seed.reader).find_region(typed) == name


def test_an_unknown_region_gets_near_misses(seed: Base) -> None:
    with pytest.raises(UnknownName, match=r"Did you mean .*Africa"):
        NameResolver(seed.reader).find_region("Afrika")


def test_two_officials_of_one_name_are_both_listed(base: Path) -> None:
    with closing(sqlite3.connect(base)) as writing, writing:
        writing.execute(
            "INSERT INTO official_name (official_id, name, source, kind, key) "
            "SELECT id, 'Alex Same', 'x', 'other', 'alexsame' FROM officials WHERE official IN (?, ?)",
            ("Faisal Mahboob", "Yassen Al-Mamouri"),
        )
    with open_reader(base) as reader, pytest.raises(AmbiguousName, match=r"Faisal Mahboob \(official\) or Yassen"):
        NameResolver(reader).find("Alex Same", *PARTY_KINDS)


def test_completion_finds_names_by_their_beginning(seed: Base) -> None:
    assert find_names(seed.reader, "ira", ["country"]) == ["Iran", "Iran, Islamic Republic of", "Iraq"]
    assert "Ivory Coast" in find_names(seed.reader, "ivory", KINDS)
    assert find_names(seed.reader, "kol", ["official"]) == ["Kolivand"]
    assert find_names(seed.reader, "no name begins so", KINDS) == []


@given(st.text(max_size=60))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_gives_a_match_or_is_unknown_or_ambiguous(seed: Base, typed: str) -> None:
    with suppress(UnknownName, AmbiguousName):
        assert isinstance(seed.name(typed, *PARTY_KINDS), Match)


def test_a_key_stands_for_what_has_it_where_a_name_does_not_tell(base: Path) -> None:
    with closing(sqlite3.connect(base)) as writing, writing:
        writing.execute("PRAGMA foreign_keys = ON")
        writing.execute("INSERT INTO party (id, kind, name) VALUES (7, 'official', 'Pirhossein Kolivand')")
        writing.execute("INSERT INTO official (id) VALUES (7)")
        writing.execute(
            "INSERT INTO official_name VALUES (7, 'Pirhossein Kolivand', 'x', 'name', 'pirhosseinkolivand')"
        )
    with open_reader(base) as reader:
        names = NameResolver(reader)
        assert names.find_matches("7", PARTY_KINDS) == [Match("official", 7, "Pirhossein Kolivand", None)]
        found = names.find_matches("Pirhossein Kolivand", PARTY_KINDS)
        assert describe_choices("Pirhossein Kolivand", found)[0].endswith("(official, 7)")


def test_a_part_of_several_regions_is_not_guessed(seed: Base) -> None:
    with pytest.raises(AmbiguousName, match="Eastern Africa or"):
        NameResolver(seed.reader).find_region("eastern")


def test_a_country_whose_society_facts_speak_of_is_attested(base: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "x.yaml"
    sheet.write_text(
        "article: {id: x, publisher: X}\n"
        "awards:\n- {recipient: Red Cross of the Democratic Republic of the Congo, award: x, cite: 1}\n"
    )
    load_files(base, [sheet], TESTER)
    with open_reader(base) as reader, pytest.raises(AmbiguousName, match=r"'Congo' may be "):
        NameResolver(reader).find("Congo", *PARTY_KINDS)
