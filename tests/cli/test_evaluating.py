"""Evaluation as a user runs it: every report in every format, on files, folders and lines, and what is left out."""

import csv
import io
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from rc_kb.evaluate.report import CALIBRATION_COLUMNS, ERROR_COLUMNS, GROUNDING_COLUMNS, SCORE_COLUMNS
from rc_kb.sheet.read import parse_sheet
from tests.bases import CITED, CITED_TEXT, write_cited_article, write_cited_sheet
from tests.cli.conftest import Ask
from tests.conftest import Run
from tests.test_output import run_on_terminal

FORMATS = ["table", "json", "jsonl", "csv", "tsv", "md"]
COLUMNS = {
    "scores": SCORE_COLUMNS,
    "errors": ERROR_COLUMNS,
    "calibration": CALIBRATION_COLUMNS,
    "grounding": GROUNDING_COLUMNS,
}
GOLD = """\
article: {id: example-1, publisher: Example News}
offices:
- {official: Amina Odhiambo, title: chair, cite: 1}
- {official: Tomás Vela, title: secretary general, cite: 1}
- {official: Lars Holm, title: delegate, organization: ICRC, cite: [3, 1]}
commitments:
- {by: ICRC, what: train nurses, modality: promised, cite: 2}
"""
PROPOSED = """\
article: {id: example-1, publisher: Example News}
offices:
- {official: Amina Odhiambo, title: chair, confidence: 0.9, rule: office.before_name, cite: 1}
- {official: Vela, title: secretary general, confidence: 0.9, rule: office.before_name, cite: 1}
- {official: Omar Haddad, title: driver, confidence: 0.5, rule: office.after_name, cite: 2}
commitments:
- {by: ICRC, what: open a clinic, modality: denied, confidence: 0.7, rule: commitment.denied, cite: 2}
"""
SCORES = """\
what            gold  predicted  right       precision          recall    f1  strict
────────────────────────────────────────────────────────────────────────────────────
offices            3          3      2  0.67 0.21-0.94  0.67 0.21-0.94  0.67    0.33
· official         3          3      2  0.67 0.21-0.94  0.67 0.21-0.94  0.67    0.33
· title            3          3      2  0.67 0.21-0.94  0.67 0.21-0.94  0.67    0.67
· organization     1          0      0                  0.00 0.00-0.79  0.00    0.00
commitments        1          1      0  0.00 0.00-0.79  0.00 0.00-0.79  0.00    0.00
· by               1          1      1  1.00 0.21-1.00  1.00 0.21-1.00  1.00    1.00
· what             1          1      0  0.00 0.00-0.79  0.00 0.00-0.79  0.00    0.00
· modality         1          1      0  0.00 0.00-0.79  0.00 0.00-0.79  0.00    0.00
"""
ERRORS = """\
article                 error                 what
──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
example-1, paragraph 2  differs: commitments  gold: by: ICRC; what: train nurses; modality: promised / predicted: by: \
ICRC; what: open a clinic; modality: denied [commitment.denied, 0.7]
example-1, paragraph 3  missed: offices       official: Lars Holm; title: delegate; organization: ICRC
example-1, paragraph 2  false alarm: offices  official: Omar Haddad; title: driver [office.after_name, 0.5]
"""
CALIBRATION = """\
proposed by            proposed  right       precision  confidence
──────────────────────────────────────────────────────────────────
confidence 0 to 0.5           1      0  0.00 0.00-0.79        0.50
confidence 0.6 to 0.7         1      0  0.00 0.00-0.79        0.70
confidence 0.8 to 0.9         2      2  1.00 0.34-1.00        0.90
commitment.denied             1      0  0.00 0.00-0.79        0.70
office.after_name             1      0  0.00 0.00-0.79        0.50
office.before_name            2      2  1.00 0.34-1.00        0.90
"""
WRONG_OFFICE = "offices:\n- {official: Tomás Okello, title: chair, rule: office.after_name, cite: 1}\n"


class Sides(NamedTuple):
    """The two sides of an evaluation."""

    gold: Path
    predicted: Path


@pytest.fixture
def sides(tmp_path: Path) -> Sides:
    """Return a gold sheet and a proposed one of the same article."""
    gold, predicted = tmp_path / "gold.yaml", tmp_path / "predicted.yaml"
    gold.write_text(GOLD, encoding="utf-8")
    predicted.write_text(PROPOSED, encoding="utf-8")
    return Sides(gold, predicted)


