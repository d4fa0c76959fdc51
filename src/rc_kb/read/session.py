"""Owns what a reader needs of a database: a session that only reads, one for each kind of database."""

from typing import Protocol

from rc_kb.read.query import Answer, Query
from rc_kb.read.time_limit import TimeLimit


class Session(Protocol):
    """A connection to a knowledge base through which nothing can be written."""

    dialect: str
    """SQLAlchemy's name for the kind of database: sqlite or postgresql."""

    schema: str
    """The schema of the tables: with it a name is the table itself, whatever a statement calls so."""

    def run(self, query: Query) -> Answer:
        """Run a query of ours; rows are read as they are taken. Raises DatabaseUnreadable."""

    def run_guarded(self, query: Query, limit: TimeLimit) -> Answer:
        """Run a statement of the user's, which may only read, within its time limit. Raises QueryFailed."""

    def read_views(self) -> dict[str, str]:
        """Return the SELECT behind each view, as the database keeps it."""

    def measure_bytes(self) -> int:
        """Return how many bytes the knowledge base takes on disk."""
