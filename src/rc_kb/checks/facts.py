"""Owns the checks of facts as such: that each is whole, and rests on an article."""

from rc_kb.checks.base import Check
from rc_kb.vocabulary import FACT_KINDS

_HAS_ROW = " ".join(
    f"WHEN '{kind}' THEN EXISTS (SELECT 1 FROM {kind} AS part WHERE part.id = fact.id)" for kind in FACT_KINDS
)
_HAS_NO_ROW = f"WHERE NOT CASE fact.kind {_HAS_ROW} ELSE TRUE END"
_PARTS = {
    "meeting": ("participation", "part.meeting_id = fact.id"),
    "facility": ("facility_status", "part.facility_id = fact.id AND part.ordinal = 1"),
}
"""The rows that a fact must have beside that of its kind: the table, and how it refers to the fact."""

_FIND_INCOMPLETE = "\nUNION ALL\n".join(
    [
        # Facts are gone through once, not once for each kind.
        f"SELECT fact.kind, fact.id AS fact_id, fact.article_id, fact.kind AS about FROM fact\n{_HAS_NO_ROW}",
        *(
            f"SELECT fact.kind, fact.id, fact.article_id, '{table}' FROM fact\n"
            f"WHERE fact.kind = '{kind}' AND NOT EXISTS (SELECT 1 FROM {table} AS part WHERE {condition})"
            for kind, (table, condition) in _PARTS.items()
        ),
    ]
)

CHECKS = (
    Check(
        "fact-without-citation",
        "problem",
        "Does every fact have a citation, and the one that is shown first?",
        "SELECT fact.kind, fact.id AS fact_id, fact.article_id, 'citation ' || fact.lead_citation AS about\n"
        "FROM fact\n"
        "WHERE NOT EXISTS (\n"
        "  SELECT 1 FROM citation WHERE citation.fact_id = fact.id AND citation.ordinal = fact.lead_citation)\n"
        "ORDER BY article_id, fact_id",
        "the {kind} has no {about}",
    ),
    Check(
        "incomplete-fact",
        "problem",
        "Does every fact have the rows of its kind, a meeting its participants, a facility its status?",
        f"{_FIND_INCOMPLETE}\nORDER BY article_id, fact_id, about",
        "the {kind} has no row in {about}",
    ),
    Check(
        "citation-outside",
        "problem",
        "Does every citation name a paragraph that the article has?",
        "SELECT c.kind, c.fact_id, c.article_id, 'paragraph ' || c.paragraph AS about, a.paragraphs\n"
        "FROM citations AS c JOIN articles AS a ON a.id = c.article_id\n"
        "WHERE c.paragraph > a.paragraphs\n"
        "ORDER BY c.article_id, c.fact_id, c.ordinal",
        "{about} is cited, and the article has {paragraphs}",
    ),
    Check(
        "total-not-whole",
        "problem",
        "Is every stated total of things that are listed one by one a whole number?",
        "SELECT 'figure' AS kind, id AS fact_id, article_id, measure AS about, value, total_of\n"
        "FROM figures\n"
        "WHERE total_of IS NOT NULL AND (value < 0 OR value <> round(value))\n"
        "ORDER BY article_id, fact_id",
        "{value} cannot count the {total_of} of {about!r}",
    ),
    Check(
        "unknown-story",
        "suggestion",
        "Is every article loaded that another one is said to tell the same story as?",
        "SELECT 'article' AS kind, NULL AS fact_id, id AS article_id, same_story_as AS about\n"
        "FROM articles\n"
        "WHERE same_story_as IS NOT NULL\n"
        "  AND NOT EXISTS (SELECT 1 FROM articles AS other WHERE other.id = articles.same_story_as)\n"
        "ORDER BY article_id",
        "{about}, which tells the same story, is not loaded",
    ),
)
