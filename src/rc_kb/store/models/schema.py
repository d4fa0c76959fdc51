"""Gathers all tables of the schema in one metadata: import it from here, and none is missing."""

from rc_kb.store.models import dictionary, facts, parties, search, sources
from rc_kb.store.models.base import metadata

__all__ = ["dictionary", "facts", "metadata", "parties", "search", "sources"]
