"""The two articles of the seed: all that was coded of them is proposed, and nothing else."""

import json
from pathlib import Path
from typing import Any

import pytest

from rc_kb.evaluate.align import Pair
from rc_kb.evaluate.compare import compare_names, compare_organizations, compare_texts, compare_titles
from rc_kb.evaluate.score import Scores, is_hit, score_records
from rc_kb.evaluate.slots import Record, list_records
from rc_kb.extract.propose import SheetData, propose_sheet
from rc_kb.ingest.sources import RawArticle
from rc_kb.settings import find_seed
from rc_kb.sheet.read import make_sheet, read_sheet_file
from tests.requirements import need

SHEETS = {"000_ea0d0897a3436793": "tehran-times-511371", "003_81f608ae0f6bedba": "tehran-times-476836"}
"""The names of the texts, each with the id of its sheet."""

WHOLE = ("meetings", "offices", "facilities", "missions", "awards", "memberships")
"""The kinds of which everything is found; figures and words said are a matter of degree."""


@pytest.fixture(scope="module")
def proposed(articles: Path) -> dict[str, SheetData]:
    """Return the proposed sheet of each article, by the name of its text."""
    return {
        text: propose_sheet(RawArticle(f"{text}.txt", None, (articles / f"{text}.txt").read_bytes()).read())
        for text in SHEETS
    }


@pytest.fixture(scope="module")
def scores(proposed: dict[str, SheetData]) -> Scores:
    """Return the scores of the proposed sheets against those of the seed."""
    gold: list[Record] = []
    predicted: list[Record] = []
    for text, name in SHEETS.items():
        gold += list_records(read_sheet_file(find_seed() / "sheets" / f"{name}.yaml"))
        sheet = proposed[text] | {"article": proposed[text]["article"] | {"id": name}}
        predicted += list_records(make_sheet(sheet, {}, f"{text}.txt", "0" * 64))
    return score_records(gold, predicted)


@pytest.fixture(scope="module")
def gold(articles: Path) -> dict[str, Any]:
    """Return what careful readers coded of each article, by the name of its text."""
    path = articles.parent / "gold" / "seeds.jsonl"
    need(path.is_file(), f"beside the articles there is no {path}")
    return {one["id"]: one for one in map(json.loads, path.read_text("utf-8").splitlines())}


@pytest.mark.parametrize("kind", WHOLE)
def test_everything_that_was_coded_is_proposed_and_nothing_false(scores: Scores, kind: str) -> None:
    wrong = [pair for pair in scores.pairs if _kind(pair) == kind and not is_hit(kind, pair, is_near=True)]
    measure = scores.kinds[kind].measure(is_near=True)
    assert (measure.precision, measure.recall) == (1.0, 1.0), wrong


def test_no_figure_is_proposed_that_was_not_coded(scores: Scores) -> None:
    assert scores.kinds["figures"].measure(is_near=True).precision == 1.0


def test_the_figures_of_the_iranian_society_are_proposed(scores: Scores) -> None:
    found = [
        pair.predicted.values["value"]
        for pair in scores.pairs
        if pair.predicted is not None and is_hit("figures", pair, is_near=True) and _kind(pair) == "figures"
    ]
    assert sorted(found) == [5, 5, 13, 14, 1922]


@pytest.mark.parametrize("text", SHEETS)
def test_every_office_that_readers_found_is_proposed(
    proposed: dict[str, SheetData], gold: dict[str, Any], text: str
) -> None:
    for office in gold[text]["offices"]:
        (found,) = [one for one in proposed[text]["offices"] if compare_names(one["official"], office["person"])]
        assert compare_titles(found["title"], office["role"].partition(" (")[0]) >= 0.7
        assert compare_organizations(found["organization"], office["organization"]) == 1.0
        assert found.get("country") == office["country_iso2"]


@pytest.mark.parametrize("text", SHEETS)
def test_every_participant_that_readers_found_is_proposed(
    proposed: dict[str, SheetData], gold: dict[str, Any], text: str
) -> None:
    for meeting, found in zip(gold[text]["meetings"], proposed[text]["meetings"], strict=True):
        assert (found.get("city"), found.get("country")) == (meeting["city"], meeting["country_iso2"])
        mine = [(one["name"], one["country_iso2"]) for one in meeting["participants"]]
        theirs = [(one["name"], one.get("country")) for one in found["participants"]]
        assert sorted(mine) == sorted(theirs)


@pytest.mark.parametrize("text", SHEETS)
def test_every_facility_that_readers_found_is_proposed_with_its_state(
    proposed: dict[str, SheetData], gold: dict[str, Any], text: str
) -> None:
    mine = [(one["country_iso2"], one["status"], one["kind"]) for one in gold[text]["facilities"]]
    theirs = [(one["country"], one["status"], one["kind"]) for one in proposed[text].get("facilities", [])]
    assert sorted(mine) == sorted(theirs)


@pytest.mark.parametrize("text", SHEETS)
def test_every_award_that_readers_found_is_proposed(
    proposed: dict[str, SheetData], gold: dict[str, Any], text: str
) -> None:
    found = proposed[text].get("awards", [])
    for award in gold[text]["awards"]:
        (same,) = [one for one in found if compare_texts(one["award"], award["award"]) >= 0.7]
        assert compare_organizations(same["recipient"], award["recipient"]) == 1.0
        assert same["year"] == str(award["year"])


@pytest.mark.parametrize("text", SHEETS)
def test_every_country_that_readers_found_to_be_helped_is_proposed(
    proposed: dict[str, SheetData], gold: dict[str, Any], text: str
) -> None:
    mine = {one["recipient_country_iso2"] for one in gold[text]["assistance"]}
    assert {one.get("country") for one in proposed[text].get("missions", [])} == mine


def test_a_proposal_too_many_would_be_found(proposed: dict[str, SheetData]) -> None:
    text, name = "000_ea0d0897a3436793", "tehran-times-511371"
    (facility,) = proposed[text]["facilities"]
    facilities = [facility, facility | {"country": "KE", "country_as_written": "Kenya"}]
    sheet = {"article": proposed[text]["article"] | {"id": name}, "facilities": facilities}
    coded = list_records(read_sheet_file(find_seed() / "sheets" / f"{name}.yaml"))
    scores = score_records(coded, list_records(make_sheet(sheet, {}, "example.txt", "0" * 64)))
    assert scores.kinds["facilities"].measure(is_near=True).precision == 0.5


def _kind(pair: Pair) -> str:
    record = pair.gold or pair.predicted
    return record.kind if record else ""
