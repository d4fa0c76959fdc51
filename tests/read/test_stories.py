"""Stories: which articles are one report, told by fingerprint, by the sheet, or by shared paragraphs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rc_kb.read.stories import Shared, Source, count_shared, group_stories


def test_articles_with_one_text_tell_one_story() -> None:
    articles = [Source("b", "ff"), Source("a", "ff"), Source("c", "ee"), Source("d")]
    assert group_stories(articles, []) == {"a": "a", "b": "a", "c": "c", "d": "d"}


def test_an_article_that_names_another_tells_its_story_however_long_the_chain() -> None:
    articles = [Source("a"), Source("b", same_story_as="a"), Source("c", same_story_as="b")]
    assert set(group_stories(articles, []).values()) == {"a"}


def test_articles_that_name_one_that_is_not_loaded_tell_one_story() -> None:
    articles = [Source("b", same_story_as="a"), Source("c", same_story_as="a"), Source("d", same_story_as="z")]
    assert group_stories(articles, []) == {"b": "b", "c": "b", "d": "d"}


def test_articles_that_name_each_other_are_no_endless_chain() -> None:
    articles = [Source("a", same_story_as="b"), Source("b", same_story_as="a")]
    assert group_stories(articles, []) == {"a": "a", "b": "a"}


@pytest.mark.parametrize(
    ("paragraphs", "of", "is_one_story"),
    [
        (3, 6, True),
        (3, 7, False),
        (4, 7, True),
        (2, 4, False),
        (2, 3, False),
        (2, 2, True),
        (1, 1, True),
        (1, 9, False),
    ],
)
def test_half_of_the_shorter_article_is_enough_but_one_or_two_paragraphs_are_not(
    paragraphs: int, of: int, is_one_story: bool
) -> None:
    assert Shared("a", "b", paragraphs, of).is_one_story is is_one_story
    assert group_stories([], [Shared("b", "a", paragraphs, of)]) == {"a": "a", "b": "a" if is_one_story else "b"}


def test_the_ways_to_tell_a_story_join() -> None:
    articles = [Source("a", "ff"), Source("b", "ff"), Source("c", same_story_as="b"), Source("d")]
    assert set(group_stories(articles, [Shared("c", "d", 5, 5)]).values()) == {"a"}


def test_a_paragraph_that_an_article_repeats_counts_once() -> None:
    digests = {"a": ["1", "*", "*", "2"], "b": ["*", "*", "3"], "c": ["4"]}
    assert list(count_shared(digests)) == [Shared("a", "b", 1, 2)]


IDS = st.sampled_from("abcdef")
SOURCES = st.lists(st.builds(Source, IDS, st.sampled_from([None, "1", "2"]), st.none() | IDS), max_size=8)
PAIRS = st.lists(st.builds(Shared, IDS, IDS, st.integers(1, 5), st.integers(5, 9)), max_size=5)


@given(SOURCES, PAIRS)
def test_each_story_is_named_after_its_smallest_article(sources: list[Source], shared: list[Shared]) -> None:
    stories = group_stories(sources, shared)
    assert set(stories) == {one.id for one in sources} | {article for pair in shared for article in pair[:2]}
    for article, story in stories.items():
        assert stories[story] == story <= article


@given(SOURCES, PAIRS)
def test_the_order_of_articles_does_not_matter(sources: list[Source], shared: list[Shared]) -> None:
    expected = group_stories(sources, shared)
    assert group_stories(sources[::-1], shared[::-1]) == expected
