"""Measures how good the proposals are; writes the tables of docs/evaluation.md.

`python benchmarks/extraction_quality.py` reads the development set in benchmarks/extraction/stories: the part that the
rules are tuned on, and the part that is only measured; the two real articles too, where RC_KB_ARTICLES names their
folder. `--calibrate` first writes the confidence of each rule, from the tuned part alone.
"""

import argparse
import json
import os
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from comparing import write_page, write_rows
from rc_kb.evaluate.ground import Grounding, check_grounding
from rc_kb.evaluate.report import list_calibration
from rc_kb.evaluate.score import Count, Scores, find_wilson, is_hit, score_records
from rc_kb.evaluate.slots import Record, list_records
from rc_kb.extract import propose
from rc_kb.extract.many import propose_batch
from rc_kb.ingest.sources import RawArticle
from rc_kb.sheet.model import Sheet
from rc_kb.sheet.read import make_sheet, read_sheet_file
from rc_kb.text import normalize_article

ROOT = Path(__file__).parents[1]
STORIES = Path(__file__).with_name("extraction") / "stories"
PAGE = ROOT / "docs" / "evaluation.md"
CONFIDENCES = Path(propose.__file__).with_name("confidence.json")
SEEDS = ROOT / "data" / "seed" / "sheets"
REAL = {"000_ea0d0897a3436793": "tehran-times-511371", "003_81f608ae0f6bedba": "tehran-times-476836"}
"""The texts of the two articles of the seed, each with its sheet."""

PRIOR, PRIOR_WEIGHT = 0.6, 5
"""A rule's confidence is its precision on the tuned part, drawn towards 0.6 as if by five more proposals."""

SLOTS = {"meetings": ("participants", "date", "city", "country", "format"), "offices": ("title", "organization")}
"""The slots that the table has below their kind."""


class Part(NamedTuple):
    """A part of the development set: its scores, and how its values stand in the texts."""

    scores: Scores
    grounding: Grounding
    articles: int


