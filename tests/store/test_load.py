import re
from pathlib import Path

import pytest

from rc_kb.errors import BadSheet
from rc_kb.store.build import list_seed_sheets
from tests.bases import TESTER, load_files
from tests.store.conftest import Load, dump_tables, find_rows, write_sheet

IRAN = "Red Crescent Society of the Islamic Republic of Iran"
AWARDS = "awards:\n- {recipient: IFRC, award: one, cite: 1}\n- {recipient: IFRC, award: two, cite: 2}"


def write_office(official: str, organization: str = IRAN, country: str = "IR") -> str:
    return (
        f"offices:\n- {{official: {official}, title: head, organization: {organization}, country: {country}, cite: 1}}"
    )


def find_organization_of_office(base: Path) -> list[str]:
    return [name for (name,) in find_rows(base, "SELECT organization FROM offices")]


OFFICE_OF = "offices:\n- {official: A B, title: head"


def test_loading_the_seed_again_changes_nothing(base: Path) -> None:
    before = dump_tables(base)
    report = load_files(base, list_seed_sheets(), TESTER)
    assert dump_tables(base) == before
    assert (report.facts["added"], report.facts["changed"], report.facts["removed"], report.new_parties) == (
        0,
        0,
        0,
        [],
    )
    assert report.facts["unchanged"] == len(before["fact"])


def test_a_changed_sheet_changes_exactly_its_facts(base: Path, tmp_path: Path) -> None:
    before = dump_tables(base)
    changed = tmp_path / "changed.yaml"
    text = next(path for path in list_seed_sheets() if "476836" in path.name).read_text(encoding="utf-8")
    changed.write_text(text.replace("value: 1922", "value: 1923"), encoding="utf-8")
    report = load_files(base, [changed], TESTER)
    after = dump_tables(base)
    assert (report.facts["added"], report.facts["changed"], report.facts["removed"]) == (0, 1, 0)
    assert {name for name in after if after[name] != before[name]} == {"article", "fact", "figure"}
    assert [len(set(after[name]) - set(before[name])) for name in ("article", "fact", "figure")] == [1, 1, 1]
    assert [row[0] for row in set(after["fact"]) - set(before["fact"])] == [
        row[0] for row in set(before["fact"]) - set(after["fact"])
    ]


@pytest.mark.parametrize(
    ("facts", "table"),
    [
        (AWARDS.replace("cite: 2", "cite: 3"), "citation"),
        (AWARDS.replace("cite: 2", "basis: year, cite: 2"), "fact"),
        (AWARDS.replace("cite: 2", "giver: ICRC, cite: 2"), "award"),
    ],
)
def test_every_part_of_a_fact_counts_as_a_change(facts: str, table: str, bare: Path, load: Load) -> None:
    load(bare, example=AWARDS)
    before = dump_tables(bare)
    report = load(bare, example=facts)
    assert (report.facts["changed"], report.facts["unchanged"]) == (1, 1)
    assert len(set(dump_tables(bare)[table]) - set(before[table])) == 1


def test_a_removed_fact_goes_and_with_it_whom_nobody_names_any_more(bare: Path, load: Load) -> None:
    load(bare, example="awards: []")
    before = dump_tables(bare)
    meeting = """meetings:
- {city: Najaf, country: IQ, topics: [aid], participants: [{name: Jane Roe, organization: New Body}, {name: John Doe}],
   cite: [1, 2]}"""
    load(bare, example=meeting)
    assert find_rows(bare, "SELECT count(*) FROM participation") == [(2,)]
    report = load(bare, example="awards: []")
    assert report.facts["removed"] == 1
    assert dump_tables(bare) == before


def test_organizations_of_the_reference_data_stay_when_no_fact_names_them(bare: Path, load: Load) -> None:
    before = dump_tables(bare)["organization"]
    load(bare, example=write_office("Jane Roe"))
    load(bare, example="offices: []")
    assert dump_tables(bare)["organization"] == before
    assert dump_tables(bare)["official"] == []


def test_somebody_whom_another_sheet_names_stays(bare: Path, load: Load) -> None:
    load(bare, one=write_office("Jane Roe"), two=write_office("Jane Roe"))
    load(bare, one="offices: []")
    assert find_rows(bare, "SELECT official FROM officials") == [("Jane Roe",)]


@pytest.mark.parametrize("decision", ["proposed", "rejected", "unsure"])
def test_a_fact_that_no_reviewer_accepted_is_not_loaded(decision: str, bare: Path, load: Load) -> None:
    report = load(bare, example=AWARDS.replace("cite: 2", f"decision: {decision}, cite: 2"))
    assert (report.facts["added"], report.facts["not_accepted"]) == (1, 1)
    assert find_rows(bare, "SELECT award FROM awards") == [("one",)]


