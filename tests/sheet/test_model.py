from typing import get_args

import pytest

from rc_kb.errors import BadSheet
from rc_kb.sheet.model import Sheet
from rc_kb.sheet.read import parse_sheet
from rc_kb.vocabulary import (
    FACILITY_KINDS,
    FACILITY_STATUSES,
    FACT_KINDS,
    MEETING_FORMATS,
    MODALITIES,
    QUALIFIERS,
    TOTALS,
    VIEWS_OF_FACTS,
    Decision,
    OrganizationKind,
)
from tests.sheet.conftest import FindProblems, ReadFacts


def test_every_section_of_facts_is_a_key_of_the_sheet() -> None:
    assert tuple(VIEWS_OF_FACTS) == FACT_KINDS
    assert set(Sheet.model_fields) == {"article", "organizations", "officials", *VIEWS_OF_FACTS.values()}


@pytest.mark.parametrize(
    ("facts", "problem"),
    [
        ("meetingz: []", "line 2: meetingz: no such key in a coding sheet"),
        (
            "awards:\n- {recipient: A, award: x, years: 2005, cite: 1}",
            "line 3: awards[1].years: no such key in a coding sheet",
        ),
        (
            "offices:\n- official: A\n  title: head\n  from_: 2020\n  cite: 1",
            "line 5: offices[1].from_: no such key in a coding sheet",
        ),
    ],
)
def test_a_wrong_key_is_told_with_its_line_and_path(facts: str, problem: str, find_problems: FindProblems) -> None:
    assert find_problems(facts) == [problem]


@pytest.mark.parametrize(
    ("facts", "problem"),
    [
        ("meetings: none", "line 2: meetings: expected a list"),
        ("awards:", "line 2: awards: expected a list"),
        ("awards: [none]", "line 2: awards[1]: expected keys with their values"),
        ("awards:\n- {recipient: 5, award: x, cite: 1}", "line 3: awards[1].recipient: expected text"),
        (
            "figures:\n- {subject: A, measure: m, value: '14', cite: 1}",
            "line 3: figures[1].value: expected a number",
        ),
        (
            "figures:\n- {subject: A, measure: m, value: true, cite: 1}",
            "line 3: figures[1].value: expected a number",
        ),
        (
            "figures:\n- {subject: A, measure: m, value: 1e999, cite: 1}",
            "line 3: figures[1].value: input should be a finite number",
        ),
        (
            "facilities:\n- {kind: clinic, status: operating, count: 1.5, cite: 1}",
            "line 3: facilities[1].count: expected a whole number",
        ),
        ("awards:\n- {recipient: '', award: x, cite: 1}", "line 3: awards[1].recipient: expected text"),
        ("awards:\n- {recipient: '--', award: x, cite: 1}", "line 3: awards[1].recipient: must hold a letter"),
        (
            f"awards:\n- {{recipient: {'a' * 301}, award: x, cite: 1}}",
            "line 3: awards[1].recipient: expected at most 300 characters",
        ),
    ],
)
def test_a_wrong_type_is_told_with_what_was_expected(facts: str, problem: str, find_problems: FindProblems) -> None:
    problems = find_problems(facts)
    assert len(problems) == 1
    assert problems[0].startswith(problem)


@pytest.mark.parametrize("code", ["Iraq", "iq", "IRQ", "I1", "no", "''"])
def test_a_country_is_two_capital_letters(code: str, find_problems: FindProblems) -> None:
    problems = find_problems(f"missions:\n- provider: A\n  country: {code}\n  cite: 1")
    written = code if code != "''" else ""
    assert problems == [
        f"line 4: missions[1].country: expected two capital letters, ISO 3166-1 alpha-2, not {written!r}"
    ]


def test_norway_does_not_become_false(read_facts: ReadFacts) -> None:
    sheet = read_facts("missions:\n- {provider: A, country: NO, cite: 1}")
    assert sheet.missions[0].country == "NO"


@pytest.mark.parametrize("word", ["yes", "no", "on", "off", "Y", "n", "1:30", "0x1F", "0o7", ".inf"])
def test_words_that_yaml_1_1_turns_into_other_values_stay_text(word: str, read_facts: ReadFacts) -> None:
    assert read_facts(f"awards:\n- {{recipient: A, award: {word}, cite: 1}}").awards[0].award == word


