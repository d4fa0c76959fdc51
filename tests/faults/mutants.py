"""Owns the mutated stories that extraction is tried with: one for each seed, the same on every machine."""

import json
import random
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

from rc_kb.ingest.sources import RawArticle

STORIES = Path(__file__).parents[2] / "benchmarks" / "extraction" / "stories" / "tuned"
_MOST_CHARACTERS = 20_000
"""A mutant is cut to these: how time grows with length is another test's question."""

COMMANDS = (
    "$(rm -rf /)",
    "`reboot`",
    "Robert'); DROP TABLE fact; --",
    "../../etc/passwd",
    "null",
    "Null",
    "~",
    "yes",
    "No",
    "TRUE",
    ".inf",
    "0x1F",
    "1e999",
    "12:30:45",
    "2022-09-17",
    "- {a: b}",
    "[a, b]",
    "{a: b}",
    "a: b",
    "? a",
    "# no",
    "&a *a",
    "*a",
    "!!python/object/apply:os.system",
    "| ",
    "> ",
    "%YAML 1.1",
    "@a",
    "---",
    "...",
    "'",
    '"',
    "''",
    "\\",
    "\\u0000",
    "{{7*7}}",
    "%s%n",
    "=cmd|' /C calc'!A0",
    "<script>alert(1)</script>",
    "&nbsp;",
    "-",
    "\u2013",
    ".",
    ",",
    "Dr.",
    "Al-",
    "O'",
    "McX's'",
    "\u0130\u0131\u00df",
    "\ufb01\u212b",
    "\U0001f1f0\U0001f1ea",
)
NUMBERS = (
    "0",
    "-1",
    "00000",
    "9" * 400,
    "1e999",
    "1,2,3,,4",
    "1.2.3.4",
    "1,000,000,000,000,000,000,000",
    "\u0663\u0664",
    "\u00b2",
    "\u2460",
    "\u00bd",
    "\uff19\uff19",
    "a million billion trillion",
    "nan",
    "infinity",
    "zero",
    "half a dozen million",
    "2 million thousand",
    "0.0000000001",
)
DATES = (
    "31 February 2023",
    "February 29",
    "February 29, 2023",
    "99/99/2023",
    "2023-13-45",
    "0000-00-00",
    "May 0, 2022",
    "May 32",
    "last Monday",
    "next Sunday",
    "Monday Tuesday Friday",
    "in 1900-2099",
    "May 5, 2022, 2023, 2024",
    "date 2023-02-31",
    "date 9999-99-99",
    "0001-01-01",
    "0500-01-01T10:00:00Z",
    "9999-12-31",
    "20220505",
    "this month",
    "the day before",
    "TEHRAN, Feb 30 (IRNA) --",
)
MARKS = (
    "\u202e",
    "\u202d",
    "\u200f",
    "\u200b",
    "\u200d",
    "\u2066",
    "\u2069",
    "\ufeff",
    "\u0301",
    "\u00a0",
    "\u00ad",
    "\u2028",
)
CONTROLS = ("\0", "\x01", "\x07", "\x08", "\x1b[31m", "\x7f", "\x85", "\x9b", "\x0b", "\x0c")
BRACKETS = (
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "<",
    ">",
    '"',
    "'",
    "\u201c",
    "\u201d",
    "\u2018",
    "\u2019",
    "\u00ab",
    "\u00bb",
    "``",
    "--",
    "\u2014",
    ":",
    ";",
    "\u2026",
)

_NAME = re.compile(r"[A-Z][\w'\u2019-]+(?: [A-Z][\w'\u2019-]+)+")
_NUMBER = re.compile(r"\d[\d,.]*")
_SENTENCE = re.compile(r"(?<=[.!?]) ")

Mutation = Callable[[random.Random, str], str]


@cache
def load_stories() -> tuple[str, ...]:
    """Return the stories that are mutated, in the order of their files."""
    return tuple(path.read_text(encoding="utf-8") for path in sorted(STORIES.glob("*.txt")))


def make_mutant(seed: int) -> RawArticle:
    """Return the mutated story of a seed: a text, and now and then a line of JSON or a page."""
    chance = random.Random(seed)  # noqa: S311 - the same mutants each time
    story = chance.choice(load_stories())
    for _ in range(chance.randint(1, 6)):
        story = chance.choice(MUTATIONS)(chance, story)[:_MOST_CHARACTERS]
    form = chance.random()
    if form < 0.25:
        return RawArticle("mutants.jsonl", seed, _write_line(chance, story))
    if form < 0.3:
        return RawArticle(f"mutant-{seed}.html", None, _write_page(story))
    return RawArticle(f"mutant-{seed}.txt", None, story.encode("utf-8", "surrogatepass"))


def _write_line(chance: random.Random, story: str) -> bytes:
    """Return a line of JSON, which may hold what a text may not, with metadata as odd."""
    for _ in range(chance.randint(0, 3)):
        story = _insert(chance, story, chance.choice(CONTROLS))
    metadata: dict[str, object] = {
        key: chance.choice((*COMMANDS, *DATES, None, 7, [])) for key in ("id", "title", "publisher", "date")
    }
    return json.dumps(metadata | {"text": story}).encode()


