"""Measures how fast articles are read and sheets proposed; writes its part of docs/performance.md.

`python benchmarks/extraction.py` needs the extra `dev`. Its texts are the stories of the development set in many
copies, each with other numbers and some other words, so that no text comes twice. The peer is spaCy's blank English
pipeline with a sentence splitter on the same texts, in the same process and in turns. It exits with 1 where a bar is
broken.
"""

import gc
import json
import random
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from comparing import RC_KB, describe_run, make_parser, write_page, write_rows
from running import Run, compare, make_environment, run, take_turns

STORIES = Path(__file__).with_name("extraction") / "stories"
ROUNDS, AT_ONCE, MANY = 7, 400, 10_000
SLOWEST, LEAST_GAIN, LATEST, MOST_GROWTH = 0.1, 1.7, 2.0, 1.1
"""The bars: of the peer's rate, two processes to one, seconds to start, memory of 10,000 articles to 1,000."""

_SYLLABLES = "ba do ka li mo nu re sa ti vo".split()


def main() -> None:
    """Measure rate, processes, start and memory, and write the page."""
    options = make_parser(__doc__, ROUNDS).parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = [*measure_rate(options.rounds), *measure_commands(folder, options.rounds)]
    table = write_rows([["what", "measured", "bar", "kept"], ["---", "---:", "---:", "---"], *rows])
    print(table)
    if not options.no_write:
        write_page("extraction", f"{describe_run(options.rounds)}\n\n{table}")
    broken = [row[0] for row in rows if row[-1] == "**no**"]
    if broken and not options.report_only:
        sys.exit(f"Not what is wanted: {'; '.join(broken)}.")


def list_texts(seed: int) -> Iterator[str]:
    """Return texts without end: the stories, each copy with other digits and a syllable more in some words."""
    chance = random.Random(seed)
    stories = [path.read_text("utf-8") for path in sorted(STORIES.glob("*/*.txt"))]
    while True:
        for story in stories:
            digits = re.sub(r"\d", lambda _: str(chance.randint(1, 9)), story)
            yield re.sub(
                r"\b[A-Z][a-z]{5,}\b",
                lambda found: found[0] + (chance.choice(_SYLLABLES) if chance.random() < 0.05 else ""),
                digits,
            )


def measure_rate(rounds: int) -> list[list[str]]:
    """Return the articles a second in this process, and the ratio to spaCy's rate on the same texts."""
    import spacy

    from rc_kb.extract.many import propose_batch
    from rc_kb.ingest.sources import RawArticle

    gc.set_threshold(100_000)  # as the command does
    plain = spacy.blank("en")
    plain.add_pipe("sentencizer")
    texts = list_texts(1)
    ours: list[float] = []
    peers: list[float] = []
    words = 0
    for number in range(rounds + 1):
        some = [next(texts) for _ in range(AT_ONCE)]
        articles = [RawArticle(f"{place}.txt", None, text.encode()) for place, text in enumerate(some)]

        def extract(articles: list[RawArticle] = articles) -> float:
            began = time.perf_counter()
            for first in range(0, AT_ONCE, 32):
                json.dumps([one.sheet for one in propose_batch(articles[first : first + 32])])
            return time.perf_counter() - began

        def tokenize(some: list[str] = some) -> float:
            began = time.perf_counter()
            for doc in plain.pipe(some):
                len(doc)
            return time.perf_counter() - began

        took = (extract(), tokenize()) if number % 2 else (tokenize(), extract())[::-1]
        if number:
            ours.append(took[0])
            peers.append(took[1])
            words += sum(len(text.split()) for text in some)
    rate = AT_ONCE / median(ours)
    ratio = median(peer / our for our, peer in zip(ours, peers, strict=True))
    length = words / rounds / AT_ONCE
    return [
        [f"articles a second, one process (of {length:.0f} words)", f"{rate:.0f}", "", ""],
        ["rate, through that of spaCy's blank pipeline", f"{ratio:.3f}", f"{SLOWEST}", judge(ratio >= SLOWEST)],
    ]


def measure_commands(folder: Path, rounds: int) -> list[list[str]]:
    """Return what whole processes take: the start, two processes to one, and the memory of many articles."""
    environment = make_environment(folder)
    files = {count: write_lines(folder / f"{count}.jsonl", count) for count in (1, 1_000, 2_000, MANY)}

    def extract(count: int, jobs: int = 1) -> Run:
        return run((RC_KB, "extract", str(files[count]), "--json", "--jobs", str(jobs)), environment, allowed=(0, 1))

    start = median(one.seconds for one in take_turns({"": lambda: extract(1)}, rounds, patience=60)[""])
    turns = take_turns({1: lambda: extract(2_000), 2: lambda: extract(2_000, 2)}, min(rounds, 3), patience=300)
    gain = compare(turns[1], turns[2])
    few, many = extract(1_000), extract(MANY)
    growth = many.memory / few.memory
    return [
        ["start: one article, s", f"{start:.2f}", f"{LATEST}", judge(start <= LATEST)],
        ["two processes to one, 2,000 articles", f"{gain:.2f}", f"{LEAST_GAIN}", judge(gain >= LEAST_GAIN)],
        ["memory of 1,000 articles, MiB", f"{few.memory:.0f}", "", ""],
        [f"memory of {MANY:,} to that", f"{growth:.2f}", f"{MOST_GROWTH}", judge(growth <= MOST_GROWTH)],
    ]


def write_lines(path: Path, count: int) -> Path:
    """Write so many articles as JSON Lines."""
    texts = list_texts(2)
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            file.write(json.dumps({"id": f"story-{number}", "text": next(texts)}) + "\n")
    return path


def judge(is_kept: bool) -> str:
    """Return whether a bar is kept, for the table."""
    return "yes" if is_kept else "**no**"


if __name__ == "__main__":
    main()
