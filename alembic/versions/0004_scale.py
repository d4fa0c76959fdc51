"""Make a base fit for a million meetings: indexes for what is looked up by value."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade():
    op.create_index(op.f("ix_article_text_sha256"), "article", ["text_sha256"])
    _let_sheets_be_loaded_in_batches()


def downgrade():
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
