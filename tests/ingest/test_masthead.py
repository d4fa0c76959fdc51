"""What stands around a story: title, dateline, agency, and the day of publication in whatever form it is written."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rc_kb.dates import parse_date
from rc_kb.ingest.masthead import read_masthead
from rc_kb.text import has_control_characters, normalize_article

many = settings(max_examples=150, deadline=None, derandomize=True)

TITLE = "Red Crescent chairwoman receives envoy"
STORY = (
    "The chairwoman of the society received the ambassador of Ghana on Sunday in the capital, and the two spoke about "
    "relief work.\n\nThey also discussed training, and more talks are planned for the autumn, as the society said in a "
    "statement that it issued in the evening.\n\nIt was founded on 3 May 1922 by volunteers."
)


@pytest.mark.parametrize(
    "line",
    [
        "5 May 2022",
        "5th May 2022",
        "MAY 5, 2022",
        "Thursday, 5 May 2022",
        "Thursday, May 5, 2022 - 14:05",
        "05 May 2022, 10:15 GMT",
        "May 5, 2022 | 10:15 AM",
        "May 5, 2022 at 10:15 am",
        "12:15 05 May 2022",
        "15:07 05.05.2022",
        "2022-05-05 10:15:30",
        "2022-05-05T10:15:30Z",
        "2022/05/05",
        "Published: 5 May 2022 14:05",
        "Published May 5, 2022",
        "(Published on 5 May 2022)",
        "Publication date: 5 May 2022",
        "Publish Date : Thu 05 May 2022 - 10:15",
        "Date: 05/05/2022",
        "Date of publication 5 May 2022",
        "First published on 5 May 2022 10.15 BST",
        "Last updated: May 05, 2022, 10:15",
        "Updated - May 5, 2022 - 10:12 pm IST",
        "Posted on May 5, 2022 by Admin",
        "By Staff Reporter | May 5, 2022",
        "News ID: 84809977 | 5 May 2022",
        "Thursday 15 Ordibehesht 1401 - 5 May 2022",
        "0 2 minutes read May 5, 2022",
        "Print May 5, 2022 Email",
        "END/5 May 2022",
    ],
)
@pytest.mark.parametrize("form", ["{line}\n\n{story}", "{title}\n\n{line}\n\n{story}", "{title}\n\n{story}\n\n{line}"])
def test_a_line_that_holds_little_else_gives_the_day_of_publication(line: str, form: str) -> None:
    found = read_masthead(form.format(line=line, title=TITLE, story=STORY))
    assert found.published == "2022-05-05"
    assert str(found.published_as_written) in line
    assert found.title == (TITLE if "{title}" in form else None)


@pytest.mark.parametrize(
    "line",
    [
        "The fair began on 5 May 2022 in Baku",
        "He was born on 5 May 2022.",
        "Share this 5 May 2022",
        "News ID: 84809977",
        "May 2022",
        "Volume 5, 2022",
        "31 February 2022",
        "05/06/2022",
    ],
)
def test_a_line_that_says_more_or_less_than_a_day_gives_none(line: str) -> None:
    for text in (f"{line}\n\n{STORY}", f"{STORY}\n\n{line}"):
        assert read_masthead(text).published is None


def test_a_day_in_the_story_is_not_that_of_publication() -> None:
    assert read_masthead(STORY).published is None


def test_the_stamp_before_a_story_goes_before_everything_else() -> None:
    text = f"date 2023-10-31 TEHRAN, 22 March 2023 (IRNA) – {STORY}\n\n5 May 2022"
    found = read_masthead(text)
    assert (found.published, found.published_as_written, found.dateline) == ("2023-10-31", "date 2023-10-31", "Tehran")
    assert text[found.body :].startswith("The chairwoman")


def test_a_stamp_without_a_dateline_is_taken_off_the_story() -> None:
    for gap in (" ", "\n\n"):
        text = f"date 2023-10-31{gap}{STORY}"
        found = read_masthead(text)
        assert (found.published, found.title, text[found.body :]) == ("2023-10-31", None, STORY)


@pytest.mark.parametrize("day", ["2023-02-31", "2023-13-45", "0000-00-00", "\u0662\u0660\u0662\u0663-01-01"])
def test_a_stamp_that_is_no_day_gives_none(day: str) -> None:
    found = read_masthead(f"date {day} TEHRAN – {STORY}")
    assert (found.published, found.published_as_written, found.dateline) == (None, None, "Tehran")


def test_a_dateline_with_its_year_gives_the_day_of_publication() -> None:
    found = read_masthead(f"TEHRAN, 22 March 2023 (IRCS) - {STORY}\n\n24 March 2023")
    assert (found.published, found.published_as_written) == ("2023-03-22", "22 March 2023")
    assert (found.dateline, found.agency) == ("Tehran", "Iranian Red Crescent Society")


def test_a_dateline_without_a_year_is_kept_as_it_is_written() -> None:
    found = read_masthead(f"ISLAMABAD, May 06 (APP): {STORY}")
    assert (found.published, found.published_as_written) == (None, "May 06")


@pytest.mark.parametrize(("line", "published"), [("7 May 2022", "2022-05-06"), ("5 May 2022", "2021-05-06")])
def test_a_dateline_takes_its_year_from_the_day_that_a_page_gives(line: str, published: str) -> None:
    assert read_masthead(f"{line}\n\nISLAMABAD, May 06 (APP): {STORY}").published == published


def test_a_dateline_is_found_below_what_a_page_puts_before_a_story() -> None:
    labels = "Jul 4, 2022, 4:18 PM\nNews ID: 84809977\nT T\n2 Persons\n\nTags\n\nRelief, Health"
    text = f"{labels}\n\n{TITLE}\n\nTehran, IRNA – {STORY}"
    found = read_masthead(text)
    assert (found.published, found.dateline, found.agency) == ("2022-07-04", "Tehran", "IRNA")
    assert text[found.body :] == STORY


def test_a_dateline_after_a_summary_is_found_and_one_deep_in_the_story_is_not() -> None:
    summary = STORY.partition("\n")[0]
    assert read_masthead(f"{TITLE}\n\n{summary}\n\nTEHRAN – {STORY}").dateline == "Tehran"
    assert read_masthead(f"{STORY}\n\n{STORY}\n\nTEHRAN – {STORY}").dateline is None


def test_a_place_that_signs_a_story_does_not_cut_it_off() -> None:
    text = f"{STORY}\n\nTehran, 5 May 2022"
    found = read_masthead(text)
    assert (found.dateline, found.published, found.body) == ("Tehran", "2022-05-05", 0)


@pytest.mark.parametrize(
    "line",
    [
        "It opened.",
        "He said:",
        "“We go on”",
        "Two words",
        "News ID: 1234",
        "5 May 2022, 10:15",
        "Baku, April 5, AZERTAC",
        f"{'A long beginning of a story ' * 7}",
    ],
)
def test_what_is_no_title_is_none(line: str) -> None:
    assert read_masthead(f"{line}\n\n{STORY}").title is None


def test_a_title_alone_is_a_story() -> None:
    assert (read_masthead(TITLE).title, read_masthead(TITLE).body) == (None, 0)


def test_a_title_is_kept_without_marks_that_hide_and_spaces_that_double() -> None:
    assert (
        read_masthead(f"Red\u200b  Crescent\u202e receives\u00a0envoy\n\n{STORY}").title
        == "Red Crescent receives envoy"
    )


PARTS = (
    "TEHRAN", "Tehran", "IRNA", "(", ")", "–", "--", ":", ".", ",", " ", " ", "\n", "\n\n", "May 5", "2022", "date",
    "2023-02-31", "By", "said", "The", "5 May 2022", "\u202e", "\u200b", "'", "News ID", "12:15",
)  # fmt: skip


@many
@given(st.one_of(st.text(max_size=80), st.lists(st.sampled_from(PARTS), max_size=20).map("".join)))
def test_whatever_a_text_begins_with_what_is_read_is_fit_for_a_sheet(text: str) -> None:
    normal = normalize_article(text)
    found = read_masthead(normal)
    assert 0 <= found.title_end <= len(normal)
    assert 0 <= found.body <= len(normal)
    if found.published is not None:
        assert parse_date(found.published).text == found.published
    for value in (found.title, found.published_as_written, found.dateline, found.agency):
        assert value is None or (value == value.strip() != "" and not has_control_characters(value))