def test_a_fact_that_is_rejected_later_goes(bare: Path, load: Load) -> None:
    load(bare, example=AWARDS)
    assert load(bare, example=AWARDS.replace("cite: 2", "decision: rejected, cite: 2")).facts["removed"] == 1


def test_a_country_that_does_not_exist_is_told_with_its_fact(bare: Path, load: Load) -> None:
    facts = "missions:\n- {provider: IFRC, country: IQ, cite: 1}\n- {provider: IFRC, country: XK, cite: 1}"
    with pytest.raises(BadSheet, match=r"missions\[2\]: there is no country with the ISO 3166-1 code XK"):
        load(bare, example=facts)
    with pytest.raises(BadSheet, match=r"organizations\[1\]: there is no country with the ISO 3166-1 code XK"):
        load(bare, example="organizations:\n- {name: New Body, country: XK}")


@pytest.mark.parametrize(("publisher", "line"), [("  publisher: null\n", 3), ("", 1)])
def test_a_sheet_without_its_publisher_is_told_with_its_line(
    publisher: str, line: int, bare: Path, tmp_path: Path
) -> None:
    sheet = tmp_path / "example.yaml"
    sheet.write_text(f"article:\n  id: example\n{publisher}", encoding="utf-8")
    with pytest.raises(BadSheet, match=rf"example.yaml: line {line}: article.publisher: is missing$"):
        load_files(bare, [sheet], TESTER)
    assert find_rows(bare, "SELECT id FROM articles") == []


def test_an_acronym_of_several_organizations_is_refused(bare: Path, load: Load) -> None:
    with pytest.raises(BadSheet, match=r"awards\[1\]: IRCS may be an organization of IN, IQ, IR: write its full name"):
        load(bare, example="awards:\n- {recipient: IRCS, award: x, cite: 1}")


@pytest.mark.parametrize(
    ("code", "name"), [("IR", IRAN), ("IQ", "Iraqi Red Crescent Society"), ("IN", "Indian Red Cross Society")]
)
def test_an_acronym_with_its_country_names_one_organization(code: str, name: str, bare: Path, load: Load) -> None:
    load(bare, example=write_office("Jane Roe", "IRCS", code))
    assert find_organization_of_office(bare) == [name]


def test_new_organizations_and_officials_are_reported_once(bare: Path, load: Load) -> None:
    report = load(bare, one=write_office("Jane Roe", "New Body"), two=write_office("Jane Roe", "New Body"))
    assert report.new_parties == ["official Jane Roe", "organization New Body"]
    assert report.articles == {"added": 2}


def test_a_described_organization_has_its_kind_country_and_names(bare: Path, load: Load) -> None:
    described = "organizations:\n- {name: Embassy of Peru in Chad, kind: embassy, country: PE, other_names: [EPC]}\n"
    load(bare, example=described + "awards:\n- {recipient: EPC, award: x, cite: 1}")
    found = find_rows(bare, "SELECT organization, kind, country_code FROM organizations WHERE kind = 'embassy'")
    assert found == [("Embassy of Peru in Chad", "embassy", "PE")]
    assert find_rows(bare, "SELECT recipient FROM awards") == [("Embassy of Peru in Chad",)]


def test_a_mended_kind_of_organization_is_taken_over(bare: Path, load: Load) -> None:
    awards = "awards:\n- {recipient: New Body, award: x, cite: 1}"
    for kind in ("company", "government"):
        load(bare, example=f"organizations:\n- {{name: New Body, kind: {kind}}}\n{awards}")
        assert find_rows(bare, "SELECT kind FROM organizations WHERE organization = 'New Body'") == [(kind,)]


def test_a_sheet_cannot_change_the_kind_of_a_reference_organization(bare: Path, load: Load) -> None:
    before = dump_tables(bare)
    with pytest.raises(BadSheet, match="is a national_society of IR in the reference data: leave kind and country out"):
        load(bare, example=f"organizations:\n- {{name: {IRAN}, kind: company, country: IR}}\n{AWARDS}")
    assert dump_tables(bare) == before


def test_nothing_is_stored_when_one_sheet_of_several_is_bad(bare: Path, load: Load) -> None:
    before = dump_tables(bare)
    for bad in ("missions:\n- {provider: IFRC, country: XX, cite: 1}", "awards: none"):
        with pytest.raises(BadSheet, match=r"two\.yaml: "):
            load(bare, one=write_office("Jane Roe", "New Body"), two=bad)
        assert dump_tables(bare) == before


