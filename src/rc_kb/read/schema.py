"""Owns questions to the data dictionary: what the views and tables of a knowledge base hold."""

from rc_kb.errors import UnknownName
from rc_kb.read.query import Answer, Query
from rc_kb.read.reader import Reader


def list_relations(reader: Reader) -> Answer:
    """Return every view with what one row of it is."""
    return reader.find(
        Query(
            "SELECT relation AS view, description FROM data_dictionary\n"
            "WHERE relation_kind = 'view' AND position = 0\nORDER BY relation"
        )
    )


def find_relation(reader: Reader, name: str) -> Answer:
    """Return the columns of a view or table in order, or raise UnknownName with the nearest."""
    values = {"relation": name.lower()}
    known = reader.find_value(Query("SELECT 1 FROM data_dictionary WHERE relation = :relation", values))
    if not known:
        from difflib import get_close_matches

        names = Query("SELECT DISTINCT relation FROM data_dictionary ORDER BY relation")
        near = get_close_matches(name.lower(), [str(row[0]) for row in reader.find(names).rows], n=3)
        asked = f"Did you mean {' or '.join(near)}?" if near else "`rc-kb schema` lists the views."
        raise UnknownName(f"no view or table is called {name!r}. {asked}")
    return reader.find(
        Query(
            'SELECT column_name AS "column", description FROM data_dictionary\n'
            "WHERE relation = :relation AND position > 0\nORDER BY position",
            values,
        )
    )
