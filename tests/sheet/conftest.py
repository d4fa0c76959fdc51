"""What tests of sheets share: a way to read the YAML of facts, and the problems that it has."""

from collections.abc import Callable

import pytest

from rc_kb.errors import BadSheet
from rc_kb.sheet.model import Sheet
from rc_kb.sheet.read import parse_sheet

ARTICLE = "article: {id: example-1, publisher: Example News, paragraphs: 3}\n"

ReadFacts = Callable[[str], Sheet]
FindProblems = Callable[[str], list[str]]


@pytest.fixture
def read_facts() -> ReadFacts:
    """Return a reader of the facts of an article with three paragraphs, which stands in line 1."""
    return lambda facts: parse_sheet((ARTICLE + facts).encode(), "sheet.yaml")


@pytest.fixture
def find_problems(read_facts: ReadFacts) -> FindProblems:
    """Return the problems that the facts of an article have."""

    def find(facts: str) -> list[str]:
        with pytest.raises(BadSheet) as caught:
            read_facts(facts)
        assert str(caught.value) == "\n".join(f"sheet.yaml: {problem}" for problem in caught.value.problems)
        return caught.value.problems

    return find
