"""Owns the commands of the sources: articles, and their texts, which the user attaches and takes out."""

import inspect
from pathlib import Path
from typing import Annotated, Any

import typer

from rc_kb.cli import options
from rc_kb.cli.asking import noun, open_base, prepare_base
from rc_kb.errors import BadValue, TextRefused
from rc_kb.output import tell
from rc_kb.read import queries
from rc_kb.read.conditions import limit_days
from rc_kb.read.names import NameResolver
from rc_kb.read.query import Question

articles = typer.Typer(add_completion=False, rich_markup_mode=None)


def _ask_articles(
    names: NameResolver,  # noqa: ARG001 - every question takes it
    publisher: Annotated[
        str | None,
        typer.Option("--publisher", metavar="WORDS", help="Where these words stand in the publisher's name."),
    ] = None,
    since: options.SinceOption = None,
    until: options.UntilOption = None,
) -> Question:
    """List the articles that facts are cited from; attach their texts, and take them out.

    \b
    rc-kb articles --publisher "Tehran Times" --since 2025
    rc-kb articles attach texts/
    """
    return queries.find_articles(publisher=publisher, days=limit_days(since, until))


_list_articles = noun(_ask_articles)


def _list_or_go_on(ctx: typer.Context, **asked: Any) -> None:
    if ctx.invoked_subcommand is None:
        _list_articles(**asked)
    elif any(asked.values()):
        raise BadValue(
            f"options stand before {ctx.invoked_subcommand}: write those of {ctx.invoked_subcommand} after it."
        )


_own = inspect.signature(_list_articles)
_context = inspect.Parameter("ctx", inspect.Parameter.KEYWORD_ONLY, annotation=typer.Context)
_list_or_go_on.__signature__ = _own.replace(parameters=[_context, *_own.parameters.values()])  # type: ignore[attr-defined]
_list_or_go_on.__annotations__ = _list_articles.__annotations__ | {"ctx": typer.Context}
_list_or_go_on.__doc__ = _ask_articles.__doc__
articles.callback(invoke_without_command=True)(_list_or_go_on)


@articles.command()
def attach(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", readable=False, help="Texts of articles, or folders with texts (*.txt)."),
    ],
    article: Annotated[
        str | None,
        typer.Option("--article", metavar="ID", help="The article of a text that is not recognized by itself."),
    ] = None,
    db: options.DatabaseOption = None,
) -> None:
    """Attach the texts of articles to your knowledge base, so that --cite shows the words and verify finds them.

    A text is recognized by its fingerprint: the SHA-256 of its normal form (Unicode NFC, LF line ends, no space at
    the ends of lines or around it). Texts stay in your file. All files come in, or none; of a folder, those that are
    recognized.

    \b
    rc-kb articles attach texts/
    rc-kb articles attach iraq.txt --article tehran-times-476836
    """
    from rc_kb.store.texts import attach_files

    path = prepare_base(db)
    with open_base(db) as reader:
        known = NameResolver(reader).find_article(article)
    report = attach_files(path, files, known)
    for refused in report.refused:
        tell(refused)
    for one in report.attached:
        tell(f"{one.source}: {'attached to' if one.is_new else 'is already attached to'} {one.article_id}.")
        if one.remark:
            tell(f"{one.source}: {one.remark}.")
    if not report.attached:
        raise TextRefused("no text was attached.")


@articles.command()
def detach(
    ids: Annotated[list[str] | None, typer.Argument(metavar="ID...", help="The articles, by their ids.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="The texts of all articles.")] = False,
    db: options.DatabaseOption = None,
) -> None:
    """Take the texts of articles out of your knowledge base; facts and citations stay.

    \b
    rc-kb articles detach tehran-times-476836
    """
    from rc_kb.store.texts import detach_from

    if everything == bool(ids):
        raise BadValue("name the articles whose texts are to go, or --all.")
    path = prepare_base(db)
    with open_base(db) as reader:
        names = NameResolver(reader)
        known = None if everything else [str(names.find_article(one)) for one in ids or ()]
    gone = detach_from(path, known)
    tell(f"detached: {', '.join(gone)}." if gone else "no text was attached there.")
