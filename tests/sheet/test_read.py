from pathlib import Path

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from rc_kb.errors import BadSheet
from rc_kb.sheet.model import Sheet
from rc_kb.sheet.read import LARGEST_SHEET, MOST_PROBLEMS, parse_sheet, read_sheet_file
from rc_kb.store.build import list_seed_sheets
from tests.sheet.conftest import ARTICLE, FindProblems, ReadFacts

few = settings(max_examples=80, deadline=None, derandomize=True, phases=[Phase.explicit, Phase.generate])
SEED = [path.read_bytes()[:2000].rpartition(b"\n")[0] for path in list_seed_sheets()]


def find_problem(data: bytes) -> str:
    with pytest.raises(BadSheet) as caught:
        parse_sheet(data, "sheet.yaml")
    (problem,) = caught.value.problems
    return problem


@pytest.mark.parametrize(
    ("yaml", "problem"),
    [
        ("meetings: [", "line 2: is not YAML: expected the node content, but found '<stream end>'"),
        ("a: b: c", "line 2: is not YAML: mapping values are not allowed here"),
        ("awards:\n\t- x", "line 3: is not YAML: found character '\\t' that cannot start any token"),
        ("awards: 'x", "line 2: is not YAML: found unexpected end of stream"),
        ("awards: *none", "line 2: YAML aliases (*none) are not allowed: write the value again"),
    ],
)
def test_broken_yaml_is_told_with_its_line(yaml: str, problem: str, find_problems: FindProblems) -> None:
    assert find_problems(yaml) == [problem]


def test_aliases_that_would_explode_are_refused_at_the_first() -> None:
    bomb = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 60))
    assert find_problem(bomb.encode()) == "line 2: YAML aliases (*a0) are not allowed: write the value again"


def test_merge_keys_are_refused() -> None:
    assert find_problem(b"a: &a {id: x}\narticle: {<<: *a}").startswith("line 2: YAML aliases (*a) are not allowed")


@pytest.mark.parametrize("tag", ["!!python/object/apply:os.system", "!!str", "!own", "!!binary"])
def test_tags_are_refused(tag: str, find_problems: FindProblems) -> None:
    (problem,) = find_problems(f"awards:\n- recipient: {tag} x")
    assert problem.startswith("line 3: YAML tags (")


@pytest.mark.parametrize("nested", ["[" * 21 + "]" * 21, "[" * 50_000, "{a: " * 50_000, "- " * 50_000])
def test_deep_nesting_is_refused(nested: str, find_problems: FindProblems) -> None:
    assert find_problems(f"awards:\n {nested}") == ["line 3: is nested more than 20 levels deep"]


@pytest.mark.parametrize(("parting", "line"), [("---\n", 2), ("...\n", 3), ("...\n---\n", 3)])
def test_a_second_document_is_refused(parting: str, line: int) -> None:
    problem = find_problem((ARTICLE + parting + ARTICLE).encode())
    assert problem == f"line {line}: a second document begins: one sheet a file"


@pytest.mark.parametrize(
    ("yaml", "problem"),
    [
        ("awards: []\nawards: []", "line 3: awards is given twice"),
        ("awards:\n- {recipient: A, recipient: B}", "line 3: awards[1].recipient is given twice"),
        ("awards: []\n'awards': []", "line 3: awards is given twice"),
        ("? [a]\n: x", "line 2: a key must be a word"),
    ],
)
def test_a_key_that_is_no_key_or_stands_twice_is_refused(yaml: str, problem: str, find_problems: FindProblems) -> None:
    assert find_problems(yaml) == [problem]


@pytest.mark.parametrize(("encoding", "line"), [("latin-1", 2), ("cp1256", 2), ("utf-16", 1)])
def test_a_sheet_that_is_not_utf_8_is_told_with_its_line(encoding: str, line: int) -> None:
    problem = find_problem(f"{ARTICLE}# é\n".encode(encoding))
    assert problem == f"line {line}: is not UTF-8: save the file as UTF-8"


def test_a_byte_order_mark_is_no_harm() -> None:
    assert parse_sheet(b"\xef\xbb\xbf" + ARTICLE.encode(), "sheet.yaml").article.id == "example-1"


@pytest.mark.parametrize("mark", ["\0", "\x1b", "\x07"])
def test_a_raw_control_character_is_told_with_its_line(mark: str, find_problems: FindProblems) -> None:
    yaml = f"awards:\n- recipient: A{mark}\n"
    assert find_problems(yaml) == ["line 3: holds a control character, which YAML does not allow"]


@pytest.mark.parametrize("data", [b"", b"# nothing\n", b"- a\n", b"hello\n", b"42", b"~"])
def test_a_file_without_keys_is_told_what_was_expected(data: bytes) -> None:
    assert find_problem(data) == "line 1: expected the keys of a coding sheet (article, meetings, …)"


