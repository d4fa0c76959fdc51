"""The command search: its formats, what it says on stderr, its exit codes, and what it loads."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.bases import TESTER, build_invented, load_files
from tests.cli.conftest import Ask
from tests.servers import Server
from tests.store.conftest import write_sheet
from tests.test_imports import HEAVY, ON_TERMINAL, RUN, list_loaded
from tests.test_output import run_on_terminal

COLUMNS = ["kind", "id", "found", "snippet", "article_id", "publisher", "published_on", "paragraph", "url", "rank"]


def test_a_table_shows_what_is_found_with_the_words_marked_and_the_source(ask: Ask, invented_path: Path) -> None:
    said = ask("search", "first", "aid", "NOT", "people", db=invented_path)
    assert (said.code, said.err) == (0, "")
    head, _, *rows = said.out.splitlines()
    assert head.split() == ["kind", "found", "snippet", "source"]
    assert [row.split("  ")[0] for row in rows] == ["meeting", "meeting"]
    assert "blood donation; «first» «aid» training" in said.out
    assert said.out.count("Example News, 2023-05-10, paragraph") == 2


def test_names_alone_have_no_column_for_a_source(ask: Ask, invented_path: Path) -> None:
    assert ask("search", "nairobi", "--kind", "place", db=invented_path).out.splitlines()[0].split() == [
        "kind",
        "found",
        "snippet",
    ]


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv", "tsv", "md"])
def test_every_format_has_every_hit(ask: Ask, invented_path: Path, form: str) -> None:
    said = ask("search", "clinic", "--format", form, db=invented_path)
    assert (said.code, said.err) == (0, "")
    assert said.out.count("«") == 4
    assert said.out.endswith("\n")


def test_json_has_flat_objects_with_what_show_takes(ask: Ask, invented_path: Path) -> None:
    rows = json.loads(ask("search", "blood*", "--json", db=invented_path).out)
    assert [list(row) for row in rows] == [COLUMNS] * 3
    assert {row["kind"] for row in rows} == {"meeting", "commitment", "figure"}
    for row in rows:
        assert ask("show", row["id"], db=invented_path).code == 0


def test_several_arguments_are_one_search(ask: Ask, invented_path: Path) -> None:
    asked = ("search", "--json", "--kind", "meeting")
    assert ask(*asked, "first", "aid", db=invented_path) == ask(*asked, "first aid", db=invented_path)
    assert json.loads(ask(*asked, '"aid first"', db=invented_path).out) == []


def test_a_limit_says_how_many_hits_there_are(ask: Ask, invented_path: Path) -> None:
    said = ask("search", "red", "--limit", 3, "--json", db=invented_path)
    assert len(json.loads(said.out)) == 3
    count = len(json.loads(ask("search", "red", "--all", "--json", db=invented_path).out))
    assert said.err == f"rc-kb: 3 of {count} hits (--all for the rest).\n"
    assert ask("search", "clinic", "--limit", 4, "--json", db=invented_path).err == ""


def test_the_statement_that_is_shown_gives_the_same_rows(ask: Ask, invented_path: Path) -> None:
    asked = ("search", "aid OR it's", "--kind", "statement", "--article", "example-news-1", "--limit", 5)
    statement = ask(*asked, "--show-sql", db=invented_path).out
    with closing(sqlite3.connect(invented_path)) as connection:
        connection.row_factory = sqlite3.Row
        shown = [dict(row) for row in connection.execute(statement)]
    assert shown == json.loads(ask(*asked, "--json", db=invented_path).out) != []


def test_nothing_found_is_told_with_the_texts_that_were_not_searched(ask: Ask, invented_path: Path) -> None:
    said = ask("search", "zebra", "crossing", "--json", db=invented_path)
    told = (
        "rc-kb: nothing in the knowledge base holds 'zebra crossing'. The texts of 2 articles are not attached; "
        "only names and the coders' words were searched there: `rc-kb articles attach FILE`.\n"
    )
    assert said == (0, "[]\n", told)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--kind", "official"], "rc-kb: no official in the knowledge base holds 'zebra'."),
        (["--kind", "text", "--article", "example-news-1"], "no text in the article example-news-1 holds 'zebra'. The"),
        (["--kind", "text", "--article", "example-news-1"], "text of 1 article is not attached: `rc-kb articles att"),
    ],
)
def test_nothing_found_says_where(ask: Ask, invented_path: Path, options: list[str], said: str) -> None:
    code, out, err = ask("search", "zebra", *options, db=invented_path)
    assert (code, out, err.count("\n")) == (0, "", 1)
    assert said in err


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["search"], 2, "Missing argument 'WORDS...'"),
        (["search", ""], 2, "'' holds no letter and no digit to look for"),
        (["search", "red", "AND"], 2, "AND has nothing after it in 'red AND'"),
        (["search", '"red'], 2, "a quotation mark is not closed"),
        (["search", "(red"], 2, "a parenthesis is not closed"),
        (["search", "NOT", "red"], 2, "NOT has nothing before it"),
        (["search", "red", "--kind", "book"], 2, "'book' is none of country, organization"),
        (["search", "red", "--all", "--limit", 2], 2, "--all and --limit contradict each other"),
        (["search", "red", "--article", "example-news"], 3, "no article has the id 'example-news'. Did you mean"),
    ],
)
def test_what_cannot_be_searched_is_told(
    ask: Ask, invented_path: Path, arguments: list[str], code: int, said: str
) -> None:
    found = ask(*arguments, db=invented_path)
    assert (found.code, found.out) == (code, "")
    assert said in " ".join(found.err.split())
    assert "Traceback" not in found.err


def test_a_base_without_its_index_is_told_with_exit_code_1(ask: Ask, base: Path) -> None:
    with closing(sqlite3.connect(base)) as connection:
        connection.execute("DROP TABLE search_index")
    said = ask("search", "red", db=base)
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith(f"rc-kb: {base} has no search index: ")


def test_a_terminal_has_the_words_in_bold(invented_path: Path) -> None:
    written = run_on_terminal(invented_path, 160, "search", "donation")
    assert "blood \x1b[1m«donation»\x1b[0m; first aid training" in written


def test_a_search_loads_neither_the_write_side_nor_rich(invented_path: Path) -> None:
    assert list_loaded(RUN, "search", "clinic", db=invented_path) & (HEAVY | {"rich"}) == set()
    assert list_loaded(ON_TERMINAL + RUN, "search", "clinic", db=invented_path) & HEAVY == set()


def test_a_word_longer_than_a_server_can_hold_is_found_there(ask: Ask, server: Server, tmp_path: Path) -> None:
    long = "\u4e2d" * 700
    address = build_invented(server.create(), sheets=[])
    people = "{name: A Person, organization: An Invented Body}, {organization: ICRC}"
    met = f"meetings: [{{participants: [{people}], topics: [{long}], cite: 1}}]"
    load_files(address, [write_sheet(tmp_path, "one", met)], TESTER)
    for word in (long, long + "\u6587"):
        said = ask("search", word, "--format", "jsonl", "--db", address.url)
        assert (said.code, said.out.count("\n")) == (0, 1), said
