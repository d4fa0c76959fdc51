import sqlite3

import pytest

ADD_OTHER_ARTICLE = """
CREATE TEMP TABLE other AS SELECT * FROM article LIMIT 1;
UPDATE other SET id = 'other';
INSERT INTO article SELECT * FROM other;
"""


def add_fact(connection: sqlite3.Connection, kind: str = "award", *, cited: bool = True) -> int:
    """Add a fact without the row of its kind."""
    (article,) = connection.execute("SELECT max(id) FROM article").fetchone()
    connection.execute("INSERT INTO fact (id, kind, article_id, content_sha256) VALUES (1, ?, ?, 'x')", (kind, article))
    if cited:
        connection.execute(
            "INSERT INTO citation (fact_id, ordinal, article_id, paragraph) VALUES (1, 1, ?, 1)", (article,)
        )
    return 1


def find_party(connection: sqlite3.Connection, kind: str) -> int:
    return int(connection.execute("SELECT min(id) FROM party WHERE kind = ?", (kind,)).fetchone()[0])


def test_a_fact_without_a_citation_cannot_be_committed(connection: sqlite3.Connection) -> None:
    add_fact(connection, cited=False)
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        connection.commit()


def test_a_fact_with_its_citation_is_committed(connection: sqlite3.Connection) -> None:
    add_fact(connection)
    connection.execute(
        "INSERT INTO award (id, recipient_id, award) VALUES (1, ?, 'x')", (find_party(connection, "country"),)
    )
    connection.commit()
    assert connection.execute("SELECT award FROM awards WHERE id = 1").fetchall() == [("x",)]


def test_the_last_citation_of_a_fact_cannot_be_deleted(connection: sqlite3.Connection) -> None:
    connection.execute("DELETE FROM citation WHERE fact_id = (SELECT min(id) FROM fact)")
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        connection.commit()


def test_no_fact_of_the_seed_can_lose_all_its_citations(connection: sqlite3.Connection) -> None:
    for (fact,) in connection.execute("SELECT id FROM fact").fetchall():
        connection.execute("DELETE FROM citation WHERE fact_id = ?", (fact,))
        with pytest.raises(sqlite3.IntegrityError):
            connection.commit()
        connection.rollback()


def test_a_citation_of_another_article_than_the_facts_is_refused(connection: sqlite3.Connection) -> None:
    connection.executescript(ADD_OTHER_ARTICLE)
    add_fact(connection)
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        connection.execute("INSERT INTO citation (fact_id, ordinal, article_id, paragraph) VALUES (1, 2, 'other', 1)")


def test_a_citation_of_no_fact_is_refused(connection: sqlite3.Connection) -> None:
    connection.executescript(ADD_OTHER_ARTICLE)
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        connection.execute("INSERT INTO citation (fact_id, ordinal, article_id, paragraph) VALUES (1, 1, 'other', 1)")


def test_a_fact_of_one_kind_has_no_row_of_another(connection: sqlite3.Connection) -> None:
    add_fact(connection, "meeting")
    values = (find_party(connection, "country"),)
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        connection.execute("INSERT INTO award (id, recipient_id, award) VALUES (1, ?, 'x')", values)
    with pytest.raises(sqlite3.IntegrityError, match="ck_award_fact_kind"):
        connection.execute(
            "INSERT INTO award (id, fact_kind, recipient_id, award) VALUES (1, 'meeting', ?, 'x')", values
        )


def test_a_fact_of_an_unknown_kind_is_refused(connection: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="ck_fact_kind"):
        add_fact(connection, "rumor")


def test_a_party_of_one_kind_has_no_row_of_another(connection: sqlite3.Connection) -> None:
    country = find_party(connection, "country")
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        connection.execute("INSERT INTO official (id) VALUES (?)", (country,))


def test_deleting_a_fact_deletes_all_that_belongs_to_it(connection: sqlite3.Connection) -> None:
    for table in ("meeting", "facility"):
        connection.execute(f"DELETE FROM fact WHERE id IN (SELECT id FROM {table})")
    connection.commit()
    for table in ("meeting", "participation", "topic", "facility", "facility_status"):
        assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
    assert connection.execute(
        "SELECT count(*) FROM citation WHERE fact_id NOT IN (SELECT id FROM fact)"
    ).fetchone() == (0,)


