"""Hostile articles: whatever a story is turned into, it is refused or gives a sheet that holds, and in time."""

import time
import traceback
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import product
from statistics import median
from typing import Any, NamedTuple

import pytest

from rc_kb.extract.many import propose_batch
from rc_kb.extract.propose import SheetData
from rc_kb.ingest.sources import RawArticle
from rc_kb.quotes import CodedText, Span, Standing
from rc_kb.sheet.read import make_sheet, parse_sheet
from rc_kb.sheet.write import write_sheet
from rc_kb.text import fingerprint_normal
from rc_kb.workers import share_work
from tests.faults.mutants import COMMANDS, load_stories, make_mutant

CASES = 10_000
PROCESSES = 2
BATCH = 100
WRITTEN = 50
"""Of so many sheets one is written as YAML and read back, which takes longer than to propose it."""

SLOWEST = 100
"""Times of the median that the slowest mutant may take of the processor; measured: 25 times 7 ms."""

LARGE = 300_000
LONGEST = 20.0
"""Seconds of the processor that a text of so many characters may take; nearly all forms of it take less than two."""


class Tried(NamedTuple):
    """What became of a mutant: how long it took, how many citations it has, why it was refused, what went wrong."""

    seed: int
    seconds: float
    citations: int = 0
    refused: str | None = None
    fault: str | None = None


@pytest.mark.long
def test_ten_thousand_mutated_stories_are_refused_or_give_a_sheet_that_holds() -> None:
    batches = (range(start, start + BATCH) for start in range(0, CASES, BATCH))
    tried = [one for _, some in share_work(iter(batches), try_batch, PROCESSES, advice="try again.") for one in some]
    assert [one.seed for one in tried] == list(range(CASES))
    assert not [f"seed {one.seed}: {one.fault}" for one in tried if one.fault]
    assert max(tried, key=lambda one: one.seconds).seconds < SLOWEST * median(one.seconds for one in tried)
    # Else it would be hostile only to what refuses.
    assert sum(one.refused is None for one in tried) > 0.9 * CASES
    assert sum(one.citations for one in tried) > 10 * CASES


def try_batch(seeds: Iterable[int]) -> list[Tried]:
    """Return what becomes of the mutants of some seeds; in a process of its own."""
    load_all()
    return [try_mutant(seed) for seed in seeds]


@cache
def load_all() -> None:
    """Let what is loaded once not count as time of a mutant: the rules, and what reads pages."""
    story = load_stories()[0]
    page = f"<html><body><article><p>{story}</p></article></body></html>"
    for name, text in (
        ("story.txt", story),
        ("page.html", page),
        ("short.txt", "La ayuda y la salud de los niños y las niñas."),
    ):
        [proposed] = propose_batch([RawArticle(name, None, text.encode())])
        if proposed.sheet is not None:
            write_sheet(proposed.sheet)


def try_mutant(seed: int) -> Tried:
    """Return what becomes of one mutant: any error but a refusal is a fault."""
    article = make_mutant(seed)
    started = time.process_time()
    try:
        [proposed] = propose_batch([article])
        seconds = time.process_time() - started
        if proposed.sheet is None:
            hold_refusal(article, str(proposed.refused))
            return Tried(seed, seconds, refused=proposed.refused)
        citations = hold_sheet(proposed.sheet, article.read().normal)
        if seed % WRITTEN == 0:
            hold_written(proposed.sheet)
    except Exception:  # noqa: BLE001 - whatever it is, it is a fault, and is told with its seed
        return Tried(seed, time.process_time() - started, fault=traceback.format_exc())
    return Tried(seed, seconds, citations)


def hold_refusal(article: RawArticle, said: str) -> None:
    """Hold that a refusal is one sentence that names the article."""
    assert said.startswith(article.where), said
    assert said.endswith("."), said
    assert "\n" not in said, said


def hold_sheet(sheet: SheetData, normal: str) -> int:
    """Hold that a sheet is valid and that its words stand in the text; return the number of its citations."""
    made = make_sheet(sheet, {}, "proposed", "0" * 64)
    assert (made.article.text_sha256, made.article.language) == (fingerprint_normal(normal), "en")
    text = CodedText(normal, is_as_coded=True)
    citations = list(list_citations(sheet))
    for cite in citations:
        found = text.find(Span(cite["paragraph"], cite["start"], cite["end"], cite["digest"]))
        assert found.standing is Standing.FOUND, (cite, found)
    return len(citations)