@pytest.fixture
def cited(tmp_path: Path) -> Sides:
    """Return two sheets of the invented article, whose text lies beside them, one with a title that is not in it."""
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / f"{CITED.upper()}.txt").write_text(CITED_TEXT, encoding="utf-8")
    gold, predicted = tmp_path / "gold.yaml", tmp_path / "predicted.yaml"
    gold.write_text(write_cited_sheet(), encoding="utf-8")
    predicted.write_text(write_cited_article() + WRONG_OFFICE, encoding="utf-8")
    return Sides(gold, predicted)


def write_line(yaml: str) -> str:
    """Return a sheet as a line of JSON."""
    sheet = parse_sheet(yaml.encode(), "sheet.yaml")
    return sheet.model_dump_json(by_alias=True, exclude_none=True) + "\n"


@pytest.mark.parametrize(("report", "expected"), [("scores", SCORES), ("errors", ERRORS), ("calibration", CALIBRATION)])
def test_each_report_is_a_table(ask: Ask, sides: Sides, report: str, expected: str) -> None:
    code, out, err = ask("evaluate", *sides, "--report", report)
    rule = re.compile("─+")
    assert (code, rule.sub("─", out), err) == (0, rule.sub("─", expected), "")


def test_scores_are_what_is_printed_unless_one_says_otherwise(ask: Ask, sides: Sides) -> None:
    assert ask("evaluate", *sides).out == SCORES


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("report", COLUMNS)
def test_each_report_is_printed_in_each_format(ask: Ask, cited: Sides, report: str, form: str) -> None:
    asked = ["evaluate", *cited, "--texts", cited.gold.parent / "texts", "--report", report]
    code, out, err = ask(*asked, "--format", form)
    assert (code, err) == (0, "rc-kb: grounding: 0.667, 1 of 3 values do not stand in the cited words.\n")
    rows = json.loads(ask(*asked, "--json").out)
    assert [tuple(row) for row in rows] == [COLUMNS[report]] * len(rows) != []
    if form == "jsonl":
        assert [json.loads(line) for line in out.splitlines()] == rows
    elif form in {"csv", "tsv"}:
        read = list(csv.DictReader(io.StringIO(out), delimiter="," if form == "csv" else "\t"))
        assert [list(row) for row in read] == [list(row) for row in rows]
    else:
        assert out.count("\n") >= len(rows)


@pytest.mark.parametrize("columns", [80, 200])
@pytest.mark.parametrize(("report", "expected"), [("scores", SCORES), ("calibration", CALIBRATION)])
def test_figures_are_not_folded_on_a_terminal(
    seed_base: Path, sides: Sides, report: str, expected: str, columns: int
) -> None:
    written = run_on_terminal(seed_base, columns, "evaluate", *map(str, sides), "--report", report, NO_COLOR="1")
    lines = re.sub(r"\x1b\[[0-9;]*m", "", written).splitlines()
    assert max(map(len, lines)) <= columns
    assert [line.split() for line in lines[2:]] == [line.split() for line in expected.splitlines()[2:]]


def test_errors_keep_within_80_columns(seed_base: Path, sides: Sides) -> None:
    written = run_on_terminal(seed_base, 80, "evaluate", *map(str, sides), "--report", "errors", NO_COLOR="1")
    lines = re.sub(r"\x1b\[[0-9;]*m", "", written).splitlines()
    assert max(map(len, lines)) <= 80
    assert "[office.after_name," in written


@pytest.mark.parametrize("kind", ["folder", "lines", "folder of lines", "stdin"])
def test_sheets_come_from_files_folders_lines_and_stdin(
    ask: Ask, sides: Sides, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    folder = tmp_path / "proposed"
    folder.mkdir()
    (folder / "sheet.yaml").write_text(PROPOSED, encoding="utf-8")
    lines = tmp_path / "lines" / "sheets.jsonl"
    lines.parent.mkdir()
    lines.write_text(write_line(PROPOSED), encoding="utf-8")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines.read_bytes())))
    predicted = {"folder": folder, "lines": lines, "folder of lines": lines.parent, "stdin": "-"}[kind]
    assert ask("evaluate", sides.gold, predicted) == (0, SCORES, "")


