"""Owns the tables of the sources: articles, their texts, and the identity and citations of every fact."""

from sqlalchemy import (
    REAL,
    CheckConstraint,
    Column,
    Double,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    UniqueConstraint,
)

from rc_kb.store.models.base import date_columns, define_table, key_column, one_of, text_column, words_column
from rc_kb.vocabulary import FACT_KINDS

article = define_table(
    "article",
    text_column("id", "a stable slug", primary_key=True, nullable=False),
    text_column("publisher", "who published it", nullable=False),
    words_column("publisher"),
    text_column("url", "its address"),
    text_column("title", "its title"),
    *date_columns("published_on", "publication"),
    text_column("published_basis", "what the date rests on, only where it is an inference"),
    text_column("dateline", "the city of the dateline"),
    text_column("language", "BCP 47"),
    Column("paragraphs", Integer, comment="how many paragraphs its text has"),
    text_column("text_sha256", "SHA-256 of the normal form of its text", index=True),
    text_column("sheet_sha256", "SHA-256 of what its coding sheet says", nullable=False),
    text_column("same_story_as", "another article that tells the same wire story, where the sheet says so"),
    text_column("file_sha256", "SHA-256 of the file of its sheet, or of the line, byte by byte", index=True),
    text_column("facts_sha256", "SHA-256 of its facts as they were loaded, and of the version that loaded them"),
    Index(None, "published_on_last", "id"),
    Index(None, "publisher_words", "published_on_last", "id"),
    comment="One row for each article that a coding sheet was loaded for.",
)

article_text = define_table(
    "article_text",
    Column("article_id", ForeignKey("article.id", ondelete="CASCADE"), primary_key=True, comment="the article"),
    text_column("text", "its text in normal form", nullable=False),
    text_column("text_sha256", "SHA-256 of the text as attached", nullable=False),
    text_column("attached_at", "when it was attached (UTC)", nullable=False),
    comment="One row for each article whose text the user attached; never exported by default.",
)

article_paragraph = define_table(
    "article_paragraph",
    Column("article_id", ForeignKey("article.id", ondelete="CASCADE"), primary_key=True, comment="the article"),
    Column("paragraph", Integer, primary_key=True, autoincrement=False, comment="1 for the first"),
    text_column("digest", "first 12 digits of the SHA-256 of its words", nullable=False, index=True),
    comment="One row for each paragraph of an article whose text was known to the coder.",
)

recording = define_table(
    "recording",
    key_column("id", "key, made from the article, the sheet and the time", primary_key=True, autoincrement=False),
    Column(
        "article_id",
        ForeignKey("article.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
        comment="the article whose sheet it is",
    ),
    text_column("recorded_at", "when (UTC)", nullable=False),
    text_column("recorded_by", "who or what loaded the sheet", nullable=False),
    text_column("recorded_with", "the version of rc-kb", nullable=False),
    text_column("sheet", "the file of the sheet", nullable=False),
    text_column("sheet_sha256", "SHA-256 of what the sheet says", nullable=False),
    comment="One row for each loading of a sheet that brought or changed facts (PROV: an activity).",
)

fact = define_table(
    "fact",
    key_column(
        "id",
        "key, made from the article, the kind and what the fact is about",
        primary_key=True,
        autoincrement=False,
    ),
    text_column("kind", "the table that holds the rest", nullable=False),
    Column(
        "article_id",
        ForeignKey("article.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
        comment="its source",
    ),
    Column(
        "lead_citation",
        Integer,
        nullable=False,
        server_default="1",
        comment="the citation to show first; the constraint on it lets no fact be committed without a citation",
    ),
    text_column("basis", "what in the fact is inferred, and from what; NULL where all is stated"),
    text_column("content_sha256", "SHA-256 of what the sheet says of it", nullable=False),
    Column(
        "recording_id",
        ForeignKey("recording.id"),
        index=True,
        comment="what recorded it as it is; NULL where rc-kb did not keep that yet",
    ),
    Column("confidence", Double().with_variant(REAL, "sqlite"), comment="of the program that proposed it, 0 to 1"),
    text_column("rule", "the rule of the program that proposed it"),
    text_column("decided_by", "who accepted it"),
    text_column("decided_at", "when it was accepted"),
    text_column("decided_why", "why it was accepted"),
    one_of("kind", FACT_KINDS),
    UniqueConstraint("id", "kind"),
    UniqueConstraint("id", "article_id"),
    # Checked at COMMIT, when the fact's citations are there too. Dropping the last citation fails likewise.
    ForeignKeyConstraint(
        ["id", "lead_citation"],
        ["citation.fact_id", "citation.ordinal"],
        deferrable=True,
        initially="DEFERRED",
        use_alter=True,
    ),
    comment="One row for each fact of any kind.",
)

citation = define_table(
    "citation",
    key_column("fact_id", "the fact", primary_key=True, autoincrement=False),
    Column("ordinal", Integer, primary_key=True, autoincrement=False, comment="1 for the first"),
    text_column("article_id", "the article, which is the fact's", nullable=False),
    Column("paragraph", Integer, nullable=False, comment="paragraph of the article's text, from 1"),
    Column(
        "start_char",
        Integer,
        comment="first character in the paragraph, from 0; NULL for the whole paragraph",
    ),
    Column("end_char", Integer, comment="character after the last"),
    text_column("digest", "first 12 digits of the SHA-256 of the words, by which they are found again"),
    ForeignKeyConstraint(["fact_id", "article_id"], ["fact.id", "fact.article_id"], ondelete="CASCADE"),
    CheckConstraint("paragraph >= 1 AND ordinal >= 1", name="counted_from_1"),
    CheckConstraint("(start_char IS NULL) = (end_char IS NULL)", name="span_whole"),
    CheckConstraint("start_char >= 0 AND end_char > start_char", name="span"),
    comment="One row for each place in an article that a fact rests on (W3C TextPositionSelector in a paragraph).",
)

earlier_fact = define_table(
    "earlier_fact",
    key_column("fact_id", "the key that the fact had", primary_key=True, autoincrement=False),
    Column(
        "replaced_by_id",
        ForeignKey("recording.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
        comment="the recording that changed or removed it",
    ),
    text_column("kind", "the kind of fact", nullable=False),
    Column(
        "article_id",
        ForeignKey("article.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
        comment="its source",
    ),
    key_column("successor_id", "the fact that took its place; NULL where none did", nullable=True, index=True),
    Column("recording_id", ForeignKey("recording.id"), comment="what recorded the earlier value; NULL where not kept"),
    text_column("value", "JSON: the fact as its view showed it, with its citations", nullable=False),
    text_column("changes", "JSON: what changed, each with the earlier and the later value; NULL where it is gone"),
    one_of("kind", FACT_KINDS),
    comment="One row for each value that a fact had before its sheet was loaded again.",
)
