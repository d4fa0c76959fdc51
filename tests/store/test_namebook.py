"""Names and descriptions go with the sheet that gave them, so that a base is what its sheets say, in any order."""

from itertools import permutations
from pathlib import Path

import pytest

from rc_kb.errors import BadSheet
from tests.bases import TESTER, load_files
from tests.store.conftest import Load, dump_tables, find_rows, write_sheet

OFFICE = "offices:\n- {{official: {}, title: president, country: IR, cite: 1}}"
AWARD = "organizations:\n- {name: Foo Org}\nawards:\n- {recipient: Foo Org, award: medal, cite: 1}"
HELD = "offices:\n- {official: Ann Bee, title: head, organization: Foo Org, country: IR, cite: 1}"
CITY = "facilities:\n- {{operator: IFRC, country: CH, city: {}, kind: office, status: operating, cite: 1}}"
HALL = "facilities:\n- {{operator: IFRC, country: SO, city: {}, kind: office, status: operating, cite: 1}}"
DESCRIBED = """organizations:
- {name: Foo Organization, kind: company, country: KE, other_names: [Foo Org]}
awards:
- {recipient: Foo Org, award: medal, cite: 1}"""


def test_a_corrected_spelling_leaves_nothing_of_the_old_one(bare: Path, load: Load) -> None:
    load(bare, one=OFFICE.format("Pir-Hossein Xy"))
    load(bare, one=OFFICE.format("Pirhossein Xy"))
    assert find_rows(bare, "SELECT official, other_names FROM officials") == [("Pirhossein Xy", None)]


def test_the_spelling_that_most_sheets_have_is_shown(bare: Path, load: Load) -> None:
    load(bare, one=OFFICE.format("Pir-Hossein Xy"), two=OFFICE.format("PirHossein Xy"))
    load(bare, three=OFFICE.format("PirHossein Xy"))
    assert find_rows(bare, "SELECT official, other_names FROM officials") == [("PirHossein Xy", "Pir-Hossein Xy")]


def test_other_names_that_a_sheet_drops_are_gone(bare: Path, load: Load) -> None:
    load(bare, one="officials:\n- {name: Ann Bee, other_names: [Bee]}\n" + OFFICE.format("Ann Bee"))
    load(bare, one=OFFICE.format("Ann Bee"))
    assert find_rows(bare, "SELECT name FROM names WHERE kind = 'official'") == [("Ann Bee",)]


def test_an_organization_that_no_sheet_describes_any_more_is_gone(bare: Path, load: Load) -> None:
    load(bare, one="organizations:\n- {name: Foo Organization, kind: company}")
    load(bare, one="organizations: []")
    assert find_rows(bare, "SELECT * FROM organizations WHERE organization LIKE 'Foo%'") == []


@pytest.mark.parametrize("order", list(permutations((AWARD, HELD, DESCRIBED))))
def test_new_organizations_do_not_depend_on_the_order_of_sheets(order: tuple[str, ...], bare: Path, load: Load) -> None:
    names = {AWARD: "one", HELD: "two", DESCRIBED: "three"}
    for facts in order:
        load(bare, **{names[facts]: facts})
    found = find_rows(
        bare, "SELECT organization, country_code, kind FROM organizations WHERE source IS NULL ORDER BY 1, 2"
    )
    assert found == [("Foo Org", None, "other"), ("Foo Org", "IR", "other"), ("Foo Organization", "KE", "company")]


def test_a_base_changed_step_by_step_is_the_base_rebuilt(
    bare: Path, reference_base: Path, load: Load, tmp_path: Path
) -> None:
    rebuilt = tmp_path / "rebuilt.db"
    rebuilt.write_bytes(reference_base.read_bytes())
    load(bare, one=OFFICE.format("Pir-Hossein Xy"), two=DESCRIBED, three=CITY.format("GENEVA"))
    load(bare, one=HELD, two=OFFICE.format("Pirhossein Xy"), three=CITY.format("Génève"))
    load(rebuilt, two=OFFICE.format("Pirhossein Xy"), three=CITY.format("Génève"), one=HELD)
    assert dump_tables(bare) == dump_tables(rebuilt)


def test_a_city_is_spelled_as_the_reference_data_or_most_sheets_have_it(bare: Path, load: Load) -> None:
    load(bare, one=CITY.format("GENEVA"), two=HALL.format("MOGADISHU"))
    load(bare, two=HALL.format("Mogadishu"))
    assert find_rows(bare, "SELECT city FROM facilities ORDER BY 1") == [("Geneva",), ("Mogadishu",)]
    load(bare, one="facilities: []", two="facilities: []")
    assert find_rows(bare, "SELECT city FROM places WHERE city IN ('Geneva', 'Mogadishu')") == [("Geneva",)]


def test_other_names_are_those_of_the_same_official(bare: Path, load: Load) -> None:
    described = "officials:\n- {name: Ann Bee, other_names: [Bee]}\n- {name: Cee Dee, other_names: [Dee]}\n"
    held = "offices:\n- {official: Ann Bee, title: x, cite: 1}\n- {official: Cee Dee, title: x, cite: 1}"
    load(bare, one=described + held)
    assert find_rows(bare, "SELECT official, other_names FROM officials ORDER BY 1") == [
        ("Ann Bee", "Bee"),
        ("Cee Dee", "Dee"),
    ]


def test_two_sheets_of_one_article_are_refused(bare: Path, tmp_path: Path) -> None:
    first = write_sheet(tmp_path, "one", AWARD)
    second = tmp_path / "copy.yaml"
    second.write_text(first.read_text())
    with pytest.raises(
        BadSheet, match=r"copy\.yaml: article\.id: one is coded in .*one\.yaml too: one sheet an article"
    ):
        load_files(bare, [first, second], TESTER)
    assert find_rows(bare, "SELECT * FROM articles") == []
