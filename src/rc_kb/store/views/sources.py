"""Owns the views behind trust: who recorded which fact when, what it was before, paragraphs and attached texts."""

from sqlalchemy import literal, select

from rc_kb.store.models.sources import article, article_paragraph, article_text, earlier_fact, fact, recording
from rc_kb.store.views.base import View, citation_columns, define_union, define_view, named
from rc_kb.store.views.dated import DATES


def _define_facts() -> View:
    cited = [column for column in citation_columns() if column.name != "basis"]
    columns = [
        named("id", fact.c.id, "the fact's key"),
        named("kind", fact.c.kind, "the kind of fact, whose plural is its view"),
        named("basis", fact.c.basis, "what in it is inferred, and from what; NULL where all is stated"),
        named("recorded_at", recording.c.recorded_at, "when it was recorded as it is (UTC); NULL where not kept"),
        named("recorded_by", recording.c.recorded_by, "who or what loaded its sheet"),
        named("recorded_with", recording.c.recorded_with, "with which version of rc-kb"),
        named("sheet", recording.c.sheet, "the file of its sheet"),
        named("sheet_sha256", recording.c.sheet_sha256, "SHA-256 of what that sheet said"),
        named("confidence", fact.c.confidence, "of the program that proposed it, 0 to 1; NULL where a person coded it"),
        named("rule", fact.c.rule, "the rule of the program that proposed it"),
        named("decided_by", fact.c.decided_by, "who accepted it"),
        named("decided_at", fact.c.decided_at, "when it was accepted"),
        named("decided_why", fact.c.decided_why, "why it was accepted"),
        *cited,
    ]
    source = fact.join(article, article.c.id == fact.c.article_id).outerjoin(
        recording, recording.c.id == fact.c.recording_id
    )
    return define_view("facts", "One row for each fact of any kind, with who recorded it.", columns, source)


def _define_history() -> View:
    first, then = recording.alias(), recording.alias()
    columns = [
        named("fact_id", earlier_fact.c.fact_id, "the key that the fact had"),
        named("successor_id", earlier_fact.c.successor_id, "the key of what took its place; NULL where nothing did"),
        named("kind", earlier_fact.c.kind, "the kind of fact"),
        named("article_id", earlier_fact.c.article_id, "the article that it is cited from"),
        named("value", earlier_fact.c.value, "JSON: what it said, by the columns of its view, with its citations"),
        named("changes", earlier_fact.c.changes, "JSON: what changed, each [earlier, later]; NULL where it is gone"),
        named("recorded_at", first.c.recorded_at, "when it had been recorded (UTC); NULL where not kept"),
        named("recorded_by", first.c.recorded_by, "who or what had recorded it"),
        named("recorded_with", first.c.recorded_with, "with which version of rc-kb"),
        named("sheet", first.c.sheet, "the file of its sheet"),
        named("replaced_at", then.c.recorded_at, "when it was changed or removed (UTC)"),
        named("replaced_by", then.c.recorded_by, "who or what did so"),
        named("replaced_with", then.c.recorded_with, "with which version of rc-kb"),
        named("replaced_by_sheet", then.c.sheet, "the file of the sheet that did so"),
    ]
    source = earlier_fact.join(then, then.c.id == earlier_fact.c.replaced_by_id).outerjoin(
        first, first.c.id == earlier_fact.c.recording_id
    )
    description = "One row for each value that a fact had before its sheet was loaded again."
    return define_view("history", description, columns, source)


def _define_paragraphs() -> View:
    columns = [
        named("article_id", article_paragraph.c.article_id, "the article"),
        named("paragraph", article_paragraph.c.paragraph, "1 for the first"),
        named("digest", article_paragraph.c.digest, "first 12 digits of the SHA-256 of its words"),
    ]
    description = "One row for each paragraph of an article whose text the coder had."
    return define_view("paragraphs", description, columns, article_paragraph)


def _define_texts() -> View:
    columns = [
        named("article_id", article_text.c.article_id, "the article"),
        named("text", article_text.c.text, "its text in normal form"),
        named("text_sha256", article_text.c.text_sha256, "SHA-256 of the text as attached"),
        named("attached_at", article_text.c.attached_at, "when it was attached (UTC)"),
    ]
    description = "One row for each article whose text you attached; it stays in your file."
    return define_view("texts", description, columns, article_text)


def _define_dates() -> View:
    parts = [
        select(
            dated.fact_id.label("fact_id"),
            literal(dated.kind).label("kind"),
            literal(dated.name).label("what"),
            dated.ordinal.label("ordinal"),
            dated.table.c[dated.name].label("date"),
            dated.table.c[f"{dated.name}_first"].label("date_first"),
            dated.table.c[f"{dated.name}_last"].label("date_last"),
            dated.table.c[f"{dated.name}_as_written"].label("date_as_written"),
        ).where(dated.table.c[dated.name].is_not(None) | dated.table.c[f"{dated.name}_as_written"].is_not(None))
        for dated in DATES
    ]
    descriptions = {
        "fact_id": "the fact's key",
        "kind": "the kind of fact",
        "what": "the column that holds the date in the view of that kind",
        "ordinal": "1, or the number of the status of a facility",
        "date": "EDTF; NULL where only what was written is known",
        "date_first": "first possible day",
        "date_last": "last possible day",
        "date_as_written": "the words of the article",
    }
    return define_union("dates", "One row for each date of a fact.", parts, descriptions)


def define_views() -> list[View]:
    """Return the views of facts as such, their history and dates, and of what articles say word by word."""
    return [_define_facts(), _define_history(), _define_dates(), _define_paragraphs(), _define_texts()]
