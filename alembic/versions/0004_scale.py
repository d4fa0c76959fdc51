"""Make a base fit for a million meetings and for PostgreSQL: indexes, one order of words, a search index there."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

SEARCH_INDEX = """
CREATE TABLE search_index (
  entry_id BIGINT NOT NULL CONSTRAINT pk_search_index PRIMARY KEY
    CONSTRAINT fk_search_index_entry_id REFERENCES search_entry (id) ON DELETE CASCADE,
  words TSVECTOR NOT NULL,
  length INTEGER NOT NULL
)
CREATE INDEX ix_search_index_words ON search_index USING gin (words)
CREATE TABLE search_index_size (entries BIGINT NOT NULL, words BIGINT NOT NULL)
"""


def upgrade():
    op.create_index(op.f("ix_article_text_sha256"), "article", ["text_sha256"])
    if op.get_bind().dialect.name == "postgresql":
        order_texts(' COLLATE "C"')
        for statement in SEARCH_INDEX.strip().replace("\nCREATE", "\n;CREATE").split(";"):
            op.execute(statement)
        op.execute("INSERT INTO search_index_size (entries, words) VALUES (0, 0)")


def order_texts(collation):
    """Let every text be ordered by code points, as it is on SQLite, however the server sorts words."""
    connection = op.get_bind()
    tables = sa.inspect(connection).get_table_names()
    for table in sorted(set(tables) - {"alembic_version"}):
        changes = [
            f"ALTER COLUMN {column['name']} TYPE TEXT{collation}"
            for column in sa.inspect(connection).get_columns(table)
            if isinstance(column["type"], sa.Text)
        ]
        if changes:
            connection.execute(sa.text(f"ALTER TABLE {table} {', '.join(changes)}"))


def downgrade():
    if op.get_bind().dialect.name == "postgresql":
        op.drop_table("search_index_size")
        op.drop_table("search_index")
        order_texts("")
    op.drop_index(op.f("ix_article_text_sha256"), "article")
