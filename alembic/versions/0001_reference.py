"""Create the tables of what facts are about: countries, organizations, officials and places."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade():
    op.create_table(
        "party",
        sa.Column("id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('country', 'organization', 'official')", name=op.f("ck_party_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_party")),
        sa.UniqueConstraint("id", "kind", name=op.f("uq_party_id_kind")),
        sqlite_strict=True,
    )
    op.create_table(
        "region",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("part_of", sa.Text(), nullable=True),
        sa.CheckConstraint("level IN ('region', 'sub_region', 'intermediate_region')", name=op.f("ck_region_level")),
        sa.ForeignKeyConstraint(["part_of"], ["region.name"], name=op.f("fk_region_part_of")),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_region")),
        sqlite_strict=True,
    )
    op.create_table(
        "country",
        sa.Column("id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("party_kind", sa.Text(), server_default="country", nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("alpha_3", sa.Text(), nullable=False),
        sa.Column("numeric_code", sa.Text(), nullable=False),
        sa.Column("short_name", sa.Text(), nullable=False),
        sa.Column("region_name", sa.Text(), nullable=True),
        sa.CheckConstraint("party_kind IN ('country')", name=op.f("ck_country_party_kind")),
        sa.CheckConstraint("length(code) = 2 AND code = upper(code)", name=op.f("ck_country_code")),
        sa.ForeignKeyConstraint(
            ["id", "party_kind"], ["party.id", "party.kind"], name=op.f("fk_country_id_party_kind"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["region_name"], ["region.name"], name=op.f("fk_country_region_name")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_country")),
        sa.UniqueConstraint("alpha_3", name=op.f("uq_country_alpha_3")),
        sa.UniqueConstraint("code", name=op.f("uq_country_code")),
        sa.UniqueConstraint("numeric_code", name=op.f("uq_country_numeric_code")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_country_region_name"), "country", ["region_name"], unique=False)
    op.create_table(
        "ambiguous_name",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("preferred_code", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.CheckConstraint("kind IN ('ambiguous', 'needs_context', 'confusable')", name=op.f("ck_ambiguous_name_kind")),
        sa.ForeignKeyConstraint(["preferred_code"], ["country.code"], name=op.f("fk_ambiguous_name_preferred_code")),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_ambiguous_name")),
        sqlite_strict=True,
    )
    op.create_table(
        "country_name",
        sa.Column("country_code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('short', 'common', 'alternative', 'demonym', 'alpha_2', 'alpha_3', 'ambiguous')",
            name=op.f("ck_country_name_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["country_code"], ["country.code"], name=op.f("fk_country_name_country_code"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("country_code", "name", name=op.f("pk_country_name")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_country_name_key"), "country_name", ["key"], unique=False)
    op.create_table(
        "official",
        sa.Column("id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("party_kind", sa.Text(), server_default="official", nullable=False),
        sa.Column("country_code", sa.Text(), nullable=True),
        sa.CheckConstraint("party_kind IN ('official')", name=op.f("ck_official_party_kind")),
        sa.ForeignKeyConstraint(["country_code"], ["country.code"], name=op.f("fk_official_country_code")),
        sa.ForeignKeyConstraint(
            ["id", "party_kind"], ["party.id", "party.kind"], name=op.f("fk_official_id_party_kind"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_official")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_official_country_code"), "official", ["country_code"], unique=False)
    op.create_table(
        "place",
        sa.Column("id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("country_code", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["country_code"], ["country.code"], name=op.f("fk_place_country_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place")),
        sa.UniqueConstraint("id", "country_code", name=op.f("uq_place_id_country_code")),
        sqlite_strict=True,
    )
    op.create_table(
        "ambiguous_name_country",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("country_code", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["country_code"], ["country.code"], name=op.f("fk_ambiguous_name_country_country_code")
        ),
        sa.ForeignKeyConstraint(
            ["name"], ["ambiguous_name.name"], name=op.f("fk_ambiguous_name_country_name"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("name", "country_code", name=op.f("pk_ambiguous_name_country")),
        sqlite_strict=True,
    )
    op.create_table(
        "official_name",
        sa.Column("official_id", WHOLE, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('name', 'other')", name=op.f("ck_official_name_kind")),
        sa.ForeignKeyConstraint(
            ["official_id"], ["official.id"], name=op.f("fk_official_name_official_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("official_id", "name", "source", name=op.f("pk_official_name")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_official_name_key"), "official_name", ["key"], unique=False)
    op.create_table(
        "organization",
        sa.Column("id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("party_kind", sa.Text(), server_default="organization", nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("country_code", sa.Text(), nullable=True),
        sa.Column("emblem", sa.Text(), nullable=True),
        sa.Column("founded_year", sa.Integer(), nullable=True),
        sa.Column("website", sa.Text(), nullable=True),
        sa.Column("ifrc_region", sa.Text(), nullable=True),
        sa.Column("seat_id", WHOLE, nullable=True),
        sa.Column("part_of_id", WHOLE, nullable=True),
        sa.Column("relation", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "emblem IN ('red_cross', 'red_crescent', 'red_crystal')", name=op.f("ck_organization_emblem")
        ),
        sa.CheckConstraint(
            "kind IN ('movement', 'component_of_movement', 'national_society', 'governing_body', 'secretariat', 'ifrc_regional_office', 'ifrc_representation', 'embassy', 'government', 'intergovernmental', 'nongovernmental', 'company', 'other')",
            name=op.f("ck_organization_kind"),
        ),
        sa.CheckConstraint("party_kind IN ('organization')", name=op.f("ck_organization_party_kind")),
        sa.ForeignKeyConstraint(["country_code"], ["country.code"], name=op.f("fk_organization_country_code")),
        sa.ForeignKeyConstraint(
            ["id", "party_kind"],
            ["party.id", "party.kind"],
            name=op.f("fk_organization_id_party_kind"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["part_of_id"], ["organization.id"], name=op.f("fk_organization_part_of_id")),
        sa.ForeignKeyConstraint(["seat_id"], ["place.id"], name=op.f("fk_organization_seat_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organization")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_organization_country_code"), "organization", ["country_code"], unique=False)
    op.create_table(
        "place_name",
        sa.Column("place_id", WHOLE, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('name')", name=op.f("ck_place_name_kind")),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_place_name_place_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("place_id", "name", "source", name=op.f("pk_place_name")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_place_name_key"), "place_name", ["key"], unique=False)
    op.create_table(
        "organization_name",
        sa.Column("organization_id", WHOLE, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('name', 'acronym', 'other')", name=op.f("ck_organization_name_kind")),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_organization_name_organization_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("organization_id", "name", "source", name=op.f("pk_organization_name")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_organization_name_key"), "organization_name", ["key"], unique=False)


def downgrade():
    op.drop_table("organization_name")
    op.drop_table("place_name")
    op.drop_table("organization")
    op.drop_table("official_name")
    op.drop_table("ambiguous_name_country")
    op.drop_table("place")
    op.drop_table("official")
    op.drop_table("country_name")
    op.drop_table("ambiguous_name")
    op.drop_table("country")
    op.drop_table("region")
    op.drop_table("party")
