"""Make a base fit for a million meetings and for PostgreSQL: indexes, one order of words, a search index there."""

import re
from hashlib import sha256

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
TABLES = [
    "ambiguous_name",
    "ambiguous_name_country",
    "article",
    "article_paragraph",
    "article_text",
    "award",
    "citation",
    "commitment",
    "country",
    "country_fact",
    "country_name",
    "dictionary_entry",
    "earlier_fact",
    "facility",
    "facility_attestation",
    "facility_status",
    "fact",
    "figure",
    "meeting",
    "membership",
    "mission",
    "office",
    "official",
    "official_name",
    "organization",
    "organization_description",
    "organization_name",
    "participation",
    "party",
    "place",
    "place_name",
    "recording",
    "region",
    "search_entry",
    "statement",
    "topic",
]
REFERENCES_TO_FACTS = (
    ("fact", "id"),
    *((kind, "id") for kind in ("award", "commitment", "facility", "figure", "meeting", "membership", "mission")),
    *((kind, "id") for kind in ("office", "statement")),
    ("participation", "meeting_id"),
    ("topic", "meeting_id"),
    ("facility_status", "facility_id"),
    ("citation", "fact_id"),
    ("earlier_fact", "fact_id"),
    ("earlier_fact", "successor_id"),
)
NUMBER = re.compile(r"\d{5,18}(?!\d)", re.ASCII)
NUMBERS_IN_A_GROUP = 256
GROUPS = 1 << 12
OWN_BITS = 33
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
FLAG = sa.SmallInteger().with_variant(sa.Integer(), "sqlite")


def upgrade():
    op.create_index(op.f("ix_article_text_sha256"), "article", ["text_sha256"])
    _let_sheets_be_loaded_in_batches()
    index_lookups()
    index_owners(only_where_there=True)
    if op.get_bind().dialect.name == "sqlite":
        put_facts_beside_each_other()
    else:
        order_texts(' COLLATE "C"')
        index_the_latest()
        index_words()


def index_the_latest():
    """Sort the latest first and what has no day last, as they are asked for; SQLite reads an index from either end."""
    for table, columns in SORTED:
        name = op.f(f"ix_{table}_{'_'.join(columns)}")
        op.drop_index(name, table)
        days = [sa.text(f"{column} DESC NULLS LAST") if column.endswith("_last") else column for column in columns]
        op.create_index(name, table, days)


def index_words():
    """Make the search index of PostgreSQL; SQLite has its own since 0003."""
    for statement in SEARCH_INDEX.strip().replace("\nCREATE", "\n;CREATE").split(";"):
        op.execute(statement)
    op.execute("INSERT INTO search_index_size (entries, words) VALUES (0, 0)")


def order_texts(collation):
    """Let every text be ordered by code points, as it is on SQLite, however the server sorts words."""
    connection = op.get_bind()
    there = set(sa.inspect(connection).get_table_names())
    for table in filter(there.__contains__, TABLES):
        changes = [
            f"ALTER COLUMN {column['name']} TYPE TEXT{collation}"
            for column in sa.inspect(connection).get_columns(table)
            if isinstance(column["type"], sa.Text)
        ]
        if changes:
            connection.execute(sa.text(f"ALTER TABLE {table} {', '.join(changes)}"))


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
        sa.Column("published_on_last", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["country_code"], ["country.code"], name=op.f("fk_country_fact_country_code")),
        sa.ForeignKeyConstraint(
            ["fact_id", "kind"], ["fact.id", "fact.kind"], name=op.f("fk_country_fact_fact_id_kind"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("fact_id", "country_code", name=op.f("pk_country_fact")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_country_fact_country_code"),
        "country_fact",
        ["country_code", "kind", "published_on_last", "fact_id", "takes_part"],
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


def index_owners(*, only_where_there):
    """Index the entries of search by what they go with: each index holds those alone that have its owner."""
    for column in ("party_id", "place_id", "fact_id", "article_id"):
        name = op.f(f"ix_search_entry_{column}")
        there = sa.text(f"{column} IS NOT NULL") if only_where_there else None
        op.drop_index(name, "search_entry")
        op.create_index(name, "search_entry", [column], sqlite_where=there, postgresql_where=there)


def put_facts_beside_each_other():
    """Give the facts of an article keys that begin alike, as those have that are loaded from now on.

    Only SQLite has facts yet. What search finds in facts and articles is written anew after each upgrade, under keys
    that begin as theirs.
    """
    connection = op.get_bind()
    kept = connection.execute(
        sa.text(
            "SELECT id, article_id FROM fact UNION SELECT fact_id, article_id FROM earlier_fact "
            "UNION SELECT successor_id, article_id FROM earlier_fact WHERE successor_id IS NOT NULL"
        )
    ).all()
    if not kept:
        return
    op.execute("PRAGMA defer_foreign_keys = ON")
    op.execute("CREATE TEMPORARY TABLE moved (before INTEGER NOT NULL PRIMARY KEY, after INTEGER NOT NULL)")
    connection.execute(
        sa.text("INSERT INTO moved (before, after) VALUES (:before, :after)"),
        [{"before": key, "after": begin_as(article_id, key)} for key, article_id in kept],
    )
    op.execute("DELETE FROM search_entry WHERE fact_id IS NOT NULL OR article_id IS NOT NULL")
    for table, column in REFERENCES_TO_FACTS:
        moved = f"SELECT after FROM moved WHERE before = {column}"  # noqa: S608 - our own words
        op.execute(f"UPDATE {table} SET {column} = ({moved}) WHERE {column} IS NOT NULL")  # noqa: S608 - our own words
    op.execute("DROP TABLE moved")


def begin_as(article_id, key):
    """Return a key that begins by an article's id, and ends as it did.

    Its first 12 bits are those of the publisher's number, where the id has one, its next 8 those of the id's SHA-256.
    """
    start = int.from_bytes(sha256(f"article\x1f{article_id}".encode()).digest()[:3]) >> 4
    if numbers := NUMBER.findall(article_id):
        start = (int(numbers[-1]) // NUMBERS_IN_A_GROUP % GROUPS) << 8 | start & 0xFF
    return start << OWN_BITS | key & ((1 << OWN_BITS) - 1)


def remove_lookups():
    op.drop_table("facility_attestation")
    op.drop_table("country_fact")
    for table, columns in SORTED:
        op.drop_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table)
    for table, column, other in WIDENED:
        op.drop_index(op.f(f"ix_{table}_{column}_{other}"), table)
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def downgrade():
    index_owners(only_where_there=False)
    remove_lookups()
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
