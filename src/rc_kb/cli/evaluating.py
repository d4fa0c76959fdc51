"""Owns the command that compares proposed sheets with those of a careful coder."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rc_kb.cli.asking import choose_format
from rc_kb.cli.options import FormatOption, JsonOption, SafeCsvOption
from rc_kb.errors import BadSheet, BadValue, RcKbError
from rc_kb.output import tell, write_answer
from rc_kb.read.query import Answer
from rc_kb.tables import TABLES

if TYPE_CHECKING:
    from rc_kb.evaluate.ground import Grounding
    from rc_kb.sheet.model import Sheet


class Report(StrEnum):
    """What an evaluation can print."""

    SCORES = "scores"
    ERRORS = "errors"
    CALIBRATION = "calibration"
    GROUNDING = "grounding"


_NOTHING = {
    Report.SCORES: "there is no fact on either side.",
    Report.ERRORS: "there is no error.",
    Report.CALIBRATION: "nothing is proposed.",
}
"""What is said instead of a table without rows."""
_STDIN = Path("-")
_MOST_NAMED = 5


def evaluate(
    gold: Annotated[
        Path,
        typer.Argument(
            metavar="GOLD",
            readable=False,
            help="Coded sheets: YAML, one for each article; JSON Lines (.jsonl), one sheet a line; - for such lines on "
            "stdin; a folder of both.",
        ),
    ],
    predicted: Annotated[
        Path,
        typer.Argument(metavar="PREDICTED", readable=False, help="Proposed sheets of the same articles, by their ids."),
    ],
    report: Annotated[
        Report,
        typer.Option(
            "--report",
            help="What to print: the scores; every miss and false alarm, with the rule that fired; how often each rule "
            "and each band of confidence is right; the values that their citations do not hold (needs --texts).",
        ),
    ] = Report.SCORES,
    texts: Annotated[
        Path | None,
        typer.Option(
            "--texts", metavar="FOLDER", help="The texts of the articles, ID.txt each, to look the citations up."
        ),
    ] = None,
    form: FormatOption = None,
    json: JsonOption = False,
    safe_csv: SafeCsvOption = False,
) -> None:
    """Compare proposed coding sheets with coded ones: precision, recall and F1 for each kind of fact and each slot.

    Records are paired one to one so that their likeness is largest. What is nearly the same, as two spellings of a
    name, counts as right; the strict F1 stands beside it, and all strict measures in CSV and JSON. Intervals are
    Wilson's, 95 %. docs/evaluation.md tells more. Needs the extra `ingest`.

    \b
    rc-kb evaluate gold/ sheets.jsonl
    rc-kb evaluate gold/ sheets/ --report errors --format csv > errors.csv
    rc-kb extract texts/ --json | rc-kb evaluate gold/ - --texts texts/
    """
    if report is Report.GROUNDING and texts is None:
        raise BadValue("--report grounding needs --texts: the folder with the texts of the articles.")
    if gold == predicted == _STDIN:
        raise BadValue("GOLD and PREDICTED cannot both be stdin: name a file or a folder for one of them.")
    chosen = choose_format(form, json=json, safe_csv=safe_csv)
    _check_extra()
    coded, proposed = _read_sheets(gold), _read_sheets(predicted)
    both = _list_both(coded, proposed)
    grounding = _check_grounding(texts, [proposed[one] for one in both]) if texts is not None else None
    pairs = [(coded[one], proposed[one]) for one in both]
    written = write_answer(_find_rows(report, pairs, grounding), chosen, TABLES[report], is_safe=safe_csv)
    if not written and report in _NOTHING:
        tell(_NOTHING[report])
    if grounding is not None:
        _tell_grounding(grounding)


def _find_rows(report: Report, pairs: "list[tuple[Sheet, Sheet]]", grounding: "Grounding | None") -> Answer:
    """Return the rows of a report on pairs of sheets, the coded one of an article first."""
    from rc_kb.evaluate import report as tables
    from rc_kb.evaluate.score import score_records
    from rc_kb.evaluate.slots import list_records

    if report is Report.GROUNDING and grounding is not None:
        return Answer(tables.GROUNDING_COLUMNS, tables.list_ungrounded(grounding))
    scores = score_records(
        (record for coded, _ in pairs for record in list_records(coded)),
        (record for _, proposed in pairs for record in list_records(proposed)),
    )
    if report is Report.ERRORS:
        return Answer(tables.ERROR_COLUMNS, tables.list_errors(scores))
    if report is Report.CALIBRATION:
        return Answer(tables.CALIBRATION_COLUMNS, tables.list_calibration(scores))
    return Answer(tables.SCORE_COLUMNS, tables.list_scores(scores))


def _check_extra() -> None:
    """Raise RcKbError where the libraries of the extra are not there."""
    try:
        import rapidfuzz  # noqa: F401
        import scipy  # noqa: F401
    except ImportError as error:
        raise RcKbError(
            f"`rc-kb evaluate` needs the extra `ingest`: `pip install 'rc-kb[ingest]'` ({error})."
        ) from error


def _read_sheets(path: Path) -> "dict[str, Sheet]":
    """Return the sheets of a file or folder by the ids of their articles; raise BadSheet."""
    from rc_kb.sheet.sources import find_sheet_files, read_raw_sheets

    sheets: dict[str, Sheet] = {}
    for raw in read_raw_sheets(find_sheet_files([path])):
        sheet = raw.parse()
        if sheet.article.id in sheets:
            raise BadSheet(
                raw.source, [f"{raw.where}there is another sheet of {sheet.article.id}: give one of each article"]
            )
        sheets[sheet.article.id] = sheet
    return sheets


def _list_both(coded: "dict[str, Sheet]", proposed: "dict[str, Sheet]") -> list[str]:
    """Return the articles that both sides have, and say which only one has; raise RcKbError for none."""
    both = [one for one in coded if one in proposed]
    if not both:
        raise RcKbError("no article is on both sides: sheets are paired by article.id.")
    _tell_left_out("only in GOLD", coded.keys() - proposed.keys())
    _tell_left_out("only in PREDICTED", proposed.keys() - coded.keys())
    return both


def _tell_left_out(where: str, articles: set[str]) -> None:
    if articles:
        listed = ", ".join(sorted(articles)[:_MOST_NAMED])
        tell(f"{len(articles):,} left out, {where}: {listed}{', …' if len(articles) > _MOST_NAMED else '.'}")


def _check_grounding(texts: Path, proposed: "list[Sheet]") -> "Grounding":
    """Look the values of sheets up in the texts of a folder; raise RcKbError where it has the text of none."""
    from rc_kb.evaluate.ground import check_grounding
    from rc_kb.evaluate.slots import list_records
    from rc_kb.ingest.sources import make_id
    from rc_kb.text_files import find_files, read_text_file

    if not texts.is_dir():
        raise RcKbError(f"{texts} is no folder: give one that has the text of each article in a file, ID.txt.")
    wanted = {sheet.article.id for sheet in proposed}
    files = {make_id(file.stem): file for file in find_files(texts)}
    if wanted.isdisjoint(files):
        raise RcKbError(
            f"{texts} has the text of none of the articles: a file is named after the article's id, ID.txt."
        )
    _tell_left_out("without a text", wanted - files.keys())
    normal = {one: read_text_file(files[one]).normal for one in wanted & files.keys()}
    return check_grounding((record for sheet in proposed for record in list_records(sheet)), normal)


def _tell_grounding(grounding: "Grounding") -> None:
    missing, checked = len(grounding.missing), grounding.checked
    if not checked:
        tell("grounding: nothing is proposed.")
        return
    tell(f"grounding: {1 - missing / checked:.3f}, {missing:,} of {checked:,} values do not stand in the cited words.")
