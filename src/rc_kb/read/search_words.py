"""Owns what somebody typed to search for: words and operators as a tree, and the tree in each database's language."""

import re
import unicodedata
from typing import NamedTuple, NoReturn

from rc_kb.errors import BadValue
from rc_kb.read.search_rank import write_tsquery
from rc_kb.read.snippets import Phrase
from rc_kb.text import spell_plainly
from rc_kb.tokens import split_words

OPERATORS = ("AND", "OR", "NOT")
"""Words that are operators where they are written in capitals."""

_LONGEST = 1000
_DEEPEST = 10
"""Parentheses in each other; SQLite's own parser gives up at some fifteen (measured)."""

_TOKEN = re.compile(r'"(?P<phrase>[^"]*)"(?P<goes_on>\*?)|(?P<mark>[()"])|(?P<word>[^\s()"]+)')
_STRAIGHT = str.maketrans("\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}\0", '"" ')


class Words(NamedTuple):
    """A word, or several that stand one after the other; the last may go on where it is a prefix."""

    text: str
    is_prefix: bool = False


class AllOf(NamedTuple):
    """What holds all that is wanted and nothing that is not."""

    wanted: tuple["Expression", ...]
    unwanted: tuple["Expression", ...] = ()


class AnyOf(NamedTuple):
    """What holds one of several."""

    options: tuple["Expression", ...]


Expression = Words | AllOf | AnyOf
_Token = Words | str


def parse_words(typed: str) -> Expression:
    """Return what somebody typed as a tree; raise BadValue where it cannot be understood.

    Words side by side are all wanted. NOT binds closest, then AND, then OR. What has no letter and no digit is left
    out, as it is from the index.
    """
    if len(typed) > _LONGEST:
        raise BadValue(f"a search has {_LONGEST} characters at most, and this one has {len(typed)}: shorten it.")
    if any("\ud800" <= one <= "\udfff" for one in typed):
        raise BadValue(f"{typed!r} holds bytes that are no text.")
    if not any(map(str.isalnum, typed)):
        raise BadValue(f"{typed!r} holds no letter and no digit to look for.")
    return _Parser(typed).parse()


def compile_for_fts5(expression: Expression) -> str:
    """Return the query of SQLite's FTS5 for a tree.

    Each word is in quotation marks, so that nothing in it is an operator; one that the index keeps in plain letters
    too is looked for in both spellings.
    """
    if isinstance(expression, Words):
        star = "*" if expression.is_prefix else ""
        spellings = dict.fromkeys((expression.text, spell_plainly(expression.text)))
        return _join(" OR ", [f'"{text}"{star}' for text in spellings])
    if isinstance(expression, AnyOf):
        return _join(" OR ", list(map(compile_for_fts5, expression.options)))
    wanted = _join(" AND ", list(map(compile_for_fts5, expression.wanted)))
    if not expression.unwanted:
        return wanted
    return f"({wanted} NOT {_join(' OR ', list(map(compile_for_fts5, expression.unwanted)))})"


def compile_for_tsquery(expression: Expression) -> str:
    """Return the query of PostgreSQL's tsvector for a tree, as compile_for_fts5 does for SQLite."""
    if isinstance(expression, Words):
        return _join(" | ", list(map(write_tsquery, list_phrases(expression))))
    if isinstance(expression, AnyOf):
        return _join(" | ", list(map(compile_for_tsquery, expression.options)))
    wanted = _join(" & ", list(map(compile_for_tsquery, expression.wanted)))
    if not expression.unwanted:
        return wanted
    return f"({wanted} & !{_join(' | ', list(map(compile_for_tsquery, expression.unwanted)))})"


def list_phrases(expression: Expression) -> tuple[Phrase, ...]:
    """Return all phrases of a tree in order, each spelling for itself."""
    if isinstance(expression, Words):
        spellings = dict.fromkeys((expression.text, spell_plainly(expression.text)))
        return tuple(Phrase(tuple(split_words(text)), expression.is_prefix) for text in spellings)
    parts = expression.options if isinstance(expression, AnyOf) else (*expression.wanted, *expression.unwanted)
    return tuple(phrase for part in parts for phrase in list_phrases(part))


def _join(operator: str, parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"({operator.join(parts)})"


class _Parser:
    """Reads the tokens of one text from left to right."""

    def __init__(self, typed: str) -> None:
        self._typed = typed
        self._tokens = self._split()
        self._place = 0

    def parse(self) -> Expression:
        """Return the tree of the whole text."""
        parsed = self._parse_options(0)
        if self._next() == ")":
            self._refuse_mark("a parenthesis is closed that was not opened")
        return parsed

    def _split(self) -> list[_Token]:
        text = unicodedata.normalize("NFC", self._typed).translate(_STRAIGHT)
        tokens = [self._read(found) for found in _TOKEN.finditer(text)]
        return [token for token in tokens if isinstance(token, str) or any(map(str.isalnum, token.text))]

    def _read(self, found: re.Match[str]) -> _Token:
        """Return a token: words, or else an operator or a parenthesis."""
        if found["phrase"] is not None:
            return Words(found["phrase"], bool(found["goes_on"]))
        if found["mark"] == '"':
            self._refuse_mark("a quotation mark is not closed")
        word: str = found["mark"] or found["word"]
        if found["mark"] or word in OPERATORS:
            return word
        return Words(word.removesuffix("*"), word.endswith("*"))

    def _next(self) -> _Token | None:
        return self._tokens[self._place] if self._place < len(self._tokens) else None

    def _take(self, *wanted: str) -> bool:
        """Go on behind the next token where it is one of these."""
        is_there = self._next() in wanted
        self._place += is_there
        return is_there

    def _parse_options(self, depth: int) -> Expression:
        options = [self._parse_all(depth)]
        while self._take("OR"):
            options.append(self._parse_all(depth))
        return options[0] if len(options) == 1 else AnyOf(tuple(options))

    def _parse_all(self, depth: int) -> Expression:
        wanted, unwanted = [self._parse_one(depth)], []
        while self._next() not in {None, ")", "OR"}:
            self._take("AND")
            if self._take("NOT"):
                unwanted.append(self._parse_one(depth))
            else:
                wanted.append(self._parse_one(depth))
        return wanted[0] if len(wanted) == 1 and not unwanted else AllOf(tuple(wanted), tuple(unwanted))

    def _parse_one(self, depth: int) -> Expression:
        token = self._next()
        if isinstance(token, Words):
            self._place += 1
            return token
        if not self._take("("):
            self._refuse_operator(token)
        if depth == _DEEPEST:
            raise BadValue(f"more than {_DEEPEST} parentheses stand in each other in {self._typed!r}: use fewer.")
        parsed = self._parse_options(depth + 1)
        if not self._take(")"):
            self._refuse_mark("a parenthesis is not closed")
        return parsed

    def _refuse_operator(self, token: str | None) -> NoReturn:
        """Say what is missing where words should stand and do not."""
        before = self._tokens[self._place - 1] if self._place else None
        if before in OPERATORS and token != "NOT":  # noqa: S105 - no password
            said = f"{before} has nothing after it"
        elif token in OPERATORS:
            said = f"{token} has nothing before it"
        else:
            self._refuse_mark("parentheses hold nothing to look for")
        raise BadValue(
            f"{said} in {self._typed!r}: to look for the word itself, write it in small letters or quotation marks."
        )

    def _refuse_mark(self, said: str) -> NoReturn:
        raise BadValue(f"{said} in {self._typed!r}: to look for the words alone, leave out what is no letter or digit.")
