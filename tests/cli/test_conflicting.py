import json
from pathlib import Path

import pytest

from tests.bases import TESTER, load_files
from tests.cli.conftest import Ask


def test_the_seed_has_exactly_one_group_of_rivals(ask: Ask) -> None:
    rows = json.loads(ask("conflicts", "--json").out)
    assert [(row["group"], row["kind"], row["about"], row["value"], row["verdict"]) for row in rows] == [
        (1, "total", "facilities abroad", "about 14", "rival"),
        (1, "total", "facilities abroad", "13 listed", "rival"),
        (1, "total", "countries with facilities", "13", "consistent"),
        (1, "total", "countries with facilities", "13 listed", "consistent"),
    ]


def test_agreeing_reports_are_listed_where_they_are_wanted(ask: Ask) -> None:
    rows = json.loads(ask("conflicts", "--agreeing", "--kind", "figure", "--json").out)
    assert [(row["value"], row["verdict"], row["support"]) for row in rows] == [("5", "agrees", 2)]


def test_sources_are_cited_with_their_address(ask: Ask) -> None:
    said = ask("conflicts", "--cite")
    assert said.code == 0
    for words in ("Tehran Times, 2022-09-18, paragraphs 9, 7", "https://www.tehrantimes.com/news/476836/"):
        assert words in said.out
    cited = json.loads(ask("conflicts", "--cite", "--json").out)
    assert len({one["fact_id"] for one in cited[1]["citations"]}) == 13


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["Iraq"], "rc-kb: no sources disagree on Iraq.\n"),
        (["--as-of", "2020"], "rc-kb: no sources disagree as of 2020.\n"),
        (["--kind", "office"], "rc-kb: no sources disagree.\n"),
    ],
)
def test_without_rivals_a_sentence_says_so(ask: Ask, arguments: list[str], said: str) -> None:
    assert ask("conflicts", *arguments) == (0, "", said)


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv", "tsv", "md"])
def test_every_format_is_written(ask: Ask, form: str) -> None:
    said = ask("conflicts", "Iran", "--format", form)
    assert (said.code, said.err) == (0, "")
    assert said.out.count("13 listed") == 2


def test_an_unknown_kind_is_refused_with_the_list(ask: Ask) -> None:
    said = ask("conflicts", "--kind", "rumour")
    assert said.code == 2
    assert "figure, facility, office, total" in " ".join(said.err.split())


def test_a_second_source_that_disagrees_makes_a_group(ask: Ask, base: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "other.yaml"
    sheet.write_text(
        "article: {id: other-1, publisher: Other Gazette, published: 2023-01-02, paragraphs: 1}\n"
        "figures:\n- {subject: Iranian Red Crescent Society, measure: year established, value: 1923, cite: 1}\n"
    )
    load_files(base, [sheet], TESTER)
    rows = json.loads(ask("conflicts", "--kind", "figure", "--json", db=base).out)
    assert {(row["value"], row["verdict"], row["articles"]) for row in rows} == {
        ("1922", "rival", "tehran-times-476836"),
        ("1923", "rival", "other-1"),
    }


def test_a_wire_story_is_known_by_the_attached_texts_where_sheets_give_no_fingerprint(
    ask: Ask, base: Path, tmp_path: Path
) -> None:
    text = "Agency.\n\nThe Kenya Red Cross has 70 branches.\n\nIt was told on Monday.\n\nMore will come."
    sheets = []
    for number in (1, 2):
        sheets.append(tmp_path / f"wire-{number}.yaml")
        sheets[-1].write_text(
            f"article: {{id: wire-{number}, publisher: Paper {number}, published: 2023-01-0{number}}}\n"
            "figures:\n- {subject: Kenya Red Cross Society, measure: branches, value: 70, cite: 2}\n"
        )
        (tmp_path / f"wire-{number}.txt").write_text(text + "\n\nBy the desk." * (number - 1))
    load_files(base, sheets, TESTER)
    asked = ("conflicts", "Kenya", "--agreeing", "--kind", "figure", "--json")
    assert [row["support"] for row in json.loads(ask(*asked, db=base).out)] == [2]
    for number in (1, 2):
        ask("articles", "attach", tmp_path / f"wire-{number}.txt", "--article", f"wire-{number}", db=base)
    assert json.loads(ask(*asked, db=base).out) == []
