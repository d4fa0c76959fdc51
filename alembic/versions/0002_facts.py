"""Create the tables of sources and facts, and the data dictionary."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
REAL = sa.Double().with_variant(sa.REAL(), "sqlite")
LEAD_CITATION = "fk_fact_id_lead_citation"


def upgrade():
    # SQLite takes a reference to a table that comes later, and cannot add one afterwards; PostgreSQL the other way round.
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    key, target = ["id", "lead_citation"], ["citation.fact_id", "citation.ordinal"]
    lead_citation = (
        [sa.ForeignKeyConstraint(key, target, name=LEAD_CITATION, deferrable=True, initially="DEFERRED")]
        if on_sqlite
        else []
    )
    op.create_table(
        "article",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("publisher", sa.Text(), nullable=False),
        sa.Column("publisher_words", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("published_on", sa.Text(), nullable=True),
        sa.Column("published_on_first", sa.Text(), nullable=True),
        sa.Column("published_on_last", sa.Text(), nullable=True),
        sa.Column("published_on_as_written", sa.Text(), nullable=True),
        sa.Column("published_basis", sa.Text(), nullable=True),
        sa.Column("dateline", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("paragraphs", sa.Integer(), nullable=True),
        sa.Column("text_sha256", sa.Text(), nullable=True),
        sa.Column("sheet_sha256", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "published_on_first LIKE '____-__-__' AND published_on_last LIKE '____-__-__' AND published_on_first <= published_on_last",
            name=op.f("ck_article_published_on_bounds"),
        ),
        sa.CheckConstraint(
            "published_on IS NOT NULL OR (published_on_first IS NULL AND published_on_last IS NULL)",
            name=op.f("ck_article_published_on_known"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article")),
        sqlite_strict=True,
    )
    op.create_table(
        "dictionary_entry",
        sa.Column("relation", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("relation_kind", sa.Text(), nullable=False),
        sa.Column("column_name", sa.Text(), nullable=True),
        sa.Column("description", sa.Text(), nullable=False),
        sa.CheckConstraint("relation_kind IN ('table', 'view')", name=op.f("ck_dictionary_entry_relation_kind")),
        sa.PrimaryKeyConstraint("relation", "position", name=op.f("pk_dictionary_entry")),
        sqlite_strict=True,
    )
    op.create_table(
        "article_text",
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_article_text_article_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_article_text")),
        sqlite_strict=True,
    )
    op.create_table(
        "fact",
        sa.Column("id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("lead_citation", sa.Integer(), server_default="1", nullable=False),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("content_sha256", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('meeting', 'office', 'facility', 'commitment', 'mission', 'figure', 'award', 'membership', 'statement')",
            name=op.f("ck_fact_kind"),
        ),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name=op.f("fk_fact_article_id"), ondelete="CASCADE"),
        *lead_citation,
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fact")),
        sa.UniqueConstraint("id", "article_id", name=op.f("uq_fact_id_article_id")),
        sa.UniqueConstraint("id", "kind", name=op.f("uq_fact_id_kind")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_fact_article_id"), "fact", ["article_id"], unique=False)
    op.create_table(
        "award",
        sa.Column("id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("fact_kind", sa.Text(), server_default="award", nullable=False),
        sa.Column("recipient_id", WHOLE, nullable=False),
        sa.Column("award", sa.Text(), nullable=False),
        sa.Column("giver_id", WHOLE, nullable=True),
        sa.Column("awarded_on", sa.Text(), nullable=True),
        sa.Column("awarded_on_first", sa.Text(), nullable=True),
        sa.Column("awarded_on_last", sa.Text(), nullable=True),
        sa.Column("awarded_on_as_written", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "awarded_on_first LIKE '____-__-__' AND awarded_on_last LIKE '____-__-__' AND awarded_on_first <= awarded_on_last",
            name=op.f("ck_award_awarded_on_bounds"),
        ),
        sa.CheckConstraint("fact_kind IN ('award')", name=op.f("ck_award_fact_kind")),
        sa.CheckConstraint(
            "awarded_on IS NOT NULL OR (awarded_on_first IS NULL AND awarded_on_last IS NULL)",
            name=op.f("ck_award_awarded_on_known"),
        ),
        sa.ForeignKeyConstraint(["giver_id"], ["party.id"], name=op.f("fk_award_giver_id")),
        sa.ForeignKeyConstraint(
            ["id", "fact_kind"], ["fact.id", "fact.kind"], name=op.f("fk_award_id_fact_kind"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["recipient_id"], ["party.id"], name=op.f("fk_award_recipient_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_award")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_award_giver_id"), "award", ["giver_id"], unique=False)
    op.create_index(op.f("ix_award_recipient_id"), "award", ["recipient_id"], unique=False)
    op.create_table(
        "citation",
        sa.Column("fact_id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("ordinal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("paragraph", sa.Integer(), nullable=False),
        sa.Column("start_char", sa.Integer(), nullable=True),
        sa.Column("end_char", sa.Integer(), nullable=True),
        sa.CheckConstraint("(start_char IS NULL) = (end_char IS NULL)", name=op.f("ck_citation_span_whole")),
        sa.CheckConstraint("paragraph >= 1 AND ordinal >= 1", name=op.f("ck_citation_counted_from_1")),
        sa.CheckConstraint("start_char >= 0 AND end_char > start_char", name=op.f("ck_citation_span")),
        sa.ForeignKeyConstraint(
            ["fact_id", "article_id"],
            ["fact.id", "fact.article_id"],
            name=op.f("fk_citation_fact_id_article_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("fact_id", "ordinal", name=op.f("pk_citation")),
        sqlite_strict=True,
    )
    op.create_table(
        "commitment",
        sa.Column("id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("fact_kind", sa.Text(), server_default="commitment", nullable=False),
        sa.Column("by_id", WHOLE, nullable=False),
        sa.Column("party_id", WHOLE, nullable=True),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("modality", sa.Text(), nullable=False),
        sa.Column("country_code", sa.Text(), nullable=True),
        sa.CheckConstraint("fact_kind IN ('commitment')", name=op.f("ck_commitment_fact_kind")),
        sa.CheckConstraint(
            "modality IN ('promised', 'planned', 'agreed', 'done', 'denied')", name=op.f("ck_commitment_modality")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["party.id"], name=op.f("fk_commitment_by_id")),
        sa.ForeignKeyConstraint(["country_code"], ["country.code"], name=op.f("fk_commitment_country_code")),
        sa.ForeignKeyConstraint(
            ["id", "fact_kind"], ["fact.id", "fact.kind"], name=op.f("fk_commitment_id_fact_kind"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_commitment_party_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitment")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_commitment_by_id"), "commitment", ["by_id"], unique=False)
    op.create_index(op.f("ix_commitment_country_code"), "commitment", ["country_code"], unique=False)
    op.create_index(op.f("ix_commitment_party_id"), "commitment", ["party_id"], unique=False)
    op.create_table(
        "figure",
        sa.Column("id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("fact_kind", sa.Text(), server_default="figure", nullable=False),
        sa.Column("subject_id", WHOLE, nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("measure_words", sa.Text(), nullable=False),
        sa.Column("value", REAL, nullable=False),
        sa.Column("qualifier", sa.Text(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("scope", sa.Text(), nullable=True),
        sa.Column("as_of", sa.Text(), nullable=True),
        sa.Column("as_of_first", sa.Text(), nullable=True),
        sa.Column("as_of_last", sa.Text(), nullable=True),
        sa.Column("as_of_as_written", sa.Text(), nullable=True),
        sa.Column("speaker_id", WHOLE, nullable=True),
        sa.CheckConstraint(
            "as_of_first LIKE '____-__-__' AND as_of_last LIKE '____-__-__' AND as_of_first <= as_of_last",
            name=op.f("ck_figure_as_of_bounds"),
        ),
        sa.CheckConstraint("fact_kind IN ('figure')", name=op.f("ck_figure_fact_kind")),
        sa.CheckConstraint("qualifier IN ('about', 'more_than', 'less_than')", name=op.f("ck_figure_qualifier")),
        sa.CheckConstraint(
            "as_of IS NOT NULL OR (as_of_first IS NULL AND as_of_last IS NULL)", name=op.f("ck_figure_as_of_known")
        ),
        sa.ForeignKeyConstraint(
            ["id", "fact_kind"], ["fact.id", "fact.kind"], name=op.f("fk_figure_id_fact_kind"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["speaker_id"], ["party.id"], name=op.f("fk_figure_speaker_id")),
        sa.ForeignKeyConstraint(["subject_id"], ["party.id"], name=op.f("fk_figure_subject_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figure")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_figure_speaker_id"), "figure", ["speaker_id"], unique=False)
    op.create_index(op.f("ix_figure_subject_id"), "figure", ["subject_id"], unique=False)
    op.create_table(
        "membership",
        sa.Column("id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("fact_kind", sa.Text(), server_default="membership", nullable=False),
        sa.Column("member_id", WHOLE, nullable=False),
        sa.Column("body_id", WHOLE, nullable=False),
        sa.CheckConstraint("fact_kind IN ('membership')", name=op.f("ck_membership_fact_kind")),
        sa.ForeignKeyConstraint(["body_id"], ["party.id"], name=op.f("fk_membership_body_id")),
        sa.ForeignKeyConstraint(
            ["id", "fact_kind"], ["fact.id", "fact.kind"], name=op.f("fk_membership_id_fact_kind"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["member_id"], ["party.id"], name=op.f("fk_membership_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_membership_body_id"), "membership", ["body_id"], unique=False)
    op.create_index(op.f("ix_membership_member_id"), "membership", ["member_id"], unique=False)
    op.create_table(
        "mission",
        sa.Column("id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("fact_kind", sa.Text(), server_default="mission", nullable=False),
        sa.Column("provider_id", WHOLE, nullable=False),
        sa.Column("country_code", sa.Text(), nullable=True),
        sa.Column("region", sa.Text(), nullable=True),
        sa.Column("place_as_written", sa.Text(), nullable=True),
        sa.Column("occasion", sa.Text(), nullable=True),
        sa.Column("carried_out_on", sa.Text(), nullable=True),
        sa.Column("carried_out_on_first", sa.Text(), nullable=True),
        sa.Column("carried_out_on_last", sa.Text(), nullable=True),
        sa.Column("carried_out_on_as_written", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "carried_out_on_first LIKE '____-__-__' AND carried_out_on_last LIKE '____-__-__' AND carried_out_on_first <= carried_out_on_last",
            name=op.f("ck_mission_carried_out_on_bounds"),
        ),
        sa.CheckConstraint("fact_kind IN ('mission')", name=op.f("ck_mission_fact_kind")),
        sa.CheckConstraint(
            "carried_out_on IS NOT NULL OR (carried_out_on_first IS NULL AND carried_out_on_last IS NULL)",
            name=op.f("ck_mission_carried_out_on_known"),
        ),
        sa.ForeignKeyConstraint(["country_code"], ["country.code"], name=op.f("fk_mission_country_code")),
        sa.ForeignKeyConstraint(
            ["id", "fact_kind"], ["fact.id", "fact.kind"], name=op.f("fk_mission_id_fact_kind"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["provider_id"], ["party.id"], name=op.f("fk_mission_provider_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mission")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_mission_country_code"), "mission", ["country_code"], unique=False)
    op.create_index(op.f("ix_mission_provider_id"), "mission", ["provider_id"], unique=False)
    op.create_table(
        "statement",
        sa.Column("id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("fact_kind", sa.Text(), server_default="statement", nullable=False),
        sa.Column("speaker_id", WHOLE, nullable=False),
        sa.Column("on_behalf_of_id", WHOLE, nullable=True),
        sa.Column("gist", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=True),
        sa.Column("about_words", sa.Text(), nullable=True),
        sa.Column("stated_on", sa.Text(), nullable=True),
        sa.Column("stated_on_first", sa.Text(), nullable=True),
        sa.Column("stated_on_last", sa.Text(), nullable=True),
        sa.Column("stated_on_as_written", sa.Text(), nullable=True),
        sa.CheckConstraint("fact_kind IN ('statement')", name=op.f("ck_statement_fact_kind")),
        sa.CheckConstraint(
            "stated_on_first LIKE '____-__-__' AND stated_on_last LIKE '____-__-__' AND stated_on_first <= stated_on_last",
            name=op.f("ck_statement_stated_on_bounds"),
        ),
        sa.CheckConstraint(
            "stated_on IS NOT NULL OR (stated_on_first IS NULL AND stated_on_last IS NULL)",
            name=op.f("ck_statement_stated_on_known"),
        ),
        sa.ForeignKeyConstraint(
            ["id", "fact_kind"], ["fact.id", "fact.kind"], name=op.f("fk_statement_id_fact_kind"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["on_behalf_of_id"], ["party.id"], name=op.f("fk_statement_on_behalf_of_id")),
        sa.ForeignKeyConstraint(["speaker_id"], ["party.id"], name=op.f("fk_statement_speaker_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_statement_on_behalf_of_id"), "statement", ["on_behalf_of_id"], unique=False)
    op.create_index(op.f("ix_statement_speaker_id"), "statement", ["speaker_id"], unique=False)
    op.create_table(
        "meeting",
        sa.Column("id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("fact_kind", sa.Text(), server_default="meeting", nullable=False),
        sa.Column("held_on", sa.Text(), nullable=True),
        sa.Column("held_on_first", sa.Text(), nullable=True),
        sa.Column("held_on_last", sa.Text(), nullable=True),
        sa.Column("held_on_as_written", sa.Text(), nullable=True),
        sa.Column("country_code", sa.Text(), nullable=True),
        sa.Column("place_id", WHOLE, nullable=True),
        sa.Column("format", sa.Text(), nullable=False),
        sa.CheckConstraint("fact_kind IN ('meeting')", name=op.f("ck_meeting_fact_kind")),
        sa.CheckConstraint("format IN ('in_person', 'virtual', 'phone', 'unknown')", name=op.f("ck_meeting_format")),
        sa.CheckConstraint(
            "held_on_first LIKE '____-__-__' AND held_on_last LIKE '____-__-__' AND held_on_first <= held_on_last",
            name=op.f("ck_meeting_held_on_bounds"),
        ),
        sa.CheckConstraint(
            "held_on IS NOT NULL OR (held_on_first IS NULL AND held_on_last IS NULL)",
            name=op.f("ck_meeting_held_on_known"),
        ),
        sa.ForeignKeyConstraint(["country_code"], ["country.code"], name=op.f("fk_meeting_country_code")),
        sa.ForeignKeyConstraint(
            ["id", "fact_kind"], ["fact.id", "fact.kind"], name=op.f("fk_meeting_id_fact_kind"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["place_id", "country_code"],
            ["place.id", "place.country_code"],
            name=op.f("fk_meeting_place_id_country_code"),
        ),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_meeting_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_meeting_country_code"), "meeting", ["country_code"], unique=False)
    op.create_index(op.f("ix_meeting_place_id"), "meeting", ["place_id"], unique=False)
    op.create_table(
        "facility",
        sa.Column("id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("fact_kind", sa.Text(), server_default="facility", nullable=False),
        sa.Column("facility_key", WHOLE, nullable=False),
        sa.Column("operator_id", WHOLE, nullable=True),
        sa.Column("country_code", sa.Text(), nullable=True),
        sa.Column("place_id", WHOLE, nullable=True),
        sa.Column("country_as_written", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("key", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("count", WHOLE, nullable=True),
        sa.CheckConstraint("fact_kind IN ('facility')", name=op.f("ck_facility_fact_kind")),
        sa.CheckConstraint(
            "kind IN ('hospital', 'clinic', 'health_center', 'medical_facility', 'rehabilitation_center', 'warehouse', 'office', 'camp', 'training_center', 'other')",
            name=op.f("ck_facility_kind"),
        ),
        sa.CheckConstraint("count >= 1", name=op.f("ck_facility_count")),
        sa.ForeignKeyConstraint(["country_code"], ["country.code"], name=op.f("fk_facility_country_code")),
        sa.ForeignKeyConstraint(
            ["id", "fact_kind"], ["fact.id", "fact.kind"], name=op.f("fk_facility_id_fact_kind"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["operator_id"], ["organization.id"], name=op.f("fk_facility_operator_id")),
        sa.ForeignKeyConstraint(
            ["place_id", "country_code"],
            ["place.id", "place.country_code"],
            name=op.f("fk_facility_place_id_country_code"),
        ),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_facility_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_facility")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_facility_country_code"), "facility", ["country_code"], unique=False)
    op.create_index(op.f("ix_facility_facility_key"), "facility", ["facility_key"], unique=False)
    op.create_index(op.f("ix_facility_key"), "facility", ["key"], unique=False)
    op.create_index(op.f("ix_facility_operator_id"), "facility", ["operator_id"], unique=False)
    op.create_index(op.f("ix_facility_place_id"), "facility", ["place_id"], unique=False)
    op.create_table(
        "office",
        sa.Column("id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("fact_kind", sa.Text(), server_default="office", nullable=False),
        sa.Column("official_id", WHOLE, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("organization_id", WHOLE, nullable=True),
        sa.Column("country_code", sa.Text(), nullable=True),
        sa.Column("valid_from", sa.Text(), nullable=True),
        sa.Column("valid_from_first", sa.Text(), nullable=True),
        sa.Column("valid_from_last", sa.Text(), nullable=True),
        sa.Column("valid_from_as_written", sa.Text(), nullable=True),
        sa.Column("valid_until", sa.Text(), nullable=True),
        sa.Column("valid_until_first", sa.Text(), nullable=True),
        sa.Column("valid_until_last", sa.Text(), nullable=True),
        sa.Column("valid_until_as_written", sa.Text(), nullable=True),
        sa.CheckConstraint("fact_kind IN ('office')", name=op.f("ck_office_fact_kind")),
        sa.CheckConstraint(
            "valid_from_first LIKE '____-__-__' AND valid_from_last LIKE '____-__-__' AND valid_from_first <= valid_from_last",
            name=op.f("ck_office_valid_from_bounds"),
        ),
        sa.CheckConstraint(
            "valid_until_first LIKE '____-__-__' AND valid_until_last LIKE '____-__-__' AND valid_until_first <= valid_until_last",
            name=op.f("ck_office_valid_until_bounds"),
        ),
        sa.CheckConstraint(
            "valid_from IS NOT NULL OR (valid_from_first IS NULL AND valid_from_last IS NULL)",
            name=op.f("ck_office_valid_from_known"),
        ),
        sa.CheckConstraint(
            "valid_until IS NOT NULL OR (valid_until_first IS NULL AND valid_until_last IS NULL)",
            name=op.f("ck_office_valid_until_known"),
        ),
        sa.ForeignKeyConstraint(["country_code"], ["country.code"], name=op.f("fk_office_country_code")),
        sa.ForeignKeyConstraint(
            ["id", "fact_kind"], ["fact.id", "fact.kind"], name=op.f("fk_office_id_fact_kind"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["official_id"], ["official.id"], name=op.f("fk_office_official_id")),
        sa.ForeignKeyConstraint(["organization_id"], ["organization.id"], name=op.f("fk_office_organization_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_office_country_code"), "office", ["country_code"], unique=False)
    op.create_index(op.f("ix_office_official_id"), "office", ["official_id"], unique=False)
    op.create_index(op.f("ix_office_organization_id"), "office", ["organization_id"], unique=False)
    op.create_table(
        "organization_description",
        sa.Column("organization_id", WHOLE, nullable=False),
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('movement', 'component_of_movement', 'national_society', 'governing_body', 'secretariat', 'ifrc_regional_office', 'ifrc_representation', 'embassy', 'government', 'intergovernmental', 'nongovernmental', 'company', 'other')",
            name=op.f("ck_organization_description_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_organization_description_article_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_organization_description_organization_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("organization_id", "article_id", name=op.f("pk_organization_description")),
        sqlite_strict=True,
    )
    op.create_table(
        "participation",
        sa.Column("meeting_id", WHOLE, nullable=False),
        sa.Column("ordinal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("official_id", WHOLE, nullable=True),
        sa.Column("organization_id", WHOLE, nullable=True),
        sa.Column("role", sa.Text(), nullable=True),
        sa.Column("country_code", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "coalesce(official_id, organization_id) IS NOT NULL OR role IS NOT NULL",
            name=op.f("ck_participation_somebody"),
        ),
        sa.ForeignKeyConstraint(["country_code"], ["country.code"], name=op.f("fk_participation_country_code")),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_participation_meeting_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["official_id"], ["official.id"], name=op.f("fk_participation_official_id")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_participation_organization_id")
        ),
        sa.PrimaryKeyConstraint("meeting_id", "ordinal", name=op.f("pk_participation")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_participation_country_code"), "participation", ["country_code"], unique=False)
    op.create_index(op.f("ix_participation_official_id"), "participation", ["official_id"], unique=False)
    op.create_index(op.f("ix_participation_organization_id"), "participation", ["organization_id"], unique=False)
    op.create_table(
        "topic",
        sa.Column("meeting_id", WHOLE, nullable=False),
        sa.Column("ordinal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_topic_meeting_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("meeting_id", "ordinal", name=op.f("pk_topic")),
        sqlite_strict=True,
    )
    op.create_table(
        "facility_status",
        sa.Column("facility_id", WHOLE, nullable=False),
        sa.Column("ordinal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Text(), nullable=True),
        sa.Column("valid_from_first", sa.Text(), nullable=True),
        sa.Column("valid_from_last", sa.Text(), nullable=True),
        sa.Column("valid_from_as_written", sa.Text(), nullable=True),
        sa.Column("valid_until", sa.Text(), nullable=True),
        sa.Column("valid_until_first", sa.Text(), nullable=True),
        sa.Column("valid_until_last", sa.Text(), nullable=True),
        sa.Column("valid_until_as_written", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "status IN ('operating', 'planned', 'under_construction', 'closed', 'reopening', 'unknown')",
            name=op.f("ck_facility_status_status"),
        ),
        sa.CheckConstraint(
            "valid_from_first LIKE '____-__-__' AND valid_from_last LIKE '____-__-__' AND valid_from_first <= valid_from_last",
            name=op.f("ck_facility_status_valid_from_bounds"),
        ),
        sa.CheckConstraint(
            "valid_until_first LIKE '____-__-__' AND valid_until_last LIKE '____-__-__' AND valid_until_first <= valid_until_last",
            name=op.f("ck_facility_status_valid_until_bounds"),
        ),
        sa.CheckConstraint("ordinal >= 1", name=op.f("ck_facility_status_counted_from_1")),
        sa.CheckConstraint(
            "valid_from IS NOT NULL OR (valid_from_first IS NULL AND valid_from_last IS NULL)",
            name=op.f("ck_facility_status_valid_from_known"),
        ),
        sa.CheckConstraint(
            "valid_until IS NOT NULL OR (valid_until_first IS NULL AND valid_until_last IS NULL)",
            name=op.f("ck_facility_status_valid_until_known"),
        ),
        sa.ForeignKeyConstraint(
            ["facility_id"], ["facility.id"], name=op.f("fk_facility_status_facility_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("facility_id", "ordinal", name=op.f("pk_facility_status")),
        sqlite_strict=True,
    )
    if not on_sqlite:
        op.create_foreign_key(
            LEAD_CITATION, "fact", "citation", key, ["fact_id", "ordinal"], deferrable=True, initially="DEFERRED"
        )


def downgrade():
    if op.get_bind().dialect.name != "sqlite":
        op.drop_constraint(LEAD_CITATION, "fact", type_="foreignkey")
    op.drop_table("facility_status")
    op.drop_table("topic")
    op.drop_table("participation")
    op.drop_table("organization_description")
    op.drop_table("office")
    op.drop_table("facility")
    op.drop_table("meeting")
    op.drop_table("statement")
    op.drop_table("mission")
    op.drop_table("membership")
    op.drop_table("figure")
    op.drop_table("commitment")
    op.drop_table("citation")
    op.drop_table("award")
    op.drop_table("fact")
    op.drop_table("article_text")
    op.drop_table("dictionary_entry")
    op.drop_table("article")
