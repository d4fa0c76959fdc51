"""Owns the reading of a knowledge base, wherever it is: one class, and a session of each kind of database."""

from collections.abc import Iterator
from contextlib import contextmanager

from rc_kb.location import Location, ServerAddress
from rc_kb.read.query import Answer, Query, Question, Value
from rc_kb.read.session import Session
from rc_kb.read.time_limit import TimeLimit


class Reader:
    """A knowledge base, opened to be read; nothing that goes through it can write."""

    def __init__(self, location: Location, session: Session) -> None:
        self.location = location
        self.session = session

    def limit(self, question: Question) -> Question:
        """Return the question as this reader asks it."""
        return question.read_keys_first() if self.session.dialect == "postgresql" else question

    def prepare(self, query: Query) -> Query:
        """Return the statement that find runs for a query."""
        return query

    def find(self, query: Query) -> Answer:
        """Run a query of ours."""
        return self.session.run(self.prepare(query))

    def find_value(self, query: Query) -> Value:
        """Run a query and return the first value of its first row; None without rows."""
        row: tuple[Value, ...] | None = next(self.find(query).rows, None)
        return row[0] if row else None

    def find_guarded(self, query: Query, limit: TimeLimit) -> Answer:
        """Run a statement of the user's: only reading, one statement, and within its time limit.

        The limit covers the reading of the rows too. Raises QueryFailed.
        """
        return self.session.run_guarded(query, limit)


@contextmanager
def open_reader(location: Location) -> Iterator[Reader]:
    """Give a reader of a knowledge base.

    Raises NoKnowledgeBase where there is none, DatabaseOutOfDate for another version's, DatabaseUnreadable else.
    """
    if isinstance(location, ServerAddress):
        from rc_kb.read import server

        with server.open_session(location) as on_server:
            yield Reader(location, on_server)
    else:
        from rc_kb.read import sqlite

        with sqlite.open_session(location) as on_file:
            yield Reader(location, on_file)