def list_citations(values: Any) -> Iterator[dict[str, Any]]:
    """Return the citations of all facts of a sheet."""
    if isinstance(values, list):
        for value in values:
            yield from list_citations(value)
    if isinstance(values, dict):
        yield from values.get("cite", ())
        for value in values.values():
            yield from list_citations(value)


def hold_written(sheet: SheetData) -> None:
    """Hold that a sheet is the same when it is written as YAML and read back."""
    read = parse_sheet(write_sheet(sheet).encode(), "proposed")
    assert read.model_dump() == make_sheet(sheet, {}, "proposed", "0" * 64).model_dump()


@pytest.mark.parametrize("name", COMMANDS)
def test_a_name_that_is_a_command_or_yaml_is_written_and_read_back_as_it_stands(name: str) -> None:
    story = (
        f"The President of the Ghana Red Cross Society, {name} Mensah, met {name} Example, the ambassador of Iran, in "
        f"Accra on Sunday.\n\n{name} Mensah said that the society has sent 300 tents of the {name} to Kenya."
    )
    [proposed] = propose_batch([RawArticle("story.txt", None, story.encode())])
    assert proposed.sheet is not None
    assert hold_sheet(proposed.sheet, RawArticle("story.txt", None, story.encode()).read().normal) > 0
    hold_written(proposed.sheet)


ENGLISH = "The two of them had been there before, and it was not the first time that they were in the city.\n\n" * 40
MEETING = (
    "The President of the Iranian Red Crescent Society, Pirhossein Example, met with Ghana's ambassador Kofi Sample. "
)
SHAPES = {
    "one sentence again and again": MEETING,
    "one paragraph again and again": f"{MEETING}\n\n",
    "a sentence without end": "and the society said that the word of the relief ",
    "a list of names without end": "and with Kofi Mensah Example, ",
    "a list of countries without end": "Iran, Iraq, Ghana, Kenya and ",
    "a list of societies without end": "the Turkish Red Crescent, the Iranian Red Crescent Society, the ICRC and ",
    "a title without end": "president of the head of the ",
    "numbers without end": "sent 5,000 tents and 3 million blankets and ",
    "verbs without end": "will send and promised to agree that it denied and signed the ",
    "a word without end": "a",
    "a name without end": "Al-",
    "a number without end": "9",
    "opening brackets": "(",
    "pairs of brackets": "()",
    "brackets apart": "( ",
    "commas": ",",
    "quotation marks": '"',
    "quotation marks apart": '" ',
    "dots": ".",
    "dashes": "-",
    "equal signs": "=",
    "accents": "e\u0301\u0316",
    "spaces": " ",
    "paragraphs of a letter": "a\n\n",
}


def measure(text: str) -> float:
    """Return how long a text takes, in seconds of the processor."""
    load_all()
    started = time.process_time()
    [proposed] = propose_batch([RawArticle("story.txt", None, text.encode())])
    assert proposed.sheet is not None, proposed.refused
    return time.process_time() - started


@pytest.mark.long
@pytest.mark.parametrize("shape", SHAPES)
def test_a_long_text_of_one_shape_takes_bounded_time(shape: str) -> None:
    part = SHAPES[shape]
    text = f"{ENGLISH}The society met {part * (LARGE // len(part))}"
    assert measure(text[:LARGE]) < LONGEST


@pytest.mark.long
def test_a_long_text_about_ever_new_people_takes_bounded_time() -> None:
    syllables = map("".join, product("abcdefghij", repeat=4))
    text = "".join(f"The minister K{one} S{one} met the head of the society. " for one in syllables)
    assert measure(f"{ENGLISH}{text}"[:LARGE]) < LONGEST


@pytest.mark.long
def test_a_long_text_of_ever_new_days_takes_bounded_time() -> None:
    days = (f"on {1 + number % 28} May {1900 + number // 28 % 200}, " for number in range(30_000))
    assert measure(f"{ENGLISH}The society met {''.join(days)}"[:LARGE]) < LONGEST
