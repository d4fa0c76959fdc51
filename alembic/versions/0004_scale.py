"""Make a base fit for a million meetings: indexes for what is looked up by value."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade():
    op.create_index(op.f("ix_article_text_sha256"), "article", ["text_sha256"])


def downgrade():
    op.drop_index(op.f("ix_article_text_sha256"), "article")
