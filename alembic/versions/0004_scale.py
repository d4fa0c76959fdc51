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
    _let_sheets_be_loaded_in_batches()


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
    _undo_batches()
    op.drop_index(op.f("ix_article_text_sha256"), "article")


_OF_A_SHEET = [
    ("place_name", "source"),
    ("organization_name", "source"),
    ("official_name", "source"),
    ("organization_description", "article_id"),
]
"""What a sheet gives: it is looked up by the sheet when that is loaded again."""


def _let_sheets_be_loaded_in_batches():
    """Let a sheet that is loaded as it stands be told by its file, and what a sheet gave be found without a scan."""
    for name, comment in (
        ("file_sha256", "SHA-256 of the file of its sheet, or of the line, byte by byte"),
        ("facts_sha256", "SHA-256 of its facts as they were loaded, and of the version that loaded them"),
    ):
        op.add_column("article", sa.Column(name, sa.Text(), nullable=True, comment=comment))
    op.create_index(op.f("ix_article_file_sha256"), "article", ["file_sha256"])
    for table, column in _OF_A_SHEET:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def _undo_batches():
    for table, column in _OF_A_SHEET:
        op.drop_index(op.f(f"ix_{table}_{column}"), table)
    op.drop_index(op.f("ix_article_file_sha256"), "article")
    for name in ("file_sha256", "facts_sha256"):
        op.drop_column("article", name)
