"""Sheets as YAML: what is written is read back to the same values, here and by a library, and looks as people write."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from rc_kb.sheet.read import make_sheet, parse_sheet, read_sheet_file
from rc_kb.sheet.write import write_sheet
from rc_kb.store.build import list_seed_sheets
from rc_kb.text import fold_key, has_control_characters
from rc_kb.vocabulary import FACILITY_KINDS, FACILITY_STATUSES, MODALITIES, QUALIFIERS

few = settings(max_examples=150, deadline=None, derandomize=True, phases=[Phase.explicit, Phase.generate])

TAKEN_FOR_ANOTHER = (
    *("NO", "null", "~", "yes", "True", "off", "1e5", "012345678901", "1234567890e1", "0x1F", "0o17", "12:30", "1_000"),
    *("2022", "2022-09-17", "-1", ".5", "+7", ".inf", "nan", "- x", "-", "# y", "a #b", "a: b", "a:", ": a", "? x"),
    *("'", '"', "''", "it's", 'say "x"', "{x}", "[x]", "a, b", "a]b", "*a", "&a", "!t", "%x", "@x", "`x`", "|", ">"),
    *("---", "...", "--- a", "<<", "=", "\\", "a\\nb", "https://example.org/a?b=c#d", "a  b", "word " * 60, "x" * 300),
    *("K\u0131z\u0131lay", "الهلال الأحمر", "\U0001f1f0\U0001f1ea", "e\u0301", "a\u00a0b", "\u2019s", "a\u3000b"),
)
TEXTS = (
    st.one_of(
        st.sampled_from(TAKEN_FOR_ANOTHER),
        st.text(min_size=1, max_size=40),
        st.text("ab:#-,'\" {}[]&*!|>?%", min_size=1),
    )
    .map(str.strip)
    .filter(lambda text: text != "" and not has_control_characters(text))
)
NAMES = TEXTS.filter(lambda text: fold_key(text) != "")
DATES = st.sampled_from(["2022", "2022-09", "2022-09-17", "2022?", "[2025-03-08..2025-05-21]", "2022-09-01/2022-09-30"])
COUNTRIES = st.sampled_from(["NO", "KE", "IQ", "CG"])
DIGESTS = st.sampled_from(["74e1891dc615", "012345678901", "1234567890e1", "0e1234567890"])
CITES = st.lists(
    st.one_of(
        st.fixed_dictionaries({"paragraph": st.integers(1, 99)}),
        st.fixed_dictionaries(
            {"paragraph": st.integers(1, 99), "start": st.integers(0, 9), "end": st.integers(10, 99), "digest": DIGESTS}
        ),
    ),
    min_size=1,
    max_size=3,
)
OF_EVERY_FACT = {"basis": TEXTS, "confidence": st.floats(0, 1), "rule": TEXTS, "decision": st.just("proposed")}


def facts(keys: dict[str, Any], **optional: Any) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Return one fact of a section: two might be the same fact, which no sheet may hold."""
    fact = st.fixed_dictionaries(keys | {"cite": CITES}, optional=optional | OF_EVERY_FACT)
    return st.lists(fact, min_size=1, max_size=1)


PARTICIPANT = st.fixed_dictionaries({"organization": NAMES}, optional={"role": TEXTS, "country": COUNTRIES})
ARTICLE = st.fixed_dictionaries(
    {"id": st.just("example-1"), "publisher": st.one_of(st.none(), NAMES)},
    optional={"title": TEXTS, "published": DATES, "published_as_written": TEXTS, "dateline": TEXTS},
)
SHEETS: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {"article": ARTICLE},
    optional={
        "organizations": st.lists(st.fixed_dictionaries({"name": NAMES}), max_size=1),
        "meetings": facts(
            {"participants": st.lists(PARTICIPANT, min_size=2, max_size=4)},
            date=DATES,
            topics=st.lists(TEXTS, max_size=3),
        ),
        "offices": facts({"official": NAMES, "title": TEXTS}, country=COUNTRIES, **{"from": DATES}),
        "facilities": facts(
            {"city": NAMES, "kind": st.sampled_from(FACILITY_KINDS), "status": st.sampled_from(FACILITY_STATUSES)},
            earlier=st.lists(st.fixed_dictionaries({"status": st.sampled_from(FACILITY_STATUSES)}), max_size=2),
        ),
        "commitments": facts({"by": NAMES, "what": TEXTS, "modality": st.sampled_from(MODALITIES)}),
        "figures": facts(
            {"subject": NAMES, "measure": TEXTS, "value": st.floats(allow_nan=False, allow_infinity=False)},
            qualifier=st.sampled_from(QUALIFIERS),
            unit=TEXTS,
        ),
    },
)