def test_what_is_extracted_is_evaluated_through_a_pipe(run: Run, tmp_path: Path) -> None:
    (tmp_path / "example-1.txt").write_text("Amina Odhiambo is the chair of the Kenya Red Cross Society.\n")
    (tmp_path / "gold.yaml").write_text(GOLD, encoding="utf-8")
    rc_kb = f"'{sys.executable}' -m rc_kb"
    said = run(before=("bash", "-c", f"{rc_kb} extract *.txt --json | {rc_kb} evaluate gold.yaml - --texts . --json"))
    assert said.returncode == 0
    assert json.loads(said.stdout)[0]["gold"] == 3
    assert said.stderr.startswith("rc-kb: grounding: ")


def test_articles_that_only_one_side_has_are_left_out_and_told(ask: Ask, tmp_path: Path) -> None:
    gold, predicted = tmp_path / "gold.jsonl", tmp_path / "predicted.jsonl"
    others = [f"article: {{id: other-{number}}}\n" for number in range(8)]
    gold.write_text("".join(map(write_line, [GOLD, *others[:1]])), encoding="utf-8")
    predicted.write_text("".join(map(write_line, [*others[1:], PROPOSED])), encoding="utf-8")
    code, out, err = ask("evaluate", gold, predicted)
    assert (code, out) == (0, SCORES)
    assert err.splitlines() == [
        "rc-kb: 1 left out, only in GOLD: other-0.",
        "rc-kb: 7 left out, only in PREDICTED: other-1, other-2, other-3, other-4, other-5, …",
    ]


def test_sheets_with_no_article_in_common_are_told_how_they_are_paired(ask: Ask, sides: Sides) -> None:
    sides.predicted.write_text(PROPOSED.replace("example-1", "example-2"), encoding="utf-8")
    said = ask("evaluate", *sides)
    assert said == (1, "", "rc-kb: no article is on both sides: sheets are paired by article.id.\n")


def test_two_sheets_of_one_article_are_refused(ask: Ask, sides: Sides, tmp_path: Path) -> None:
    twice = tmp_path / "twice.jsonl"
    twice.write_text(write_line(PROPOSED) * 2, encoding="utf-8")
    code, out, err = ask("evaluate", sides.gold, twice)
    assert (code, out) == (1, "")
    assert err == f"rc-kb: {twice}: line 2: there is another sheet of example-1: give one of each article\n"


def test_a_sheet_with_a_mistake_is_told_with_its_line(ask: Ask, sides: Sides) -> None:
    sides.predicted.write_text(PROPOSED.replace("title: driver", "rank: driver"), encoding="utf-8")
    code, out, err = ask("evaluate", *sides)
    assert (code, out) == (1, "")
    assert f"rc-kb: {sides.predicted}: line 5: offices[3].title: is missing\n" in err


def test_a_file_that_is_not_there_is_told(ask: Ask, sides: Sides, tmp_path: Path) -> None:
    assert ask("evaluate", sides.gold, tmp_path / "none") == (
        1,
        "",
        f"rc-kb: {tmp_path / 'none'}: there is no such file\n",
    )


@pytest.mark.parametrize(
    ("report", "said"),
    [
        ("scores", "there is no fact on either side."),
        ("errors", "there is no error."),
        ("calibration", "nothing is proposed."),
    ],
)
def test_a_report_without_rows_says_so(ask: Ask, sides: Sides, report: str, said: str) -> None:
    for side in sides:
        side.write_text("article: {id: example-1}\n")
    assert ask("evaluate", *sides, "--report", report) == (0, "", f"rc-kb: {said}\n")
    assert ask("evaluate", *sides, "--report", report, "--json").out == "[]\n"


def test_a_sheet_without_errors_says_so(ask: Ask, sides: Sides) -> None:
    assert ask("evaluate", sides.gold, sides.gold, "--report", "errors") == (0, "", "rc-kb: there is no error.\n")


def test_grounding_lists_the_values_that_stand_in_no_cited_words(ask: Ask, cited: Sides) -> None:
    code, out, err = ask("evaluate", *cited, "--texts", cited.gold.parent / "texts", "--report", "grounding")
    assert (code, out.splitlines()[2].split()) == (0, f"{CITED}, paragraph 1 offices[1] title chair".split())
    assert err == "rc-kb: grounding: 0.667, 1 of 3 values do not stand in the cited words.\n"