@pytest.mark.parametrize("table", ["party", "organization", "official", "country"])
def test_whom_a_fact_names_cannot_be_deleted(table: str, connection: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        connection.execute(f"DELETE FROM {table}")


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("UPDATE facility SET kind = 'shop'", "ck_facility_kind"),
        ("UPDATE facility_status SET status = 'open'", "ck_facility_status_status"),
        ("UPDATE facility SET count = 0", "ck_facility_count"),
        ("UPDATE meeting SET format = 'zoom'", "ck_meeting_format"),
        ("UPDATE commitment SET modality = 'vowed'", "ck_commitment_modality"),
        ("UPDATE figure SET qualifier = 'some'", "ck_figure_qualifier"),
        ("UPDATE organization SET kind = 'club'", "ck_organization_kind"),
        ("UPDATE organization SET emblem = 'lion'", "ck_organization_emblem"),
        ("UPDATE organization_name SET kind = 'nickname'", "ck_organization_name_kind"),
        ("UPDATE country_name SET kind = 'nickname'", "ck_country_name_kind"),
        ("UPDATE ambiguous_name SET kind = 'x'", "ck_ambiguous_name_kind"),
        ("UPDATE region SET level = 'x'", "ck_region_level"),
        ("UPDATE party SET kind = 'ship'", "ck_party_kind"),
        ("UPDATE country SET code = 'iq' WHERE code = 'IQ'", "ck_country_code"),
        (
            "UPDATE participation SET official_id = NULL, organization_id = NULL, role = NULL",
            "ck_participation_somebody",
        ),
        ("UPDATE citation SET paragraph = 0", "ck_citation_counted_from_1"),
        ("UPDATE citation SET start_char = NULL", "ck_citation_span_whole"),
        ("UPDATE citation SET end_char = NULL", "ck_citation_span_whole"),
        ("UPDATE citation SET start_char = 4, end_char = 4", "ck_citation_span"),
        ("UPDATE citation SET start_char = -1, end_char = 4", "ck_citation_span"),
        ("UPDATE meeting SET held_on_first = '2026-01-01'", "ck_meeting_held_on_bounds"),
        ("UPDATE meeting SET held_on_last = '17 September'", "ck_meeting_held_on_bounds"),
        ("UPDATE meeting SET held_on = NULL", "ck_meeting_held_on_known"),
        ("UPDATE article SET published_on_first = '2027-01-01'", "ck_article_published_on_bounds"),
        ("UPDATE award SET awarded_on = NULL", "ck_award_awarded_on_known"),
        ("UPDATE figure SET value = 'many'", "cannot store TEXT value in REAL column figure.value"),
        ("UPDATE citation SET paragraph = 'two'", "cannot store TEXT value in INTEGER column citation.paragraph"),
        ("UPDATE statement SET gist = NULL", "NOT NULL constraint failed: statement.gist"),
    ],
)
def test_the_database_refuses_what_the_schema_does_not_allow(
    change: str, constraint: str, connection: sqlite3.Connection
) -> None:
    with pytest.raises(sqlite3.IntegrityError, match=rf"\b{constraint}$"):
        connection.execute(change)


def test_the_city_of_a_fact_lies_in_its_country(connection: sqlite3.Connection) -> None:
    (najaf,) = connection.execute("SELECT id FROM place WHERE name = 'Najaf'").fetchone()
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        connection.execute("UPDATE meeting SET country_code = 'IR' WHERE place_id = ?", (najaf,))
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        connection.execute("UPDATE facility SET place_id = ? WHERE country_code = 'TJ'", (najaf,))
    connection.execute("UPDATE facility SET place_id = ?, country_code = 'IQ' WHERE country_code = 'TJ'", (najaf,))
    connection.commit()


def test_a_date_may_be_open_on_one_side(connection: sqlite3.Connection) -> None:
    connection.execute("UPDATE meeting SET held_on = '2022/..', held_on_first = '2022-01-01', held_on_last = NULL")
    connection.execute("UPDATE office SET valid_from = '/2022', valid_from_last = '2022-12-31'")
    connection.commit()


def test_the_seed_breaks_no_rule(connection: sqlite3.Connection) -> None:
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