@few
@given(SHEETS)
@example({"article": {"id": "example-1", "publisher": "NO", "dateline": "2022"}})
@example({"article": {"id": "example-1", "publisher": "\U000473c5 a letter that nobody has assigned"}})
def test_what_is_written_is_read_back_to_the_same_values(values: dict[str, Any]) -> None:
    written = write_sheet(values).encode()
    assert parse_sheet(written, "sheet.yaml").model_dump() == make_sheet(values, {}, "sheet", "0" * 64).model_dump()


@few
@given(SHEETS)
def test_any_library_reads_the_same_texts_and_numbers(values: dict[str, Any]) -> None:
    read = YAML(typ="safe", pure=True).load(write_sheet(values))
    # A day is a date to a library, as in the sheets that people write.
    assert json.loads(json.dumps(read, default=str)) == values


@pytest.mark.parametrize("text", TAKEN_FOR_ANOTHER)
@pytest.mark.parametrize("key", ["title", "topics", "participants"])
def test_a_text_stays_a_text_wherever_it_stands(key: str, text: str) -> None:
    values = {"title": text.strip(), "topics": [text.strip()], "participants": [{"role": text.strip()}]}
    read = YAML(typ="safe", pure=True).load(write_sheet({key: values[key]}))
    assert json.loads(json.dumps(read, default=str)) == {key: values[key]}


@pytest.mark.parametrize("path", list_seed_sheets(), ids=lambda path: path.stem)
def test_the_sheets_of_the_seed_are_written_as_they_were_read(path: Path) -> None:
    sheet = read_sheet_file(path)
    written = write_sheet(sheet.model_dump(by_alias=True, exclude_none=True))
    assert parse_sheet(written.encode(), "sheet.yaml").model_dump() == sheet.model_dump()
    assert [line for line in written.splitlines() if len(line) > 120 or line != line.rstrip()] == []


def test_a_sheet_looks_as_people_write_it() -> None:
    cite = {"paragraph": 2, "start": 7, "end": 59, "digest": "598e4951a914"}
    who = [{"name": "Amina Odhiambo", "country": "KE"}, {"organization": "ICRC"}]
    basis = f"date: {'the Saturday before publication, ' * 4}as said"
    sheet = {
        "article": {"id": "example-1", "publisher": None, "published": "2022-09-18", "title": "Talks: a start"},
        "meetings": [{"date": "2022-09-17", "participants": who, "topics": [], "basis": basis, "cite": [cite, cite]}],
        "figures": [{"subject": "ICRC", "value": 4000.0, "confidence": 0.5, "cite": [{"paragraph": 1}]}],
    }
    assert (
        write_sheet(sheet)
        == """\
article:
  id: example-1
  publisher: null
  published: 2022-09-18
  title: "Talks: a start"
meetings:
- date: 2022-09-17
  participants:
  - {name: Amina Odhiambo, country: KE}
  - {organization: ICRC}
  topics: []
  basis: >-
    date: the Saturday before publication, the Saturday before publication, the Saturday before publication, the
    Saturday before publication, as said
  cite:
  - {paragraph: 2, start: 7, end: 59, digest: 598e4951a914}
  - {paragraph: 2, start: 7, end: 59, digest: 598e4951a914}
figures:
- subject: ICRC
  value: 4000
  confidence: 0.5
  cite:
  - {paragraph: 1}
"""
    )


def test_long_lists_and_records_are_folded_between_their_items() -> None:
    digests = [f"{number:012x}" for number in range(0xA00000, 0xA00014)]
    who = {
        "name": "Kwabena Osei-Tutu Mensah",
        "role": "ambassador",
        "organization": f"Embassy of {'Ghana ' * 12}in Iran",
    }
    lines = write_sheet(
        {"article": {"paragraph_digests": digests}, "participants": [who | {"country": "GH"}]}
    ).splitlines()
    assert max(map(len, lines)) <= 120
    assert lines[2].startswith("    000000a00007, ")
    assert lines[-1] == "   country: GH}"
    assert [line for line in lines if line != line.rstrip()] == []