@pytest.mark.parametrize("day", ["2022-09-17", "2022-09", "2022", "0987"])
def test_dates_stay_the_text_that_was_written(day: str, read_facts: ReadFacts) -> None:
    mission = "- {{provider: IFRC, country: IQ, date: {}, cite: 1}}\n"
    sheet = read_facts("missions:\n" + mission.format(f"'{day}'") + mission.format("2021"))
    assert [mission.date for mission in sheet.missions] == [day, "2021"]
    assert (
        read_facts("missions:\n- {provider: A, country: IQ, date: 2022-09-17, cite: 1}").missions[0].date
        == "2022-09-17"
    )


@pytest.mark.parametrize(
    ("date", "problem"),
    [
        ("2005-02-30", "'2005-02-30' is not a date: the month has 28 days"),
        ("Saturday", "'Saturday' is not a date: write EDTF"),
        ("2005.5", "'2005.5' is not a date: write EDTF"),
        ("true", "expected text"),
        ("2006/2005", "'2006/2005' ends (2005-12-31) before it starts (2006-01-01)"),
        ("[2005..2006]", "put quotation marks around a date in brackets"),
        ("{2005: 2006}", "put quotation marks around a date in brackets"),
    ],
)
def test_a_bad_date_is_told_with_what_was_expected(date: str, problem: str, find_problems: FindProblems) -> None:
    problems = find_problems(f"awards:\n- recipient: A\n  award: x\n  year: {date}\n  cite: 1")
    assert len(problems) == 1
    assert problems[0].startswith(f"line 5: awards[1].year: {problem}")


def test_a_fact_without_a_citation_is_refused(find_problems: FindProblems) -> None:
    assert find_problems("awards:\n- recipient: A\n  award: x") == ["line 3: awards[1].cite: is missing"]
    assert find_problems("awards:\n- {recipient: A, award: x, cite: []}") == [
        "line 3: awards[1].cite: expected at least 1, not 0"
    ]


@pytest.mark.parametrize(
    ("cite", "problem"),
    [
        ("null", "cite[1]: expected the number of a paragraph"),
        ("one", "cite[1]: expected the number of a paragraph"),
        ("[1, true]", "cite[2]: expected the number of a paragraph"),
        ("0", "cite[1].paragraph: input should be greater than or equal to 1"),
        ("-1", "cite[1].paragraph: input should be greater than or equal to 1"),
        ("{start: 1, end: 2}", "cite[1].paragraph: is missing"),
        ("{paragraph: 1, start: 4}", "cite[1]: must give start and end together"),
        ("{paragraph: 1, start: 4, end: 4}", "cite[1]: must end after it starts"),
        ("{paragraph: 1, start: -1, end: 4}", "cite[1].start: input should be greater than or equal to 0"),
    ],
)
def test_a_citation_that_names_no_place_is_refused(cite: str, problem: str, find_problems: FindProblems) -> None:
    assert find_problems(f"awards:\n- {{recipient: A, award: x, cite: {cite}}}") == [f"line 3: awards[1].{problem}"]


@pytest.mark.parametrize("cite", ["2", "[2]", "{paragraph: 2}", "[{paragraph: 2}]"])
def test_a_citation_is_written_short_or_long(cite: str, read_facts: ReadFacts) -> None:
    (found,) = read_facts(f"awards:\n- {{recipient: A, award: x, cite: {cite}}}").awards[0].cite
    assert (found.paragraph, found.start, found.end) == (2, None, None)


@pytest.mark.parametrize(
    ("facts", "path", "words"),
    [
        ("facilities:\n- {kind: shop, status: operating, cite: 1}", "facilities[1].kind", FACILITY_KINDS),
        ("facilities:\n- {kind: clinic, status: open, cite: 1}", "facilities[1].status", FACILITY_STATUSES),
        (
            "meetings:\n- {format: zoom, participants: [{name: A}, {name: B}], cite: 1}",
            "meetings[1].format",
            MEETING_FORMATS,
        ),
        ("commitments:\n- {by: A, what: x, modality: vowed, cite: 1}", "commitments[1].modality", MODALITIES),
        (
            "figures:\n- {subject: A, measure: m, value: 1, qualifier: some, cite: 1}",
            "figures[1].qualifier",
            QUALIFIERS,
        ),
        ("awards:\n- {recipient: A, award: x, decision: 'yes', cite: 1}", "awards[1].decision", get_args(Decision)),
        ("organizations:\n- {name: A, kind: club}", "organizations[1].kind", get_args(OrganizationKind)),
    ],
)
def test_a_word_outside_a_closed_list_gets_the_list(
    facts: str, path: str, words: tuple[str, ...], find_problems: FindProblems
) -> None:
    (problem,) = find_problems(facts)
    assert problem.startswith(f"line 3: {path}: input should be ")
    assert all(f"'{word}'" in problem for word in words)


