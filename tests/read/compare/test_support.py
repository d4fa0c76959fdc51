"""Support: how many independent reports give a value, a wire story counting once."""

import pytest

from tests.read.compare.conftest import Find, figure, read, write_sheet

TEXT = "f" * 64
LEAD = ["aaaaaaaaaaaa", "bbbbbbbbbbbb", "cccccccccccc"]
OWN, OTHER = "dddddddddddd", "eeeeeeeeeeee"


def write_digests(*digests: str) -> dict[str, object]:
    return {"paragraphs": len(digests), "paragraph_digests": f"[{', '.join(digests)}]"}


def test_agreeing_sources_are_support_and_a_value_that_nothing_denies_is_told_apart(find: Find) -> None:
    rows = find(
        write_sheet("one", "2022", figure(100)),
        write_sheet("two", "2023", figure(120)),
        write_sheet("three", "2024", figure(120)),
        write_sheet("four", "2024", figure(90, qualifier="more_than")),
    )
    assert read(rows) == [("120", "rival", 2), ("100", "rival", 1), ("more than 90", "consistent", 1)]
    assert (rows[0].articles, rows[0].published) == ("two, three", "2023-01-01..2024-12-31")
    assert len(rows[0].fact_ids) == 2


def test_a_group_that_only_agrees_is_listed_where_that_is_asked_for(find: Find) -> None:
    sheets = [write_sheet("one", "2022", figure(14)), write_sheet("two", "2023", figure(14))]
    assert find(*sheets) == []
    assert read(find(*sheets, with_agreeing=True)) == [("14", "agrees", 2)]
    assert find(sheets[0], with_agreeing=True) == []


def test_figures_that_are_consistent_agree_though_they_are_written_otherwise(find: Find) -> None:
    sheets = [write_sheet("one", "2022", figure(14)), write_sheet("two", "2023", figure(14, qualifier="about"))]
    assert read(find(*sheets, with_agreeing=True)) == [("14", "consistent", 1), ("about 14", "consistent", 1)]


@pytest.mark.parametrize(
    ("keys", "other_keys"),
    [
        ({"text_sha256": TEXT}, {"text_sha256": TEXT}),
        ({"same_story_as": "two"}, {}),
        ({"same_story_as": "not-loaded"}, {"same_story_as": "not-loaded"}),
        (write_digests(*LEAD, OWN), write_digests(*LEAD, OTHER)),
        (write_digests(*LEAD), write_digests(OWN, *LEAD, OTHER)),
        (write_digests(OWN), write_digests(*LEAD, OWN)),
    ],
    ids=["text", "sheet", "sheet, not loaded", "half of the paragraphs", "all of the shorter", "a brief"],
)
def test_a_wire_story_is_one_report(find: Find, keys: dict[str, object], other_keys: dict[str, object]) -> None:
    sheets = [write_sheet("one", "2022", figure(14), **keys), write_sheet("two", "2022", figure(14), **other_keys)]
    assert find(*sheets, with_agreeing=True) == []
    rows = find(*sheets, write_sheet("three", "2022", figure(13)))
    assert read(rows) == [("13", "rival", 1), ("14", "rival", 1)]
    assert rows[1].articles == "one, two"


@pytest.mark.parametrize(
    ("keys", "other_keys"),
    [
        ({"text_sha256": TEXT}, {"text_sha256": "e" * 64}),
        (write_digests(*LEAD[:2], OWN), write_digests(*LEAD[:2], OTHER)),
        (
            write_digests(*LEAD, *(f"b{n:011}" for n in range(5))),
            write_digests(*LEAD, *(f"a{n:011}" for n in range(5))),
        ),
        ({}, {}),
    ],
    ids=["other text", "two paragraphs of boilerplate", "less than half", "nothing known"],
)
def test_what_two_articles_share_by_chance_makes_no_story(
    find: Find, keys: dict[str, object], other_keys: dict[str, object]
) -> None:
    sheets = [write_sheet("one", "2022", figure(14), **keys), write_sheet("two", "2022", figure(14), **other_keys)]
    assert read(find(*sheets, with_agreeing=True)) == [("14", "agrees", 2)]


def test_a_chain_of_stories_may_lead_through_an_article_that_reports_no_value(find: Find) -> None:
    sheets = [
        write_sheet("one", "2022", figure(14), same_story_as="two"),
        write_sheet("two", "2022", same_story_as="three"),
        write_sheet("three", "2022", figure(14)),
    ]
    assert find(*sheets, with_agreeing=True) == []
