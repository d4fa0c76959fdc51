"""Owns the list of commands, and loads the module of a command only when it is asked for."""

from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

COMMANDS = {
    "countries": "parties",
    "organizations": "parties",
    "officials": "parties",
    "articles": "articles",
    "meetings": "facts",
    "offices": "facts",
    "facilities": "facts",
    "commitments": "facts",
    "missions": "facts",
    "figures": "facts",
    "awards": "facts",
    "memberships": "facts",
    "statements": "facts",
    "show": "showing",
    "search": "searching",
    "timeline": "timing",
    "conflicts": "conflicting",
    "check": "checking",
    "sql": "querying",
    "schema": "querying",
    "extract": "extracting",
    "evaluate": "evaluating",
    "load": "loading",
    "cite": "quoting",
    "verify": "verifying",
    "db": "database",
}
"""Every command with the module of rc_kb.cli that holds it, in the order of the help."""


class LazyGroup(TyperGroup):
    """The commands of rc-kb; asking for one imports one module."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names of all commands."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return a command by its name; None where there is none."""
        if cmd_name not in COMMANDS:
            # Typer suggests the closest of these.
            self.commands = {name: self.get_command(ctx, name) for name in COMMANDS}
            return None
        found = getattr(import_module(f"rc_kb.cli.{COMMANDS[cmd_name]}"), cmd_name)
        if isinstance(found, typer.Typer):
            return typer.main.get_command(found)
        alone = typer.Typer(add_completion=False, rich_markup_mode=None)
        alone.command(cmd_name)(found)
        return typer.main.get_command(alone)


def _show_version(is_wanted: bool) -> None:
    if is_wanted:
        from importlib.metadata import version

        typer.echo(f"rc-kb {version('rc-kb')}")
        raise typer.Exit


app = typer.Typer(
    cls=LazyGroup,
    no_args_is_help=True,
    # Typer would load Rich for help and errors: 70 ms (measured).
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


@app.callback()
def rc_kb(
    *,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version and stop."),
    ] = False,
) -> None:
    """Ask the knowledge base of Red Cross and Red Crescent relations: who met whom, who runs what, who said what.

    Every fact is coded from a news article and cited to its paragraph. The first question builds the knowledge
    base from the data that come with rc-kb.

    \b
    rc-kb countries --with-facilities
    rc-kb meetings --partner Iraq
    rc-kb show Tajikistan
    sqlite3 "$(rc-kb db path)" "SELECT * FROM facilities"
    """


command_line = typer.main.get_command(app)