def test_a_meeting_needs_two_sides_that_are_somebody(find_problems: FindProblems) -> None:
    assert find_problems("meetings:\n- {participants: [{name: A}], cite: 1}") == [
        "line 3: meetings[1].participants: expected at least 2, not 1"
    ]
    assert find_problems("meetings:\n- {participants: [{name: A}, {country: IQ}], cite: 1}") == [
        "line 3: meetings[1].participants[2]: must give a name, a role or an organization"
    ]


@pytest.mark.parametrize("mark", ["\\x1b[31m", "\\u202e", "\\u0007", "\\x9b", "\\u200b"])
def test_a_control_character_in_a_name_is_refused(mark: str, find_problems: FindProblems) -> None:
    assert find_problems(f'awards:\n- {{recipient: "A{mark}", award: x, cite: 1}}') == [
        "line 3: awards[1].recipient: must hold no control characters"
    ]


@pytest.mark.parametrize(
    ("article", "problem"),
    [
        ("{publisher: P}", "article.id: is missing"),
        ("{id: A 1, publisher: P}", "article.id: expected words of a-z and 0-9 joined by hyphens, not 'A 1'"),
        ("{id: ../a, publisher: P}", "article.id: expected words of a-z and 0-9 joined by hyphens, not '../a'"),
        ("{id: a, publisher: P, url: 'javascript:x'}", "article.url: expected an address that begins with https://"),
        ("{id: a, publisher: P, language: English}", "article.language: expected a language tag"),
        ("{id: a, publisher: P, text_sha256: abc}", "article.text_sha256: expected 64 hexadecimal digits, not 'abc'"),
        ("{id: a, publisher: P, paragraphs: 0}", "article.paragraphs: input should be greater than or equal to 1"),
    ],
)
def test_a_bad_article_is_told_with_its_key(article: str, problem: str) -> None:
    with pytest.raises(BadSheet) as caught:
        parse_sheet(f"article: {article}".encode(), "s.yaml")
    assert caught.value.problems[0].startswith(f"line 1: {problem}")


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ("missions:\n- {provider: A, cite: 1}", "missions[1]: must give a country, a region or place_as_written"),
        (
            "missions:\n- {provider: A, country: IQ, region: Asia, cite: 1}",
            "missions[1]: must give a country or a region, not both",
        ),
        (
            "facilities:\n- {kind: clinic, status: closed, cite: 1}",
            "facilities[1]: must give an operator, a place or a name",
        ),
        (
            "meetings:\n- {participants: [{name: A B}, {name: a-b}], cite: 1}",
            "meetings[1]: must not have the same participant twice",
        ),
        (
            "officials:\n- {name: A Khan, other_names: [Khan]}\n- {name: B Khan, other_names: [khan]}",
            "officials[2]: khan is a name of officials[1] too",
        ),
    ],
)
def test_a_record_that_says_too_little_or_too_much_is_refused(
    facts: str, said: str, find_problems: FindProblems
) -> None:
    assert [problem.partition(": ")[2] for problem in find_problems(facts)] == [said]


def test_separate_meetings_with_unnamed_counterparts_are_two(
    read_facts: ReadFacts, find_problems: FindProblems
) -> None:
    meeting = "- {{participants: [{{name: A B}}, {{role: ambassador, country: {}}}], cite: 1}}\n"
    assert len(read_facts("meetings:\n" + meeting.format("FR") + meeting.format("KW")).meetings) == 2
    assert find_problems("meetings:\n" + meeting.format("FR") + meeting.format("FR")) != []


DIGEST = "0123456789ab"


