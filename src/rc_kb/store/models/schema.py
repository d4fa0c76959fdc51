"""Gathers all tables of the schema in one metadata: import it from here, and none is missing."""

from rc_kb.store.models import derived, dictionary, facts, parties, search, sources
from rc_kb.store.models.base import metadata

__all__ = ["derived", "dictionary", "facts", "metadata", "parties", "search", "sources"]