def _write_page(story: str) -> bytes:
    paragraphs = "".join(f"<p>{paragraph}</p>\n" for paragraph in story.split("\n\n"))
    return f"<html><head><title>A story</title></head><body><article>{paragraphs}</article></body></html>".encode()


def _insert(chance: random.Random, text: str, part: str) -> str:
    place = chance.randint(0, len(text))
    return text[:place] + part + text[place:]


def _cut(chance: random.Random, text: str) -> str:
    start = chance.randint(0, len(text))
    return text[:start] + text[start + chance.choice((1, 5, 40, 400, 100_000)) :]


def _double(chance: random.Random, text: str) -> str:
    start = chance.randint(0, len(text))
    part = text[start : start + chance.choice((1, 10, 100, 1000))]
    return text[:start] + part * chance.randint(2, 5) + text[start:]


def _shuffle_paragraphs(chance: random.Random, text: str) -> str:
    parts = text.split("\n\n")
    chance.shuffle(parts)
    return "\n\n".join(parts)


def _shuffle_sentences(chance: random.Random, text: str) -> str:
    parts = _SENTENCE.split(text)
    chance.shuffle(parts)
    return " ".join(parts)


def _shuffle_words(chance: random.Random, text: str) -> str:
    words = text.split(" ")
    start = chance.randint(0, len(words))
    some = words[start : start + 60]
    chance.shuffle(some)
    return " ".join([*words[:start], *some, *words[start + 60 :]])


def _swap_letters(chance: random.Random, text: str) -> str:
    letters = list(text)
    for _ in range(chance.randint(1, 60) if len(letters) > 1 else 0):
        place = chance.randrange(len(letters) - 1)
        letters[place], letters[place + 1] = letters[place + 1], letters[place]
    return "".join(letters)


def _change_case(chance: random.Random, text: str) -> str:
    start = chance.randint(0, len(text))
    end = start + chance.choice((20, 200, 2000))
    return text[:start] + chance.choice((str.upper, str.lower, str.title, str.swapcase))(text[start:end]) + text[end:]


def _insert_marks(chance: random.Random, text: str) -> str:
    for _ in range(chance.randint(1, 20)):
        text = _insert(chance, text, chance.choice(MARKS))
    return text


def _insert_controls(chance: random.Random, text: str) -> str:
    # Most of the time only those that a text may hold: the others are refused at once.
    return _insert(chance, text, chance.choice(CONTROLS if chance.random() < 0.3 else ("\t", "\r", "\x0b", "\x0c")))


def _insert_brackets(chance: random.Random, text: str) -> str:
    for _ in range(chance.randint(1, 12)):
        text = _insert(chance, text, chance.choice(BRACKETS) * chance.choice((1, 1, 1, 2, 50)))
    return text


def _insert_long(chance: random.Random, text: str) -> str:
    """Insert a very long word, or a very long list."""
    names = _NAME.findall(text) or ["Nobody At All"]
    count = chance.choice((20, 100, 300))
    return _insert(
        chance,
        text,
        chance.choice(
            (
                "a" * 10 * count,
                " " + "A" * 10 * count + " ",
                "-".join(["Al"] * count),
                ", ".join(chance.choices(names, k=count)) + " and others ",
                " and ".join(chance.choices(names, k=count)),
                " met " * count,
                " of the " * count,
                ", president of the Red Crescent" * (count // 4),
                "," * count,
                "\n" * count,
                "\n\n".join(chance.choices(names, k=count)),
            )
        ),
    )


def _replace_name(chance: random.Random, text: str) -> str:
    names = _NAME.findall(text)
    return text.replace(chance.choice(names), chance.choice(COMMANDS)) if names else text + chance.choice(COMMANDS)


def _replace_number(chance: random.Random, text: str) -> str:
    word = chance.choice(NUMBERS)
    return _NUMBER.sub(lambda found: word if chance.random() < 0.5 else found[0], text)


def _insert_date(chance: random.Random, text: str) -> str:
    at = 0 if chance.random() < 0.3 else chance.randint(0, len(text))
    return f"{text[:at]} {chance.choice(DATES)} {text[at:]}"


def _insert_words(chance: random.Random, text: str) -> str:
    for _ in range(chance.randint(1, 4)):
        text = _insert(chance, text, f" {chance.choice((*COMMANDS, *NUMBERS, *DATES))} ")
    return text


def _splice(chance: random.Random, text: str) -> str:
    other = chance.choice(load_stories())
    return text[: chance.randint(0, len(text))] + other[chance.randint(0, len(other)) :]


def _change_breaks(chance: random.Random, text: str) -> str:
    old, new = chance.choice(
        (("\n\n", "\n"), ("\n", " "), (". ", ".\n"), (", ", ",\n\n"), (" ", "\n"), ("\n\n", "\r\n\r\n"), (" ", ""))
    )
    return text.replace(old, new, chance.choice((1, 5, 10_000)))


MUTATIONS: tuple[Mutation, ...] = (
    _cut,
    _double,
    _shuffle_paragraphs,
    _shuffle_sentences,
    _shuffle_words,
    _swap_letters,
    _change_case,
    _insert_marks,
    _insert_controls,
    _insert_brackets,
    _insert_long,
    _replace_name,
    _replace_number,
    _insert_date,
    _insert_words,
    _splice,
    _change_breaks,
)
