"""Makes the world of the benchmarks: coding sheets and texts of invented articles, the same each time, in any number.

`python benchmarks/invented_world.py 10000 > sheets.jsonl` writes the sheets of 10,000 meetings, one on a line.
"""

import json
import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Iterator
from itertools import count, islice
from random import Random
from typing import Any

from invented_facts import write_others
from invented_names import PUBLISHERS, spell_otherwise
from invented_parties import SEED, World, draw_long_tail, name_city, write_day
from invented_story import RARE_ROWS, RARE_WORD, Story
from rc_kb.location import Location, find_database
from rc_kb.sheet.sources import RawSheet
from rc_kb.store.build import build_database
from rc_kb.store.bulk import load_raw_sheets
from rc_kb.store.engine import begin_writing, insert_rows
from rc_kb.store.history import Recorder
from rc_kb.store.models.sources import article_text
from rc_kb.store.search import index_text
from rc_kb.text import digest_words, fingerprint_normal, fold_words

__all__ = ["RARE_ROWS", "RARE_WORD", "build_base", "make_sheets", "make_text", "write_line"]

_FIRST_COPY = 1_000
_COPIES = 0.03
_FARTHEST_COPY = 400
_BATCH = 1_000
_ATTACHED_AT = "2026-01-01T00:00:00Z"

_WORLD = World()

Sheet = dict[str, Any]


def make_sheets(meetings: int, first: int = 0) -> Iterator[Sheet]:
    """Make coding sheets that together have so many meetings, from an article on.

    The first are the same whatever the number of meetings is.
    """
    for number in count(first):
        sheet, _ = _make_article(number)
        sheet["meetings"] = sheet["meetings"][:meetings]
        meetings -= len(sheet["meetings"])
        yield sheet
        if meetings <= 0:
            return


def make_text(article: str) -> str:
    """Make the text of an article, by its id; it is in normal form."""
    return _make_article(int(article.rpartition("-")[2]))[1]


def build_base(location: Location, meetings: int, *, with_texts: bool = False) -> None:
    """Build a base with the seed and so many invented meetings, and with the texts of their articles attached."""
    build_database(location)
    sheets = (write_line(sheet) for sheet in make_sheets(meetings))
    raw = (RawSheet("the invented world", number, line) for number, line in enumerate(sheets, start=1))
    load_raw_sheets(location, raw, Recorder("benchmark"))
    if with_texts:
        articles = (sheet["article"] for sheet in make_sheets(meetings))
        while some := list(islice(articles, _BATCH)):
            _attach_texts(location, some)


def write_line(sheet: Sheet) -> bytes:
    """Write a sheet as the line of JSON that `rc-kb load` takes."""
    return json.dumps(sheet, ensure_ascii=False).encode() + b"\n"


def _attach_texts(location: Location, articles: list[Sheet]) -> None:
    """Attach the texts of some articles; the command would look for the article of each."""
    texts = {one["id"]: make_text(one["id"]) for one in articles}
    rows = [(one["id"], texts[one["id"]], one["text_sha256"], _ATTACHED_AT) for one in articles]
    with begin_writing(location) as connection:
        insert_rows(connection, article_text, rows, ("article_id", "text", "text_sha256", "attached_at"))
        for article, text in texts.items():
            index_text(connection, article, text)


def _make_article(number: int) -> tuple[Sheet, str]:
    """Make the coding sheet and the text of an article; one in thirty tells the story of another with few changes."""
    original = _find_original(number)
    story = Story(_WORLD, original)
    story.write_meetings()
    write_others(story)
    publisher, article = _name_article(number)
    paragraphs = [*filter(None, story.paragraphs), f"{publisher}, article {number}"]
    text = "\n\n".join(paragraphs)
    published = write_day(story.day + (original != number)).isoformat()
    header = {
        "id": article,
        "publisher": publisher,
        "url": f"https://news.example/{article}",
        "title": _write_title(story),
        "published": published if story.is_dated else None,
        "dateline": name_city(story.host, number % 3),
        "language": "en",
        "paragraphs": len(paragraphs),
        "text_sha256": fingerprint_normal(text),
        "paragraph_digests": [digest_words(words) for words in paragraphs],
        "same_story_as": _name_article(original)[1] if original != number and number % 2 else None,
    }
    kept = {name: value for name, value in header.items() if value is not None}
    return {"article": kept} | _spell_names(story) | story.sections, text


def _find_original(number: int) -> int:
    """Return the article that a copy is of, or the article itself."""
    while number > _FIRST_COPY:
        random = Random(SEED * 10**6 + number)
        if random.random() >= _COPIES:
            break
        number -= random.randrange(1, _FARTHEST_COPY)
    return number


def _name_article(number: int) -> tuple[str, str]:
    """Return the publisher of an article, few of which have most, and the article's id."""
    random = Random(SEED * 10**7 + number)
    publisher = PUBLISHERS[draw_long_tail(random, 0.7) % len(PUBLISHERS)]
    return publisher, f"{fold_words(publisher).removeprefix('the ').replace(' ', '-')}-{number}"


def _write_title(story: Story) -> str | None:
    first, *others = story.people
    return None if story.number % 10 == 9 else f"{first.organization} and {others[0].organization} talk"


def _spell_names(story: Story) -> dict[str, list[Sheet]]:
    """Return further spellings of a participant's name in every fourth story."""
    person = story.people[0]
    others = {spell_otherwise(person.name), person.name.split()[-1]} - {person.name}
    if story.number % 4 or any(other.name.split()[-1] in others for other in story.people[1:]):
        return {}
    return {"officials": [{"name": person.name, "other_names": sorted(others)}]}


def _make() -> None:
    """Write sheets, or build a base, as the command line says."""
    parser = ArgumentParser(description=__doc__, formatter_class=RawDescriptionHelpFormatter)
    parser.add_argument("meetings", type=int, help="how many meetings")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--first", type=int, default=0, help="the number of the first article (default: 0)")
    which.add_argument("--base", help="build this base, a file or an address, instead of writing sheets")
    parser.add_argument("--with-texts", action="store_true", help="attach the texts of the articles to the base")
    options = parser.parse_args()
    if options.base:
        build_base(find_database(options.base), options.meetings, with_texts=options.with_texts)
    else:
        sys.stdout.buffer.writelines(map(write_line, make_sheets(options.meetings, options.first)))


if __name__ == "__main__":
    _make()
