"""Make a base fit for a million meetings: indexes for what is looked up by value."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

MEETINGS_OF = ("official_id", "organization_id", "country_code")
SORTED = (("meeting", "held_on_last"), ("statement", "stated_on_last"), ("article", "published_on_last"))
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
FLAG = sa.SmallInteger().with_variant(sa.Integer(), "sqlite")


def upgrade():
    op.create_index(op.f("ix_article_text_sha256"), "article", ["text_sha256"])
    index_lookups()


def index_lookups():
    """Find and sort facts by what they name and when they happened without a look at every row."""
    for column in MEETINGS_OF:
        op.drop_index(op.f(f"ix_participation_{column}"), "participation")
        op.create_index(op.f(f"ix_participation_{column}_meeting_id"), "participation", [column, "meeting_id"])
    for table, column in SORTED:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
    op.create_table(
        "country_fact",
        sa.Column("fact_id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("country_code", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("takes_part", FLAG, nullable=False),
        sa.ForeignKeyConstraint(["country_code"], ["country.code"], name=op.f("fk_country_fact_country_code")),
        sa.ForeignKeyConstraint(
            ["fact_id", "kind"], ["fact.id", "fact.kind"], name=op.f("fk_country_fact_fact_id_kind"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("fact_id", "country_code", name=op.f("pk_country_fact")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_country_fact_country_code_kind_takes_part_fact_id"),
        "country_fact",
        ["country_code", "kind", "takes_part", "fact_id"],
    )


def remove_lookups():
    op.drop_table("country_fact")
    for table, column in SORTED:
        op.drop_index(op.f(f"ix_{table}_{column}"), table)
    for column in MEETINGS_OF:
        op.drop_index(op.f(f"ix_participation_{column}_meeting_id"), "participation")
        op.create_index(op.f(f"ix_participation_{column}"), "participation", [column])


def downgrade():
    remove_lookups()
    op.drop_index(op.f("ix_article_text_sha256"), "article")