def test_every_problem_of_a_sheet_is_told(bare: Path, load: Load) -> None:
    bad = "missions:\n- {provider: IRCS, country: IQ, cite: 1}\n- {provider: IFRC, country: XX, cite: 1}"
    with pytest.raises(BadSheet) as caught:
        load(bare, example=bad)
    assert [problem.split(": ")[:2] for problem in caught.value.problems] == [
        ["line 3", "missions[1]"],
        ["line 4", "missions[2]"],
    ]


def test_the_short_and_the_long_name_of_an_official_are_one_official(bare: Path, load: Load) -> None:
    names = "officials:\n- {name: Pirhossein Kolivand, other_names: [Kolivand]}\n"
    facts = write_office("Pir-Hossein Kolivand") + "\nstatements:\n- {speaker: Kolivand, gist: x, cite: 1}"
    load(bare, example=names + facts)
    assert find_rows(bare, "SELECT count(*), country_code FROM official") == [(1, "IR")]
    assert find_rows(bare, "SELECT o.official_id = s.speaker_id FROM office o, statement s") == [(1,)]


@pytest.mark.parametrize(
    "known_from",
    [
        "officials:\n- {name: Jane Roe}",
        "offices:\n- {official: Jane Roe, title: head, decision: proposed, cite: 1}",
        "meetings:\n- {participants: [{name: Jane Roe}, {name: John Doe}], decision: unsure, cite: 1}",
    ],
)
def test_a_speaker_whom_the_sheet_knows_for_a_person_is_an_official(known_from: str, bare: Path, load: Load) -> None:
    report = load(bare, example=f"{known_from}\nstatements:\n- {{speaker: Jane Roe, gist: x, cite: 1}}")
    assert report.new_parties == ["official Jane Roe"]
    assert find_rows(bare, "SELECT kind FROM party WHERE name = 'Jane Roe'") == [("official",)]


def test_two_officials_of_one_name_who_represent_two_countries_stay_two(bare: Path, load: Load) -> None:
    load(bare, one=write_office("Ali Hassan"), two=write_office("Ali Hassan", "Iraqi Red Crescent Society", "IQ"))
    assert find_rows(bare, "SELECT country_code FROM official ORDER BY 1") == [("IQ",), ("IR",)]


def test_a_name_of_two_officials_in_one_sheet_is_not_guessed(bare: Path, load: Load) -> None:
    offices = write_office("Ali Hassan") + "\n" + write_office("Ali Hassan", "New Body", "IQ").partition("\n")[2]
    with pytest.raises(BadSheet, match=r"statements\[1\]: Ali Hassan stands for several countries in this sheet"):
        load(bare, example=f"{offices}\nstatements:\n- {{speaker: Ali Hassan, gist: x, cite: 1}}")


def test_a_country_is_a_party_by_any_of_its_names_but_no_code(bare: Path, load: Load) -> None:
    promise = "- {{by: {}, what: x, modality: done, cite: {}}}\n"
    names = ["Ivory Coast", "cote d'ivoire", "Côte d'Ivoire"]
    load(bare, example="commitments:\n" + "".join(promise.format(name, n) for n, name in enumerate(names, start=1)))
    assert find_rows(
        bare, "SELECT DISTINCT kind, code FROM commitment JOIN party ON party.id = by_id, country c ON c.id = by_id"
    ) == [("country", "CI")]


def test_the_order_of_loading_does_not_matter(bare: Path, tmp_path: Path, load: Load) -> None:
    other = tmp_path / "other.db"
    other.write_bytes(bare.read_bytes())
    facts = {"one": write_office("Jane Roe", "New Body"), "two": AWARDS, "three": write_office("Jane Roe")}
    load(bare, **facts)
    for name in reversed(facts):
        load(other, **{name: facts[name]})
    assert dump_tables(other) == dump_tables(bare)


def test_a_base_built_at_once_is_a_base_loaded_step_by_step(bare: Path, seed_base: Path) -> None:
    for sheet in reversed(list_seed_sheets()):
        load_files(bare, [sheet], TESTER)
    assert dump_tables(bare) == dump_tables(seed_base)


