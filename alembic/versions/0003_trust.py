"""Add what trust rests on: digests of words, attached texts, recordings and earlier values, the search index."""

from hashlib import sha256

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KINDS = "'meeting', 'office', 'facility', 'commitment', 'mission', 'figure', 'award', 'membership', 'statement'"
SEATS = (
    "'president', 'chair', 'secretary_general', 'director_general', 'chief_executive', 'head', 'ambassador', 'minister'"
)
TOTALS = "'facilities', 'facilities_abroad', 'countries_with_facilities', 'countries_helped'"
NEW_COLUMNS = {
    "article": ["same_story_as TEXT"],
    "citation": ["digest TEXT"],
    "fact": [
        "recording_id {whole} CONSTRAINT fk_fact_recording_id REFERENCES recording (id)",
        "confidence {real}",
        "rule TEXT",
        "decided_by TEXT",
        "decided_at TEXT",
        "decided_why TEXT",
    ],
    "office": [f"seat TEXT CONSTRAINT ck_office_seat CHECK (seat IN ({SEATS}))"],
    "figure": [f"total_of TEXT CONSTRAINT ck_figure_total_of CHECK (total_of IN ({TOTALS}))"],
}
REMOVE = (
    "INSERT INTO search_index (search_index, rowid, name, text, also) "
    "VALUES ('delete', old.id, old.name, old.text, old.also);"
)
ADD = "INSERT INTO search_index (rowid, name, text, also) VALUES (new.id, new.name, new.text, new.also);"
SEARCH_INDEX = f"""
CREATE VIRTUAL TABLE search_index USING fts5(name, text, also, content='search_entry', content_rowid='id', tokenize='unicode61 remove_diacritics 2')
CREATE TRIGGER search_index_insert AFTER INSERT ON search_entry BEGIN {ADD} END
CREATE TRIGGER search_index_delete AFTER DELETE ON search_entry BEGIN {REMOVE} END
CREATE TRIGGER search_index_update AFTER UPDATE ON search_entry BEGIN {REMOVE} {ADD} END
"""


def upgrade():
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    create_tables()
    types = {"whole": "INTEGER", "real": "REAL"} if on_sqlite else {"whole": "BIGINT", "real": "DOUBLE PRECISION"}
    for table, columns in NEW_COLUMNS.items():
        for column in columns:
            op.execute(f"ALTER TABLE {table} ADD COLUMN {column.format(**types)}")
    op.create_index(op.f("ix_fact_recording_id"), "fact", ["recording_id"])
    renew_texts(
        sa.Column("text_sha256", sa.Text(), nullable=False), sa.Column("attached_at", sa.Text(), nullable=False)
    )
    if on_sqlite:
        for statement in SEARCH_INDEX.strip().splitlines():
            op.execute(statement)


def create_tables():
    op.create_table(
        "article_paragraph",
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("paragraph", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_article_paragraph_article_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article_id", "paragraph", name=op.f("pk_article_paragraph")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_article_paragraph_digest"), "article_paragraph", ["digest"])
    op.create_table(
        "recording",
        sa.Column("id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("recorded_with", sa.Text(), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("sheet_sha256", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_recording_article_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recording")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_recording_article_id"), "recording", ["article_id"])
    op.create_table(
        "earlier_fact",
        sa.Column("fact_id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("replaced_by_id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("successor_id", WHOLE, nullable=True),
        sa.Column("recording_id", WHOLE, nullable=True),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("changes", sa.Text(), nullable=True),
        sa.CheckConstraint(f"kind IN ({KINDS})", name=op.f("ck_earlier_fact_kind")),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_earlier_fact_article_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["recording_id"], ["recording.id"], name=op.f("fk_earlier_fact_recording_id")),
        sa.ForeignKeyConstraint(
            ["replaced_by_id"], ["recording.id"], name=op.f("fk_earlier_fact_replaced_by_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("fact_id", "replaced_by_id", name=op.f("pk_earlier_fact")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_earlier_fact_article_id"), "earlier_fact", ["article_id"])
    op.create_index(op.f("ix_earlier_fact_successor_id"), "earlier_fact", ["successor_id"])
    op.create_table(
        "search_entry",
        sa.Column("id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("party_id", WHOLE, nullable=True),
        sa.Column("place_id", WHOLE, nullable=True),
        sa.Column("fact_id", WHOLE, nullable=True),
        sa.Column("article_id", sa.Text(), nullable=True),
        sa.Column("paragraph", sa.Integer(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("also", sa.Text(), nullable=True),
        sa.CheckConstraint(
            f"kind IN ('country', 'organization', 'official', 'place', {KINDS}, 'article', 'text')",
            name=op.f("ck_search_entry_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_search_entry_article_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["fact_id"], ["fact.id"], name=op.f("fk_search_entry_fact_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_search_entry_party_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_search_entry_place_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_entry")),
        sqlite_strict=True,
    )
    for column in ("article_id", "fact_id", "party_id", "place_id"):
        op.create_index(op.f(f"ix_search_entry_{column}"), "search_entry", [column])


def renew_texts(*columns):
    """Make the table of texts anew with other columns; texts that somebody stored by hand are kept."""
    connection = op.get_bind()
    kept = connection.execute(sa.text("SELECT article_id, text FROM article_text")).all()
    op.drop_table("article_text")
    texts = op.create_table(
        "article_text",
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        *columns,
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_article_text_article_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_article_text")),
        sqlite_strict=True,
    )
    for article, text in kept:
        added = {"text_sha256": sha256(text.encode()).hexdigest(), "attached_at": "1970-01-01T00:00:00Z"}
        row = {"article_id": article, "text": text} | {name: added[name] for name in added if name in texts.c}
        connection.execute(sa.insert(texts).values(row))


def downgrade():
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    if on_sqlite:
        op.drop_table("search_index")
    op.drop_table("search_entry")
    op.drop_table("earlier_fact")
    op.drop_index(op.f("ix_fact_recording_id"), "fact")
    for table, columns in NEW_COLUMNS.items():
        for column in reversed(columns):
            op.execute(f"ALTER TABLE {table} DROP COLUMN {column.partition(' ')[0]}")
    op.drop_table("recording")
    op.drop_table("article_paragraph")
    renew_texts()