def test_a_sheet_above_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    sheet = tmp_path / "large.yaml"
    with sheet.open("wb") as file:
        file.truncate(100_000_000)
    with pytest.raises(BadSheet, match=r"large\.yaml: is larger than 5 MB: one sheet codes one article"):
        read_sheet_file(sheet)
    assert find_problem(b" " * (LARGEST_SHEET + 1)).startswith("is larger than 5 MB")


def test_a_paragraph_that_does_not_exist_is_told_with_the_last_one(find_problems: FindProblems) -> None:
    facts = "awards:\n- recipient: A\n  award: x\n  cite: [3, 4]\n- {recipient: A, award: y, cite: 9}"
    assert find_problems(facts) == [
        "line 5: awards[1].cite: there is no paragraph 4: the article has 3",
        "line 6: awards[2].cite: there is no paragraph 9: the article has 3",
    ]


def test_the_same_meeting_twice_is_refused(find_problems: FindProblems) -> None:
    facts = """meetings:
- {date: 2022-09-17, participants: [{name: Pir-Hossein K}, {name: Béla}], cite: 1}
- {date: 2022-09-18, participants: [{name: Pirhossein K}, {name: Bela}], cite: 1}
- {date: 2022-09-17, city: Najaf, participants: [{name: bela}, {name: Pirhossein K}], cite: 2}
"""
    assert find_problems(facts) == ["line 5: meetings[3]: is the same fact as meetings[1]"]


def test_the_same_fact_cited_from_another_paragraph_is_refused(find_problems: FindProblems) -> None:
    facts = "awards:\n- {recipient: A, award: x, cite: 1}\n- {recipient: A, award: x, cite: 2}"
    assert find_problems(facts) == ["line 4: awards[2]: is the same fact as awards[1]"]


def test_all_problems_are_told_at_once_up_to_a_limit(find_problems: FindProblems) -> None:
    facts = "awards:\n" + "- {recipient: A, award: x, year: x, cite: 1}\n" * (MOST_PROBLEMS + 5)
    problems = find_problems(facts)
    assert len(problems) == MOST_PROBLEMS + 1
    assert problems[-1] == "and 5 more problems"


def test_no_problem_is_longer_than_a_few_lines(find_problems: FindProblems) -> None:
    long = "k" * 100_000
    assert all(len(problem) < 600 for problem in find_problems(f"{long}: 1"))
    assert all(len(problem) < 600 for problem in find_problems(f"missions:\n- {{country: {long}, cite: {long}}}"))


def test_braces_in_a_value_are_told_as_they_stand(find_problems: FindProblems) -> None:
    (problem,) = find_problems("awards:\n- {recipient: A, award: x, year: '{min_length}', cite: 1}")
    assert problem.startswith("line 3: awards[1].year: '{min_length}' is not a date")


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadSheet, match=r"none\.yaml: there is no such file$"):
        read_sheet_file(tmp_path / "none.yaml")


def test_a_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadSheet, match=r"is a folder: name the sheets in it$"):
        read_sheet_file(tmp_path)


def test_a_path_through_a_file_and_a_name_too_long_are_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for path in (tmp_path / "file" / "sheet.yaml", tmp_path / ("x" * 300)):
        with pytest.raises(BadSheet, match="cannot be read: "):
            read_sheet_file(path)


def test_an_empty_list_of_facts_is_a_sheet(read_facts: ReadFacts) -> None:
    assert read_facts("meetings: []\nawards: []\n").article.paragraphs == 3


@few
@given(st.binary(max_size=200))
@example(b"\xff\xfe")
@example(b"%YAML 9.9\n---\na: 1")
@example(b"a: !<x> 1")
def test_any_bytes_give_a_sheet_or_a_bad_sheet(data: bytes) -> None:
    read_or_refuse(data)


@few
@given(st.text("aé0-:,[]{}&*!|>'\"%#?~\n\t \\\0\u2028", max_size=60), st.sampled_from(["", ARTICLE]))
def test_any_yaml_like_text_gives_a_sheet_or_a_bad_sheet(text: str, before: str) -> None:
    read_or_refuse((before + text).encode())


@few
@given(st.sampled_from(SEED), st.integers(0, 2000), st.integers(0, 40), st.binary(max_size=4))
def test_the_damaged_start_of_a_seed_sheet_gives_a_sheet_or_a_bad_sheet(
    data: bytes, at: int, cut: int, instead: bytes
) -> None:
    read_or_refuse(data[:at] + instead + data[at + cut :])


def read_or_refuse(data: bytes) -> None:
    try:
        found: Sheet | list[str] = parse_sheet(data, "sheet.yaml")
    except BadSheet as error:
        found = error.problems
    assert isinstance(found, Sheet) or (found and all(problem and "\n" not in problem for problem in found))
