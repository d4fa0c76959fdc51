"""Lines of JSON: each is a sheet, and whatever else it is is told in one sentence with its line."""

import json

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from rc_kb.errors import BadSheet
from rc_kb.sheet.lines import parse_line
from rc_kb.sheet.read import parse_sheet

ARTICLE = {"id": "example-1", "publisher": "Example News", "paragraphs": 3}
AWARD = {"recipient": "IFRC", "award": "medal", "cite": [1]}

few = settings(max_examples=200, deadline=None, derandomize=True, phases=[Phase.explicit, Phase.generate])


def find_problem(data: bytes) -> str:
    with pytest.raises(BadSheet) as caught:
        parse_line(data, "sheets.jsonl", 7)
    (problem,) = caught.value.problems
    return problem


def write(**keys: object) -> bytes:
    return json.dumps({"article": ARTICLE, **keys}).encode()


def test_a_line_says_what_a_file_of_yaml_says() -> None:
    line = parse_line(write(awards=[AWARD]), "sheets.jsonl", 1)
    yaml = parse_sheet(
        b"article: {id: example-1, publisher: Example News, paragraphs: 3}\n"
        b"awards:\n- {recipient: IFRC, award: medal, cite: 1}\n",
        "sheet.yaml",
    )
    assert line.model_dump() == yaml.model_dump()


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b'{"article": ', "line 7: is not JSON: expecting value, at character 13"),
        (b"hello", "line 7: is not JSON: expecting value, at character 1"),
        (b"{} {}", "line 7: is not JSON: extra data, at character 4"),
        (b'{"a": "\x01"}', "line 7: is not JSON: invalid control character at, at character 8"),
        (b"[]", "line 7: expected the keys of a coding sheet (article, meetings, …)"),
        (b"42", "line 7: expected the keys of a coding sheet (article, meetings, …)"),
        (b'{"a": 1, "b": 2, "a": 3}', "line 7: a is given twice"),
        (b'{"a": NaN}', "line 7: is not JSON: there is no number NaN"),
        (b'{"a": -Infinity}', "line 7: is not JSON: there is no number -Infinity"),
        (b'{"a": ' + b"9" * 5000 + b"}", "line 7: holds a number of too many digits"),
        (b"[" * 100_000, "line 7: is nested more than 20 levels deep"),
        ("é".encode("latin-1"), "line 7: is not UTF-8: save the file as UTF-8"),
        ("{}".encode("utf-16"), "line 7: is not UTF-8: save the file as UTF-8"),
    ],
)
def test_a_line_that_is_no_sheet_is_told_with_its_line(data: bytes, problem: str) -> None:
    assert find_problem(data) == problem


@pytest.mark.parametrize(
    ("facts", "problem"),
    [
        ({"awards": [{"recipient": "IFRC", "award": "x"}]}, "line 7: awards[1].cite: is missing"),
        ({"prizes": []}, "line 7: prizes: no such key in a coding sheet"),
        ({"awards": [AWARD, AWARD]}, "line 7: awards[2]: is the same fact as awards[1]"),
        ({"awards": [AWARD | {"cite": 4}]}, "line 7: awards[1].cite: there is no paragraph 4: the article has 3"),
        ({"awards": [AWARD | {"award": "\ud800"}]}, "line 7: awards[1].award: "),
        ({"awards": [AWARD | {"award": "\x1b[2J"}]}, "line 7: awards[1].award: must hold no control characters"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_path_of_keys(facts: dict[str, object], problem: str) -> None:
    assert find_problem(write(**facts)).startswith(problem)


@few
@given(
    st.one_of(
        st.binary(max_size=60),
        st.text('{}[]":,0eE-.\\un\ud800', max_size=40).map(lambda t: t.encode("utf-8", "surrogatepass")),
    )
)
def test_any_bytes_give_a_sheet_or_a_bad_sheet(data: bytes) -> None:
    with pytest.raises(BadSheet):
        parse_line(data, "sheets.jsonl", 1)
