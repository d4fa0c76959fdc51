"""What tests of the read side share: the base of invented facts, and a short way to ask a base."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from rc_kb.read.names import KINDS, Match, NameResolver
from rc_kb.read.query import Question, Value
from rc_kb.read.reader import Reader, open_reader
from tests.bases import build_invented


@dataclass(frozen=True)
class Base:
    """A base that a test asks: names as a user types them, questions as one column of their rows."""

    reader: Reader

    def name(self, typed: str, *kinds: str) -> Match:
        found = NameResolver(self.reader).find(typed, *(kinds or [kind for kind in KINDS if kind != "facility"]))
        assert found is not None
        return found

    def list(self, question: Question, column: str) -> list[Value]:
        return [row[0] for row in self.reader.find(question.ask([column])).rows]


@pytest.fixture(scope="session")
def invented_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the base of invented facts, which no test may write to."""
    return build_invented(tmp_path_factory.mktemp("invented") / "invented.db")


@pytest.fixture(params=["sqlite", "postgresql"])
def invented(request: pytest.FixtureRequest) -> Iterator[Base]:
    """Return the base of invented facts, opened: on both databases, which must agree."""
    name = "invented_path" if request.param == "sqlite" else "invented_on_server"
    with open_reader(request.getfixturevalue(name)) as reader:
        yield Base(reader)


@pytest.fixture(params=["sqlite", "postgresql"])
def seed(request: pytest.FixtureRequest) -> Iterator[Base]:
    """Return the seed base, opened: on both databases, which must agree."""
    with open_reader(request.getfixturevalue("seed_base" if request.param == "sqlite" else "seed_on_server")) as reader:
        yield Base(reader)
