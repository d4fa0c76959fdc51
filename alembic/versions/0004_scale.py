"""Make a base fit for a million meetings: indexes for what is looked up by value."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

WIDENED = (
    ("participation", "official_id", "meeting_id"),
    ("participation", "organization_id", "meeting_id"),
    ("participation", "country_code", "meeting_id"),
    ("facility", "operator_id", "facility_key"),
    ("facility", "country_code", "facility_key"),
    ("commitment", "party_id", "by_id"),
    ("figure", "speaker_id", "subject_id"),
    ("award", "giver_id", "recipient_id"),
    ("membership", "body_id", "member_id"),
    ("statement", "on_behalf_of_id", "speaker_id"),
)
SORTED = (
    ("meeting", ["held_on_last"]),
    ("statement", ["stated_on_last"]),
    ("article", ["published_on_last", "id"]),
    ("article", ["publisher_words", "published_on_last", "id"]),
)
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
FLAG = sa.SmallInteger().with_variant(sa.Integer(), "sqlite")


def upgrade():
    op.create_index(op.f("ix_article_text_sha256"), "article", ["text_sha256"])
    index_lookups()


def index_lookups():
    """Find and sort facts by what they name and when they happened without a look at every row."""
    for table, column, other in WIDENED:
        op.drop_index(op.f(f"ix_{table}_{column}"), table)
        op.create_index(op.f(f"ix_{table}_{column}_{other}"), table, [column, other])
    for table, columns in SORTED:
        op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, columns)
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
    op.create_table(
        "facility_attestation",
        sa.Column("facility_key", WHOLE, autoincrement=False, nullable=False),
        sa.Column("attested_on", sa.Text(), nullable=False),
        sa.Column("facility_id", WHOLE, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["facility_id"], ["facility.id"], name=op.f("fk_facility_attestation_facility_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("facility_key", "attested_on", "facility_id", name=op.f("pk_facility_attestation")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_facility_attestation_facility_id"), "facility_attestation", ["facility_id"])


def remove_lookups():
    op.drop_table("facility_attestation")
    op.drop_table("country_fact")
    for table, columns in SORTED:
        op.drop_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table)
    for table, column, other in WIDENED:
        op.drop_index(op.f(f"ix_{table}_{column}_{other}"), table)
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def downgrade():
    remove_lookups()
    op.drop_index(op.f("ix_article_text_sha256"), "article")