@pytest.mark.parametrize("digest", [DIGEST, "'012345678901'", "'1234567890e1'", "e12345678901", "abcdefabcdef"])
def test_a_citation_has_a_digest_with_a_span_or_alone(digest: str, read_facts: ReadFacts) -> None:
    cites = f"[{{paragraph: 1, start: 0, end: 4, digest: {digest}}}, {{paragraph: 2, digest: {digest}}}]"
    first, second = read_facts(f"awards:\n- {{recipient: A, award: x, cite: {cites}}}").awards[0].cite
    assert (first.start, first.end, second.start, second.end) == (0, 4, None, None)
    assert first.digest == second.digest == digest.strip("'")


@pytest.mark.parametrize(
    ("digest", "problem"),
    [
        ("012345678901", "put quotation marks around a digest that looks like a number"),
        ("1234567890e1", "put quotation marks around a digest that looks like a number"),
        ("12345678901", "put quotation marks around a digest that looks like a number"),
        ("0123456789AB", "expected the first 12 hexadecimal digits of a SHA-256, not '0123456789AB'"),
        ("abc", "expected the first 12 hexadecimal digits of a SHA-256, not 'abc'"),
        ("true", "expected text"),
    ],
)
def test_a_digest_is_twelve_hexadecimal_digits(digest: str, problem: str, find_problems: FindProblems) -> None:
    problems = find_problems(f"awards:\n- recipient: A\n  award: x\n  cite: {{paragraph: 1, digest: {digest}}}")
    assert problems == [f"line 5: awards[1].cite[1].digest: {problem}"]


def read_article(keys: str) -> Sheet:
    return parse_sheet(f"article: {{id: example-1, publisher: Example News{keys}}}".encode(), "sheet.yaml")


def test_an_article_gives_a_digest_for_each_paragraph() -> None:
    coded = read_article(
        f", paragraphs: 2, paragraph_digests: [{DIGEST}, '012345678901'], same_story_as: example-2"
    ).article
    assert coded.paragraph_digests == [DIGEST, "012345678901"]
    assert coded.same_story_as == "example-2"


@pytest.mark.parametrize(
    ("keys", "problem"),
    [
        (
            f", paragraphs: 1, paragraph_digests: [{DIGEST}, {DIGEST}]",
            "must give one of paragraph_digests for each of the 1 paragraphs",
        ),
        (f", paragraph_digests: [{DIGEST}]", "must give paragraphs with paragraph_digests"),
        (", same_story_as: example-1", "must not tell the same story as itself"),
        (", same_story_as: Example", "expected words of a-z and 0-9 joined by hyphens, not 'Example'"),
    ],
)
def test_an_article_that_contradicts_itself_is_told(keys: str, problem: str) -> None:
    with pytest.raises(BadSheet) as caught:
        read_article(keys)
    (said,) = caught.value.problems
    assert said.startswith("line 1: article")
    assert said.endswith(problem)


@pytest.mark.parametrize("total", TOTALS)
def test_a_figure_says_of_what_it_is_the_total(total: str, read_facts: ReadFacts) -> None:
    sheet = read_facts(f"figures:\n- {{subject: A, measure: m, value: 1, total_of: {total}, cite: 1}}")
    assert sheet.figures[0].total_of == total


def test_a_total_of_anything_else_is_told(find_problems: FindProblems) -> None:
    (problem,) = find_problems("figures:\n- {subject: A, measure: m, value: 1, total_of: people, cite: 1}")
    assert problem.startswith("line 3: figures[1].total_of: input should be 'facilities', 'facilities_abroad'")


@pytest.mark.parametrize("decision", ["proposed", "rejected", "unsure"])
def test_a_statement_that_nobody_accepted_needs_no_gist(decision: str) -> None:
    facts = f"statements:\n- {{speaker: Jane Doe, decision: {decision}, cite: 1}}"
    assert parse_sheet(f"article: {{id: a}}\n{facts}\n".encode(), "sheet.yaml").statements[0].gist is None


def test_a_statement_that_is_accepted_needs_a_gist() -> None:
    with pytest.raises(
        BadSheet, match=r"line 3: statements\[1\]: must have a gist once it is accepted: say in your own"
    ):
        parse_sheet(b"article: {id: a}\nstatements:\n- {speaker: Jane Doe, cite: 1}\n", "sheet.yaml")
