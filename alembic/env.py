"""Runs the migrations: on the connection that rc-kb hands over, or on the base that `-x db=FILE` names."""

from alembic import context

from rc_kb.location import find_database
from rc_kb.store.engine import begin_writing
from rc_kb.store.models.schema import metadata


def is_ours(name, kind, _):
    """Leave out what SQLite makes for the search index; a migration creates it by statements of its own."""
    return kind != "table" or not name.startswith("search_index")


def run(connection):
    context.configure(
        connection=connection,
        target_metadata=metadata,
        include_name=is_ours,
        render_as_batch=True,
        transactional_ddl=True,
    )
    context.run_migrations()


handed_over = context.config.attributes.get("connection")
if handed_over is not None:
    run(handed_over)
else:
    with begin_writing(find_database(context.get_x_argument(as_dictionary=True)["db"])) as connection:
        run(connection)