def main() -> None:
    """Measure both parts, and write the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--calibrate", action="store_true", help="write the confidence of each rule first")
    parser.add_argument("--no-write", action="store_true", help="leave docs/evaluation.md as it is")
    options = parser.parse_args()
    if options.calibrate:
        calibrate(measure_part(read_stories("tuned")))
    parts = {"tuned": measure_part(read_stories("tuned")), "measured": measure_part(read_stories("measured"))}
    if real := read_real():
        parts["real"] = measure_part(real)
    scores, calibration = write_scores(parts), write_calibration(parts)
    print(f"{scores}\n\n{calibration}")
    if not options.no_write:
        write_page("scores", f"Measured on {datetime.now(UTC):%Y-%m-%d}.\n\n{scores}", PAGE)
        write_page("calibration", calibration, PAGE)


def read_stories(part: str) -> dict[Path, Sheet]:
    """Return the stories of a part with their gold sheets."""
    return {text: read_sheet_file(text.with_suffix(".yaml")) for text in sorted((STORIES / part).glob("*.txt"))}


def read_real() -> dict[Path, Sheet]:
    """Return the two real articles with the sheets of the seed; nothing where their folder is not named."""
    folder = os.environ.get("RC_KB_ARTICLES")
    if not folder:
        print("RC_KB_ARTICLES does not name the folder of the real articles: they are left out.", file=sys.stderr)
        return {}
    return {Path(folder) / f"{text}.txt": read_sheet_file(SEEDS / f"{sheet}.yaml") for text, sheet in REAL.items()}


def measure_part(stories: Mapping[Path, Sheet]) -> Part:
    """Return how good the proposals of some stories are."""
    propose.load_confidences.cache_clear()
    proposed = propose_batch([RawArticle(str(text), None, text.read_bytes()) for text in stories])
    gold: list[Record] = []
    predicted: list[Record] = []
    texts: dict[str, str] = {}
    for (text, sheet), one in zip(stories.items(), proposed, strict=True):
        if one.sheet is None:
            sys.exit(f"{text}: {one.refused}")
        one.sheet["article"]["id"] = sheet.article.id
        gold += list_records(sheet)
        predicted += list_records(make_sheet(one.sheet, {}, str(text), "0" * 64))
        texts[sheet.article.id] = normalize_article(text.read_text("utf-8"))
    return Part(score_records(gold, predicted), check_grounding(predicted, texts), len(stories))


def calibrate(part: Part) -> None:
    """Write the confidence of each rule: how often it is right on the tuned part, little evidence counting little."""
    hits: dict[str, list[bool]] = defaultdict(list)
    for pair in part.scores.pairs:
        if pair.predicted is not None:
            hits[pair.predicted.values["rule"]].append(is_hit(pair.predicted.kind, pair, is_near=True))
    confidences = {
        rule: round((sum(found) + PRIOR * PRIOR_WEIGHT) / (len(found) + PRIOR_WEIGHT), 2)
        for rule, found in sorted(hits.items())
    }
    CONFIDENCES.write_text(json.dumps(confidences, indent=2) + "\n", "utf-8")


HEADINGS = {
    "tuned": "The part that the rules are tuned on",
    "measured": "The part that is only measured",
    "real": "The two real articles of the seed",
}
HEADS = ["kind", "slot", "gold", "proposed", "precision", "recall", "F1", "strict F1"]


def write_scores(parts: Mapping[str, Part]) -> str:
    """Return a table of scores for each part: a row for each kind, and one for some of its slots."""
    return "\n\n".join(_write_part(name, part) for name, part in parts.items())


def _write_part(name: str, part: Part) -> str:
    rows = [HEADS, ["---", "---", *["---:"] * (len(HEADS) - 2)]]
    for kind, count in part.scores.kinds.items():
        if count.gold or count.predicted:
            rows.append([kind, "", *describe(count)])
            rows += [["", slot, *describe(part.scores.slots[kind, slot])] for slot in SLOTS.get(kind, ())]
    grounded = part.grounding.checked - len(part.grounding.missing)
    values = f"{grounded:,} of {part.grounding.checked:,} values"
    said = f"{part.articles} articles; {values} stand in the words that they cite."
    return f"### {HEADINGS[name]}\n\n{said}\n\n{write_rows(rows)}"


def describe(count: Count) -> list[str]:
    """Return the cells of a count: near precision and recall with their intervals, and F1 near and strict."""
    near, strict = count.measure(is_near=True), count.measure(is_near=False)
    return [
        str(count.gold),
        str(count.predicted),
        _write_share(near.hits, count.predicted),
        _write_share(near.hits, count.gold),
        "" if near.f1 is None else f"{near.f1:.2f}",
        "" if strict.f1 is None else f"{strict.f1:.2f}",
    ]


def _write_share(hits: int, total: int) -> str:
    if not total:
        return ""
    interval = find_wilson(hits, total)
    return f"{hits / total:.2f} ({interval.low:.2f}-{interval.high:.2f})"


def write_calibration(parts: Mapping[str, Part]) -> str:
    """Return the table of bands of confidence, and of rules: how often each is right in each part."""
    found = {name: dict(_list_bands(part.scores)) for name, part in parts.items()}
    keys: list[tuple[str, str]] = list(dict.fromkeys(key for bands in found.values() for key in bands))
    keys.sort(key=lambda key: key[0] != "confidence")
    heads = ["", "", *(f"{name}: {head}" for name in parts for head in ("proposed", "right", "confidence"))]
    rows: list[Sequence[str]] = [heads, ["---", "---", *["---:"] * (len(heads) - 2)]]
    rows += [[*key, *(cell for bands in found.values() for cell in bands.get(key, ["", "", ""]))] for key in keys]
    return write_rows(rows)


def _list_bands(scores: Scores) -> Iterator[tuple[tuple[str, str], list[str]]]:
    for what, of, proposed, _, precision, interval, confidence in list_calibration(scores):
        yield (what, of), [str(proposed), f"{precision:.2f} ({interval})", f"{confidence:.2f}"]


if __name__ == "__main__":
    main()