def test_the_order_of_facts_in_a_sheet_does_not_matter(bare: Path, tmp_path: Path, load: Load) -> None:
    head, one, two = AWARDS.split("\n")
    load(bare, example=AWARDS)
    before = dump_tables(bare)
    report = load_files(bare, [write_sheet(tmp_path, "example", f"{head}\n{two}\n{one}")], TESTER)
    assert (report.facts["unchanged"], report.facts["changed"]) == (2, 0)
    assert {name: rows for name, rows in dump_tables(bare).items() if name != "article"} == {
        name: rows for name, rows in before.items() if name != "article"
    }


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ("awards:\n- {recipient: Kenya Red Cros Society, award: x, cite: 1}", "nobody knows Kenya Red Cros Society"),
        ("awards:\n- {recipient: Iraqi, award: x, cite: 1}", "nobody knows Iraqi"),
        ("awards:\n- {recipient: Congo, award: x, cite: 1}", "Congo may be a country's name of CD, CG: write the code"),
        ("facilities:\n- {operator: IQ, kind: office, status: closed, cite: 1}", "IQ is a word for IQ, not an org"),
        (
            "awards:\n- {recipient: PRC, award: x, cite: 1}",
            "PRC may be CN or an organization: write the code",
        ),
        (f"{OFFICE_OF}, organization: ERC, country: EG, cite: 1}}", "ERC is an acronym of AE, not of EG"),
    ],
)
def test_a_slip_of_the_pen_makes_nobody_new(facts: str, said: str, bare: Path, load: Load) -> None:
    before = dump_tables(bare)
    with pytest.raises(BadSheet, match=re.escape(said)):
        load(bare, example=facts)
    assert dump_tables(bare) == before


def test_a_code_names_a_country_whose_name_is_ambiguous(bare: Path, load: Load) -> None:
    load(bare, example="awards:\n- {recipient: CG, award: x, cite: 1}")
    assert find_rows(bare, "SELECT recipient FROM awards") == [("Republic of the Congo",)]


def test_two_facilities_of_one_kind_in_one_city_stay_two(bare: Path, load: Load) -> None:
    clinic = "- {{operator: Kenya Red Cross, country: KE, city: Nairobi, kind: clinic, status: {}, cite: 1}}\n"
    load(bare, example="facilities:\n" + clinic.format("operating") + clinic.format("under_construction"))
    assert find_rows(bare, "SELECT status FROM facilities ORDER BY 1") == [("operating",), ("under_construction",)]
    assert find_rows(bare, "SELECT facilities FROM countries WHERE code = 'KE'") == [(2,)]


def test_keys_stay_with_their_facts_when_another_goes(bare: Path, load: Load) -> None:
    meeting = "- {{date: {}, participants: [{{name: A B}}, {{name: C D}}], cite: 1}}\n"
    both = "meetings:\n" + meeting.format("2022-01-01") + meeting.format("2022-02-02")
    load(bare, example=both)
    keys = dict(find_rows(bare, "SELECT held_on, id FROM meetings"))
    load(bare, example="meetings:\n" + meeting.format("2022-02-02"))
    assert find_rows(bare, "SELECT held_on, id FROM meetings") == [("2022-02-02", keys["2022-02-02"])]


def test_a_minister_without_a_name_can_take_part(bare: Path, load: Load) -> None:
    load(bare, example="meetings:\n- {participants: [{name: A B}, {role: health minister, country: IQ}], cite: 1}")
    assert find_rows(bare, "SELECT participants FROM meetings") == [("A B; health minister (Iraq)",)]


def test_separate_meetings_with_unnamed_counterparts_have_their_keys(bare: Path, load: Load) -> None:
    meeting = "- {{participants: [{{name: A B}}, {{role: ambassador, country: {}}}], cite: 1}}\n"
    load(bare, example="meetings:\n" + meeting.format("FR") + meeting.format("KW"))
    keys = find_rows(bare, "SELECT id FROM meetings")
    load(bare, example="meetings:\n" + meeting.format("KW") + meeting.format("FR"))
    assert find_rows(bare, "SELECT id FROM meetings") == keys


@pytest.mark.parametrize(("operator", "facilities"), [("operator: Kenya Red Cross, ", 1), ("", 2)])
def test_facilities_of_two_articles_are_one_only_where_operator_and_country_say_so(
    operator: str, facilities: int, bare: Path, load: Load
) -> None:
    hospital = f"facilities:\n- {{{operator}country: SD, kind: hospital, status: operating, cite: 1}}"
    load(bare, one=hospital, two=hospital)
    assert find_rows(bare, "SELECT count(*) FROM facilities") == [(facilities,)]


def test_a_country_counts_the_facts_of_whoever_stands_for_it(bare: Path, load: Load) -> None:
    load(bare, example="awards:\n- {recipient: Kenya Red Cross, award: x, cite: 1}")
    assert find_rows(bare, "SELECT code, facts FROM countries WHERE facts > 0") == [("KE", 1)]
