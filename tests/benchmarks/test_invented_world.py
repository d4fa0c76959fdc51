import json
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any

import pytest

from invented_world import RARE_ROWS, RARE_WORD, build_base, make_sheets, make_text, write_line
from rc_kb.quotes import CodedText, Span, Standing
from rc_kb.read.conflicts import find_conflicts
from rc_kb.read.reader import Reader, open_reader
from rc_kb.read.verify import find_verified
from rc_kb.sheet.lines import parse_line
from rc_kb.text import fingerprint_article
from rc_kb.vocabulary import VIEWS_OF_FACTS

MEETINGS = 700


@pytest.fixture(scope="module")
def sheets() -> list[dict[str, Any]]:
    return list(make_sheets(MEETINGS))


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    base = tmp_path_factory.mktemp("world") / "kb.db"
    build_base(base, MEETINGS, with_texts=True)
    with open_reader(base) as opened:
        yield opened


def test_world_has_exactly_the_meetings_asked_for(sheets: list[dict[str, Any]]) -> None:
    assert sum(len(sheet["meetings"]) for sheet in sheets) == MEETINGS


def test_smaller_world_is_the_beginning_of_the_larger(sheets: list[dict[str, Any]]) -> None:
    *whole, last = make_sheets(100)
    assert whole == sheets[: len(whole)]
    assert last["article"] == sheets[len(whole)]["article"]


def test_every_sheet_is_one_that_load_takes(sheets: list[dict[str, Any]]) -> None:
    for number, sheet in enumerate(sheets, start=1):
        assert parse_line(write_line(sheet), "world", number).article.id == sheet["article"]["id"]


def test_every_kind_of_fact_is_in_the_world(sheets: list[dict[str, Any]]) -> None:
    assert set(VIEWS_OF_FACTS.values()) <= {section for sheet in sheets for section in sheet}


def test_every_citation_stands_in_the_text(sheets: list[dict[str, Any]]) -> None:
    for sheet in sheets[:100]:
        text = make_text(sheet["article"]["id"])
        assert fingerprint_article(text) == sheet["article"]["text_sha256"]
        coded = CodedText(text, is_as_coded=True)
        cites = [
            cite for section in VIEWS_OF_FACTS.values() for fact in sheet.get(section, []) for cite in fact["cite"]
        ]
        assert {coded.find(Span(**cite)).standing for cite in cites} == {Standing.FOUND}


def test_sheets_from_an_article_on_are_those_of_the_whole_world(sheets: list[dict[str, Any]]) -> None:
    assert list(islice(make_sheets(MEETINGS, first=30), 50)) == sheets[30:80]


def test_rare_word_is_in_as_many_meetings_as_is_said(sheets: list[dict[str, Any]]) -> None:
    meetings = [meeting for sheet in sheets for meeting in sheet["meetings"]]
    assert sum(RARE_WORD in json.dumps(meeting.get("topics")) for meeting in meetings) == RARE_ROWS


def test_few_countries_meet_often_and_most_seldom(sheets: list[dict[str, Any]]) -> None:
    seats = [seat for sheet in sheets for meeting in sheet["meetings"] for seat in meeting["participants"]]
    times = Counter(seat["country"] for seat in seats if "country" in seat)
    often = [code for code, number in times.items() if number > len(seats) / 20]
    assert 2 <= len(often) <= 10 < len(times) / 2


def test_world_that_was_built_holds_rival_values_of_every_kind(reader: Reader) -> None:
    assert {row.kind for row in find_conflicts(reader)} >= {"figure", "total"}


def test_texts_that_were_attached_are_found_again(reader: Reader) -> None:
    found = {
        one.standing
        for article, citations in find_verified(reader)
        if "tehran-times" not in article
        for one in citations
    }
    assert found == {Standing.FOUND}