def test_articles_without_a_text_are_told(ask: Ask, cited: Sides, tmp_path: Path) -> None:
    for side in cited:
        lines = write_line(side.read_text(encoding="utf-8")) + write_line("article: {id: other}")
        side.with_suffix(".jsonl").write_text(lines, encoding="utf-8")
    texts = tmp_path / "texts"
    err = ask("evaluate", *(side.with_suffix(".jsonl") for side in cited), "--texts", texts).err
    assert err.startswith("rc-kb: 1 left out, without a text: other.\n")
    (texts / f"{CITED.upper()}.txt").rename(texts / "another.txt")
    said = f"rc-kb: {texts} has the text of none of the articles: a file is named after the article's id, ID.txt.\n"
    assert ask("evaluate", *cited, "--texts", texts) == (1, "", said)
    assert "is no folder" in ask("evaluate", *cited, "--texts", texts / "another.txt").err


def test_nothing_that_is_proposed_is_grounded_nowhere(ask: Ask, cited: Sides) -> None:
    cited.predicted.write_text(f"article: {{id: {CITED}}}\n")
    asked = ask("evaluate", *cited, "--texts", cited.gold.parent / "texts", "--report", "grounding")
    assert asked == (0, "", "rc-kb: grounding: nothing is proposed.\n")


@pytest.mark.parametrize("report", ["errors", "grounding"])
def test_rows_come_in_the_same_order_every_time(run: Run, tmp_path: Path, report: str) -> None:
    articles = [f"example-{number}" for number in range(12)]
    for article in articles:
        (tmp_path / f"{article}.txt").write_text(CITED_TEXT, encoding="utf-8")
    lines = [write_line(write_cited_article(article=article) + WRONG_OFFICE) for article in articles]
    for name in ("gold.jsonl", "predicted.jsonl"):
        (tmp_path / name).write_text("".join(lines).replace("Tomás", name[0]), encoding="utf-8")
    asked = ["evaluate", "gold.jsonl", "predicted.jsonl", "--texts", ".", "--report", report, "--format", "csv"]
    said = {run(*asked, PYTHONHASHSEED=seed).stdout for seed in ("1", "2", "3")}
    assert [text.count("\n") > len(articles) for text in said] == [True]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--report", "grounding"], "--report grounding needs --texts: the folder with the texts of the articles."),
        (["--report", "everything"], "'everything' is not one of"),
        (["--json", "--format", "csv"], "--json and --format csv contradict each other"),
        (["--safe-csv"], "--safe-csv goes with --format csv or --format tsv"),
    ],
)
def test_bad_usage_ends_with_exit_code_2(ask: Ask, sides: Sides, arguments: list[str], said: str) -> None:
    code, out, err = ask("evaluate", *sides, *arguments)
    assert (code, out) == (2, "")
    assert said in " ".join(err.split())


def test_two_sides_cannot_both_be_stdin(ask: Ask) -> None:
    said = "rc-kb: GOLD and PREDICTED cannot both be stdin: name a file or a folder for one of them.\n"
    assert ask("evaluate", "-", "-") == (2, "", said)


def test_a_formula_is_made_harmless_in_a_safe_csv(ask: Ask, sides: Sides) -> None:
    for side, name in zip(sides, ("=1+1", "=2+2"), strict=True):
        side.write_text(
            f"article: {{id: example-1}}\noffices:\n- {{official: {name}, title: x, rule: '=3', cite: 1}}\n"
        )
    out = ask("evaluate", *sides, "--report", "calibration", "--format", "csv", "--safe-csv").out
    assert "rule,'=3," in out


@pytest.mark.parametrize("missing", ["scipy", "rapidfuzz"])
def test_without_the_extra_the_sentence_says_how_to_install_it(sides: Sides, missing: str) -> None:
    program = f"import sys; sys.modules[{missing!r}] = None; from rc_kb.cli.main import run; run()"
    command = [sys.executable, "-c", program, "evaluate", *map(str, sides)]
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (said.returncode, said.stdout, said.stderr.count("\n")) == (1, "", 1)
    assert said.stderr.startswith("rc-kb: `rc-kb evaluate` needs the extra `ingest`: `pip install 'rc-kb[ingest]'` (")
    assert missing in said.stderr


def test_a_closed_pipe_is_silent(sides: Sides) -> None:
    command = f"'{sys.executable}' -m rc_kb evaluate {sides.gold} {sides.predicted} --format csv | head -1"
    said = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=60, check=False)
    assert (said.stdout, said.stderr) == (",".join(SCORE_COLUMNS) + "\n", "")
