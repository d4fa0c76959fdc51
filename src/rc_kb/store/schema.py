"""Owns the schema of a database: runs the migrations, and creates the views anew after them."""

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, inspect

from rc_kb.errors import NoKnowledgeBase
from rc_kb.settings import APPLICATION_ID, SCHEMA_VERSION, find_migrations
from rc_kb.store.models.schema import metadata
from rc_kb.store.views.catalogue import create_views, drop_views, list_views


def upgrade_schema(connection: Connection, revision: str = SCHEMA_VERSION) -> None:
    """Bring a database, new or old, to a revision of the schema, with its views where it is the newest."""
    drop_views(connection)
    config = Config()
    config.set_main_option("script_location", str(find_migrations()).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
    if revision == SCHEMA_VERSION:
        create_views(connection)
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")


def holds_knowledge_base(connection: Connection) -> bool:
    """Tell whether a database holds a knowledge base; raise NoKnowledgeBase where it holds something else."""
    found = inspect(connection)
    schema = found.default_schema_name
    names = {*found.get_table_names(schema), *found.get_view_names(schema)}
    if "alembic_version" in names and "dictionary_entry" in names:
        return True
    if ours := sorted(names & {"alembic_version", *metadata.tables, *(view.name for view in list_views())}):
        raise NoKnowledgeBase(
            f"the database holds tables or views of another program whose names are ours ({', '.join(ours)}): "
            "use another database or schema."
        )
    return False
